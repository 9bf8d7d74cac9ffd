//! The trait itself, and the contract beside it.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{
    ItemTrait, ReturnType, TraitItem, TraitItemFn, Type, TypeParamBound, parse_quote_spanned,
};

use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::method::{Form, Method, form};
use crate::model::names::plain;
use crate::render::mended::mended;
use crate::render::{blocking, client, companion, fake, lineage, proof, runtime, server, types};

/// All that a contract expands to.
pub(crate) fn render(contract: &Contract) -> TokenStream {
    let krate = &contract.krate;
    let the_trait = the_trait(contract);
    let beside = beside(contract);
    let client = contract.reference.then(|| client::render(contract));
    let server = contract.service.then(|| server::render(contract));
    let (wants_client, wants_companion) = (
        contract.reference && contract.is_sound,
        contract.companion && contract.is_sound,
    );
    let absent = absent(contract);
    let extras = wants_client.then(|| {
        let (fake, blocking) = (fake::render(contract), blocking::render(contract));
        quote! {
            #krate::__if_fake! { #fake }
            #krate::__if_blocking! { { #blocking } else {} }
        }
    });
    let companion = wants_companion.then(|| companion::render(contract));
    quote! {
        #the_trait
        #companion
        #krate::__if_runtime! { #beside #client #server }
        #krate::__unless_runtime! { #absent }
        #extras
    }
}

/// What `GreeterClient` and `GreeterServer` are in a build without a run time: types that nobody can use, with the reason.
fn absent(contract: &Contract) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let (vis, the_trait) = (&contract.item.vis, &contract.item.ident);
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let named = |side: &str| format_ident!("{}{side}", plain(the_trait), span = the_trait.span());
    let client = contract.reference.then(|| {
        let client = named("Client");
        quote! {
            #(#cfgs)*
            #[doc(hidden)]
            #[allow(dead_code)]
            #vis type #client<I = #v1::ContractAlone> =
                <#v1::ContractAlone as #v1::RunTime>::Client<I>;
        }
    });
    let server = contract.service.then(|| {
        let server = named("Server");
        quote! {
            #(#cfgs)*
            #[doc(hidden)]
            #[allow(dead_code)]
            #vis type #server<T> = <#v1::ContractAlone as #v1::RunTime>::Server<T>;
        }
    });
    quote!(#client #server)
}

/// `GreeterContract`.
pub(crate) fn contract_ident(contract: &Contract) -> Ident {
    let name = &contract.item.ident;
    format_ident!("{}Contract", plain(name), span = name.span())
}

/// The constant that holds a method.
pub(crate) fn method_ident(method: &Method) -> Ident {
    format_ident!("__METHOD_{}", method.index)
}

/// The method's number among its contract's own, whatever is left out by `cfg`.
pub(crate) fn number(method: &Method) -> Literal {
    Literal::usize_unsuffixed(method.index)
}

