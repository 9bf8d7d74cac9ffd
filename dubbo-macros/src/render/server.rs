//! The provider's side: from a method's name and descriptor to the user's implementation.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::model::argument::Passing;
use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::method::{Form, Method};
use crate::model::names::plain;
use crate::render::contract::{contract_ident, number};
use crate::render::{lineage, local, runtime, types};

/// The server's name, and its dispatch.
pub(crate) fn render(contract: &Contract) -> TokenStream {
    let krate = &contract.krate;
    let v1 = runtime(krate);
    let vis = &contract.item.vis;
    let the_trait = &contract.item.ident;
    let name = contract_ident(contract);
    let server = format_ident!("{}Server", plain(the_trait), span = the_trait.span());
    let doc = format!("The provider of [`{the_trait}`]: publishes a type that implements it.");
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let (call, implementation, service) = (local("call"), local("service"), local("T"));
    let method = local("method");
    let bound = bound(contract);
    let inherited = lineage::ancestors(contract)
        .zip(1usize..)
        .map(|(ancestor, position)| {
            let position = Literal::usize_unsuffixed(position);
            let ancestor = lineage::value(ancestor, &v1);
            quote! {
                #position => {
                    #v1::serve_inherited(#ancestor, #implementation, #call, #method.number).await
                }
            }
        });
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(dead_code)]
        #vis type #server<T> = #krate::Provider<#name, T>;

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl<#service> #v1::Dispatch<#service> for #name
        where
            #service: #bound ::core::marker::Send + ::core::marker::Sync + 'static
        {
            async fn dispatch(
                #implementation: &#v1::Arc<#service>,
                #call: &mut #v1::Invocation<'_>,
            ) -> #v1::Result<#v1::Reply> {
                let #method = #v1::method_of::<Self>(#call)?;
                match #method.ancestor {
                    0 => <Self as #v1::Serve<#service>>::serve(#implementation, #call, #method.number).await,
                    #(#inherited)*
                    _ => ::core::result::Result::Err(#v1::no_such_method(#call)),
                }
            }
        }
    }
}

/// The contract's own methods by number: from here the user's types resolve, and a contract that extends this one
/// can have it serve its methods, in whatever crate it is.
pub(crate) fn serve(contract: &Contract, methods: &[Method]) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let (call, implementation, method) = (local("call"), local("service"), local("number"));
    let (name, service, bound) = (contract_ident(contract), local("T"), bound(contract));
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let served = if contract.service { methods } else { &[] };
    let arms = served.iter().map(|method| arm(method, contract, &v1));
    quote! {
        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated, unused_variables)]
        impl<#service> #v1::Serve<#service> for #name
        where
            #service: #bound ::core::marker::Send + ::core::marker::Sync + 'static
        {
            async fn serve(
                #implementation: &#v1::Arc<#service>,
                #call: &mut #v1::Invocation<'_>,
                #method: ::core::primitive::u32,
            ) -> #v1::Result<#v1::Reply> {
                match #method {
                    #(#arms)*
                    _ => ::core::result::Result::Err(#v1::no_such_method(#call)),
                }
            }
        }
    }
}

/// What serves the contract. A trait with parameters is a mistake, and `T: Greeter` would be one more message about it.
fn bound(contract: &Contract) -> Option<TokenStream> {
    let the_trait = &contract.item.ident;
    let has_parameters = !contract.item.generics.params.is_empty();
    (!has_parameters).then(|| quote!(#the_trait +))
}

fn arm(method: &Method, contract: &Contract, v1: &TokenStream) -> TokenStream {
    let (types, number) = (types::ident(contract), number(method));
    let (the_trait, service) = (&contract.item.ident, local("T"));
    let (call, implementation, outcome) = (local("call"), local("service"), local("outcome"));
    let Method {
        index,
        cfgs,
        ident,
        arguments,
        ..
    } = method;
    let decoding = (!arguments.is_empty()).then(|| decoding(method, contract, v1));
    let passed = passed(method);
    let outcome_of = match method.form {
        Form::Async | Form::Future => quote! {
            <#service as #the_trait>::#ident(&**#implementation, #passed).await
        },
        Form::Blocking => quote! {{
            let #implementation = #v1::Arc::clone(#implementation);
            #v1::run_blocking(move || <#service as #the_trait>::#ident(&*#implementation, #passed))
                .await?
        }},
    };
    quote! {
        #(#cfgs)*
        #number => {
            #decoding
            let #outcome = #outcome_of;
            #v1::reply_of::<#types, #index>(#call, #outcome)
        }
    }
}

/// The decoded arguments as the method takes them: by value, or lent.
pub(crate) fn passed(method: &Method) -> TokenStream {
    let passed = method.arguments.iter().map(|argument| {
        let lend = (!matches!(argument.passing, Passing::Owned(_))).then(|| quote!(&));
        let ident = &argument.ident;
        quote!(#lend #ident)
    });
    quote!(#(#passed),*)
}

/// The arguments, by name.
pub(crate) fn decoding(method: &Method, contract: &Contract, v1: &TokenStream) -> TokenStream {
    let call = local("call");
    let names = method.arguments.iter().map(|argument| &argument.name);
    let arguments = method.arguments.iter().enumerate().rev();
    let (pattern, taken) = arguments.fold(
        (quote!(()), quote!(())),
        |(patterns, rest), (position, argument)| {
            let ident = &argument.ident;
            let taken = types::taken(argument, types::place(contract, method.index, position), v1);
            (quote!((#ident, #patterns)), quote!((#taken, #rest)))
        },
    );
    quote! {
        let #pattern = #v1::arguments::<#taken>(#call, &[#(#names),*])?;
    }
}
