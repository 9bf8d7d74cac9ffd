//! Everything the peers share: the data model, the command line, the load driver, the latency
//! histogram, CPU/RSS accounting and the one-line JSON report. A peer only supplies
//! "connect" and "call".

pub mod cli;
pub mod drive;
pub mod hist;
pub mod model;
pub mod proc_stat;
pub mod report;

pub use cli::{Args, Case, Cmd, Rt};
pub use drive::{CallResult, Client, run_load};
pub use model::*;
