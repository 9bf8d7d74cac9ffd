//! What must hold of every run.

use std::time::Duration;

use crate::{History, Outcome, Plan};

/// A timer is this exact.
const EXACT: Duration = Duration::from_millis(2);

/// After a repair a consumer is as before within this time: it has noticed that its old connection is dead (three
/// heartbeats of a second), and the pause between two attempts is over (two seconds).
const HEALING: Duration = Duration::from_secs(6);

/// Attempts to connect of one consumer, within any second: calls make one each tenth of a second.
const MOST_ATTEMPTS: usize = 11;

/// What of a run must not be, in words.
pub fn violations(plan: &Plan, history: &History) -> Vec<String> {
    let mut found = Vec::new();
    for call in &history.calls {
        let token = call.token;
        if call.end > call.start + call.timeout + EXACT {
            found.push(format!("call {token} ended after its deadline: {call:?}"));
        }
        if let Outcome::Strange(other) = call.outcome {
            found.push(format!("call {token} got the answer to {other}"));
        }
        if call.start > plan.repaired + HEALING && matches!(call.outcome, Outcome::Failed(_)) {
            found.push(format!(
                "call {token} failed although all is repaired: {call:?}"
            ));
        }
    }
    for (token, times) in history.served.iter().filter(|(_, times)| **times > 1) {
        found.push(format!("call {token} was served {times} times"));
    }
    for (name, (before, after)) in &history.rest {
        if before != after {
            found.push(format!(
                "{name} had {before:?}, and has {after:?} in the end"
            ));
        }
    }
    found.extend(storms(history));
    found
}

fn storms(history: &History) -> Vec<String> {
    let mut found = Vec::new();
    let consumers = history.attempts.iter().map(|attempt| attempt.consumer + 1);
    for consumer in 0..consumers.max().unwrap_or(0) {
        let attempts = history.attempts.iter();
        let mut times: Vec<_> = attempts
            .filter(|attempt| attempt.consumer == consumer)
            .map(|attempt| attempt.at)
            .collect();
        times.sort();
        let storm = times
            .windows(MOST_ATTEMPTS + 1)
            .find(|times| times[MOST_ATTEMPTS] - times[0] < Duration::from_secs(1));
        if let Some(storm) = storm {
            found.push(format!("consumer {consumer} tried too often: {storm:?}"));
        }
    }
    found
}
