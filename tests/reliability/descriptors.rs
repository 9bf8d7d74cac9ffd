//! A provider that runs out of descriptors waits until some are free (governance §10.2, T6).

use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::support::process::{Launch, Provider};
use crate::support::service::Echo;
use crate::support::within;

/// How much of one processor's time it uses, over `period`.
async fn load(provider: &Provider, period: Duration) -> f64 {
    let before = provider.processor();
    sleep(period).await;
    (provider.processor() - before).as_secs_f64() / period.as_secs_f64()
}

#[tokio::test]
async fn without_descriptors_a_provider_waits_says_so_and_goes_on() {
    const DESCRIPTORS: usize = 64;
    let provider = Launch {
        descriptors: DESCRIPTORS,
        ..Launch::default()
    }
    .start();
    let before = provider.descriptors();
    let client = provider.client().await;
    let mut peers = Vec::new();
    // The kernel completes all of them; those that are not accepted wait in its queue.
    for _ in 0..2 * DESCRIPTORS {
        peers.push(TcpStream::connect(provider.address()).await.unwrap());
    }
    let exhausted = |open: &usize| *open >= DESCRIPTORS;
    within(
        Duration::from_secs(5),
        "descriptors",
        || provider.descriptors(),
        exhausted,
    )
    .await;
    let load = load(&provider, Duration::from_secs(2)).await;
    assert!(load < 0.5, "{load} of a processor is burnt while waiting");
    let log = provider.log();
    assert!(
        log.contains("could not accept") && log.contains("os error 24"),
        "{log}"
    );
    // Whoever is connected already is served as ever.
    assert_eq!(client.echo("here".into()).await.unwrap(), "here");

    drop(peers);
    let again = timeout(Duration::from_secs(5), provider.client()).await;
    assert_eq!(again.unwrap().echo("again".into()).await.unwrap(), "again");
    drop(client);
    let freed = |open: &usize| *open == before;
    within(
        Duration::from_secs(5),
        "descriptors",
        || provider.descriptors(),
        freed,
    )
    .await;
    assert_eq!(provider.close_wait(), 0);
}

/// The control: the time of a processor that is kept busy is seen, however little of it there is to
/// have beside other tests.
#[tokio::test]
async fn a_busy_processor_is_seen() {
    let provider = Provider::start();
    let client = provider.client().await;
    let burning = tokio::spawn(async move { client.burn(30_000).await });
    let busy = |used: &Duration| *used > Duration::from_millis(300);
    within(
        Duration::from_secs(30),
        "used",
        || provider.processor(),
        busy,
    )
    .await;
    burning.abort();
}
