use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use dubbo_codec::Value;
use tracing::Instrument;

use super::{Contract, Outcome};
use crate::error::{Error, Result};
use crate::period::Period;
use crate::protocol::{Arguments, Attachments, CallOptions, Invocation, Invoker, Method, Reply};

/// A typed client of the contract `K`, over whatever carries out its calls; `GreeterClient` is one.
/// It implements the contract's trait. Cheap to clone.
pub struct Client<K, I> {
    invoker: I,
    /// What [`with`](Self::with) has set; usually nothing.
    call: Option<Arc<Call>>,
    contract: PhantomData<fn() -> K>,
}

impl<K: Contract, I: Invoker> Client<K, I> {
    /// A client whose calls `invoker` carries out: a reference, or an implementation in memory.
    pub fn new(invoker: I) -> Self {
        Self {
            invoker,
            call: None,
            contract: PhantomData,
        }
    }

    /// The same client with options for its calls, beside those that were set before.
    ///
    /// `greeter.with(|call| call.timeout(Duration::from_millis(200)).attach("user", "maria"))` is such a
    /// client; the crate's documentation has it in a whole.
    #[must_use]
    pub fn with(&self, options: impl FnOnce(Call) -> Call) -> Self {
        let call = self.call.as_deref().cloned().unwrap_or_default();
        let call = Some(Arc::new(options(call)));
        Self {
            invoker: self.invoker.clone(),
            call,
            contract: PhantomData,
        }
    }

    /// What carries out the calls.
    pub fn invoker(&self) -> &I {
        &self.invoker
    }
}

impl<K, I: Clone> Clone for Client<K, I> {
    fn clone(&self) -> Self {
        let (invoker, call) = (self.invoker.clone(), self.call.clone());
        Self {
            invoker,
            call,
            contract: PhantomData,
        }
    }
}

impl<K: Contract, I> fmt::Debug for Client<K, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("interface", &K::INTERFACE)
            .finish_non_exhaustive()
    }
}

/// Options of single calls, for [`Client::with`].
#[derive(Clone, Debug, Default)]
pub struct Call {
    options: CallOptions,
    /// A time limit that is none: every call says so.
    mistake: Option<Box<str>>,
    attachments: Attachments,
    reply_into: Option<Arc<Mutex<Attachments>>>,
}

impl Call {
    /// The time limit (Dubbo's `timeout`), over all attempts: a `Duration`, `"200ms"`, milliseconds.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Period>) -> Self {
        match timeout.into().get("timeout") {
            Ok(timeout) => self.options.timeout = Some(timeout),
            Err(mistake) => self.mistake = Some(mistake.to_string().into()),
        }
        self
    }

    /// How often a call that failed on its way is sent again (Dubbo's `retries`).
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.options.retries = Some(retries);
        self
    }

    /// Sends the call without waiting for an answer: the provider gives none, not even an error
    /// (Dubbo's `return=false`). The result is null: `()`, or `None` of an `Option`.
    #[must_use]
    pub fn one_way(mut self) -> Self {
        self.options.one_way = Some(true);
        self
    }

    /// Has a one-way call wait until its bytes have left for the socket (Dubbo's `sent=true`).
    #[must_use]
    pub fn sent(mut self) -> Self {
        self.options.sent = Some(true);
        self
    }

    /// Sends an attachment with the call.
    #[must_use]
    pub fn attach(mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.attachments.insert(key, value);
        self
    }

    /// Puts the attachments of the reply into `attachments`, also when the service threw.
    #[must_use]
    pub fn reply_into(mut self, attachments: &Arc<Mutex<Attachments>>) -> Self {
        self.reply_into = Some(attachments.clone());
        self
    }
}

/// What every generated method of a client does.
pub async fn call<K: Contract, I: Invoker, R: Outcome>(
    client: &Client<K, I>,
    method: &'static Method,
    arguments: &dyn Arguments,
) -> R {
    R::from_reply(invoke(client, method, arguments).await)
}

async fn invoke<K: Contract, I: Invoker>(
    client: &Client<K, I>,
    method: &'static Method,
    arguments: &dyn Arguments,
) -> Result<Reply> {
    let mut invocation = Invocation::new(K::INTERFACE, method, arguments);
    if let Some(call) = &client.call {
        if let Some(mistake) = &call.mistake {
            return Err(Error::Config(mistake.clone()));
        }
        invocation.options = call.options.clone();
        invocation.attachments = call.attachments.clone();
    }
    let span = tracing::debug_span!("call", service = K::INTERFACE, method = method.name);
    // Mostly nobody looks, and then the call's future need not be moved into another.
    let reply = if span.is_disabled() {
        drop(span);
        client.invoker.invoke(&mut invocation).await?
    } else {
        Box::pin(client.invoker.invoke(&mut invocation).instrument(span)).await?
    };
    if let Some(into) = client
        .call
        .as_ref()
        .and_then(|call| call.reply_into.as_ref())
    {
        let attachments = reply.all_attachments()?;
        *into.lock().unwrap_or_else(PoisonError::into_inner) = attachments;
    }
    Ok(reply)
}
