//! What a contract tells those that extend it, and what it asks of those that it extends.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Path;

use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::java_name::JavaName;
use crate::model::method::Method;
use crate::model::names::plain;
use crate::render::contract::{contract_ident, method_ident};
use crate::render::{local, over, runtime, types};

/// The supertraits that are contracts, or may be.
pub(crate) fn ancestors(contract: &Contract) -> impl Iterator<Item = &Path> {
    contract.parents.iter().chain(&contract.namesakes)
}

/// The value that a trait's name stands for where it is a contract, else the value that says that it is none.
pub(crate) fn value(of: &Path, v1: &TokenStream) -> TokenStream {
    quote! {{
        #[allow(unused_imports, clippy::wildcard_imports)]
        use #v1::otherwise::*;
        #[allow(unused_imports)]
        use #of as __contract;
        __contract
    }}
}

/// The constant of the trait's name, and what the contract extends as a type, and whether it may.
pub(crate) fn render(contract: &Contract, methods: &[Method]) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let (vis, the_trait) = (&contract.item.vis, &contract.item.ident);
    let contract_name = contract_ident(contract);
    let extends = ancestors(contract).enumerate().map(|(position, _)| {
        // Two that are no contracts must not be the same one.
        let (at, otherwise) = (Literal::usize_unsuffixed(position), position as u128);
        quote! {
            #(#cfgs)*
            #[automatically_derived]
            impl #v1::Extends<{ #the_trait.lineage().ancestors[#at].id_or(#otherwise) }> for #contract_name {}
        }
    });
    let definer = definer(contract, methods, &v1);
    let checks = contract.parents.iter().enumerate();
    let checks = checks.map(|(position, parent)| checks_of(position, parent, contract));
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_upper_case_globals, dead_code)]
        #vis const #the_trait: #v1::ContractOf<#contract_name> = #v1::ContractOf::VALUE;
        #definer
        #(#cfgs)*
        #[automatically_derived]
        impl #v1::Extends<{ #the_trait.lineage().id }> for #contract_name {}
        #(#extends)*
        #(#checks)*
    }
}

/// What the contract tells those that extend it.
pub(crate) fn lineage(contract: &Contract, methods: &[Method]) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let contract_name = contract_ident(contract);
    let name = plain(&contract.item.ident);
    let Contract {
        service, reference, ..
    } = contract;
    let ancestors = ancestors(contract).map(|ancestor| value(ancestor, &v1));
    let define = define(contract);
    let own = methods.iter().map(|method| {
        let (cfgs, constant) = (&method.cfgs, method_ident(method));
        quote!(#(#cfgs)* #contract_name::#constant)
    });
    quote! {
        #v1::Lineage {
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
            ancestors: &[#(#ancestors.lineage()),*],
        }
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

/// The parent is a contract, it has the sides that the child has, and its own parents are listed, too.
fn checks_of(position: usize, parent: &Path, contract: &Contract) -> TokenStream {
    let child = &contract.item.ident;
    let shown = crate::options::shown_path(parent);
    let lacks = |attribute: &str| {
        format!(
            "`{child}` has `#[{attribute}]`, so its parent `{shown}` needs `#[dubbo::{attribute}]`, too"
        )
    };
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let check = |condition: TokenStream, message: String| {
        let check = over(parent, quote!(::core::assert!(#condition, #message)));
        quote!(#(#cfgs)* const _: () = #check;)
    };
    let at = Literal::usize_unsuffixed(position);
    let (own, of_parent) = (
        quote!(#child.lineage()),
        quote!(#child.lineage().ancestors[#at]),
    );
    let exists = check(
        quote!(#of_parent.is_contract()),
        contract.not_a_contract(parent),
    );
    let service = contract
        .service
        .then(|| check(quote!(#of_parent.service), lacks("service")));
    let reference = contract
        .reference
        .then(|| check(quote!(#of_parent.reference), lacks("reference")));
    let ancestors = check(
        quote!(#own.lists_all_of(#of_parent)),
        format!(
            "`{shown}` extends contracts that `{child}` does not list; write all of them: `trait {child}: \
             {shown} + …`"
        ),
    );
    quote!(#exists #service #reference #ancestors)
}