fn the_trait(contract: &Contract) -> TokenStream {
    let ItemTrait {
        attrs,
        vis,
        unsafety,
        ident,
        generics,
        supertraits,
        items,
        ..
    } = &contract.item;
    let where_clause = &generics.where_clause;
    let items = items.iter().map(|item| match item {
        TraitItem::Fn(method) => trait_method(method, contract.is_sound),
        other => quote!(#other),
    });
    // A method that is not right stays as it was written, and must not draw a lint of its own.
    let allow = (!contract.is_sound).then(|| quote!(#[allow(async_fn_in_trait)]));
    let supertraits = supertraits.iter();
    quote! {
        #(#attrs)* #allow
        #vis #unsafety trait #ident #generics:
            ::core::marker::Send + ::core::marker::Sync #(+ #supertraits)*
        #where_clause
        { #(#items)* }
    }
}

/// `async fn f(…) -> R` as `fn f(…) -> impl Future<Output = R> + Send`.
fn trait_method(method: &TraitItemFn, is_sound: bool) -> TokenStream {
    let mut written = method.clone();
    if !is_sound {
        written.sig = mended(&method.sig, method.default.is_some());
    }
    if form(&method.sig) == Form::Future {
        add_send(&mut written.sig.output);
    }
    let Some(asyncness) = written.sig.asyncness.take() else {
        return quote!(#written);
    };
    let TraitItemFn {
        attrs,
        sig: mut signature,
        default,
        ..
    } = written;
    let output = match std::mem::replace(&mut signature.output, ReturnType::Default) {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, output) => quote!(#output),
    };
    let where_clause = signature.generics.where_clause.take();
    let body = match default {
        Some(body) => quote!({ async move #body }),
        None => quote!(;),
    };
    // At the user's own token: the compiler's remarks on the future and on the method stand there.
    let future = quote_spanned! {asyncness.span=>
        -> impl ::core::future::Future<Output = #output> + ::core::marker::Send
    };
    quote!(#(#attrs)* #signature #future #where_clause #body)
}

/// A future that a method returns is sent between threads, whether its author says so or not.
fn add_send(output: &mut ReturnType) {
    let ReturnType::Type(_, output) = output else {
        return;
    };
    let Type::ImplTrait(future) = &mut **output else {
        return;
    };
    let is_send = |bound: &TypeParamBound| {
        matches!(bound, TypeParamBound::Trait(bound)
            if bound.path.segments.last().is_some_and(|last| last.ident == "Send"))
    };
    if !future.bounds.iter().any(is_send) {
        let span = future.impl_token.span;
        future
            .bounds
            .push(parse_quote_spanned!(span=> ::core::marker::Send));
    }
}

/// The contract: an uninhabited type with the constants.
fn beside(contract: &Contract) -> TokenStream {
    let v1 = runtime(&contract.krate);
    let vis = &contract.item.vis;
    let name = contract_ident(contract);
    let doc = format!(
        "The contract of [`{}`]: its name, version and methods.",
        contract.item.ident
    );
    let sound: &[Method] = if contract.is_sound {
        &contract.methods
    } else {
        &[]
    };
    let constants = sound
        .iter()
        .map(|method| method_constant(method, contract, &v1));
    let types = types::render(contract, sound);
    let lineage = lineage::render(contract, sound);
    let distinct = distinct(contract, sound, &v1);
    let proof = proof::render(contract, sound);
    let implementation = implementation(contract, sound, &v1);
    let serve = server::serve(contract, sound);
    let cfgs = attributes::cfgs(&contract.item.attrs);
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(dead_code)]
        #vis enum #name {}

        #(#cfgs)*
        #[automatically_derived]
        impl #name { #(#constants)* }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated)]
        #implementation

        #types
        #lineage
        #serve
        #distinct
        #proof
    }
}

fn implementation(contract: &Contract, methods: &[Method], v1: &TokenStream) -> TokenStream {
    let name = contract_ident(contract);
    let lineage = lineage::lineage(contract, methods);
    let Contract {
        interface,
        version,
        group,
        ..
    } = contract;
    let serialization = match &contract.serialization {
        Some(serialization) => quote!(::core::option::Option::Some(#serialization)),
        None => quote!(::core::option::Option::None),
    };
    let dispatcher = contract.dispatcher.as_ref().map(|dispatcher| {
        let variant = Ident::new(dispatcher, Span::call_site());
        quote! {
            const DISPATCHER: ::core::option::Option<#v1::Dispatcher> =
                ::core::option::Option::Some(#v1::Dispatcher::#variant);
        }
    });
    let str = quote!(::core::primitive::str);
    quote! {
        impl #v1::Contract for #name {
            const INTERFACE: &'static #str = #interface;
            const VERSION: &'static #str = #version;
            const GROUP: &'static #str = #group;
            const SERIALIZATION: ::core::option::Option<&'static #str> = #serialization;
            #dispatcher
            const METHODS: &'static [#v1::Method] =
                &#v1::all_methods::<{ #v1::method_count(<#name as #v1::Contract>::LINEAGE) }>(Self::LINEAGE);
            const LINEAGE: &'static #v1::Lineage = &#lineage;
        }
    }
}

/// The method with its descriptor and its constant bytes.
fn method_constant(method: &Method, contract: &Contract, v1: &TokenStream) -> TokenStream {
    let constant = method_ident(method);
    let Method {
        index,
        cfgs,
        wire_name,
        ..
    } = method;
    let arguments = method.arguments.iter().enumerate();
    let pieces = arguments.map(|(position, argument)| {
        types::descriptor(argument, types::place(contract, *index, position), v1)
    });
    let str = quote!(::core::primitive::str);
    let timeout = method.timeout.map(|millis| {
        let millis = u64::from(millis);
        quote!(.timeout(::core::time::Duration::from_millis(#millis)))
    });
    let retries = method.retries.map(|retries| quote!(.retries(#retries)));
    let one_way = method.one_way.then(|| quote!(.one_way()));
    let number = number(method);
    quote! {
        #(#cfgs)*
        const #constant: #v1::Method = {
            const PIECES: &[&#str] = &[#(#pieces),*];
            const BYTES: [::core::primitive::u8; #v1::constant::len(PIECES)] = #v1::constant::concat(PIECES);
            const DESCRIPTOR: &#str = #v1::constant::as_str(&BYTES);
            const TAIL: [::core::primitive::u8; #v1::constant::tail_len(#wire_name, DESCRIPTOR)] =
                #v1::constant::tail(#wire_name, DESCRIPTOR);
            #v1::Method::new(#wire_name, DESCRIPTOR, &TAIL).number(#number) #timeout #retries #one_way
        };
    }
}

/// Two methods that Java could not tell apart, found when their descriptors are known.
fn distinct(contract: &Contract, methods: &[Method], v1: &TokenStream) -> TokenStream {
    let name = contract_ident(contract);
    let pairs = methods.iter().enumerate().flat_map(|(index, second)| {
        let earlier = methods[..index].iter();
        earlier
            .filter(|first| first.wire_name == second.wire_name)
            .map(move |first| (first, second))
    });
    let checks = pairs.map(|(first, second)| {
        let (left, right) = (method_ident(first), method_ident(second));
        let (first_cfgs, second_cfgs) = (&first.cfgs, &second.cfgs);
        let message = format!(
            "`{}` and `{}` are both `{}` with the same parameters on the wire; give one of them another \
             name: `#[method(name = \"…\")]`",
            first.ident, second.ident, first.wire_name
        );
        quote_spanned! {second.ident.span()=>
            #(#first_cfgs)* #(#second_cfgs)*
            const _: () = ::core::assert!(
                !#v1::constant::equal(#name::#left.descriptor, #name::#right.descriptor),
                #message
            );
        }
    });
    quote!(#(#checks)*)
}
