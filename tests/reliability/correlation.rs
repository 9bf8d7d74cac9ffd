//! However a provider shuffles its replies, each reaches the call that it is for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dubbo::transport::{Listener, Memory};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::chance::Chance;
use crate::support::memory::{self, client};
use crate::support::service::Echo;
use crate::support::wire;

/// Callers at once, and the calls of each.
const CALLERS: usize = 500;
const CALLS: usize = 2000;

/// The ids and the arguments of the whole requests in `bytes`, which they are removed from.
fn requests(bytes: &mut Vec<u8>) -> Vec<(u64, Vec<u8>)> {
    // All is the same in each request but the argument and, behind it, the attachments.
    let head = wire::body("echo", "Ljava/lang/String;", b"").len() - 2;
    let mut requests = Vec::new();
    let mut at = 0;
    while let Some(header) = bytes[at..].first_chunk::<16>() {
        let length = u32::from_be_bytes(header[12..].try_into().unwrap()) as usize;
        let Some(body) = bytes[at + 16..].get(..length) else {
            break;
        };
        let id = u64::from_be_bytes(header[4..12].try_into().unwrap());
        let argument = &body[head..];
        requests.push((id, argument[..=usize::from(argument[0])].to_vec()));
        at += 16 + length;
    }
    bytes.drain(..at);
    requests
}

/// Answers what has come so far in any order, but the first request with what the second asked for
/// where `swaps` says so.
async fn provide(mut listener: impl Listener<Stream = tokio::io::DuplexStream>, swaps: bool) {
    let (mut stream, _) = listener.accept().await.unwrap();
    let (mut bytes, mut chance) = (Vec::new(), Chance::new(3));
    let mut read = vec![0; 64 * 1024];
    loop {
        match stream.read(&mut read).await.unwrap() {
            0 => return,
            length => bytes.extend_from_slice(&read[..length]),
        }
        let mut requests = requests(&mut bytes);
        chance.shuffle(&mut requests);
        if let [first, second, ..] = &mut requests[..]
            && swaps
        {
            std::mem::swap(&mut first.1, &mut second.1);
        }
        let replies = requests.iter().flat_map(|(id, argument)| {
            let body = [b"\x91", &argument[..]].concat();
            wire::frame(wire::REPLY, wire::OK, *id, &body)
        });
        let replies: Vec<u8> = replies.collect();
        stream.write_all(&replies).await.unwrap();
    }
}

/// How many of all calls got another's reply.
async fn strangers(callers: usize, calls: usize, swaps: bool) -> usize {
    let network = Memory::new();
    let listener = memory::listen(&network, 1).await;
    tokio::spawn(provide(listener, swaps));
    let client = client(&network, 1, callers).await;
    let strangers = Arc::new(AtomicUsize::new(0));
    let callers = (0..callers).map(|caller| {
        let (client, strangers) = (client.clone(), strangers.clone());
        tokio::spawn(async move {
            for call in 0..calls {
                let text = format!("{caller}.{call}");
                if client.echo(text.clone()).await.unwrap() != text {
                    strangers.fetch_add(1, Ordering::Relaxed);
                }
            }
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap();
    }
    strangers.load(Ordering::Relaxed)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_a_million_shuffled_replies_reaches_its_own_call() {
    assert_eq!(strangers(CALLERS, CALLS, false).await, 0);
}

/// The control: replies under another's id are seen.
#[tokio::test]
async fn a_reply_that_reaches_another_call_is_seen() {
    assert!(strangers(50, 20, true).await > 0);
}
