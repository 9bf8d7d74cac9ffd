//! `#[reference]` on a struct: the struct, and the function that makes it.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Generics, Type, parse_quote};

use crate::model::attributes;
use crate::model::injection::{Field, Injection, Reference};
use crate::render::{at, local, runtime};

/// All that an injected struct expands to; with a mistake in it, too, so that nothing but that is reported.
pub(crate) fn render(injection: &Injection) -> TokenStream {
    let item = &injection.item;
    if !injection.is_named {
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
    let v1 = runtime(&injection.krate);
    let Injection { item, fields, .. } = injection;
    let references: Vec<(&Field, &Reference)> = fields
        .iter()
        .filter_map(|field| Some((field, field.reference.as_ref()?)))
        .collect();
    let Some(leading) = leading(&item.generics, &references) else {
        return TokenStream::new();
    };
    let generics = bounded(&item.generics, &references, leading, &v1);
    let made = Made {
        injection,
        generics: &generics,
        leading,
        references: &references,
    };
    if references.len() == fields.len() {
        made.nestable()
    } else {
        made.with_arguments()
    }
}

/// How a struct is made of its references.
struct Made<'a> {
    injection: &'a Injection,
    generics: &'a Generics,
    /// The client whose stack all have.
    leading: &'a Type,
    references: &'a [(&'a Field, &'a Reference)],
}

