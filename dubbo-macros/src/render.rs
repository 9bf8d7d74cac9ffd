//! Validated models as code. Nothing here can fail: what could is [`crate::model`]'s.
//!
//! Local names have the hygiene of `mixed_site`, so that no argument of a user's method meets one of ours; and they
//! begin with `__`, as do parameters of types, so that no constant, type or trait of the user's is meant by them.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Path;

pub(crate) mod blocking;
pub(crate) mod client;
pub(crate) mod companion;
pub(crate) mod contract;
pub(crate) mod exception;
pub(crate) mod exception_class;
pub(crate) mod extension;
pub(crate) mod extension_docs;
pub(crate) mod extension_list;
pub(crate) mod extension_names;
pub(crate) mod fake;
pub(crate) mod injection;
pub(crate) mod lineage;
pub(crate) mod mended;
pub(crate) mod pojo;
pub(crate) mod proof;
pub(crate) mod server;
pub(crate) mod types;

/// The module of the facade that generated code is written against.
pub(crate) fn runtime(krate: &Path) -> TokenStream {
    quote!(#krate::__macro::v1)
}

/// The tokens, all located at `span`: an error about any of them stands there.
pub(crate) fn at(span: Span, tokens: TokenStream) -> TokenStream {
    let respanned = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut moved = Group::new(group.delimiter(), at(span, group.stream()));
            moved.set_span(span);
            TokenTree::Group(moved)
        }
        mut other => {
            other.set_span(span);
            other
        }
    });
    respanned.collect()
}

/// The tokens, located from the first of `place` to its last: an error about all of them marks all of it.
pub(crate) fn across(place: impl ToTokens, tokens: TokenStream) -> TokenStream {
    let (first, last) = ends(place);
    let mut tokens = at(here(last), tokens).into_iter();
    let beginning = tokens.next().map(|mut token| {
        token.set_span(here(first));
        token
    });
    beginning.into_iter().chain(tokens).collect()
}

/// The same of the call of a macro, whose arguments stay where they are; and as if the user had written it, so that no
/// error tells of ours.
pub(crate) fn over(place: impl ToTokens, call: TokenStream) -> TokenStream {
    let (first, last) = ends(place);
    let located = call.into_iter().enumerate().map(|(position, mut token)| {
        token.set_span(if position == 0 { first } else { last });
        token
    });
    located.collect()
}

fn ends(place: impl ToTokens) -> (Span, Span) {
    let tokens = place.to_token_stream().into_iter();
    let mut spans = tokens.map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}

/// The place of the user's token, with the names of generated code.
pub(crate) fn here(span: Span) -> Span {
    span.resolved_at(Span::mixed_site())
}

/// The tokens as they are resolved now, but located at `span`: so `$crate` stays the crate that it is.
pub(crate) fn located_at(span: Span, tokens: TokenStream) -> TokenStream {
    let located = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut moved = Group::new(group.delimiter(), located_at(span, group.stream()));
            moved.set_span(group.span().located_at(span));
            TokenTree::Group(moved)
        }
        mut other => {
            other.set_span(other.span().located_at(span));
            other
        }
    });
    located.collect()
}

/// A local name that nothing of the user's can meet.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(&format!("__{name}"), Span::mixed_site())
}
