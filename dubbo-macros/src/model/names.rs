//! How names change between Rust, the wire, and generated items.

use quote::ToTokens;
use syn::Ident;
use syn::ext::IdentExt;

/// `say_hello` → `sayHello`; leading underscores stay.
pub(crate) fn camel_case(snake: &str) -> String {
    let body = snake.trim_start_matches('_');
    let mut camel = snake[..snake.len() - body.len()].to_owned();
    let mut capital = false;
    for character in body.chars() {
        match character {
            '_' => capital = true,
            other if capital => {
                camel.extend(other.to_uppercase());
                capital = false;
            }
            other => camel.push(other),
        }
    }
    camel
}

/// The identifier without `r#`.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Whether `word` is an identifier in Java.
pub(crate) fn is_java_identifier(word: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_' || c == '$';
    let mut characters = word.chars();
    characters.next().is_some_and(starts) && characters.all(|c| starts(c) || c.is_numeric())
}

/// A type as it would be written, for messages.
pub(crate) fn shown(written: impl ToTokens) -> String {
    let mut shown = written.to_token_stream().to_string();
    for (spaced, close) in [
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" :: ", "::"),
        (" ,", ","),
    ] {
        shown = shown.replace(spaced, close);
    }
    shown
}
