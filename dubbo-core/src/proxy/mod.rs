//! What generated code is made of: contracts, clients, services, and how outcomes become replies.

mod client;
mod contract;
mod exception;
mod memory;
mod outcome;
mod provider;
#[doc(hidden)]
pub mod signature;
mod thrown;

pub use client::{Call, Client, call};
pub use contract::Contract;
pub use exception::{JavaException, ServiceError};
pub use outcome::{Outcome, reply};
pub use provider::{Dispatch, Provider, no_such_method};
pub use thrown::{thrown, thrown_as};
