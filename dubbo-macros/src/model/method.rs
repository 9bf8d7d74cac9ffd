//! One method of a contract.

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, FnArg, GenericParam, Generics, Ident, Receiver, ReceiverKind, ReturnType, Signature,
    TraitItemFn, Type,
};

use crate::diagnostics::Diagnostics;
use crate::model::argument::Argument;
use crate::model::names::{camel_case, is_java_identifier, is_java_keyword, plain};
use crate::model::output::{awaited_result, output};
use crate::model::{attributes, duration};
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
    Known {
        name: "oneway",
        example: "oneway",
    },
];

/// How a method is written, in the trait and in its implementations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `async fn f(…) -> R`.
    Async,
    /// `fn f(…) -> impl Future<Output = R>`.
    Future,
    /// `fn f(…) -> R`: it blocks.
    Blocking,
}

/// One method.
pub(crate) struct Method {
    /// Its place in the trait, which names what is generated for it.
    pub(crate) index: usize,
    /// Its `#[cfg]`s.
    pub(crate) cfgs: Vec<Attribute>,
    /// Its documentation.
    pub(crate) docs: Vec<Attribute>,
    /// Its name in Rust.
    pub(crate) ident: Ident,
    /// How it is written.
    pub(crate) form: Form,
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
    /// Whether its calls are not answered.
    pub(crate) one_way: bool,
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
        let one_way = options.word("oneway", diagnostics).is_some();
        check_form(&item.sig, diagnostics);
        let receiver = receiver(&item.sig, diagnostics);
        let output = output(&item.sig, diagnostics);
        if let (true, Some(result)) = (one_way, output.as_ref().and_then(awaited_result)) {
            let message = "nobody waits for what a one-way method returns; write `dubbo::Result<()>`, or leave out \
                           `oneway`";
            diagnostics.error_on(result, message);
        }
        let arguments = arguments(&mut item.sig, diagnostics);
        if diagnostics.len() > before {
            return None;
        }
        Some(Self {
            index,
            cfgs: attributes::cfgs(&item.attrs),
            docs: attributes::docs(&item.attrs),
            ident: item.sig.ident.clone(),
            form: form(&item.sig),
            generics: item.sig.generics.clone(),
            receiver: receiver?,
            wire_name,
            arguments,
            output: output?,
            timeout,
            retries,
            one_way,
        })
    }
}

fn wire_name(ident: &Ident, options: &Options, diagnostics: &mut Diagnostics) -> String {
    match options.text("name", diagnostics) {
        None => {
            let name = camel_case(&plain(ident));
            if is_java_keyword(&name) {
                let message = format!(
                    "`{name}` is a keyword of Java, so no method is called so; name the Java method: \
                     `#[method(name = \"…\")]`"
                );
                diagnostics.error(ident.span(), message);
            }
            name
        }
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

/// How a method is written.
pub(crate) fn form(signature: &Signature) -> Form {
    match &signature.output {
        _ if signature.asyncness.is_some() => Form::Async,
        ReturnType::Type(_, output) if matches!(**output, Type::ImplTrait(_)) => Form::Future,
        _ => Form::Blocking,
    }
}
