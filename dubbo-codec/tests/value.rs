//! `Value` by itself: built, looked into, shown, made from serde types and made into them. No serializer is needed.

use std::collections::BTreeMap;

use dubbo_codec::{ErrorKind, Value, from_value, to_value};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(rename = "org.demo.User", rename_all = "camelCase")]
struct User {
    id: i64,
    first_name: Option<String>,
    scores: BTreeMap<String, i32>,
}

fn maria() -> Value {
    let scores = Value::map([("math", 5.into())]);
    Value::object(
        "org.demo.User",
        [
            ("id", 7i64.into()),
            ("firstName", "Maria".into()),
            ("scores", scores),
        ],
    )
}

#[test]
fn fields_and_entries_are_found_by_name() {
    let user = maria();
    assert_eq!(user.class(), Some("org.demo.User"));
    assert_eq!(user.get("id").and_then(Value::as_i64), Some(7));
    assert_eq!(user.get("firstName").and_then(Value::as_str), Some("Maria"));
    assert_eq!(
        user.get("scores")
            .and_then(|scores| scores.get("math"))
            .and_then(Value::as_i32),
        Some(5)
    );
    assert_eq!(user.get("missing"), None);
    assert_eq!(user.as_str(), None);
    assert_eq!(Value::from("x").get("x"), None);
    assert!(Value::default().is_null());
}

#[test]
fn numbers_of_different_width_are_different_and_look_different() {
    assert_ne!(Value::from(1i32), Value::from(1i64));
    let all: Vec<Value> = vec![
        1i32.into(),
        1i64.into(),
        1f64.into(),
        Value::Date(1),
        true.into(),
        'c'.into(),
        "a\"b".into(),
        vec![0u8, 255].into(),
        None::<i32>.into(),
        Value::Reference(0),
    ];
    assert_eq!(
        Value::from(all).to_string(),
        r##"[1, 1L, 1.0, Date(1), true, "c", "a\"b", 0x00ff, null, #?]"##
    );
}

#[test]
fn classes_stand_before_what_they_name() {
    let user = r#"org.demo.User{id=7L, firstName="Maria", scores={"math": 5}}"#;
    assert_eq!(maria().to_string(), user);
    assert_eq!(
        Value::list("java.util.HashSet", [1.into()]).to_string(),
        "java.util.HashSet[1]"
    );
    assert_eq!(Value::list("[int", [1.into()]).to_string(), "<[int>[1]");
    assert_eq!(
        Value::map_of("java.util.TreeMap", [(1, 2.into())]).to_string(),
        "java.util.TreeMap{1: 2}"
    );
    assert_eq!(
        Value::constant("org.demo.Color", "RED").to_string(),
        r#"org.demo.Color{name="RED"}"#
    );
}

#[test]
fn a_serde_type_becomes_a_value_and_comes_back() {
    let user: User = from_value(maria()).unwrap();
    assert_eq!(user.first_name.as_deref(), Some("Maria"));
    assert_eq!(to_value(&user).unwrap(), maria());
    assert_eq!(User::deserialize(&maria()).unwrap(), user);
    // A map serves as well as an object, and what is missing in it is an error that says what.
    let map = Value::map([
        ("id", 7.into()),
        ("scores", Value::map([("math", 5.into())])),
    ]);
    assert_eq!(
        from_value::<User>(map).unwrap(),
        User {
            first_name: None,
            ..user
        }
    );
    let error = from_value::<User>(Value::map([("id", 7.into())])).unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Custom, "missing field `scores`")
    );
}

#[test]
fn text_and_bytes_can_be_borrowed_from_a_value() {
    let pair = Value::from([Value::from("a"), vec![1u8].into()]);
    let (text, bytes) = <(&str, &[u8])>::deserialize(&pair).unwrap();
    assert_eq!((text, bytes), ("a", &[1u8][..]));
}

#[test]
fn an_error_names_the_place() {
    let scores = Value::map([("math", "good".into())]);
    let user = Value::object("org.demo.User", [("id", 7i64.into()), ("scores", scores)]);
    let error = from_value::<User>(user).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"expected i32, found a string (at User.scores["math"])"#
    );
    let error = from_value::<Vec<i8>>([1, 200].into()).unwrap_err();
    assert_eq!(error.path(), "[1]");
}

#[test]
fn an_object_that_is_a_variant_within_itself_is_refused() {
    #[derive(Deserialize, Debug)]
    enum Itself {
        #[serde(rename = "org.demo.Boxed")]
        Boxed(#[allow(dead_code)] Box<Itself>),
    }
    let boxed = || Value::object("org.demo.Boxed", []);
    for _ in 0..2 {
        let error = from_value::<Itself>(boxed()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
    }
    // A variant may have as content what is in the object.
    #[derive(Deserialize, Debug)]
    enum Outer {
        #[serde(rename = "org.demo.Boxed")]
        Boxed(BTreeMap<String, Option<i32>>),
    }
    let Outer::Boxed(content) = from_value(boxed()).unwrap();
    assert_eq!(content, BTreeMap::new());
}
