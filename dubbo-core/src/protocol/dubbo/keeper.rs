//! Makes a link's connection again when it is lost, without a storm when many lose theirs at once.

use std::sync::Weak;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::Link;
use crate::transport::Transport;

/// The pause before the first attempt, on the average twice as long as it is at least.
const FIRST: Duration = Duration::from_millis(100);

/// A connection that was of use for so long was no flash in the pan: pauses begin anew.
const LASTING: Duration = Duration::from_secs(5);

/// Keeps a link connected until it is gone, with pauses that double up to `longest`.
pub(super) async fn run<T: Transport>(
    link: Weak<Link<T>>,
    gone: CancellationToken,
    longest: Duration,
) {
    let keeping = async {
        let mut pauses = Pauses::new(longest);
        let mut since = Instant::now();
        while let Some(lost) = link.upgrade().map(|link| link.until_lost()) {
            lost.await;
            if since.elapsed() >= LASTING {
                pauses = Pauses::new(longest);
            }
            sleep(pauses.next()).await;
            let Some(link) = link.upgrade() else { return };
            since = Instant::now();
            if !link.is_lost() {
                continue;
            }
            let connecting = link.reconnect();
            // The link is not kept while others take their time.
            drop(link);
            connecting.await;
        }
    };
    tokio::select! {
        () = keeping => {}
        () = gone.cancelled() => {}
    }
}

/// Pauses that double, each between one half and the whole of its length: those who lost their
/// connection together do not come back together.
struct Pauses {
    next: Duration,
    longest: Duration,
}

impl Pauses {
    fn new(longest: Duration) -> Self {
        let next = FIRST.min(longest);
        Self { next, longest }
    }

    fn next(&mut self) -> Duration {
        let pause = self.next;
        self.next = (pause * 2).min(self.longest);
        pause / 2 + (pause / 2).mul_f64(fastrand::f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_differ() {
        let longest = Duration::from_secs(1);
        let (mut one, mut other) = (Pauses::new(longest), Pauses::new(longest));
        let mut differ = false;
        for whole in [100, 200, 400, 800, 1000, 1000].map(Duration::from_millis) {
            let pauses = (one.next(), other.next());
            assert!(whole / 2 <= pauses.0 && pauses.0 <= whole, "{pauses:?}");
            differ |= pauses.0 != pauses.1;
        }
        assert!(differ);
    }
}
