//! What happened in a run.

use std::collections::BTreeMap;
use std::time::Duration;

/// All that is known of a run. Times are simulated, from its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// All calls that were made.
    pub calls: Vec<Call>,
    /// How often the provider was given each token.
    pub served: BTreeMap<i64, u32>,
    /// What was tried to get a connection, by consumer.
    pub attempts: Vec<Attempt>,
    /// What is there before anything goes wrong, and in the end: by name.
    pub rest: BTreeMap<String, (Rest, Rest)>,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What makes it recognisable.
    pub token: i64,
    /// When it was made.
    pub start: Duration,
    /// The time it was given.
    pub timeout: Duration,
    /// When it ended.
    pub end: Duration,
    /// How it ended.
    pub outcome: Outcome,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With its own answer.
    Answered,
    /// With an answer that is not its own: the token of that one.
    Strange(i64),
    /// With an error.
    Failed(String),
    /// Its caller did not wait any longer.
    Dropped,
}

/// An attempt of a consumer to connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Whose.
    pub consumer: usize,
    /// When it ended.
    pub at: Duration,
    /// Whether there was a connection then.
    pub connected: bool,
}

/// What a side holds while it does nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rest {
    /// Tasks of its run time.
    pub tasks: usize,
    /// Connections that a provider has.
    pub connections: usize,
    /// Sockets of a provider's host.
    pub sockets: usize,
}
