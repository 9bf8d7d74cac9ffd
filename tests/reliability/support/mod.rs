//! What the tests share: a service, a provider in a process of its own, bytes on the wire.

pub mod chance;
pub mod fault;
pub mod memory;
pub mod process;
pub mod service;
pub mod warnings;
pub mod wire;

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// Looks every few milliseconds until `holds`; fails with what it saw last after `limit`.
pub async fn within<T: std::fmt::Debug>(
    limit: Duration,
    what: &str,
    mut look: impl FnMut() -> T,
    holds: impl Fn(&T) -> bool,
) -> T {
    let start = Instant::now();
    loop {
        let seen = look();
        if holds(&seen) {
            return seen;
        }
        assert!(start.elapsed() < limit, "{what}: {seen:?} after {limit:?}");
        sleep(Duration::from_millis(10)).await;
    }
}
