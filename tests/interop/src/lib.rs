//! What the live tests share: the contract, the table of cases, both ways to go through it, and how
//! the Java programs are run. README.md says how to run them and what they show.

pub mod answers;
pub mod case;
pub mod cases;
#[allow(missing_docs, reason = "the names are those of the Java contract")]
pub mod contract;
pub mod faults;
pub mod java;
pub mod msgpack;
pub mod orders;
pub mod relay;
pub mod report;
pub mod scenarios;
pub mod tls;
pub mod values;
