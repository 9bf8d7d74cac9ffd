//! Shared and cyclic parts of a `Value`: kept as Java wrote them, followed where they are read.

#![cfg(feature = "hessian2")]

use std::collections::BTreeMap;

use dubbo_codec::hessian2::{Deserializer, Serializer, from_slice, to_vec};
use dubbo_codec::{ErrorKind, Value, from_value, to_value};
use serde::{Deserialize, Serialize};

fn node(name: &str, next: Value) -> Value {
    Value::object("org.demo.Node", [("name", name.into()), ("next", next)])
}

/// Two nodes, each of which is the next of the other, and the list of both.
fn ring() -> Value {
    Value::from([
        node("a", node("b", Value::Reference(2))),
        Value::Reference(1),
    ])
}

#[test]
fn references_come_back_as_they_were_written() {
    let bytes = to_vec(&ring()).unwrap();
    let end = b"\x60\x01a\x60\x01bQ\x91Q\x92";
    assert_eq!(&bytes[bytes.len() - end.len()..], end);
    let value: Value = from_slice(&bytes).unwrap();
    assert_eq!(value, ring());
    assert_eq!(
        value.to_string(),
        r##"[#1=org.demo.Node{name="a", next=#2=org.demo.Node{name="b", next=#1}}, #2]"##
    );
    assert_eq!(
        format!("{:#}", value),
        r##"[
  #1=org.demo.Node{
    name="a"
    next=#2=org.demo.Node{
      name="b"
      next=#1
    }
  }
  #2
]"##
    );
}

#[test]
fn types_are_spelt_out_once_by_values_and_always_by_serde_types() {
    let sets = Value::from([
        Value::list("java.util.HashSet", []),
        Value::map_of::<Value>("java.util.TreeMap", []),
        Value::list("java.util.HashSet", []),
        Value::map_of::<Value>("java.util.TreeMap", []),
    ]);
    let bytes = to_vec(&sets).unwrap();
    assert_eq!(
        bytes,
        b"\x7c\x70\x11java.util.HashSetM\x11java.util.TreeMapZ\x70\x90M\x91Z"
    );
    assert_eq!(from_slice::<Value>(&bytes).unwrap(), sets);

    #[derive(Serialize)]
    #[serde(rename = "[int")]
    struct Ints([i32; 0]);
    let ints = || Ints([]);
    let value = || Value::list("[int", []);
    // From a type on that was spelt out twice, readers count differently.
    let after = || Value::list("[long", []);
    let mixed = (ints(), value(), ints(), after(), after(), value());
    assert_eq!(
        to_vec(&mixed).unwrap(),
        b"\x7e\x70\x04[int\x70\x90\x70\x04[int\x70\x05[long\x70\x05[long\x70\x90"
    );
}

#[test]
fn what_is_looked_up_by_a_path_is_found_behind_references() {
    let ring = ring();
    let name = |path| ring.get(path).and_then(Value::as_str);
    assert_eq!(name("[1].name"), Some("b"));
    assert_eq!(name("[0].next.next.next.name"), Some("b"));
    assert_eq!(name("[2].name"), None);
    let second = &ring.as_list().unwrap()[1];
    assert_eq!(ring.resolve(second).unwrap().get("name"), Some(&"b".into()));
    assert_eq!(second.resolve(second), None);
}

#[test]
fn paths_lead_through_fields_elements_and_keys() {
    let scores = Value::map([
        (Value::from("any.key"), Value::from([1, 2])),
        (7.into(), "seven".into()),
    ]);
    let user = Value::object("org.demo.User", [("scores", scores), ("a.b", 5.into())]);
    assert_eq!(user.get("scores[\"any.key\"][1]"), Some(&2.into()));
    assert_eq!(user.get("scores[7]"), Some(&"seven".into()));
    assert_eq!(user.get("a.b"), Some(&5.into()));
    for missing in [
        "scores.any.key",
        "scores[8]",
        "scores[",
        "",
        ".",
        "scores.",
        "a",
    ] {
        assert_eq!(user.get(missing), None, "{missing}");
    }
}

