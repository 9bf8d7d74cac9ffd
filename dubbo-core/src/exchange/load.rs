//! What a server has to do at once, over all its connections, and the bounds of it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Bytes that each connection may hold in each direction without asking: more of them come out of
/// what all connections share.
pub(super) const ALLOWANCE: usize = 64 * 1024;

/// Requests being served, and bytes held for requests and replies.
#[derive(Debug)]
pub(crate) struct Load {
    /// Both counts in one, so that a request changes them at once: see [`Count`].
    count: AtomicU64,
    limits: Limits,
    /// Whether the ends of requests are of interest.
    draining: AtomicBool,
    last_end: Mutex<Option<Instant>>,
}

/// How much of it there may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Requests that are served at once.
    pub(crate) requests: usize,
    /// Bytes of requests that are served, and of whatever connections hold beyond [`ALLOWANCE`].
    pub(crate) bytes: usize,
}

/// Why something is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Full {
    Requests(usize),
    Bytes(usize),
}

/// The requests in the upper bits, the bytes in the lower.
#[derive(Clone, Copy)]
struct Count(u64);

impl Count {
    /// 2^40 bytes are more than any machine has, 2^24 requests more than it could serve.
    const BITS: u32 = 40;
    const REQUEST: u64 = 1 << Self::BITS;
    const BYTES: u64 = Self::REQUEST - 1;

    fn of(requests: u64, bytes: usize) -> u64 {
        requests << Self::BITS | bytes as u64 & Self::BYTES
    }

    fn requests(self) -> usize {
        (self.0 >> Self::BITS) as usize
    }

    fn bytes(self) -> usize {
        (self.0 & Self::BYTES) as usize
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests: 65_536,
            bytes: 256 * 1024 * 1024,
        }
    }
}

impl Load {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            count: AtomicU64::new(0),
            limits,
            draining: AtomicBool::new(false),
            last_end: Mutex::new(None),
        }
    }

    /// Lets a request in, until it [leaves](Self::leave).
    pub(super) fn enter(&self) -> Result<(), Full> {
        let most = self.limits.requests;
        if Count(self.add(1, 0)).requests() < most {
            return Ok(());
        }
        self.leave();
        Err(Full::Requests(most))
    }

    /// Whether there is room for so many bytes more.
    pub(super) fn fits(&self, bytes: usize) -> Result<(), Full> {
        let most = self.limits.bytes;
        match self.now().bytes().saturating_add(bytes) > most {
            true => Err(Full::Bytes(most)),
            false => Ok(()),
        }
    }

    /// A request that was let in goes on, with its bytes, until what is returned is dropped.
    pub(super) fn keep(self: &Arc<Self>, bytes: usize) -> Admitted {
        self.hold(bytes);
        let load = self.clone();
        Admitted { load, bytes }
    }

    /// A request that was let in has ended.
    pub(super) fn leave(&self) {
        self.end(0);
    }

    fn end(&self, bytes: usize) {
        if self.draining.load(Ordering::Relaxed) {
            let mut last = self.last_end.lock().unwrap_or_else(PoisonError::into_inner);
            *last = Some(Instant::now());
        }
        self.count.fetch_sub(Count::of(1, bytes), Ordering::Relaxed);
    }

    /// Counts bytes that are held in any case.
    pub(super) fn hold(&self, bytes: usize) {
        self.add(0, bytes);
    }

    /// Counts bytes, if there is room for them.
    pub(super) fn try_hold(&self, bytes: usize) -> Result<(), Full> {
        let before = Count(self.add(0, bytes));
        if before.bytes().saturating_add(bytes) <= self.limits.bytes {
            return Ok(());
        }
        self.release(bytes);
        Err(Full::Bytes(self.limits.bytes))
    }

    /// Counts bytes no longer.
    pub(super) fn release(&self, bytes: usize) {
        self.count.fetch_sub(Count::of(0, bytes), Ordering::Relaxed);
    }

    /// Whether connections may hold more than their allowance.
    pub(super) fn has_room(&self) -> bool {
        self.now().bytes() <= self.limits.bytes
    }

    /// Has the ends of requests noted from now on.
    pub(super) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether nothing has been served for `period`, beginning with `start`.
    pub(super) fn is_quiet(&self, start: Instant, period: Duration) -> bool {
        let last = *self.last_end.lock().unwrap_or_else(PoisonError::into_inner);
        let since = last.map_or(start, |end| end.max(start));
        self.now().requests() == 0 && since.elapsed() >= period
    }

    fn now(&self) -> Count {
        Count(self.count.load(Ordering::Relaxed))
    }

    fn add(&self, requests: u64, bytes: usize) -> u64 {
        self.count
            .fetch_add(Count::of(requests, bytes), Ordering::Relaxed)
    }
}

/// A request that is being served, until dropped.
#[derive(Debug)]
pub(super) struct Admitted {
    load: Arc<Load>,
    bytes: usize,
}

impl Drop for Admitted {
    fn drop(&mut self) {
        self.load.end(self.bytes);
    }
}

impl std::fmt::Display for Full {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Requests(limit) => write!(f, "{limit} requests are being served already"),
            Self::Bytes(limit) => {
                write!(f, "{limit} bytes of requests and replies are held already")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_is_let_in_is_counted_until_it_ends() {
        let limits = Limits {
            requests: 2,
            bytes: 100,
        };
        let load = Arc::new(Load::new(limits));
        load.enter().unwrap();
        let first = load.keep(60);
        assert_eq!(load.fits(41), Err(Full::Bytes(100)));
        load.enter().unwrap();
        let second = load.keep(40);
        assert_eq!(load.enter(), Err(Full::Requests(2)));
        assert_eq!(load.try_hold(1), Err(Full::Bytes(100)));
        drop(first);
        assert_eq!(load.try_hold(60), Ok(()));
        drop(second);
        load.release(60);
        assert_eq!(load.count.load(Ordering::Relaxed), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn it_is_quiet_once_the_last_request_has_ended_long_enough_ago() {
        let load = Arc::new(Load::new(Limits::default()));
        let (start, period) = (Instant::now(), Duration::from_millis(100));
        load.drain();
        load.enter().unwrap();
        let request = load.keep(1);
        tokio::time::advance(period * 2).await;
        assert!(!load.is_quiet(start, period));
        drop(request);
        assert!(!load.is_quiet(start, period));
        tokio::time::advance(period).await;
        assert!(load.is_quiet(start, period));
    }
}
