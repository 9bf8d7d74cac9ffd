//! Frames that wait for the writer.

use super::lent;
use crate::transport::Header;

/// Whole frames, one behind the other, in one buffer; what is large is in a buffer of its own, as it was made.
#[derive(Default)]
pub(crate) struct Outgoing {
    /// Buffers to which nothing is added any more.
    before: Vec<Vec<u8>>,
    last: Vec<u8>,
    frames: usize,
}

/// From this length on, in bytes, a part of a frame is written by itself.
const LARGE: usize = 64 * 1024;

impl Outgoing {
    /// Where the frame's next bytes go.
    pub(crate) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.last
    }

    /// Appends `bytes`, which are copied only where they are few.
    pub(crate) fn append(&mut self, bytes: Vec<u8>) {
        if bytes.len() < LARGE {
            self.last.extend_from_slice(&bytes);
            return lent::give_back(bytes);
        }
        self.before.push(std::mem::take(&mut self.last));
        self.before.push(bytes);
        self.last = lent::outgoing();
    }

    pub(super) fn len(&self) -> usize {
        self.before.iter().map(Vec::len).sum::<usize>() + self.last.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.last.is_empty() && self.before.is_empty()
    }

    /// How many frames there are.
    pub(super) fn frames(&self) -> usize {
        self.frames
    }

    /// Takes the buffer that is to be written next.
    pub(super) fn next_buffer(&mut self) -> Option<Vec<u8>> {
        if !self.before.is_empty() {
            return Some(self.before.remove(0));
        }
        Some(std::mem::take(&mut self.last)).filter(|last| !last.is_empty())
    }

    /// Begins a frame.
    pub(super) fn begin(&mut self, header: Header) -> Unfinished<'_> {
        if self.last.capacity() == 0 {
            self.last = lent::outgoing();
        }
        let (before, start) = (self.before.len(), self.last.len());
        self.last.extend_from_slice(&header.to_bytes());
        Unfinished {
            out: self,
            before,
            start,
            finished: false,
        }
    }
}

/// A frame that is being written: dropped unfinished, it was never there.
pub(super) struct Unfinished<'a> {
    pub(super) out: &'a mut Outgoing,
    /// The buffer that it begins in, and where.
    before: usize,
    start: usize,
    finished: bool,
}

impl Unfinished<'_> {
    /// Its length so far, with its header.
    pub(super) fn len(&self) -> usize {
        let own = self.out.before[self.before..].iter().map(Vec::len);
        own.sum::<usize>() + self.out.last.len() - self.start
    }

    pub(super) fn finish(mut self, header: Header) {
        let buffer = match self.out.before.get_mut(self.before) {
            Some(buffer) => buffer,
            None => &mut self.out.last,
        };
        buffer[self.start..self.start + Header::SIZE].copy_from_slice(&header.to_bytes());
        self.out.frames += 1;
        self.finished = true;
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        if let Some(buffer) = self.out.before.get_mut(self.before) {
            self.out.last = std::mem::take(buffer);
            self.out.before.truncate(self.before);
        }
        self.out.last.truncate(self.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: Header = Header {
        flags: 0xC2,
        status: 0,
        id: 7,
        length: 0,
    };

    fn written(mut out: Outgoing) -> Vec<u8> {
        std::iter::from_fn(|| out.next_buffer()).flatten().collect()
    }

    #[test]
    fn a_large_part_is_not_copied_and_the_frame_is_whole() {
        let mut out = Outgoing::default();
        out.begin(HEADER).finish(HEADER);
        let large = vec![1; LARGE];
        let place = large.as_ptr();
        let frame = out.begin(HEADER);
        frame.out.bytes().push(0x94);
        frame.out.append(large);
        frame.out.bytes().extend(b"HZ");
        assert_eq!(frame.len(), Header::SIZE + 1 + LARGE + 2);
        let length = (1 + LARGE + 2) as u32;
        frame.finish(Header { length, ..HEADER });
        assert_eq!((out.frames(), out.len()), (2, 2 * Header::SIZE + LARGE + 3));
        assert!(out.before.iter().any(|buffer| buffer.as_ptr() == place));
        let bytes = written(out);
        assert_eq!(bytes[Header::SIZE..][12..16], length.to_be_bytes());
        assert_eq!(bytes[2 * Header::SIZE..][..2], [0x94, 1]);
        assert!(bytes.ends_with(&[1, b'H', b'Z']));
    }

    #[test]
    fn a_frame_that_is_given_up_was_never_there() {
        let mut out = Outgoing::default();
        out.begin(HEADER).finish(HEADER);
        for large in [false, true] {
            let frame = out.begin(HEADER);
            frame.out.bytes().push(1);
            if large {
                frame.out.append(vec![1; LARGE]);
                frame.out.append(vec![2; LARGE]);
            }
            drop(frame);
            assert_eq!((out.frames(), out.len()), (1, Header::SIZE));
        }
        assert_eq!(written(out), HEADER.to_bytes());
    }
}
