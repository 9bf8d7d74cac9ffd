//! What holds for all values and all bytes.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use std::collections::{BTreeMap, HashMap};

use dubbo_codec::hessian2::{Deserializer, from_slice, to_vec};
use dubbo_codec::{Value, from_value, to_value};
use hessian2_support::{bytes, golden, rows};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(rename = "org.demo.Thing")]
struct Thing {
    flag: bool,
    byte: i8,
    short: i16,
    int: i32,
    long: i64,
    unsigned: u32,
    float: f32,
    boxed: Option<f32>,
    double: f64,
    letter: char,
    text: String,
    words: Vec<Option<String>>,
    table: BTreeMap<i64, String>,
    kind: Kind,
    things: Vec<Thing>,
    value: Value,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(rename = "org.demo.Kind")]
enum Kind {
    Good,
    Bad,
}

/// Any value, some of whose references may lead nowhere.
fn value_with_references() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        (1u32..6).prop_map(Value::Reference),
        any::<i32>().prop_map(Value::Int),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        let items = prop::collection::vec(inner.clone(), 0..6);
        let entries = prop::collection::vec((inner.clone(), inner), 0..3);
        prop_oneof![
            items.clone().prop_map(Value::from),
            items.prop_map(|items| Value::list("java.util.HashSet", items)),
            entries
                .clone()
                .prop_map(|entries| Value::map_of("java.util.TreeMap", entries)),
            entries.prop_map(|entries| {
                let fields = entries
                    .into_iter()
                    .flat_map(|(one, two)| [("a", one), ("b", two)]);
                Value::object("org.demo.Thing", fields)
            }),
        ]
    })
}

/// Any value, but for NaN, which equals nothing, and negative zero, whose sign Java's encoding loses.
fn value() -> impl Strategy<Value = Value> {
    let double = any::<f64>().prop_filter("comparable", |n| {
        !(n.is_nan() || *n == 0.0 && n.is_sign_negative())
    });
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(Value::Int),
        any::<i64>().prop_map(Value::Long),
        (-300_000i64..300_000).prop_map(Value::Long),
        double.prop_map(Value::Double),
        (-40_000i32..40_000).prop_map(|n| Value::Double(f64::from(n) / 1000.0)),
        any::<i64>().prop_map(Value::Date),
        any::<Vec<u8>>().prop_map(Value::Binary),
        ".{0,40}".prop_map(Value::String),
    ];
    leaf.prop_recursive(5, 60, 12, |inner| {
        let items = prop::collection::vec(inner.clone(), 0..12);
        let entries = prop::collection::vec((inner.clone(), inner.clone()), 0..4);
        let fields = prop::collection::vec(("[a-c]{1,2}", inner), 0..5);
        prop_oneof![
            items.clone().prop_map(Value::from),
            ("\\[?[a-z.]{1,9}", items).prop_map(|(class, items)| Value::list(class, items)),
            entries.clone().prop_map(Value::map),
            ("[a-z.]{1,9}", entries).prop_map(|(class, entries)| Value::map_of(class, entries)),
            ("[a-z.]{0,3}", fields).prop_map(|(class, fields)| {
                Value::object(
                    class,
                    fields.iter().map(|(name, value)| (&**name, value.clone())),
                )
            }),
        ]
    })
}

fn thing() -> impl Strategy<Value = Thing> {
    let numbers = (
        any::<bool>(),
        any::<i8>(),
        any::<i16>(),
        any::<i32>(),
        any::<i64>(),
        any::<u32>(),
    );
    let float = || prop::num::f32::NORMAL | prop::num::f32::SUBNORMAL;
    let floats = (float(), prop::option::of(float()), prop::num::f64::NORMAL);
    let texts = (
        any::<char>(),
        any::<String>(),
        prop::collection::vec(any::<Option<String>>(), 0..9),
    );
    let table = prop::collection::btree_map(any::<i64>(), any::<String>(), 0..4);
    let kind = prop_oneof![Just(Kind::Good), Just(Kind::Bad)];
    let leaf = (numbers, floats, texts, table, kind, value()).prop_map(
        |(
            (flag, byte, short, int, long, unsigned),
            (float, boxed, double),
            (letter, text, words),
            table,
            kind,
            value,
        )| {
            let things = vec![];
            Thing {
                flag,
                byte,
                short,
                int,
                long,
                unsigned,
                float,
                boxed,
                double,
                letter,
                text,
                words,
                table,
                kind,
                things,
                value,
            }
        },
    );
    leaf.prop_recursive(3, 12, 4, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..4))
            .prop_map(|(thing, things)| Thing { things, ..thing })
    })
}

