use std::future::Future;

use crate::error::{Error, Result};
use crate::protocol::dubbo::Exported;
use crate::protocol::{Invocation, Invoker, Reply};
use crate::proxy::{Dispatch, Provider};

/// What a server can publish: every `XxxServer`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be published as it is",
    label = "not an `XxxServer`",
    note = "write `.publish(GreeterServer::new(implementation))`, for a trait `Greeter` with `#[service]`"
)]
pub trait Publish {
    #[doc(hidden)]
    type Published: Served;

    #[doc(hidden)]
    fn published(self) -> Self::Published;
}

/// A published service. Only `XxxServer`s are.
#[doc(hidden)]
pub trait Served: Clone + Send + Sync + 'static {
    fn exported(&self) -> Service;

    fn serve(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send;
}

/// A published service's names; opaque.
#[derive(Debug)]
pub struct Service(pub(super) Exported);

impl<K: Dispatch<T>, T: Send + Sync + 'static> Publish for Provider<K, T> {
    type Published = Self;

    fn published(self) -> Self {
        self
    }
}

impl<K: Dispatch<T>, T: Send + Sync + 'static> Served for Provider<K, T> {
    fn exported(&self) -> Service {
        Service(Provider::exported(self))
    }

    fn serve(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send {
        Provider::serve(self, call)
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

impl<P: Served, R: ServiceList> ServiceList for (P, R) {
    async fn invoke(&self, index: usize, call: &mut Invocation<'_>) -> Result<Reply> {
        match index.checked_sub(1) {
            None => self.0.serve(call).await,
            Some(rest) => self.1.invoke(rest, call).await,
        }
    }
}

/// A list of services as one invoker.
#[derive(Clone)]
pub(super) struct Routed<L>(pub(super) L);

impl<L: ServiceList> Invoker for Routed<L> {
    fn invoke(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send {
        self.0.invoke(call.target.service, call)
    }
}
