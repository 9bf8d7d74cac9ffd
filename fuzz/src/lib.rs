//! What each fuzz target claims, as a function of the bytes: the targets call it, and so does the test over the corpus.

#![forbid(unsafe_code)]
#![warn(missing_docs, unreachable_pub, rust_2018_idioms)]

pub mod body;
pub mod consumer_stream;
pub mod golden;
pub mod hessian2_typed;
pub mod hessian2_value;
mod memory;
pub mod provider_stream;
mod same;
mod service;
pub mod things;

/// A target's claim: it panics for bytes that break it.
pub type Claim = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Claim); 5] = [
    ("hessian2_value", hessian2_value::run),
    ("hessian2_typed", hessian2_typed::run),
    ("body", body::run),
    ("provider_stream", provider_stream::run),
    ("consumer_stream", consumer_stream::run),
];