/// Bytes that begin like a message: a golden one with some bytes changed.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let golden: Vec<Vec<u8>> = rows(golden!("hessian-lite-v4.0.3.tsv"))
        .chain(rows(golden!("hessian-lite-v3.2.13.tsv")))
        .filter_map(|(_, text)| bytes(text))
        .collect();
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6);
    (prop::sample::select(golden), changes).prop_map(|(mut bytes, changes)| {
        for (index, byte) in changes {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        bytes
    })
}

/// Reads bytes in every way, and checks that what can be read can be written and read again.
fn survive(bytes: &[u8]) {
    let mut skipping = Deserializer::new(bytes);
    let skipped = skipping.skip().and_then(|()| skipping.end());
    if let Ok(value) = from_slice::<Value>(bytes) {
        assert!(skipped.is_ok(), "{skipped:?}");
        let again: Value = from_slice(&to_vec(&value).unwrap()).unwrap();
        assert_eq!(again.to_string(), value.to_string());
    }
    let _ = from_slice::<Thing>(bytes);
    let _ = from_slice::<Vec<Thing>>(bytes);
    let _ = from_slice::<HashMap<String, Value>>(bytes);
    let _ = from_slice::<Vec<u8>>(bytes);
    let _ = from_slice::<Kind>(bytes);
    let _ = from_slice::<(String, f32, Option<char>)>(bytes);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_comes_back_from_its_bytes_and_through_serde(value in value()) {
        let bytes = to_vec(&value).unwrap();
        prop_assert_eq!(&from_slice::<Value>(&bytes).unwrap(), &value);
        prop_assert_eq!(&to_value(&value).unwrap(), &value);
        prop_assert_eq!(&from_value::<Value>(value.clone()).unwrap(), &value);
    }

    #[test]
    fn references_come_back_and_lead_to_the_same(value in value_with_references()) {
        let Ok(bytes) = to_vec(&value) else {
            return Ok(());
        };
        let read: Value = from_slice(&bytes).unwrap();
        prop_assert_eq!(&read, &value);
        let both = Value::from([0.into(), value.clone()]);
        prop_assert_eq!(&both.extract(both.get("[1]").unwrap()).unwrap(), &value);
        // Once per use is the same, wherever it is made so; there may be very much of it.
        if let Ok(expanded) = value.expanded(10_000) {
            prop_assert_eq!(&read.expanded(10_000).unwrap(), &expanded);
            prop_assert_eq!(&from_slice::<Value>(&to_vec(&expanded).unwrap()).unwrap(), &expanded);
        }
    }

    #[test]
    fn a_struct_comes_back_from_its_bytes_and_from_a_value(thing in thing()) {
        let bytes = to_vec(&thing).unwrap();
        prop_assert_eq!(&from_slice::<Thing>(&bytes).unwrap(), &thing);
        let value = to_value(&thing).unwrap();
        prop_assert_eq!(&from_slice::<Value>(&bytes).unwrap(), &value);
        prop_assert_eq!(&from_value::<Thing>(value).unwrap(), &thing);
    }

    #[test]
    fn text_comes_back(text in any::<String>()) {
        prop_assert_eq!(from_slice::<String>(&to_vec(&text).unwrap()).unwrap(), text);
    }

    #[test]
    fn numbers_come_back(long in any::<i64>(), double in any::<f64>()) {
        prop_assert_eq!(from_slice::<i64>(&to_vec(&long).unwrap()).unwrap(), long);
        let back: f64 = from_slice(&to_vec(&double).unwrap()).unwrap();
        prop_assert!(back == double || double.is_nan() && back.is_nan());
    }

    #[test]
    fn no_bytes_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survive(&bytes);
    }

    #[test]
    fn no_damaged_message_does_harm(bytes in damaged()) {
        survive(&bytes);
    }
}
