//! Of a method that is not right, a signature that compiles, so that nothing but the mistake is reported.

use quote::quote;
use syn::{Signature, parse_quote, parse_quote_spanned};

use crate::model::method::contains;

/// The signature with `&self`, where that is missing, and with the bound that a `Self` by value needs.
pub(crate) fn mended(signature: &Signature) -> Signature {
    let mut mended = signature.clone();
    if signature.receiver().is_none() {
        let span = signature.ident.span();
        let receiver = parse_quote_spanned!(span=> &self);
        mended.inputs.insert(0, receiver);
    }
    let (inputs, output) = (&signature.inputs, &signature.output);
    if contains(quote!(#inputs #output), "Self") {
        let clause = mended.generics.make_where_clause();
        clause
            .predicates
            .push(parse_quote!(Self: ::core::marker::Sized));
    }
    mended
}
