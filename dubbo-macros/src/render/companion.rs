//! `DynGreeter`: what `#[service(dyn)]` adds, so that one `Arc<dyn DynGreeter>` holds an implementation, a client or a
//! fake. `Arc`s of whatever implements the contract implement it, too.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{Lifetime, Path, Type};

use crate::model::argument::Argument;
use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::method::{Form, Method};
use crate::model::names::plain;
use crate::render::{local, runtime};

/// The companion, and what implements what.
pub(crate) fn render(contract: &Contract) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let (vis, the_trait) = (&contract.item.vis, &contract.item.ident);
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let companion = format_ident!("Dyn{}", plain(the_trait), span = the_trait.span());
    let doc = format!(
        "[`{the_trait}`] as a trait object: everything that implements the contract is one, and an \
         `Arc<dyn {companion}>` implements the contract. Each call through it costs one allocation."
    );
    let object_methods = contract
        .methods
        .iter()
        .map(|method| object_method(method, &v1).declared);
    let given = contract
        .methods
        .iter()
        .map(|method| object_method(method, &v1).implemented(the_trait, &v1));
    let through_arc = contract
        .methods
        .iter()
        .map(|method| through_arc(method, &companion));
    let parents = contract.parents.iter().map(companion_of);
    let others = &contract.plain_supertraits;
    let of = local("T");
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(dead_code, deprecated, clippy::all, clippy::pedantic)]
        #vis trait #companion:
            ::core::marker::Send + ::core::marker::Sync #(+ #parents)* #(+ #others)*
        {
            #(#object_methods)*
        }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated, clippy::all, clippy::pedantic)]
        impl<#of: #the_trait> #companion for #of { #(#given)* }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated, clippy::all, clippy::pedantic)]
        impl<#of: #companion + ?::core::marker::Sized> #the_trait for #v1::Arc<#of> { #(#through_arc)* }
    }
}

/// `base::Base` as `base::DynBase`.
fn companion_of(parent: &Path) -> Path {
    let mut companion = parent.clone();
    if let Some(last) = companion.segments.last_mut() {
        last.ident = format_ident!("Dyn{}", plain(&last.ident), span = last.ident.span());
    }
    companion
}

fn hidden(method: &Method) -> Ident {
    format_ident!("__dyn_{}", plain(&method.ident))
}

/// A method of the companion: everything it borrows has one lifetime.
struct ObjectMethod<'a> {
    method: &'a Method,
    signature: TokenStream,
    declared: TokenStream,
}

fn object_method<'a>(method: &'a Method, v1: &TokenStream) -> ObjectMethod<'a> {
    let Method {
        cfgs,
        output,
        arguments,
        ..
    } = method;
    let (name, lifetime) = (hidden(method), Lifetime::new("'__call", Span::mixed_site()));
    let parameters = arguments.iter().map(|Argument { ident, written, .. }| {
        let written = living(written, &lifetime);
        quote!(#ident: #written)
    });
    let output = match method.form {
        Form::Blocking => quote!(#output),
        Form::Async | Form::Future => quote! {
            ::core::pin::Pin<#v1::Box<
                dyn ::core::future::Future<Output = #output> + ::core::marker::Send + #lifetime
            >>
        },
    };
    let signature = quote!(fn #name<#lifetime>(&#lifetime self, #(#parameters),*) -> #output);
    let declared = quote!(#(#cfgs)* #[doc(hidden)] #signature;);
    ObjectMethod {
        method,
        signature,
        declared,
    }
}

impl ObjectMethod<'_> {
    fn implemented(&self, the_trait: &Ident, v1: &TokenStream) -> TokenStream {
        let Method {
            cfgs,
            ident,
            arguments,
            ..
        } = self.method;
        let signature = &self.signature;
        let passed = arguments.iter().map(|Argument { ident, .. }| ident);
        let call = quote!(<Self as #the_trait>::#ident(self, #(#passed),*));
        let call = match self.method.form {
            Form::Blocking => call,
            Form::Async | Form::Future => quote!(#v1::Box::pin(#call)),
        };
        quote!(#(#cfgs)* #signature { #call })
    }
}

/// The contract's method on an `Arc`.
fn through_arc(method: &Method, companion: &Ident) -> TokenStream {
    let Method {
        cfgs,
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
    let name = hidden(method);
    let call = quote!(#companion::#name(&**self, #(#passed),*));
    let signature =
        quote!(fn #ident #generics(#receiver, #(#parameters),*) -> #output #where_clause);
    match method.form {
        Form::Blocking => quote!(#(#cfgs)* #signature { #call }),
        Form::Async | Form::Future => quote!(#(#cfgs)* async #signature { #call.await }),
    }
}

/// The type with each lifetime replaced, and with one for a reference that has none.
fn living(written: &Type, lifetime: &Lifetime) -> TokenStream {
    match written {
        Type::Reference(reference) => {
            let inner = replaced(reference.elem.to_token_stream(), lifetime);
            quote!(&#lifetime #inner)
        }
        other => replaced(other.to_token_stream(), lifetime),
    }
}

fn replaced(tokens: TokenStream, lifetime: &Lifetime) -> TokenStream {
    let mut after_quote = false;
    let mut result = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let inner = replaced(group.stream(), lifetime);
                let mut group_of_same = Group::new(group.delimiter(), inner);
                group_of_same.set_span(group.span());
                result.extend([TokenTree::Group(group_of_same)]);
            }
            TokenTree::Punct(mark) if mark.as_char() == '\'' => after_quote = true,
            TokenTree::Ident(name) if std::mem::take(&mut after_quote) => {
                if name == "static" {
                    result.extend(quote!('static));
                } else {
                    lifetime.to_tokens(&mut result);
                }
            }
            other => result.extend([other]),
        }
    }
    result
}
