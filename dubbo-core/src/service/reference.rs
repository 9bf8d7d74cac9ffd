use std::future::Future;
use std::sync::Arc;

use super::{Dubbo, Stack, Standard};
use crate::cluster::Cluster;
use crate::config::{ReferenceOptions, Resolved};
use crate::error::{Error, Result};
use crate::period::after;
use crate::protocol::dubbo::DubboInvoker;
use crate::protocol::{FilterChain, Invocation, Invoker, Reply};
use crate::proxy::{Client, Contract};

/// A remote service: what `GreeterClient` calls unless told otherwise.
pub struct Reference<S: Stack = Standard> {
    invoker: <S::Filters as FilterChain>::Around<Clustered<S>>,
}

impl<S: Stack> Reference<S> {
    pub(super) fn new(
        filters: S::Filters,
        balance: S::Balance,
        options: Arc<Resolved>,
        providers: Arc<[DubboInvoker<S::Transport>]>,
    ) -> Self {
        let cluster = S::Cluster::default();
        Self {
            invoker: filters.around(Clustered {
                cluster,
                balance,
                options,
                providers,
            }),
        }
    }
}

impl<S: Stack> Clone for Reference<S> {
    fn clone(&self) -> Self {
        Self {
            invoker: self.invoker.clone(),
        }
    }
}

impl<S: Stack> std::fmt::Debug for Reference<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reference").finish_non_exhaustive()
    }
}

impl<S: Stack> Invoker for Reference<S> {
    fn invoke(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send {
        self.invoker.invoke(call)
    }
}

/// The cluster over a directory. A direct URL is a directory of one.
pub(super) struct Clustered<S: Stack> {
    cluster: S::Cluster,
    balance: S::Balance,
    options: Arc<Resolved>,
    providers: Arc<[DubboInvoker<S::Transport>]>,
}

impl<S: Stack> Clone for Clustered<S> {
    fn clone(&self) -> Self {
        Self {
            cluster: self.cluster.clone(),
            balance: self.balance.clone(),
            options: self.options.clone(),
            providers: self.providers.clone(),
        }
    }
}

impl<S: Stack> Invoker for Clustered<S> {
    async fn invoke(&self, call: &mut Invocation<'_>) -> Result<Reply> {
        let (timeout, retries) = self.options.settle(call);
        call.timeout = Some(timeout);
        call.deadline = Some(after(timeout));
        self.cluster
            .invoke(&self.providers, &self.balance, retries, call)
            .await
    }
}

/// What can be injected: every client of a remote service, an `Option` of one, and every injected struct without
/// arguments.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no client, so it cannot be injected",
    label = "not a client",
    note = "inject what `#[dubbo::reference]` generates for a trait, such as `GreeterClient`; a field without `#[reference]` becomes an argument of `refer`",
    note = "a struct can be injected into another where all its fields have `#[reference]`"
)]
pub trait Refer: Sized {
    /// What the client's reference is made of.
    type Stack: Stack;

    /// Makes the client. In a struct the options hold for all clients that do not say otherwise themselves.
    fn refer(
        dubbo: &Dubbo<Self::Stack>,
        options: ReferenceOptions,
    ) -> impl Future<Output = Result<Self>> + Send;
}

impl<K: Contract, S: Stack> Refer for Client<K, Reference<S>> {
    type Stack = S;

    async fn refer(dubbo: &Dubbo<S>, options: ReferenceOptions) -> Result<Self> {
        dubbo.reference::<K>(options).await.map(Self::new)
    }
}

/// A client whose provider may be missing: `None` where it cannot be reached now. With `check = false` nobody looks,
/// and there is always a client.
#[diagnostic::do_not_recommend]
impl<C: Refer + Send> Refer for Option<C> {
    type Stack = C::Stack;

    async fn refer(dubbo: &Dubbo<C::Stack>, options: ReferenceOptions) -> Result<Self> {
        match C::refer(dubbo, options).await {
            Ok(client) => Ok(Some(client)),
            Err(error @ (Error::Network { .. } | Error::Timeout { .. })) => {
                tracing::warn!(%error, "an optional reference is left out");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

impl<K: Contract> Client<K, Reference> {
    /// A client of the provider at `url`, with defaults for all that the URL does not say. Each
    /// call makes a connection of its own; clients that are to share one come from one [`Dubbo`].
    ///
    /// # Errors
    /// A wrong URL, or a provider that cannot be reached (unless the URL says `check=false`).
    pub async fn connect(url: &str) -> Result<Self> {
        let dubbo = Dubbo::builder().build()?;
        Self::refer(&dubbo, ReferenceOptions::new().url(url)).await
    }
}
