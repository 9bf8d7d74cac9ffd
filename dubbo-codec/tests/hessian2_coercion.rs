//! What Java takes into a field of each type (`tests/golden/java-field-coercion.txt`, from hessian-lite) is what the Rust
//! type for it takes, but for what would lose something, and what Java refuses is refused, but for what is harmless.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use std::collections::{BTreeMap, HashMap, HashSet};

use dubbo_codec::Value;
use dubbo_codec::hessian2::{from_slice, to_vec};
use dubbo_codec::java::{Array, BigDecimal, Instant, LocalDate, SqlTimestamp, Uuid};
use hessian2_support::golden;
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
#[serde(rename = "$dubbo::Date")]
#[allow(dead_code, reason = "only read")]
struct Date(i64);

#[derive(Deserialize)]
#[serde(rename = "t.Coerce$Color", rename_all = "UPPERCASE")]
enum Color {
    Red,
    Green,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
#[allow(dead_code, reason = "only read")]
struct Sub {
    x: i32,
}

struct Bytes;

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Bytes;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, _: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes)
            }
        }
        deserializer.deserialize_bytes(Visitor)
    }
}

fn takes<T: DeserializeOwned>(bytes: &[u8]) -> bool {
    from_slice::<T>(bytes).is_ok()
}

type Takes = fn(&[u8]) -> bool;

/// The Rust type for a field of the Java class, by the field's name in the file.
fn targets() -> BTreeMap<&'static str, Takes> {
    let targets: [(&str, Takes); 35] = [
        ("l", takes::<i64>),
        ("i", takes::<i32>),
        ("z", takes::<bool>),
        ("f", takes::<f32>),
        ("dd", takes::<f64>),
        ("c", takes::<char>),
        ("L", takes::<Option<i64>>),
        ("I", takes::<Option<i32>>),
        ("S", takes::<Option<i16>>),
        ("B", takes::<Option<i8>>),
        ("F", takes::<Option<f32>>),
        ("D", takes::<Option<f64>>),
        ("Z", takes::<Option<bool>>),
        ("C", takes::<Option<char>>),
        ("s", takes::<Option<String>>),
        ("d", takes::<Option<Date>>),
        ("b", takes::<Option<Bytes>>),
        ("e", takes::<Option<Color>>),
        ("li", takes::<Option<Vec<i32>>>),
        ("ls", takes::<Option<Vec<Value>>>),
        ("al", takes::<Option<Vec<Value>>>),
        ("ll", takes::<Option<Vec<Value>>>),
        ("col", takes::<Option<Vec<Value>>>),
        ("set", takes::<Option<HashSet<String>>>),
        ("m", takes::<Option<HashMap<String, Value>>>),
        ("tm", takes::<Option<BTreeMap<String, Value>>>),
        ("sub", takes::<Option<Sub>>),
        ("o", takes::<Value>),
        ("bd", takes::<Option<BigDecimal>>),
        ("ld", takes::<Option<LocalDate>>),
        ("u", takes::<Option<Uuid>>),
        ("ts", takes::<Option<SqlTimestamp>>),
        ("in", takes::<Option<Instant>>),
        ("ia", takes::<Option<Array<i32>>>),
        ("sa", takes::<Option<Array<String>>>),
    ];
    BTreeMap::from(targets)
}

/// What arrives, by its name in the file.
fn wire(name: &str) -> Value {
    let x = |class| Value::object(class, [("x", 7.into())]);
    match name {
        "null" => Value::Null,
        "int5" => 5i32.into(),
        "long5" => 5i64.into(),
        "dbl1.5" => 1.5.into(),
        "true" => true.into(),
        "str\"5\"" => "5".into(),
        "strRED" => "RED".into(),
        "bin" => vec![1u8, 2].into(),
        "date" => Value::Date(0),
        "ulist[1,2]" => [1, 2].into(),
        "ulist[a]" => ["a"].into(),
        "map{a:1}" => Value::map([("a", 1.into())]),
        "map{x:1}" => Value::map([("x", 1.into())]),
        "obj unknown cls{x:7}" => x("unknown.Class"),
        "enum obj" => Value::constant("t.Coerce$Color", "GREEN"),
        "typed HashSet[q]" => Value::list("java.util.HashSet", ["q".into()]),
        "ulist[obj unknown]" => [x("unknown.Class")].into(),
        "BigDecimal obj" => Value::object("java.math.BigDecimal", [("value", "1.5".into())]),
        _ => panic!("{name}"),
    }
}

/// Where Rust is another way than Java, by fields and values, and why.
const DIFFERENT: &[(&[&str], &[&str], &str)] = &[
    (
        &["l", "i", "z", "f", "dd", "c"],
        &["null"],
        "Java makes 0 of null; in Rust an Option takes it",
    ),
    (
        &["l", "i", "L", "I", "S", "B"],
        &["dbl1.5"],
        "Java cuts the fraction off",
    ),
    (
        &["z", "Z"],
        &["int5", "long5", "dbl1.5"],
        "Java takes every number but 0 for true; here only 1 is",
    ),
    (
        &["c", "C"],
        &["dbl1.5", "true", "strRED"],
        "Java takes the first character of the text",
    ),
    (&["l", "L"], &["date"], "milliseconds are a number"),
    (
        &["e"],
        &["strRED"],
        "a string that names a constant is clear enough",
    ),
    (
        &["li", "ls", "al", "ll", "col", "ia"],
        &["bin"],
        "bytes are a list of numbers",
    ),
    (
        &["ld"],
        &["obj unknown cls{x:7}"],
        "Java takes the only field of any class for the day of the compact mode",
    ),
    (
        &["in"],
        &[
            "map{a:1}",
            "map{x:1}",
            "obj unknown cls{x:7}",
            "enum obj",
            "BigDecimal obj",
        ],
        "Java takes what an instant lacks for 0",
    ),
    (
        &["set"],
        &["ulist[obj unknown]"],
        "Java puts maps into the set of strings",
    ),
];

/// An `Optional`, which Java cannot serialize.
const LEFT_OUT: [&str; 1] = ["op"];

#[test]
fn a_field_takes_what_java_takes_unless_something_is_lost() {
    let targets = targets();
    let (mut compared, mut different, mut left_out) = (0, 0, Vec::new());
    let mut wrong = Vec::new();
    for line in golden!("java-field-coercion.txt").lines() {
        let Some((target, cells)) = line.split_once(": ") else {
            continue;
        };
        let Some((field, _)) = target.split_once(' ') else {
            continue;
        };
        let Some(takes) = targets.get(field) else {
            left_out.push(field);
            continue;
        };
        for cell in cells.split("; ").filter(|cell| !cell.is_empty()) {
            let (name, result) = cell.split_once('→').unwrap();
            let is_taken = takes(&to_vec(&wire(name)).unwrap());
            let is_different = DIFFERENT
                .iter()
                .any(|(fields, values, _)| fields.contains(&field) && values.contains(&name));
            if (is_taken == (result == "ERR")) != is_different {
                wrong.push(format!("{target} ← {name}: Java {result}, Rust {is_taken}"));
            }
            different += usize::from(is_different);
            compared += 1;
        }
    }
    println!("{compared} cells compared, {different} of them different on purpose:");
    DIFFERENT.iter().for_each(|row| println!("  {row:?}"));
    println!("left out: {left_out:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(compared, targets.len() * 18);
    left_out.sort_unstable();
    let mut expected = LEFT_OUT;
    expected.sort_unstable();
    assert_eq!(left_out, expected);
}
