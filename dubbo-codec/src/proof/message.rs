//! A message put together by the compiler.

/// How long a message may be, in bytes; what is beyond is left out.
const CAPACITY: usize = 1024;

const ELLIPSIS: &str = "…";

/// A text in a buffer of fixed size: in a generic constant its length is not known.
#[derive(Clone, Copy)]
pub(super) struct Message {
    bytes: [u8; CAPACITY],
    length: usize,
    is_full: bool,
}

impl Message {
    pub(super) const fn of(pieces: &[&str]) -> Self {
        let mut message = Self {
            bytes: [0; CAPACITY],
            length: 0,
            is_full: false,
        };
        let mut at = 0;
        while at < pieces.len() {
            message = message.push(pieces[at]);
            at += 1;
        }
        message
    }

    /// The message with `piece` behind it, whole or not at all.
    pub(super) const fn push(self, piece: &str) -> Self {
        if self.is_full {
            return self;
        }
        if self.length + piece.len() + ELLIPSIS.len() <= CAPACITY {
            return self.append(piece);
        }
        let mut full = self.append(ELLIPSIS);
        full.is_full = true;
        full
    }

    const fn append(mut self, piece: &str) -> Self {
        let piece = piece.as_bytes();
        let mut at = 0;
        while at < piece.len() {
            self.bytes[self.length] = piece[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    pub(super) const fn text(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => panic!("whole texts were joined"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CAPACITY, Message};

    #[test]
    fn a_message_that_is_too_long_ends_where_a_piece_does() {
        let long = "x".repeat(CAPACITY - 10);
        let message = Message::of(&[&long, "123", "45678", "9"]);
        assert_eq!(message.text(), format!("{long}123…"));
        assert_eq!(Message::of(&["a", "é"]).text(), "aé");
    }
}
