//! Conversions to and from other crates' types, each crate behind a feature of its name.

#[cfg(feature = "bigdecimal")]
mod bigdecimal;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "num-bigint")]
mod num_bigint;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "uuid")]
mod uuid;

#[cfg(any(feature = "chrono", feature = "jiff", feature = "rust_decimal"))]
use crate::Error;

/// The value of another crate that a value of ours is, or the error that says that there is none.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "rust_decimal"))]
fn found<T>(other: Option<T>, what: &str, value: impl std::fmt::Display) -> Result<T, Error> {
    other.ok_or_else(|| super::calendar::no_such(what, format_args!("for {value}")))
}
