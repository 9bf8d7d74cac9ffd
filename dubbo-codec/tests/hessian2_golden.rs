//! What hessian-lite wrote (`tests/golden/`, made by the program beside the reference) reads as what it was given, and
//! its scalars are written again byte for byte.

#![cfg(feature = "hessian2")]
#![allow(clippy::approx_constant, reason = "the golden bytes hold 3.14")]

mod hessian2_support;

use std::collections::BTreeMap;

use dubbo_codec::hessian2::{self, Deserializer};
use dubbo_codec::{Error, Value};
use hessian2_support::{bytes, golden, hex, rows};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const LITE_4: &str = golden!("hessian-lite-v4.0.3.tsv");
const LITE_3: &str = golden!("hessian-lite-v3.2.13.tsv");

/// Name, what 4.0.3 wrote, and what 3.2.13 wrote if that is something else; `-` where a row is left out below.
const EXPECTED: &str = include_str!("expected/hessian-lite.txt");

/// Rows that no value is compared with, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("Optional", "Java refuses to write it"),
    ("optional ref", "Java refuses to write it"),
    ("3 Object", "hessian-lite 3.2 refuses to write it"),
    (
        "tz ref",
        "the table of transitions is the JDK's; that the references behind it are right is tested here",
    ),
    (
        "iterator no ref on encode",
        "Java does not count an iterator, so its references are wrong by one (hessian2.md §2.1)",
    ),
    (
        "4 inet4 ref",
        "4.0.3 counts no part of an InetAddress, so its references are wrong",
    ),
    (
        "4 calendar ref",
        "4.0.3 counts a Calendar twice, so its last reference points behind the message",
    ),
];

