//! Random values that the peers can read: what Java has classes for.

use std::collections::BTreeMap;

use dubbo_codec::{Class, List, Map, Object, Value};
use proptest::prelude::*;

use crate::text::{ENUM, UNKNOWN};

/// Values for Java: everything that hessian2 has, references included.
pub fn for_java() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        8 => scalar(),
        1 => typed_array(),
        1 => prop::collection::vec(scalar(), 0..12).prop_map(|items| list("java.util.HashSet", items)),
        1 => constant(),
    ];
    let deep = leaf.prop_recursive(5, 64, 10, |inner| {
        let items = || prop::collection::vec(inner.clone(), 0..10);
        prop_oneof![
            4 => items().prop_map(|items| Value::List(List { items, ..List::default() })),
            1 => items().prop_map(|items| list("java.util.LinkedList", items)),
            1 => items().prop_map(|items| list("[object", items)),
            3 => map(any_key(), inner.clone()).prop_map(|entries| map_of(None, entries)),
            1 => map(text_key(), inner.clone())
                .prop_map(|entries| map_of(Some("java.util.TreeMap"), entries)),
            3 => everything(inner.clone()),
            1 => unknown(inner.clone()),
            // Which of the containers in front it is, or none, is told when they are all there.
            2 => (1..20_u32).prop_map(Value::Reference),
        ]
    });
    deep.prop_map(|value| {
        let mut value = value;
        settle(&mut value, &mut 0);
        value
    })
    .boxed()
}

/// Values for Go: what dubbo-go-hessian2 reads without a registered type.
pub fn for_go() -> BoxedStrategy<Value> {
    scalar()
        .prop_recursive(4, 48, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..10).prop_map(|items| Value::List(List {
                    items,
                    ..List::default()
                })),
                map(any_key(), inner.clone()).prop_map(|entries| map_of(None, entries)),
                bean(inner.clone()),
            ]
        })
        .boxed()
}

fn scalar() -> BoxedStrategy<Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(Value::Int),
        (-300_000..300_000).prop_map(Value::Int),
        (-50..50).prop_map(Value::Int),
        any::<i64>().prop_map(Value::Long),
        (-300_000_i64..300_000).prop_map(Value::Long),
        (-20_i64..20).prop_map(Value::Long),
        any::<f64>().prop_map(Value::Double),
        (-40_000..40_000).prop_map(|mills| Value::Double(f64::from(mills) / 1000.0)),
        (-40_000..40_000).prop_map(|whole| Value::Double(f64::from(whole))),
        (-1_i64 << 50..1 << 50).prop_map(Value::Date),
        (-40_000_000_i64..40_000_000).prop_map(|minutes| Value::Date(minutes * 60_000)),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Value::Binary),
        "[a-z]{0,40}".prop_map(Value::String),
        ".{0,40}".prop_map(Value::String),
        (0..3_usize, 0..70_000_usize, 0..40_u32).prop_map(long_scalar),
    ]
    .boxed()
}

/// Once in a while a string or byte[] that does not fit into one chunk.
fn long_scalar((kind, length, chance): (usize, usize, u32)) -> Value {
    let length = if chance == 0 { length } else { length % 1_100 };
    match kind {
        0 => Value::String("x".repeat(length)),
        1 => Value::String("aé中😀".chars().cycle().take(length).collect()),
        _ => Value::Binary(vec![7; length]),
    }
}

fn typed_array() -> impl Strategy<Value = Value> {
    let values = |value: BoxedStrategy<Value>| prop::collection::vec(value, 0..12);
    prop_oneof![
        values(any::<i32>().prop_map(Value::Int).boxed()).prop_map(|items| list("[int", items)),
        values(any::<i64>().prop_map(Value::Long).boxed()).prop_map(|items| list("[long", items)),
        values(any::<f64>().prop_map(Value::Double).boxed())
            .prop_map(|items| list("[double", items)),
        values(".{0,12}".prop_map(Value::String).boxed()).prop_map(|items| list("[string", items)),
    ]
}

fn constant() -> impl Strategy<Value = Value> {
    prop::sample::select(&["RED", "GREEN", "BLUE"][..]).prop_map(|name| Value::constant(ENUM, name))
}

