//! One argument of a method.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Ident, LitStr, Pat, PatType, Type, TypeReference};

use crate::diagnostics::Diagnostics;
use crate::model::attributes;
use crate::model::java_name::JavaName;
use crate::model::names;

/// One argument.
pub(crate) struct Argument {
    /// Its name in generated code.
    pub(crate) ident: Ident,
    /// Its name in messages.
    pub(crate) name: String,
    /// Its type as written.
    pub(crate) written: Type,
    /// How it travels.
    pub(crate) passing: Passing,
    /// The type that the Java method declares, where it was stated.
    pub(crate) java: Option<JavaName>,
}

/// What is decoded from the wire, and how the method takes it. The types have no lifetimes.
pub(crate) enum Passing {
    /// `T`.
    Owned(Type),
    /// `&T`, lent from a `T`.
    Lent(Type),
    /// `&[T]`, lent from a `Vec<T>`.
    LentSlice(Type),
    /// `&[u8]`, lent from a `Vec<u8>`.
    LentBytes,
    /// `&str`, lent from a `String`.
    LentStr,
}

impl Argument {
    /// Reads the argument at `position` and takes `#[java]` off it.
    pub(crate) fn read(
        position: usize,
        written: &mut PatType,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let taken = attributes::take(&mut written.attrs, "java", diagnostics);
        let java =
            attributes::only(taken, diagnostics).and_then(|java| java_name(&java, diagnostics));
        for cfg in attributes::cfgs(&written.attrs) {
            diagnostics.error_on(
                cfg,
                "not on an argument; put `#[cfg]` on two methods instead",
            );
        }
        let ident = ident(position, &written.pat, diagnostics)?;
        let passing = passing(&written.ty, diagnostics)?;
        if let Some(java) = &java
            && java.descriptor() == "[B"
            && holds_i8(&written.ty)
        {
            let message = "Java's bytes are sent as one binary value: write `Vec<u8>` or `&[u8]`, which is `byte[]` by \
                           itself";
            diagnostics.error_on(&written.ty, message);
            return None;
        }
        Some(Self {
            name: names::plain(&ident),
            ident,
            written: (*written.ty).clone(),
            passing,
            java,
        })
    }
}

/// Whether a type is a list of `i8`.
fn holds_i8(written: &Type) -> bool {
    match written {
        Type::Reference(reference) => holds_i8(&reference.elem),
        Type::Slice(slice) => is_named(&slice.elem, "i8"),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let list: String = names::shown(last);
            list.replace(' ', "") == "Vec<i8>"
        }),
        _ => false,
    }
}

fn java_name(attribute: &Attribute, diagnostics: &mut Diagnostics) -> Option<JavaName> {
    let text = match attribute.parse_args::<LitStr>() {
        Ok(text) => text,
        Err(_) => {
            let message = "name the parameter's type as Java's source does: `#[java(\"int[]\")]`";
            diagnostics.error_on(attribute, message);
            return None;
        }
    };
    JavaName::parse(&text.value())
        .map_err(|message| diagnostics.error(text.span(), message))
        .ok()
}

fn ident(position: usize, pattern: &Pat, diagnostics: &mut Diagnostics) -> Option<Ident> {
    match pattern {
        Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
            Some(name.ident.clone())
        }
        Pat::Wild(wild) => {
            let span = wild.underscore_token.span;
            Some(Ident::new(&format!("argument_{position}"), span))
        }
        other => {
            diagnostics.error_on(
                other,
                "an argument needs a plain name, such as `name: String`",
            );
            None
        }
    }
}

fn passing(written: &Type, diagnostics: &mut Diagnostics) -> Option<Passing> {
    match written {
        Type::Paren(inner) => passing(&inner.elem, diagnostics),
        Type::Group(inner) => passing(&inner.elem, diagnostics),
        Type::Reference(reference) => lent(reference, diagnostics),
        other => checked(other, diagnostics).map(Passing::Owned),
    }
}

fn lent(reference: &TypeReference, diagnostics: &mut Diagnostics) -> Option<Passing> {
    if let Some(mutability) = &reference.mutability {
        let message = "a remote call cannot change its argument; take it by value or by `&`, and return \
                       what changes";
        diagnostics.error(mutability.span, message);
        return None;
    }
    if let Some(lifetime) = reference
        .lifetime
        .as_ref()
        .filter(|name| name.ident == "static")
    {
        let message =
            "a decoded argument does not live for `'static`; take it by value, or by plain `&`";
        diagnostics.error(lifetime.span(), message);
        return None;
    }
    match &*reference.elem {
        text if is_named(text, "str") => Some(Passing::LentStr),
        Type::Slice(slice) if is_named(&slice.elem, "u8") => Some(Passing::LentBytes),
        Type::Slice(slice) => checked(&slice.elem, diagnostics).map(Passing::LentSlice),
        other => checked(other, diagnostics).map(Passing::Lent),
    }
}

fn is_named(written: &Type, name: &str) -> bool {
    matches!(written, Type::Path(path) if path.qself.is_none() && path.path.is_ident(name))
}

/// A type that can be decoded by its name alone.
fn checked(written: &Type, diagnostics: &mut Diagnostics) -> Option<Type> {
    let before = diagnostics.len();
    let borrowed = "only a whole argument can be borrowed (`&str`, `&[T]`, `&T`); inside another type write \
                    the owned one, such as `Option<String>`";
    let tokens = written.to_token_stream();
    check_named(tokens.clone(), borrowed, diagnostics);
    let owned = syn::parse2(static_lifetimes(tokens));
    let owned = owned.map_err(|error| diagnostics.absorb(error)).ok();
    owned.filter(|_| diagnostics.len() == before)
}

/// Reports what in a type has no meaning on the other side; `borrowed` says what to write for a reference.
pub(crate) fn check_named(tokens: TokenStream, borrowed: &str, diagnostics: &mut Diagnostics) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => check_named(group.stream(), borrowed, diagnostics),
            TokenTree::Ident(word) if word == "Self" => {
                let message = "`Self` is another type on each side; name the type";
                diagnostics.error(word.span(), message);
            }
            TokenTree::Ident(word) if word == "impl" || word == "dyn" => {
                let message = format!("`{word}` has no type on the wire; name the type");
                diagnostics.error(word.span(), message);
            }
            TokenTree::Punct(mark) if mark.as_char() == '&' => {
                diagnostics.error(mark.span(), borrowed)
            }
            _ => {}
        }
    }
}

/// Constants and `let`s in generated code have no lifetimes in scope.
fn static_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut follows_quote = false;
    let replaced = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut replaced = Group::new(group.delimiter(), static_lifetimes(group.stream()));
            replaced.set_span(group.span());
            TokenTree::Group(replaced)
        }
        TokenTree::Punct(mark) => {
            follows_quote = mark.as_char() == '\'';
            TokenTree::Punct(mark)
        }
        TokenTree::Ident(name) if std::mem::take(&mut follows_quote) => {
            TokenTree::Ident(Ident::new("static", name.span()))
        }
        other => other,
    });
    replaced.collect()
}
