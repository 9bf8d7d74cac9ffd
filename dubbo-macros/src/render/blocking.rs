//! `GreeterBlockingClient`: the contract for code without async.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::argument::Argument;
use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::method::{Form, Method};
use crate::model::names::plain;
use crate::render::{local, runtime, types};

/// The client and its methods.
pub(crate) fn render(contract: &Contract) -> TokenStream {
    let krate = &contract.krate;
    let (vis, the_trait) = (&contract.item.vis, &contract.item.ident);
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let name = plain(the_trait);
    let blocking = format_ident!("{name}BlockingClient", span = the_trait.span());
    let client = format_ident!("{name}Client", span = the_trait.span());
    let doc = format!(
        "[`{the_trait}`] for code without async: each method waits on the caller's thread. The I/O is done on a \
         thread that the SDK starts by itself.\n\nIt is around anything that implements the trait: a client, a \
         client of a child of the contract, a fake."
    );
    let url = local("url");
    let around = around(contract, &blocking);
    let injected = injected(contract, &blocking);
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(dead_code)]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #vis struct #blocking<C = #client>(C);

        #(#cfgs)*
        #[automatically_derived]
        #[allow(dead_code)]
        impl #blocking {
            /// A client of the provider at `url`, with defaults for all that the URL does not say.
            ///
            /// # Errors
            /// A wrong URL, or a provider that cannot be reached.
            #vis fn connect(#url: &::core::primitive::str) -> #krate::Result<Self> {
                #krate::blocking::wait(#client::connect(#url)).map(Self)
            }
        }

        #around
        #injected
    }
}

fn around(contract: &Contract, blocking: &Ident) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let (vis, the_trait) = (&contract.item.vis, &contract.item.ident);
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let (of, client) = (local("C"), local("client"));
    let methods = contract
        .methods
        .iter()
        .map(|method| waiting(method, contract, &v1));
    quote! {
        #(#cfgs)*
        #[automatically_derived]
        #[allow(dead_code, deprecated, clippy::all, clippy::pedantic)]
        impl<#of: #the_trait> #blocking<#of> {
            /// Around `client`.
            #vis fn new(#client: #of) -> Self {
                Self(#client)
            }

            /// What it is around.
            #vis fn client(&self) -> &#of {
                &self.0
            }

            #(#methods)*
        }
    }
}

fn injected(contract: &Contract, blocking: &Ident) -> TokenStream {
    let krate = &contract.krate;
    let v1 = runtime(krate);
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let (of, dubbo, options) = (local("C"), local("dubbo"), local("options"));
    quote! {
        #(#cfgs)*
        #[automatically_derived]
        impl<#of: #v1::Refer + ::core::marker::Send> #v1::Refer for #blocking<#of> {
            type Stack = <#of as #v1::Refer>::Stack;

            async fn refer(
                #dubbo: &#krate::Dubbo<Self::Stack>,
                #options: #v1::ReferenceOptions,
            ) -> #krate::Result<Self> {
                <#of as #v1::Refer>::refer(#dubbo, #options).await.map(Self)
            }
        }
    }
}

fn waiting(method: &Method, contract: &Contract, v1: &TokenStream) -> TokenStream {
    let (vis, the_trait) = (&contract.item.vis, &contract.item.ident);
    let types = types::ident(contract);
    let Method {
        cfgs,
        docs,
        index,
        ident,
        generics,
        receiver,
        output,
        arguments,
        ..
    } = method;
    let where_clause = &generics.where_clause;
    let parameters = arguments
        .iter()
        .map(|Argument { ident, written, .. }| quote!(#ident: #written));
    let passed = arguments.iter().map(|Argument { ident, .. }| ident);
    let call = quote!(#the_trait::#ident(&self.0, #(#passed),*));
    let call = match method.form {
        Form::Blocking => call,
        Form::Async | Form::Future => quote!(#v1::wait_for::<#types, #index>(#call)),
    };
    quote! {
        #(#cfgs)*
        #(#docs)*
        #vis fn #ident #generics(#receiver, #(#parameters),*) -> #output #where_clause { #call }
    }
}
