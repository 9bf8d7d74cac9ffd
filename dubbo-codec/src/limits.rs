/// What a message may cost its reader. No input makes a decoder use more, whatever it claims.
///
/// msgpack and bincode know the first two only.
///
/// ```
/// use dubbo_codec::{Decoder, Limits, Serialization};
///
/// let mut limits = Limits::default();
/// limits.depth = 32;
/// let decoder = Decoder::with_limits(Serialization::default(), b"\x90", limits);
/// # let _ = decoder;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How deep lists, maps and objects may stand within each other: 256. (Java itself overflows its stack from 1000.)
    pub depth: usize,
    /// How many values a [`Value`](crate::Value) may be made of, all those of one message together: 1,000,000.
    ///
    /// A byte on the wire can be a value of some 50 bytes in memory. Read as other types, numbers and texts do not
    /// count here (but for [`memory`](Self::memory)), but lists, maps and objects do: an object without fields is a byte, and
    /// may become a large struct.
    pub nodes: usize,
    /// How many definitions of classes a message may have: 4096.
    pub classes: usize,
    /// How many fields the classes of a message may have, all together: 65,536.
    pub fields: usize,
    /// How many bytes may be read again for the sake of references, as a multiple of the message's length: 16.
    ///
    /// 256 KiB are always allowed: a short message may repeat one object often.
    pub replays: usize,
    /// How many bytes the elements of lists and the keys and values of maps may take in memory, as a multiple of the
    /// message's length: 32. Each counts as many as its Rust type has, whatever it is; where an object becomes a map,
    /// its fields are keys and values, and count their names, too.
    ///
    /// 16 MiB are always allowed. A null is a byte on the wire, and in a list of `Option<Large>` as much as a `Large`.
    pub memory: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 256,
            nodes: 1_000_000,
            classes: 4096,
            fields: 65_536,
            replays: 16,
            memory: 32,
        }
    }
}
