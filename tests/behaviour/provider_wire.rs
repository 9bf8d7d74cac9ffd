//! What a provider makes of bytes, where Java makes the same of them (dubbo-protocol §1 to §5), and
//! where it does better.

use std::time::Duration;

use dubbo::service::Running;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::*;

async fn provider() -> (Running, TcpStream) {
    let server =
        dubbo::serve("dubbo://127.0.0.1:0").publish(GreeterServer::new(English::default()));
    let server = server.start().await.unwrap();
    let stream = TcpStream::connect(server.address().to_string())
        .await
        .unwrap();
    (server, stream)
}

fn hello(id: u64) -> Vec<u8> {
    let items = [
        "2.0.2",
        "org.demo.GreetService",
        "0.0.0",
        "sayHello",
        "Ljava/lang/String;",
    ];
    frame(0xC2, 0, id, &body(items, b"\x03you"))
}

/// The next frame: flags, status, id, body.
pub async fn read_frame(stream: &mut (impl AsyncRead + Unpin)) -> (u8, u8, u64, Vec<u8>) {
    let mut header = [0; 16];
    stream.read_exact(&mut header).await.unwrap();
    assert_eq!(header[..2], [0xDA, 0xBB]);
    let id = u64::from_be_bytes(header[4..12].try_into().unwrap());
    let length = u32::from_be_bytes(header[12..].try_into().unwrap());
    let mut body = vec![0; length as usize];
    stream.read_exact(&mut body).await.unwrap();
    (header[2], header[3], id, body)
}

async fn is_silent(stream: &mut TcpStream) -> bool {
    tokio::time::timeout(Duration::from_millis(100), stream.read_u8())
        .await
        .is_err()
}

const ANSWER: &[u8] = b"\x94\x0AHello, youH\x05dubbo\x052.0.2Z";

#[tokio::test]
async fn a_call_is_answered_as_java_answers_it_with_any_id() {
    let (_server, mut stream) = provider().await;
    for id in [0, 1, u64::MAX, i64::MAX as u64, i64::MIN as u64] {
        stream.write_all(&hello(id)).await.unwrap();
        assert_eq!(
            read_frame(&mut stream).await,
            (0x02, 20, id, ANSWER.to_vec())
        );
    }
}

#[tokio::test]
async fn joined_frames_and_frames_in_pieces_are_answered() {
    let (_server, mut stream) = provider().await;
    stream
        .write_all(&[hello(1), hello(2), hello(3)].concat())
        .await
        .unwrap();
    for id in 1..=3 {
        assert_eq!(read_frame(&mut stream).await.2, id);
    }
    let stream_of = |first: u64| [&hello(first)[..], b"junk\xDA", &hello(first + 1)].concat();
    for size in (1..40).chain([64, 100, 150]) {
        for piece in stream_of(size).chunks(size as usize) {
            stream.write_all(piece).await.unwrap();
            stream.flush().await.unwrap();
            tokio::task::yield_now().await;
        }
        for id in [size, size + 1] {
            let answer = (0x02, 20, id, ANSWER.to_vec());
            assert_eq!(
                read_frame(&mut stream).await,
                answer,
                "in {size} bytes each"
            );
        }
    }
}

/// More at once than is read at once and than are served in one turn; between short requests some that are longer than
/// what is read at once.
#[tokio::test]
async fn a_flood_is_answered_to_the_last_request() {
    const REQUESTS: u64 = 5000;
    const LONG: usize = 300_000;
    let is_long = |id: u64| id % 1000 == 999;
    let piece = |tag: u8, length: usize| {
        let head = [&[tag][..], &(length as u16).to_be_bytes()].concat();
        [head, vec![b'x'; length]].concat()
    };
    let mut text = piece(0x52, 0x8000).repeat(LONG / 0x8000);
    text.extend(piece(b'S', LONG % 0x8000));
    let flood = (0..REQUESTS).flat_map(|id| match is_long(id) {
        false => hello(id),
        true => request(id, "sayHello", "Ljava/lang/String;", &text),
    });
    let flood: Vec<u8> = flood.collect();
    let (_server, stream) = provider().await;
    let (mut read, mut write) = stream.into_split();
    let written = tokio::spawn(async move { write.write_all(&flood).await.map(|()| write) });
    let mut answered = vec![false; REQUESTS as usize];
    for _ in 0..REQUESTS {
        let (_, status, id, body) = read_frame(&mut read).await;
        assert_eq!(status, 20);
        match is_long(id) {
            false => assert_eq!(body, ANSWER),
            true => assert!((LONG..LONG + 200).contains(&body.len())),
        }
        assert!(
            !std::mem::replace(&mut answered[id as usize], true),
            "{id} twice"
        );
    }
    written.await.unwrap().unwrap();
}

