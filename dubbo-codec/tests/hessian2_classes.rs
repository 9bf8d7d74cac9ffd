//! Java's classes in the bytes: by name, defined once each, directly before their first object.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use std::collections::{BTreeMap, HashMap};

use dubbo_codec::hessian2::{Deserializer, Serializer, from_slice, to_vec};
use dubbo_codec::{ErrorKind, Value, to_value};
use hessian2_support::{bytes, dump, golden, hex, rows};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(rename = "org.demo.Address", rename_all = "camelCase")]
struct Address {
    post_code: String,
    of_country: Country,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(rename = "org.demo.Country", rename_all = "UPPERCASE")]
enum Country {
    Fr,
    De,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(rename = "org.demo.User")]
struct User {
    id: i64,
    homes: HashMap<String, Vec<Address>>,
    friend: Option<Box<User>>,
}

fn user(id: i64, code: &str) -> User {
    let home = Address {
        post_code: code.into(),
        of_country: Country::De,
    };
    User {
        id,
        homes: HashMap::from([("summer".into(), vec![home])]),
        friend: None,
    }
}

#[test]
fn a_class_three_deep_in_a_list_in_a_map_has_its_java_name_in_the_bytes() {
    let map = BTreeMap::from([("all", vec![user(1, "X")])]);
    let found = hex(&to_vec(&map).unwrap());
    // H "all" [ C org.demo.User 3 id homes friend, object 0 { 1L, H "summer" [ C org.demo.Address 2 postCode ofCountry,
    // object 1 { "X", C org.demo.Country 1 name, object 2 { "DE" } } ] Z, null } ] Z
    let expected = [
        "48 03616c6c 79",
        "43 0d6f72672e64656d6f2e55736572 93 026964 05686f6d6573 06667269656e64 60 e1",
        "48 0673756d6d6572 79",
        "43 106f72672e64656d6f2e41646472657373 92 08706f7374436f6465 096f66436f756e747279 61 0158",
        "43 106f72672e64656d6f2e436f756e747279 91 046e616d65 62 024445",
        "5a 4e 5a",
    ];
    assert_eq!(found, expected.concat().replace(' ', ""));
}

#[test]
fn a_class_is_defined_once_however_deep_its_objects_stand_in_each_other() {
    let mut outer = user(1, "X");
    outer.friend = Some(Box::new(user(2, "Y")));
    let text = dump(&vec![outer.clone(), user(3, "Z")]);
    assert!(text.contains("friend=org.demo.User{id=2L,"), "{text}");
    let bytes = to_vec(&vec![outer, user(3, "Z")]).unwrap();
    for class in ["org.demo.User", "org.demo.Address", "org.demo.Country"] {
        assert_eq!(
            bytes
                .windows(class.len())
                .filter(|part| *part == class.as_bytes())
                .count(),
            1
        );
    }
}

#[test]
fn classes_are_known_to_later_values_of_a_message() {
    let mut written = Vec::new();
    let mut serializer = Serializer::new(&mut written);
    Country::Fr.serialize(&mut serializer).unwrap();
    Country::De.serialize(&mut serializer).unwrap();
    assert_eq!(
        hex(&written),
        hex(b"C\x10org.demo.Country\x91\x04name\x60\x02FR\x60\x02DE")
    );
    let mut deserializer = Deserializer::new(&written);
    assert_eq!(
        Country::deserialize(&mut deserializer).unwrap(),
        Country::Fr
    );
    assert_eq!(
        Country::deserialize(&mut deserializer).unwrap(),
        Country::De
    );
    assert!(deserializer.is_at_end());
}

/// The seventeenth class and every later one need the long form of an object.
#[test]
fn objects_of_many_classes_are_told_apart() {
    let file = golden!("TestHessian2.tsv");
    let (_, text) = rows(file).find(|(name, _)| *name == "Object_16").unwrap();
    let value: Value = from_slice(&bytes(text).unwrap()).unwrap();
    assert_eq!(hex(&to_vec(&value).unwrap()), text);
    let class = |n: i32| Value::object(format!("org.demo.A{n}"), [("n", n.into())]);
    let many: Value = (0..300).chain(0..300).map(class).collect::<Vec<_>>().into();
    assert_eq!(from_slice::<Value>(&to_vec(&many).unwrap()).unwrap(), many);
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "org.demo.User")]
struct OtherUser {
    id: i64,
    name: String,
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "org.demo.User")]
struct ShortUser {
    id: i64,
}

#[test]
fn rust_types_of_one_java_class_with_different_fields_each_get_a_definition() {
    let other = OtherUser {
        id: 2,
        name: "Ann".into(),
    };
    let users = (
        ShortUser { id: 1 },
        other,
        ShortUser { id: 3 },
        Value::object("org.demo.User", []),
    );
    assert_eq!(
        dump(&users),
        r#"[org.demo.User{id=1L}, org.demo.User{id=2L, name="Ann"}, org.demo.User{id=3L}, org.demo.User{}]"#
    );
    assert_eq!(
        from_slice::<Value>(&to_vec(&users).unwrap()).unwrap(),
        to_value(&users).unwrap()
    );
}

#[test]
fn fields_that_differ_behind_newly_defined_classes_are_an_error() {
    #[derive(Serialize)]
    #[serde(rename = "org.demo.Pair")]
    struct Left<'a> {
        first: &'a Country,
        second: i32,
    }
    #[derive(Serialize)]
    #[serde(rename = "org.demo.Pair")]
    struct Right<'a> {
        first: &'a Address,
        third: i32,
    }
    let address = Address {
        post_code: "X".into(),
        of_country: Country::De,
    };
    let pairs = (
        Left {
            first: &Country::De,
            second: 1,
        },
        Right {
            first: &address,
            third: 2,
        },
    );
    let error = to_vec(&pairs).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert_eq!(error.path(), "[1]");
    assert!(
        error
            .to_string()
            .starts_with("two objects of the class org.demo.Pair differ in their fields")
    );
}

#[test]
fn a_field_that_serde_leaves_out_is_null_so_that_the_class_stays_the_same() {
    #[derive(Serialize, Deserialize, Debug, PartialEq, Default)]
    #[serde(rename = "org.demo.Note", default)]
    struct Note {
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        id: i32,
        #[serde(skip)]
        local: i32,
    }
    let notes = vec![
        Note {
            text: None,
            id: 1,
            local: 0,
        },
        Note {
            text: Some("a".into()),
            id: 2,
            local: 0,
        },
    ];
    assert_eq!(
        dump(&notes),
        r#"[org.demo.Note{text=null, id=1}, org.demo.Note{text="a", id=2}]"#
    );
}
