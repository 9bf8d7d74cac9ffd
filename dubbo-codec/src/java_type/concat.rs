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

    /// `name<first,second>`, as Java prints it. Where that is too long, the name alone, which is right, too, but
    /// says less.
    pub(crate) const fn generic(name: &str, arguments: &[&str]) -> Self {
        let (mut length, mut at) = (name.len() + 1, 0);
        while at < arguments.len() {
            length += arguments[at].len() + 1;
            at += 1;
        }
        if length > CAPACITY {
            return Self::joined(name, "");
        }
        let mut text = Self::joined(name, "<");
        at = 0;
        while at < arguments.len() {
            if at > 0 {
                text = text.append(",");
            }
            text = text.append(arguments[at]);
            at += 1;
        }
        text.append(">")
    }

    /// `generic[]`; `name[]` where that would be too long.
    pub(crate) const fn array(generic: &str, name: &str) -> Self {
        if generic.len() + 2 > CAPACITY {
            return Self::joined(name, "[]");
        }
        Self::joined(generic, "[]")
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
