//! What each attribute does with its tokens. Nothing here panics, whatever the tokens: a property test says so.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, ItemStruct, ItemTrait};

use crate::diagnostics::Diagnostics;
use crate::model::contract::Contract;
use crate::model::exception::Exception;
use crate::model::extension::ExtensionPoint;
use crate::model::extension_list::ExtensionList;
use crate::model::injection::Injection;
use crate::model::pojo::Pojo;
use crate::{gather, render};

/// `#[service]`.
pub(crate) fn service(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match parse(item) {
        Ok(Item::Trait(item)) => gather::gather("service", arguments, item),
        Ok(item) => gather::refuse(&item, "`#[service]` goes on a trait: the contract"),
        Err(tokens) => tokens,
    }
}

/// `#[reference]`.
pub(crate) fn reference(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match parse(item) {
        Ok(Item::Trait(item)) => gather::gather("reference", arguments, item),
        Ok(Item::Struct(item)) => inject(arguments, item),
        Ok(item) => gather::refuse(
            &item,
            "`#[reference]` goes on a trait, for its client, or on a struct, to inject clients into it",
        ),
        Err(tokens) => tokens,
    }
}

/// `#[pojo]`.
pub(crate) fn pojo(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = match parse(item) {
        Ok(item @ (Item::Struct(_) | Item::Enum(_))) => item,
        Ok(item) => return gather::refuse(&item, "`#[pojo]` goes on a struct or an enum"),
        Err(tokens) => return tokens,
    };
    let mut diagnostics = Diagnostics::default();
    let pojo = Pojo::read(arguments, item, &mut diagnostics);
    let rendered = pojo.as_ref().map(render::pojo::render);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors)
}

/// `#[exception]`.
pub(crate) fn exception(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = match parse(item) {
        Ok(item @ (Item::Struct(_) | Item::Enum(_))) => item,
        Ok(item) => return gather::refuse(&item, "`#[exception]` goes on a struct or an enum"),
        Err(tokens) => return tokens,
    };
    let mut diagnostics = Diagnostics::default();
    let exception = Exception::read(arguments, item, &mut diagnostics);
    let rendered = exception.as_ref().map(render::exception::render);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors)
}

/// `#[extension]`.
pub(crate) fn extension(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = match parse(item) {
        Ok(Item::Trait(item)) => item,
        Ok(item) => {
            let message = "`#[extension]` goes on a trait: what all of a list implement";
            return gather::refuse(&item, message);
        }
        Err(tokens) => return tokens,
    };
    let mut diagnostics = Diagnostics::default();
    let point = ExtensionPoint::read(arguments, item, &mut diagnostics);
    let rendered = render::extension::render(&point);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors)
}

/// What the macro of an extension point hands on.
pub(crate) fn extension_list(tokens: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let list = ExtensionList::read(tokens, &mut diagnostics);
    let rendered = list.as_ref().map(render::extension_list::render);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors)
}

/// The hidden attribute that `#[service]` and `#[reference]` leave behind.
pub(crate) fn contract(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item: ItemTrait = match syn::parse2(item) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let contract = Contract::read(arguments, item, &mut diagnostics);
    let rendered = render::contract::render(&contract);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors)
}

fn inject(arguments: TokenStream, item: ItemStruct) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let injection = Injection::read(arguments, item, &mut diagnostics);
    let rendered = render::injection::render(&injection);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors)
}

/// The item; or, where it is none that is understood, the item as it is with an error that says so.
fn parse(item: TokenStream) -> Result<Item, TokenStream> {
    syn::parse2(item.clone()).map_err(|error| {
        let error = error.to_compile_error();
        quote!(#item #error)
    })
}

#[cfg(test)]
mod tests;
