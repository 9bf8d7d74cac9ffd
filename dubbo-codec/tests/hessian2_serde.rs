//! Which serde type is what in hessian2, both ways.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use std::collections::BTreeMap;

use dubbo_codec::hessian2::{from_slice, to_vec};
use dubbo_codec::{ErrorKind, Value, to_value};
use hessian2_support::{bytes, dump, hex};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Plain {
    id: i32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    name: Option<String>,
}

#[test]
fn a_struct_without_a_java_name_is_a_map() {
    assert_eq!(
        dump(&Plain {
            id: 1,
            name: Some("a".into())
        }),
        r#"{"id": 1, "name": "a"}"#
    );
    assert_eq!(dump(&Plain { id: 1, name: None }), r#"{"id": 1}"#);
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
enum Shape {
    Empty,
    Circle(f64),
    Line(i32, i32),
    Box {
        width: i32,
        height: i32,
    },
    #[serde(rename = "org.demo.Polygon")]
    Polygon {
        corners: i32,
    },
    #[serde(rename = "org.demo.Star")]
    Star(Plain),
}

#[test]
fn variants_are_strings_maps_of_one_entry_or_objects_of_the_class_they_are_called_by() {
    assert_eq!(dump(&Shape::Empty), r#""Empty""#);
    assert_eq!(dump(&Shape::Circle(1.5)), r#"{"Circle": 1.5}"#);
    assert_eq!(dump(&Shape::Line(1, 2)), r#"{"Line": [1, 2]}"#);
    assert_eq!(
        dump(&Shape::Box {
            width: 1,
            height: 2
        }),
        r#"{"Box": {"width": 1, "height": 2}}"#
    );
    assert_eq!(
        dump(&Shape::Polygon { corners: 5 }),
        "org.demo.Polygon{corners=5}"
    );
    assert_eq!(
        dump(&vec![
            Shape::Star(Plain { id: 1, name: None }),
            Shape::Empty
        ]),
        r#"[org.demo.Star{id=1, name=null}, "Empty"]"#
    );
}

#[test]
fn a_variant_with_a_java_name_must_have_a_struct_in_it() {
    #[derive(Serialize)]
    enum Wrong {
        #[serde(rename = "org.demo.Wrong")]
        Number(i32),
        #[serde(rename = "org.demo.Wrong")]
        List(Vec<Plain>),
    }
    for wrong in [
        Wrong::Number(1),
        Wrong::List(vec![Plain { id: 1, name: None }]),
    ] {
        assert!(
            to_vec(&wrong)
                .unwrap_err()
                .to_string()
                .contains("its content must be a struct")
        );
        assert!(
            to_value(&wrong)
                .unwrap_err()
                .to_string()
                .contains("its content must be a struct")
        );
    }
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "[int")]
struct Ints(Vec<i32>);

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "java.util.TreeMap")]
struct Tree(BTreeMap<String, Option<Ints>>);

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "$dubbo::Date")]
struct Date(i64);

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "org.demo.Pair")]
struct Pair(i32, Plain);

#[test]
fn a_newtype_with_a_java_name_gives_its_list_or_map_that_class() {
    let tree = Tree(BTreeMap::from([
        ("a".into(), Some(Ints(vec![1]))),
        ("b".into(), None),
    ]));
    assert_eq!(
        dump(&tree),
        r#"java.util.TreeMap{"a": <[int>[1], "b": null}"#
    );
    assert_eq!(dump(&vec![vec![1], vec![]]), "[[1], []]");
    assert_eq!(
        dump(&Pair(1, Plain { id: 2, name: None })),
        r#"org.demo.Pair[1, {"id": 2}]"#
    );
    assert_eq!(
        dump(&(Date(7), Ints((0..9).collect()))),
        "[Date(7), <[int>[0, 1, 2, 3, 4, 5, 6, 7, 8]]"
    );
}

#[test]
fn a_sequence_of_unknown_length_is_written_with_its_length() {
    struct Odd;
    impl Serialize for Odd {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq((0..20).filter(|n| n % 2 == 1))
        }
    }
    assert_eq!(
        hex(&to_vec(&Odd).unwrap()),
        "589a919395979 99b9d9fa1a3".replace(' ', "")
    );
}

