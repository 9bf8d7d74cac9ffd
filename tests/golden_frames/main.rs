//! Whole frames that Java peers of four versions exchanged (`tests/golden/frames`), against both
//! sides of this SDK. What is compared and what is left out is printed.
#![cfg(feature = "hessian2")]

mod cases;
mod contract;
mod frames;
mod from_consumer;
mod from_provider;
mod items;
