//! A typed business error: a struct for one Java exception class, or an enum over several.

use proc_macro2::TokenStream;
use syn::spanned::Spanned;
use syn::{
    Attribute, Fields, FieldsNamed, FieldsUnnamed, Ident, Item, ItemEnum, ItemStruct, Path, Type,
};

use crate::diagnostics::Diagnostics;
use crate::model::names::plain;
use crate::model::pojo::{OWN_READING, OWN_WRITING, check_generics, class, derives, is_option};
use crate::model::serde_attributes::Entries;
use crate::model::{attributes, krate};
use crate::options::{Known, Options};

/// What `#[exception]` accepts beside the class.
const OPTIONS: &[Known] = &[
    Known {
        name: "display",
        example: "display = false",
    },
    Known {
        name: "crate",
        example: "crate = acme::dubbo",
    },
];

/// What `#[exception]` accepts on a variant or field beside a class.
const OTHER: &[Known] = &[Known {
    name: "other",
    example: "other",
}];

const ONE_OTHER: &str =
    "one variant takes everything else: `#[exception(other)] Other(dubbo::Error)`";

/// A business error.
pub(crate) struct Exception {
    /// The path of the facade.
    pub(crate) krate: Path,
    /// The type, without the attributes that are ours.
    pub(crate) item: Item,
    /// Its name.
    pub(crate) ident: Ident,
    /// Whether to implement `Display` and `Error`.
    pub(crate) displays: bool,
    /// Whether to derive `Debug`, which `Error` requires.
    pub(crate) debugs: bool,
    /// Whether to implement `From<dubbo::Error>`.
    pub(crate) converts: bool,
    /// What it consists of; None where something is wrong.
    pub(crate) shape: Option<Shape>,
}

/// A struct, or an enum.
pub(crate) enum Shape {
    /// One class.
    One(Class),
    /// Several classes, and the variant for everything else.
    Several(Vec<Variant>, Ident),
}

/// One variant of an enum, but for that which takes everything else.
pub(crate) struct Variant {
    /// Its name.
    pub(crate) ident: Ident,
    /// What it holds.
    pub(crate) holds: Holds,
}

/// What a variant holds.
pub(crate) enum Holds {
    /// The fields of a class.
    Class(Class),
    /// A struct that is an exception itself.
    Exception(Type),
}

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

impl Exception {
    /// Reads a struct or an enum. None for anything else.
    pub(crate) fn read(
        arguments: TokenStream,
        mut item: Item,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let before = diagnostics.len();
        let (class, options) =
            Options::parse_with_class(arguments, "exception", OPTIONS, diagnostics);
        let krate = krate::of(&options, diagnostics);
        let display = options.flag("display", diagnostics);
        let mut converts = true;
        let (ident, attrs, shape) = match &mut item {
            Item::Struct(item) => {
                check_generics(&item.generics, diagnostics);
                let class = self::class(class, "exception", &item.ident, diagnostics);
                let shape = one(class, item, diagnostics);
                (item.ident.clone(), &item.attrs, shape)
            }
            Item::Enum(item) => {
                check_generics(&item.generics, diagnostics);
                if let Some(class) = class {
                    let message = "an enum stands for several classes; name one on each variant: \
                                   `#[exception(\"org.demo.NotFound\")] NotFound { message: String }`";
                    diagnostics.error(class.span(), message);
                }
                converts = !has_from(item);
                let shape = several(item, diagnostics);
                (item.ident.clone(), &item.attrs, shape)
            }
            _ => return None,
        };
        let displays = display.unwrap_or(true) && !derives(attrs, "Error");
        let debugs = displays && !derives(attrs, "Debug");
        let shape = shape.filter(|_| diagnostics.len() == before);
        Some(Self {
            krate,
            item,
            ident,
            displays,
            debugs,
            converts,
            shape,
        })
    }
}

fn one(class: String, item: &mut ItemStruct, diagnostics: &mut Diagnostics) -> Option<Shape> {
    let class = match &mut item.fields {
        Fields::Named(fields) => named(class, fields, diagnostics),
        Fields::Unit => unit(class),
        Fields::Unnamed(fields) => {
            let message =
                "the fields of a Java exception have names: write `{ code: i32, message: String }`";
            diagnostics.error(fields.span(), message);
            return None;
        }
    };
    Some(Shape::One(class))
}

