//! One method of a contract.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, FnArg, GenericParam, Generics, Ident, PathArguments, Receiver, ReceiverKind,
    ReturnType, Signature, TraitItemFn, Type,
};

use crate::diagnostics::Diagnostics;
use crate::model::argument::{Argument, check_named};
use crate::model::names::{camel_case, is_java_identifier, plain};
use crate::model::{attributes, duration, names};
use crate::options::{Known, Options};

/// What `#[method]` accepts.
const OPTIONS: &[Known] = &[
    Known {
        name: "name",
        example: "name = \"sayHello\"",
    },
    Known {
        name: "timeout",
        example: "timeout = \"500ms\"",
    },
    Known {
        name: "retries",
        example: "retries = 2",
    },
];

const NO_RESULT: &str = "a remote call can fail, so its type is written as a `Result`";

/// One method.
pub(crate) struct Method {
    /// Its place in the trait, which names what is generated for it.
    pub(crate) index: usize,
    /// Its `#[cfg]`s.
    pub(crate) cfgs: Vec<Attribute>,
    /// Its name in Rust.
    pub(crate) ident: Ident,
    /// Its lifetimes.
    pub(crate) generics: Generics,
    /// `&self`, as written.
    pub(crate) receiver: Receiver,
    /// Its name on the wire.
    pub(crate) wire_name: String,
    /// Its arguments.
    pub(crate) arguments: Vec<Argument>,
    /// Its `Result`.
    pub(crate) output: Type,
    /// Its timeout in milliseconds.
    pub(crate) timeout: Option<u32>,
    /// How often it is sent again.
    pub(crate) retries: Option<u32>,
}

impl Method {
    /// Reads a method, takes `#[method]` and `#[java]` off it, and reports all that is wrong with it.
    pub(crate) fn read(
        index: usize,
        item: &mut TraitItemFn,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let before = diagnostics.len();
        let taken = attributes::take(&mut item.attrs, "method", diagnostics);
        let options = match attributes::only(taken, diagnostics) {
            Some(attribute) => {
                let arguments = attributes::arguments(&attribute, diagnostics);
                Options::parse(arguments, "method", OPTIONS, diagnostics)
            }
            None => Options::default(),
        };
        let wire_name = wire_name(&item.sig.ident, &options, diagnostics);
        let timeout = duration::millis(&options, "timeout", diagnostics);
        let retries = options.number("retries", diagnostics);
        check_form(&item.sig, diagnostics);
        let receiver = receiver(&item.sig, diagnostics);
        let output = output(&item.sig, diagnostics);
        let arguments = arguments(&mut item.sig, diagnostics);
        if diagnostics.len() > before {
            return None;
        }
        Some(Self {
            index,
            cfgs: attributes::cfgs(&item.attrs),
            ident: item.sig.ident.clone(),
            generics: item.sig.generics.clone(),
            receiver: receiver?,
            wire_name,
            arguments,
            output: output?,
            timeout,
            retries,
        })
    }
}

fn wire_name(ident: &Ident, options: &Options, diagnostics: &mut Diagnostics) -> String {
    match options.text("name", diagnostics) {
        None => camel_case(&plain(ident)),
        Some(name) => {
            if !is_java_identifier(&name.value()) {
                let message = format!(
                    "`{}` is no name of a Java method; write it as in `name = \"sayHello\"`",
                    name.value()
                );
                diagnostics.error(name.span(), message);
            }
            name.value()
        }
    }
}

fn check_form(signature: &Signature, diagnostics: &mut Diagnostics) {
    let name = &signature.ident;
    if signature.asyncness.is_none() {
        let message = format!("a remote call waits for its reply: write `async fn {name}`");
        diagnostics.error(signature.fn_token.span, message);
    }
    if let Some(token) = &signature.constness {
        diagnostics.error(
            token.span,
            "a remote call cannot be `const`; write `async fn`",
        );
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        diagnostics.error(
            token.span,
            "a remote call is not `unsafe`; write `async fn`",
        );
    }
    if let Some(abi) = &signature.abi {
        diagnostics.error_on(
            abi,
            "a remote method has no ABI of its own; write `async fn`",
        );
    }
    for parameter in &signature.generics.params {
        if !matches!(parameter, GenericParam::Lifetime(_)) {
            let message = format!(
                "`{name}` cannot be generic: Java's overload is chosen by concrete types; write one \
                 method for each type, or take a `dubbo::Value`"
            );
            diagnostics.error_on(parameter, message);
        }
    }
}

fn receiver(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Receiver> {
    let name = &signature.ident;
    let Some(receiver) = signature.receiver() else {
        let message = format!("`{name}` lacks its receiver: write `async fn {name}(&self, …)`");
        diagnostics.error(name.span(), message);
        return None;
    };
    match &receiver.kind {
        ReceiverKind::Reference(_, _, None) => return Some(receiver.clone()),
        ReceiverKind::Reference(_, _, Some(mutability)) => {
            let message = "a service is shared by all its calls: take `&self`, and keep what changes \
                           behind a lock or an atomic";
            diagnostics.error(mutability.span, message);
        }
        _ => diagnostics.error_on(
            receiver,
            "a service is shared by all its calls: take `&self`",
        ),
    }
    None
}

/// Whether a word occurs in the tokens.
pub(crate) fn contains(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == name,
        TokenTree::Group(group) => contains(group.stream(), name),
        _ => false,
    })
}

fn arguments(signature: &mut Signature, diagnostics: &mut Diagnostics) -> Vec<Argument> {
    let typed = signature.inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    typed
        .enumerate()
        .filter_map(|(at, typed)| Argument::read(at, typed, diagnostics))
        .collect()
}

fn output(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Type> {
    let ReturnType::Type(_, written) = &signature.output else {
        let message = format!("{NO_RESULT}; write `-> dubbo::Result<()>`");
        diagnostics.error(signature.ident.span(), message);
        return None;
    };
    if is_result(written) {
        if let Some(error) = boxed_error(written) {
            let message = "this error has no class in Java: write `dubbo::Result<T>`, or an error type with \
                           `#[exception]`";
            diagnostics.error_on(error, message);
            return None;
        }
        let borrowed = "what is returned is owned: write `String` for `&str`, `Vec<T>` for `&[T]`, `T` for `&T`";
        check_named(written.to_token_stream(), borrowed, diagnostics);
        return Some((**written).clone());
    }
    if signature.asyncness.is_some() || !matches!(**written, Type::ImplTrait(_)) {
        let shown = names::shown(written);
        diagnostics.error_on(
            written,
            format!("{NO_RESULT}; write `dubbo::Result<{shown}>`"),
        );
    }
    None
}

/// The error of a `Result<T, Box<dyn Error>>`, or of another that holds a `dyn`.
fn boxed_error(written: &Type) -> Option<TokenStream> {
    let Type::Path(path) = written else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    let error = arguments.args.iter().nth(1)?.to_token_stream();
    contains(error.clone(), "dyn").then_some(error)
}

/// Whether the last segment ends in `Result`, as in `io::Result<T>` or an own `GreetResult<T>`.
fn is_result(written: &Type) -> bool {
    match written {
        Type::Paren(inner) => is_result(&inner.elem),
        Type::Group(inner) => is_result(&inner.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| {
            !matches!(segment.arguments, PathArguments::Parenthesized(_))
                && segment.ident.to_string().ends_with("Result")
        }),
        _ => false,
    }
}
