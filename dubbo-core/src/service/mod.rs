//! What users hold: [`serve`], [`Dubbo`], references, injection.

mod dubbo;
mod injection;
mod reference;
mod serve;
mod services;
mod signal;
mod stack;

pub use crate::exchange::ConnectionEvent;
pub use dubbo::{Builder, Dubbo};
pub use injection::{Pending, PendingReferences, refer_all};
pub use reference::{Refer, Reference};
pub use serve::{Running, Server, serve};
pub use services::{Publish, Served, ServiceList};
pub use signal::shutdown_signal;
pub use stack::{Stack, Standard};
