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

/// The words of Java that name nothing.
const JAVA_KEYWORDS: &[&str] = &[
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "void",
    "volatile",
    "while",
];

/// Whether `word` is a keyword in Java.
pub(crate) fn is_java_keyword(word: &str) -> bool {
    JAVA_KEYWORDS.contains(&word)
}

/// Whether `word` can name something in Java.
pub(crate) fn is_java_identifier(word: &str) -> bool {
    if is_java_keyword(word) {
        return false;
    }
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
