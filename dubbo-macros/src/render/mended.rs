//! Of a method that is not right, a signature that compiles, so that nothing but the mistake is reported.

use quote::quote;
use syn::{FnArg, Pat, Signature, parse_quote, parse_quote_spanned};

use crate::model::method::contains;

/// The signature with `&self`, where that is missing, with the bound that a `Self` by value needs, and without the
/// patterns that only a method with a body can have.
pub(crate) fn mended(signature: &Signature, has_body: bool) -> Signature {
    let mut mended = signature.clone();
    if signature.receiver().is_none() {
        let span = signature.ident.span();
        let receiver = parse_quote_spanned!(span=> &self);
        mended.inputs.insert(0, receiver);
    }
    if !has_body {
        for input in &mut mended.inputs {
            if let FnArg::Typed(argument) = input
                && !matches!(*argument.pat, Pat::Ident(_) | Pat::Wild(_))
            {
                *argument.pat = Pat::Verbatim(quote!(_));
            }
        }
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
