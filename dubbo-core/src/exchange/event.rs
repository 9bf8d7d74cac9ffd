//! Events: heartbeat, readonly, writable (dubbo-protocol §5.1). They go out in hessian2, which every
//! peer reads, and need no codec: their bodies are constants.

use crate::transport::{Header, flags};

/// The serialization id of hessian2.
pub(super) const SERIALIZATION: u8 = 2;
/// An encoded null: exactly this, or Java 3.x ignores it.
pub(super) const HEARTBEAT: &[u8] = b"\x4E";
/// The string "R".
pub(super) const READONLY: &[u8] = b"\x01R";
/// The string "W".
pub(super) const WRITABLE: &[u8] = b"\x01W";
/// The id of what nobody waits for an answer to.
pub(super) const NOBODY: u64 = u64::MAX;
/// The longest body of an event that Java reads; a longer one is passed over.
const LONGEST: usize = 15;

/// What an event frame says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// To be answered in kind.
    Heartbeat,
    Readonly,
    Writable,
    /// The answer to a heartbeat.
    Answer,
    /// Something unknown.
    Other,
}

/// Reads an event in any serialization: each writes a one-letter string as prefix and letter.
pub(super) fn read(header: Header, body: &[u8]) -> Event {
    if !header.is(flags::REQUEST) {
        return Event::Answer;
    }
    match body.last() {
        _ if body.len() > LONGEST => Event::Other,
        Some(b'R') if body.len() > 1 => Event::Readonly,
        Some(b'W') if body.len() > 1 => Event::Writable,
        Some(_) if header.is(flags::TWO_WAY) && is_null(body) => Event::Heartbeat,
        _ => Event::Other,
    }
}

/// An encoded null: hessian2 (some peers write two), msgpack, fastjson2.
fn is_null(body: &[u8]) -> bool {
    matches!(body, b"N" | b"NN" | b"\xC0" | [0, 0, 0, 1, 0xAF])
}

/// Writes a short ASCII text as a hessian2 string, for a side that may have no codec of it.
pub(super) fn write_text(out: &mut Vec<u8>, text: &str) {
    let length = text.len().min(1023);
    out.extend_from_slice(&[0x30 + (length >> 8) as u8, length as u8]);
    out.extend_from_slice(&text.as_bytes()[..length]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_every_peer_are_told_apart() {
        let header = |flags| Header {
            flags,
            status: 0,
            id: 0,
            length: 0,
        };
        for (flags, body, event) in [
            (0xE2, &[0x4E][..], Event::Heartbeat),
            (0xF7, &[0, 0, 0, 1, 0xAF], Event::Heartbeat), // fastjson2
            (0x22, &[0x4E], Event::Answer),
            (0xA2, &[0x4E], Event::Other), // one-way: never answered
            (0xA2, &[0x01, b'R'], Event::Readonly),
            (0xB7, &[0, 0, 0, 2, 0x4A, b'R'], Event::Readonly), // Java 3.2.16
            (0xA2, &[0x01, b'W'], Event::Writable),
            (0xFB, &[0xC0], Event::Heartbeat),   // msgpack
            (0xE2, &[0x01, b'X'], Event::Other), // unknown: Java ignores it
            (0xE2, &[], Event::Other),           // an empty body is no heartbeat
        ] {
            assert_eq!(read(header(flags), body), event, "{flags:x} {body:x?}");
        }
    }
}