impl Made<'_> {
    /// Without arguments a struct can be injected itself, with options for all that it holds.
    fn nestable(&self) -> TokenStream {
        let Injection { krate, item, .. } = self.injection;
        let v1 = runtime(krate);
        let (vis, ident, leading) = (&item.vis, &item.ident, self.leading);
        let (parameters, arguments, where_clause) = self.generics.split_for_impl();
        let (dubbo, outer) = (local("dubbo"), local("outer"));
        let body = self.body(Some(&outer));
        let (cfgs, doc, shared) = (self.cfgs(), self.doc(), self.shared());
        let of_stack = at(leading.span(), quote!(&#krate::Dubbo<Self::Stack>));
        let stack = at(leading.span(), quote!(<#leading as #v1::Refer>::Stack));
        quote! {
            #(#cfgs)*
            #[automatically_derived]
            #[allow(deprecated, trivial_bounds)]
            impl #parameters #v1::Refer for #ident #arguments #where_clause {
                type Stack = #stack;

                async fn refer(
                    #dubbo: #of_stack,
                    #outer: #v1::ReferenceOptions,
                ) -> #krate::Result<Self> {
                    #body
                }
            }

            #(#cfgs)*
            #[allow(deprecated, trivial_bounds)]
            impl #parameters #ident #arguments #where_clause {
                #[doc = #doc]
                #vis async fn refer(
                    #dubbo: #shared,
                ) -> #krate::Result<Self> {
                    <Self as #v1::Refer>::refer(#dubbo, #v1::ReferenceOptions::new()).await
                }
            }
        }
    }

    fn with_arguments(&self) -> TokenStream {
        let Injection {
            krate,
            item,
            fields,
            ..
        } = self.injection;
        let (vis, ident) = (&item.vis, &item.ident);
        let (parameters, arguments, where_clause) = self.generics.split_for_impl();
        let given = fields.iter().filter(|field| field.reference.is_none());
        let given = given.map(
            |Field {
                 cfgs, ident, ty, ..
             }| quote!(#(#cfgs)* #ident: #ty),
        );
        let dubbo = local("dubbo");
        let (cfgs, doc, shared, body) = (self.cfgs(), self.doc(), self.shared(), self.body(None));
        quote! {
            #(#cfgs)*
            #[allow(deprecated, trivial_bounds)]
            impl #parameters #ident #arguments #where_clause {
                #[doc = #doc]
                #[allow(clippy::too_many_arguments)]
                #vis async fn refer(#dubbo: #shared, #(#given),*) -> #krate::Result<Self> {
                    #body
                }
            }
        }
    }

    fn body(&self, outer: Option<&Ident>) -> TokenStream {
        let v1 = runtime(&self.injection.krate);
        let references = self.references.iter();
        let pending = references
            .clone()
            .map(|(field, reference)| pending(field, reference, outer, &v1));
        let (pending, clients) = (
            nested(pending),
            nested(references.map(|(field, _)| field.ident.to_token_stream())),
        );
        let all = self.injection.fields.iter().map(|field| {
            let Field { cfgs, ident, .. } = field;
            quote!(#(#cfgs)* #ident)
        });
        quote! {
            let #clients = #v1::refer_all(#pending).await?;
            ::core::result::Result::Ok(Self { #(#all),* })
        }
    }

    fn shared(&self) -> TokenStream {
        let (krate, leading) = (&self.injection.krate, self.leading);
        let v1 = runtime(krate);
        at(
            leading.span(),
            quote!(&#krate::Dubbo<<#leading as #v1::Refer>::Stack>),
        )
    }

    fn cfgs(&self) -> Vec<Attribute> {
        attributes::cfgs(&self.injection.item.attrs)
    }

    fn doc(&self) -> String {
        format!(
            "Makes the clients of a `{}`, all at the same time; its other fields are arguments.\n\n\
             # Errors\nThe clients that could not be made, by field.",
            self.injection.item.ident
        )
    }
}

/// `(first, (second, ()))`.
fn nested(items: impl DoubleEndedIterator<Item = TokenStream>) -> TokenStream {
    items
        .rev()
        .fold(quote!(()), |rest, item| quote!((#item, #rest)))
}

/// One client in the making. Where its field is no client, all that says so stands on its type, and is one error.
fn pending(
    field: &Field,
    reference: &Reference,
    outer: Option<&Ident>,
    v1: &TokenStream,
) -> TokenStream {
    let (ty, name) = (&field.ty, &field.name);
    let options = options(reference, v1);
    let within = outer.map(|outer| quote!(.within(&#outer)));
    let options_name = Ident::new("__options", ty.span());
    let client = at(
        ty.span(),
        quote!(<#ty as #v1::Refer>::refer(__dubbo, __options)),
    );
    let (dubbo, alias) = (local("dubbo"), Ident::new("__dubbo", ty.span()));
    quote!(#v1::Pending::new(#name, {
        let (#alias, #options_name) = (#dubbo, #options #within);
        #client
    }))
}

/// The client whose stack all others have: one whose type is known, if there is any.
fn leading<'a>(generics: &Generics, references: &[(&'a Field, &Reference)]) -> Option<&'a Type> {
    let names = type_parameters(generics);
    let mut types = references.iter().map(|(field, _)| &field.ty);
    let is_known = |ty: &&Type| !mentions(ty.to_token_stream(), &names);
    types.clone().find(is_known).or_else(|| types.next())
}

/// The struct's generics, where each field can be made. Where one cannot, that is an error here, once, and all else
/// relies on it.
fn bounded(
    generics: &Generics,
    references: &[(&Field, &Reference)],
    leading: &Type,
    v1: &TokenStream,
) -> Generics {
    let mut bounded = generics.clone();
    let names = type_parameters(generics);
    let written = leading.to_token_stream().to_string();
    for (field, _) in references {
        let ty = &field.ty;
        let predicate = if !mentions(ty.to_token_stream(), &names) {
            let bound = at(ty.span(), quote!(#v1::Refer));
            parse_quote!(#ty: #bound)
        } else if ty.to_token_stream().to_string() == written {
            parse_quote!(#ty: #v1::Refer + ::core::marker::Send)
        } else {
            parse_quote!(#ty: #v1::Refer<Stack = <#leading as #v1::Refer>::Stack> + ::core::marker::Send)
        };
        bounded.make_where_clause().predicates.push(predicate);
    }
    bounded
}

fn type_parameters(generics: &Generics) -> HashSet<String> {
    let parameters = generics.type_params();
    parameters
        .map(|parameter| parameter.ident.to_string())
        .collect()
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
