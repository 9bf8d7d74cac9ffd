use std::time::Duration;

use tokio::time::Instant;

/// What the reader does before other tasks get their turn.
///
/// It ends by time, not by number: a request that is refused costs next to nothing, and the more come
/// than can be served, the more must be refused. Those that were left in the socket would be served
/// when their callers do not wait for them any more.
#[derive(Debug, Default)]
pub(super) struct Turn {
    since: Option<Instant>,
    requests: usize,
    /// How many of them were let in.
    admitted: usize,
}

impl Turn {
    /// Whether others are to have their turn, now that one more request is let in or refused.
    ///
    /// Refusing costs a known little, and the busier the processor, the more there is to refuse: only
    /// the number of those ends a turn.
    /// The request was read at `read_at`.
    pub(super) fn is_over(&mut self, admitted: bool, read_at: Instant) -> bool {
        /// How long requests are let in.
        const TURN: Duration = Duration::from_millis(1);
        /// Requests let in between two looks at the clock.
        const BUDGET: usize = 64;
        /// Requests of a turn at most: a clock may be paused.
        const MOST: usize = 1024;
        self.requests += 1;
        if self.requests >= MOST {
            return true;
        }
        if !admitted {
            return false;
        }
        let since = *self.since.get_or_insert(read_at);
        self.admitted += 1;
        self.admitted.is_multiple_of(BUDGET) && since.elapsed() >= TURN
    }
}
