use std::sync::Arc;

use tokio::time::{Instant, sleep_until};

use super::event;
use super::observer::ConnectionEvent;
use super::shared::Shared;

/// The one timer of a consumer's connection: deadlines of calls, heartbeats, closing when idle.
pub(super) async fn run(shared: Arc<Shared>) {
    let _ends = shared.ends_with("its timer ended");
    let mut heartbeat_due = Instant::now() + shared.options.heartbeat;
    let mut idle_due = close_if_idle(&shared, Instant::now());
    while let Some(due) = idle_due {
        let mut wake = due.min(heartbeat_due);
        if let Some(deadline) = shared.next_deadline() {
            wake = wake.min(deadline);
        }
        tokio::select! {
            () = sleep_until(wake) => {}
            () = shared.deadline.notified() => continue,
            () = shared.closing.cancelled() => return,
        }
        let now = Instant::now();
        shared.expire(now);
        idle_due = close_if_idle(&shared, now);
        if now >= heartbeat_due {
            heartbeat_due = beat(&shared, now);
        }
    }
}

/// Closes a connection on which nothing has happened for too long; else says when that will be.
pub(super) fn close_if_idle(shared: &Shared, now: Instant) -> Option<Instant> {
    let silent = shared.options.idle;
    let due = idle_since(shared) + silent;
    if now < due {
        return Some(due);
    }
    shared.tell(|peer| ConnectionEvent::Idle { peer, silent });
    shared.close(format!(
        "idle: nothing came from the other side for {silent:?}"
    ));
    None
}

/// A consumer closes when nothing was read, a provider when nothing was read nor written
/// (dubbo-protocol §5.2).
fn idle_since(shared: &Shared) -> Instant {
    match shared.side.is_consumer() {
        true => shared.last_read(),
        false => shared.last_used(),
    }
}

/// Sends a heartbeat if nothing was read for the period; returns when to look again.
fn beat(shared: &Shared, now: Instant) -> Instant {
    let period = shared.options.heartbeat;
    let due = shared.last_read() + period;
    if now < due {
        return due;
    }
    shared.send_event(event::HEARTBEAT);
    now + period
}
