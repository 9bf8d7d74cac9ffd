//! `#[extension]`: the trait, and the macro that makes lists of its implementations.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{ItemTrait, Path, Token, TraitItem, Visibility, parse_quote};

use crate::model::extension::{ADAPTIVE, ExtensionPoint};

/// The trait with the function that chooses; and, where all of it is right, the macro.
pub(crate) fn render(point: &ExtensionPoint) -> TokenStream {
    let mut item = point.item.clone();
    let is_taken = |member: &TraitItem| matches!(member, TraitItem::Fn(function) if function.sig.ident == ADAPTIVE);
    if !item.items.iter().any(is_taken) {
        item.items.push(adaptive(point));
    }
    let list = point.list.as_ref().map(|list| list_macro(point, list));
    quote!(#item #list)
}

fn adaptive(point: &ExtensionPoint) -> TraitItem {
    let support = support(point);
    let name = Ident::new(ADAPTIVE, Span::call_site());
    let key = &point.key;
    let docs = format!(
        "The one that is asked for: a list of names obeys `{key}`, which it looks up by `parameter`; every other type \
         is itself, whatever the parameters say.\n\n# Errors\nA name that the list does not have."
    );
    parse_quote! {
        #[doc = #docs]
        fn #name<'__parameters>(
            parameter: impl ::core::ops::FnOnce(&str) -> ::core::option::Option<&'__parameters str>,
        ) -> ::core::result::Result<Self, #support::UnknownName>
        where
            Self: ::core::marker::Sized + ::core::default::Default,
        {
            let _ = parameter;
            ::core::result::Result::Ok(::core::default::Default::default())
        }
    }
}

/// The module that lists are written against.
pub(crate) fn support(point: &ExtensionPoint) -> TokenStream {
    let krate = &point.krate;
    quote!(#krate::extension)
}

fn list_macro(point: &ExtensionPoint, list: &Ident) -> TokenStream {
    let (docs, definition) = (docs(point, list), definition(point, list));
    let (export, support) = match &point.path {
        Some(_) => (quote!(#[macro_export]), portable(support(point))),
        None => (quote!(#[allow(unused_macros)]), support(point)),
    };
    quote! {
        #[doc = #docs]
        #export
        macro_rules! #list {
            ($($list:tt)*) => { #support::list! { #definition $($list)* } };
        }
    }
}

fn docs(point: &ExtensionPoint, list: &Ident) -> String {
    let ExtensionPoint { item, key, .. } = point;
    let (dots, included) = match &point.built_in {
        Some(_) => (".., ", " `..` stands for those that there are already."),
        None => ("", ""),
    };
    format!(
        "Makes an enum of types that implement `{0}`, each with the name by which `{key}` chooses it.{included}\n\n\
         ```text\n{list}! {{\n    pub enum Ours {{ {dots}Mine = \"mine\" => Mine }}\n}}\n```\n\n\
         The enum implements `{0}`, by `match`, and `Default`. See `#[dubbo::extension]`.",
        item.ident
    )
}

/// The extension point as `extension_list` reads it: `(options) { trait }`, without documentation and bodies.
fn definition(point: &ExtensionPoint, list: &Ident) -> TokenStream {
    let ExtensionPoint { krate, key, .. } = point;
    let item = bare(&point.item);
    if point.path.is_none() {
        let built_in = point
            .built_in
            .as_ref()
            .map(|path| quote!(built_in = #path,));
        return quote! {
            (key = #key, list = #list, #built_in crate = #krate)
            { #item }
        };
    }
    let rooted = |path: &Path| portable(path.to_token_stream());
    let path = point.path.as_ref().map(rooted);
    let built_in = point.built_in.as_ref().map(rooted);
    let built_in = built_in.map(|path| quote!(built_in = #path,));
    let (krate, item) = (rooted(krate), portable(item.to_token_stream()));
    quote! {
        (key = #key, list = #list, path = #path, #built_in crate = #krate)
        { #item }
    }
}

fn bare(item: &ItemTrait) -> ItemTrait {
    let mut bare = item.clone();
    bare.attrs.clear();
    bare.vis = Visibility::Inherited;
    for member in &mut bare.items {
        if let TraitItem::Fn(function) = member {
            function.attrs.clear();
            function.default = None;
            function.semi_token = Some(Token![;](Span::call_site()));
        }
    }
    bare
}

/// The tokens with `$crate` for `crate`, so that they mean the same in every crate.
fn portable(tokens: TokenStream) -> TokenStream {
    let mut result = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let mut moved = Group::new(group.delimiter(), portable(group.stream()));
                moved.set_span(group.span());
                result.extend([TokenTree::Group(moved)]);
            }
            TokenTree::Ident(word) if word == "crate" => result.extend(quote!($ #word)),
            other => result.extend([other]),
        }
    }
    result
}
