//! A provider that is killed, stopped, started again: calls end in time, and later ones succeed.

use std::time::{Duration, Instant};

use dubbo::Error;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::support::process::{Launch, Provider};
use crate::support::service::{Echo, EchoClient};
use crate::support::warnings::Warnings;

/// How late a call may end. A machine that has time ends it within 50 ms of its deadline; this one may
/// have other tests to run.
const BUSY: Duration = Duration::from_millis(1000);

async fn client(port: u16, timeout: &str) -> EchoClient {
    let url = format!("dubbo://127.0.0.1:{port}?timeout={timeout}");
    EchoClient::connect(&url).await.unwrap()
}

/// Calls until one succeeds, which must be soon.
async fn heals(client: &EchoClient) {
    let start = Instant::now();
    loop {
        match client.echo("again".into()).await {
            Ok(text) => break assert_eq!(text, "again"),
            Err(error) => assert!(start.elapsed() < Duration::from_secs(10), "{error}"),
        }
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn calls_to_a_provider_that_is_killed_end_at_once_and_heal_when_it_is_back() {
    let mut provider = Provider::start();
    let client = client(provider.port, "20s").await;
    for _ in 0..3 {
        let mut calls = JoinSet::new();
        for call in 0..50 {
            let client = client.clone();
            calls.spawn(async move { client.echo_after(call.to_string(), 15_000).await });
        }
        sleep(Duration::from_millis(300)).await;
        let (port, killed) = (provider.port, Instant::now());
        drop(provider); // kill -9
        while let Some(call) = calls.join_next().await {
            let error = call.unwrap().unwrap_err();
            assert!(matches!(error, Error::Network { .. }), "{error}");
        }
        assert!(killed.elapsed() < BUSY, "{:?}", killed.elapsed());
        // Nobody there: refused at once, not at the deadline.
        let start = Instant::now();
        client.echo("nobody".into()).await.unwrap_err();
        assert!(start.elapsed() < BUSY, "{:?}", start.elapsed());
        provider = Launch {
            port,
            ..Launch::default()
        }
        .start();
        heals(&client).await;
    }
}

#[tokio::test]
async fn calls_to_a_provider_that_is_stopped_end_at_their_deadline_and_late_replies_reach_nobody() {
    const DEADLINE: Duration = Duration::from_millis(500);
    let (tell, warnings) = std::sync::mpsc::channel();
    let log = Warnings(move |line| drop(tell.send(line)));
    let _guard = tracing::subscriber::set_default(log);
    let provider = Provider::start();
    let client = client(provider.port, "500").await;
    heals(&client).await;
    for round in 0..3 {
        provider.signal("STOP");
        provider.until_stopped();
        let mut calls = JoinSet::new();
        for call in 0..100 {
            let client = client.clone();
            calls.spawn(async move {
                let start = Instant::now();
                let outcome = client.echo(format!("late {round}.{call}")).await;
                (outcome, start.elapsed())
            });
        }
        let mut lateness = Vec::new();
        for (outcome, time) in calls.join_all().await {
            let error = outcome.unwrap_err();
            assert!(matches!(error, Error::Timeout { .. }), "{error}");
            assert!(time >= DEADLINE, "{time:?}");
            lateness.push(time - DEADLINE);
        }
        lateness.sort();
        println!(
            "late by {:?} (median), {:?} (most)",
            lateness[50], lateness[99]
        );
        assert!(lateness[99] < BUSY, "{lateness:?}");

        provider.signal("CONT");
        // Its replies to all of the above come now, before those to these calls.
        for call in 0..100 {
            let text = format!("in time {round}.{call}");
            match client.echo(text.clone()).await {
                Ok(answer) => assert_eq!(answer, text),
                // The first may not be in time yet.
                Err(error) => assert!(call < 5, "{error}"),
            }
        }
        let late = |line: &String| line.contains("dropped replies to calls that wait no longer");
        assert!(warnings.try_iter().any(|line| late(&line)), "round {round}");
    }
}

/// The control: the reply of a provider that is not stopped would have come in time.
#[tokio::test]
async fn a_provider_that_goes_on_answers_before_the_deadline() {
    let provider = Provider::start();
    let client = client(provider.port, "5000").await;
    provider.signal("STOP");
    provider.until_stopped();
    let call = tokio::spawn({
        let client = client.clone();
        async move { client.echo("held up".into()).await }
    });
    sleep(Duration::from_millis(500)).await;
    assert!(!call.is_finished());
    provider.signal("CONT");
    assert_eq!(call.await.unwrap().unwrap(), "held up");
}
