//! What generated code computes at compile time: descriptors, and the bytes of a call's constant part.

#[cfg(feature = "hessian2")]
use dubbo_codec::hessian2;

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
#[cfg(feature = "hessian2")]
#[must_use]
pub const fn tail_len(name: &str, descriptor: &str) -> usize {
    hessian2::encoded_string_len(name) + hessian2::encoded_string_len(descriptor)
}

/// The hessian2 strings of a method's name and descriptor; `N` is their [`tail_len`].
#[cfg(feature = "hessian2")]
#[must_use]
pub const fn tail<const N: usize>(name: &str, descriptor: &str) -> [u8; N] {
    let mut bytes = [0; N];
    let end = hessian2::put_string(&mut bytes, 0, name);
    hessian2::put_string(&mut bytes, end, descriptor);
    bytes
}

/// Without hessian2 nobody asks for a method's hessian2 strings: there are none.
#[cfg(not(feature = "hessian2"))]
#[must_use]
pub const fn tail_len(_: &str, _: &str) -> usize {
    0
}

/// Without hessian2 nobody asks for a method's hessian2 strings: there are none.
#[cfg(not(feature = "hessian2"))]
#[must_use]
pub const fn tail<const N: usize>(_: &str, _: &str) -> [u8; N] {
    [0; N]
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

#[cfg(all(test, feature = "hessian2"))]
mod tests {
    use super::*;

    #[test]
    fn a_tail_is_what_the_encoder_writes() {
        const DESCRIPTOR: &str = "Ljava/lang/String;Ljava/util/List;I";
        const TAIL: [u8; tail_len("sayHello", DESCRIPTOR)] = tail("sayHello", DESCRIPTOR);
        let mut expected = Vec::new();
        hessian2::write_string(&mut expected, "sayHello");
        hessian2::write_string(&mut expected, DESCRIPTOR);
        assert_eq!(TAIL[..], expected);
    }
}