#[test]
fn a_serde_type_reads_what_is_shared_once_per_use_and_a_cycle_as_none() {
    #[derive(Deserialize, Debug, PartialEq, Clone)]
    struct Node {
        name: String,
        next: Option<Box<Node>>,
    }
    let one = |name: &str, next| Node {
        name: name.into(),
        next,
    };
    let expected = [
        one("a", Some(one("b", None).into())),
        // Where the reference to the second node is followed, the first one is read again with all that is in it.
        one("b", Some(one("a", Some(one("b", None).into())).into())),
    ];
    assert_eq!(
        from_slice::<[Node; 2]>(&to_vec(&ring()).unwrap()).unwrap(),
        expected
    );
    assert_eq!(from_value::<[Node; 2]>(ring()).unwrap(), expected);

    #[derive(Deserialize, Debug)]
    struct Endless {
        #[allow(dead_code)]
        next: Box<Endless>,
    }
    let error = from_value::<Vec<Endless>>(ring()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a reference to what this value is in itself; only an Option can be that (at [0].next.next)"
    );
}

#[test]
fn a_part_that_is_taken_out_has_with_it_what_it_refers_to() {
    let ring = ring();
    let taken: BTreeMap<String, Value> = from_value(ring.get("[0]").unwrap().clone()).unwrap();
    assert_eq!(
        taken["next"].to_string(),
        r#"org.demo.Node{name="b", next=#?}"#
    );
    let values: Vec<Value> = from_value(ring.clone()).unwrap();
    assert_eq!(
        values[1].to_string(),
        r##"#0=org.demo.Node{name="b", next=org.demo.Node{name="a", next=#0}}"##
    );
    assert_eq!(ring.extract(ring.get("[1]").unwrap()).unwrap(), values[1]);
    // From bytes, too, where the values are read one by one.
    let bytes = to_vec(&ring).unwrap();
    assert_eq!(from_slice::<Vec<Value>>(&bytes).unwrap(), values);
    // And each of them is whole.
    assert_eq!(
        from_slice::<Value>(&to_vec(&values[1]).unwrap()).unwrap(),
        values[1]
    );
}

#[test]
fn what_is_copied_into_a_value_is_copied_once() {
    // [x, [x, [x], x]] where x = [1].
    let bytes = b"\x7a\x79\x91\x7bQ\x91\x79Q\x91Q\x91";
    let (x, rest): (Value, Value) = from_slice(bytes).unwrap();
    assert_eq!(x.to_string(), "[1]");
    assert_eq!(rest.to_string(), "[#1=[1], [#1], #1]");
    // [[x], [[x], x]]: what is copied second has in it what was copied first.
    let bytes = b"\x7a\x79\x79\x91\x7aQ\x92Q\x91";
    let (_, rest): (Value, Value) = from_slice(bytes).unwrap();
    assert_eq!(rest.to_string(), "[#1=[1], [#1]]");
}

