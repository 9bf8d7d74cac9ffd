//! A struct or an enum under `#[pojo("org.demo.User")]`.

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned;
use syn::{Attribute, Fields, Generics, Ident, Item, ItemEnum, LitStr, Meta, Path, Type, Variant};

use crate::diagnostics::Diagnostics;
use crate::model::java_name::check_class;
use crate::model::names::plain;
use crate::model::serde_attributes::{Entries, renamed, renamed_constant};
use crate::model::wire_names::WireNames;
use crate::model::{attributes, krate};
use crate::options::{Known, Options, split_at_commas};

/// What `#[pojo]` accepts beside the class.
const OPTIONS: &[Known] = &[Known {
    name: "crate",
    example: "crate = acme::dubbo",
}];

/// The serde attributes of a field that say how it is written, so that we do not.
pub(crate) const OWN_WRITING: &[&str] = &[
    "with",
    "serialize_with",
    "skip",
    "skip_serializing",
    "flatten",
];
/// The same for reading.
pub(crate) const OWN_READING: &[&str] = &[
    "with",
    "deserialize_with",
    "skip",
    "skip_deserializing",
    "flatten",
];

/// A class of Java's as a Rust type.
pub(crate) struct Pojo {
    /// The path of the facade.
    pub(crate) krate: Path,
    /// The struct or enum as written.
    pub(crate) item: Item,
    /// Its name.
    pub(crate) ident: Ident,
    /// Its class in Java.
    pub(crate) class: String,
    /// What serde is told of the type.
    pub(crate) container: Container,
    /// Its fields, as many as the item has; none for an enum.
    pub(crate) fields: Vec<Field>,
    /// Its constants, where it is an enum.
    pub(crate) constants: Vec<Constant>,
    /// Whether it reads no other names than those of its constants.
    pub(crate) is_closed: bool,
    /// Whether all is right.
    pub(crate) is_sound: bool,
}

/// What serde is told of the type, besides what the user tells it.
pub(crate) struct Container {
    /// Whether to derive `Serialize`.
    pub(crate) serialize: bool,
    /// Whether to derive `Deserialize`.
    pub(crate) deserialize: bool,
    /// Whether to name our own serde.
    pub(crate) names_crate: bool,
    /// Whether to rename the type to its class.
    pub(crate) renames: bool,
    /// The rule for the names of fields and constants.
    pub(crate) rename_all: Option<&'static str>,
}

/// One constant of an enum.
pub(crate) struct Constant {
    /// Its `#[cfg]`s.
    pub(crate) cfgs: Vec<Attribute>,
    /// Its name in Java.
    pub(crate) wire: String,
    /// Where it is named.
    pub(crate) span: Span,
}

/// One field.
pub(crate) struct Field {
    /// Its `#[cfg]`s.
    pub(crate) cfgs: Vec<Attribute>,
    /// Its name in Rust.
    pub(crate) rust: String,
    /// Where it is named.
    pub(crate) span: Span,
    /// Its name in Java.
    pub(crate) wire: String,
    /// Its type.
    pub(crate) ty: Type,
    /// Whether it is written as its Java type; else the user's attributes say how.
    pub(crate) writes: bool,
    /// Whether it is read as its Java type; else the user's attributes say how.
    pub(crate) reads: bool,
    /// Whether a peer may leave it out.
    pub(crate) defaults: bool,
    /// Whether it travels at all, as a field of its own.
    pub(crate) travels: bool,
}

impl Pojo {
    /// Reads a struct or an enum. None for anything else, which is reported.
    pub(crate) fn read(
        arguments: TokenStream,
        mut item: Item,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let before = diagnostics.len();
        let (class, options) = Options::parse_with_class(arguments, "pojo", OPTIONS, diagnostics);
        let krate = krate::of(&options, diagnostics);
        refuse_second(&mut item, "pojo", diagnostics);
        let (ident, generics, attributes) = match &item {
            Item::Struct(item) => (&item.ident, &item.generics, &item.attrs),
            Item::Enum(item) => (&item.ident, &item.generics, &item.attrs),
            _ => return None,
        };
        check_generics(generics, diagnostics);
        let class = self::class(class, "pojo", ident, diagnostics);
        let entries = Entries::of(attributes);
        let container = Container::read(&item, attributes, &entries);
        let rule = entries
            .value("rename_all")
            .or(container.rename_all)
            .unwrap_or_default();
        let fields = match &item {
            Item::Struct(item) => fields(&item.ident, &item.fields, rule, diagnostics),
            _ => Vec::new(),
        };
        let constants = match &item {
            Item::Enum(item) => constants(item, rule, diagnostics),
            _ => Vec::new(),
        };
        let is_closed = match &item {
            Item::Enum(item) => !item.variants.iter().any(reads_more),
            _ => true,
        };
        let ident = ident.clone();
        let is_sound = diagnostics.len() == before;
        Some(Self {
            krate,
            item,
            ident,
            class,
            container,
            fields,
            constants,
            is_closed,
            is_sound,
        })
    }
}

impl Container {
    fn read(item: &Item, attributes: &[Attribute], entries: &Entries) -> Self {
        let rule = match item {
            Item::Enum(_) => "SCREAMING_SNAKE_CASE",
            _ => "camelCase",
        };
        Self {
            serialize: !derives(attributes, "Serialize"),
            deserialize: !derives(attributes, "Deserialize"),
            names_crate: !entries.has(&["crate"]),
            renames: !entries.has(&["rename"]),
            rename_all: (!entries.has(&["rename_all"])).then_some(rule),
        }
    }
}

