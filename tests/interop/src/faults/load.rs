//! Calls at a constant rate.

use std::fmt;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use crate::contract::{InteropService, InteropServiceClient};
use crate::report::Check;

/// Calls under way at once, at most.
const MOST: usize = 200;

/// Calls that go on until they are ended. None waits for another while there are fewer than [`MOST`].
pub(super) struct Load {
    end: oneshot::Sender<()>,
    outcomes: JoinHandle<Outcomes>,
}

/// How calls ended.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    pub(super) answered: usize,
    pub(super) failed: usize,
    /// Why the first failed that did.
    why: String,
}

impl Load {
    /// A call every `period`, answered after so many milliseconds; where they are 0, by a method that
    /// does not sleep.
    pub(super) fn start(client: &InteropServiceClient, period: Duration, millis: i32) -> Self {
        let client = client.clone();
        let (end, mut ended) = oneshot::channel();
        let outcomes = tokio::spawn(async move {
            let mut calls = JoinSet::new();
            let mut next = tokio::time::interval(period);
            let mut outcomes = Outcomes::default();
            for number in 0_u64.. {
                tokio::select! {
                    _ = next.tick() => {}
                    _ = &mut ended => break,
                }
                let client = client.clone();
                calls.spawn(async move { call(&client, millis, number).await });
                while let Some(Ok(outcome)) = calls.try_join_next() {
                    outcomes.add(outcome);
                }
                // A machine that does not keep up makes calls late, not without end.
                while calls.len() >= MOST
                    && let Some(Ok(outcome)) = calls.join_next().await
                {
                    outcomes.add(outcome);
                }
            }
            for outcome in calls.join_all().await {
                outcomes.add(outcome);
            }
            outcomes
        });
        Self { end, outcomes }
    }

    /// Ends them, and waits for all.
    pub(super) async fn end(self) -> Check<Outcomes> {
        let _ended_already = self.end.send(());
        Ok(self.outcomes.await?)
    }
}

async fn call(client: &InteropServiceClient, millis: i32, number: u64) -> Result<(), String> {
    let token = format!("token {number}");
    let outcome = match millis {
        0 => client.echo_string(Some(token.clone())).await,
        _ => client.sleepy(millis, token.clone()).await.map(Some),
    };
    match outcome {
        Ok(Some(answer)) if answer == token => Ok(()),
        Ok(answer) => Err(format!("{token} was answered {answer:?}")),
        Err(error) => Err(format!("{token}: {error:?}")),
    }
}

impl Outcomes {
    fn add(&mut self, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.answered += 1,
            Err(why) => {
                self.failed += 1;
                if self.failed == 1 {
                    self.why = why;
                }
            }
        }
    }
}

impl fmt::Display for Outcomes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            answered,
            failed,
            why,
        } = self;
        write!(f, "{answered} answered, {failed} failed {why}")
    }
}