#[test]
fn floats_are_widened_in_fields_and_arrays_and_go_by_their_text_elsewhere() {
    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    #[serde(rename = "[float")]
    struct Floats(Vec<f32>);
    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    #[serde(rename = "org.demo.Scores")]
    struct Scores {
        plain: f32,
        boxed: Option<f32>,
        list: Vec<f32>,
        array: Floats,
        after: f32,
    }
    let scores = Scores {
        plain: 1.1,
        boxed: Some(1.1),
        list: vec![1.1],
        array: Floats(vec![1.1]),
        after: 1.1,
    };
    let wide = "1.100000023841858";
    assert_eq!(
        dump(&scores),
        format!(
            "org.demo.Scores{{plain={wide}, boxed=1.1, list=[1.1], array=<[float>[{wide}], after={wide}}}"
        )
    );
    assert_eq!(dump(&1.1f32), "1.1");
    assert_eq!(dump(&(scores, 1.1f32)).rsplit(", ").next(), Some("1.1]"));
    // echoFloat(1.1f), Float.MAX_VALUE and Float.MIN_VALUE between live peers (hessian2.md §4.1).
    assert_eq!(hex(&to_vec(&1.1f32).unwrap()), "5f0000044c");
    assert_eq!(hex(&to_vec(&f32::MAX).unwrap()), "4447efffffe54daff8");
    assert_eq!(
        hex(&to_vec(&f32::from_bits(1)).unwrap()),
        "44369ff868bf4d956a"
    );
}

#[test]
fn unsigned_numbers_take_the_next_larger_java_type_or_are_refused() {
    assert_eq!(
        dump(&(200u8, 60_000u16, 4_000_000_000u32, 5u64)),
        "[200, 60000, 4000000000L, 5L]"
    );
    let error = to_vec(&[Some(u64::MAX)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the number 18446744073709551615 does not fit a Java long, at most 9223372036854775807 (at [0])"
    );
    assert_eq!(error.kind(), ErrorKind::OutOfRange);
    assert!(
        to_vec(&1i128)
            .unwrap_err()
            .to_string()
            .contains("no 128 bit integers")
    );
    assert!(to_value(&u64::MAX).is_err());
}

#[test]
fn nothing_is_null_and_a_flattened_struct_is_a_map() {
    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    #[serde(rename = "org.demo.Page")]
    struct Page {
        number: i32,
        #[serde(flatten)]
        rest: Plain,
    }
    assert_eq!(dump(&((), None::<i32>, Some(Some(1)))), "[null, null, 1]");
    let page = Page {
        number: 1,
        rest: Plain { id: 2, name: None },
    };
    assert_eq!(dump(&page), r#"{"number": 1, "id": 2}"#);
}

#[test]
fn a_value_within_a_serde_type_keeps_its_classes_and_cycles() {
    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    #[serde(rename = "org.demo.Envelope")]
    struct Envelope {
        before: Vec<Ints>,
        content: Value,
        after: Option<Value>,
    }
    let node = |next| Value::object("org.demo.Node", [("next", next)]);
    let content = Value::list(
        "java.util.HashSet",
        [node(node(Value::Reference(1))), node(Value::Null)],
    );
    let after = Some(Value::map_of("java.util.TreeMap", [("a", Value::Date(1))]));
    let envelope = Envelope {
        before: vec![Ints(vec![1])],
        content,
        after,
    };
    let bytes = to_vec(&envelope).unwrap();
    assert_eq!(from_slice::<Envelope>(&bytes).unwrap(), envelope);
    // The reference is to the inner node, which the whole has five containers before.
    let text = "org.demo.Envelope{before=[<[int>[1]], content=java.util.HashSet[org.demo.Node{next=#5=org.demo.Node{next=#5}}, \
                org.demo.Node{next=null}], after=java.util.TreeMap{\"a\": Date(1)}}";
    assert_eq!(from_slice::<Value>(&bytes).unwrap().to_string(), text);
    assert_eq!(to_value(&envelope).unwrap().to_string(), text);
}

#[test]
fn the_compact_forms_of_java_time_come_back_as_they_were() {
    // hessian2.md §4.5: 2020-01-02, whose class is defined without the field that follows.
    let bytes = bytes("43136a6176612e74696d652e4c6f63616c4461746590603c4757").unwrap();
    let value: Value = from_slice(&bytes).unwrap();
    assert_eq!(value.to_string(), "java.time.LocalDate{epochDay=18263L}");
    assert_eq!(to_vec(&value).unwrap(), bytes);
}
