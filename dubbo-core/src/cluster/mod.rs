//! Many providers as one: who may be called, who is called, and what is done when it fails.

mod balance;
mod failover;

use std::future::Future;

pub use balance::{Balance, LoadBalance, Random};
pub use failover::Failover;

use crate::error::Result;
use crate::protocol::{Invocation, Invoker, Reply};

/// What is done with a call when there are several providers, and when one fails (Dubbo's `cluster`).
pub trait Cluster: Clone + Send + Sync + 'static {
    /// Carries out `call` by one or more of `providers`. `call.deadline` is set and holds for all
    /// attempts together; `retries` is how many may follow the first.
    fn invoke<I: Invoker, B: LoadBalance>(
        &self,
        providers: &[I],
        balance: &B,
        retries: u32,
        call: &mut Invocation<'_>,
    ) -> impl Future<Output = Result<Reply>> + Send;
}
