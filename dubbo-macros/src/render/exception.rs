//! `#[exception]`: from what was thrown to the user's type, and back.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::model::exception::{Exception, Holds, Shape, Variant};
use crate::model::exception_class::{Class, Field, Message};
use crate::model::names::plain;
use crate::render::exception_class::{Place, bound, bound_message, decoded, encoded};
use crate::render::pojo::{field_types, types_ident};
use crate::render::{local, runtime};

/// All that a business error expands to.
pub(crate) fn render(exception: &Exception) -> TokenStream {
    let item = &exception.item;
    let Some(shape) = &exception.shape else {
        return broken(exception);
    };
    let krate = &exception.krate;
    let v1 = runtime(krate);
    let classes: Vec<&Class> = match shape {
        Shape::One(class) => vec![class],
        Shape::Several(variants, _) => variants.iter().filter_map(inline).collect(),
    };
    let fields: Vec<&Field> = classes.iter().flat_map(|class| &class.fields).collect();
    let types = (!fields.is_empty()).then(|| {
        let named = fields
            .iter()
            .enumerate()
            .map(|(index, field)| (index, &[][..], &field.ty));
        field_types(&types_ident(&exception.ident), named, &v1)
    });
    let display = exception.displays.then(|| display(exception, shape));
    let conversions = match shape {
        Shape::One(class) => one(exception, class, &v1),
        Shape::Several(variants, other) => several(exception, variants, other, &v1),
    };
    let debug = debug(exception);
    quote! {
        #debug
        #item
        #display
        #krate::__if_runtime! { #types #conversions }
    }
}

/// `Debug`, without which the type could not be an `Error`.
fn debug(exception: &Exception) -> Option<TokenStream> {
    exception
        .debugs
        .then(|| quote!(#[::core::prelude::v1::derive(::core::fmt::Debug)]))
}

/// The type with its traits, so that nothing but its mistakes is reported.
fn broken(exception: &Exception) -> TokenStream {
    let Exception {
        krate,
        item,
        ident,
        displays,
        ..
    } = exception;
    let v1 = runtime(krate);
    let has_parameters = match item {
        syn::Item::Struct(item) => !item.generics.params.is_empty(),
        syn::Item::Enum(item) => !item.generics.params.is_empty(),
        _ => true,
    };
    if has_parameters {
        return quote!(#item);
    }
    let display = displays.then(|| {
        quote! {
            impl ::core::fmt::Display for #ident {
                fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::unreachable!()
                }
            }
        }
    });
    let debug = debug(exception);
    quote! {
        #debug
        #item
        #display
        #krate::__if_runtime! {
            impl #v1::ServiceError for #ident {
                fn from_error(_: #v1::Error) -> Self { ::core::unreachable!() }
                fn encode(
                    &self,
                    _: &mut #v1::Encoder<'_>,
                ) -> ::core::result::Result<(), #v1::CodecError> {
                    ::core::unreachable!()
                }
            }
        }
    }
}

fn inline(variant: &Variant) -> Option<&Class> {
    match &variant.holds {
        Holds::Class(class) => Some(class),
        Holds::Exception(_) => None,
    }
}

/// A struct: one class, and everything else in its message or its field for that.
fn one(exception: &Exception, class: &Class, v1: &TokenStream) -> TokenStream {
    let ident = &exception.ident;
    let place = Place::new(exception, 0);
    let (thrown, encoder) = (local("exception"), local("encoder"));
    let name = &class.class;
    let decoded = decoded(class, &quote!(Self), &place);
    let bound = bound(class);
    let message = bound_message(class);
    let encoded = encoded(class, &place);
    let pattern = (!class.is_unit).then(|| quote!(let Self { #(#bound,)* #message .. } = self;));
    let service_error = service_error_of_one(exception, class, v1);
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #v1::JavaException for #ident {
            const CLASS: &'static ::core::primitive::str = #name;

            fn from_exception(
                #thrown: &#v1::Exception,
            ) -> ::core::result::Result<Self, #v1::CodecError> {
                #decoded
            }

            fn encode_exception(
                &self,
                #encoder: &mut #v1::Encoder<'_>,
            ) -> ::core::result::Result<(), #v1::CodecError> {
                #pattern
                #encoded
            }
        }
        #service_error
    }
}

