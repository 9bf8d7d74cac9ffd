//! A class is defined as it was in earlier messages, if it still is the same; the bytes do not depend on those messages.

#![cfg(feature = "hessian2")]

use std::sync::atomic::{AtomicU32, Ordering};

use dubbo_codec::hessian2::to_vec;
use proptest::prelude::*;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// An object whose class and fields are those of no Rust type.
#[derive(Clone, Debug)]
struct Object {
    class: usize,
    fields: Vec<(usize, Option<Object>)>,
}

const FIELDS: [&str; 4] = ["a", "b", "c", "d"];

/// The object, of classes with these names.
struct Named<'a>(&'a Object, [&'static str; 2]);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Named(object, names) = self;
        let mut fields = serializer.serialize_struct(names[object.class], object.fields.len())?;
        for (field, value) in &object.fields {
            let value = value.as_ref().map(|object| Named(object, *names));
            fields.serialize_field(FIELDS[*field], &value)?;
        }
        fields.end()
    }
}

fn object() -> impl Strategy<Value = Object> {
    let fields = || prop::sample::subsequence(vec![0, 1, 2, 3], 0..=4);
    let leaf = (0..2_usize, fields()).prop_map(|(class, fields)| Object {
        class,
        fields: fields.into_iter().map(|field| (field, None)).collect(),
    });
    leaf.prop_recursive(3, 12, 3, move |inner| {
        let content = prop::collection::vec(prop::option::of(inner), 4);
        (0..2_usize, fields(), content).prop_map(|(class, fields, content)| Object {
            class,
            fields: fields.into_iter().zip(content).collect(),
        })
    })
}

/// Names that many messages have.
static KNOWN: [[&str; 2]; 4] = [
    ["org.demo.A0000001", "org.demo.B0000001"],
    ["org.demo.A0000002", "org.demo.B0000002"],
    ["org.demo.A0000003", "org.demo.B0000003"],
    ["org.demo.A0000004", "org.demo.B0000004"],
];

/// Names that no message had before, as long as the known ones.
fn new_names() -> [&'static str; 2] {
    static NUMBER: AtomicU32 = AtomicU32::new(1_000_000);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    ["A", "B"].map(|class| &*format!("org.demo.{class}{number}").leak())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn the_bytes_of_a_message_do_not_depend_on_those_before(
        object in object(),
        known in prop::sample::select(&KNOWN[..]),
    ) {
        let unheard_of = new_names();
        let bytes = to_vec(&Named(&object, known));
        match (bytes, to_vec(&Named(&object, unheard_of))) {
            (Ok(bytes), Ok(others)) => {
                let others = String::from_utf8_lossy(&others)
                    .replace(unheard_of[0], known[0])
                    .replace(unheard_of[1], known[1]);
                prop_assert_eq!(String::from_utf8_lossy(&bytes), others);
            }
            (Err(_), Err(_)) => {}
            (one, other) => prop_assert!(false, "{one:?}, but {other:?}"),
        }
    }
}