#[tokio::test]
async fn junk_is_passed_over_where_java_sticks() {
    let (_server, mut stream) = provider().await;
    let junk = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n\xDA\xBC\x00";
    stream
        .write_all(&[junk.as_slice(), &hello(1)].concat())
        .await
        .unwrap();
    assert_eq!(read_frame(&mut stream).await.2, 1);
}

#[tokio::test]
async fn a_heartbeat_is_answered_in_kind() {
    let (_server, mut stream) = provider().await;
    for (request, answer) in [
        (frame(0xE2, 0, 7, b"N"), (0x22, 20, 7, b"N".to_vec())),
        (
            frame(0xF7, 0, 8, b"\0\0\0\x01\xAF"),
            (0x37, 20, 8, b"\0\0\0\x01\xAF".to_vec()),
        ),
    ] {
        stream.write_all(&request).await.unwrap();
        assert_eq!(read_frame(&mut stream).await, answer);
    }
    // One-way, readonly, an answer to nothing: never answered.
    for silent in [
        frame(0xA2, 0, 1, b"N"),
        frame(0xA2, 0, 2, b"\x01R"),
        frame(0x22, 20, 3, b"N"),
    ] {
        stream.write_all(&silent).await.unwrap();
    }
    assert!(is_silent(&mut stream).await);
}

#[tokio::test]
async fn a_one_way_call_is_served_and_never_answered() {
    let (_server, mut stream) = provider().await;
    let count = |flags, id| {
        frame(
            flags,
            0,
            id,
            &body(
                ["2.0.2", "org.demo.GreetService", "0.0.0", "count", ""],
                b"",
            ),
        )
    };
    let fails = body(
        [
            "2.0.2",
            "org.demo.GreetService",
            "0.0.0",
            "fail",
            "Ljava/lang/String;",
        ],
        b"\x01x",
    );
    stream
        .write_all(&[count(0x82, 1), frame(0x82, 0, 2, &fails)].concat())
        .await
        .unwrap();
    stream
        .write_all(&frame(0x82, 0, 3, b"broken"))
        .await
        .unwrap();
    stream.write_all(&count(0xC2, 4)).await.unwrap();
    let (_, status, id, body) = read_frame(&mut stream).await;
    assert_eq!((status, id, &body[..2]), (20, 4, &b"\x94\x92"[..]));
}

#[tokio::test]
async fn what_cannot_be_served_is_refused_with_javas_status_and_the_cause() {
    let (_server, mut stream) = provider().await;
    let service = "org.demo.GreetService";
    let text = "Ljava/lang/String;";
    let ok = b"\x01x".as_slice();
    /// Serialization id, items 1 to 5, arguments; the status, and words of its text.
    type Refused<'a> = (u8, [&'a str; 5], &'a [u8], u8, &'a [&'a str]);
    let cases: [Refused<'_>; 9] = [
        (
            2,
            ["2.0.2", "a.Missing", "0.0.0", "m", text],
            ok,
            40,
            &["a.Missing"],
        ),
        (
            2,
            ["2.0.2", "a.Missing", "0.0.0", "m", ""],
            b"",
            40,
            &["a.Missing"],
        ),
        (
            2,
            ["2.0.2", service, "9.9", "sayHello", text],
            ok,
            40,
            &["9.9"],
        ),
        (
            2,
            ["2.0.2", service, "0.0.0", "nope", text],
            ok,
            40,
            &["nope"],
        ),
        (
            2,
            ["2.0.2", service, "0.0.0", "nope", ""],
            b"",
            70,
            &["nope"],
        ),
        (
            2,
            ["2.0.2", service, "0.0.0", "sayHello", "I"],
            b"\x91",
            40,
            &["sayHello", "`I`"],
        ),
        (
            2,
            ["2.0.2", service, "0.0.0", "sayHello", text],
            b"\x45",
            40,
            &["java.io.IOException"],
        ),
        (
            2,
            ["2.0.2", service, "0.0.0", "count", "x"],
            b"",
            40,
            &["`x`"],
        ),
        (
            5,
            ["2.0.2", service, "0.0.0", "sayHello", text],
            ok,
            40,
            &["Unrecognized serialize type", "5", "hessian2"],
        ),
    ];
    for (number, (serialization, items, arguments, expected, words)) in
        cases.into_iter().enumerate()
    {
        let id = number as u64;
        stream
            .write_all(&frame(0xC0 | serialization, 0, id, &body(items, arguments)))
            .await
            .unwrap();
        let (flags, status, answered, body) = read_frame(&mut stream).await;
        assert_eq!((flags, status, answered), (0x02, expected, id), "{items:?}");
        let text: String = dubbo_codec_string(&body);
        let class = text.split(':').next().unwrap();
        assert!(
            class.starts_with("java.") || class.starts_with("org.apache.dubbo."),
            "{text}"
        );
        assert!(
            words.iter().all(|word| text.contains(word)),
            "{words:?}: {text}"
        );
    }
    // Broken bodies: no attachments, no items at all, a reference to nowhere.
    for broken in [
        &body(["2.0.2", service, "0.0.0", "touch", ""], b"")[..30],
        b"",
        b"Q\x90",
    ] {
        stream.write_all(&frame(0xC2, 0, 99, broken)).await.unwrap();
        assert_eq!(read_frame(&mut stream).await.1, 40);
    }
    stream.write_all(&hello(100)).await.unwrap();
    assert_eq!(read_frame(&mut stream).await.1, 20);
}

