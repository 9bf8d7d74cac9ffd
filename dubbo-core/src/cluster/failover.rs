use tokio::time::Instant;

use super::{Cluster, LoadBalance};
use crate::error::{Error, Result};
use crate::protocol::{Invocation, Invoker, Reply};

/// Calls one provider and, when that fails on its way, another, until one answers: Dubbo's default
/// (dubbo-protocol §7.5). What the service itself throws is an answer and is not tried again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Failover;

impl Cluster for Failover {
    async fn invoke<I: Invoker, B: LoadBalance>(
        &self,
        providers: &[I],
        balance: &B,
        retries: u32,
        call: &mut Invocation<'_>,
    ) -> Result<Reply> {
        if providers.is_empty() {
            return Err(Error::NotFound(
                format!("no provider of {}", call.interface()).into(),
            ));
        }
        let first = balance.select(providers.len(), call);
        let mut attempt = 0;
        loop {
            // Those not yet tried come first: from the one that was selected, in order.
            let provider = &providers[(first + attempt as usize) % providers.len()];
            let error = match provider.invoke(call).await {
                Err(error) if error.is_retryable() => error,
                outcome => return outcome,
            };
            let expired = call
                .deadline
                .is_some_and(|deadline| Instant::now() >= deadline);
            if attempt >= retries || expired {
                return Err(error);
            }
            attempt += 1;
            tracing::debug!(%error, attempt, method = call.method(), "the call is sent again");
        }
    }
}
