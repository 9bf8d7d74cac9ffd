//! Sans-io: the 16-byte header, frame parsing, and both ends' state machines.
//!
//! header (big endian): magic u16 = 0xdabb | flag u8 | method-or-status u8 | id u64 | body len u32
use bincode::config::standard;
use bincode::enc::write::Writer;
use bincode::error::EncodeError;
use common::{Page, User, make_page, make_user};

pub(crate) const HEAD: usize = 16;
pub(crate) const MAGIC: u16 = 0xdabb;
pub(crate) const FLAG_REQ: u8 = 0xc2;
pub(crate) const FLAG_RES: u8 = 0x02;

pub(crate) const M_ECHO: u8 = 0;
pub(crate) const M_USER: u8 = 1;
pub(crate) const M_PAGE: u8 = 2;

#[derive(Clone, Copy)]
pub(crate) struct Head {
    #[allow(dead_code)]
    pub(crate) flag: u8,
    pub(crate) method: u8,
    pub(crate) id: u64,
    pub(crate) len: usize,
}

#[inline]
pub(crate) fn parse_head(b: &[u8; HEAD]) -> Head {
    let magic = u16::from_be_bytes([b[0], b[1]]);
    if magic != MAGIC {
        panic!("bad magic {magic:x}");
    }
    Head {
        flag: b[2],
        method: b[3],
        id: u64::from_be_bytes(b[4..12].try_into().unwrap()),
        len: u32::from_be_bytes(b[12..16].try_into().unwrap()) as usize,
    }
}

#[inline]
pub(crate) fn put_head(out: &mut Vec<u8>, flag: u8, method: u8, id: u64, len: usize) {
    let mut h = [0u8; HEAD];
    h[0..2].copy_from_slice(&MAGIC.to_be_bytes());
    h[2] = flag;
    h[3] = method;
    h[4..12].copy_from_slice(&id.to_be_bytes());
    h[12..16].copy_from_slice(&(len as u32).to_be_bytes());
    out.extend_from_slice(&h);
}

/// bincode writer that appends to a Vec.
pub(crate) struct Append<'a>(pub(crate) &'a mut Vec<u8>);
impl Writer for Append<'_> {
    #[inline(always)]
    fn write(&mut self, b: &[u8]) -> Result<(), EncodeError> {
        self.0.extend_from_slice(b);
        Ok(())
    }
}

#[inline]
fn put_serde<T: serde::Serialize>(out: &mut Vec<u8>, method: u8, id: u64, v: &T) {
    let at = out.len();
    put_head(out, FLAG_RES, method, id, 0);
    bincode::serde::encode_into_writer(v, Append(out), standard()).expect("encode");
    let len = (out.len() - at - HEAD) as u32;
    out[at + 12..at + 16].copy_from_slice(&len.to_be_bytes());
}

/// The service: one request in, one response frame appended.
#[inline]
pub(crate) fn serve(h: Head, body: &[u8], out: &mut Vec<u8>) {
    match h.method {
        M_ECHO => {
            put_head(out, FLAG_RES, h.method, h.id, body.len());
            out.extend_from_slice(body);
        }
        M_USER => {
            let id = i64::from_le_bytes(body.try_into().expect("user id"));
            put_serde(out, h.method, h.id, &make_user(id));
        }
        M_PAGE => {
            let no = i32::from_le_bytes(body.try_into().expect("page no"));
            put_serde(out, h.method, h.id, &make_page(no));
        }
        m => panic!("unknown method {m}"),
    }
}

pub(crate) fn decode_user(b: &[u8]) -> Result<User, String> {
    bincode::serde::decode_from_slice(b, standard())
        .map(|x| x.0)
        .map_err(|e| e.to_string())
}
pub(crate) fn decode_page(b: &[u8]) -> Result<Page, String> {
    bincode::serde::decode_from_slice(b, standard())
        .map(|x| x.0)
        .map_err(|e| e.to_string())
}

/// A read buffer: bytes [start, end) are unread; always room for at least `min` more.
pub(crate) struct Buf {
    data: Vec<u8>,
    start: usize,
    end: usize,
}
impl Buf {
    pub(crate) fn new(cap: usize) -> Self {
        Buf {
            data: vec![0; cap],
            start: 0,
            end: 0,
        }
    }
    /// Where to read to. Moves the (partial frame) rest to the front, grows for a large frame.
    #[inline]
    pub(crate) fn space(&mut self) -> &mut [u8] {
        if self.start == self.end {
            self.start = 0;
            self.end = 0;
        } else if self.data.len() - self.end < self.data.len() / 4 {
            self.data.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            if self.data.len() - self.end < self.data.len() / 4 {
                let n = self.data.len();
                self.data.resize(n * 2, 0);
            }
        }
        &mut self.data[self.end..]
    }
    #[inline]
    pub(crate) fn filled(&mut self, n: usize) {
        self.end += n;
    }
    /// Next whole frame, if it is all here.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<(Head, &[u8])> {
        let avail = self.end - self.start;
        if avail < HEAD {
            return None;
        }
        let at = self.start;
        let h = parse_head(self.data[at..at + HEAD].try_into().unwrap());
        if avail < HEAD + h.len {
            return None;
        }
        self.start = at + HEAD + h.len;
        Some((h, &self.data[at + HEAD..at + HEAD + h.len]))
    }
}
