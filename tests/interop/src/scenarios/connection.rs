//! Many calls on one connection, and calls that nobody waits for any more.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use dubbo::Error;
use tokio::task::JoinSet;

use super::{Peer, sleep, usable};
use crate::contract::{InteropService, InteropServiceClient};
use crate::relay::Relay;
use crate::report::{Check, Report, ensure};

const CALLS: usize = 1000;

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    report.run("timeout", timeout(peer)).await;
    report.run("dropped-call", dropped_call(peer)).await;
    report.run("concurrent-1000", concurrent(peer)).await;
    report.run("pool-exhausted", pool_exhausted(peer)).await;
}

async fn timeout(peer: &Peer) -> Check {
    let client = peer.client("").await?;
    let caller = client.caller().await?;
    let hasty = client.with(|call| call.timeout(Duration::from_millis(200)));
    let start = Instant::now();
    let outcome = hasty.sleepy(700, "late".to_owned()).await;
    let elapsed = start.elapsed();
    ensure!(
        matches!(outcome, Err(Error::Timeout { .. })),
        "expected a timeout, got {outcome:?}"
    );
    let window = Duration::from_millis(195)..Duration::from_millis(400);
    ensure!(
        window.contains(&elapsed),
        "gave up after {elapsed:?} instead of 200 ms"
    );
    sleep(700).await; // the late reply arrives meanwhile
    usable(&client, &caller).await
}

async fn dropped_call(peer: &Peer) -> Check {
    let client = peer.client("").await?;
    let caller = client.caller().await?;
    let dropped = tokio::time::timeout(
        Duration::from_millis(50),
        client.sleepy(300, "dropped".to_owned()),
    )
    .await;
    ensure!(
        dropped.is_err(),
        "the call was meant to be dropped: {dropped:?}"
    );
    // The other's reply arrives meanwhile.
    let answer = client.sleepy(400, "kept".to_owned()).await?;
    ensure!(
        answer == "kept",
        "the reply of a dropped call went to a stranger: {answer}"
    );
    usable(&client, &caller).await
}

/// All on one connection; delays in an order that is not that of the calls.
async fn concurrent(peer: &Peer) -> Check {
    let relay = Relay::to(&peer.url).await?;
    let client = peer.through(&relay, "").await?;
    let caller = client.caller().await?;
    let mut calls = start_sleepers(&client, |number| ((number * 617) % CALLS / 4) as i32);
    let mut callers = JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        callers.spawn(async move { client.caller().await });
    }
    let (mut overtaken, mut last) = (0, 0);
    let mut right = 0;
    while let Some(ended) = calls.join_next().await {
        let (number, outcome) = ended?;
        let token = outcome?;
        ensure!(
            token == format!("token {number}"),
            "call {number} was answered {token}"
        );
        right += 1;
        overtaken += usize::from(number < last);
        last = number;
    }
    ensure!(
        right == CALLS,
        "{right} calls were answered instead of {CALLS}"
    );
    ensure!(
        overtaken > 100,
        "answers came in the order of the calls: nothing was shuffled"
    );
    let mut seen = HashSet::from([caller.clone()]);
    while let Some(caller) = callers.join_next().await {
        seen.insert(caller??);
    }
    let counts = relay.counts();
    ensure!(
        seen.len() == 1 && counts.len() == 1,
        "more than one connection: {seen:?}, {counts:?}"
    );
    ensure!(
        counts[0].calls == CALLS + 21,
        "expected {} requests on it: {counts:?}",
        CALLS + 21
    );
    usable(&client, &caller).await
}

/// Java's default pool has 200 threads and no queue: what is beyond is refused, the rest is served.
async fn pool_exhausted(peer: &Peer) -> Check {
    let client = InteropServiceClient::connect(&format!("{}?timeout=15000", peer.narrow)).await?;
    let caller = client.caller().await?;
    let mut calls = start_sleepers(&client, |_| 500);
    let (mut served, mut refused) = (0, 0);
    while let Some(ended) = calls.join_next().await {
        match ended? {
            (number, Ok(token)) => {
                ensure!(
                    token == format!("token {number}"),
                    "call {number} was answered {token}"
                );
                served += 1;
            }
            (
                _,
                Err(Error::Refused {
                    status: 100,
                    message,
                }),
            ) => {
                ensure!(
                    message.contains("thread pool is exhausted"),
                    "the provider's reason: {message}"
                );
                refused += 1;
            }
            (_, Err(error)) => {
                return Err(format!("expected a refusal with status 100, got {error:?}").into());
            }
        }
    }
    println!("{served} calls served, {refused} refused");
    ensure!(
        served >= 190 && refused > 0 && served + refused == CALLS,
        "{served} served, {refused} refused"
    );
    usable(&client, &caller).await
}

type Ended = (usize, dubbo::Result<String>);

fn start_sleepers(client: &InteropServiceClient, delay: impl Fn(usize) -> i32) -> JoinSet<Ended> {
    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        let (client, delay) = (client.clone(), delay(number));
        calls.spawn(async move {
            (
                number,
                client.sleepy(delay, format!("token {number}")).await,
            )
        });
    }
    calls
}
