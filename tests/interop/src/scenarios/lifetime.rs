//! Idle connections, and a provider that goes away.

use std::time::{Duration, Instant};

use dubbo::Error;

use super::{Peer, sleep, usable};
use crate::contract::InteropService;
use crate::java::{Java, Provider};
use crate::relay::Relay;
use crate::report::{Check, Report, ensure};

/// A provider that closes a connection after 3 s of silence.
const HEARTBEAT: &[&str] = &["heartbeat=1000"];

pub(super) async fn all(report: &mut Report, version: &'static str, java: &Java) {
    let mut provider = match Provider::start(java, version, HEARTBEAT) {
        Ok(provider) => provider,
        Err(problem) => return report.record("provider-with-heartbeat", Err(problem)),
    };
    let peer = Peer {
        version,
        url: provider.url.clone(),
        narrow: provider.narrow.clone(),
    };
    report.run("heartbeat", idle(&peer)).await;
    report
        .run("graceful-stop", graceful_stop(&peer, &mut provider))
        .await;
    report.run("provider-gone", provider_gone(&peer)).await;
}

/// Idle over more than three heartbeats. A connection without heartbeats, beside it, is closed: so
/// it is they that keep the other.
async fn idle(peer: &Peer) -> Check {
    let relay = Relay::to(&peer.url).await?;
    let client = peer.through(&relay, "heartbeat=1000").await?;
    let silent = peer.client("heartbeat=60000").await?;
    let (caller, silent_caller) = (client.caller().await?, silent.caller().await?);
    sleep(4500).await;
    usable(&client, &caller).await?;
    let counts = relay.counts();
    ensure!(
        counts.len() == 1 && counts[0].heartbeats >= 3,
        "expected three heartbeats on one connection: {counts:?}"
    );
    ensure!(
        counts[0].heartbeat_answers >= 3,
        "the heartbeats were not answered: {counts:?}"
    );
    let now = silent.caller().await?;
    ensure!(
        now != silent_caller,
        "the provider kept a connection without heartbeats: the check proves nothing"
    );
    Ok(())
}

/// A provider that is stopped says so (readonly). It is called all the same, since there is no other,
/// until it closes; what it is at work on is still answered.
async fn graceful_stop(peer: &Peer, provider: &mut Provider) -> Check {
    let relay = Relay::to(&peer.url).await?;
    let client = peer.through(&relay, "heartbeat=1000").await?;
    client.ping().await?;
    let outstanding = {
        let client = client.clone();
        tokio::spawn(async move { client.sleepy(4000, "outstanding".to_owned()).await })
    };
    sleep(200).await;
    provider.process.say("stop")?;
    let start = Instant::now();
    let refused = loop {
        match client.ping().await {
            Ok(_) => sleep(20).await,
            Err(error) => break error,
        }
        ensure!(
            start.elapsed() < Duration::from_secs(15),
            "calls were served for 15 s after the provider was stopped"
        );
    };
    ensure!(
        matches!(refused, Error::Network { .. }),
        "expected a network error, got {refused:?}"
    );
    let answer = outstanding.await?;
    provider.process.wait(Duration::from_secs(20))?;
    let counts = relay.counts();
    ensure!(
        counts[0].readonly,
        "the provider did not say that it stops: {counts:?}"
    );
    if peer.is_dubbo_2() {
        // It interrupts what it is at work on.
        ensure!(
            matches!(answer, Err(Error::Exception(_))),
            "the call that was being served: {answer:?}"
        );
        return Ok(());
    }
    ensure!(
        matches!(&answer, Ok(token) if token == "outstanding"),
        "the call that was being served: {answer:?}"
    );
    ensure!(
        counts[0].answers_after_readonly > 0,
        "it was not answered on its own connection: {counts:?}"
    );
    Ok(())
}

async fn provider_gone(peer: &Peer) -> Check {
    let outcome = peer.client("").await;
    ensure!(outcome.is_err(), "connected to a provider that is gone");
    let client = peer.client("check=false").await?;
    let outcome = client.ping().await;
    ensure!(
        matches!(outcome, Err(Error::Network { .. })),
        "expected a network error, got {outcome:?}"
    );
    Ok(())
}
