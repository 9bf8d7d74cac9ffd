//! `#[reference]` on a struct: the struct, and the function that makes it.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{GenericParam, Generics, Type, parse_quote};

use crate::model::injection::{Field, Injection, Reference};
use crate::render::{at, local, runtime};

/// All that an injected struct expands to.
pub(crate) fn render(injection: &Injection) -> TokenStream {
    let item = &injection.item;
    if !injection.is_sound {
        return quote!(#item);
    }
    let krate = &injection.krate;
    let refer = refer(injection);
    quote! {
        #item
        #krate::__if_runtime! { #refer }
    }
}

fn refer(injection: &Injection) -> TokenStream {
    let krate = &injection.krate;
    let v1 = runtime(krate);
    let Injection { item, fields, .. } = injection;
    let (vis, ident) = (&item.vis, &item.ident);
    let references: Vec<(&Field, &Reference)> = fields
        .iter()
        .filter_map(|field| Some((field, field.reference.as_ref()?)))
        .collect();
    let Some((first, _)) = references.first() else {
        return TokenStream::new();
    };
    let first = &first.ty;
    let generics = bounded(&item.generics, &references, &v1);
    let (parameters, arguments, where_clause) = generics.split_for_impl();
    let dubbo = local("dubbo");
    let arguments_of_refer = fields.iter().filter(|field| field.reference.is_none());
    let arguments_of_refer = arguments_of_refer.map(
        |Field {
             cfgs, ident, ty, ..
         }| { quote!(#(#cfgs)* #ident: #ty) },
    );
    let pending = nested(
        references
            .iter()
            .map(|(field, reference)| pending(field, reference, &v1)),
    );
    let clients = nested(
        references
            .iter()
            .map(|(field, _)| field.ident.to_token_stream()),
    );
    let all = fields.iter().map(|field| {
        let Field { cfgs, ident, .. } = field;
        quote!(#(#cfgs)* #ident)
    });
    let item_cfgs = crate::model::attributes::cfgs(&item.attrs);
    let doc = format!(
        "Makes the clients of a `{ident}`, all at the same time; its other fields are arguments.\n\n\
         # Errors\nThe clients that could not be made, by field."
    );
    let shared = at(
        first.span(),
        quote!(&#krate::Dubbo<<#first as #v1::Refer>::Stack>),
    );
    quote! {
        #(#item_cfgs)*
        impl #parameters #ident #arguments #where_clause {
            #[doc = #doc]
            #[allow(clippy::too_many_arguments)]
            #vis async fn refer(
                #dubbo: #shared,
                #(#arguments_of_refer),*
            ) -> #krate::Result<Self> {
                let #clients = #v1::refer_all(#pending).await?;
                ::core::result::Result::Ok(Self { #(#all),* })
            }
        }
    }
}

/// `(first, (second, ()))`.
fn nested(items: impl DoubleEndedIterator<Item = TokenStream>) -> TokenStream {
    items
        .rev()
        .fold(quote!(()), |rest, item| quote!((#item, #rest)))
}

/// One client in the making. Where its field is no client, all that says so stands on its type, and is one error.
fn pending(field: &Field, reference: &Reference, v1: &TokenStream) -> TokenStream {
    let (ty, name) = (&field.ty, &field.name);
    let options = options(reference, v1);
    let client = at(
        ty.span(),
        quote!(<#ty as #v1::Refer>::refer(__dubbo, #options)),
    );
    let (dubbo, alias) = (local("dubbo"), Ident::new("__dubbo", ty.span()));
    quote!(#v1::Pending::new(#name, { let #alias = #dubbo; #client }))
}

/// The struct's generics, where each client whose type depends on them can be made.
fn bounded(generics: &Generics, references: &[(&Field, &Reference)], v1: &TokenStream) -> Generics {
    let mut bounded = generics.clone();
    let names: HashSet<String> = generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
            _ => None,
        })
        .collect();
    let Some((first, _)) = references.first() else {
        return bounded;
    };
    let first: &Type = &first.ty;
    let written = first.to_token_stream().to_string();
    for (field, _) in references {
        let ty = &field.ty;
        let predicate = if !mentions(ty.to_token_stream(), &names) {
            continue;
        } else if ty.to_token_stream().to_string() == written {
            parse_quote!(#ty: #v1::Refer + ::core::marker::Send)
        } else {
            parse_quote!(#ty: #v1::Refer<Stack = <#first as #v1::Refer>::Stack> + ::core::marker::Send)
        };
        bounded.make_where_clause().predicates.push(predicate);
    }
    bounded
}

fn mentions(tokens: TokenStream, names: &HashSet<String>) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => names.contains(&name.to_string()),
        TokenTree::Group(group) => mentions(group.stream(), names),
        _ => false,
    })
}

fn options(reference: &Reference, v1: &TokenStream) -> TokenStream {
    let text = |name: &str, value: &Option<String>| {
        let name = Ident::new(name, proc_macro2::Span::call_site());
        value.as_ref().map(|value| quote!(.#name(#value)))
    };
    let url = text("url", &reference.url);
    let group = text("group", &reference.group);
    let version = text("version", &reference.version);
    let serialization = text("serialization", &reference.serialization);
    let timeout = reference.timeout.map(|millis| {
        let millis = u64::from(millis);
        quote!(.timeout_millis(#millis))
    });
    let retries = reference.retries.map(|retries| quote!(.retries(#retries)));
    let check = reference.check.map(|check| quote!(.check(#check)));
    quote!(#v1::ReferenceOptions::new() #url #group #version #serialization #timeout #retries #check)
}
