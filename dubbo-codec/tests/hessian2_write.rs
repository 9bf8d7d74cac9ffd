//! What is written, where no golden bytes say it: how text and bytes are divided, and constants.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use dubbo_codec::hessian2::{
    encode_string, encoded_string_len, from_slice, to_vec, to_writer, write_binary, write_string,
};
use dubbo_codec::{ErrorKind, Value};
use hessian2_support::{golden, hex, rows};

fn written(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_string(&mut bytes, text);
    bytes
}

/// Rows of the golden file that give a long string's length on the wire, its first bytes and those behind the first chunk.
#[test]
fn long_text_is_divided_where_java_divides_it() {
    let mut compared = 0;
    for (name, row) in rows(golden!("hessian-lite-v4.0.3.tsv")) {
        let words: Vec<&str> = row.split(' ').collect();
        if let Some(length) = name.strip_prefix("strhdr") {
            let bytes = written(&"x".repeat(length.parse().unwrap()));
            let tail = &bytes[32_771.min(bytes.len())..bytes.len().min(32_776)];
            let found = format!("{} {} @tail {}", bytes.len(), hex(&bytes[..3]), hex(tail));
            // Java shows the rest of the text where it is shorter, and nothing where there is none.
            assert_eq!(found.trim_end(), row.trim_end(), "{name}");
            compared += 1;
        }
        if name == "strsurrsplit" {
            let bytes = written(&("x".repeat(32_767) + "😀y"));
            assert_eq!(bytes.len().to_string(), words[0]);
            assert_eq!(hex(&bytes[..3]), words[1]);
            // The row goes on with two bytes of the array that Java copied from.
            assert_eq!(hex(&bytes[32_770..]), words[3].trim_end_matches("0000"));
            compared += 1;
        }
    }
    println!("{compared} rows compared, none left out");
    assert_eq!(compared, 6);
}

#[test]
fn a_pair_of_surrogates_stands_in_one_chunk_wherever_it_falls() {
    for before in 32_764..32_770 {
        let text = "x".repeat(before) + "😀" + &"é".repeat(10);
        let bytes = written(&text);
        assert_eq!(from_slice::<String>(&bytes).unwrap(), text);
        let first_chunk = usize::from(u16::from_be_bytes([bytes[1], bytes[2]]));
        assert_eq!(
            first_chunk,
            if before == 32_767 { 0x7fff } else { 0x8000 },
            "{before}"
        );
    }
}

#[test]
fn text_of_every_width_at_every_bound_comes_back() {
    for unit in ["x", "é", "中", "😀", "x中😀"] {
        for length in [
            0, 1, 15, 16, 31, 32, 33, 511, 512, 1023, 1024, 16_384, 32_768, 32_769, 65_536,
        ] {
            let text = unit.repeat(length);
            assert_eq!(from_slice::<String>(&written(&text)).unwrap(), text);
        }
    }
}

/// Java divides bytes by its own buffer, which is no rule; the rows with one final piece are comparable.
#[test]
fn bytes_are_divided_into_pieces_of_32768() {
    let mut left_out = Vec::new();
    for (name, row) in rows(golden!("hessian-lite-v4.0.3.tsv")) {
        let Some(length) = name.strip_prefix("byteschunks") else {
            continue;
        };
        let bytes = to_vec(&Value::Binary(vec![0; length.parse().unwrap()])).unwrap();
        match row.trim_end() {
            one if !one.contains(' ') => assert_eq!(pieces(&bytes), one, "{name}"),
            _ => left_out.push(name),
        }
    }
    println!("left out, because Java divided by its buffer of 8192: {left_out:?}");
    assert_eq!(left_out.len(), 4);
    for (length, expected) in [
        (32_768, "B32768"),
        (32_769, "A32768 d1"),
        (65_536, "A32768 B32768"),
        (65_600, "A32768 A32768 s64"),
    ] {
        let mut bytes = Vec::new();
        write_binary(&mut bytes, &vec![7; length]);
        assert_eq!(pieces(&bytes), expected);
        assert_eq!(
            from_slice::<Value>(&bytes).unwrap(),
            Value::Binary(vec![7; length])
        );
    }
}

/// The pieces of a binary as the golden file shows them: tag and length.
fn pieces(mut bytes: &[u8]) -> String {
    let mut pieces = Vec::new();
    while let [tag, rest @ ..] = bytes {
        let (name, header, length) = match tag {
            b'A' | b'B' => (
                *tag as char,
                2,
                usize::from(rest[0]) << 8 | usize::from(rest[1]),
            ),
            0x34..=0x37 => ('s', 1, usize::from(tag - 0x34) << 8 | usize::from(rest[0])),
            _ => ('d', 0, usize::from(tag - 0x20)),
        };
        pieces.push(format!("{name}{length}"));
        bytes = &rest[header + length..];
    }
    pieces.join(" ")
}

#[test]
fn a_constant_has_the_bytes_that_are_written_at_run_time() {
    macro_rules! check {
        ($($text:expr),* $(,)?) => {$({
            const TEXT: &str = $text;
            const BYTES: [u8; encoded_string_len(TEXT)] = encode_string(TEXT);
            assert_eq!(hex(&BYTES), hex(&written(TEXT)));
        })*};
    }
    check!(
        "",
        "sayHello",
        "Ljava/lang/String;",
        "1234567890123456789012345678901",
        "12345678901234567890123456789012",
        "Ljava/lang/String;ILjava/util/Map;Ljava/util/List;[Ljava/lang/String;",
        "中é😀",
        "中é😀中é😀中é😀中é😀中é😀中é😀中é😀中é😀",
        include_str!("hessian2_write.rs"),
    );
}

#[test]
fn a_writer_gets_the_same_bytes_or_its_error_comes_back() {
    let value = Value::from(["a"]);
    let mut written = Vec::new();
    to_writer(&mut written, &value).unwrap();
    assert_eq!(written, to_vec(&value).unwrap());
    let mut full: &mut [u8] = &mut [0; 2];
    let error = to_writer(&mut full, &value).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    let source = std::error::Error::source(&error).unwrap();
    assert!(error.to_string().ends_with(&source.to_string()));
    // Nothing is written of what cannot be.
    let mut written = Vec::new();
    assert!(to_writer(&mut written, &[0, u64::MAX]).is_err());
    assert!(written.is_empty());
}
