//! `#[pojo]`: serde's derives with Java's names, and what Java calls the type.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Fields, Item, LitStr, Path, Type, parse_quote};

use crate::model::names::plain;
use crate::model::pojo::{Constant, Container, Field, Pojo};
use crate::options::shown_path;
use crate::render::{at, here, local, runtime};

/// All that a class expands to.
pub(crate) fn render(pojo: &Pojo) -> TokenStream {
    let v1 = runtime(&pojo.krate);
    let mut item = pojo.item.clone();
    if pojo.is_sound {
        let attributes = container(&pojo.container, &pojo.class, &pojo.krate);
        match &mut item {
            Item::Struct(item) => {
                item.attrs.extend(attributes);
                tell_fields(&mut item.fields, pojo);
            }
            Item::Enum(item) => item.attrs.extend(attributes),
            _ => {}
        }
    } else if pojo.container.serialize && pojo.container.deserialize {
        forget_serde(&mut item);
    }
    let java_type = java_type(pojo, &v1);
    let table = table(pojo, &v1);
    let named: Vec<_> = pojo
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| is_named(field))
        .collect();
    let types = (pojo.is_sound && !named.is_empty()).then(|| {
        let named = named
            .iter()
            .map(|(index, field)| (*index, &field.cfgs[..], &field.ty));
        field_types(&types_ident(&pojo.ident), named, &v1)
    });
    quote!(#item #types #java_type #table)
}

/// Takes serde's attributes off an item with mistakes in it: without a derive, each would be one more.
fn forget_serde(item: &mut Item) {
    let forget = |attributes: &mut Vec<Attribute>| {
        attributes.retain(|attribute| !attribute.path().is_ident("serde"));
    };
    match item {
        Item::Struct(item) => {
            forget(&mut item.attrs);
            item.fields
                .iter_mut()
                .for_each(|field| forget(&mut field.attrs));
        }
        Item::Enum(item) => {
            forget(&mut item.attrs);
            for variant in &mut item.variants {
                forget(&mut variant.attrs);
                let fields = variant.fields.iter_mut();
                fields.for_each(|field| forget(&mut field.attrs));
            }
        }
        _ => {}
    }
}

/// The private type beside a class that names the types of its fields, each once: a type that stands for no
/// Java type is one error, on the type.
pub(crate) fn types_ident(ident: &Ident) -> Ident {
    format_ident!("__{}Fields", plain(ident), span = ident.span())
}

