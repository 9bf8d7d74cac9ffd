//! Taking an attribute macro's own helper attributes off an item.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta, Path};

use crate::diagnostics::Diagnostics;

/// Removes the attributes called `name` and returns them. One inside `cfg_attr` is reported: it reaches an
/// attribute macro unexpanded, and is an unknown attribute afterwards.
pub(crate) fn take(
    attributes: &mut Vec<Attribute>,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Attribute> {
    let mut taken = Vec::new();
    let mut kept = Vec::new();
    for attribute in attributes.drain(..) {
        if is_called(attribute.path(), name) {
            taken.push(attribute);
        } else if hides(&attribute, name) {
            let message = format!(
                "`#[{name}]` cannot stand inside `cfg_attr`; write two items, each under its own `#[cfg]`"
            );
            diagnostics.error_on(&attribute, message);
        } else {
            kept.push(attribute);
        }
    }
    *attributes = kept;
    taken
}

/// The tokens in the parentheses of an attribute: `#[x(…)]` and `#[x]` are fine, `#[x = …]` is reported.
pub(crate) fn arguments(attribute: &Attribute, diagnostics: &mut Diagnostics) -> TokenStream {
    match &attribute.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(pair) => {
            let name = pair
                .path
                .segments
                .last()
                .map(|segment| segment.ident.to_string());
            let name = name.unwrap_or_default();
            diagnostics.error_on(attribute, format!("put it in parentheses: `#[{name}(…)]`"));
            TokenStream::new()
        }
    }
}

/// The one attribute there may be; each further one is reported.
pub(crate) fn only(taken: Vec<Attribute>, diagnostics: &mut Diagnostics) -> Option<Attribute> {
    let mut taken = taken.into_iter();
    let first = taken.next();
    for further in taken {
        diagnostics.error_on(&further, "given twice; put all options into one attribute");
    }
    first
}

/// The `#[cfg]`s, which every generated piece repeats.
pub(crate) fn cfgs(attributes: &[Attribute]) -> Vec<Attribute> {
    called(attributes, "cfg")
}

/// The documentation.
pub(crate) fn docs(attributes: &[Attribute]) -> Vec<Attribute> {
    called(attributes, "doc")
}

fn called(attributes: &[Attribute], name: &str) -> Vec<Attribute> {
    let attributes = attributes.iter();
    let called = attributes.filter(|attribute| attribute.path().is_ident(name));
    called.cloned().collect()
}

/// Whether an attribute is ours. One that is a macro of its own, too, may be written with its path.
fn is_called(path: &Path, name: &str) -> bool {
    let has_path = ["exception", "pojo", "reference"].contains(&name);
    let last = path.segments.last();
    path.is_ident(name) || (has_path && last.is_some_and(|last| last.ident == name))
}

fn hides(attribute: &Attribute, name: &str) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let is_named = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word == name);
    attribute.path().is_ident("cfg_attr") && list.tokens.clone().into_iter().skip(1).any(is_named)
}
