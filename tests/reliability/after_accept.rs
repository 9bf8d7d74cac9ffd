//! Whatever goes wrong between accepting a connection and serving it: the socket is closed, and the
//! next one is served (governance §10.2, T1, T2, T7).

use std::time::Duration;

use tokio::net::TcpStream;

use crate::support::fault::Fault;
use crate::support::process::Provider;
use crate::support::service::Echo;
use crate::support::within;

const CONNECTIONS: usize = 1000;

/// Connects and closes, as a health check does.
async fn probe(provider: &Provider) {
    // Where the provider closes first, it may do so before connecting is through.
    let _connection = TcpStream::connect(provider.address()).await;
}

async fn nothing_is_left_of(connections: usize, fault: Fault) {
    let provider = Provider::faulty(fault, connections);
    let before = provider.descriptors();
    for _ in 0..connections {
        probe(&provider).await;
    }
    let left = || (provider.close_wait(), provider.descriptors());
    within(Duration::from_secs(10), "left", left, |left| {
        *left == (0, before)
    })
    .await;
    let client = provider.client().await;
    let answer = client.echo("still here".into()).await;
    assert_eq!(answer.unwrap(), "still here", "{}", provider.log());
    drop(client);
    within(Duration::from_secs(5), "left", left, |left| {
        *left == (0, before)
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_cannot_be_accepted_is_closed() {
    nothing_is_left_of(CONNECTIONS, Fault::AcceptFails).await;
}

#[tokio::test]
async fn a_listener_that_panics_listens_on() {
    // Each time it pauses.
    nothing_is_left_of(CONNECTIONS / 20, Fault::AcceptPanics).await;
}

#[tokio::test]
async fn a_connection_whose_set_up_panics_is_closed() {
    nothing_is_left_of(CONNECTIONS, Fault::SplitPanics).await;
}

#[tokio::test]
async fn a_connection_whose_reader_panics_is_closed() {
    nothing_is_left_of(CONNECTIONS, Fault::ReadPanics).await;
}

#[tokio::test]
async fn a_connection_whose_writer_panics_is_closed() {
    nothing_is_left_of(CONNECTIONS, Fault::WritePanics).await;
}

/// The control: the same tests would see sockets that are forgotten, as in Netty 3.
#[tokio::test]
async fn sockets_that_are_forgotten_are_seen_in_close_wait() {
    const FORGOTTEN: usize = 20;
    let provider = Provider::faulty(Fault::Forgets, FORGOTTEN);
    let before = provider.descriptors();
    for _ in 0..FORGOTTEN {
        probe(&provider).await;
    }
    let left = || (provider.close_wait(), provider.descriptors());
    let all = (FORGOTTEN, before + FORGOTTEN);
    within(Duration::from_secs(10), "left", left, |left| *left == all).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(left(), all);
}
