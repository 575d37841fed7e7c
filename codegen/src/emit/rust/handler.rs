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
        let authorize = &names.authorize[index];
        quote!(credentials = #authorize)
    });
    let params = own.params.as_ref().map(|_| quote!(params = read));
    let body = operation.body.as_ref().map(|body| {
        let how = bodies::received(body, &own.body, names);
        quote!(body = #how)
    });
    let holds = credentials.into_iter().chain(params).chain(body);
    quote!(#name: #variant => #method(#(#holds,)*);)
}
