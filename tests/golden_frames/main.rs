//! Whole frames that Java peers of four versions exchanged (`tests/golden/frames`), against both
//! sides of this SDK. What is compared and what is left out is printed.
#![cfg(feature = "hessian2")]
#![allow(
    missing_docs,
    unreachable_pub,
    reason = "a test binary has no public interface"
)]

mod cases;
mod contract;
mod frames;
mod from_consumer;
mod from_provider;
mod items;
