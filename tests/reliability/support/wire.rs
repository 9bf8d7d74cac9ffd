//! Frames as a peer of its own would write and read them (dubbo-protocol §1 and §3).

use tokio::io::{AsyncRead, AsyncReadExt};

/// The flags of a two-way request in hessian2, and of its reply.
pub const REQUEST: u8 = 0xC2;
pub const REPLY: u8 = 0x02;
pub const OK: u8 = 20;

/// A frame as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub flags: u8,
    pub status: u8,
    pub id: u64,
    pub body: Vec<u8>,
}

pub fn header(flags: u8, status: u8, id: u64, length: i32) -> Vec<u8> {
    let mut bytes = vec![0xDA, 0xBB, flags, status];
    bytes.extend(id.to_be_bytes());
    bytes.extend(length.to_be_bytes());
    bytes
}

pub fn frame(flags: u8, status: u8, id: u64, body: &[u8]) -> Vec<u8> {
    [&header(flags, status, id, body.len() as i32), body].concat()
}

/// A string of fewer than 1024 ASCII letters.
pub fn string(text: &str) -> Vec<u8> {
    let length = text.len();
    let mut bytes = match length {
        0..32 => vec![length as u8],
        _ => vec![0x30 + (length >> 8) as u8, length as u8],
    };
    bytes.extend(text.as_bytes());
    bytes
}

/// The body of a request for `method` with arguments as they are, and no attachments.
pub fn body(method: &str, descriptor: &str, arguments: &[u8]) -> Vec<u8> {
    let items = ["2.0.2", "org.demo.Echo", "0.0.0", method, descriptor];
    let head = items.iter().flat_map(|item| string(item));
    head.chain(arguments.iter().copied())
        .chain(*b"HZ")
        .collect()
}

/// A whole request for `echo(text)`.
pub fn echo(id: u64, text: &str) -> Vec<u8> {
    frame(
        REQUEST,
        0,
        id,
        &body("echo", "Ljava/lang/String;", &string(text)),
    )
}

/// The provider's reply to it: a value, with attachments.
pub fn echoed(id: u64, text: &str) -> Frame {
    Frame {
        flags: REPLY,
        status: OK,
        id,
        body: [b"\x94".as_slice(), &string(text), b"H\x05dubbo\x052.0.2Z"].concat(),
    }
}

/// The next frame, or `None` at the end of the stream.
pub async fn read_frame(stream: &mut (impl AsyncRead + Unpin)) -> Option<Frame> {
    let mut header = [0; 16];
    stream.read_exact(&mut header).await.ok()?;
    assert_eq!(header[..2], [0xDA, 0xBB]);
    let length = u32::from_be_bytes(header[12..].try_into().unwrap());
    let mut body = vec![0; length as usize];
    stream.read_exact(&mut body).await.ok()?;
    Some(Frame {
        flags: header[2],
        status: header[3],
        id: u64::from_be_bytes(header[4..12].try_into().unwrap()),
        body,
    })
}
