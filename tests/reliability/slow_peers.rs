//! Peers that read or write slowly, or never: they cost little, and harm nobody else.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::support::process::Provider;
use crate::support::service::{Echo, EchoClient};
use crate::support::{wire, within};

/// A call with so many bytes to be sent back, at most 64 KiB.
fn echo_bytes(id: u64, length: usize) -> Vec<u8> {
    let length_bytes = (length as u16).to_be_bytes();
    let argument = [b"B", &length_bytes[..], &vec![7; length]].concat();
    wire::frame(
        wire::REQUEST,
        0,
        id,
        &wire::body("echoBytes", "[B", &argument),
    )
}

/// The calls of others are answered, and soon: most at once, and none late, also where other tests
/// have the processors for a while.
async fn others_are_unharmed(client: &EchoClient) {
    let mut times = Vec::new();
    for number in 0..200 {
        let (start, text) = (Instant::now(), format!("call {number}"));
        assert_eq!(client.echo(text.clone()).await.unwrap(), text);
        times.push(start.elapsed());
    }
    times.sort();
    assert!(times[100] < Duration::from_millis(100), "{times:?}");
    assert!(times[199] < Duration::from_secs(5), "{times:?}");
}

#[tokio::test]
async fn peers_that_never_read_hold_bounded_memory_and_harm_nobody() {
    const PEERS: usize = 8;
    /// In KiB: the 4 MiB that a connection may have waiting to be written, in a buffer that may have
    /// doubled, and what is being read and written.
    const EACH: usize = 12 * 1024;
    let provider = Provider::start();
    let client = provider.client().await;
    client.echo("warm".into()).await.unwrap();
    let (before, descriptors) = (provider.resident(), provider.descriptors());

    let mut peers = JoinSet::new();
    for _ in 0..PEERS {
        let mut peer = TcpStream::connect(provider.address()).await.unwrap();
        peers.spawn(async move {
            let call = echo_bytes(1, 60_000);
            let mut sent = 0;
            // Until it is not served any further; or for 512 MB, which would be without a bound.
            while sent < 512_000_000 {
                let write = peer.write_all(&call);
                if timeout(Duration::from_secs(1), write).await.is_err() {
                    break;
                }
                sent += call.len();
            }
            (peer, sent)
        });
    }
    let stuck = peers.join_all().await;
    let grown = provider.resident() - before;
    let sent: Vec<_> = stuck.iter().map(|(_, sent)| sent / 1024).collect();
    println!("{grown} KiB more for {PEERS} peers that do not read and sent {sent:?} KiB");
    assert!(grown < PEERS * EACH, "{grown} KiB more");
    others_are_unharmed(&client).await;

    drop(stuck);
    let freed = |open: &usize| *open == descriptors;
    within(
        Duration::from_secs(5),
        "descriptors",
        || provider.descriptors(),
        freed,
    )
    .await;
}

#[tokio::test]
async fn a_slow_reader_gets_every_answer() {
    const CALLS: u64 = 300;
    let provider = Provider::start();
    let client = provider.client().await;
    let (mut read, mut write) = TcpStream::connect(provider.address())
        .await
        .unwrap()
        .into_split();
    // More than sockets buffer, so that the provider has to wait.
    let writer = tokio::spawn(async move {
        for id in 0..CALLS {
            write.write_all(&echo_bytes(id, 60_000)).await.unwrap();
        }
        write
    });
    others_are_unharmed(&client).await;
    for id in 0..CALLS {
        sleep(Duration::from_millis(3)).await;
        let reply = timeout(Duration::from_secs(10), wire::read_frame(&mut read)).await;
        let reply = reply.unwrap().unwrap();
        assert_eq!((reply.id, reply.status), (id, wire::OK));
        assert!(reply.body.len() > 60_000);
    }
    writer.await.unwrap();
}

#[tokio::test]
async fn slow_writers_are_answered_and_harm_nobody() {
    let provider = Provider::start();
    let client = provider.client().await;
    let mut peers = JoinSet::new();
    for id in 0..200 {
        let mut peer = TcpStream::connect(provider.address()).await.unwrap();
        peer.set_nodelay(true).unwrap();
        peers.spawn(async move {
            for byte in wire::echo(id, "slowly") {
                peer.write_u8(byte).await.unwrap();
                sleep(Duration::from_millis(5)).await;
            }
            let reply = timeout(Duration::from_secs(10), wire::read_frame(&mut peer)).await;
            assert_eq!(reply.unwrap(), Some(wire::echoed(id, "slowly")));
            // And nothing more.
            let end = timeout(Duration::from_millis(100), peer.read_u8()).await;
            assert!(end.is_err());
        });
    }
    others_are_unharmed(&client).await;
    peers.join_all().await;
}
