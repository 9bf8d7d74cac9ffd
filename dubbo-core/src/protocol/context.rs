use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use dubbo_codec::Value;
use tokio::time::Instant;

use super::arguments::Encoded;
use super::{Attachments, Invocation, Reply};

thread_local! {
    /// That of the call whose future is being polled.
    static CURRENT: Cell<Option<Context>> = const { Cell::new(None) };
    /// One that nobody holds any more, for the next request.
    static SPARE: Cell<Option<Context>> = const { Cell::new(None) };
}

/// What a handler may know of the call it serves, and say beside its result. Cheap to clone.
///
/// ```no_run
/// # async fn handler() {
/// let context = dubbo_core::Context::current();
/// if let Some(user) = context.attachment("user") {
///     context.attach("greeted", user);
/// }
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Context(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    peer: Option<Arc<str>>,
    deadline: Option<Instant>,
    /// What came with the request.
    encoded: Encoded,
    /// Its attachments, decoded only when somebody asks.
    request: OnceLock<Attachments>,
    /// Whether there is anything in `reply`.
    attached: AtomicBool,
    reply: Mutex<Attachments>,
}

impl Context {
    /// The context of the call that this task serves. Elsewhere it is an empty one: it has no
    /// attachments, and what is attached goes to nobody.
    #[must_use]
    pub fn current() -> Self {
        Self::try_current().unwrap_or_default()
    }

    /// The context of the call that this task serves, if it serves one.
    #[must_use]
    pub fn try_current() -> Option<Self> {
        CURRENT
            .try_with(|current| {
                let context = current.take();
                current.set(context.clone());
                context
            })
            .ok()?
    }

    /// Runs `future` with this context as the current one: for a task that a handler spawns.
    ///
    /// ```no_run
    /// # async fn handler() {
    /// tokio::spawn(dubbo_core::Context::current().scope(async { /* calls made here forward, too */ }));
    /// # }
    /// ```
    pub async fn scope<F: Future>(self, future: F) -> F::Output {
        let mut future = pin!(future);
        let mut context = Some(self);
        poll_fn(|polled| {
            let _entered = Entered::new(&mut context);
            future.as_mut().poll(polled)
        })
        .await
    }

    /// Runs `work`, which does not await, with this context as the current one: for a thread that a handler
    /// hands work to, as in `spawn_blocking`.
    pub fn scope_blocking<R>(self, work: impl FnOnce() -> R) -> R {
        let mut context = Some(self);
        let _entered = Entered::new(&mut context);
        work()
    }

    /// The caller's attachment `key`, where it is a string.
    #[must_use]
    pub fn attachment(&self, key: &str) -> Option<String> {
        self.attachments().text(key).map(str::to_owned)
    }

    /// All that the caller attached, with what the protocol adds (`path`, `remote.application`, …).
    #[must_use]
    pub fn attachments(&self) -> &Attachments {
        let decode = || match self.0.encoded.attachments() {
            Ok(attachments) => attachments,
            // The request was scanned as a whole before it came here.
            Err(error) => {
                tracing::warn!(%error, "unreadable attachments");
                Attachments::new()
            }
        };
        self.0.request.get_or_init(decode)
    }

    /// Sends `key` with the reply.
    pub fn attach(&self, key: impl Into<std::borrow::Cow<'static, str>>, value: impl Into<Value>) {
        self.reply().insert(key, value);
        self.0.attached.store(true, Ordering::Release);
    }

    /// The address of the caller; `None` in memory.
    #[must_use]
    pub fn peer(&self) -> Option<&str> {
        self.0.peer.as_deref()
    }

    /// The name of the caller's application, where it was sent.
    #[must_use]
    pub fn remote_application(&self) -> Option<&str> {
        self.attachments().text("remote.application")
    }

    /// When the caller stops waiting, where it said so.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.0.deadline
    }

    /// The context of a request, with what `peer` sent.
    pub(crate) fn received(
        peer: &Arc<str>,
        deadline: Option<Instant>,
        encoded: impl FnOnce(&mut Encoded),
    ) -> Self {
        let mut spare = SPARE.take().unwrap_or_default();
        match Arc::get_mut(&mut spare.0) {
            Some(inner) => {
                inner.begin(peer, deadline, encoded);
                spare
            }
            None => {
                let mut inner = Inner::default();
                inner.begin(peer, deadline, encoded);
                Self(Arc::new(inner))
            }
        }
    }

    /// What came with the request.
    pub(crate) fn encoded(&self) -> &Encoded {
        &self.0.encoded
    }

    /// Has the next request use it again, where nobody else holds it and nothing was done with it.
    pub(crate) fn recycle(self) {
        // The next request may be long in coming.
        let is_short = self.0.encoded.bytes.is_short();
        let is_untouched =
            self.0.request.get().is_none() && !self.0.attached.load(Ordering::Relaxed);
        if is_untouched && is_short && Arc::strong_count(&self.0) == 1 {
            SPARE.set(Some(self));
        }
    }

    /// The context of a call as it came in.
    pub(super) fn of(call: &Invocation<'_>) -> Self {
        let encoded = call.arguments().encoded().cloned();
        let peer = call.context.and_then(|context| context.0.peer.clone());
        let request = match &encoded {
            Some(_) => OnceLock::new(),
            None => OnceLock::from(call.attachments.clone()),
        };
        Self(Arc::new(Inner {
            peer,
            deadline: call.deadline,
            encoded: encoded.unwrap_or_default(),
            request,
            ..Inner::default()
        }))
    }

    /// Moves what was attached to the reply.
    pub(super) fn attach_to(&self, reply: &mut Reply) {
        if self.0.attached.load(Ordering::Acquire) {
            let attached = std::mem::take(&mut *self.reply());
            reply.attachments.extend(attached.into_entries());
        }
    }

    fn reply(&self) -> MutexGuard<'_, Attachments> {
        self.0.reply.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes a context the current one, until dropped.
pub(super) struct Entered<'a> {
    /// Where it came from, and goes back to.
    own: &'a mut Option<Context>,
    before: Option<Context>,
}

impl<'a> Entered<'a> {
    pub(super) fn new(own: &'a mut Option<Context>) -> Self {
        let before = CURRENT.replace(own.take());
        Self { own, before }
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        *self.own = CURRENT.replace(self.before.take());
    }
}

impl Default for Inner {
    /// Of no request.
    fn default() -> Self {
        Self {
            peer: None,
            deadline: None,
            encoded: Encoded::default(),
            request: OnceLock::from(Attachments::new()),
            attached: AtomicBool::new(false),
            reply: Mutex::default(),
        }
    }
}

impl Inner {
    /// Makes it the context of another request.
    fn begin(
        &mut self,
        peer: &Arc<str>,
        deadline: Option<Instant>,
        encoded: impl FnOnce(&mut Encoded),
    ) {
        if !self
            .peer
            .as_ref()
            .is_some_and(|kept| Arc::ptr_eq(kept, peer))
        {
            self.peer = Some(peer.clone());
        }
        self.deadline = deadline;
        encoded(&mut self.encoded);
        self.request = OnceLock::new();
    }
}
