//! The path under which generated code finds the facade.

use proc_macro2::Span;
use syn::{Ident, Path, PathSegment, Token, punctuated::Punctuated};

use crate::diagnostics::Diagnostics;
use crate::options::Options;

/// `::dubbo`.
pub(crate) fn default() -> Path {
    let span = Span::call_site();
    let mut segments = Punctuated::new();
    segments.push(PathSegment::from(Ident::new("dubbo", span)));
    Path {
        leading_colon: Some(Token![::](span)),
        segments,
    }
}

/// The value of the option `crate`, or the default.
pub(crate) fn of(options: &Options, diagnostics: &mut Diagnostics) -> Path {
    options.path("crate", diagnostics).unwrap_or_else(default)
}
