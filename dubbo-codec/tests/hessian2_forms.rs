//! The forms in which peers write text, bytes and lists: all of them read.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use std::borrow::Cow;

use dubbo_codec::hessian2::{Deserializer, from_slice};
use dubbo_codec::{ErrorKind, Value};
use hessian2_support::read;

#[test]
fn text_is_borrowed_where_its_bytes_allow_it() {
    assert_eq!(from_slice::<&str>("\x02é中".as_bytes()).unwrap(), "é中");
    let mut deserializer = Deserializer::new(b"\x02hi\x4e\x02\xed\xa0\xbd\xed\xb8\x80");
    assert!(matches!(
        deserializer.read_string().unwrap(),
        Some(Cow::Borrowed("hi"))
    ));
    assert_eq!(deserializer.read_string().unwrap(), None);
    assert!(matches!(deserializer.read_string().unwrap(), Some(Cow::Owned(text)) if text == "😀"));
}

#[test]
fn text_in_pieces_and_with_odd_surrogates_reads() {
    // A pair divided between two pieces, an empty piece, and surrogates without their other half.
    for (bytes, text) in [
        (&b"R\x00\x01\xed\xa0\xbdR\x00\x00\x01\xed\xb8\x80"[..], "😀"),
        (b"R\x00\x01aS\x00\x01b", "ab"),
        (b"R\x00\x01a\x00", "a"),
        (b"\x03\xed\xa0\xbdx\xed\xb8\x80", "\u{fffd}x\u{fffd}"),
        (b"\x03\xed\xa0\xbd\xed\xa0\xbd\xed\xb8\x80", "\u{fffd}😀"),
        // Four bytes of UTF-8 count as one unit with every peer that ever wrote them; Java reads c0 80 as NUL.
        (b"\x03a\xf0\x9f\x98\x80b", "a😀b"),
        (b"\x01\xc0\x80", "\0"),
        (b"\x30\x01x", "x"),
        (b"S\x00\x01x", "x"),
    ] {
        assert_eq!(from_slice::<String>(bytes).unwrap(), text);
    }
}

#[test]
fn bytes_of_an_array_are_signed_or_unsigned_as_wanted_and_lists_of_numbers_are_no_bytes() {
    assert_eq!(read::<Vec<u8>>(vec![1u8, 255]).unwrap(), [1, 255]);
    assert_eq!(read::<Vec<i8>>(vec![1u8, 255]).unwrap(), [1, -1]);
    assert_eq!(read::<[i32; 2]>(vec![1u8, 255]).unwrap(), [1, -1]);
    assert_eq!(from_slice::<&[u8]>(b"\x22hi").unwrap(), b"hi");
    assert!(from_slice::<&[u8]>(b"\x79\x91").is_err());
}

#[test]
fn lists_of_every_form_and_boxed_numbers_read() {
    for bytes in [
        &b"\x7a\x91\x92"[..],
        b"X\x92\x91\x92",
        b"W\x91\x92Z",
        b"U\x04[int\x91\x92Z",
        b"V\x04[int\x92\x91\x92",
        b"\x72\x04[int\x91\x92",
        b"C\x30\x2ccom.alibaba.com.caucho.hessian.io.ByteHandle\x91\x06_valueC\x30\x21com.caucho.hessian.io.ShortHandle\x91\x06_value\x7a\x60\x91\x61\x92",
    ] {
        assert_eq!(from_slice::<Vec<i16>>(bytes).unwrap(), [1, 2]);
        assert_eq!(from_slice::<(i32, i32)>(bytes).unwrap(), (1, 2));
        let value: Value = from_slice(bytes).unwrap();
        assert_eq!(value.as_list(), Some(&[1.into(), 2.into()][..]));
        assert!(from_slice::<(i32,)>(bytes).is_err());
        assert!(from_slice::<(i32, i32, i32)>(bytes).is_err());
    }
    let float = b"C\x30\x21com.caucho.hessian.io.FloatHandle\x91\x06_value\x60\x5c";
    assert_eq!(from_slice::<f32>(float).unwrap(), 1.0);
    assert_eq!(from_slice::<Value>(float).unwrap(), Value::Double(1.0));
    // The box is an object, so a second use of it is a reference, whatever the number becomes.
    let twice = b"\x7aC\x30\x20com.caucho.hessian.io.ByteHandle\x91\x06_value\x60\x91Q\x91";
    assert_eq!(from_slice::<(i8, bool)>(twice).unwrap(), (1, true));
    assert_eq!(
        from_slice::<(f64, Option<i64>)>(twice).unwrap(),
        (1.0, Some(1))
    );
    assert_eq!(
        from_slice::<(i8, String)>(twice).unwrap(),
        (1, "1".to_owned())
    );
    assert_eq!(from_slice::<Value>(twice).unwrap().to_string(), "[1, 1]");
    // There is nothing in a box but a number.
    for content in [&b"N"[..], b"T", b"\x01a", b"\x78", b"HZ", b"C\x01a\x90\x61"] {
        let bytes = [&twice[1..twice.len() - 3], content].concat();
        let error = from_slice::<Value>(&bytes).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
    }
}

#[test]
fn a_definition_may_stand_before_any_value() {
    assert_eq!(from_slice::<i32>(b"C\x01a\x90\x91").unwrap(), 1);
    assert_eq!(
        from_slice::<Option<i32>>(b"C\x01a\x90C\x01b\x91\x01xN").unwrap(),
        None
    );
    assert_eq!(
        from_slice::<Value>(b"C\x01a\x90M\x00\x91\x92Z")
            .unwrap()
            .to_string(),
        "{1: 2}"
    );
}
