//! What generated code is made of: contracts, clients, services, and how outcomes become replies.

mod blocking;
mod client;
mod contract;
mod definition;
mod exception;
#[cfg(feature = "fake")]
mod fake;
mod lineage;
mod memory;
mod outcome;
mod provider;
#[doc(hidden)]
pub mod signature;
mod thrown;

pub use blocking::run_blocking;
#[cfg(feature = "blocking")]
pub use blocking::{wait, wait_for};
pub use client::{Call, Client, call};
pub use contract::Contract;
pub use definition::{Define, Definer, MethodDefinition, ServiceDefinition};
pub use exception::{JavaException, ServiceError};
#[cfg(feature = "fake")]
pub use fake::{Fake, FakeCall};
pub use lineage::{
    ContractOf, Extends, Lineage, NotAContract, Serve, all_methods, contract_id, method_count,
    otherwise, serve_inherited,
};
pub use outcome::{Outcome, Unanswered, reply};
pub use provider::{Dispatch, Provider, method_of, no_such_method};
pub use thrown::{thrown, thrown_as};
