use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use dubbo_codec::Value;
use tokio::time::Instant;

use super::arguments::Encoded;
use super::{Attachments, Invocation, Reply};

tokio::task_local! {
    static CURRENT: Context;
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

#[derive(Debug, Default)]
struct Inner {
    peer: Option<Arc<str>>,
    deadline: Option<Instant>,
    /// Decoded only when somebody asks.
    encoded: Option<Encoded>,
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
        CURRENT.try_with(Self::clone).ok()
    }

    /// Runs `future` with this context as the current one: for a task that a handler spawns.
    ///
    /// ```no_run
    /// # async fn handler() {
    /// tokio::spawn(dubbo_core::Context::current().scope(async { /* calls made here forward, too */ }));
    /// # }
    /// ```
    pub fn scope<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        CURRENT.scope(self, future)
    }

    /// Runs `work`, which does not await, with this context as the current one: for a thread that a handler
    /// hands work to, as in `spawn_blocking`.
    pub fn scope_blocking<R>(self, work: impl FnOnce() -> R) -> R {
        CURRENT.sync_scope(self, work)
    }

    /// The caller's attachment `key`, where it is a string.
    #[must_use]
    pub fn attachment(&self, key: &str) -> Option<String> {
        self.attachments().text(key).map(str::to_owned)
    }

    /// All that the caller attached, with what the protocol adds (`path`, `remote.application`, …).
    #[must_use]
    pub fn attachments(&self) -> &Attachments {
        let decode = || match self.0.encoded.as_ref().map(Encoded::attachments) {
            Some(Ok(attachments)) => attachments,
            // The request was scanned as a whole before it came here.
            Some(Err(error)) => {
                tracing::warn!(%error, "unreadable attachments");
                Attachments::new()
            }
            None => Attachments::new(),
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

    /// The context of a call as it came in.
    pub(super) fn of(call: &Invocation<'_>, peer: Option<Arc<str>>) -> Self {
        let encoded = call.arguments().encoded().cloned();
        let request = match &encoded {
            Some(_) => OnceLock::new(),
            None => OnceLock::from(call.attachments.clone()),
        };
        let deadline = call.deadline;
        Self(Arc::new(Inner {
            peer,
            deadline,
            encoded,
            request,
            attached: AtomicBool::new(false),
            reply: Mutex::default(),
        }))
    }

    /// Moves what was attached in the current context to the reply.
    pub(super) fn attach_to(reply: &mut Reply) {
        CURRENT.with(|context| {
            if context.0.attached.load(Ordering::Acquire) {
                let attached = std::mem::take(&mut *context.reply());
                reply.attachments.extend(attached.into_entries());
            }
        });
    }

    fn reply(&self) -> MutexGuard<'_, Attachments> {
        self.0.reply.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
