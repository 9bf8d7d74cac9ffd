//! One method of an extension point, as a list of implementations forwards it.

use quote::ToTokens;
use syn::{
    FnArg, GenericParam, Ident, Pat, ReceiverKind, ReturnType, Signature, TraitItemFn, Type,
};

use crate::diagnostics::Diagnostics;
use crate::model::extension::heads;
use crate::model::method::contains;
use crate::model::output::awaited;

/// What every crate can name without a path: words and types of the language, and the prelude.
const EVERYWHERE: &str = "
    as async const crate dyn extern fn for impl mut pub self static unsafe where _ $crate Self
    bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64
    AsMut AsRef Box Clone Copy Default DoubleEndedIterator Drop Eq Err ExactSizeIterator Extend Fn FnMut FnOnce
    From FromIterator Future Into IntoFuture IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd Result
    Send Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec";

/// How an implementation is handed on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Receives {
    /// `&self`.
    Shared,
    /// `&mut self`.
    Exclusive,
    /// `self`.
    Value,
}

/// One method.
pub(crate) struct Forwarded {
    /// Its signature, with a name for each argument, and as `async fn` where it returns a future.
    pub(crate) signature: Signature,
    /// The names of its arguments.
    pub(crate) arguments: Vec<Ident>,
    /// How `self` is taken.
    pub(crate) receives: Receives,
}

impl Forwarded {
    /// Reads a method; `is_exported`: its types are named in other crates, too.
    pub(crate) fn read(
        item: &TraitItemFn,
        is_exported: bool,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let before = diagnostics.len();
        let cfg = item
            .attrs
            .iter()
            .find(|attribute| attribute.path().is_ident("cfg"));
        if let Some(cfg) = cfg {
            let message = "a list forwards every method, in whichever crate it is made; put `#[cfg]` on the trait";
            diagnostics.error_on(cfg, message);
        }
        check_form(&item.sig, diagnostics);
        let receives = receives(&item.sig, diagnostics);
        let mut signature = item.sig.clone();
        let arguments = arguments(&mut signature);
        if let Some(output) = future(&item.sig, diagnostics) {
            signature.output = output;
            signature.asyncness = Some(syn::Token![async](item.sig.fn_token.span));
        }
        check_self(&item.sig, diagnostics);
        if is_exported {
            check_names(&item.sig, diagnostics);
        }
        (diagnostics.len() == before).then_some(Self {
            signature,
            arguments,
            receives: receives?,
        })
    }

    /// Whether what is forwarded to is awaited.
    pub(crate) fn is_async(&self) -> bool {
        self.signature.asyncness.is_some()
    }
}

fn check_form(signature: &Signature, diagnostics: &mut Diagnostics) {
    if let syn::Safety::Unsafe(token) = &signature.safety {
        diagnostics.error(
            token.span,
            "a list calls what it holds, which is not `unsafe`",
        );
    }
    if let Some(token) = &signature.constness {
        diagnostics.error(token.span, "a method of a trait is not `const`");
    }
}

fn receives(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Receives> {
    let Some(receiver) = signature.receiver() else {
        let message = format!(
            "`{0}` has no `self` by which a list could choose; write `fn {0}(&self, …)`",
            signature.ident
        );
        diagnostics.error(signature.ident.span(), message);
        return None;
    };
    match &receiver.kind {
        ReceiverKind::Reference(_, _, None) => Some(Receives::Shared),
        ReceiverKind::Reference(_, _, Some(_)) => Some(Receives::Exclusive),
        ReceiverKind::Value => Some(Receives::Value),
        _ => {
            let message = "what a list holds cannot be taken out of this: write `&self`, `&mut self` or `self`";
            diagnostics.error_on(receiver, message);
            None
        }
    }
}

/// Names every argument, and returns the names.
fn arguments(signature: &mut Signature) -> Vec<Ident> {
    let typed = signature.inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    typed
        .enumerate()
        .map(|(at, typed)| {
            let name = match &*typed.pat {
                Pat::Ident(pattern) => pattern.ident.clone(),
                other => {
                    let span = syn::spanned::Spanned::span(other);
                    Ident::new(&format!("argument_{at}"), span)
                }
            };
            *typed.pat = Pat::Ident(syn::PatIdent {
                attrs: Vec::new(),
                by_ref: None,
                mutability: None,
                ident: name.clone(),
                subpat: None,
            });
            name
        })
        .collect()
}

/// What the future returns, of a method that returns one without a name.
fn future(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<ReturnType> {
    let ReturnType::Type(arrow, written) = &signature.output else {
        return None;
    };
    let Type::ImplTrait(returned) = &**written else {
        return None;
    };
    match awaited(returned) {
        Some(output) if signature.asyncness.is_none() => {
            Some(ReturnType::Type(*arrow, Box::new(output)))
        }
        _ => {
            let message = "each of a list would return another type: of those without a name, only \
                           `impl Future<Output = T>` can be forwarded";
            diagnostics.error_on(returned, message);
            None
        }
    }
}

/// Reports `Self` in arguments and results: to what a list holds, that is another type.
fn check_self(signature: &Signature, diagnostics: &mut Diagnostics) {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed.ty.to_token_stream()),
        FnArg::Receiver(_) => None,
    });
    let output = match &signature.output {
        ReturnType::Type(_, output) => Some(output.to_token_stream()),
        ReturnType::Default => None,
    };
    for tokens in typed.chain(output) {
        if contains(tokens.clone(), "Self") {
            let message = "`Self` is the list here, and one of those that it holds there: name a type that is the \
                           same in both";
            diagnostics.error_on(tokens, message);
        }
    }
}

/// Reports names that a list in another crate would not find.
fn check_names(signature: &Signature, diagnostics: &mut Diagnostics) {
    let own: Vec<&Ident> = signature
        .generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(&parameter.ident),
            GenericParam::Const(parameter) => Some(&parameter.ident),
            GenericParam::Lifetime(_) => None,
        })
        .collect();
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed.ty.to_token_stream()),
        FnArg::Receiver(_) => None,
    });
    let bounds = signature
        .generics
        .type_params()
        .map(|parameter| parameter.bounds.to_token_stream());
    let mut found = Vec::new();
    for tokens in typed.chain(bounds) {
        heads(tokens, &mut found);
    }
    heads(
        signature.generics.where_clause.to_token_stream(),
        &mut found,
    );
    heads(signature.output.to_token_stream(), &mut found);
    for name in found {
        let word = name.to_string();
        if !own.contains(&&name) && !EVERYWHERE.split_whitespace().any(|known| known == word) {
            let message = format!(
                "a list in another crate cannot find `{word}`: write its path from the root, `crate::…::{word}`"
            );
            diagnostics.error(name.span(), message);
        }
    }
}
