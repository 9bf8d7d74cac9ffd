//! serde's data model: each of its 29 types, with the bytes that it is, and the attributes that change a type.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;

use dubbo_codec::hessian2::{from_slice, to_vec};
use dubbo_codec::{Value, from_value, to_value};
use hessian2_support::dump;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Written as those bytes, which read as it; and so it is by way of a `Value`.
#[track_caller]
fn is<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T, bytes: &[u8]) {
    assert_eq!(
        to_vec(&value).unwrap().escape_ascii().to_string(),
        bytes.escape_ascii().to_string()
    );
    assert_eq!(from_slice::<T>(bytes).unwrap(), value);
    let untyped = to_value(&value).unwrap();
    assert_eq!(untyped, from_slice::<Value>(bytes).unwrap());
    assert_eq!(from_value::<T>(untyped).unwrap(), value);
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Bytes(#[serde(with = "dubbo_codec::java_type::with")] Vec<u8>);

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Unit;

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(rename = "a.Unit")]
struct JavaUnit;

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Newtype(i32);

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Tuple(i32, bool);

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Map {
    x: i32,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(rename = "a.B")]
struct Object {
    x: i32,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
enum Enum {
    Unit,
    Newtype(i32),
    Tuple(i32, bool),
    Struct {
        x: i32,
    },
    #[serde(rename = "a.Struct")]
    JavaStruct {
        x: i32,
    },
    #[serde(rename = "a.Newtype")]
    JavaNewtype(Map),
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(rename = "a.Color", rename_all = "UPPERCASE")]
enum Color {
    Red,
}

#[test]
fn all_29_types_of_the_data_model() {
    is(true, b"T");
    is(-1i8, b"\x8f");
    is(300i16, b"\xc9\x2c");
    is(1i32, b"\x91");
    is(1i64, b"\xe1");
    // i128 and u128 have no place, see `hessian2_serde.rs`; they are read of what fits.
    assert_eq!(from_slice::<i128>(b"\xe1").unwrap(), 1);
    assert_eq!(from_slice::<u128>(b"\xe1").unwrap(), 1);
    is(200u8, b"\xc8\xc8");
    is(60_000u16, b"\xd4\xea\x60");
    is(1u32, b"\xe1");
    is(1u64, b"\xe1");
    is(1.5f32, b"\x5f\0\0\x05\xdc");
    is(2f64, b"\x5d\x02");
    is('中', b"\x01\xe4\xb8\xad");
    is("a".to_owned(), b"\x01a");
    is(Bytes(vec![1]), b"\x21\x01");
    is(None::<i32>, b"N");
    is(Some(1), b"\x91");
    is((), b"N");
    is(Unit, b"N");
    is(JavaUnit, b"C\x06a.Unit\x90\x60");
    is(Enum::Unit, b"\x04Unit");
    is(Color::Red, b"C\x07a.Color\x91\x04name\x60\x03RED");
    is(Newtype(1), b"\x91");
    is(Enum::Newtype(1), b"H\x07Newtype\x91Z");
    is(
        Enum::JavaNewtype(Map { x: 1 }),
        b"C\x09a.Newtype\x91\x01x\x60\x91",
    );
    is(vec![1, 2], b"\x7a\x91\x92");
    is((1, true), b"\x7a\x91T");
    is(Tuple(1, true), b"\x7a\x91T");
    is(Enum::Tuple(1, true), b"H\x05Tuple\x7a\x91TZ");
    is(BTreeMap::from([(1, true)]), b"H\x91TZ");
    is(Map { x: 1 }, b"H\x01x\x91Z");
    is(Object { x: 1 }, b"C\x03a.B\x91\x01x\x60\x91");
    is(Enum::Struct { x: 1 }, b"H\x06StructH\x01x\x91ZZ");
    is(Enum::JavaStruct { x: 1 }, b"C\x08a.Struct\x91\x01x\x60\x91");
}

#[test]
fn text_and_bytes_are_borrowed_where_they_stand_in_one_piece() {
    #[derive(Deserialize, Debug)]
    struct Borrowed<'a> {
        text: &'a str,
        #[serde(borrow)]
        emoji: Cow<'a, str>,
        bytes: &'a [u8],
    }
    let bytes = to_vec(&Value::map([
        ("text", Value::from("é")),
        ("emoji", "😀".into()),
        ("bytes", vec![1u8].into()),
    ]));
    let bytes = bytes.unwrap();
    let read: Borrowed<'_> = from_slice(&bytes).unwrap();
    let within = |part: &[u8]| bytes.as_ptr_range().contains(&part.as_ptr());
    assert!(within(read.text.as_bytes()) && within(read.bytes));
    // Its bytes are no UTF-8.
    assert!(matches!(read.emoji, Cow::Owned(_)));
    assert!(from_slice::<&str>(b"\x02\xed\xa0\xbd\xed\xb8\x80").is_err());
    // Nor can what stands in two chunks be borrowed.
    let chunks = b"R\0\x01a\x01b";
    assert!(from_slice::<&str>(chunks).is_err());
    assert_eq!(from_slice::<Cow<'_, str>>(chunks).unwrap(), "ab");
}

#[test]
fn types_can_have_themselves_within() {
    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    #[serde(rename = "a.Tree")]
    struct Tree {
        left: Option<Box<Tree>>,
        others: Vec<Tree>,
    }
    let leaf = || Tree {
        left: None,
        others: vec![],
    };
    let tree = Tree {
        left: Some(Box::new(leaf())),
        others: vec![leaf()],
    };
    is(
        tree,
        b"C\x06a.Tree\x92\x04left\x06others\x60\x60N\x78\x79\x60N\x78",
    );
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(rename = "a.Event", tag = "type", rename_all = "camelCase")]
enum Tagged {
    Created { id: i64 },
    Moved(Moved),
    Gone,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(rename = "a.Moved")]
struct Moved {
    // What serde reads by way of its buffer knows a constant as an object.
    #[serde(with = "dubbo_codec::java_type::constant")]
    to: Color,
}

#[test]
fn internally_tagged_enums_are_objects_with_the_tag_as_their_first_field() {
    assert_eq!(
        dump(&Tagged::Created { id: 1 }),
        r#"a.Event{type="created", id=1L}"#
    );
    assert_eq!(
        dump(&Tagged::Moved(Moved { to: Color::Red })),
        r#"a.Moved{type="moved", to=a.Color{name="RED"}}"#
    );
    assert_eq!(dump(&Tagged::Gone), r#"a.Event{type="gone"}"#);
    let all = vec![
        Tagged::Created { id: 1 },
        Tagged::Gone,
        Tagged::Created { id: 2 },
    ];
    assert_eq!(
        dump(&all),
        r#"[a.Event{type="created", id=1L}, a.Event{type="gone"}, a.Event{type="created", id=2L}]"#
    );
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(untagged)]
enum Untagged {
    Number(i64),
    Object(Object),
    List(Vec<Untagged>),
    Text(String),
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(rename = "a.Adjacent", tag = "kind", content = "value")]
enum Adjacent {
    Number(i32),
    Nothing,
}

#[test]
fn untagged_and_adjacently_tagged_enums_are_what_serde_makes_of_them() {
    let list = Untagged::List(vec![
        Untagged::Object(Object { x: 1 }),
        Untagged::Text("a".into()),
        Untagged::Number(1),
    ]);
    assert_eq!(dump(&list), r#"[a.B{x=1}, "a", 1L]"#);
    let adjacent = vec![Adjacent::Number(1), Adjacent::Nothing];
    assert_eq!(
        dump(&adjacent),
        r#"[a.Adjacent{kind=a.Adjacent{name="Number"}, value=1}, a.Adjacent{kind=a.Adjacent{name="Nothing"}}]"#
    );
}

#[test]
fn a_flattened_part_is_read_from_objects_and_maps() {
    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Page {
        number: i32,
        #[serde(flatten)]
        of: Object,
        #[serde(flatten)]
        moved: Moved,
        #[serde(flatten)]
        rest: BTreeMap<String, Vec<Object>>,
    }
    let page = Page {
        number: 1,
        of: Object { x: 2 },
        moved: Moved { to: Color::Red },
        rest: BTreeMap::from([("others".into(), vec![Object { x: 3 }])]),
    };
    assert_eq!(
        dump(&page),
        r#"{"number": 1, "x": 2, "to": a.Color{name="RED"}, "others": [a.B{x=3}]}"#
    );
    let object = Value::object(
        "a.Page",
        [
            ("x", 2.into()),
            ("others", [Value::object("a.B", [("x", 3.into())])].into()),
            ("to", Value::constant("a.Color", "RED")),
            ("number", 1.into()),
        ],
    );
    assert_eq!(from_slice::<Page>(&to_vec(&object).unwrap()).unwrap(), page);
    assert_eq!(from_value::<Page>(object).unwrap(), page);
}

/// serde's buffer has no place for the name of a class; so this is what is lost, and what is not.
#[test]
fn what_serde_reads_by_way_of_its_buffer_has_no_classes_but_all_its_content() {
    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Flat {
        number: i32,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }
    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    #[serde(rename = "a.Event", tag = "type")]
    enum Event {
        Sent { what: Value },
    }
    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    #[serde(untagged)]
    enum Either {
        Value { what: Value },
    }
    let object = Value::object("a.B", [("x", 1.into()), ("day", Value::Date(5))]);
    let plain = Value::map([("x", Value::Int(1)), ("day", Value::Long(5))]);
    let flat = |value: &Value| Flat {
        number: 1,
        rest: BTreeMap::from([("what".to_owned(), value.clone())]),
    };
    let sent = |value: &Value| Event::Sent {
        what: value.clone(),
    };
    let either = |value: &Value| Either::Value {
        what: value.clone(),
    };
    let [flat_bytes, sent_bytes, either_bytes] = [
        to_vec(&flat(&object)).unwrap(),
        to_vec(&sent(&object)).unwrap(),
        to_vec(&either(&object)).unwrap(),
    ];
    for bytes in [&flat_bytes, &sent_bytes, &either_bytes] {
        let read: Value = from_slice(bytes).unwrap();
        assert_eq!(read.get("what"), Some(&object), "written with its class");
    }
    assert_eq!(from_slice::<Flat>(&flat_bytes).unwrap(), flat(&plain));
    assert_eq!(from_slice::<Event>(&sent_bytes).unwrap(), sent(&plain));
    assert_eq!(from_slice::<Either>(&either_bytes).unwrap(), either(&plain));
    // A struct in there is what it is anywhere: its class is that of its type.
    let moved = Tagged::Moved(Moved { to: Color::Red });
    let bytes = to_vec(&moved).unwrap();
    assert_eq!(from_slice::<Tagged>(&bytes).unwrap(), moved);
}
