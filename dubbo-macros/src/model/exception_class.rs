//! One Java exception class: a struct under `#[exception]`, or a variant of an enum.

use syn::{Attribute, FieldsNamed, GenericArgument, Ident, PathArguments, Type};

use crate::diagnostics::Diagnostics;
use crate::model::attributes;
use crate::model::names::plain;
use crate::model::pojo::{OWN_READING, OWN_WRITING, is_option};
use crate::model::serde_attributes::{Entries, renamed};
use crate::model::wire_names::WireNames;
use crate::options::{Known, Options};

/// What `#[exception]` accepts on a variant or field beside a class.
pub(crate) const OTHER: &[Known] = &[Known {
    name: "other",
    example: "other",
}];

/// The fields that Java's `Throwable` has, so that no class has them beside it; but for `message`.
const THROWABLE: &[&str] = &[
    "cause",
    "detailMessage",
    "stackTrace",
    "suppressedExceptions",
];

/// One Java exception class.
pub(crate) struct Class {
    /// Its name.
    pub(crate) class: String,
    /// Its fields beside those that every exception has.
    pub(crate) fields: Vec<Field>,
    /// Whether it has a message, and whether that is an `Option`.
    pub(crate) message: Option<Message>,
    /// The field for everything else.
    pub(crate) other: Option<Ident>,
    /// Whether its fields have names; a unit has none.
    pub(crate) is_unit: bool,
}

/// The type of a field `message`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Message {
    /// `String`.
    Always,
    /// `Option<String>`.
    Optional,
}

/// One field of an exception class.
pub(crate) struct Field {
    /// Its name in Rust.
    pub(crate) ident: Ident,
    /// Its type.
    pub(crate) ty: Type,
    /// Its attributes for serde.
    pub(crate) serde: Vec<Attribute>,
    /// Whether it is written as its Java type; else its attributes say how.
    pub(crate) writes: bool,
    /// Whether it is read as its Java type; else its attributes say how.
    pub(crate) reads: bool,
    /// Whether a peer may leave it out.
    pub(crate) defaults: bool,
}

/// A class without fields.
pub(crate) fn unit(class: String) -> Class {
    Class {
        class,
        fields: Vec::new(),
        message: None,
        other: None,
        is_unit: true,
    }
}

/// A class with the fields of a struct or variant; takes our attributes and serde's off them.
pub(crate) fn named(
    class: String,
    named: &mut FieldsNamed,
    diagnostics: &mut Diagnostics,
) -> Class {
    let mut read = Class {
        is_unit: false,
        ..unit(class)
    };
    let mut names = WireNames::default();
    for field in &mut named.named {
        let taken = attributes::take(&mut field.attrs, "exception", diagnostics);
        let attribute = attributes::only(taken, diagnostics);
        let serde = take_serde(&mut field.attrs);
        for cfg in attributes::cfgs(&field.attrs) {
            diagnostics.error_on(
                cfg,
                "not on a field of an exception; put `#[cfg]` on two types",
            );
        }
        let Some(ident) = field.ident.clone() else {
            continue;
        };
        if let Some(attribute) = attribute {
            let arguments = attributes::arguments(&attribute, diagnostics);
            let before = diagnostics.len();
            let options = Options::parse(arguments, "exception", OTHER, diagnostics);
            let is_other = options.entry("other").is_some() && is_option_of_error(&field.ty);
            if !is_other && diagnostics.len() == before {
                let message = format!(
                    "the field for everything else is written `#[exception(other)] {ident}: \
                     Option<dubbo::Error>`"
                );
                diagnostics.error(ident.span(), message);
            }
            if read.other.replace(ident).is_some() {
                diagnostics.error_on(&attribute, "given twice; one field takes everything else");
            }
        } else if plain(&ident) == "message" {
            read.message = message(&field.ty, diagnostics);
        } else {
            check_name(&ident, &serde, &mut names, diagnostics);
            read.fields.push(plain_field(ident, &field.ty, serde));
        }
    }
    read
}

fn check_name(
    ident: &Ident,
    serde: &[Attribute],
    names: &mut WireNames,
    diagnostics: &mut Diagnostics,
) {
    let entries = Entries::of(serde);
    if entries.has(&["skip", "skip_serializing", "flatten"]) {
        return;
    }
    let rust = plain(ident);
    let wire = entries
        .value("rename")
        .map_or_else(|| renamed("camelCase", &rust), str::to_owned);
    if THROWABLE.contains(&wire.as_str()) {
        let message = format!(
            "`{wire}` is a field of Java's `Throwable` itself, and no class has its own; leave `{rust}` out, or give \
             it another name: `#[serde(rename = \"…\")]`"
        );
        diagnostics.error(ident.span(), message);
    } else {
        names.claim(&wire, &rust, false, ident.span(), diagnostics);
    }
}

fn plain_field(ident: Ident, ty: &Type, serde: Vec<Attribute>) -> Field {
    let entries = Entries::of(&serde);
    Field {
        ident,
        ty: ty.clone(),
        writes: !entries.has(OWN_WRITING),
        reads: !entries.has(OWN_READING),
        defaults: is_option(ty) && !entries.has(&["default", "skip", "flatten"]),
        serde,
    }
}

/// Whether a type is written as an error of the SDK: `dubbo::Error`, or an alias that ends in `Error`.
pub(crate) fn is_error(ty: &Type) -> bool {
    match ty {
        Type::Paren(inner) => is_error(&inner.elem),
        Type::Group(inner) => is_error(&inner.elem),
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident.to_string().ends_with("Error")),
        _ => false,
    }
}

fn is_option_of_error(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let last = path.path.segments.last();
    is_option(ty)
        && last.is_some_and(|last| match &last.arguments {
            PathArguments::AngleBracketed(arguments) => arguments
                .args
                .iter()
                .any(|argument| matches!(argument, GenericArgument::Type(ty) if is_error(ty))),
            _ => false,
        })
}

fn message(ty: &Type, diagnostics: &mut Diagnostics) -> Option<Message> {
    let written: String = quote::ToTokens::to_token_stream(ty)
        .to_string()
        .split_whitespace()
        .collect();
    let shape = written
        .replace("::std::", "")
        .replace("std::", "")
        .replace("string::", "");
    match shape.replace("option::", "").as_str() {
        "String" => Some(Message::Always),
        "Option<String>" => Some(Message::Optional),
        _ => {
            let message = "the message of a Java exception is text: `message: String`, or \
                           `message: Option<String>`";
            diagnostics.error_on(ty, message);
            None
        }
    }
}

fn take_serde(attributes: &mut Vec<Attribute>) -> Vec<Attribute> {
    let (serde, rest) = attributes
        .drain(..)
        .partition(|attribute| attribute.path().is_ident("serde"));
    *attributes = rest;
    serde
}
