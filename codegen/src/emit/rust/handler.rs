//! What the server does with one operation: what its request holds, in the order in which it is read.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::bodies;
use super::names::{Names, OperationNames};
use crate::ir;

/// The name of the function that serves an operation.
pub(super) fn handler_name(own: &OperationNames) -> proc_macro2::Ident {
    format_ident!("handle_{}", own.method)
}

/// The declaration of the function that serves an operation.
pub(super) fn handler(
    operation: &ir::Operation,
    own: &OperationNames,
    names: &Names,
) -> TokenStream {
    let (name, method, variant) = (handler_name(own), &own.method, &own.variant);
    let credentials = operation.security.map(|index| {
        let (ty, authorize) = (&names.requirements[index], &names.authorize[index]);
        quote!(credentials: security::#ty = #authorize)
    });
    let params = own.params.as_ref();
    let params = params.map(|params| quote!(params: operations::#params));
    let body = operation.body.as_ref().map(|body| {
        let ty = bodies::received_type(body, &own.body, names);
        let how = bodies::received(body, names);
        quote!(body: #ty = #how)
    });
    let holds = credentials.into_iter().chain(params).chain(body);
    quote!(#name: #variant => #method(#(#holds,)*);)
}
