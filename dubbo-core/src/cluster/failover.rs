use tokio::time::Instant;

use super::{Cluster, LoadBalance};
use crate::error::{Error, Result};
use crate::protocol::{Invocation, Invoker, Reply};

/// Calls one provider and, when that fails on its way, another, until one answers: Dubbo's default
/// (dubbo-protocol §7.5). What the service itself throws is an answer and is not tried again.
///
/// Providers that are not available (not connected, or asking to be spared) are passed over while
/// others are.
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
        let mut chosen = first(providers, balance, call);
        let mut attempt = 0;
        loop {
            let error = match providers[chosen].invoke(call).await {
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
            chosen = next(providers, chosen);
            tracing::debug!(%error, attempt, method = call.method(), "the call is sent again");
        }
    }
}

/// Which of those that are available the balance selects; of all, if none is.
fn first<I: Invoker, B: LoadBalance>(providers: &[I], balance: &B, call: &Invocation<'_>) -> usize {
    if providers.len() == 1 {
        return 0;
    }
    let available = || {
        let numbered = providers.iter().enumerate();
        numbered.filter(|(_, provider)| provider.is_available())
    };
    let count = available().count();
    if count == 0 {
        return balance.select(providers.len(), call) % providers.len();
    }
    let selected = balance.select(count, call) % count;
    // Fewer may be available by now.
    available()
        .nth(selected)
        .map_or(selected, |(index, _)| index)
}

/// The next one in turn that is available, else the next.
fn next<I: Invoker>(providers: &[I], last: usize) -> usize {
    let turn = |step: usize| (last + step) % providers.len();
    (1..providers.len())
        .map(turn)
        .find(|&index| providers[index].is_available())
        .unwrap_or(turn(1))
}
