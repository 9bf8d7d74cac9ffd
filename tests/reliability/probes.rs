//! Peers that connect and go, stay half-way, go while they are served, or say nothing (governance
//! §10.2, T3, T4, T5, T9).

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::support::process::{Launch, Provider};
use crate::support::service::{Echo, tasks_of};
use crate::support::{wire, within};

/// Waits until the provider has no socket in CLOSE_WAIT and the descriptors that it had.
async fn all_is_given_back(provider: &Provider, descriptors: usize) {
    let left = || (provider.close_wait(), provider.descriptors());
    let nothing = (0, descriptors);
    within(Duration::from_secs(5), "left", left, |left| {
        *left == nothing
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_health_checks_leave_nothing_behind() {
    const PROBES: usize = 10_000;
    const PARALLEL: usize = 100;
    let provider = Provider::start();
    let client = provider.client().await;
    let tasks = tasks_of(&client).await;
    let (address, before) = (provider.address(), provider.descriptors());
    let mut probers = JoinSet::new();
    for _ in 0..PARALLEL {
        probers.spawn(async move {
            for _ in 0..PROBES / PARALLEL {
                TcpStream::connect(address).await.unwrap();
            }
        });
    }
    probers.join_all().await;
    all_is_given_back(&provider, before).await;
    assert_eq!(tasks_of(&client).await, tasks);
}

#[tokio::test]
async fn a_peer_that_ends_in_the_middle_of_a_frame_is_let_go() {
    let provider = Provider::start();
    let before = provider.descriptors();
    let call = wire::echo(1, "never complete");
    for cut in 0..call.len() {
        let mut peer = TcpStream::connect(provider.address()).await.unwrap();
        peer.write_all(&call[..cut]).await.unwrap();
        peer.shutdown().await.unwrap();
        let end = timeout(Duration::from_secs(2), peer.read(&mut [0])).await;
        assert_eq!(end.unwrap().unwrap(), 0, "after {cut} bytes");
    }
    all_is_given_back(&provider, before).await;
}

#[tokio::test]
async fn a_peer_that_ends_while_it_is_served_is_let_go() {
    let provider = Provider::start();
    let before = provider.descriptors();
    let arguments = [wire::string("late"), b"\xC9\xF4".to_vec()].concat(); // 500 ms
    let body = wire::body("echoAfter", "Ljava/lang/String;I", &arguments);
    for half_close in [true, false] {
        for id in 0..20 {
            let mut peer = TcpStream::connect(provider.address()).await.unwrap();
            let call = wire::frame(wire::REQUEST, 0, id, &body);
            peer.write_all(&call).await.unwrap();
            if half_close {
                peer.shutdown().await.unwrap();
                let mut rest = Vec::new();
                let end = timeout(Duration::from_secs(2), peer.read_to_end(&mut rest)).await;
                end.unwrap().unwrap();
            }
        }
    }
    all_is_given_back(&provider, before).await;
    let client = provider.client().await;
    assert_eq!(client.echo("here".into()).await.unwrap(), "here");
}

#[tokio::test]
async fn a_silent_peer_is_closed_at_the_idle_limit() {
    const LIMIT: Duration = Duration::from_millis(800);
    let provider = Launch {
        parameters: "heartbeat=400&close.timeout=800",
        ..Launch::default()
    }
    .start();
    let before = provider.descriptors();
    let mut peers = JoinSet::new();
    for half_a_header in [false, true].into_iter().cycle().take(50) {
        let mut peer = TcpStream::connect(provider.address()).await.unwrap();
        peers.spawn(async move {
            if half_a_header {
                peer.write_all(&wire::echo(1, "x")[..8]).await.unwrap();
            }
            let start = Instant::now();
            let end = timeout(LIMIT * 10, peer.read(&mut [0])).await;
            assert_eq!(end.unwrap().unwrap(), 0);
            start.elapsed()
        });
    }
    for silent in peers.join_all().await {
        assert!(silent > LIMIT / 2, "closed after {silent:?}");
        assert!(silent < LIMIT * 4, "closed only after {silent:?}");
    }
    all_is_given_back(&provider, before).await;
}

/// The control: without that limit it would not have been closed.
#[tokio::test]
async fn a_silent_peer_is_not_closed_before_the_idle_limit() {
    let provider = Provider::start();
    let mut peer = TcpStream::connect(provider.address()).await.unwrap();
    let end = timeout(Duration::from_secs(3), peer.read(&mut [0])).await;
    assert!(end.is_err());
}
