//! What a serde type takes, what it refuses, and how the refusal reads.

#![cfg(feature = "hessian2")]
#![allow(clippy::approx_constant, reason = "the golden bytes hold 3.14")]

mod hessian2_support;

use std::collections::{BTreeMap, HashMap, HashSet};

use dubbo_codec::hessian2::{Deserializer, from_slice, to_vec};
use dubbo_codec::{ErrorKind, Value, from_value};
use hessian2_support::{bytes, golden, read, rows};
use serde::{Deserialize, Serialize};

fn row(name: &str) -> Vec<u8> {
    let (_, text) = rows(golden!("hessian-lite-v4.0.3.tsv"))
        .find(|(row, _)| *row == name)
        .unwrap();
    bytes(text).unwrap()
}

#[derive(Deserialize, Debug, PartialEq)]
struct Base {
    bl: Vec<String>,
    bs: String,
    bi: i32,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename = "t.Gen$Color")]
enum Color {
    #[serde(rename = "RED")]
    Red,
    #[serde(rename = "GREEN")]
    Green,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Named {
    name: String,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename = "$dubbo::Date")]
struct Date(i64);

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Throwable {
    detail_message: Option<String>,
    cause: Option<Box<Throwable>>,
    stack_trace: Vec<StackTraceElement>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
struct StackTraceElement {
    line_number: i32,
    file_name: Option<String>,
}

#[test]
fn java_objects_read_as_structs() {
    let base = Base {
        bl: vec!["x".into()],
        bs: "bs".into(),
        bi: 1,
    };
    assert_eq!(from_slice::<Base>(&row("Base")).unwrap(), base);
    // Child extends Base; what a struct lacks is passed over, with the classes that are defined there.
    assert_eq!(from_slice::<Base>(&row("Child")).unwrap(), base);
    #[derive(Deserialize, Debug, PartialEq)]
    struct Child {
        e: Color,
        m: HashMap<String, i8>,
        ts: Date,
        cd: Date,
        ca: [i32; 2],
        k: Named,
        #[serde(rename = "F")]
        boxed: f32,
        f: f32,
        #[serde(rename = "C")]
        character: char,
        cl: i64,
        nul: Option<Base>,
    }
    let child: Child = from_slice(&row("Child")).unwrap();
    assert_eq!(
        (child.e, child.m, child.ts, child.cd),
        (
            Color::Red,
            HashMap::from([("k".into(), 1)]),
            Date(1234),
            Date(0)
        )
    );
    assert_eq!(
        (child.ca, &*child.k.name, child.boxed, child.f),
        ([1, 2], "java.lang.String", 3.14, 3.14)
    );
    assert_eq!((child.character, child.cl, child.nul), ('d', 2, None));
}

#[test]
fn the_last_of_two_fields_of_one_name_counts() {
    let child = Named {
        name: "child".into(),
    };
    assert_eq!(from_slice::<Named>(&row("Dup2")).unwrap(), child);
    let value: Value = from_slice(&row("Dup2")).unwrap();
    assert_eq!(value.get("name").and_then(Value::as_str), Some("child"));
    assert_eq!(from_value::<Named>(value).unwrap(), child);
    let map: HashMap<String, Value> = from_slice(&row("Dup2")).unwrap();
    assert_eq!(map["name"], "child".into());
}

#[test]
fn an_exception_that_is_its_own_cause_has_none() {
    let inner = Throwable {
        detail_message: Some("msg".into()),
        cause: None,
        stack_trace: vec![StackTraceElement {
            line_number: 12,
            file_name: Some("F.java".into()),
        }],
    };
    assert_eq!(from_slice::<Throwable>(&row("Throwable")).unwrap(), inner);
    let value: Value = from_slice(&row("Throwable")).unwrap();
    assert_eq!(from_value::<Throwable>(value).unwrap(), inner);
    let outer = Throwable {
        detail_message: Some("m2".into()),
        cause: Some(Box::new(inner)),
        stack_trace: vec![],
    };
    assert_eq!(from_slice::<Throwable>(&row("MyEx")).unwrap(), outer);
}

#[test]
fn references_read_as_what_they_refer_to() {
    assert_eq!(
        from_slice::<[Vec<i32>; 2]>(&row("ref list twice")).unwrap(),
        [vec![1], vec![1]]
    );
    let (color, empty, again, also) =
        from_slice::<(Color, Vec<()>, Color, Vec<()>)>(&row("enum counts")).unwrap();
    assert_eq!(
        (color, again, empty.len(), also.len()),
        (Color::Red, Color::Red, 0, 0)
    );
    let mut top = Deserializer::new(&[]);
    assert!(top.is_at_end());
    let enums = row("enum2");
    top = Deserializer::new(&enums);
    assert_eq!(Color::deserialize(&mut top).unwrap(), Color::Red);
    assert_eq!(Color::deserialize(&mut top).unwrap(), Color::Red);
    top.end().unwrap();
    // A typed map whose type is a number, behind two arrays whose type is one too.
    type Kinds = (
        Vec<i32>,
        Vec<i32>,
        BTreeMap<String, i32>,
        HashMap<String, i32>,
        HashSet<i32>,
    );
    let kinds: Kinds = from_slice(&row("type refs")).unwrap();
    assert_eq!(kinds.0, [1]);
    assert_eq!(kinds.1, [2]);
    assert_eq!((kinds.2["a"], kinds.3["a"]), (1, 1));
    assert_eq!(kinds.4, HashSet::from([1, 2]));
}

#[test]
fn a_unit_struct_is_whatever_object_is_referred_to_and_no_list() {
    #[derive(Deserialize, Debug, PartialEq)]
    struct Nothing;
    let object = b"\x7aC\x03a.B\x91\x01x\x60\x91Q\x91";
    assert_eq!(
        from_slice::<(Nothing, Nothing)>(object).unwrap(),
        (Nothing, Nothing)
    );
    let list = b"\x7a\x79\x91Q\x91";
    let error = from_slice::<(Vec<i32>, Nothing)>(list).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch, "{error}");
}