/// The class, checked; a stand-in where there is none, which is reported.
pub(crate) fn class(
    given: Option<LitStr>,
    attribute: &str,
    ident: &Ident,
    diagnostics: &mut Diagnostics,
) -> String {
    match given {
        Some(class) => {
            if let Err(message) = check_class(&class.value()) {
                diagnostics.error(class.span(), message);
            }
            class.value()
        }
        None => {
            let message = format!(
                "`{ident}` needs the name of its Java class: `#[{attribute}(\"org.demo.{ident}\")]`"
            );
            diagnostics.error(ident.span(), message);
            format!("org.demo.{ident}")
        }
    }
}

/// Reports the attribute where it stands on a type twice: one type is one class.
pub(crate) fn refuse_second(item: &mut Item, name: &str, diagnostics: &mut Diagnostics) {
    let attributes = match item {
        Item::Struct(item) => &mut item.attrs,
        Item::Enum(item) => &mut item.attrs,
        _ => return,
    };
    for second in attributes::take(attributes, name, diagnostics) {
        let message =
            format!("`#[{name}]` is given twice; one type is one class: keep one of them");
        diagnostics.error_on(second, message);
    }
}

/// Reports the parameters of a type: one Java class is one Rust type.
pub(crate) fn check_generics(generics: &Generics, diagnostics: &mut Diagnostics) {
    for parameter in &generics.params {
        let message = "a Java class is one type, without parameters; write a concrete type, or \
                       `dubbo::Value` where Java has `Object`";
        diagnostics.error_on(parameter, message);
    }
}

/// Whether the item derives a trait called `name`.
pub(crate) fn derives(attributes: &[Attribute], name: &str) -> bool {
    let lists = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident("derive") => Some(list.tokens.clone()),
            _ => None,
        });
    let mut derived = lists
        .flat_map(split_at_commas)
        .filter_map(|path| path.into_iter().last());
    derived.any(|last| last.to_string() == name)
}

/// Whether a type is written as an `Option`.
pub(crate) fn is_option(ty: &Type) -> bool {
    match ty {
        Type::Paren(inner) => is_option(&inner.elem),
        Type::Group(inner) => is_option(&inner.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            // A class of the user's with that name has no parameters.
            last.ident == "Option" && !last.arguments.is_none()
        }),
        _ => false,
    }
}

fn fields(ident: &Ident, fields: &Fields, rule: &str, diagnostics: &mut Diagnostics) -> Vec<Field> {
    if let Fields::Unnamed(unnamed) = fields {
        let message = format!(
            "the fields of a Java class have names: write `struct {ident} {{ name: String, … }}`"
        );
        diagnostics.error(unnamed.span(), message);
        return Vec::new();
    }
    let mut names = WireNames::default();
    let mut read = Vec::new();
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        let known = self::field(ident, field, rule);
        if known.travels {
            let is_conditional = !known.cfgs.is_empty();
            names.claim(
                &known.wire,
                &known.rust,
                is_conditional,
                ident.span(),
                diagnostics,
            );
        }
        read.push(known);
    }
    read
}

fn field(ident: &Ident, field: &syn::Field, rule: &str) -> Field {
    let entries = Entries::of(&field.attrs);
    let rust = plain(ident);
    Field {
        cfgs: attributes::cfgs(&field.attrs),
        wire: entries
            .value("rename")
            .map_or_else(|| renamed(rule, &rust), str::to_owned),
        rust,
        span: ident.span(),
        ty: field.ty.clone(),
        writes: !entries.has(OWN_WRITING),
        reads: !entries.has(OWN_READING),
        defaults: is_option(&field.ty) && !entries.has(&["default", "skip", "flatten"]),
        travels: !entries.has(&["skip", "skip_serializing", "flatten"]),
    }
}

fn constants(item: &ItemEnum, rule: &str, diagnostics: &mut Diagnostics) -> Vec<Constant> {
    let mut names = WireNames::default();
    let mut constants = Vec::new();
    for variant in &item.variants {
        check_constant(&variant.ident, &variant.fields, diagnostics);
        let entries = Entries::of(&variant.attrs);
        if entries.has(&["skip", "skip_serializing", "other"]) {
            continue;
        }
        let rust = plain(&variant.ident);
        let wire = entries
            .value("rename")
            .map_or_else(|| renamed_constant(rule, &rust), str::to_owned);
        let cfgs = attributes::cfgs(&variant.attrs);
        let span = variant.ident.span();
        names.claim(&wire, &rust, !cfgs.is_empty(), span, diagnostics);
        constants.push(Constant { cfgs, wire, span });
    }
    if item.variants.is_empty() {
        diagnostics.error(item.ident.span(), "a Java enum has at least one constant");
    }
    constants
}

/// Whether a variant stands for other names than its own, too.
fn reads_more(variant: &Variant) -> bool {
    let entries = Entries::of(&variant.attrs);
    entries.has(&["other", "alias"])
}

fn check_constant(variant: &Ident, fields: &Fields, diagnostics: &mut Diagnostics) {
    if !matches!(fields, Fields::Unit) {
        let message = format!(
            "a constant of a Java enum holds no data: write `{variant}` alone, or a struct with \
             `#[pojo]` for each class"
        );
        diagnostics.error_on(fields, message);
    }
}
