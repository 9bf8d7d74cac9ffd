//! The fixtures of the npm package hessian.js, which Java wrote years ago: they read as what they hold, and are
//! written again byte for byte.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use dubbo_codec::Value;
use dubbo_codec::hessian2::{from_slice, to_vec};
use hessian2_support::{bytes, golden, hex, rows};

/// Files that no row is made of, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    (
        "map/car2",
        "a draft of Hessian 2, in which the name of a class stood in its object",
    ),
    (
        "string/large_string_chars",
        "a draft of Hessian 2, with Hessian 1's chunks",
    ),
    ("string/large_string_chars_65536", "the same"),
    (
        "string/text4k",
        "a text of 9732 units in one piece, whose length `utf8_32767` tests",
    ),
    (
        "exception/*",
        "4 files that were not to be had whole; the golden exceptions are of JDK 17",
    ),
];

/// Rows that are written otherwise, and why.
const WRITTEN_OTHERWISE: &[(&str, &str)] = &[(
    "string/01234567890123456789012345678901",
    "a string of 32 units in the form of long ones, which Java chooses no more",
)];

#[test]
fn every_fixture_reads_as_what_it_holds_and_is_written_again() {
    let mut compared = 0;
    for (name, row) in rows(golden!("hessian.js.tsv")) {
        let (text, expected) = row.split_once('\t').unwrap();
        let value: Value = from_slice(&bytes(text).unwrap()).unwrap();
        assert_eq!(value.to_string(), expected, "{name}");
        let is_same = hex(&to_vec(&value).unwrap()) == text;
        let is_other = WRITTEN_OTHERWISE.iter().any(|(row, _)| *row == name);
        assert_eq!(is_same, !is_other, "{name}");
        compared += 1;
    }
    println!(
        "{compared} fixtures compared; left out: {LEFT_OUT:?}; written otherwise: {WRITTEN_OTHERWISE:?}"
    );
    assert_eq!(compared, 97);
}

/// `bytes/*`, by their number of bytes 0x41 and the length of the file: hessian-lite 3 makes chunks of 4093.
#[test]
fn bytes_in_chunks_of_any_size_are_put_together() {
    for (length, file) in [
        (32_767, 32_793),
        (32_768, 32_794),
        (32_769, 32_795),
        (42_769, 42_802),
        (65_535, 65_585),
        (82_769, 82_831),
    ] {
        let content = vec![0x41u8; length];
        let mut chunks = content.chunks(4093).peekable();
        let mut fixture = Vec::new();
        while let Some(chunk) = chunks.next() {
            match (chunks.peek(), chunk.len()) {
                (Some(_), _) => fixture.extend(b"A\x0f\xfd"),
                (None, length @ 0..=15) => fixture.push(0x20 + length as u8),
                (None, length @ 16..=1023) => {
                    fixture.extend([0x34 + (length >> 8) as u8, length as u8]);
                }
                (None, length) => fixture.extend([b'B', (length >> 8) as u8, length as u8]),
            }
            fixture.extend(chunk);
        }
        assert_eq!(fixture.len(), file);
        assert_eq!(
            from_slice::<Value>(&fixture).unwrap(),
            content.clone().into()
        );
        let written = to_vec(&Value::from(content.clone())).unwrap();
        assert_eq!(from_slice::<Value>(&written).unwrap(), content.into());
    }
}

/// `string/large_string_*` and `string/utf8_*`, by their number of units and the length of the files.
#[test]
fn long_strings_are_written_in_javas_chunks() {
    for (length, head, ascii, utf8) in [
        (32_767, "537fff", 32_770, 98_304),
        (32_768, "538000", 32_771, 98_307),
        (32_769, "528000", 32_773, 98_311),
        (65_534, "528000", 65_540, 196_608),
        (65_535, "528000", 65_541, 196_611),
        (65_536, "528000", 65_542, 196_614),
        (65_537, "528000", 65_544, 196_618),
    ] {
        for (character, file) in [("A", ascii), ("\u{950b}", utf8)] {
            let text = character.repeat(length);
            let written = to_vec(&text).unwrap();
            assert_eq!((written.len(), hex(&written[..3])), (file, head.to_owned()));
            assert_eq!(from_slice::<Value>(&written).unwrap(), text.into());
        }
    }
}
