//! The forms in which peers write text, bytes and lists: all of them read.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use std::borrow::Cow;
use std::collections::BTreeMap;

use dubbo_codec::hessian2::{Deserializer, from_slice, to_vec};
use dubbo_codec::{ErrorKind, List, Value};
use hessian2_support::read;
use serde::Deserialize;

/// What follows the tag, and what both are (hessian2.md §1.1); `None` where the tag begins no value by itself.
fn of_tag(tag: u8) -> Option<(Vec<u8>, Value)> {
    let (int, long) = (i32::from(tag), i64::from(tag));
    let text = |length: usize| "x".repeat(length);
    let list = |class: Option<&str>, items: &[i32], is_variable| {
        Value::List(List {
            class: class.map(Into::into),
            items: items.iter().map(|item| (*item).into()).collect(),
            is_variable,
        })
    };
    let ones = |length: u8| (vec![0x91; length.into()], vec![1; length.into()]);
    let nines = |length: usize| vec![9u8; length];
    let object = Value::object("a", [("x", 7.into())]);
    Some(match tag {
        0x00..=0x1f => (text(tag.into()).into(), text(tag.into()).into()),
        0x20..=0x2f => (
            nines(usize::from(tag) - 0x20),
            nines(usize::from(tag) - 0x20).into(),
        ),
        0x30..=0x33 => {
            let length = usize::from(tag - 0x30) * 256 + 5;
            (
                [&[5], text(length).as_bytes()].concat(),
                text(length).into(),
            )
        }
        0x34..=0x37 => {
            let bytes = nines(usize::from(tag - 0x34) * 256 + 5);
            ([&[5], &bytes[..]].concat(), bytes.into())
        }
        0x38..=0x3f => (vec![1, 2], (((long - 0x3c) << 16) + 0x0102).into()),
        b'A' => (b"\0\x02\x01\x02\x21\x03".into(), vec![1, 2, 3].into()),
        b'B' => (b"\0\x02\x01\x02".into(), vec![1, 2].into()),
        b'C' => (b"\x01a\x91\x01x\x60\x97".into(), object),
        b'D' => (1.25f64.to_be_bytes().into(), 1.25.into()),
        b'F' => (vec![], false.into()),
        b'H' => (b"\x91\x92Z".into(), Value::map([(1, 2.into())])),
        b'I' => (b"\x80\0\0\x01".into(), (i32::MIN + 1).into()),
        b'J' => (b"\0\0\0\0\0\0\x01\0".into(), Value::Date(256)),
        b'K' => (b"\xff\xff\xff\xff".into(), Value::Date(-60_000)),
        b'L' => (b"\x80\0\0\0\0\0\0\x01".into(), (i64::MIN + 1).into()),
        b'M' => (
            b"\x01t\x91\x92Z".into(),
            Value::map_of("t", [(1, 2.into())]),
        ),
        b'N' => (vec![], Value::Null),
        b'R' => (b"\0\x01xS\0\x01y".into(), "xy".into()),
        b'S' => (b"\0\x02xy".into(), "xy".into()),
        b'T' => (vec![], true.into()),
        b'U' => (b"\x01t\x91Z".into(), list(Some("t"), &[1], true)),
        b'V' => (b"\x01t\x91\x91".into(), list(Some("t"), &[1], false)),
        b'W' => (b"\x91Z".into(), list(None, &[1], true)),
        b'X' => (b"\x91\x91".into(), list(None, &[1], false)),
        b'Y' => (b"\xff\xff\xff\xfe".into(), (-2i64).into()),
        0x5b => (vec![], 0.0.into()),
        0x5c => (vec![], 1.0.into()),
        0x5d => (vec![0xfe], (-2.0).into()),
        0x5e => (vec![0xff, 0], (-256.0).into()),
        0x5f => (vec![0, 0, 0, 9], 0.009_000_000_000_000_001.into()),
        0x70..=0x77 => {
            let (bytes, items) = ones(tag - 0x70);
            (
                [b"\x01t", &bytes[..]].concat(),
                list(Some("t"), &items, false),
            )
        }
        0x78..=0x7f => {
            let (bytes, items) = ones(tag - 0x78);
            (bytes, list(None, &items, false))
        }
        0x80..=0xbf => (vec![], (int - 0x90).into()),
        0xc0..=0xcf => (vec![0xfe], (((int - 0xc8) << 8) + 0xfe).into()),
        0xd0..=0xd7 => (vec![0xfe, 1], (((int - 0xd4) << 16) + 0xfe01).into()),
        0xd8..=0xef => (vec![], (long - 0xe0).into()),
        0xf0..=0xff => (vec![0xfe], (((long - 0xf8) << 8) + 0xfe).into()),
        // An object and a reference need what stands before them.
        b'O' | b'Q' | 0x60..=0x6f => return None,
        0x40 | b'E' | b'G' | b'P' | b'Z' => return None,
    })
}