#[test]
fn what_is_referred_to_may_define_classes_that_are_used_later() {
    // [[C a 1 x, object 0 {1}], reference to the inner list, object 0 {2}]
    let bytes = b"\x7b\x79C\x01a\x91\x01x\x60\x91\x51\x91\x60\x92";
    let value: Value = from_slice(bytes).unwrap();
    assert_eq!(value.to_string(), "[#1=[a{x=1}], #1, a{x=2}]");
    #[derive(Deserialize, Debug, PartialEq)]
    struct A {
        x: i32,
    }
    let typed: (Vec<A>, Vec<A>, A) = from_slice(bytes).unwrap();
    assert_eq!(typed, (vec![A { x: 1 }], vec![A { x: 1 }], A { x: 2 }));
}

#[test]
fn a_cycle_where_nothing_may_be_missing_is_an_error() {
    #[derive(Deserialize, Debug)]
    struct Node {
        #[allow(dead_code)]
        next: Box<Node>,
    }
    let error = from_slice::<Node>(&row("selfref")).unwrap_err();
    assert!(
        error.to_string().contains("which this value is in itself"),
        "{error}"
    );
    assert_eq!(error.path(), "Gen$Node.next");
}

#[test]
fn numbers_convert_where_nothing_is_lost() {
    assert_eq!(read::<i64>(5i32).unwrap(), 5);
    assert_eq!(read::<i32>(5i64).unwrap(), 5);
    assert_eq!(read::<i8>(-128i64).unwrap(), -128);
    assert_eq!(read::<u64>(5.0).unwrap(), 5);
    assert_eq!(read::<f64>(5i32).unwrap(), 5.0);
    assert_eq!(read::<f64>(1i64 << 53).unwrap(), 9_007_199_254_740_992.0);
    assert_eq!(read::<f32>(0.1).unwrap(), 0.1);
    assert!(read::<bool>(1i32).unwrap());
    assert_eq!(read::<String>(5i64).unwrap(), "5");
    assert_eq!(read::<String>(true).unwrap(), "true");
    assert_eq!(read::<String>(1.5).unwrap(), "1.5");
    assert_eq!(read::<String>(5.0).unwrap(), "5");
    assert_eq!(read::<i32>(true).unwrap(), 1);
    assert_eq!(read::<f64>(false).unwrap(), 0.0);
    assert_eq!(read::<i64>(Value::Date(7)).unwrap(), 7);
    assert_eq!(read::<i128>(7i32).unwrap(), 7);
    assert_eq!(read::<Option<Option<i32>>>(Value::Null).unwrap(), None);
    for error in [
        read::<i32>(1i64 << 31).unwrap_err(),
        read::<u8>(-1i32).unwrap_err(),
        read::<i32>(1.5).unwrap_err(),
        read::<f64>(i64::MAX).unwrap_err(),
        read::<f32>(1e300).unwrap_err(),
        read::<bool>(2i32).unwrap_err(),
        read::<Date>(7i64).unwrap_err(),
        read::<i32>("5").unwrap_err(),
        read::<i32>(Value::Null).unwrap_err(),
    ] {
        assert!(
            matches!(error.kind(), ErrorKind::Mismatch | ErrorKind::OutOfRange),
            "{error:?}"
        );
    }
}

