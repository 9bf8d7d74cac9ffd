//! A struct under `#[reference]`: its clients are injected, its other fields are arguments.

use syn::spanned::Spanned;
use syn::{Attribute, Fields, Ident, ItemStruct, Path, Type};

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::model::contract::{check_key, check_serialization};
use crate::model::names::plain;
use crate::model::{attributes, duration, krate};
use crate::options::{Known, Options};

/// What `#[reference]` accepts on the struct itself.
const STRUCT_OPTIONS: &[Known] = &[Known {
    name: "crate",
    example: "crate = acme::dubbo",
}];

/// What `#[reference]` accepts on a field.
const FIELD_OPTIONS: &[Known] = &[
    Known {
        name: "url",
        example: "url = \"dubbo://127.0.0.1:20880\"",
    },
    Known {
        name: "group",
        example: "group = \"eu\"",
    },
    Known {
        name: "version",
        example: "version = \"1.0.0\"",
    },
    Known {
        name: "timeout",
        example: "timeout = \"1s\"",
    },
    Known {
        name: "retries",
        example: "retries = 2",
    },
    Known {
        name: "serialization",
        example: "serialization = \"hessian2\"",
    },
    Known {
        name: "check",
        example: "check = false",
    },
];

/// A struct with clients in it.
pub(crate) struct Injection {
    /// The path of the facade.
    pub(crate) krate: Path,
    /// The struct, without the attributes that are ours.
    pub(crate) item: ItemStruct,
    /// Its fields.
    pub(crate) fields: Vec<Field>,
    /// Whether its fields have names, so that it can be made at all.
    pub(crate) is_named: bool,
}

/// One field.
pub(crate) struct Field {
    /// Its `#[cfg]`s; only an argument can have some.
    pub(crate) cfgs: Vec<Attribute>,
    /// Its name.
    pub(crate) ident: Ident,
    /// Its name in messages.
    pub(crate) name: String,
    /// Its type.
    pub(crate) ty: Type,
    /// How its client is made; None for an argument.
    pub(crate) reference: Option<Reference>,
}

/// How a client is made. What is None comes from the application, the contract or the URL.
pub(crate) struct Reference {
    pub(crate) url: Option<String>,
    pub(crate) group: Option<String>,
    pub(crate) version: Option<String>,
    /// In milliseconds.
    pub(crate) timeout: Option<u32>,
    pub(crate) retries: Option<u32>,
    pub(crate) serialization: Option<String>,
    pub(crate) check: Option<bool>,
}

impl Injection {
    /// Reads a struct and takes `#[reference]` off its fields.
    pub(crate) fn read(
        arguments: TokenStream,
        mut item: ItemStruct,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let options = Options::parse(arguments, "reference", STRUCT_OPTIONS, diagnostics);
        let krate = krate::of(&options, diagnostics);
        if !matches!(item.fields, Fields::Named(_)) {
            let message = format!(
                "clients are injected by name: write `struct {} {{ #[reference(url = \"…\")] greeter: \
                 GreeterClient }}`",
                item.ident
            );
            diagnostics.error(item.ident.span(), message);
        }
        let before_fields = diagnostics.len();
        let fields: Vec<Field> = item
            .fields
            .iter_mut()
            .filter_map(|field| Field::read(field, diagnostics))
            .collect();
        let has_client = fields.iter().any(|field| field.reference.is_some());
        if matches!(item.fields, Fields::Named(_))
            && !has_client
            && diagnostics.len() == before_fields
        {
            let message = format!(
                "`{}` has nothing to inject: put `#[reference(url = \"…\")]` on the fields that are clients",
                item.ident
            );
            diagnostics.error(item.ident.span(), message);
        }
        let is_named = matches!(item.fields, Fields::Named(_));
        Self {
            krate,
            item,
            fields,
            is_named,
        }
    }
}

impl Field {
    fn read(field: &mut syn::Field, diagnostics: &mut Diagnostics) -> Option<Self> {
        let taken = attributes::take(&mut field.attrs, "reference", diagnostics);
        let attribute = attributes::only(taken, diagnostics);
        let reference = attribute.map(|attribute| {
            let arguments = attributes::arguments(&attribute, diagnostics);
            Reference::read(arguments, diagnostics)
        });
        let cfgs = attributes::cfgs(&field.attrs);
        if let (Some(_), Some(cfg)) = (&reference, cfgs.first()) {
            let message = "an injected field cannot stand under `#[cfg]`; put it on two structs";
            diagnostics.error(cfg.span(), message);
        }
        let ident = field.ident.clone()?;
        Some(Self {
            cfgs,
            name: plain(&ident),
            ident,
            ty: field.ty.clone(),
            reference,
        })
    }
}

impl Reference {
    fn read(arguments: TokenStream, diagnostics: &mut Diagnostics) -> Self {
        let options = Options::parse(arguments, "reference", FIELD_OPTIONS, diagnostics);
        let url = options.text("url", diagnostics);
        if let Some(url) = &url
            && !url.value().contains("://")
        {
            let message = format!(
                "`{0}` is no URL; write `url = \"dubbo://{0}\"`",
                url.value()
            );
            diagnostics.error(url.span(), message);
        }
        let group = options.text("group", diagnostics);
        let version = options.text("version", diagnostics);
        for part in group.iter().chain(&version) {
            check_key(part, diagnostics);
        }
        let serialization = options.text("serialization", diagnostics);
        if let Some(name) = &serialization {
            check_serialization(name, diagnostics);
        }
        let value = |text: Option<syn::LitStr>| text.map(|text| text.value());
        Self {
            url: value(url),
            group: value(group),
            version: value(version),
            timeout: duration::millis(&options, "timeout", diagnostics),
            retries: options.number("retries", diagnostics),
            serialization: value(serialization),
            check: options.flag("check", diagnostics),
        }
    }
}
