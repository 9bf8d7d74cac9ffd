//! What `#[exception]` generates against: from what was thrown to the type that stands for it.

use dubbo_codec::Exception;

use super::JavaException;
use crate::error::{Error, Result};

/// The exception that `error` is, where it is of the class of `T`; else the error.
///
/// # Errors
/// `error` itself, or why the exception's fields do not fit `T`.
pub fn thrown<T: JavaException>(error: Error) -> Result<T> {
    thrown_as(error, T::CLASS, T::from_exception)
}

/// The exception that `error` is, read by `decode`, where it is of the class `class`; else the error.
///
/// # Errors
/// `error` itself, or why the exception's fields do not fit.
pub fn thrown_as<T>(
    error: Error,
    class: &str,
    decode: impl FnOnce(&Exception) -> Result<T, dubbo_codec::Error>,
) -> Result<T> {
    match error.as_exception() {
        Some(exception) if exception.class == class => decode(exception)
            .map_err(|error| Error::serialization(format!("the fields of {class}"), error)),
        _ => Err(error),
    }
}
