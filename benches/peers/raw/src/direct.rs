//! The client as one state machine per connection: a response triggers the next request in the
//! same place, without waking any task. All responses of one read share one clock reading, and
//! their follow-up requests leave in one write.
use crate::wire::*;
use common::drive::{fail, recording};
use common::{Case, hist};
use std::time::Instant;

pub(crate) struct Direct {
    case: Case,
    text: Vec<u8>,
    sent: Vec<Instant>,
    want: Vec<i64>,
    seq: u64,
    pub(crate) inb: Buf,
    pub(crate) out: Vec<u8>,
}

impl Direct {
    pub(crate) fn new(case: Case, inflight: usize, seed: u64, read_buf: usize) -> Self {
        let mut d = Direct {
            case,
            text: common::make_echo().into_bytes(),
            sent: vec![Instant::now(); inflight],
            want: vec![0; inflight],
            seq: seed,
            inb: Buf::new(read_buf),
            out: Vec::with_capacity(64 * 1024),
        };
        let now = Instant::now();
        for slot in 0..inflight {
            d.request(slot, now);
        }
        d
    }

    #[inline]
    fn request(&mut self, slot: usize, now: Instant) {
        self.seq = self.seq.wrapping_add(7);
        self.sent[slot] = now;
        match self.case {
            Case::Echo => {
                put_head(
                    &mut self.out,
                    FLAG_REQ,
                    M_ECHO,
                    slot as u64,
                    self.text.len(),
                );
                self.out.extend_from_slice(&self.text);
            }
            Case::User => {
                let id = (self.seq % 1_000_000) as i64;
                self.want[slot] = id;
                put_head(&mut self.out, FLAG_REQ, M_USER, slot as u64, 8);
                self.out.extend_from_slice(&id.to_le_bytes());
            }
            Case::Page => {
                let no = (self.seq % 1_000) as i32;
                self.want[slot] = no as i64;
                put_head(&mut self.out, FLAG_REQ, M_PAGE, slot as u64, 4);
                self.out.extend_from_slice(&no.to_le_bytes());
            }
        }
    }

    /// Handle everything readable; new requests are in `out` afterwards.
    #[inline]
    pub(crate) fn process(&mut self) {
        let now = Instant::now();
        let rec = recording();
        while let Some((h, body)) = self.inb.next() {
            let slot = h.id as usize;
            let ok = match self.case {
                Case::Echo => body.len() == self.text.len(),
                Case::User => match decode_user(body) {
                    Ok(u) => u.id == self.want[slot],
                    Err(_) => false,
                },
                Case::Page => match decode_page(body) {
                    Ok(p) => {
                        p.page_no as i64 == self.want[slot] && p.result.len() == common::PAGE_SIZE
                    }
                    Err(_) => false,
                },
            };
            if !ok {
                fail("raw", "wrong answer");
            }
            if rec {
                hist::record((now - self.sent[slot]).as_nanos() as u64);
            }
            self.request(slot, now);
        }
    }
}
