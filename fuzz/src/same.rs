//! Whether two values are the same, where a NaN is the same as a NaN, and whether one is part of itself.

use dubbo_codec::Value;

pub(crate) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Double(one), Value::Double(other)) => {
            one == other || one.is_nan() && other.is_nan()
        }
        (Value::List(one), Value::List(other)) => {
            one.class == other.class && all_same(&one.items, &other.items)
        }
        (Value::Map(one), Value::Map(other)) => {
            let (entries, others) = (&one.entries, &other.entries);
            one.class == other.class
                && entries.len() == others.len()
                && entries
                    .iter()
                    .zip(others)
                    .all(|(one, other)| same(&one.0, &other.0) && same(&one.1, &other.1))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.class == other.class && all_same(&one.values, &other.values)
        }
        _ => one == other,
    }
}

fn all_same(some: &[Value], others: &[Value]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(one, other)| same(one, other))
}

pub(crate) fn is_cyclic(value: &Value) -> bool {
    match value {
        Value::Reference(_) => true,
        Value::List(list) => list.items.iter().any(is_cyclic),
        Value::Map(map) => {
            let mut entries = map.entries.iter();
            entries.any(|(key, value)| is_cyclic(key) || is_cyclic(value))
        }
        Value::Object(object) => object.values.iter().any(is_cyclic),
        _ => false,
    }
}
