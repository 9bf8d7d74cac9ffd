//! `#[service]` and `#[reference]` on a trait do not expand it. Each adds its options to a hidden
//! attribute that stands behind all others, so that one expansion sees both, in whatever order and under
//! whatever name they were written.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Item, ItemTrait, Meta, parse_quote};

use crate::diagnostics::Diagnostics;
use crate::model::contract::TRAIT_OPTIONS;
use crate::model::krate;
use crate::options::Options;

/// The name of the hidden attribute.
pub(crate) const MARK: &str = "__contract";

/// Adds `kind(arguments)` to the mark of a trait.
pub(crate) fn gather(kind: &str, arguments: TokenStream, mut item: ItemTrait) -> TokenStream {
    let named = named_crate(arguments.clone());
    let kind = Ident::new(kind, Span::call_site());
    let addition = quote!(#kind(#arguments));
    match item.attrs.iter_mut().find(|attribute| is_mark(attribute)) {
        Some(mark) => {
            if let Meta::List(list) = &mut mark.meta {
                let gathered = &list.tokens;
                list.tokens = quote!(#gathered, #addition);
                if let Some(krate) = named {
                    list.path = parse_quote!(#krate::__contract);
                }
            }
        }
        None => {
            let krate = named.unwrap_or_else(krate::default);
            item.attrs
                .push(parse_quote!(#[#krate::__contract(#addition)]));
        }
    }
    item.into_token_stream()
}

/// The item unchanged, with an error that says where the attribute belongs.
pub(crate) fn refuse(item: &Item, message: &str) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    diagnostics.error(keyword(item), message);
    let errors = diagnostics.into_compile_errors();
    quote!(#item #errors)
}

/// What was gathered: the kind and its arguments, in the order in which they expanded.
pub(crate) fn gathered(tokens: TokenStream) -> Vec<(Ident, TokenStream)> {
    let mut kinds = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        if let TokenTree::Ident(kind) = token
            && let Some(TokenTree::Group(arguments)) = tokens.next()
        {
            kinds.push((kind, arguments.stream()));
        }
    }
    kinds
}

fn is_mark(attribute: &Attribute) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|segment| segment.ident == MARK)
}

/// The value of `crate`, if there is one; whatever is wrong is reported when the mark expands.
fn named_crate(arguments: TokenStream) -> Option<syn::Path> {
    let mut unreported = Diagnostics::default();
    let options = Options::parse(arguments, "", TRAIT_OPTIONS, &mut unreported);
    options.path("crate", &mut unreported)
}

/// The first token of an item that is neither attribute nor visibility: `fn`, `impl`, `enum`.
fn keyword(item: &Item) -> Span {
    let mut after_hash = false;
    for token in item.to_token_stream() {
        match &token {
            TokenTree::Punct(punctuation) if punctuation.as_char() == '#' => after_hash = true,
            TokenTree::Group(group) if after_hash && is_bracket(group) => after_hash = false,
            TokenTree::Ident(word) if word == "pub" => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {}
            _ => return token.span(),
        }
    }
    Span::call_site()
}

fn is_bracket(group: &Group) -> bool {
    group.delimiter() == Delimiter::Bracket
}