fn dubbo_codec_string(body: &[u8]) -> String {
    dubbo::hessian2::from_slice(body).unwrap()
}

#[tokio::test]
async fn an_argument_that_does_not_fit_is_refused_by_name() {
    let (_server, mut stream) = provider().await;
    let items = ["2.0.2", "org.demo.GreetService", "0.0.0", "bytes", "I"];
    let too_long = b"\x4C\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
    stream
        .write_all(&frame(0xC2, 0, 1, &body(items, too_long)))
        .await
        .unwrap();
    let (_, status, _, body) = read_frame(&mut stream).await;
    let text = dubbo_codec_string(&body);
    assert!(
        status == 40 && text.contains("`length`") && text.contains("9223372036854775807"),
        "{text}"
    );
}

#[tokio::test]
async fn attachments_go_back_only_to_those_who_read_them() {
    let (_server, mut stream) = provider().await;
    for (version, with) in [
        ("2.0.2", true),
        ("2.0.99", true),
        ("2.7.23", false),
        ("3.2.0", false),
        ("", false),
    ] {
        let items = [
            version,
            "org.demo.GreetService",
            "",
            "sayHello",
            "Ljava/lang/String;",
        ];
        stream
            .write_all(&frame(0xC2, 0, 1, &body(items, b"\x03you")))
            .await
            .unwrap();
        let answer = if with {
            ANSWER.to_vec()
        } else {
            b"\x91\x0AHello, you".to_vec()
        };
        assert_eq!(read_frame(&mut stream).await.3, answer, "{version}");
    }
}

#[tokio::test]
async fn attachments_that_end_like_those_of_a_call_before_are_no_part_of_the_arguments() {
    let (_server, mut stream) = provider().await;
    let items = [
        "2.0.2",
        "org.demo.GreetService",
        "0.0.0",
        "sayHello",
        "Ljava/lang/String;",
    ];
    let head: Vec<u8> = items.iter().flat_map(|item| string(item)).collect();
    let usual = b"H\x04path\x15org.demo.GreetService\x01k\x01vZ";
    // A text that ends as the usual attachments do: who would be misled by it, says so.
    let misleading = [b"H\x01k\x30\x21".as_slice(), usual].concat();
    for (attachments, status) in [
        (&b"HZ"[..], 20),
        (b"H\x01k\x01HZ", 20),
        (usual, 20),
        (&misleading, 40),
        (usual, 20),
    ] {
        let body = [&head, &b"\x03you"[..], attachments].concat();
        stream.write_all(&frame(0xC2, 0, 1, &body)).await.unwrap();
        let (_, answered, _, body) = read_frame(&mut stream).await;
        assert_eq!(answered, status, "{attachments:?}");
        if status != 20 {
            let text = dubbo_codec_string(&body);
            assert!(
                text.contains("ends at byte 4, and more bytes follow"),
                "{text}"
            );
        }
    }
}

#[tokio::test]
async fn attachments_say_more_of_whom_a_call_is_for() {
    let (_server, mut stream) = provider().await;
    let call = |attachments: &[u8]| {
        let head: Vec<u8> = ["2.0.2", "org.demo.GreetService", "0.0.0", "touch", ""]
            .iter()
            .flat_map(|item| string(item))
            .collect();
        frame(0xC2, 0, 1, &[&head, attachments].concat())
    };
    for (attachments, status) in [
        (&b"HZ"[..], 20),
        (b"N", 20),
        (b"H\x04path\x15org.demo.GreetServiceZ", 20),
        (b"H\x04path\x04nopeZ", 70),
        (b"H\x05group\x02frZ", 70),
        (b"H\x07timeout\xD4\x10\x00Z", 20),
        (b"", 40),
    ] {
        stream.write_all(&call(attachments)).await.unwrap();
        assert_eq!(read_frame(&mut stream).await.1, status, "{attachments:?}");
    }
}

