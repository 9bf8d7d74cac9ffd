use std::str::FromStr;

use crate::error::{Error, Result};

/// Where a provider's methods run (Dubbo's `dispatcher`): for all of a server, a service or a method.
///
/// As text, in a URL, also by Java's names: `direct` is `Inline`; `all`, `message`, `execution` and
/// `connection` are `Spawn`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dispatcher {
    /// `inline`: the connection's reader itself runs the method up to its first wait; from there it goes
    /// on in a task of its own. It is the fastest, and for methods that wait rather than compute: while
    /// one computes, nothing else of its connection is read, no heartbeat is answered.
    #[default]
    Inline,
    /// `spawn`: a task of its own from the beginning. A method that computes for long keeps one of the
    /// run time's workers, but neither its connection nor, where there are several workers, others.
    Spawn,
    /// `blocking`: a thread that may block, one of the run time's (`max_blocking_threads`, 512 if not
    /// told otherwise; more calls than that wait for one). For methods that call what blocks.
    Blocking,
}

impl FromStr for Dispatcher {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "inline" | "direct" => Ok(Self::Inline),
            "spawn" | "all" | "message" | "execution" | "connection" => Ok(Self::Spawn),
            "blocking" => Ok(Self::Blocking),
            _ => Err(Error::config(format!(
                "`dispatcher` is `{text}`; expected `inline`, `spawn` or `blocking` (or Java's \
                 `direct`, `all`, `message`, `execution`, `connection`)"
            ))),
        }
    }
}

/// How the calls of one method run at a provider: for [`Provider::method`](crate::Provider::method).
#[derive(Clone, Copy, Debug, Default)]
pub struct MethodRules {
    pub(crate) dispatcher: Option<Dispatcher>,
    pub(crate) executes: Option<usize>,
}

impl MethodRules {
    /// Where the method runs (Dubbo's `dispatcher`).
    #[must_use]
    pub fn dispatcher(mut self, dispatcher: Dispatcher) -> Self {
        self.dispatcher = Some(dispatcher);
        self
    }

    /// How many calls of the method are served at once (Dubbo's `executes`; 0 is no limit). One more is
    /// refused with status 100.
    #[must_use]
    pub fn executes(mut self, calls: usize) -> Self {
        self.executes = Some(calls);
        self
    }
}