/// An object whose fields have types of their own in Java.
fn everything(inner: impl Strategy<Value = Value> + Clone + 'static) -> BoxedStrategy<Value> {
    let numbers = (
        any::<i32>(),
        any::<i64>(),
        any::<f64>(),
        any::<i16>(),
        any::<bool>(),
    );
    let boxed = (
        prop::option::of(any::<i32>()),
        prop::option::of(any::<i64>()),
        prop::option::of(".{0,20}"),
        prop::option::of(constant()),
        prop::option::of(prop::collection::vec(any::<u8>(), 0..20)),
    );
    let parts = (
        prop::collection::vec(inner.clone(), 0..4),
        map(text_key(), inner.clone()),
        inner,
    );
    (numbers, boxed, parts)
        .prop_map(|(numbers, boxed, (items, entries, any))| {
            let fields = [
                ("i", Value::Int(numbers.0)),
                ("l", Value::Long(numbers.1)),
                ("d", Value::Double(numbers.2)),
                ("s", Value::Int(numbers.3.into())),
                ("z", Value::Bool(numbers.4)),
                ("boxedInt", boxed.0.map_or(Value::Null, Value::Int)),
                ("boxedLong", boxed.1.map_or(Value::Null, Value::Long)),
                ("text", boxed.2.map_or(Value::Null, Value::String)),
                ("color", boxed.3.unwrap_or_default()),
                ("bytes", boxed.4.map_or(Value::Null, Value::Binary)),
                (
                    "list",
                    Value::List(List {
                        items,
                        ..List::default()
                    }),
                ),
                ("map", map_of(None, entries)),
                ("any", any),
            ];
            Value::object("org.demo.Everything", fields)
        })
        .boxed()
}

/// An object of the class that Go knows, too.
fn bean(inner: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    (any::<i32>(), any::<i64>(), ".{0,20}", inner).prop_map(|(number, long, text, any)| {
        let fields = [
            ("number", Value::Int(number)),
            ("longNumber", Value::Long(long)),
            ("text", Value::String(text)),
            ("any", any),
        ];
        Value::object("org.demo.Bean", fields)
    })
}

fn unknown(inner: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    prop::collection::btree_map("[a-z]{1,8}", inner, 0..5).prop_map(|fields| {
        let (fields, values) = fields.into_iter().unzip();
        let name = UNKNOWN.to_owned();
        let class = Class { name, fields }.into();
        Value::Object(Object { class, values })
    })
}

fn text_key() -> BoxedStrategy<Value> {
    ".{0,10}".prop_map(Value::String).boxed()
}

fn any_key() -> BoxedStrategy<Value> {
    prop_oneof![
        text_key(),
        any::<i32>().prop_map(Value::Int),
        any::<i64>().prop_map(Value::Long),
    ]
    .boxed()
}

/// Entries with different keys.
fn map(
    key: BoxedStrategy<Value>,
    value: impl Strategy<Value = Value>,
) -> impl Strategy<Value = Vec<(Value, Value)>> {
    prop::collection::vec((key, value), 0..8).prop_map(|entries| {
        let distinct: BTreeMap<String, (Value, Value)> = entries
            .into_iter()
            .map(|(key, value)| (format!("{key:?}"), (key, value)))
            .collect();
        distinct.into_values().collect()
    })
}

fn map_of(class: Option<&str>, entries: Vec<(Value, Value)>) -> Value {
    let class = class.map(Into::into);
    Value::Map(Map { class, entries })
}

fn list(class: &str, items: Vec<Value>) -> Value {
    let class = Some(class.into());
    Value::List(List {
        class,
        items,
        is_variable: false,
    })
}

/// Makes each reference one to a container that has begun before it, of which there are `begun`.
fn settle(value: &mut Value, begun: &mut u32) {
    match value {
        Value::Reference(back) if *begun > 0 => *back = (*back - 1) % *begun + 1,
        Value::Reference(_) => *value = Value::Null,
        Value::List(list) => {
            *begun += 1;
            list.items.iter_mut().for_each(|item| settle(item, begun));
        }
        Value::Map(map) => {
            *begun += 1;
            map.entries
                .iter_mut()
                .for_each(|(_, value)| settle(value, begun));
        }
        Value::Object(object) => {
            *begun += 1;
            object
                .values
                .iter_mut()
                .for_each(|value| settle(value, begun));
        }
        _ => {}
    }
}
