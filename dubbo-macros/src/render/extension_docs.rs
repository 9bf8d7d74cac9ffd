//! What rustdoc says of a list: the key, the default, and the names.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, Lit, Meta};

use crate::model::attributes;
use crate::model::extension_list::{Entry, ExtensionList, Held};
use crate::model::names::shown;
use crate::render::extension_list::predicate;

/// Behind the documentation of the enum: by which key one of it is chosen, and the table of its names.
pub(crate) fn list(list: &ExtensionList) -> TokenStream {
    let key = &list.point.key;
    let title = match attributes::docs(&list.attributes).is_empty() {
        true => format!(
            "The implementations of `{}` that have names.",
            list.point.item.ident
        ),
        false => String::new(),
    };
    let default = match (
        list.default.and_then(|at| list.entries.get(at)),
        &list.included,
    ) {
        (Some(entry), _) => format!("`{}`", entry.name.value()),
        (None, Some(included)) => format!("that of [`{}`](Self::{0})", included.ident),
        (None, None) => "the first of these that is compiled in".to_owned(),
    };
    let chosen = format!("A URL's `{key}` chooses one by its name; without it there is {default}.");
    let rows = list.entries.iter().map(|entry| {
        let row = format!("| `{}` | {} |", entry.name.value(), purpose(entry));
        match predicate(&entry.attributes) {
            Some(predicate) => quote!(#[cfg_attr(#predicate, doc = #row)]),
            None => quote!(#[doc = #row]),
        }
    });
    let included = list.included.as_ref().map(|included| {
        let row = format!("| … | all of [`{}`](Self::{0}) |", included.ident);
        quote!(#[doc = #row])
    });
    quote! {
        #[doc = #title]
        #[doc = ""]
        #[doc = #chosen]
        #[doc = ""]
        #[doc = "| name | |"]
        #[doc = "|---|---|"]
        #(#rows)*
        #included
    }
}

/// Behind the documentation of a variant: its name.
pub(crate) fn entry(entry: &Entry) -> TokenStream {
    let named = format!("By its name: `{}`.", entry.name.value());
    quote!(#[doc = ""] #[doc = #named])
}

/// The first line of what is said of an entry, or its type.
fn purpose(entry: &Entry) -> String {
    let docs = attributes::docs(&entry.attributes);
    let line = docs
        .iter()
        .filter_map(text)
        .find(|line| !line.trim().is_empty());
    let held = match &entry.held {
        Held::Type(held) => held.to_token_stream(),
        Held::Constant(path) => path.to_token_stream(),
    };
    line.map_or_else(
        || format!("`{}`", shown(held)),
        |line| line.trim().to_owned(),
    )
}

fn text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
