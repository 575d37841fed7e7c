//! The routes of the server. Paths that differ only in the names of their parameters are one route; where several
//! operations share route and method, a function of their own chooses by what the request has.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::handler::handler_name;
use super::names::OperationNames;
use crate::ir::{Condition, Operation};

/// An operation and its names.
type Pair<'a> = (&'a Operation, &'a OperationNames);

/// One route and its operations, by method, in the order described.
struct Route<'a> {
    route: String,
    methods: Vec<(&'static str, Vec<Pair<'a>>)>,
}

fn by_route<'a>(served: &[Pair<'a>]) -> Vec<Route<'a>> {
    let mut order: Vec<Route<'a>> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for pair in served {
        let route = route(&pair.0.route);
        let place = *known.entry(route.clone()).or_insert_with(|| {
            let methods = Vec::new();
            order.push(Route { route, methods });
            order.len() - 1
        });
        let methods = &mut order[place].methods;
        match methods
            .iter_mut()
            .find(|(method, _)| *method == pair.0.method)
        {
            Some((_, pairs)) => pairs.push(*pair),
            None => methods.push((pair.0.method, vec![*pair])),
        }
    }
    order
}

fn chooser(number: usize, method: &str) -> Ident {
    format_ident!("choose_{}_{number}", method.to_lowercase())
}

/// Each route, with the handlers of its methods.
pub(super) fn routes(served: &[Pair<'_>]) -> Vec<TokenStream> {
    let routes = by_route(served).into_iter().enumerate();
    let routes = routes.map(|(number, route)| {
        let allow = allowed(&route);
        let methods = route.methods.iter().map(|(method, pairs)| {
            let verb = format_ident!("{}", method.to_lowercase());
            let handler = match pairs.as_slice() {
                [(_, own)] => handler_name(own),
                _ => chooser(number, method),
            };
            quote!(#verb #handler)
        });
        let route = &route.route;
        quote!(#route #allow { #(#methods),* })
    });
    routes.collect()
}

/// The path with its parameters numbered, so that no name can be illegal in a route.
fn route(path: &str) -> String {
    let mut number = 0;
    let segments = path.split('/').map(|segment| {
        if !segment.contains('{') {
            return encoded(segment);
        }
        number += 1;
        format!("{{p{}}}", number - 1)
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A segment as a request has it: what no path holds as itself is percent-encoded (RFC 3986, 3.3).
fn encoded(segment: &str) -> String {
    let mut encoded = String::with_capacity(segment.len());
    for character in segment.chars() {
        if character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(character) {
            encoded.push(character);
            continue;
        }
        for byte in character.to_string().bytes() {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The methods of a route, as the header `Allow` lists them.
fn allowed(route: &Route<'_>) -> String {
    let mut methods: Vec<&str> = route.methods.iter().map(|(method, _)| *method).collect();
    let get = methods.iter().position(|method| *method == "GET");
    if let (Some(place), false) = (get, methods.contains(&"HEAD")) {
        methods.insert(place + 1, "HEAD");
    }
    methods.join(", ")
}

/// The functions that choose among operations of the same route and method: the one that asks for most comes first.
pub(super) fn choosers(served: &[Pair<'_>]) -> TokenStream {
    let routes = by_route(served).into_iter().enumerate();
    let choosers = routes.flat_map(|(number, route)| {
        let several = route
            .methods
            .into_iter()
            .filter(|(_, pairs)| pairs.len() > 1);
        several.map(move |(method, pairs)| choose(&chooser(number, method), pairs))
    });
    quote!(#(#choosers)*)
}

fn choose(name: &Ident, mut pairs: Vec<Pair<'_>>) -> TokenStream {
    pairs.sort_by_key(|(operation, _)| {
        std::cmp::Reverse(operation.conditions.iter().map(weight).sum::<usize>())
    });
    let attempts = pairs.iter().map(|(operation, own)| {
        let handler = handler_name(own);
        let call = quote!(#handler(app, request).await);
        if operation.conditions.is_empty() {
            return call;
        }
        let conditions = operation.conditions.iter().map(condition);
        quote! {
            if #(#conditions)&&* {
                return #call;
            }
        }
    });
    let rest = pairs
        .iter()
        .all(|(operation, _)| !operation.conditions.is_empty());
    let rest = rest.then(|| {
        quote! {
            let exchange = Exchange::new(request, None, app.0.limits);
            exchange.end(&app.api, Err(overloads::none())).await
        }
    });
    quote! {
        async fn #name<A: Api>(app: State<App<A>>, request: Request) -> Response {
            #(#attempts)*
            #rest
        }
    }
}

/// How much a condition asks for: values before presence, long literals before short ones.
fn weight(condition: &Condition) -> usize {
    match condition {
        Condition::Query(_, Some(_)) | Condition::Header(_, Some(_)) => 1_000,
        Condition::Literals(_, literals) => 10 + literals.iter().map(String::len).sum::<usize>(),
        Condition::Query(_, None)
        | Condition::Header(_, None)
        | Condition::MediaType(_)
        | Condition::Integer(_) => 10,
    }
}

fn condition(condition: &Condition) -> TokenStream {
    let option = |value: &Option<String>| match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    };
    match condition {
        Condition::Query(name, value) => {
            let value = option(value);
            quote!(overloads::query(&request, #name, #value))
        }
        Condition::Header(name, value) => {
            let value = option(value);
            quote!(overloads::header(&request, #name, #value))
        }
        Condition::MediaType(types) => quote!(overloads::media_type(&request, &[#(#types),*])),
        Condition::Literals(segment, literals) => {
            let segment = Literal::usize_unsuffixed(*segment);
            quote!(overloads::literals(&request, #segment, &[#(#literals),*]))
        }
        Condition::Integer(segment) => {
            let segment = Literal::usize_unsuffixed(*segment);
            quote!(overloads::integer(&request, #segment))
        }
    }
}
