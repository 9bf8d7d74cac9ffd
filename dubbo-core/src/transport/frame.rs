//! The 16-byte header and the cutting of a byte stream into frames (dubbo-protocol §1).

use bytes::{Buf, Bytes, BytesMut};

const MAGIC: [u8; 2] = [0xDA, 0xBB];

/// How TLS begins: the type of a record that is an alert or of a handshake, and the version 3.
const TLS: [[u8; 2]; 2] = [[0x15, 3], [0x16, 3]];

/// The most that is made room for at once.
const ROOM: usize = 64 * 1024;

/// Bits of the third byte of a header; the lowest five name the serialization.
pub(crate) mod flags {
    pub(crate) const REQUEST: u8 = 0x80;
    pub(crate) const TWO_WAY: u8 = 0x40;
    pub(crate) const EVENT: u8 = 0x20;
    pub(crate) const SERIALIZATION: u8 = 0x1F;
}

/// The statuses of a response that this side writes or looks for (dubbo-protocol §1.1).
pub(crate) mod status {
    pub(crate) const OK: u8 = 20;
    pub(crate) const SERIALIZATION_ERROR: u8 = 25;
    pub(crate) const BAD_REQUEST: u8 = 40;
    pub(crate) const BAD_RESPONSE: u8 = 50;
    pub(crate) const SERVICE_NOT_FOUND: u8 = 60;
    pub(crate) const SERVICE_ERROR: u8 = 70;
    pub(crate) const SERVER_ERROR: u8 = 80;
    pub(crate) const THREAD_POOL_EXHAUSTED: u8 = 100;
}

/// The header of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) flags: u8,
    pub(crate) status: u8,
    pub(crate) id: u64,
    pub(crate) length: u32,
}

impl Header {
    pub(crate) const SIZE: usize = 16;

    pub(crate) fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(crate) fn serialization(&self) -> u8 {
        self.flags & flags::SERIALIZATION
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..2].copy_from_slice(&MAGIC);
        bytes[2] = self.flags;
        bytes[3] = self.status;
        bytes[4..12].copy_from_slice(&self.id.to_be_bytes());
        bytes[12..].copy_from_slice(&self.length.to_be_bytes());
        bytes
    }

    fn from_bytes(bytes: [u8; Self::SIZE]) -> Self {
        let [
            _,
            _,
            flags,
            status,
            i0,
            i1,
            i2,
            i3,
            i4,
            i5,
            i6,
            i7,
            l0,
            l1,
            l2,
            l3,
        ] = bytes;
        Self {
            flags,
            status,
            id: u64::from_be_bytes([i0, i1, i2, i3, i4, i5, i6, i7]),
            length: u32::from_be_bytes([l0, l1, l2, l3]),
        }
    }
}

/// What a stream has to say next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Incoming {
    /// A whole frame.
    Frame(Header, Bytes),
    /// A frame with a body over the payload limit; the body is passed over, never held.
    Oversize(Header),
    /// This many bytes that belong to no frame. They are passed over up to the next magic, so a
    /// good frame behind them is read, where Java's server sticks (dubbo-protocol §1.3).
    Junk(usize),
    /// The stream begins with TLS: the two sides do not agree about it, and no frame will come.
    Tls,
}

/// Cuts a stream into frames. Holds at most one frame within the payload limit.
#[derive(Debug)]
pub(crate) struct FrameDecoder {
    /// The largest body, in bytes; 0 is no limit (dubbo-protocol §1.2).
    payload: usize,
    /// Bytes of a frame that is passed over, still to come.
    skip: usize,
    /// Nothing has been decoded yet.
    first: bool,
}

impl FrameDecoder {
    pub(crate) fn new(payload: usize) -> Self {
        Self {
            payload,
            skip: 0,
            first: true,
        }
    }

    /// The next thing in `buffer`, which it is removed from, or `None` until more is read.
    pub(crate) fn decode(&mut self, buffer: &mut BytesMut) -> Option<Incoming> {
        let skipped = self.skip.min(buffer.len());
        buffer.advance(skipped);
        self.skip -= skipped;
        if self.skip > 0 {
            return None;
        }
        if self.first {
            if TLS.iter().any(|start| buffer.starts_with(start)) {
                buffer.clear();
                return Some(Incoming::Tls);
            }
            if TLS.iter().any(|start| start.starts_with(buffer)) {
                return None;
            }
            self.first = false;
        }
        if let Some(junk) = leading_junk(buffer) {
            buffer.advance(junk);
            return Some(Incoming::Junk(junk));
        }
        let header = Header::from_bytes(*buffer.first_chunk()?);
        // A negative length says nothing of where the frame ends: Java takes it for none (§1.3).
        let length = if header.length > i32::MAX as u32 {
            0
        } else {
            header.length as usize
        };
        if self.payload > 0 && length > self.payload {
            buffer.advance(Header::SIZE);
            self.skip = length;
            return Some(Incoming::Oversize(header));
        }
        let whole = Header::SIZE + length;
        if buffer.len() < whole {
            // A length is only a claim: room is made once a good deal has come.
            if buffer.len() >= ROOM / 4 {
                buffer.reserve((whole - buffer.len()).min(ROOM));
            }
            return None;
        }
        buffer.advance(Header::SIZE);
        // The last frame takes the memory with it: it need not be shared.
        let body = match buffer.len() == length {
            true => std::mem::take(buffer),
            false => buffer.split_to(length),
        };
        Some(Incoming::Frame(header, body.freeze()))
    }

