//! A provider and its consumers on a simulated network: crashes, partitions, one-way loss and delays from a seed, in
//! simulated time, and what must hold of each such run.
//!
//! [`run`] makes one run and returns its [`History`]; [`violations`] says what of it must not be.

#[cfg(not(tokio_unstable))]
compile_error!("run cargo in the directory tests/simulation: its .cargo/config.toml has the flags");

mod check;
mod consumer;
mod contract;
mod faults;
mod history;
mod network;
mod provider;
mod run;

pub use check::violations;
pub use faults::{Fault, Plan};
pub use history::{Attempt, Call, History, Outcome, Rest};
pub use run::{Sabotage, run};
