//! What is known of a list without any value of it: the key, the names, those that are not compiled in.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::attributes;
use crate::model::extension_list::{Entry, ExtensionList, Held, Included};
use crate::render::extension::support;

/// The constants of a list.
pub(crate) fn render(list: &ExtensionList) -> TokenStream {
    let ExtensionList {
        visibility, ident, ..
    } = list;
    let support = support(&list.point);
    let key = &list.point.key;
    let own = list.entries.iter().map(|entry| {
        let (cfgs, name) = (attributes::cfgs(&entry.attributes), &entry.name);
        quote!(#(#cfgs)* #name)
    });
    let own = quote!(&[#(#own),*]);
    let absent = list.entries.iter().filter_map(|entry| {
        let feature = feature(entry)?;
        let name = &entry.name;
        Some(quote!(#[cfg(not(feature = #feature))] (#name, #feature)))
    });
    let absent = quote!(&[#(#absent),*]);
    let joined = |own: TokenStream,
                  constant: TokenStream,
                  filler: TokenStream,
                  item: TokenStream| match &list.included {
        None => own,
        Some(Included { path, .. }) => quote! {{
            const OWN: &[#item] = #own;
            &#support::joined::<{ OWN.len() + <#path>::#constant.len() }, #item>(#filler, OWN, <#path>::#constant)
        }},
    };
    let names = joined(own, quote!(NAMES), quote!(""), quote!(&str));
    let absent = joined(
        absent,
        quote!(__ABSENT),
        quote!(("", "")),
        quote!((&str, &str)),
    );
    let all = all(list);
    quote! {
        #[allow(dead_code)]
        impl #ident {
            /// The key of URLs by which one is chosen.
            #visibility const KEY: &'static str = #key;

            /// The names of those that are compiled in, in the order of the list.
            #visibility const NAMES: &'static [&'static str] = #names;

            #[doc(hidden)]
            #visibility const __ABSENT: &'static [(&'static str, &'static str)] = #absent;

            #all
        }
    }
}

/// All values, where they are constants.
fn all(list: &ExtensionList) -> Option<TokenStream> {
    let constants = list.entries.iter().map(|entry| match &entry.held {
        Held::Constant(_) => {
            let (cfgs, variant) = (attributes::cfgs(&entry.attributes), &entry.ident);
            Some(quote!(#(#cfgs)* Self::#variant))
        }
        Held::Type(_) => None,
    });
    let constants: Option<Vec<_>> = constants.collect();
    let visibility = &list.visibility;
    let constants = constants.filter(|_| list.included.is_none())?;
    Some(quote! {
        /// Those that are compiled in, in the order of the list.
        #visibility const ALL: &'static [Self] = &[#(#constants),*];
    })
}

/// The cargo feature that an entry stands under, where that is all.
fn feature(entry: &Entry) -> Option<syn::LitStr> {
    let cfgs = attributes::cfgs(&entry.attributes);
    let [cfg] = &cfgs[..] else { return None };
    match cfg.parse_args().ok()? {
        syn::Meta::NameValue(syn::MetaNameValue {
            path,
            value:
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(feature),
                    ..
                }),
            ..
        }) if path.is_ident("feature") => Some(feature),
        _ => None,
    }
}
