//! What a method returns.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    GenericArgument, PathArguments, ReturnType, Signature, Type, TypeImplTrait, TypeParamBound,
};

use crate::diagnostics::Diagnostics;
use crate::model::argument::check_named;
use crate::model::method::contains;
use crate::model::names;

/// Types of `std` that are plain values.
const NEVER_RESULTS: &[&str] = &[
    "bool", "char", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
    "usize", "f32", "f64", "str", "String", "Vec", "Option", "Box", "Arc", "Rc", "HashMap",
    "HashSet", "BTreeMap", "BTreeSet", "Self",
];

const NO_RESULT: &str = "a remote call can fail, so its type is written as a `Result`";

/// The `Result` that a method returns; what is wrong with it is reported.
pub(crate) fn output(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Type> {
    let ReturnType::Type(_, written) = &signature.output else {
        let message = format!("{NO_RESULT}; write `-> dubbo::Result<()>`");
        diagnostics.error(signature.ident.span(), message);
        return None;
    };
    match &**written {
        Type::ImplTrait(future) if signature.asyncness.is_none() => {
            let Some(written) = awaited(future) else {
                let message = "a remote call waits for its reply: write `async fn`, or \
                               `-> impl Future<Output = dubbo::Result<T>> + Send`";
                diagnostics.error_on(future, message);
                return None;
            };
            returned(&written, diagnostics)
        }
        written => returned(written, diagnostics),
    }
}

/// `T` of a `Result<T>`, where that is written and is not `()`.
pub(crate) fn awaited_result(written: &Type) -> Option<&Type> {
    let Type::Path(path) = written else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(Type::Tuple(nothing)) if nothing.elems.is_empty() => None,
        GenericArgument::Type(result) => Some(result),
        _ => None,
    }
}

/// `R` of `impl Future<Output = R>`.
pub(crate) fn awaited(future: &TypeImplTrait) -> Option<Type> {
    let bounds = future.bounds.iter();
    let mut arguments = bounds.filter_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        let last = bound.path.segments.last()?;
        match &last.arguments {
            PathArguments::AngleBracketed(list) if last.ident == "Future" => Some(&list.args),
            _ => None,
        }
    });
    arguments
        .next()?
        .iter()
        .find_map(|argument| match argument {
            GenericArgument::AssocType(output) if output.ident == "Output" => {
                Some(output.ty.clone())
            }
            _ => None,
        })
}

/// What a method returns. Whether an alias is a `Result` is for the compiler to say, by the bound of `Outcome`;
/// what cannot be one is reported here.
fn returned(written: &Type, diagnostics: &mut Diagnostics) -> Option<Type> {
    if cannot_be_a_result(written) {
        let shown = names::shown(written);
        let message = format!("{NO_RESULT}; write `dubbo::Result<{shown}>`");
        diagnostics.error_on(written, message);
        return None;
    }
    if let Some(error) = boxed_error(written) {
        let message = "this error has no class in Java: write `dubbo::Result<T>`, or an error type with \
                       `#[exception]`";
        diagnostics.error_on(error, message);
        return None;
    }
    let borrowed =
        "what is returned is owned: write `String` for `&str`, `Vec<T>` for `&[T]`, `T` for `&T`";
    check_named(written.to_token_stream(), borrowed, diagnostics);
    Some(written.clone())
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

/// Whether a type is known to be none: no path, or a name that nobody gives to a `Result`.
fn cannot_be_a_result(written: &Type) -> bool {
    match written {
        Type::Paren(inner) => cannot_be_a_result(&inner.elem),
        Type::Group(inner) => cannot_be_a_result(&inner.elem),
        Type::Path(path) => path.path.segments.last().is_none_or(|segment| {
            matches!(segment.arguments, PathArguments::Parenthesized(_))
                || NEVER_RESULTS.contains(&segment.ident.to_string().as_str())
        }),
        Type::Macro(_) => false,
        _ => true,
    }
}
