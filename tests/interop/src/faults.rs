//! What goes wrong between our side and a Java peer, in both directions: peers that are killed,
//! stopped, restarted, shut down, over-full.

mod caller;
mod consumers;
mod load;
mod providers;
mod watch;

use std::time::{Duration, Instant};

use crate::java::Java;
use crate::report::{Check, Report, ensure};

/// Runs everything against one version.
pub async fn all(report: &mut Report, version: &'static str, java: &Java) {
    providers::all(report, version, java).await;
    consumers::all(report, version, java).await;
}

/// Waits until it holds; returns how long that took.
async fn until(
    what: &str,
    limit: Duration,
    mut holds: impl FnMut() -> Check<bool>,
) -> Check<Duration> {
    let start = Instant::now();
    while !holds()? {
        ensure!(start.elapsed() < limit, "not within {limit:?}: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(start.elapsed())
}

async fn sleep(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