/// Rows that describe the bytes instead of giving them; `hessian2_write.rs` compares with them.
fn is_description(name: &str) -> bool {
    ["strhdr", "strsurrsplit", "byteschunks"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// The values of a message, each as what it is without shared parts.
fn dump(bytes: &[u8]) -> Result<String, Error> {
    let mut deserializer = Deserializer::new(bytes);
    let mut values = Vec::new();
    while !deserializer.is_at_end() {
        values.push(deserializer.read_value()?.expanded(1000)?.to_string());
    }
    Ok(values.join(" | "))
}

#[test]
fn every_container_reads_as_what_java_was_given() {
    for (version, file) in [("4", LITE_4), ("3", LITE_3)] {
        let expected: BTreeMap<&str, &str> = EXPECTED
            .lines()
            .map(|line| {
                let columns: Vec<&str> = line.split('\t').collect();
                let column = if version == "3" { columns.get(2) } else { None };
                (columns[0], *column.unwrap_or(&columns[1]))
            })
            .collect();
        let scalars: Vec<String> = scalars().into_iter().map(|scalar| scalar.name).collect();
        let (mut compared, mut left_out, mut wrong) = (0, Vec::new(), Vec::new());
        for (name, text) in rows(file) {
            if scalars.iter().any(|scalar| scalar == name) || is_description(name) {
                continue;
            }
            if let Some((_, reason)) = LEFT_OUT.iter().find(|(row, _)| {
                *row == name || row.strip_prefix(version) == Some(&format!(" {name}"))
            }) {
                left_out.push(format!("{name}: {reason}"));
                continue;
            }
            let bytes = bytes(text).unwrap_or_else(|| panic!("{name} is no bytes"));
            let found = dump(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            if Some(&&*found) != expected.get(name) {
                wrong.push(format!("{name} of {version}: {found}"));
            }
            compared += 1;
        }
        assert_eq!(wrong, Vec::<String>::new());
        println!(
            "hessian-lite {version}: {compared} rows compared, {} left out:",
            left_out.len()
        );
        left_out.iter().for_each(|row| println!("  {row}"));
        assert_eq!(
            (compared, left_out.len()),
            if version == "4" { (139, 6) } else { (140, 5) }
        );
    }
}

#[test]
fn rows_with_wrong_or_system_specific_references_still_read() {
    let find = |file, wanted| {
        let (_, text) = rows(file).find(|(name, _)| *name == wanted).unwrap();
        dump(&bytes(text).unwrap())
    };
    for file in [LITE_4, LITE_3] {
        let zone = find(file, "tz ref").unwrap();
        assert!(zone.contains("ID=\"Asia/Shanghai\""), "{zone}");
        assert!(
            zone.ends_with("[], []]")
                || zone.ends_with("java.util.ArrayList[], java.util.ArrayList[]]")
        );
        find(file, "iterator no ref on encode").unwrap();
        find(file, "inet4 ref").unwrap();
    }
    let error = find(LITE_4, "calendar ref").unwrap_err();
    assert_eq!(
        error.to_string(),
        "a reference to the container 3, but 3 have begun (at [3], byte 73, tag 0x51)"
    );
}

struct Scalar {
    name: String,
    check: Check,
}

type Check = Box<dyn Fn(&[u8])>;

/// A scalar that reads as `value` and that `value` is written as.
fn scalar<T>(name: &str, value: T) -> Scalar
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug + 'static,
{
    let label = name.to_owned();
    let check = move |bytes: &[u8]| {
        let read: T =
            hessian2::from_slice(bytes).unwrap_or_else(|error| panic!("{label}: {error}"));
        // A NaN is equal to none, but looks like one.
        let looks_equal = format!("{read:?}") == format!("{value:?}");
        assert!(read == value || looks_equal, "{label}: {read:?}");
        assert_eq!(
            hex(&hessian2::to_vec(&value).unwrap()),
            hex(bytes),
            "{label}"
        );
        let untyped: Value = hessian2::from_slice(bytes).unwrap();
        assert_eq!(
            hex(&hessian2::to_vec(&untyped).unwrap()),
            hex(bytes),
            "{label} untyped"
        );
    };
    Scalar {
        name: name.to_owned(),
        check: Box::new(check),
    }
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(rename = "$dubbo::Date")]
struct Date(i64);

fn scalars() -> Vec<Scalar> {
    let mut scalars = vec![
        scalar("null", ()),
        scalar("true", true),
        scalar("byte", -1i8),
        scalar("short", 300i16),
        scalar("char", '中'),
        scalar("float314", 3.14f32),
        scalar("float01", 0.1f32),
        scalar("floatNaN", f32::NAN),
        scalar("float1e30", 1e30f32),
        scalar("intmin", i32::MIN),
        scalar("longmax32", i64::from(i32::MAX)),
        scalar("longmin32", i64::from(i32::MIN)),
        scalar("long33", 1i64 << 31),
        scalar("longmin", i64::MIN),
        scalar("date0", Date(0)),
        scalar("dateMin", Date(894_621_060_000)),
        scalar("dateMs", Date(894_621_091_000)),
        scalar("dateneg", Date(-60_000)),
        scalar("datenegms", Date(-1)),
        scalar("datebig", Date(60_000 * 2_147_483_647)),
        scalar("datebig1", Date(60_000 * 2_147_483_648)),
        scalar("dateneg31", Date(60_000 * -2_147_483_648)),
        scalar("dateneg32", Date(60_000 * -2_147_483_649)),
        scalar("str", String::new()),
        scalar("strhello", "hello".to_owned()),
        scalar("str中", "中é".to_owned()),
        scalar("stremoji", "a😀b".to_owned()),
        scalar("strnul", "\0".to_owned()),
        scalar("bytes0", Value::Binary(vec![])),
        scalar("bytes3", Value::Binary(vec![1, 2, 3])),
        scalar("bytes15", Value::Binary(vec![0; 15])),
        scalar("bytes16", Value::Binary(vec![0; 16])),
    ];
    scalars.extend([31, 32, 1023, 1024].map(|n| scalar(&format!("str{n}"), "x".repeat(n))));
    let ints = [
        0, -16, 47, 48, -17, 2047, 2048, -2048, 262_143, 262_144, -262_144, -262_145,
    ];
    scalars.extend(ints.map(|n: i32| scalar(&format!("int{n}").replace('-', "m"), n)));
    let longs = [0, -8, 15, 16, -9, 2047, 262_143, 262_144];
    scalars.extend(longs.map(|n: i64| scalar(&format!("long{n}").replace('-', "m"), n)));
    // A double's row is called by its text in Java.
    let doubles = rows(LITE_4).filter_map(|(name, _)| Some((name, name.strip_prefix("dbl:")?)));
    scalars.extend(doubles.map(|(name, text)| scalar(name, text.parse::<f64>().unwrap())));
    scalars.push(Scalar {
        name: "lonesurr".to_owned(),
        check: Box::new(lone_surrogate),
    });
    scalars
}

/// Rust's text has no lone surrogates.
fn lone_surrogate(bytes: &[u8]) {
    assert_eq!(hessian2::from_slice::<String>(bytes).unwrap(), "\u{fffd}");
}

#[test]
fn every_scalar_reads_as_its_type_and_is_written_byte_for_byte() {
    for file in [LITE_4, LITE_3] {
        let rows: BTreeMap<&str, &str> = rows(file).collect();
        let scalars = scalars();
        for scalar in &scalars {
            let text = rows
                .get(&*scalar.name)
                .unwrap_or_else(|| panic!("no row {}", scalar.name));
            (scalar.check)(&bytes(text).unwrap());
        }
        println!("{} scalars compared, none left out", scalars.len());
        assert_eq!(scalars.len(), 98);
    }
}

/// Rows that a `Value` is not written as, and why.
const WRITTEN_OTHERWISE: &[(&str, &str)] = &[
    ("InputStream", "the bounds of chunks"),
    ("lonesurr", "a lone surrogate is no text in Rust"),
    (
        "4 calendar ref",
        "4.0.3 counts a Calendar twice, so its last reference points behind the message",
    ),
    ("Caucho calendar ref", "the same"),
    ("Caucho byte", IN_A_BOX),
    ("Caucho short", IN_A_BOX),
    ("Caucho float314", IN_A_BOX),
    ("Caucho float01", IN_A_BOX),
    ("Caucho floatNaN", IN_A_BOX),
    ("Caucho float1e30", IN_A_BOX),
    ("Caucho Child", IN_A_BOX),
];

/// hessian2.md §4.1: hessian-lite 3.2 and from 4.0.3 on write none, and 3.2 makes a map of one.
const IN_A_BOX: &str = "a number in its box is written without it";

#[test]
fn every_row_is_written_as_java_wrote_it() {
    let suite = golden!("TestHessian2.tsv");
    let caucho = golden!("caucho-4.0.66.tsv");
    for (version, file) in [
        ("4", LITE_4),
        ("3", LITE_3),
        ("Caucho", caucho),
        ("TestHessian2", suite),
    ] {
        let (mut compared, mut left_out, mut wrong) = (0, Vec::new(), Vec::new());
        for (name, text) in rows(file) {
            let Some(bytes) = bytes(text) else {
                left_out.push(format!(
                    "{name}: a description of the bytes, or Java refuses it"
                ));
                continue;
            };
            if let Some((_, reason)) = WRITTEN_OTHERWISE.iter().find(|(row, _)| {
                *row == name || row.strip_prefix(version) == Some(&format!(" {name}"))
            }) {
                left_out.push(format!("{name}: {reason}"));
                continue;
            }
            let values = Deserializer::new(&bytes).read_values();
            let values = values.unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut written = Vec::new();
            hessian2::Serializer::new(&mut written)
                .write_values(&values)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            if hex(&written) != text {
                wrong.push(format!("{name}: {} instead of {text}", hex(&written)));
            }
            compared += 1;
        }
        assert_eq!(wrong, Vec::<String>::new(), "{version}");
        println!(
            "{version}: {compared} rows written as Java wrote them, {} left out:",
            left_out.len()
        );
        left_out.iter().for_each(|row| println!("  {row}"));
        let expected = match version {
            "4" | "3" => (238, 19),
            "Caucho" => (214, 29),
            _ => (27, 2),
        };
        assert_eq!((compared, left_out.len()), expected);
    }
}
