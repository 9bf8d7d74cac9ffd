//! Calls without a socket. What is written against a client must not see the difference: attachments
//! travel, a nested call forwards them, a handler has a context of its own, and time limits hold.

use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;

use tokio::time::timeout_at;

use super::Dispatch;
use crate::error::{Error, Result};
use crate::period::after;
use crate::protocol::{ConsumerContext, Filtered, Invocation, Invoker, ProviderContext, Reply};

/// Carries out `call` on `service`, between the context filters of both sides.
pub(super) async fn invoke<K: Dispatch<T>, T: Send + Sync + 'static>(
    service: &Arc<T>,
    call: &mut Invocation<'_>,
) -> Result<Reply> {
    let contract = PhantomData::<fn() -> K>;
    let dispatch = Dispatched {
        service: service.clone(),
        contract,
    };
    let filtered = Filtered::new(ConsumerContext, Filtered::new(ProviderContext, dispatch));
    let constant = call.constant();
    let Some(timeout) = call.options.timeout.or(constant.timeout) else {
        return filtered.invoke(call).await;
    };
    let deadline = after(timeout);
    (call.timeout, call.deadline) = (Some(timeout), Some(deadline));
    let (interface, method) = (call.interface(), call.method());
    let outcome = timeout_at(deadline, filtered.invoke(call)).await;
    outcome.unwrap_or_else(|_| {
        Err(Error::Timeout {
            call: format!("{interface}.{method} in memory").into(),
            after: timeout,
            hint: "",
        })
    })
}

/// The implementation, without anything around it.
struct Dispatched<K, T> {
    service: Arc<T>,
    contract: PhantomData<fn() -> K>,
}

impl<K, T> Clone for Dispatched<K, T> {
    fn clone(&self) -> Self {
        Self {
            service: self.service.clone(),
            contract: PhantomData,
        }
    }
}

impl<K: Dispatch<T>, T: Send + Sync + 'static> Invoker for Dispatched<K, T> {
    fn invoke(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send {
        K::dispatch(&self.service, call)
    }
}
