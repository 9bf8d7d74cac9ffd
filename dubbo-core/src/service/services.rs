use std::future::Future;

use crate::error::{Error, Result};
use crate::protocol::dubbo::Exported;
use crate::protocol::{Invocation, Invoker, Reply};
use crate::proxy::{Dispatch, Provider};

/// What a server can publish: every `XxxServer`.
pub trait Publish: Invoker {
    #[doc(hidden)]
    fn exported(&self) -> Service;
}

/// A published service's names; opaque.
#[derive(Debug)]
pub struct Service(pub(super) Exported);

impl<K: Dispatch<T>, T: Send + Sync + 'static> Publish for Provider<K, T> {
    fn exported(&self) -> Service {
        Service(Provider::exported(self))
    }
}

/// The services of a server as nested pairs, the one published last first: a call finds its service
/// by number, without a `dyn`.
pub trait ServiceList: Clone + Send + Sync + 'static {
    /// Carries out `call` on the service number `index`.
    fn invoke(
        &self,
        index: usize,
        call: &mut Invocation<'_>,
    ) -> impl Future<Output = Result<Reply>> + Send;
}

impl ServiceList for () {
    async fn invoke(&self, _: usize, call: &mut Invocation<'_>) -> Result<Reply> {
        Err(Error::NotFound(call.interface().into()))
    }
}

impl<P: Publish, R: ServiceList> ServiceList for (P, R) {
    async fn invoke(&self, index: usize, call: &mut Invocation<'_>) -> Result<Reply> {
        match index.checked_sub(1) {
            None => self.0.invoke(call).await,
            Some(rest) => self.1.invoke(rest, call).await,
        }
    }
}

/// A list of services as one invoker.
#[derive(Clone)]
pub(super) struct Routed<L>(pub(super) L);

impl<L: ServiceList> Invoker for Routed<L> {
    fn invoke(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send {
        self.0.invoke(call.target, call)
    }
}
