//! The provider's side: from a method's name and descriptor to the user's implementation.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::model::argument::Passing;
use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::method::{Form, Method};
use crate::model::names::plain;
use crate::render::contract::{contract_ident, number};
use crate::render::{local, runtime, types};

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
    // A trait with parameters is a mistake, and `T: Greeter` would be one more message about it.
    let bound = contract
        .item
        .generics
        .params
        .is_empty()
        .then(|| quote!(#the_trait +));
    let listed = std::iter::once(quote!(#the_trait));
    let listed = listed.chain(contract.parents.iter().map(ToTokens::to_token_stream));
    let dispatched = listed.enumerate().map(|(ancestor, listed)| {
        let ancestor = Literal::usize_unsuffixed(ancestor);
        let dispatch = quote_spanned!(listed.span()=> <#service as #listed>::__dubbo_dispatch);
        quote!(#ancestor => #dispatch(#implementation, #call, #method.number).await,)
    });
    let dispatched = contract.is_sound.then(|| quote!(#(#dispatched)*));
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(dead_code)]
        #vis type #server<T> = #krate::Provider<#name, T>;

        #(#cfgs)*
        #[automatically_derived]
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
                    #dispatched
                    _ => ::core::result::Result::Err(#v1::no_such_method(#call)),
                }
            }
        }
    }
}

/// A hidden method of the trait: from here the user's types resolve, and a contract that extends this one can have
/// it serve its methods, in whatever crate it is.
pub(crate) fn dispatch(contract: &Contract) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let (call, implementation, method) = (local("call"), local("service"), local("number"));
    let served: &[Method] = if contract.service {
        &contract.methods
    } else {
        &[]
    };
    let arms = served.iter().map(|method| arm(method, contract, &v1));
    quote! {
        #[doc(hidden)]
        #[allow(deprecated, unused_variables)]
        fn __dubbo_dispatch(
            #implementation: &#v1::Arc<Self>,
            #call: &mut #v1::Invocation<'_>,
            #method: ::core::primitive::u32,
        ) -> impl ::core::future::Future<Output = #v1::Result<#v1::Reply>> + ::core::marker::Send
        where
            Self: ::core::marker::Sized + 'static,
        {
            async move {
                match #method {
                    #(#arms)*
                    _ => ::core::result::Result::Err(#v1::no_such_method(#call)),
                }
            }
        }
    }
}

fn arm(method: &Method, contract: &Contract, v1: &TokenStream) -> TokenStream {
    let (types, number) = (types::ident(contract), number(method));
    let the_trait = &contract.item.ident;
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
            <Self as #the_trait>::#ident(&**#implementation, #passed).await
        },
        Form::Blocking => quote! {{
            let #implementation = #v1::Arc::clone(#implementation);
            #v1::run_blocking(move || <Self as #the_trait>::#ident(&*#implementation, #passed))
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