    /// Passes over the frame of which the beginning is in `buffer`; its body is not held any more.
    pub(crate) fn pass_over(&mut self, buffer: &mut BytesMut) -> Option<Header> {
        let header = Header::from_bytes(*buffer.first_chunk()?);
        self.skip = Header::SIZE + header.length as usize;
        let there = self.skip.min(buffer.len());
        buffer.advance(there);
        self.skip -= there;
        Some(header)
    }
}

/// How many bytes stand before the next magic, or before what may become one.
fn leading_junk(buffer: &[u8]) -> Option<usize> {
    let starts = |rest: &[u8]| match rest {
        [first] => *first == MAGIC[0],
        [first, second, ..] => [*first, *second] == MAGIC,
        [] => true,
    };
    if starts(buffer) {
        return None;
    }
    let next = (1..buffer.len()).find(|&at| starts(&buffer[at..]));
    Some(next.unwrap_or(buffer.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(id: u64, body: &[u8]) -> Vec<u8> {
        let header = Header {
            flags: 0xC2,
            status: 0,
            id,
            length: body.len() as u32,
        };
        [&header.to_bytes()[..], body].concat()
    }

    fn decode_all(payload: usize, pieces: &[&[u8]]) -> Vec<Incoming> {
        let (mut decoder, mut buffer) = (FrameDecoder::new(payload), BytesMut::new());
        let mut all = Vec::new();
        for piece in pieces {
            buffer.extend_from_slice(piece);
            while let Some(incoming) = decoder.decode(&mut buffer) {
                all.push(incoming);
            }
        }
        all
    }

    fn ids(all: &[Incoming]) -> Vec<u64> {
        let id = |incoming: &Incoming| match incoming {
            Incoming::Frame(header, _) => Some(header.id),
            _ => None,
        };
        all.iter().filter_map(id).collect()
    }

    #[test]
    fn joined_and_split_frames_are_cut_at_their_bounds() {
        let stream = [frame(1, b"one"), frame(2, b""), frame(u64::MAX, b"three")].concat();
        assert_eq!(ids(&decode_all(8, &[&stream])), [1, 2, u64::MAX]);
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(decode_all(8, &bytes), decode_all(8, &[&stream]));
    }

    #[test]
    fn junk_is_passed_over_up_to_the_next_magic() {
        let stream = [b"GET / \xDA\r\n".to_vec(), frame(7, b"x"), vec![0xDA]].concat();
        let all = decode_all(8, &[&stream]);
        assert_eq!(all[0], Incoming::Junk(9));
        assert_eq!(ids(&all), [7]);
    }

    #[test]
    fn an_oversize_body_is_passed_over_and_the_next_frame_read() {
        let stream = [frame(1, &[0; 9]), frame(2, &[0; 8])].concat();
        let pieces: Vec<&[u8]> = stream.chunks(5).collect();
        let all = decode_all(8, &pieces);
        assert!(matches!(
            all[0],
            Incoming::Oversize(Header {
                id: 1,
                length: 9,
                ..
            })
        ));
        assert_eq!(ids(&all), [2]);
    }

    #[test]
    fn tls_is_told_from_junk_at_the_beginning_of_a_stream_only() {
        let hello = b"\x16\x03\x01\x02\x00";
        let bytes: Vec<&[u8]> = hello[..2].chunks(1).collect();
        assert_eq!(decode_all(8, &bytes), [Incoming::Tls]);
        assert_eq!(decode_all(8, &[b"\x15\x03\x03\x00\x02"]), [Incoming::Tls]);
        assert_eq!(decode_all(8, &[b"\x16\xDA\xBB"]), [Incoming::Junk(1)]);
        let later = [&frame(7, b"x")[..], hello].concat();
        assert_eq!(decode_all(8, &[&later])[1], Incoming::Junk(5));
    }

    #[test]
    fn a_negative_length_is_no_body() {
        let mut first = frame(1, b"");
        first[12..16].copy_from_slice(&(-1i32).to_be_bytes());
        assert_eq!(
            ids(&decode_all(8, &[&[first, frame(2, b"")].concat()])),
            [1, 2]
        );
    }
}