/// Nothing for a struct that could not say what went wrong elsewhere: it is part of an enum.
fn service_error_of_one(exception: &Exception, class: &Class, v1: &TokenStream) -> TokenStream {
    if class.message.is_none() && class.other.is_none() {
        return TokenStream::new();
    }
    let (encoder, error) = (local("encoder"), local("error"));
    let defaults = class.fields.iter().map(|Field { ident, ty, .. }| {
        quote_spanned!(ty.span()=> #ident: <#ty as ::core::default::Default>::default())
    });
    let text = quote!(::std::string::ToString::to_string(&#error));
    let message = class.message.map(|message| match message {
        Message::Always => quote!(message: #text,),
        Message::Optional => quote!(message: ::core::option::Option::Some(#text),),
    });
    let kept = class
        .other
        .as_ref()
        .map(|other| quote!(#other: ::core::option::Option::Some(#error),));
    let this = local("this");
    let from_error = quote! {
        match #v1::thrown::<Self>(#error) {
            ::core::result::Result::Ok(#this) => #this,
            ::core::result::Result::Err(#error) => Self { #message #(#defaults,)* #kept },
        }
    };
    let passed_on = class.other.as_ref().map(|other| {
        quote! {
            if let ::core::option::Option::Some(#error) = &self.#other {
                return #v1::ServiceError::encode(#error, #encoder);
            }
        }
    });
    let encode = quote! {
        #passed_on
        #v1::JavaException::encode_exception(self, #encoder)
    };
    service_error(exception, from_error, encode, v1)
}

/// An enum: each class in its variant, everything else in the one for that.
fn several(
    exception: &Exception,
    variants: &[Variant],
    other: &syn::Ident,
    v1: &TokenStream,
) -> TokenStream {
    let (thrown, encoder) = (local("exception"), local("encoder"));
    let (error, this) = (local("error"), local("this"));
    let (mut attempts, mut arms) = (TokenStream::new(), TokenStream::new());
    let mut first = 0;
    let held = held_ident(exception);
    for (index, Variant { ident, holds }) in variants.iter().enumerate() {
        let attempt = match holds {
            Holds::Exception(_) => {
                arms.extend(quote! {
                    Self::#ident(#this) => #v1::encode_held::<#held, #index>(#this, #encoder),
                });
                quote!(#v1::held::<#held, #index>(#error).map(Self::#ident))
            }
            Holds::Class(class) => {
                let place = Place::new(exception, first);
                first += class.fields.len();
                let name = &class.class;
                let bound = bound(class);
                let message = bound_message(class);
                let pattern = (!class.is_unit).then(|| quote!({ #(#bound,)* #message }));
                let encoded = encoded(class, &place);
                arms.extend(quote!(Self::#ident #pattern => { #encoded }));
                let decoded = decoded(class, &quote!(Self::#ident), &place);
                quote!(#v1::thrown_as(#error, #name, |#thrown: &#v1::Exception| { #decoded }))
            }
        };
        attempts.extend(quote! {
            let #error = match #attempt {
                ::core::result::Result::Ok(#this) => return #this,
                ::core::result::Result::Err(#error) => #error,
            };
        });
    }
    let from_error = quote!(#attempts Self::#other(#error));
    let encode = quote! {
        match self {
            #arms
            Self::#other(#error) => #v1::ServiceError::encode(#error, #encoder),
        }
    };
    let held = held_types(exception, variants, v1);
    let distinct = distinct(exception, variants, v1);
    let service_error = service_error(exception, from_error, encode, v1);
    quote!(#held #service_error #distinct)
}

/// The private type beside an enum that names the types of its variants, each once.
fn held_ident(exception: &Exception) -> Ident {
    let ident = &exception.ident;
    format_ident!("__{}Held", plain(ident), span = ident.span())
}

fn held_types(exception: &Exception, variants: &[Variant], v1: &TokenStream) -> TokenStream {
    let held = held_ident(exception);
    let holders = variants.iter().enumerate();
    let types = holders.filter_map(|(index, variant)| match &variant.holds {
        Holds::Exception(ty) => Some(quote! {
            #[allow(deprecated)]
            impl #v1::Holds<#index> for #held { type Exception = #ty; }
        }),
        Holds::Class(_) => None,
    });
    quote!(enum #held {} #(#types)*)
}

/// Two variants of the same class, one of which holds a struct: found when the struct's class is known.
fn distinct(exception: &Exception, variants: &[Variant], v1: &TokenStream) -> TokenStream {
    let held = held_ident(exception);
    let class = |(index, variant): (usize, &Variant)| match &variant.holds {
        Holds::Class(Class { class, .. }) => quote!(#class),
        Holds::Exception(_) => quote!(#v1::held_class::<#held, #index>()),
    };
    let numbered = || variants.iter().enumerate();
    let pairs =
        numbered().flat_map(|second| numbered().take(second.0).map(move |first| (first, second)));
    let holding =
        pairs.filter(|(first, second)| inline(first.1).is_none() || inline(second.1).is_none());
    let checks = holding.map(|(first, second)| {
        let (left, right) = (class(first), class(second));
        let (first, second) = (first.1, second.1);
        let message = format!(
            "`{0}` and `{1}` are of the same class, so `{1}` would never arrive; keep one of the two",
            first.ident, second.ident
        );
        quote_spanned! {second.ident.span()=>
            const _: () = ::core::assert!(!#v1::constant::equal(#left, #right), #message);
        }
    });
    quote!(#(#checks)*)
}

fn service_error(
    exception: &Exception,
    from_error: TokenStream,
    encode: TokenStream,
    v1: &TokenStream,
) -> TokenStream {
    let ident = &exception.ident;
    let (encoder, error) = (local("encoder"), local("error"));
    let conversion = exception.converts.then(|| {
        quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl ::core::convert::From<#v1::Error> for #ident {
                fn from(#error: #v1::Error) -> Self {
                    <Self as #v1::ServiceError>::from_error(#error)
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #v1::ServiceError for #ident {
            fn from_error(#error: #v1::Error) -> Self { #from_error }

            fn encode(
                &self,
                #encoder: &mut #v1::Encoder<'_>,
            ) -> ::core::result::Result<(), #v1::CodecError> {
                #encode
            }
        }
        #conversion
    }
}

/// The message as text; the class where there is none.
fn display(exception: &Exception, shape: &Shape) -> TokenStream {
    let ident = &exception.ident;
    let (formatter, held) = (local("formatter"), local("held"));
    let error = quote!(::core::error::Error);
    let (shown, sources) = match shape {
        Shape::One(class) => {
            let other = class.other.as_ref().map(|other| {
                let kept = quote!(Self { #other: ::core::option::Option::Some(#held), .. });
                (
                    quote!(#kept => ::core::fmt::Display::fmt(#held, #formatter),),
                    quote!(#kept => #error::source(#held),),
                )
            });
            let (shown, source) = other.unzip();
            let own = display_arm(class, quote!(Self));
            (quote!(#shown #own), quote!(#source))
        }
        Shape::Several(variants, other) => {
            let mut shown = TokenStream::new();
            let mut sources = TokenStream::new();
            let holders = variants.iter().filter(|variant| inline(variant).is_none());
            for ident in holders.map(|variant| &variant.ident).chain([other]) {
                shown.extend(
                    quote!(Self::#ident(#held) => ::core::fmt::Display::fmt(#held, #formatter),),
                );
                sources.extend(quote!(Self::#ident(#held) => #error::source(#held),));
            }
            for variant in variants {
                let ident = &variant.ident;
                shown.extend(inline(variant).map(|class| display_arm(class, quote!(Self::#ident))));
            }
            (shown, sources)
        }
    };
    let source = (!sources.is_empty()).then(|| {
        quote! {
            fn source(&self) -> ::core::option::Option<&(dyn #error + 'static)> {
                #[allow(unreachable_patterns)]
                match self { #sources _ => ::core::option::Option::None }
            }
        }
    });
    let implementation = quote_spanned!(ident.span()=> impl ::core::error::Error for #ident);
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, #formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self { #shown }
            }
        }

        #[automatically_derived]
        #[allow(deprecated)]
        #implementation { #source }
    }
}

fn display_arm(class: &Class, constructor: TokenStream) -> TokenStream {
    let (formatter, message) = (local("formatter"), local("message"));
    let name = &class.class;
    match class.message {
        Some(Message::Always) => {
            quote!(#constructor { message: #message, .. } => #formatter.write_str(#message),)
        }
        Some(Message::Optional) => quote! {
            #constructor { message: #message, .. } => {
                #formatter.write_str(#message.as_deref().unwrap_or(#name))
            }
        },
        None => quote!(#constructor { .. } => #formatter.write_str(#name),),
    }
}
