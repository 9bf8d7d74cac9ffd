//! The consumer's side: the client that implements the trait.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{FnArg, Pat, ReturnType, TraitItem, TraitItemFn, Type};

use crate::model::argument::Argument;
use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::method::{Form, Method};
use crate::model::names::plain;
use crate::render::contract::{contract_ident, method_ident};
use crate::render::mended::mended;
use crate::render::{lineage, local, runtime, types};

/// The client's name, and its implementation of the trait.
pub(crate) fn render(contract: &Contract) -> TokenStream {
    let krate = &contract.krate;
    let v1 = runtime(krate);
    let vis = &contract.item.vis;
    let the_trait = &contract.item.ident;
    let name = contract_ident(contract);
    let client = format_ident!("{}Client", plain(the_trait), span = the_trait.span());
    let doc = format!(
        "The client of [`{the_trait}`], which it implements: each call goes to a provider."
    );
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let implementation = if contract.is_sound {
        let methods = contract
            .methods
            .iter()
            .map(|method| call(method, contract, &v1));
        Some(quote!(#(#methods)*))
    } else {
        contract.is_stubbable.then(|| stubs(contract)).flatten()
    };
    let implementation = implementation.map(|methods| {
        let (of, invoker) = (local("K"), local("I"));
        let ancestors = lineage::ancestors(contract);
        quote! {
            #(#cfgs)*
            #[automatically_derived]
            #[allow(deprecated)]
            impl<#of, #invoker: #v1::Invoker> #the_trait for #krate::Client<#of, #invoker>
            where
                #of: #v1::Contract + #v1::Extends<{ #the_trait.lineage().id }>,
                #(Self: #ancestors,)*
            {
                #methods
            }
        }
    });
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(dead_code)]
        #vis type #client<I = #krate::Reference> = #krate::Client<#name, I>;
        #implementation
    }
}

fn call(method: &Method, contract: &Contract, v1: &TokenStream) -> TokenStream {
    let name = contract_ident(contract);
    let constant = method_ident(method);
    let Method {
        index,
        cfgs,
        ident,
        generics,
        receiver,
        output,
        ..
    } = method;
    let where_clause = &generics.where_clause;
    let parameters = method.arguments.iter().map(|argument| {
        let Argument { ident, written, .. } = argument;
        quote!(#ident: #written)
    });
    let types = types::ident(contract);
    let arguments = method.arguments.iter().enumerate().rev();
    let sent = arguments.fold(quote!(()), |rest, (position, argument)| {
        let value = types::sent(argument, types::place(contract, *index, position), v1);
        quote!((#value, #rest))
    });
    let call = quote!(#v1::call_method::<#types, _, _, #index>(self, &#name::#constant, &#sent));
    let signature =
        quote!(fn #ident #generics(#receiver, #(#parameters),*) -> #output #where_clause);
    match method.form {
        Form::Async | Form::Future => quote!(#(#cfgs)* async #signature { #call.await }),
        Form::Blocking => {
            let krate = &contract.krate;
            let message = format!(
                "a client waits for the reply of `{ident}` on the caller's thread, which needs the feature \
                 `blocking` of dubbo-sdk; turn it on, or write `async fn {ident}`"
            );
            let refused = quote_spanned!(ident.span()=> ::core::compile_error!(#message));
            quote! {
                #(#cfgs)*
                #signature {
                    #krate::__if_blocking! { { #v1::wait_for::<#types, #index>(#call) } else { #refused } }
                }
            }
        }
    }
}

/// Bodies for a trait with mistakes in it, so that nothing but the mistakes is reported. None where a method
/// has a return type that no stub can have.
fn stubs(contract: &Contract) -> Option<TokenStream> {
    contract
        .item
        .items
        .iter()
        .map(|item| match item {
            TraitItem::Fn(method) => stub(method),
            _ => None,
        })
        .collect()
}

fn stub(method: &TraitItemFn) -> Option<TokenStream> {
    let mut signature = mended(&method.sig, false);
    if matches!(&signature.output, ReturnType::Type(_, output) if mentions_impl(output)) {
        return None;
    }
    for (position, input) in signature.inputs.iter_mut().enumerate() {
        match input {
            FnArg::Typed(argument) => {
                let ident = format_ident!("_argument_{position}");
                argument.attrs.clear();
                *argument.pat = Pat::Verbatim(quote!(#ident));
            }
            FnArg::Receiver(receiver) => receiver.mutability = None,
        }
    }
    let cfgs = attributes::cfgs(&method.attrs);
    if signature.asyncness.take().is_none() {
        return Some(quote!(#(#cfgs)* #signature { ::core::unreachable!() }));
    }
    // No `async fn`: it would hold the arguments, and one that is not `Send` would be a second message.
    let output = match std::mem::replace(&mut signature.output, ReturnType::Default) {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, output) => quote!(#output),
    };
    let where_clause = signature.generics.where_clause.take();
    Some(quote! {
        #(#cfgs)*
        #signature -> impl ::core::future::Future<Output = #output> + ::core::marker::Send
        #where_clause
        { ::core::future::pending() }
    })
}

fn mentions_impl(output: &Type) -> bool {
    fn search(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(word) => word == "impl",
            TokenTree::Group(group) => search(group.stream()),
            _ => false,
        })
    }
    search(output.to_token_stream())
}
