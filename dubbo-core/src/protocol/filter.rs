use std::future::{Future, poll_fn};
use std::pin::pin;

use super::context::Entered;
use super::{Context, Invocation, Invoker, Reply};
use crate::error::Result;

/// Something done around every call: logging, a token, a limit. Composed as types, like tower's
/// layers, by a [`Stack`](crate::Stack) on the consumer's side and by
/// [`Server::filter`](crate::service::Server::filter) on the provider's.
///
/// ```
/// use dubbo_core::{Filter, Invocation, Invoker, Reply, Result};
///
/// #[derive(Clone, Default)]
/// struct Log;
///
/// impl Filter for Log {
///     async fn invoke<I: Invoker>(&self, next: &I, call: &mut Invocation<'_>) -> Result<Reply> {
///         tracing::info!(method = call.method(), "called");
///         next.invoke(call).await
///     }
/// }
/// ```
pub trait Filter: Clone + Send + Sync + 'static {
    /// Carries out `call` by `next`, or does not.
    fn invoke<I: Invoker>(
        &self,
        next: &I,
        call: &mut Invocation<'_>,
    ) -> impl Future<Output = Result<Reply>> + Send;
}

/// A filter around an invoker: an invoker.
#[derive(Clone, Debug)]
pub struct Filtered<F, I> {
    filter: F,
    next: I,
}

impl<F, I> Filtered<F, I> {
    /// `filter` around `next`.
    pub const fn new(filter: F, next: I) -> Self {
        Self { filter, next }
    }
}

impl<F: Filter, I: Invoker> Invoker for Filtered<F, I> {
    fn invoke(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send {
        self.filter.invoke(&self.next, call)
    }

    fn is_available(&self) -> bool {
        self.next.is_available()
    }
}

/// Several filters as nested pairs, the outermost first: `(Outer, (Inner, ()))`.
pub trait FilterChain: Clone + Send + Sync + 'static {
    /// The chain around `I`.
    type Around<I: Invoker>: Invoker;

    /// Puts the chain around `next`.
    fn around<I: Invoker>(self, next: I) -> Self::Around<I>;
}

impl FilterChain for () {
    type Around<I: Invoker> = I;

    fn around<I: Invoker>(self, next: I) -> I {
        next
    }
}

impl<F: Filter, R: FilterChain> FilterChain for (F, R) {
    type Around<I: Invoker> = Filtered<F, R::Around<I>>;

    fn around<I: Invoker>(self, next: I) -> Self::Around<I> {
        Filtered::new(self.0, self.1.around(next))
    }
}

/// What does not travel on by itself when a handler calls another service (dubbo-protocol §3.3).
const NOT_FORWARDED: [&str; 16] = [
    "path",
    "interface",
    "group",
    "version",
    "dubbo",
    "token",
    "timeout",
    "_TO",
    "_to",
    "async",
    "dubbo.tag",
    "dubbo.force.tag",
    "remote.application",
    "input",
    "id",
    "generic",
];

/// The consumer's context filter: a call made while another is served forwards what its caller
/// attached, as Java does.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConsumerContext;

impl Filter for ConsumerContext {
    async fn invoke<I: Invoker>(&self, next: &I, call: &mut Invocation<'_>) -> Result<Reply> {
        if let Some(context) = Context::try_current() {
            let attached = context.attachments().iter();
            let forwarded = attached.filter(|(key, _)| !NOT_FORWARDED.contains(key));
            call.attachments.extend_missing(forwarded);
        }
        next.invoke(call).await
    }
}

/// The provider's context filter: gives the handler its [`Context`].
#[derive(Clone, Copy, Debug, Default)]
pub struct ProviderContext;

impl Filter for ProviderContext {
    async fn invoke<I: Invoker>(&self, next: &I, call: &mut Invocation<'_>) -> Result<Reply> {
        let made;
        let context = match call.context {
            Some(context) if context.deadline() == call.deadline => context,
            _ => {
                made = Context::of(call);
                &made
            }
        };
        let mut own = Some(context.clone());
        // Where it is polled, the future lies here: in `Context::scope` it would lie twice.
        let mut served = pin!(next.invoke(call));
        let mut reply = poll_fn(|polled| {
            let _entered = Entered::new(&mut own);
            served.as_mut().poll(polled)
        })
        .await?;
        context.attach_to(&mut reply);
        Ok(reply)
    }
}
