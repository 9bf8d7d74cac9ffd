//! The attribute macros of `dubbo-sdk`.
#![forbid(unsafe_code)]

mod diagnostics;
mod gather;
mod model;
mod options;
mod render;

use proc_macro::TokenStream;
use quote::quote;
use syn::Item;

use crate::diagnostics::Diagnostics;
use crate::model::contract::Contract;
use crate::model::exception::Exception;
use crate::model::injection::Injection;
use crate::model::pojo::Pojo;

/// Publishes.
#[proc_macro_attribute]
pub fn service(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match parse(item) {
        Ok(Item::Trait(item)) => gather::gather("service", arguments.into(), item),
        Ok(item) => gather::refuse(&item, "`#[service]` goes on a trait: the contract"),
        Err(tokens) => tokens,
    }
    .into()
}

/// Refers.
#[proc_macro_attribute]
pub fn reference(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match parse(item) {
        Ok(Item::Trait(item)) => gather::gather("reference", arguments.into(), item),
        Ok(Item::Struct(item)) => inject(arguments.into(), item),
        Ok(item) => gather::refuse(
            &item,
            "`#[reference]` goes on a trait, for its client, or on a struct, to inject clients into it",
        ),
        Err(tokens) => tokens,
    }
    .into()
}

/// Hidden.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn __contract(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = syn::parse_macro_input!(item as syn::ItemTrait);
    let mut diagnostics = Diagnostics::default();
    let contract = Contract::read(arguments.into(), item, &mut diagnostics);
    let rendered = render::contract::render(&contract);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors).into()
}

fn inject(arguments: proc_macro2::TokenStream, item: syn::ItemStruct) -> proc_macro2::TokenStream {
    let mut diagnostics = Diagnostics::default();
    let injection = Injection::read(arguments, item, &mut diagnostics);
    let rendered = render::injection::render(&injection);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors)
}

/// The item, or what to emit instead where it is none that is understood.
fn parse(item: TokenStream) -> Result<Item, proc_macro2::TokenStream> {
    let tokens = proc_macro2::TokenStream::from(item);
    syn::parse2(tokens.clone()).map_err(|error| {
        let error = error.to_compile_error();
        quote!(#tokens #error)
    })
}

/// Pojo.
#[proc_macro_attribute]
pub fn pojo(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = match parse(item) {
        Ok(item @ (Item::Struct(_) | Item::Enum(_))) => item,
        Ok(item) => return gather::refuse(&item, "`#[pojo]` goes on a struct or an enum").into(),
        Err(tokens) => return tokens.into(),
    };
    let mut diagnostics = Diagnostics::default();
    let rendered = Pojo::read(arguments.into(), item, &mut diagnostics).as_ref().map(render::pojo::render);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors).into()
}

/// Exception.
#[proc_macro_attribute]
pub fn exception(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = match parse(item) {
        Ok(item @ (Item::Struct(_) | Item::Enum(_))) => item,
        Ok(item) => return gather::refuse(&item, "`#[exception]` goes on a struct or an enum").into(),
        Err(tokens) => return tokens.into(),
    };
    let mut diagnostics = Diagnostics::default();
    let exception = Exception::read(arguments.into(), item, &mut diagnostics);
    let rendered = exception.as_ref().map(render::exception::render);
    let errors = diagnostics.into_compile_errors();
    quote!(#rendered #errors).into()
}