#[test]
fn each_of_the_256_tags_is_what_the_bytecode_map_says() {
    let mut others = Vec::new();
    for tag in 0..=255 {
        let Some((payload, expected)) = of_tag(tag) else {
            others.push(tag);
            continue;
        };
        let bytes = [&[tag], &payload[..]].concat();
        let value: Value = from_slice(&bytes).unwrap_or_else(|error| panic!("{tag:#x}: {error}"));
        assert_eq!(value, expected, "{tag:#x}");
        let mut passed = Deserializer::new(&bytes);
        passed.skip().unwrap();
        assert!(passed.is_at_end(), "{tag:#x}");
        for end in 0..bytes.len() {
            let error = from_slice::<Value>(&bytes[..end]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::EndOfInput, "{tag:#x} cut to {end}");
        }
    }
    // Sixteen classes, then an object of each, by both tags.
    let class = |number: u8| [b'C', 1, b'a' + number, 0x91, 1, b'x'];
    let classes: Vec<u8> = (0..16).flat_map(class).collect();
    for number in 0..16 {
        let expected = Value::object(char::from(b'a' + number).to_string(), [("x", 7.into())]);
        for tag in [&[0x60 + number][..], &[b'O', 0x90 + number]] {
            let bytes = [&classes, tag, b"\x97"].concat();
            assert_eq!(from_slice::<Value>(&bytes).unwrap(), expected);
        }
        others.retain(|tag| *tag != 0x60 + number);
    }
    let twice: Value = from_slice(b"\x7a\x79\x91Q\x91").unwrap();
    assert_eq!(twice.expanded(10).unwrap().to_string(), "[[1], [1]]");
    others.retain(|tag| !b"OQ".contains(tag));
    assert_eq!(others, [0x40, b'E', b'G', b'P', b'Z']);
    for tag in others {
        let error = from_slice::<Value>(&[tag, 0x90, 0x90]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{tag:#x}");
    }
}

#[test]
fn text_and_bytes_are_put_together_wherever_they_are_divided() {
    // Units of one, two and three bytes, and the two of a pair of surrogates.
    let text: [&[u8]; 6] = [
        b"a",
        "é".as_bytes(),
        "中".as_bytes(),
        b"\xed\xa0\xbd",
        b"\xed\xb8\x80",
        b"b",
    ];
    let bytes: Vec<&[u8]> = b"bytes!".chunks(1).collect();
    let piece = |tag: u8, units: &[&[u8]]| {
        let length = units.len() as u8;
        let head = match tag {
            0x00 | 0x20 => vec![tag + length],
            0x30 | 0x34 => vec![tag, length],
            _ => vec![tag, 0, length],
        };
        [head, units.concat()].concat()
    };
    let pieces = |tags: [u8; 3], units: &[&[u8]], first: usize, second: usize| {
        let parts = [&units[..first], &units[first..second], &units[second..]];
        tags.into_iter()
            .zip(parts)
            .flat_map(|(tag, part)| piece(tag, part))
            .collect::<Vec<u8>>()
    };
    for first in 0..=6 {
        for second in first..=6 {
            for last in [0x00, 0x30, b'S'] {
                let bytes = pieces([b'R', b'R', last], &text, first, second);
                assert_eq!(from_slice::<String>(&bytes).unwrap(), "aé中😀b");
            }
            for last in [0x20, 0x34, b'B'] {
                let bytes = pieces([b'A', b'A', last], &bytes, first, second);
                let value: Value = from_slice(&bytes).unwrap();
                assert_eq!(value.as_bytes(), Some(&b"bytes!"[..]));
            }
        }
    }
}

#[test]
fn a_reference_may_stand_wherever_a_value_may() {
    #[derive(Deserialize, PartialEq, Debug)]
    struct Point {
        x: i32,
        list: Option<Vec<i32>>,
    }
    #[derive(Deserialize, PartialEq, Debug)]
    struct Wrapped(Vec<i32>);
    #[derive(Deserialize, PartialEq, Debug)]
    #[serde(rename_all = "camelCase")]
    enum Choice {
        These(Vec<i32>),
    }
    type Lists = Vec<Vec<i32>>;
    type All = (
        Vec<i32>,
        Point,
        Lists,
        Lists,
        Lists,
        BTreeMap<Vec<i32>, Vec<i32>>,
        Choice,
        Wrapped,
        Point,
        Point,
    );
    let bytes = [
        &b"X\x9a\x79\x95"[..],
        // In a field.
        b"C\x01P\x93\x01x\x04list\x04more\x60\x91Q\x91N",
        // In lists of each kind.
        b"\x79Q\x91",
        b"\x71\x02[aQ\x91",
        b"WQ\x91Z",
        // As a key and as a value, as a variant's content, and in a newtype.
        b"HQ\x91Q\x91Z",
        b"H\x05theseQ\x91Z",
        b"Q\x91",
        // Instead of an object, and in a field that nobody asks for.
        b"Q\x92",
        b"\x60\x92NQ\x92",
    ]
    .concat();
    let five = || vec![5];
    let point = || Point {
        x: 1,
        list: Some(five()),
    };
    let expected = (
        five(),
        point(),
        vec![five()],
        vec![five()],
        vec![five()],
        BTreeMap::from([(five(), five())]),
        Choice::These(five()),
        Wrapped(five()),
        point(),
        Point { x: 2, list: None },
    );
    assert_eq!(from_slice::<All>(&bytes).unwrap(), expected);
    let value: Value = from_slice(&bytes).unwrap();
    assert_eq!(All::deserialize(&value).unwrap(), expected);
    assert_eq!(to_vec(&value).unwrap(), bytes);
}

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
