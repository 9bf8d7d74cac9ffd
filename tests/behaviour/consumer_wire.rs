//! What a consumer makes of what a provider sends, each peer's ways included.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dubbo::{Error, Refer, ReferenceOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::provider_wire::read_frame;
use crate::support::*;

/// A consumer, and the provider's end of its connection.
async fn consumer() -> (GreeterClient, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("dubbo://{}?timeout=5000", listener.local_addr().unwrap());
    let dubbo = dubbo::Dubbo::builder().build().unwrap();
    let options = ReferenceOptions::new().url(url);
    let (client, accepted) = tokio::join!(GreeterClient::refer(&dubbo, options), listener.accept());
    (client.unwrap(), accepted.unwrap().0)
}

/// What the consumer makes of an answer with these flags, status and body.
async fn answered(flags: u8, status: u8, body: &[u8]) -> dubbo::Result<String> {
    let (greeter, mut stream) = consumer().await;
    let provider = async {
        let (_, _, id, _) = read_frame(&mut stream).await;
        stream
            .write_all(&frame(flags, status, id, body))
            .await
            .unwrap();
    };
    tokio::join!(greeter.say_hello("you".to_owned()), provider).0
}

#[tokio::test]
async fn answers_are_read_with_attachments_without_and_with_a_byte_too_many() {
    for body in [
        &b"\x91\x02hi"[..],
        b"\x94\x02hiHZ",
        b"\x94\x02hiH\x01k\x91Z",
        b"\x91\x02hiN",
        b"\x94\x02hiN",
    ] {
        assert_eq!(answered(0x02, 20, body).await.unwrap(), "hi", "{body:?}");
    }
}

#[tokio::test]
async fn every_status_is_told_with_its_name_and_the_providers_text() {
    for (status, name) in [
        (25, "SERIALIZATION_ERROR"),
        (30, "CLIENT_TIMEOUT"),
        (31, "SERVER_TIMEOUT"),
        (35, "CHANNEL_INACTIVE"),
        (40, "BAD_REQUEST"),
        (50, "BAD_RESPONSE"),
        (70, "SERVICE_ERROR"),
        (80, "SERVER_ERROR"),
        (90, "CLIENT_ERROR"),
        (100, "SERVER_THREADPOOL_EXHAUSTED_ERROR"),
        (7, "unknown"),
    ] {
        let error = answered(0x02, status, &string("java.lang.X: boom"))
            .await
            .unwrap_err();
        let text = error.to_string();
        assert!(
            matches!(error, Error::Refused { status: s, .. } if s == status),
            "{error:?}"
        );
        assert!(
            text.contains(name) && text.contains("java.lang.X: boom"),
            "{text}"
        );
    }
    let missing = answered(0x02, 60, &string("no such")).await.unwrap_err();
    assert!(matches!(missing, Error::NotFound(_)));
    let null = answered(0x02, 70, b"N").await.unwrap_err();
    assert!(matches!(null, Error::Refused { status: 70, .. }));
}

