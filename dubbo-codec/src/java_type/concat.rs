//! Text joined at compile time, where its length depends on a type parameter.

/// The longest descriptor or name of an array type, in bytes; a class name beyond it does not compile.
const CAPACITY: usize = 512;

/// A text in a buffer of fixed size: a generic constant cannot have a length of its own.
pub(crate) struct Text {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Text {
    pub(crate) const fn joined(head: &str, tail: &str) -> Self {
        let text = Text {
            bytes: [0; CAPACITY],
            length: 0,
        };
        text.append(head).append(tail)
    }

    const fn append(mut self, part: &str) -> Self {
        let part = part.as_bytes();
        assert!(
            self.length + part.len() <= CAPACITY,
            "the Java class name is too long for an array type"
        );
        let mut index = 0;
        while index < part.len() {
            self.bytes[self.length + index] = part[index];
            index += 1;
        }
        self.length += part.len();
        self
    }

    pub(crate) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => panic!("whole strings were joined"),
        }
    }
}
