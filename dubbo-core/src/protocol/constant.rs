//! What generated code computes at compile time: descriptors, and the bytes of a call's constant part.

/// The id of the serialization that [`tail`] is in: hessian2.
pub(crate) const TAIL_SERIALIZATION: u8 = 2;

/// The length of `pieces` joined.
#[must_use]
pub const fn len(pieces: &[&str]) -> usize {
    let (mut length, mut at) = (0, 0);
    while at < pieces.len() {
        length += pieces[at].len();
        at += 1;
    }
    length
}

/// `pieces` joined; `N` is their [`len`].
#[must_use]
pub const fn concat<const N: usize>(pieces: &[&str]) -> [u8; N] {
    let mut joined = [0; N];
    let (mut length, mut at) = (0, 0);
    while at < pieces.len() {
        length = copy(&mut joined, length, pieces[at].as_bytes());
        at += 1;
    }
    joined
}

/// `bytes` as text, which [`concat()`] of texts always is.
#[must_use]
pub const fn as_str(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("joined texts are a text"),
    }
}

/// Whether two texts are equal, in constants.
#[must_use]
pub const fn equal(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The length of [`tail`].
#[must_use]
pub const fn tail_len(name: &str, descriptor: &str) -> usize {
    string_len(name) + string_len(descriptor)
}

/// The hessian2 strings of a method's name and descriptor; `N` is their [`tail_len`].
///
/// # Panics
/// At compile time, where either is not ASCII: Java takes only ASCII identifiers in a descriptor
/// (dubbo-protocol §3.1).
#[must_use]
pub const fn tail<const N: usize>(name: &str, descriptor: &str) -> [u8; N] {
    let mut bytes = [0; N];
    let end = string(&mut bytes, 0, name);
    string(&mut bytes, end, descriptor);
    bytes
}

const fn string_len(text: &str) -> usize {
    let prefix = match text.len() {
        0..32 => 1,
        32..1024 => 2,
        _ => 3,
    };
    prefix + text.len()
}

const fn string(bytes: &mut [u8], mut at: usize, text: &str) -> usize {
    let length = text.len();
    assert!(
        text.is_ascii(),
        "the names of a method and of its parameter types must be ASCII"
    );
    assert!(length <= 0x8000, "the descriptor of a method is too long");
    match length {
        0..32 => {}
        32..1024 => {
            bytes[at] = 0x30 + (length >> 8) as u8;
            at += 1;
        }
        _ => {
            bytes[at] = b'S';
            bytes[at + 1] = (length >> 8) as u8;
            at += 2;
        }
    }
    bytes[at] = length as u8;
    copy(bytes, at + 1, text.as_bytes())
}

const fn copy(to: &mut [u8], mut at: usize, from: &[u8]) -> usize {
    let mut index = 0;
    while index < from.len() {
        to[at] = from[index];
        at += 1;
        index += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_is_what_the_encoder_writes() {
        for descriptor in [
            String::new(),
            "I".repeat(31),
            "J".repeat(32),
            "Z".repeat(1024),
        ] {
            let mut bytes = [0; 2000];
            let end = string(&mut bytes, 0, "sayHello");
            let end = string(&mut bytes, end, &descriptor);
            assert_eq!(end, tail_len("sayHello", &descriptor));
            let mut expected = b"\x08sayHello".to_vec();
            match descriptor.len() {
                0 => expected.extend(b"\x00"),
                31 => expected.extend(b"\x1F"),
                32 => expected.extend(b"\x30\x20"),
                _ => expected.extend(b"S\x04\x00"),
            }
            expected.extend(descriptor.as_bytes());
            assert_eq!(bytes[..end], expected);
        }
    }
}
