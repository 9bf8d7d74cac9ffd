//! The user's types, each named once, for a private type beside the contract: all other code relies on the
//! bounds of that one place. So a type that stands for no Java type is one error, on the type.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::spanned::Spanned;

use crate::model::argument::{Argument, Passing};
use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::method::Method;
use crate::model::names::plain;
use crate::render::{located_at, runtime};

/// The private type and what it names.
pub(crate) fn render(contract: &Contract, methods: &[Method]) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let item_cfgs = attributes::cfgs(&contract.item.attrs);
    let types = ident(contract);
    let mut named = TokenStream::new();
    for method in methods {
        let Method {
            index,
            cfgs,
            output,
            arguments,
            ..
        } = method;
        for (position, argument) in arguments.iter().enumerate() {
            if let Passing::Owned(ty) | Passing::Lent(ty) | Passing::LentSlice(ty) =
                &argument.passing
            {
                named.extend(quote! {
                    #(#item_cfgs)* #(#cfgs)*
                    #[allow(deprecated)]
                    impl #v1::Argument<#index, #position> for #types { type Type = #ty; }
                });
            }
        }
        named.extend(quote! {
            #(#item_cfgs)* #(#cfgs)*
            #[allow(deprecated)]
            impl #v1::Returns<#index> for #types { type Outcome = #output; }
        });
        if method.one_way {
            let checked = located_at(
                output.span(),
                quote!(#v1::is_unanswered::<#types, #index>()),
            );
            named.extend(quote! {
                #(#item_cfgs)* #(#cfgs)*
                const _: () = #checked;
            });
        }
    }
    quote! {
        #(#item_cfgs)*
        enum #types {}
        #named
    }
}

/// The private type's name.
pub(crate) fn ident(contract: &Contract) -> Ident {
    let name = &contract.item.ident;
    format_ident!("__{}Types", plain(name), span = name.span())
}

/// Where an argument's type is named: type, method, position.
pub(crate) fn place(contract: &Contract, method: usize, position: usize) -> TokenStream {
    let types = ident(contract);
    quote!(#types, #method, #position)
}

/// The argument's piece of the method's descriptor.
pub(crate) fn descriptor(argument: &Argument, place: TokenStream, v1: &TokenStream) -> TokenStream {
    if let Some(java) = &argument.java {
        let descriptor = java.descriptor();
        return quote!(#descriptor);
    }
    let sent = java_type(argument, place, v1);
    quote!(<#sent as #v1::JavaType>::DESCRIPTOR)
}

/// The type that says what the argument is in Java.
pub(crate) fn java_type(argument: &Argument, place: TokenStream, v1: &TokenStream) -> TokenStream {
    match argument.passing {
        Passing::Owned(_) | Passing::Lent(_) => quote!(#v1::Sent<'static, #place>),
        Passing::LentSlice(_) => quote!(#v1::SentSlice<'static, #place>),
        Passing::LentBytes => quote!([::core::primitive::u8]),
        Passing::LentStr => quote!(::core::primitive::str),
    }
}

/// The argument on its way out: under the name of its array where Java has an array and Rust a list.
pub(crate) fn sent(argument: &Argument, place: TokenStream, v1: &TokenStream) -> TokenStream {
    let ident = &argument.ident;
    let sent = match argument.passing {
        Passing::Owned(_) => quote!(#v1::Sent::<'_, #place>(&#ident)),
        Passing::Lent(_) => quote!(#v1::Sent::<'_, #place>(#ident)),
        Passing::LentSlice(_) => quote!(#v1::SentSlice::<'_, #place>(#ident)),
        Passing::LentBytes | Passing::LentStr => quote!(#ident),
    };
    match argument.java.as_ref().and_then(|java| java.list_name()) {
        Some(list) => quote!(#v1::typed(#list, &#sent)),
        None => sent,
    }
}

/// What the argument is decoded to.
pub(crate) fn taken(argument: &Argument, place: TokenStream, v1: &TokenStream) -> TokenStream {
    match argument.passing {
        Passing::Owned(_) | Passing::Lent(_) => quote!(#v1::At<#place>),
        Passing::LentSlice(_) => quote!(#v1::ListAt<#place>),
        Passing::LentBytes => quote!(#v1::Of<#v1::Vec<::core::primitive::u8>>),
        Passing::LentStr => quote!(#v1::Of<#v1::String>),
    }
}
