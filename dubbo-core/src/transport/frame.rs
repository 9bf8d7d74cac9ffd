//! The 16-byte header and the cutting of a byte stream into frames (dubbo-protocol §1).

const MAGIC: [u8; 2] = [0xDA, 0xBB];

/// How TLS begins: the type of a record that is an alert or of a handshake, and the version 3.
const TLS: [[u8; 2]; 2] = [[0x15, 3], [0x16, 3]];

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

    /// A negative length says nothing of where the frame ends: Java takes it for none (§1.3).
    fn body_length(&self) -> usize {
        match i32::try_from(self.length) {
            Ok(length) => length as usize,
            Err(_) => 0,
        }
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
pub(crate) enum Incoming<'a> {
    /// A whole frame, with its body.
    Frame(Header, &'a [u8]),
    /// A frame with a body over the payload limit; the body is passed over, never held.
    Oversize(Header),
    /// This many bytes that belong to no frame. They are passed over up to the next magic, so a
    /// good frame behind them is read, where Java's server sticks (dubbo-protocol §1.3).
    Junk(usize),
    /// The stream begins with TLS: the two sides do not agree about it, and no frame will come.
    Tls,
}

/// Cuts a stream into frames.
#[derive(Clone, Copy, Debug)]
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

    /// The next thing in `bytes`, which it is removed from, or `None` until more is read.
    pub(crate) fn decode<'a>(&mut self, bytes: &mut &'a [u8]) -> Option<Incoming<'a>> {
        if self.skip > 0 {
            let skipped = take(bytes, self.skip.min(bytes.len()));
            self.skip -= skipped.len();
        }
        if self.skip > 0 {
            return None;
        }
        if self.first {
            if TLS.iter().any(|start| bytes.starts_with(start)) {
                *bytes = &[];
                return Some(Incoming::Tls);
            }
            if TLS.iter().any(|start| start.starts_with(bytes)) {
                return None;
            }
            self.first = false;
        }
        if let Some(junk) = leading_junk(bytes) {
            take(bytes, junk);
            return Some(Incoming::Junk(junk));
        }
        let header = Header::from_bytes(*bytes.first_chunk()?);
        let length = header.body_length();
        if self.is_oversize(length) {
            take(bytes, Header::SIZE);
            self.skip = length;
            return Some(Incoming::Oversize(header));
        }
        if bytes.len() < Header::SIZE + length {
            return None;
        }
        let frame = take(bytes, Header::SIZE + length);
        Some(Incoming::Frame(header, &frame[Header::SIZE..]))
    }

    /// How many bytes are still to come of what `bytes` begin with: of the header or, where that is there, of the
    /// frame.
    pub(crate) fn missing(&self, bytes: &[u8]) -> usize {
        let whole = match bytes.first_chunk() {
            Some(header) => Header::from_bytes(*header).body_length(),
            None => 0,
        };
        let whole = if self.is_oversize(whole) { 0 } else { whole };
        (Header::SIZE + whole).saturating_sub(bytes.len())
    }

    fn is_oversize(&self, length: usize) -> bool {
        self.payload > 0 && length > self.payload
    }

    /// Passes over the frame of which the beginning is `bytes`; its body is not held any more.
    pub(crate) fn pass_over(&mut self, bytes: &[u8]) -> Option<Header> {
        let header = Header::from_bytes(*bytes.first_chunk()?);
        self.skip = (Header::SIZE + header.body_length()).saturating_sub(bytes.len());
        Some(header)
    }
}

/// Cuts the first `length` bytes off.
fn take<'a>(bytes: &mut &'a [u8], length: usize) -> &'a [u8] {
    let (first, rest) = bytes.split_at(length);
    *bytes = rest;
    first
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

    /// What is decoded of a stream that comes in `pieces`.
    fn decode_all(payload: usize, pieces: &[&[u8]]) -> Vec<String> {
        let (mut decoder, mut buffer) = (FrameDecoder::new(payload), Vec::new());
        let mut all = Vec::new();
        for piece in pieces {
            buffer.extend_from_slice(piece);
            let mut rest = &buffer[..];
            while let Some(incoming) = decoder.decode(&mut rest) {
                all.push(shown(&incoming));
            }
            buffer = rest.to_vec();
        }
        all
    }

    fn shown(incoming: &Incoming<'_>) -> String {
        match incoming {
            Incoming::Frame(header, body) => format!("{:x}: {}", header.id, body.escape_ascii()),
            Incoming::Oversize(header) => format!("{:x} of {} bytes", header.id, header.length),
            Incoming::Junk(length) => format!("junk of {length} bytes"),
            Incoming::Tls => "TLS".to_owned(),
        }
    }

    #[test]
    fn joined_and_split_frames_are_cut_at_their_bounds() {
        let stream = [frame(1, b"one"), frame(2, b""), frame(u64::MAX, b"three")].concat();
        let whole = decode_all(8, &[&stream]);
        assert_eq!(whole, ["1: one", "2: ", "ffffffffffffffff: three"]);
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(decode_all(8, &bytes), whole);
    }

    #[test]
    fn junk_is_passed_over_up_to_the_next_magic() {
        let stream = [b"GET / \xDA\r\n".to_vec(), frame(7, b"x"), vec![0xDA]].concat();
        assert_eq!(decode_all(8, &[&stream]), ["junk of 9 bytes", "7: x"]);
    }

    #[test]
    fn an_oversize_body_is_passed_over_and_the_next_frame_read() {
        let stream = [frame(1, &[0; 9]), frame(2, b"8 bytes.")].concat();
        let pieces: Vec<&[u8]> = stream.chunks(5).collect();
        assert_eq!(decode_all(8, &pieces), ["1 of 9 bytes", "2: 8 bytes."]);
    }

    #[test]
    fn tls_is_told_from_junk_at_the_beginning_of_a_stream_only() {
        let hello = b"\x16\x03\x01\x02\x00";
        let bytes: Vec<&[u8]> = hello[..2].chunks(1).collect();
        assert_eq!(decode_all(8, &bytes), ["TLS"]);
        assert_eq!(decode_all(8, &[b"\x15\x03\x03\x00\x02"]), ["TLS"]);
        assert_eq!(decode_all(8, &[b"\x16\xDA\xBB"]), ["junk of 1 bytes"]);
        let later = [&frame(7, b"x")[..], hello].concat();
        assert_eq!(decode_all(8, &[&later]), ["7: x", "junk of 5 bytes"]);
    }

    #[test]
    fn a_negative_length_is_no_body() {
        let mut first = frame(1, b"");
        first[12..16].copy_from_slice(&(-1i32).to_be_bytes());
        let stream = [first, frame(2, b"")].concat();
        assert_eq!(decode_all(8, &[&stream]), ["1: ", "2: "]);
    }

    #[test]
    fn what_is_missing_of_a_frame_is_known_from_its_header_on() {
        let decoder = FrameDecoder::new(8);
        let frame_of = |length| frame(1, &vec![0; length]);
        assert_eq!(decoder.missing(&[]), Header::SIZE);
        assert_eq!(decoder.missing(&frame_of(8)[..5]), Header::SIZE - 5);
        assert_eq!(decoder.missing(&frame_of(8)[..Header::SIZE]), 8);
        assert_eq!(decoder.missing(&frame_of(8)), 0);
        // Nothing of one that is too large is waited for.
        assert_eq!(decoder.missing(&frame_of(9)[..Header::SIZE]), 0);
    }
}
