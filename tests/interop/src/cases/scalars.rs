//! Primitives, their boxes, and strings.

use crate::case::{Answer, Case, Failure, datum};
use crate::contract::{InteropService, InteropServiceClient};

pub(super) fn add(cases: &mut Vec<Case>) {
    scalars(cases);
    boxed(cases);
    strings(cases);
}

fn scalars(cases: &mut Vec<Case>) {
    echo!(cases, "boolean-true", echo_boolean, true);
    echo!(cases, "boolean-false", echo_boolean, false);
    for v in [0, i8::MIN, i8::MAX] {
        echo!(cases, format!("byte.{v}"), echo_byte, v);
    }
    for v in [0, i16::MIN, i16::MAX] {
        echo!(cases, format!("short.{v}"), echo_short, v);
    }
    let edges = [
        0,
        -1,
        -16,
        47,
        -17,
        48,
        -2048,
        2047,
        -2049,
        2048,
        -262_144,
        262_143,
        -262_145,
        262_144,
        i32::MIN,
        i32::MAX,
    ];
    for v in edges {
        echo!(cases, format!("int.{v}"), echo_int, v);
    }
    let (low, high) = (i64::from(i32::MIN), i64::from(i32::MAX));
    let edges = [
        0,
        -8,
        15,
        -9,
        16,
        -2048,
        2047,
        -2049,
        2048,
        -262_144,
        262_143,
        -262_145,
        262_144,
        low,
        high,
        low - 1,
        high + 1,
        i64::MIN,
        i64::MAX,
    ];
    for v in edges {
        echo!(cases, format!("long.{v}"), echo_long, v);
    }
    floats(cases);
    for v in ['A', '\0', '世', '\u{ffff}'] {
        echo!(cases, format!("char.{}", u32::from(v)), echo_char, v);
    }
}

fn boxed(cases: &mut Vec<Case>) {
    echo!(cases, "boxed-boolean", echo_boxed_boolean, Some(true));
    echo!(
        cases,
        "boxed-boolean-null",
        echo_boxed_boolean,
        None::<bool>
    );
    echo!(cases, "boxed-byte", echo_boxed_byte, Some(i8::MIN));
    echo!(cases, "boxed-byte-null", echo_boxed_byte, None::<i8>);
    echo!(cases, "boxed-short", echo_boxed_short, Some(300i16));
    echo!(cases, "boxed-short-null", echo_boxed_short, None::<i16>);
    echo!(cases, "boxed-int", echo_boxed_int, Some(1_000_000));
    echo!(cases, "boxed-int-null", echo_boxed_int, None::<i32>);
    echo!(cases, "boxed-long", echo_boxed_long, Some(1i64 << 40));
    echo!(cases, "boxed-long-null", echo_boxed_long, None::<i64>);
    echo!(cases, "boxed-float", echo_boxed_float, Some(1.1f32));
    echo!(cases, "boxed-float-null", echo_boxed_float, None::<f32>);
    echo!(cases, "boxed-double", echo_boxed_double, Some(1.1));
    echo!(cases, "boxed-double-null", echo_boxed_double, None::<f64>);
    echo!(cases, "boxed-char", echo_boxed_char, Some('A'));
    echo!(cases, "boxed-char-null", echo_boxed_char, None::<char>);
}

fn strings(cases: &mut Vec<Case>) {
    echo!(cases, "string-null", echo_string, None::<String>);
    echo!(cases, "string-empty", echo_string, Some(String::new()));
    echo!(
        cases,
        "string-chinese",
        echo_string,
        Some("世界".to_owned())
    );
    echo!(cases, "string-emoji", echo_string, Some("😀 hi".to_owned()));
    let control = "\0\t\n\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}";
    echo!(
        cases,
        "string-control",
        echo_string,
        Some(control.to_owned())
    );
    for length in [31, 32, 1023, 1024, 32768, 32769, 65536] {
        echo!(
            cases,
            format!("string-{length}"),
            echo_string,
            Some("a".repeat(length))
        );
    }
    // The surrogate pair stands where the first chunk of 32,768 units ends.
    let at_chunk = || format!("{}😀{}", "a".repeat(32767), "b".repeat(7000));
    echo!(
        cases,
        "string-emoji-at-chunk",
        echo_string,
        Some(at_chunk())
    );
    echo!(
        cases,
        "string-1-mib",
        echo_string,
        Some("aé世😀".repeat(104_858))
    );
}

/// The names are in Java's spelling of the numbers.
fn floats(cases: &mut Vec<Case>) {
    let singles = [
        ("0.0", 0.0),
        ("-0.0", -0.0),
        ("1.0", 1.0),
        ("1.1", 1.1),
        ("1.4E-45", f32::from_bits(1)),
        ("3.4028235E38", f32::MAX),
        ("NaN", f32::NAN),
        ("Infinity", f32::INFINITY),
        ("-Infinity", f32::NEG_INFINITY),
    ];
    for (name, v) in singles {
        echo!(cases, format!("float.{name}"), echo_float, v);
    }
    let doubles = [
        ("0.0", 0.0),
        ("-0.0", -0.0),
        ("1.0", 1.0),
        ("-128.0", -128.0),
        ("127.0", 127.0),
        ("-129.0", -129.0),
        ("128.0", 128.0),
        ("-32768.0", -32768.0),
        ("32767.0", 32767.0),
        ("32768.0", 32768.0),
        ("12.345", 12.345),
        ("0.1", 0.1),
        ("1.0E10", 1e10),
        ("4.9E-324", f64::from_bits(1)),
        ("1.7976931348623157E308", f64::MAX),
        ("NaN", f64::NAN),
        ("Infinity", f64::INFINITY),
        ("-Infinity", f64::NEG_INFINITY),
    ];
    for (name, v) in doubles {
        echo!(cases, format!("double.{name}"), echo_double, v);
    }
}