/// That type, with the fields' types by index.
pub(crate) fn field_types<'a>(
    types: &Ident,
    fields: impl Iterator<Item = (usize, &'a [Attribute], &'a Type)>,
    v1: &TokenStream,
) -> TokenStream {
    let fields = fields.map(|(index, cfgs, ty)| {
        quote! {
            #(#cfgs)*
            #[allow(deprecated)]
            impl #v1::FieldType<#index> for #types { type Type = #ty; }
        }
    });
    quote!(enum #types {} #(#fields)*)
}

/// A path for serde's `with` attributes: a function of ours for field `index`. Serde's errors point at it.
pub(crate) fn with(function: &str, krate: &Path, types: &Ident, index: usize, ty: &Type) -> LitStr {
    let krate = shown_path(krate);
    let path = format!("{krate}::__macro::v1::{function}::<{types}, {index}, _>");
    LitStr::new(&path, ty.span())
}

/// The path of our serde, for serde's attribute `crate`.
pub(crate) fn serde_crate(krate: &Path) -> String {
    format!("{}::__macro::v1::serde", shown_path(krate))
}

fn is_named(field: &Field) -> bool {
    field.writes || field.reads
}

fn container(container: &Container, class: &str, krate: &Path) -> Vec<Attribute> {
    let v1 = runtime(krate);
    let mut attributes = Vec::new();
    if container.serialize {
        attributes.push(parse_quote!(#[::core::prelude::v1::derive(#v1::serde::Serialize)]));
    }
    if container.deserialize {
        attributes.push(parse_quote!(#[::core::prelude::v1::derive(#v1::serde::Deserialize)]));
    }
    if container.names_crate {
        let serde = serde_crate(krate);
        attributes.push(parse_quote!(#[serde(crate = #serde)]));
    }
    if container.renames {
        attributes.push(parse_quote!(#[serde(rename = #class)]));
    }
    if let Some(rule) = container.rename_all {
        attributes.push(parse_quote!(#[serde(rename_all = #rule)]));
    }
    attributes
}

fn tell_fields(fields: &mut Fields, pojo: &Pojo) {
    let types = types_ident(&pojo.ident);
    for (index, (field, known)) in fields.iter_mut().zip(&pojo.fields).enumerate() {
        if known.writes {
            let path = with("serialize_field", &pojo.krate, &types, index, &known.ty);
            field
                .attrs
                .push(parse_quote!(#[serde(serialize_with = #path)]));
        }
        if known.reads {
            let path = with("deserialize_field", &pojo.krate, &types, index, &known.ty);
            field
                .attrs
                .push(parse_quote!(#[serde(deserialize_with = #path)]));
        }
        if known.defaults {
            field.attrs.push(parse_quote!(#[serde(default)]));
        }
    }
}

/// What Java calls the type, and how it is written and read: as serde says.
fn java_type(pojo: &Pojo, v1: &TokenStream) -> TokenStream {
    let Pojo {
        ident, class, item, ..
    } = pojo;
    let generics = match item {
        Item::Struct(item) => &item.generics,
        Item::Enum(item) => &item.generics,
        _ => return TokenStream::new(),
    };
    let (parameters, arguments, where_clause) = generics.split_for_impl();
    let descriptor = format!("L{};", class.replace('.', "/"));
    let (serializer, deserializer) = (local("serializer"), local("deserializer"));
    let (write, read) = if pojo.is_sound {
        (
            quote!(#v1::serde::Serialize::serialize(self, #serializer)),
            quote!(#v1::serde::Deserialize::deserialize(#deserializer)),
        )
    } else {
        (
            quote!(::core::unreachable!()),
            quote!(::core::unreachable!()),
        )
    };
    let lifetime = quote!('__de);
    let parts = parts(pojo, v1);
    quote! {
        #[automatically_derived]
        #[allow(deprecated, unused_variables)]
        impl #parameters #v1::JavaType for #ident #arguments #where_clause {
            const DESCRIPTOR: &'static ::core::primitive::str = #descriptor;
            const ELEMENT: &'static ::core::primitive::str = #class;
            const NAME: &'static ::core::primitive::str = #class;
            #parts

            fn serialize<__S: #v1::serde::Serializer>(
                &self,
                #serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #write
            }
        }

        #[automatically_derived]
        #[allow(deprecated, unused_variables)]
        impl #parameters #v1::FromJava for #ident #arguments #where_clause {
            fn deserialize<#lifetime, __D: #v1::serde::Deserializer<#lifetime>>(
                #deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                #read
            }
        }
    }
}

fn table(pojo: &Pojo, v1: &TokenStream) -> TokenStream {
    if !pojo.is_sound {
        return TokenStream::new();
    }
    let Pojo { ident, class, .. } = pojo;
    let types = types_ident(ident);
    let travelling = pojo
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.travels);
    let fields = travelling.map(|(index, field)| {
        let Field {
            cfgs, rust, wire, ..
        } = field;
        let java = if field.writes && field.reads {
            quote!(#v1::field_name::<#types, #index>())
        } else {
            quote!("java.lang.Object")
        };
        quote!(#(#cfgs)* #v1::Field { rust: #rust, wire: #wire, java: #java })
    });
    let constants = pojo
        .constants
        .iter()
        .map(|Constant { cfgs, wire, .. }| quote!(#(#cfgs)* #wire));
    let proof = proof(pojo, v1);
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #v1::Pojo for #ident {
            const CLASS: &'static ::core::primitive::str = #class;
            const FIELDS: &'static [#v1::Field] = &[#(#fields),*];
            const CONSTANTS: &'static [&'static ::core::primitive::str] = &[#(#constants),*];
        }

        #proof
    }
}

/// The fields that are written as their Java types: what is known of them, Java is asked for.
fn told(pojo: &Pojo) -> impl Iterator<Item = (usize, &Field)> {
    let fields = pojo.fields.iter().enumerate();
    fields.filter(|(_, field)| field.writes && field.reads && field.travels)
}

/// What the class is made of, for proofs and definitions, in builds that have the feature `contract`.
fn parts(pojo: &Pojo, v1: &TokenStream) -> TokenStream {
    let nothing = quote!(type Proof<__C: #v1::JavaSide, __D: #v1::Depth> = (););
    if !pojo.is_sound {
        return nothing;
    }
    let (krate, ident) = (&pojo.krate, &pojo.ident);
    let (fields, types) = (types_ident(ident), local("types"));
    let defined = told(pojo).map(|(index, field)| {
        let cfgs = &field.cfgs;
        quote!(#(#cfgs)* #v1::define_field::<#fields, #index>(#types);)
    });
    quote! {
        #krate::__if_contract! { {
            type Proof<__C: #v1::JavaSide, __D: #v1::Depth> =
                <__D as #v1::Depth>::Of<#v1::OfClass<Self, __C, __D>>;

            fn define(#types: &mut #v1::TypeDefinitions) {
                if #v1::define_class::<Self>(#types) {
                    #(#defined)*
                }
            }
        } else {
            #nothing
        } }
    }
}

/// The proof that Java's class is the same: what does not fit is an error on the field.
fn proof(pojo: &Pojo, v1: &TokenStream) -> TokenStream {
    let (krate, ident) = (&pojo.krate, &pojo.ident);
    let (fields, class) = (types_ident(ident), local("class"));
    let is_enum = matches!(pojo.item, Item::Enum(_));
    let expected = at(
        here(ident.span()),
        quote!(#v1::expect_class::<#ident, __C>(#is_enum)),
    );
    let told: Vec<_> = told(pojo).collect();
    let names = told.iter().map(|(_, field)| {
        let Field {
            cfgs, wire, span, ..
        } = field;
        let expected = at(
            here(*span),
            quote!(#v1::expect_field::<#ident, __C>(#class, #wire)),
        );
        quote!(#(#cfgs)* let () = #expected;)
    });
    let constants = constants(pojo, &class, v1);
    let inside = told.iter().map(|(index, field)| {
        let Field { cfgs, span, .. } = field;
        let check = quote!(#v1::FieldProof::<#fields, #index, __C, __D>::CHECK);
        let check = at(here(*span), check);
        quote!(#(#cfgs)* let () = #check;)
    });
    quote! {
        #krate::__if_contract! { {
            #[automatically_derived]
            #[allow(deprecated, unused_variables)]
            impl<__C: #v1::JavaSide, __D: #v1::Depth> #v1::ClassProof<#ident> for #v1::Proving<__C, __D> {
                const FIELDS: () = {
                    let #class = #expected;
                    #(#names)*
                    #constants
                };
                const PARTS: () = { #(#inside)* };
            }
        } else {} }
    }
}

/// The same of an enum's constants: one that Java does not have is an error on it, and those of Java's that are not here
/// are one on the enum.
fn constants(pojo: &Pojo, class: &Ident, v1: &TokenStream) -> TokenStream {
    let ident = &pojo.ident;
    let known = pojo.constants.iter().map(|Constant { cfgs, wire, span }| {
        let expected = at(
            here(*span),
            quote!(#v1::expect_constant::<#ident, __C>(#class, #wire)),
        );
        quote!(#(#cfgs)* let () = #expected;)
    });
    let is_whole = matches!(pojo.item, Item::Enum(_)) && pojo.is_closed;
    let all = is_whole.then(|| {
        let expected = quote!(#v1::expect_all_constants::<#ident, __C>(#class));
        let expected = at(here(ident.span()), expected);
        quote!(let () = #expected;)
    });
    quote!(#(#known)* #all)
}