#[tokio::test]
async fn an_error_in_fastjson2_as_3_2_sends_it_is_read() {
    let error = answered(0x17, 70, b"\0\0\0\x05\x4Dboom").await.unwrap_err();
    assert!(error.to_string().ends_with("boom"), "{error}");
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_is_an_error_that_says_why() {
    for (flags, body, words) in [
        (0x02, &b"\x96"[..], "flag 6"),
        (0x02, b"", "the reply: the message ends"),
        (0x02, b"\x91K\0\0\0\0", "result"),
        (0x02, b"\x91\x45", "result"),
        (0x02, b"\x91\x05hi", "result"),
        (0x02, b"\x90\x02no", "exception"),
        (0x17, b"\0\0\0\x02\xBD\x01", "serialization 23"),
    ] {
        let text = match answered(flags, 20, body).await {
            Err(error) => error.to_string(),
            Ok(value) => panic!("{body:?} is {value}"),
        };
        assert!(text.contains(words), "{body:?}: {text}");
    }
}

#[tokio::test]
async fn late_and_unknown_answers_and_junk_do_no_harm() {
    let (greeter, mut stream) = consumer().await;
    let provider = async {
        let (_, _, id, _) = read_frame(&mut stream).await;
        for other in [0xFFFF, id + (1 << 32), u64::MAX] {
            stream
                .write_all(&frame(0x02, 20, other, b"\x91\x02no"))
                .await
                .unwrap();
        }
        stream.write_all(b"junk").await.unwrap();
        stream
            .write_all(&frame(0x02, 20, id, b"\x91\x02hi"))
            .await
            .unwrap();
        stream
            .write_all(&frame(0x02, 20, id, b"\x91\x02no"))
            .await
            .unwrap();
    };
    assert_eq!(
        tokio::join!(greeter.say_hello(String::new()), provider)
            .0
            .unwrap(),
        "hi"
    );
}

#[tokio::test]
async fn requests_that_come_to_a_consumer_are_answered() {
    let (_greeter, mut stream) = consumer().await;
    stream.write_all(&frame(0xE2, 0, 5, b"N")).await.unwrap();
    assert_eq!(read_frame(&mut stream).await, (0x22, 20, 5, b"N".to_vec()));
    // A callback, which this consumer has not asked for.
    stream
        .write_all(&frame(0xC2, 0, 6, b"\x052.0.2"))
        .await
        .unwrap();
    let (flags, status, id, body) = read_frame(&mut stream).await;
    assert_eq!((flags, status, id), (0x02, 70, 6));
    assert!(String::from_utf8_lossy(&body).contains("Not found exported service"));
}

/// Answers all calls that come this way, and counts them.
fn answer_all(mut stream: TcpStream) -> Arc<AtomicUsize> {
    let calls = Arc::<AtomicUsize>::default();
    let counted = calls.clone();
    tokio::spawn(async move {
        let mut header = [0; 16];
        while stream.read_exact(&mut header).await.is_ok() {
            let [.., a, b, c, d] = header;
            let mut body = vec![0; u32::from_be_bytes([a, b, c, d]) as usize];
            stream.read_exact(&mut body).await.unwrap();
            counted.fetch_add(1, Ordering::Relaxed);
            let id = u64::from_be_bytes(*header[4..].first_chunk().unwrap());
            let answer = frame(0x02, 20, id, b"\x91\x02hi");
            stream.write_all(&answer).await.unwrap();
        }
    });
    calls
}

#[tokio::test]
async fn after_a_readonly_event_answers_still_come_and_calls_take_a_new_connection() {
    for readonly in [
        frame(0xA2, 0, 1, b"\x01R"),
        frame(0xB7, 0, 1, b"\0\0\0\x02\x4AR"),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("dubbo://{}", listener.local_addr().unwrap());
        let connecting = tokio::spawn(async move { GreeterClient::connect(&url).await.unwrap() });
        let (mut stream, _) = listener.accept().await.unwrap();
        let greeter = connecting.await.unwrap();
        let call = tokio::spawn(async move { (greeter.say_hello(String::new()).await, greeter) });
        let (_, _, id, _) = read_frame(&mut stream).await;
        stream.write_all(&readonly).await.unwrap();
        let answer = frame(0x02, 20, id, b"\x91\x02hi");
        stream.write_all(&answer).await.unwrap();
        let (answered, greeter) = call.await.unwrap();
        assert_eq!(answered.unwrap(), "hi");
        // It is called here all the same, since there is no other, until a new connection has proved
        // itself.
        let here = answer_all(stream);
        assert_eq!(greeter.say_hello(String::new()).await.unwrap(), "hi");
        let there = answer_all(listener.accept().await.unwrap().0);
        while there.load(Ordering::Relaxed) == 0 {
            assert_eq!(greeter.say_hello(String::new()).await.unwrap(), "hi");
        }
        let before = here.load(Ordering::Relaxed);
        greeter.say_hello(String::new()).await.unwrap();
        assert_eq!(here.load(Ordering::Relaxed), before);
    }
}

/// While a Java provider shuts down, it still takes connections, and closes them under their calls.
#[tokio::test]
async fn a_provider_that_asks_to_be_spared_gets_no_new_connection_while_there_is_another() {
    let (one, other) = (
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
    );
    let address = |listener: &TcpListener| listener.local_addr().unwrap();
    let url = format!("dubbo://{};dubbo://{}", address(&one), address(&other));
    let connecting = tokio::spawn(async move { GreeterClient::connect(&url).await.unwrap() });
    let (mut stream, _) = one.accept().await.unwrap();
    let there = answer_all(other.accept().await.unwrap().0);
    let greeter = connecting.await.unwrap();
    stream
        .write_all(&frame(0xA2, 0, 1, b"\x01R"))
        .await
        .unwrap();
    // Once this is answered, the event is read.
    stream.write_all(&frame(0xE2, 0, 2, b"N")).await.unwrap();
    read_frame(&mut stream).await;
    let here = answer_all(stream);
    for _ in 0..20 {
        assert_eq!(greeter.say_hello(String::new()).await.unwrap(), "hi");
    }
    let calls = (here.load(Ordering::Relaxed), there.load(Ordering::Relaxed));
    assert_eq!(calls, (0, 20));
    let again = tokio::time::timeout(Duration::from_millis(500), one.accept()).await;
    assert!(again.is_err(), "connected again");
}

#[tokio::test]
async fn a_connection_that_breaks_ends_its_calls_at_once() {
    let (greeter, mut stream) = consumer().await;
    let provider = async move {
        read_frame(&mut stream).await;
        drop(stream);
    };
    let error = tokio::join!(greeter.touch(), provider).0.unwrap_err();
    assert!(matches!(error, Error::Network { .. }), "{error}");
    assert_eq!(error.code(), 1);
}
