//! `GreeterFake`: answers by closures in place of a provider, for tests.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::argument::Argument;
use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::method::Method;
use crate::model::names::plain;
use crate::render::contract::{contract_ident, method_ident};
use crate::render::server::{decoding, passed};
use crate::render::{local, runtime, types};

/// The fake, with a setter for each method.
pub(crate) fn render(contract: &Contract) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let (vis, the_trait) = (&contract.item.vis, &contract.item.ident);
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let fake = ident(contract);
    let doc = format!(
        "Answers in place of a provider of [`{the_trait}`], for tests: closures by method, and a record of the \
         calls. A method without an answer fails with its name.\n\n`{fake}::new().on_…(|…| Ok(…)).client()` is \
         a `{}Client` over it. Clones share answers and calls.",
        plain(the_trait)
    );
    let methods = methods(contract, &v1);
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(dead_code)]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #vis struct #fake(#v1::Fake);

        #(#cfgs)*
        #[automatically_derived]
        #[allow(dead_code, deprecated, clippy::all, clippy::pedantic)]
        impl #fake { #methods }

        #(#cfgs)*
        #[automatically_derived]
        impl ::core::default::Default for #fake {
            fn default() -> Self {
                Self::new()
            }
        }

        #(#cfgs)*
        #[automatically_derived]
        impl ::core::convert::AsRef<#v1::Fake> for #fake {
            fn as_ref(&self) -> &#v1::Fake {
                &self.0
            }
        }
    }
}

fn ident(contract: &Contract) -> Ident {
    let the_trait = &contract.item.ident;
    format_ident!("{}Fake", plain(the_trait), span = the_trait.span())
}

fn methods(contract: &Contract, v1: &TokenStream) -> TokenStream {
    let (krate, vis) = (&contract.krate, &contract.item.vis);
    let (contract_name, shown) = (contract_ident(contract), ident(contract).to_string());
    let table = contract.methods.iter().map(|method| {
        let (cfgs, constant) = (&method.cfgs, method_ident(method));
        let name = plain(&method.ident);
        quote!(#(#cfgs)* (&#contract_name::#constant, #name))
    });
    let setters = contract
        .methods
        .iter()
        .map(|method| setter(method, contract, v1));
    let parent = local("parent");
    let with_parent = (!contract.parents.is_empty()).then(|| {
        quote! {
            /// Answers the methods of a parent as `parent`, the parent's fake, does now.
            #[must_use]
            #vis fn with_parent(self, #parent: impl ::core::convert::AsRef<#v1::Fake>) -> Self {
                self.0.extend(::core::convert::AsRef::as_ref(&#parent));
                self
            }
        }
    });
    quote! {
        /// A fake without answers.
        #[must_use]
        #vis fn new() -> Self {
            Self(#v1::Fake::new(#shown, &[#(#table),*]))
        }

        #(#setters)*
        #with_parent

        /// A client of the fake.
        #[must_use]
        #vis fn client(&self) -> #krate::Client<#contract_name, #v1::Fake> {
            #krate::Client::new(::core::clone::Clone::clone(&self.0))
        }

        /// The calls so far, in the order in which they came, also those without an answer.
        #[must_use]
        #vis fn calls(&self) -> #v1::Vec<#v1::FakeCall> {
            self.0.calls()
        }
    }
}

fn setter(method: &Method, contract: &Contract, v1: &TokenStream) -> TokenStream {
    let (contract_name, types) = (contract_ident(contract), types::ident(contract));
    let constant = method_ident(method);
    let (vis, call, answer) = (&contract.item.vis, local("call"), local("answer"));
    let Method {
        index,
        cfgs,
        ident,
        generics,
        output,
        arguments,
        ..
    } = method;
    let name = plain(ident);
    let set = format_ident!("on_{}", name.trim_start_matches('_'), span = ident.span());
    let doc = format!("What `{name}` answers from now on.");
    let lifetimes = generics.lifetimes().map(|parameter| &parameter.lifetime);
    let lifetimes = (!generics.params.is_empty()).then(|| quote!(for<#(#lifetimes),*>));
    let written = arguments.iter().map(|Argument { written, .. }| written);
    let decoding = (!arguments.is_empty()).then(|| decoding(method, contract, v1));
    let passed = passed(method);
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[must_use]
        #vis fn #set(
            self,
            #answer: impl #lifetimes ::core::ops::Fn(#(#written),*) -> #output
                + ::core::marker::Send + ::core::marker::Sync + 'static,
        ) -> Self {
            self.0.answer(&#contract_name::#constant, move |#call| {
                #decoding
                #v1::reply_of::<#types, #index>(#call, #answer(#passed))
            });
            self
        }
    }
}