#[test]
fn values_of_a_message_are_whole_each_or_all_together() {
    let bytes = b"\x79\x78Q\x91";
    let mut deserializer = Deserializer::new(bytes);
    let empty = || Value::from(Vec::<Value>::new());
    let first = deserializer.read_value().unwrap();
    let second = deserializer.read_value().unwrap();
    assert_eq!((first, second), (Value::from([empty()]), empty()));
    let values = Deserializer::new(bytes).read_values().unwrap();
    assert_eq!(values[1], Value::Reference(1));
    let mut written = Vec::new();
    Serializer::new(&mut written).write_values(&values).unwrap();
    assert_eq!(written, bytes);
    // By itself such a value cannot be written.
    let error = to_vec(&values[1]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[test]
fn a_value_that_refers_to_the_struct_it_is_in_is_read_and_not_written_wrongly() {
    #[derive(Serialize, Deserialize, Debug)]
    #[serde(rename = "org.demo.Child")]
    struct Child {
        parent: Value,
        list: Vec<Value>,
    }
    let child = Value::object(
        "org.demo.Child",
        [
            ("parent", Value::Reference(1)),
            ("list", [Value::from([Value::Reference(3)])].into()),
        ],
    );
    let read: Child = from_slice(&to_vec(&child).unwrap()).unwrap();
    assert_eq!(read.parent, Value::Reference(0));
    assert_eq!(read.list, [Value::from([Value::Reference(0)])]);
    assert_eq!(to_vec(&read).unwrap_err().path(), "parent");
    let taken: Child = from_value(child.clone()).unwrap();
    assert_eq!((&taken.parent, &taken.list), (&read.parent, &read.list));
    // There is more to be had from a value.
    let list = child.extract(child.get("list[0]").unwrap()).unwrap();
    let text = "#0=[#1=org.demo.Child{parent=#1, list=[#0]}]";
    assert_eq!(list.to_string(), text);
}

#[test]
fn values_can_be_put_together_without_regard_to_their_references() {
    let both = Value::from([ring(), ring()]);
    assert_eq!(
        both.expanded(100).unwrap(),
        Value::from([ring().expanded(50).unwrap(), ring().expanded(50).unwrap()])
    );
    assert_eq!(from_slice::<Value>(&to_vec(&both).unwrap()).unwrap(), both);
    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    #[serde(rename = "org.demo.Envelope")]
    struct Envelope {
        before: Vec<Vec<i32>>,
        content: Value,
    }
    let envelope = Envelope {
        before: vec![vec![]],
        content: ring(),
    };
    assert_eq!(to_value(&envelope).unwrap().get("content"), Some(&ring()));
    assert_eq!(
        from_slice::<Envelope>(&to_vec(&envelope).unwrap()).unwrap(),
        envelope
    );
}

#[test]
fn a_reference_to_what_has_not_begun_is_not_written() {
    let list = Value::from([Value::Reference(1), Value::Reference(2)]);
    let error = to_vec(&list).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a reference to what is no part of the value; take a part out by Value::extract (at [1])"
    );
    for number in [0, 1, u32::MAX] {
        assert!(to_vec(&Value::Reference(number)).is_err());
        // Not even to what stands before the value in the message.
        assert!(to_vec(&(Vec::<i32>::new(), Value::Reference(number))).is_err());
    }
}

#[test]
fn a_flattened_value_keeps_the_classes_of_its_parts() {
    #[derive(Serialize)]
    struct Page {
        number: i32,
        #[serde(flatten)]
        rest: Value,
    }
    let set = Value::list("java.util.HashSet", [node("a", Value::Null)]);
    let rest = Value::object(
        "org.demo.Rest",
        [("first", set.clone()), ("second", Value::Date(5))],
    );
    let page = Page { number: 1, rest };
    let text = r#"{"number": 1, "first": java.util.HashSet[org.demo.Node{name="a", next=null}], "second": Date(5)}"#;
    assert_eq!(
        from_slice::<Value>(&to_vec(&page).unwrap())
            .unwrap()
            .to_string(),
        text
    );
    assert_eq!(to_value(&page).unwrap().to_string(), text);
    // What is shared is written once per use.
    let rest = Value::map([("first", set), ("second", Value::Reference(2))]);
    let page = Page { number: 1, rest };
    let value = to_value(&page).unwrap();
    assert_eq!(value.get("second"), value.get("first"));
}

#[test]
fn a_list_with_an_end_is_written_with_one_and_without_where_that_is_asked_for() {
    // What Java makes of an Iterator; the same within a list, with a type, and a reference behind it.
    let bytes = b"\x7bW\x91\x92ZU\x05[long\xe1W\xe2ZZQ\x91";
    let mut value: Value = from_slice(bytes).unwrap();
    assert_eq!(to_vec(&value).unwrap(), bytes);
    assert_eq!(to_vec(&to_value(&value).unwrap()).unwrap(), bytes);
    assert_eq!(
        to_vec(&value.expanded(100).unwrap()).unwrap().len(),
        bytes.len() + 2
    );

    let Value::List(outer) = &mut value else {
        panic!("{value}");
    };
    for item in &mut outer.items {
        if let Value::List(list) = item {
            list.is_variable = false;
        }
    }
    assert_eq!(
        to_vec(&value).unwrap(),
        b"\x7b\x7a\x91\x92\x72\x05[long\xe1W\xe2ZQ\x91"
    );
}
