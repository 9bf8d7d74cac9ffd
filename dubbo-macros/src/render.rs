//! Validated models as code. Nothing here can fail: what could is [`crate::model`]'s.
//!
//! Local names have the hygiene of `mixed_site`, so that no argument of a user's method meets one of ours.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Path;

pub(crate) mod client;
pub(crate) mod contract;
pub(crate) mod exception;
pub(crate) mod exception_class;
pub(crate) mod injection;
pub(crate) mod pojo;
pub(crate) mod server;
pub(crate) mod types;

/// The module of the facade that generated code is written against.
pub(crate) fn runtime(krate: &Path) -> TokenStream {
    quote!(#krate::__macro::v1)
}

/// A local name that nothing of the user's can meet.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