#[test]
fn dates_read_from_every_form_that_java_has_for_them() {
    assert_eq!(from_slice::<Date>(&row("date0")).unwrap(), Date(0));
    assert_eq!(from_slice::<Date>(&row("sqlts")).unwrap(), Date(1234));
    assert_eq!(
        from_value::<Date>(from_slice(&row("sqlts")).unwrap()).unwrap(),
        Date(1234)
    );
    assert_eq!(from_slice::<Vec<Date>>(&row("Date[]")).unwrap(), [Date(0)]);
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "org.demo.User")]
struct User {
    id: i64,
    friends: Vec<User>,
    scores: HashMap<String, i32>,
}

#[test]
fn an_error_says_where_what_and_what_instead() {
    let user = |id: Value, friends, score: Value| {
        let scores = Value::map([("math", score)]);
        Value::object(
            "org.demo.User",
            [("id", id), ("friends", friends), ("scores", scores)],
        )
    };
    let list = |items: Vec<Value>| Value::from(items);
    let good = || user(1i64.into(), list(vec![]), 1.into());
    let error = |value: Value| {
        let bytes = to_vec(&value).unwrap();
        let error = from_slice::<User>(&bytes).unwrap_err();
        assert!(error.offset().is_some());
        assert_eq!(from_value::<User>(value).unwrap_err().path(), error.path());
        (error.message().to_owned(), error.path().to_owned())
    };
    assert_eq!(
        error(user("x".into(), list(vec![]), 1.into())),
        ("expected i64, found a string".into(), "User.id".into())
    );
    assert_eq!(
        error(user(
            1i64.into(),
            list(vec![good(), user(Value::Null, list(vec![]), 1.into())]),
            1.into()
        )),
        (
            "expected i64, found null (only an Option takes null)".into(),
            "User.friends[1].id".into()
        )
    );
    assert_eq!(
        error(user(
            1i64.into(),
            list(vec![user(1i64.into(), list(vec![]), (1i64 << 40).into())]),
            1.into()
        )),
        (
            "expected i32, found integer `1099511627776`".into(),
            r#"User.friends[0].scores["math"]"#.into()
        )
    );
    assert_eq!(
        error(user(
            1i64.into(),
            list(vec![Value::object("org.demo.User", [])]),
            1.into()
        )),
        ("missing field `id`".into(), "User.friends[0]".into())
    );
    assert_eq!(
        error(list(vec![])),
        ("expected struct User, found a list".into(), String::new())
    );
    // Untyped values and values that are passed over, too; with the tag of what could not be read.
    let bytes = b"C\x0dorg.demo.User\x91\x07friends\x60\x79H\x02id@Z";
    let error = from_slice::<Value>(bytes).unwrap_err();
    assert_eq!((error.offset(), error.tag()), (Some(30), Some(b'@')));
    assert_eq!(
        error.to_string(),
        "expected a value, found the byte 0x40, which begins none (at User.friends[0][\"id\"], byte 30, tag 0x40)"
    );
    let error = from_slice::<User>(&to_vec(&user("x".into(), list(vec![]), 1.into())).unwrap());
    let error = error.unwrap_err();
    assert_eq!((error.offset(), error.tag()), (Some(35), Some(1)));
    let error = Deserializer::new(b"\x79Z").skip().unwrap_err();
    assert_eq!((error.offset(), error.tag()), (Some(1), Some(b'Z')));
    let end = from_slice::<Vec<i32>>(b"\x7a\x91").unwrap_err();
    assert_eq!((end.offset(), end.tag()), (Some(0), Some(0x7a)));
    assert_eq!(end.kind(), ErrorKind::EndOfInput);
    let trailing = from_slice::<i32>(b"\x91\x92").unwrap_err();
    assert_eq!(
        trailing.to_string(),
        "expected the end of the message, found 1 more bytes (at byte 1)"
    );
}

#[test]
fn a_value_reads_back_from_a_foreign_format_without_its_classes() {
    // bincode, msgpack and others see plain data; serde's own deserializers stand for them here.
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, MapDeserializer};
    let entries = [("a", 1i64), ("b", 2)].into_iter();
    let map = MapDeserializer::<_, Error>::new(entries);
    let value = Value::deserialize(map.into_deserializer()).unwrap();
    assert_eq!(value.to_string(), r#"{"a": 1L, "b": 2L}"#);
}
