//! The fields of one exception class, both ways.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Path;

use crate::model::exception::Exception;
use crate::model::exception_class::{Class, Field, Message};
use crate::model::names::plain;
use crate::render::pojo::{serde_crate, types_ident, with};
use crate::render::{local, runtime};

/// Where the types of a class's fields are named.
pub(crate) struct Place<'a> {
    krate: &'a Path,
    types: Ident,
    /// The index of the first field.
    first: usize,
}

impl<'a> Place<'a> {
    /// The fields from `first` on.
    pub(crate) fn new(exception: &'a Exception, first: usize) -> Self {
        Self {
            krate: &exception.krate,
            types: types_ident(&exception.ident),
            first,
        }
    }
}

/// The expression that makes the `constructor`'s value of `exception`.
pub(crate) fn decoded(class: &Class, constructor: &TokenStream, place: &Place<'_>) -> TokenStream {
    let exception = local("exception");
    let fields = local("fields");
    if class.is_unit {
        return quote!({
            let _ = #exception;
            ::core::result::Result::Ok(#constructor)
        });
    }
    let message = class.message.map(|message| {
        let cloned = quote!(::core::clone::Clone::clone(&#exception.message));
        match message {
            Message::Always => quote!(message: #cloned.unwrap_or_default(),),
            Message::Optional => quote!(message: #cloned,),
        }
    });
    let other = class
        .other
        .as_ref()
        .map(|other| quote!(#other: ::core::option::Option::None,));
    let taken = class
        .fields
        .iter()
        .map(|Field { ident, .. }| quote!(#ident: #fields.#ident,));
    let decoding = (!class.fields.is_empty()).then(|| received(class, place));
    quote!({
        #decoding
        let _ = #exception;
        ::core::result::Result::Ok(#constructor { #message #(#taken)* #other })
    })
}

/// The statements that read the class's fields.
fn received(class: &Class, place: &Place<'_>) -> TokenStream {
    let v1 = runtime(place.krate);
    let (exception, fields) = (local("exception"), local("fields"));
    let crate_path = serde_crate(place.krate);
    let received = class.fields.iter().enumerate().map(|(index, field)| {
        let Field {
            ident,
            ty,
            serde,
            reads,
            defaults,
            ..
        } = field;
        let index = place.first + index;
        let reads = reads.then(|| {
            let path = with("deserialize_field", place.krate, &place.types, index, ty);
            quote!(#[serde(deserialize_with = #path)])
        });
        let defaults = defaults.then(|| quote!(#[serde(default)]));
        quote!(#(#serde)* #reads #defaults #ident: #ty)
    });
    quote! {
        #[::core::prelude::v1::derive(#v1::serde::Deserialize)]
        #[serde(crate = #crate_path, rename_all = "camelCase")]
        struct __Received { #(#received),* }
        let #fields: __Received = #exception.fields()?;
    }
}

/// The pattern that binds the class's fields for [`encoded`].
pub(crate) fn bound(class: &Class) -> impl Iterator<Item = TokenStream> {
    class.fields.iter().map(|Field { ident, .. }| {
        let local = field_local(ident);
        quote!(#ident: #local)
    })
}

/// The pattern that binds its message.
pub(crate) fn bound_message(class: &Class) -> Option<TokenStream> {
    let message = local("message");
    class.message.map(|_| quote!(message: #message,))
}

fn field_local(ident: &Ident) -> Ident {
    local(&format!("field_{}", plain(ident)))
}

/// The expression that encodes the class's fields, which are bound.
pub(crate) fn encoded(class: &Class, place: &Place<'_>) -> TokenStream {
    let encoder = local("encoder");
    let v1 = runtime(place.krate);
    let name = &class.class;
    let serde = serde_crate(place.krate);
    let bound_message = local("message");
    let message = match class.message {
        None => quote!(::core::option::Option::None),
        Some(Message::Always) => quote!(::core::option::Option::Some(#bound_message.as_str())),
        Some(Message::Optional) => quote!(#bound_message.as_deref()),
    };
    let sent = class.fields.iter().enumerate().map(|(index, field)| {
        let Field {
            ident,
            ty,
            serde,
            writes,
            ..
        } = field;
        let index = place.first + index;
        let writes = writes.then(|| {
            let path = with(
                "serialize_borrowed_field",
                place.krate,
                &place.types,
                index,
                ty,
            );
            quote!(#[serde(serialize_with = #path)])
        });
        quote!(#(#serde)* #writes #ident: &'__sent #ty)
    });
    let lifetime = (!class.fields.is_empty()).then(|| quote!(<'__sent>));
    let bound = bound(class);
    quote! {
        #[::core::prelude::v1::derive(#v1::serde::Serialize)]
        #[serde(crate = #serde, rename_all = "camelCase")]
        struct __Sent #lifetime { #(#sent),* }
        #encoder.exception(#name, #message, ::core::option::Option::None, &__Sent { #(#bound),* })
    }
}
