//! What a contract tells those that extend it, and what it asks of those that it extends.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::java_name::JavaName;
use crate::model::method::Method;
use crate::model::names::plain;
use crate::render::contract::{contract_ident, method_ident};
use crate::render::{local, runtime, types};

/// The constant of the trait's name, what the contract extends as a type, and whether it may.
pub(crate) fn render(contract: &Contract, methods: &[Method]) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let (vis, the_trait) = (&contract.item.vis, &contract.item.ident);
    let contract_name = contract_ident(contract);
    let name = plain(the_trait);
    let Contract {
        service,
        reference,
        parents,
        ..
    } = contract;
    let own = methods.iter().map(|method| {
        let (cfgs, constant) = (&method.cfgs, method_ident(method));
        quote!(#(#cfgs)* #contract_name::#constant)
    });
    let extends = listed(contract).map(|listed| {
        quote! {
            #(#cfgs)*
            #[automatically_derived]
            impl #v1::Extends<{ #listed.id }> for #contract_name {}
        }
    });
    let define = define(contract);
    let definer = definer(contract, methods, &v1);
    let checks = parents.iter().map(|parent| checks(parent, contract, &v1));
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_upper_case_globals, dead_code)]
        #vis const #the_trait: #v1::Lineage = #v1::Lineage {
            id: #v1::contract_id(
                ::core::module_path!(),
                #name,
                ::core::line!(),
                ::core::column!(),
            ),
            service: #service,
            reference: #reference,
            methods: &[#(#own),*],
            define: #define,
            ancestors: &[#(&#parents),*],
        };
        #definer
        #(#extends)*
        #(#checks)*
    }
}

/// How the contract defines itself for Java, in builds that have the feature `contract`.
fn define(contract: &Contract) -> TokenStream {
    let (krate, name) = (&contract.krate, contract_ident(contract));
    let v1 = runtime(krate);
    quote! {
        #krate::__if_contract! { {
            ::core::option::Option::Some(#v1::Define {
                package: ::core::concat!(
                    ::core::env!("CARGO_PKG_NAME"), "-", ::core::env!("CARGO_PKG_VERSION")
                ),
                methods: #name::__define,
            })
        } else {
            ::core::option::Option::None
        } }
    }
}

/// What adds the contract's own methods.
fn definer(contract: &Contract, methods: &[Method], v1: &TokenStream) -> TokenStream {
    let (krate, name) = (&contract.krate, contract_ident(contract));
    let item_cfgs = attributes::cfgs(&contract.item.attrs);
    let (definer, types) = (local("definer"), types::ident(contract));
    let methods = methods.iter().map(|method| {
        let Method {
            index,
            cfgs,
            wire_name,
            arguments,
            ..
        } = method;
        let parameters = arguments.iter().enumerate().map(|(position, argument)| {
            let ty = types::java_type(argument, types::place(contract, *index, position), v1);
            match argument.java.as_ref().map(JavaName::name) {
                Some(name) => quote!(.stated::<#ty>(#name)),
                None => quote!(.parameter::<#ty>()),
            }
        });
        quote! {
            #(#cfgs)*
            #definer.method(#wire_name) #(#parameters)*;
            #(#cfgs)*
            #v1::define_returned::<#types, #index>(#definer);
        }
    });
    quote! {
        #krate::__if_contract! { {
            #(#item_cfgs)*
            #[automatically_derived]
            impl #name {
                #[allow(unused_variables)]
                fn __define(#definer: &mut #v1::Definer) { #(#methods)* }
            }
        } else {} }
    }
}

/// The contract itself and all that it extends, as the paths of their constants.
fn listed(contract: &Contract) -> impl Iterator<Item = TokenStream> {
    let own = contract.item.ident.to_token_stream();
    let parents = contract.parents.iter().map(ToTokens::to_token_stream);
    std::iter::once(own).chain(parents)
}

/// The parent has the sides that the child has, and its own parents are listed, too.
fn checks(parent: &Path, contract: &Contract, v1: &TokenStream) -> TokenStream {
    let child = &contract.item.ident;
    let shown = crate::options::shown_path(parent);
    let lacks = |attribute: &str| {
        format!(
            "`{child}` has `#[{attribute}]`, so its parent `{shown}` needs `#[dubbo::{attribute}]`, too"
        )
    };
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let check = |condition: TokenStream, message: String| {
        let check = quote_spanned! {parent.span()=> ::core::assert!(#condition, #message) };
        quote!(#(#cfgs)* const _: () = #check;)
    };
    let service = contract
        .service
        .then(|| check(quote!(#parent.service), lacks("service")));
    let reference = contract
        .reference
        .then(|| check(quote!(#parent.reference), lacks("reference")));
    let all = &contract.parents;
    let ancestors = check(
        quote!(#v1::lists_ancestors_of(&#parent, &[#(&#all),*])),
        format!(
            "`{shown}` extends contracts that `{child}` does not list; write all of them: `trait {child}: \
             {shown} + …`"
        ),
    );
    quote!(#service #reference #ancestors)
}
