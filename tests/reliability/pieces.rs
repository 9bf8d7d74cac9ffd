//! A stream of frames may be cut, joined and broken off anywhere, on either side.

use std::time::Duration;

use dubbo::Error;
use dubbo::transport::{Listener, Memory};
use tokio::io::{AsyncReadExt, AsyncWriteExt, split};
use tokio::time::timeout;

use crate::support::chance::Chance;
use crate::support::memory::{client, connect, listen, serve};
use crate::support::service::Echo;
use crate::support::wire::{self, Frame, echo, echoed, read_frame};

const SOON: Duration = Duration::from_secs(10);

async fn reply(stream: &mut (impl tokio::io::AsyncRead + Unpin)) -> Option<Frame> {
    let reply = timeout(SOON, read_frame(stream)).await;
    reply.expect("a reply, or the end, comes soon")
}

#[tokio::test]
async fn a_consumer_that_leaves_after_any_byte_harms_nobody() {
    let network = Memory::new();
    let _server = serve(&network, 1).await;
    let client = client(&network, 1, 8).await;
    let conversation = [
        echo(1, "one"),
        wire::frame(0xE2, 0, 2, b"N"),
        echo(3, "three"),
    ]
    .concat();
    for cut in 0..=conversation.len() {
        let mut peer = connect(&network, 1).await;
        peer.write_all(&conversation[..cut]).await.unwrap();
        drop(peer);
        assert_eq!(client.echo("unharmed".into()).await.unwrap(), "unharmed");
    }
    assert_eq!(network.connections(), conversation.len() + 2);
}

#[tokio::test]
async fn a_provider_that_leaves_after_any_byte_ends_the_call_at_once() {
    let network = Memory::new();
    let reply = |id| {
        let Frame {
            flags,
            status,
            id,
            body,
        } = echoed(id, "whole");
        wire::frame(flags, status, id, &body)
    };
    let whole = reply(0).len();
    for cut in 0..=whole {
        let port = cut as u16 + 1;
        let mut listener = listen(&network, port).await;
        let peer = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let id = read_frame(&mut stream).await.unwrap().id;
            stream.write_all(&reply(id)[..cut]).await.unwrap();
        });
        let client = client(&network, port, 8).await;
        let outcome = timeout(SOON, client.echo("whole".into())).await.unwrap();
        match outcome {
            Ok(text) => assert!(cut == whole && text == "whole", "{text} after {cut} bytes"),
            Err(Error::Network { .. }) => assert!(cut < whole),
            Err(error) => panic!("after {cut} bytes: {error}"),
        }
        peer.await.unwrap();
    }
}

#[tokio::test]
async fn up_to_a_hundred_frames_in_one_write_are_all_answered_in_order() {
    let network = Memory::new();
    let _server = serve(&network, 1).await;
    let mut peer = connect(&network, 1).await;
    for joined in 1..=100 {
        let calls: Vec<u8> = (0..joined).flat_map(|id| echo(id, "joined")).collect();
        peer.write_all(&calls).await.unwrap();
        for id in 0..joined {
            assert_eq!(reply(&mut peer).await, Some(echoed(id, "joined")));
        }
    }
}

#[tokio::test]
async fn frames_that_come_byte_by_byte_are_answered() {
    let network = Memory::new();
    let _server = serve(&network, 1).await;
    let mut peer = connect(&network, 1).await;
    for id in 0..20 {
        for byte in echo(id, "byte by byte") {
            peer.write_u8(byte).await.unwrap();
            // The provider's turn: it sees each byte alone.
            tokio::task::yield_now().await;
        }
        assert_eq!(reply(&mut peer).await, Some(echoed(id, "byte by byte")));
    }
}

#[tokio::test]
async fn a_hundred_thousand_frames_in_small_pieces_are_answered_in_order() {
    const FRAMES: u64 = 100_000;
    let network = Memory::new();
    let _server = serve(&network, 1).await;
    let (mut read, mut write) = split(connect(&network, 1).await);
    let writer = tokio::spawn(async move {
        let mut chance = Chance::new(1);
        let mut written = 0_u64;
        for id in 0..FRAMES {
            // Every tenth is a call, the others are heartbeats.
            let frame = match id % 10 {
                0 => echo(id, "in pieces"),
                _ => wire::frame(0xE2, 0, id, b"N"),
            };
            let mut rest = &frame[..];
            while !rest.is_empty() {
                let (piece, behind) = rest.split_at(rest.len().min(1 + chance.below(7)));
                write.write_all(piece).await.unwrap();
                rest = behind;
                written += 1;
                tokio::task::yield_now().await;
            }
        }
        assert!(written > 4 * FRAMES, "{written} pieces");
        write
    });
    for id in 0..FRAMES {
        let answer = reply(&mut read).await.unwrap();
        assert_eq!((answer.id, answer.status), (id, wire::OK));
        if id % 10 == 0 {
            assert_eq!(answer, echoed(id, "in pieces"));
        }
    }
    writer.await.unwrap();
}

#[tokio::test]
async fn junk_before_a_frame_is_passed_over_on_both_sides() {
    let network = Memory::new();
    let _server = serve(&network, 1).await;
    let mut chance = Chance::new(2);
    let mut peer = connect(&network, 1).await;
    for id in 0..200 {
        // Anything but the first byte of the magic, which would have to be followed up.
        let junk = std::iter::repeat_with(|| chance.next() as u8).filter(|byte| *byte != 0xDA);
        let junk: Vec<u8> = junk.take(id as usize * 7 + 1).collect();
        peer.write_all(&[junk, echo(id, "found")].concat())
            .await
            .unwrap();
        assert_eq!(reply(&mut peer).await, Some(echoed(id, "found")));
    }

    let mut listener = listen(&network, 2).await;
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        while let Some(request) = read_frame(&mut stream).await {
            let Frame {
                flags,
                status,
                id,
                body,
            } = echoed(request.id, "found");
            let reply = wire::frame(flags, status, id, &body);
            let junk = b"HTTP/1.1 200 OK\r\n\r\n".as_slice();
            stream.write_all(&[junk, &reply].concat()).await.unwrap();
        }
    });
    let client = client(&network, 2, 8).await;
    for _ in 0..20 {
        assert_eq!(client.echo("found".into()).await.unwrap(), "found");
    }
}

/// The control: a frame of which a byte is missing is not answered.
#[tokio::test]
async fn a_frame_that_lacks_a_byte_is_not_answered() {
    let network = Memory::new();
    let _server = serve(&network, 1).await;
    let mut peer = connect(&network, 1).await;
    let call = echo(1, "incomplete");
    peer.write_all(&call[..call.len() - 1]).await.unwrap();
    let silence = timeout(Duration::from_millis(300), peer.read_u8()).await;
    assert!(silence.is_err());
    peer.write_all(&call[call.len() - 1..]).await.unwrap();
    assert_eq!(reply(&mut peer).await, Some(echoed(1, "incomplete")));
}
