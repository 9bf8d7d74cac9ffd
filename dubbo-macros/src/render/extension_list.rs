//! A list of the implementations of an extension point: the enum, its names, and the trait by `match`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Attribute;
use syn::spanned::Spanned;

use crate::model::attributes;
use crate::model::extension_list::{Entry, ExtensionList, Held, Included};
use crate::model::forwarded::{Forwarded, Receives};
use crate::render::extension::support;
use crate::render::{at, extension_docs, extension_names, local, located_at};

/// Traits that the enum derives where the extension point demands them.
const DERIVABLE: &[(&str, &str)] = &[
    ("Clone", "clone"),
    ("Copy", "marker"),
    ("Debug", "fmt"),
    ("PartialEq", "cmp"),
    ("Eq", "cmp"),
    ("PartialOrd", "cmp"),
    ("Ord", "cmp"),
    ("Hash", "hash"),
];

/// All that a list expands to.
pub(crate) fn render(list: &ExtensionList) -> TokenStream {
    if list.entries.is_empty() && list.included.is_none() {
        return item(list);
    }
    let (item, names, chosen) = (item(list), extension_names::render(list), chosen(list));
    let (default, text) = (default(list), text(list));
    let forwarding = list.point.is_sound.then(|| forwarding(list));
    let distinct = distinct(list);
    quote!(#item #names #chosen #default #text #forwarding #distinct)
}

fn item(list: &ExtensionList) -> TokenStream {
    let ExtensionList {
        attributes,
        visibility,
        ident,
        ..
    } = list;
    let (docs, derives) = (extension_docs::list(list), derives(list));
    let entries = list.entries.iter().map(|entry| {
        let Entry {
            attributes, ident, ..
        } = entry;
        let docs = extension_docs::entry(entry);
        let held = match &entry.held {
            Held::Type(held) => Some(quote!((#held))),
            Held::Constant(_) => None,
        };
        quote!(#(#attributes)* #docs #ident #held)
    });
    let included = list.included.as_ref().map(|Included { ident, path }| {
        quote!(#[doc = "One of the list that this one includes."] #ident(#path))
    });
    let entries = entries.chain(included);
    quote! {
        #(#attributes)*
        #docs
        #derives
        #visibility enum #ident { #(#entries),* }
    }
}

/// What the trait demands and the user has not derived.
fn derives(list: &ExtensionList) -> Option<TokenStream> {
    let demanded = list.point.item.supertraits.to_token_stream().to_string();
    let demanded: Vec<&str> = demanded.split(|c: char| !c.is_alphanumeric()).collect();
    let is_demanded = |name: &str| {
        demanded.contains(&name)
            || (name == "Clone" && demanded.contains(&"Copy"))
            || (name == "PartialEq" && demanded.contains(&"Eq"))
    };
    let derived = list
        .attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"));
    let derived: String = derived
        .map(|attribute| attribute.to_token_stream().to_string())
        .collect();
    let derived: Vec<&str> = derived.split(|c: char| !c.is_alphanumeric()).collect();
    let missing: Vec<TokenStream> = DERIVABLE
        .iter()
        .filter(|(name, _)| is_demanded(name) && !derived.contains(name))
        .map(|(name, module)| {
            let (name, module) = (format_ident!("{name}"), format_ident!("{module}"));
            quote!(::core::#module::#name)
        })
        .collect();
    (!missing.is_empty()).then(|| quote!(#[derive(#(#missing),*)]))
}

/// From a name to a value, and back.
fn chosen(list: &ExtensionList) -> TokenStream {
    let ExtensionList {
        visibility, ident, ..
    } = list;
    let default = default_entry(list);
    let (name, within) = (local("name"), local("within"));
    let to_name = list.entries.iter().map(|entry| {
        let (cfgs, pattern, name) = (
            attributes::cfgs(&entry.attributes),
            pattern(entry, None),
            &entry.name,
        );
        quote!(#(#cfgs)* #pattern => #name,)
    });
    let to_name_within = list
        .included
        .as_ref()
        .map(|Included { ident, .. }| quote!(Self::#ident(#within) => #within.name(),));
    let of_name = list.entries.iter().enumerate().map(|(at, entry)| {
        let (cfgs, name) = (attributes::cfgs(&entry.attributes), &entry.name);
        let value = if default == Some(at) {
            quote!(<Self as ::core::default::Default>::default())
        } else {
            value(entry)
        };
        quote!(#(#cfgs)* #name => ::core::option::Option::Some(#value),)
    });
    let otherwise = match &list.included {
        Some(Included { ident, path }) => quote!(<#path>::from_name(#name).map(Self::#ident)),
        None => quote!(::core::option::Option::None),
    };
    quote! {
        #[allow(dead_code)]
        impl #ident {
            /// The name by which it is chosen.
            #[inline]
            #visibility const fn name(&self) -> &'static str {
                match self { #(#to_name)* #to_name_within }
            }

            /// The one of this name, if it is compiled in.
            #[inline]
            #visibility fn from_name(#name: &str) -> ::core::option::Option<Self> {
                match #name {
                    #(#of_name)*
                    _ => #otherwise,
                }
            }
        }
    }
}

/// The entry that is the default whatever is compiled in.
fn default_entry(list: &ExtensionList) -> Option<usize> {
    let first = list.entries.first();
    let is_certain = first.is_some_and(|entry| attributes::cfgs(&entry.attributes).is_empty());
    let first = (list.included.is_none() && is_certain).then_some(0);
    list.default.or(first)
}

fn default(list: &ExtensionList) -> TokenStream {
    let ident = &list.ident;
    let value = match (
        default_entry(list).and_then(|at| list.entries.get(at)),
        &list.included,
    ) {
        (Some(entry), _) => value(entry),
        (None, Some(Included { ident, path })) => {
            quote!(Self::#ident(<#path as ::core::default::Default>::default()))
        }
        (None, None) => {
            let makers = list.entries.iter().map(|entry| {
                let (cfgs, value) = (attributes::cfgs(&entry.attributes), value(entry));
                quote!(#(#cfgs)* || #value)
            });
            // With none compiled in this does not compile.
            quote! {
                (const {
                    let compiled_in: &[fn() -> Self] = &[#(#makers),*];
                    compiled_in[0]
                })()
            }
        }
    };
    quote! {
        #[automatically_derived]
        impl ::core::default::Default for #ident {
            #[inline]
            fn default() -> Self {
                #value
            }
        }
    }
}

/// `FromStr` and `Display`: the name.
fn text(list: &ExtensionList) -> TokenStream {
    let ident = &list.ident;
    let support = support(&list.point);
    let (name, formatter) = (local("name"), local("formatter"));
    quote! {
        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = #support::UnknownName;

            #[inline]
            fn from_str(#name: &str) -> ::core::result::Result<Self, Self::Err> {
                Self::from_name(#name).ok_or_else(|| {
                    #support::UnknownName::new(Self::KEY, #name, Self::NAMES, Self::__ABSENT)
                })
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, #formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #formatter.pad(self.name())
            }
        }
    }
}

/// The trait, by `match`.
fn forwarding(list: &ExtensionList) -> TokenStream {
    let ident = &list.ident;
    let the_trait = list.point.trait_path();
    let support = support(&list.point);
    let (parameter, name) = (local("parameter"), local("name"));
    let methods = list
        .point
        .methods
        .iter()
        .map(|method| forwarded(list, method));
    let held = list.entries.iter().filter_map(|entry| match &entry.held {
        // A predicate cannot stand under `#[cfg]`.
        Held::Type(held) if attributes::cfgs(&entry.attributes).is_empty() => {
            let bound = located_at(held.span(), the_trait.to_token_stream());
            Some(quote!(#held: #bound,))
        }
        _ => None,
    });
    // In another crate the names of the prelude may have other meanings than where the trait was written.
    let prelude = list.point.path.as_ref().map(|_| {
        quote! {
            #[allow(unused_imports)]
            use ::std::prelude::rust_2024::*;
        }
    });
    quote! {
        const _: () = {
            #prelude

            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            #[allow(deprecated, trivial_bounds)]
            impl #the_trait for #ident where #(#held)* {
                #(#methods)*

                #[inline]
                fn adaptive<'__parameters>(
                    #parameter: impl ::core::ops::FnOnce(&str) -> ::core::option::Option<&'__parameters str>,
                ) -> ::core::result::Result<Self, #support::UnknownName> {
                    match #parameter(Self::KEY) {
                        ::core::option::Option::Some(#name) => ::core::str::FromStr::from_str(#name),
                        ::core::option::Option::None => {
                            ::core::result::Result::Ok(::core::default::Default::default())
                        }
                    }
                }
            }
        };
    }
}

fn forwarded(list: &ExtensionList, method: &Forwarded) -> TokenStream {
    let Forwarded {
        signature,
        arguments,
        receives,
    } = method;
    let the_trait = list.point.trait_path();
    let name = &signature.ident;
    let chosen = local("chosen");
    let waited = method.is_async().then(|| quote!(.await));
    let arms = list.entries.iter().map(|entry| {
        let (cfgs, pattern) = (
            attributes::cfgs(&entry.attributes),
            pattern(entry, Some(&chosen)),
        );
        let receiver = match (&entry.held, receives) {
            (Held::Type(_), _) => chosen.to_token_stream(),
            (Held::Constant(value), Receives::Value) => value.to_token_stream(),
            (Held::Constant(value), _) => quote!(&#value),
        };
        quote!(#(#cfgs)* #pattern => #the_trait::#name(#receiver, #(#arguments),*) #waited,)
    });
    let included = list
        .included
        .as_ref()
        .map(|Included { ident, .. }| quote!(Self::#ident(#chosen) => #the_trait::#name(#chosen, #(#arguments),*) #waited,));
    quote! {
        #[inline]
        #signature {
            match self { #(#arms)* #included }
        }
    }
}

/// That no name of ours is one of the list that is included.
fn distinct(list: &ExtensionList) -> Option<TokenStream> {
    let Included { path, ident } = list.included.as_ref()?;
    let support = support(&list.point);
    let checks = list.entries.iter().map(|entry| {
        let (cfgs, name) = (attributes::cfgs(&entry.attributes), &entry.name);
        let message = format!(
            "`{}` is a name of `{ident}` already, which `..` includes",
            name.value()
        );
        quote_spanned! {name.span()=>
            #(#cfgs)*
            const _: () = ::core::assert!(!#support::has_name(<#path>::NAMES, #name), #message);
        }
    });
    Some(quote!(#(#checks)*))
}

fn pattern(entry: &Entry, binding: Option<&Ident>) -> TokenStream {
    let variant = &entry.ident;
    match (&entry.held, binding) {
        (Held::Type(_), Some(binding)) => quote!(Self::#variant(#binding)),
        (Held::Type(_), None) => quote!(Self::#variant(_)),
        (Held::Constant(_), _) => quote!(Self::#variant),
    }
}

/// A new value of an entry.
fn value(entry: &Entry) -> TokenStream {
    let variant = &entry.ident;
    match &entry.held {
        Held::Type(held) => {
            let made = at(
                held.span(),
                quote!(<#held as ::core::default::Default>::default()),
            );
            quote!(Self::#variant(#made))
        }
        Held::Constant(_) => quote!(Self::#variant),
    }
}

/// The `#[cfg]`s of an entry as one predicate.
pub(crate) fn predicate(attributes: &[Attribute]) -> Option<TokenStream> {
    let cfgs = attributes::cfgs(attributes);
    let predicates: Vec<TokenStream> = cfgs
        .iter()
        .filter_map(|cfg| Some(cfg.meta.require_list().ok()?.tokens.clone()))
        .collect();
    (!predicates.is_empty()).then(|| quote!(all(#(#predicates),*)))
}
