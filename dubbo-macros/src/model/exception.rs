//! A typed business error: a struct for one Java exception class, or an enum over several.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use syn::spanned::Spanned;
use syn::{Fields, FieldsUnnamed, Ident, Item, ItemEnum, ItemStruct, LitStr, Path, Type};

use crate::diagnostics::Diagnostics;
use crate::model::exception_class::{Class, OTHER, is_error, named, unit};
use crate::model::pojo::{check_generics, class, derives, refuse_second};
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
    Exception(Box<Type>),
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
        refuse_second(&mut item, "exception", diagnostics);
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
    let mut classes = HashMap::new();
    for variant in &mut item.variants {
        match variant_kind(variant, &mut classes, diagnostics) {
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

enum Kind {
    Holds(Holds),
    Other,
}

/// What a variant stands for; None where that is wrong. `classes` are those of the variants before it.
fn variant_kind(
    variant: &mut syn::Variant,
    classes: &mut HashMap<String, Ident>,
    diagnostics: &mut Diagnostics,
) -> Option<Kind> {
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
    if let Some(class) = &class {
        check_class_once(class, ident, classes, diagnostics);
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

fn check_class_once(
    class: &LitStr,
    ident: &Ident,
    classes: &mut HashMap<String, Ident>,
    diagnostics: &mut Diagnostics,
) {
    if let Some(first) = classes.get(&class.value()) {
        let message = format!(
            "`{}` is the class of `{first}` already, so `{ident}` would never arrive; give it a class of its \
             own, or keep one of the two",
            class.value()
        );
        diagnostics.error(class.span(), message);
    } else {
        classes.insert(class.value(), ident.clone());
    }
}

/// A variant without a class: it holds an exception.
fn wrapping(ident: &Ident, fields: &Fields, diagnostics: &mut Diagnostics) -> Option<Kind> {
    match fields {
        Fields::Unnamed(FieldsUnnamed { unnamed, .. }) if unnamed.len() == 1 => Some(Kind::Holds(
            Holds::Exception(Box::new(unnamed[0].ty.clone())),
        )),
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
    let message = format!("this variant holds the error: `{ident}(dubbo::Error)`");
    match fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            let ty = &fields.unnamed[0].ty;
            if !is_error(ty) {
                diagnostics.error_on(ty, message);
            }
        }
        _ => diagnostics.error(ident.span(), message),
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