#[tokio::test]
async fn a_peer_that_leaves_in_the_middle_of_anything_leaves_nothing_behind() {
    let (server, stream) = provider().await;
    let address = server.address().to_string();
    for cut in [0, 1, 15, 16, 40] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(&hello(1)[..cut]).await.unwrap();
        drop(stream);
    }
    drop(stream);
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.write_all(&hello(1)).await.unwrap();
    assert_eq!(read_frame(&mut stream).await.1, 20);
    // A half-closed connection still gets its answer.
    stream.write_all(&hello(2)).await.unwrap();
    stream.shutdown().await.unwrap();
    assert_eq!(read_frame(&mut stream).await.2, 2);
}

#[tokio::test]
async fn a_shutdown_announces_itself_by_the_readonly_event() {
    let (server, mut stream) = provider().await;
    stream.write_all(&hello(1)).await.unwrap();
    read_frame(&mut stream).await;
    let stopped = tokio::spawn(server.shut_down());
    let (flags, _, _, body) = read_frame(&mut stream).await;
    assert_eq!((flags, &body[..]), (0xA2, &b"\x01R"[..]));
    // What was sent before the event was seen is still served.
    stream.write_all(&hello(2)).await.unwrap();
    let (_, _, heartbeat, _) = read_frame(&mut stream).await;
    assert_eq!(read_frame(&mut stream).await.2, 2);
    let answer = frame(0x22, 20, heartbeat, b"N");
    stream.write_all(&answer).await.unwrap();
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
    stopped.await.unwrap();
}

/// As in a long collection of garbage: until it has answered the heartbeat behind the event, it may
/// not have read the event.
#[tokio::test]
async fn a_shutdown_waits_for_a_consumer_that_stands_still_but_not_for_long() {
    for (pause, served) in [(500, true), (2500, false)] {
        let (server, mut stream) = provider().await;
        stream.write_all(&hello(1)).await.unwrap();
        read_frame(&mut stream).await;
        let stopped = tokio::spawn(server.shut_down());
        tokio::time::sleep(Duration::from_millis(pause)).await;
        let _closed_already = stream.write_all(&hello(2)).await;
        let mut rest = Vec::new();
        let _reset = stream.read_to_end(&mut rest).await;
        let answered = rest.windows(8).any(|id| id == 2_u64.to_be_bytes());
        assert_eq!(answered, served, "after {pause} ms: {rest:x?}");
        stopped.await.unwrap();
    }
}

#[tokio::test]
async fn a_refusal_does_not_send_a_peers_long_names_back() {
    let (_server, mut stream) = provider().await;
    let name = "x".repeat(500_000);
    let items = ["2.0.2", "", "0.0.0", "m", ""];
    let mut call = body(items, b"");
    let chunks: Vec<u8> = name
        .as_bytes()
        .chunks(0x8000)
        .flat_map(|chunk| {
            let last = chunk.len() < 0x8000;
            let tag = if last { b'S' } else { b'R' };
            [&[tag], &(chunk.len() as u16).to_be_bytes()[..], chunk].concat()
        })
        .collect();
    call.splice(6..7, chunks);
    stream.write_all(&frame(0xC2, 0, 1, &call)).await.unwrap();
    let (_, status, _, body) = read_frame(&mut stream).await;
    assert!(status == 40 && body.len() < 4096, "{status} {}", body.len());
}

#[tokio::test]
async fn a_callers_remaining_time_is_read_as_text_and_as_a_number() {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let server = dubbo::serve("dubbo://127.0.0.1:0").filter(Deadlines(seen.clone()));
    let server = server
        .publish(GreeterServer::new(English::default()))
        .start()
        .await
        .unwrap();
    let mut stream = TcpStream::connect(server.address().to_string())
        .await
        .unwrap();
    for attachments in [
        &b"H\x07timeout\x043000Z"[..],
        b"H\x03_TO\xD4\x0B\xB8Z",
        b"H\x07timeout\xD4\x0B\xB8Z",
        b"HZ",
    ] {
        let head: Vec<u8> = ["2.0.2", "org.demo.GreetService", "0.0.0", "touch", ""]
            .iter()
            .flat_map(|item| string(item))
            .collect();
        stream
            .write_all(&frame(0xC2, 0, 1, &[&head, attachments].concat()))
            .await
            .unwrap();
        assert_eq!(read_frame(&mut stream).await.1, 20);
    }
    let three = Some(Duration::from_secs(3));
    assert_eq!(*seen.lock().unwrap(), [three, three, three, None]);
}

/// Writes down how much time each call has.
#[derive(Clone)]
struct Deadlines(std::sync::Arc<std::sync::Mutex<Vec<Option<Duration>>>>);

impl dubbo::Filter for Deadlines {
    async fn invoke<I: dubbo::Invoker>(
        &self,
        next: &I,
        call: &mut dubbo::Invocation<'_>,
    ) -> dubbo::Result<dubbo::Reply> {
        self.0.lock().unwrap().push(call.timeout);
        next.invoke(call).await
    }
}