fn several(item: &mut ItemEnum, diagnostics: &mut Diagnostics) -> Option<Shape> {
    let mut variants = Vec::new();
    let mut other: Option<Ident> = None;
    for variant in &mut item.variants {
        match variant_kind(variant, diagnostics) {
            Some(Kind::Other) if other.is_some() => {
                diagnostics.error(variant.ident.span(), format!("only {ONE_OTHER}"));
            }
            Some(Kind::Other) => other = Some(variant.ident.clone()),
            Some(Kind::Holds(holds)) => {
                let ident = variant.ident.clone();
                variants.push(Variant { ident, holds });
            }
            None => {}
        }
    }
    if other.is_none() {
        let message = format!(
            "`{}` has no variant for a timeout, a lost connection, or an exception of another class; \
             {ONE_OTHER}",
            item.ident
        );
        diagnostics.error(item.ident.span(), message);
    }
    Some(Shape::Several(variants, other?))
}

#[expect(
    clippy::large_enum_variant,
    reason = "each lives only until it is pushed"
)]
enum Kind {
    Holds(Holds),
    Other,
}

/// What a variant stands for; None where that is wrong.
fn variant_kind(variant: &mut syn::Variant, diagnostics: &mut Diagnostics) -> Option<Kind> {
    let syn::Variant {
        attrs,
        ident,
        fields,
        ..
    } = variant;
    let taken = attributes::take(attrs, "exception", diagnostics);
    let Some(attribute) = attributes::only(taken, diagnostics) else {
        return wrapping(ident, fields, diagnostics);
    };
    let arguments = attributes::arguments(&attribute, diagnostics);
    let (class, options) = Options::parse_with_class(arguments, "exception", OTHER, diagnostics);
    if options.entry("other").is_some() {
        check_other(fields, ident, diagnostics);
        return Some(Kind::Other);
    }
    if class.is_none() && matches!(fields, Fields::Unnamed(_)) {
        return wrapping(ident, fields, diagnostics);
    }
    let class = self::class(class, "exception", ident, diagnostics);
    let class = match fields {
        Fields::Named(fields) => named(class, fields, diagnostics),
        Fields::Unit => unit(class),
        Fields::Unnamed(fields) => {
            let message = "this variant's class is that of the struct in it: remove the class here, or \
                           name the fields: `{ code: i32, message: String }`";
            diagnostics.error(fields.span(), message);
            return None;
        }
    };
    if let Some(field) = &class.other {
        diagnostics.error(field.span(), format!("not in a variant; {ONE_OTHER}"));
    }
    Some(Kind::Holds(Holds::Class(class)))
}

/// A variant without a class: it holds an exception.
fn wrapping(ident: &Ident, fields: &Fields, diagnostics: &mut Diagnostics) -> Option<Kind> {
    match fields {
        Fields::Unnamed(FieldsUnnamed { unnamed, .. }) if unnamed.len() == 1 => {
            Some(Kind::Holds(Holds::Exception(unnamed[0].ty.clone())))
        }
        _ => {
            let message = format!(
                "`{ident}` needs its class: `#[exception(\"org.demo.{ident}\")]`; or let it hold one struct \
                 with `#[exception]`"
            );
            diagnostics.error(ident.span(), message);
            None
        }
    }
}

fn check_other(fields: &Fields, ident: &Ident, diagnostics: &mut Diagnostics) {
    if !matches!(fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) {
        diagnostics.error(
            ident.span(),
            format!("this variant holds the error: `{ident}(dubbo::Error)`"),
        );
    }
}

/// Whether a variant has `#[from]`, as `thiserror` has it: then the conversion is there already.
fn has_from(item: &ItemEnum) -> bool {
    let mut attributes = item
        .variants
        .iter()
        .flat_map(|v| &v.fields)
        .flat_map(|field| &field.attrs);
    attributes.any(|attribute| attribute.path().is_ident("from"))
}

fn unit(class: String) -> Class {
    Class {
        class,
        fields: Vec::new(),
        message: None,
        other: None,
        is_unit: true,
    }
}

fn named(class: String, named: &mut FieldsNamed, diagnostics: &mut Diagnostics) -> Class {
    let mut read = Class {
        is_unit: false,
        ..unit(class)
    };
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
            let is_other = options.entry("other").is_some() && is_option(&field.ty);
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
            read.fields.push(plain_field(ident, &field.ty, serde));
        }
    }
    read
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
