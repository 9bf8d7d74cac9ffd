//! Bytes as untyped values.

use dubbo_codec::Value;
use dubbo_codec::hessian2::{Deserializer, Limits, Serializer, Tree, to_vec};

use crate::memory;
use crate::same::same;

/// Reads `data` as values, one after the other. Nothing panics, and memory is bounded by the length of `data`; a value
/// that is read is passed over in as many bytes; written, it reads as the same value, and is written the same again.
/// Whatever the bytes are, they can be shown.
pub fn run(data: &[u8]) {
    let values = memory::within(memory::of_values(data), || read_all(data));
    read_within_limits(data);
    read_together(data);
    // Broken bytes are shown, too. A line for each byte may be indented far.
    if data.len() <= 1024 {
        assert!(data.is_empty() || !Tree::of(data).to_string().is_empty());
    }
    for value in &values {
        let written = to_vec(value).expect("a value that was read can be written");
        let mut again = Deserializer::new(&written);
        let read = again.read_value().expect("what was written can be read");
        assert!(again.is_at_end(), "{written:x?}");
        assert!(
            same(value, &read),
            "{value} was read, but {read} comes back"
        );
        assert_eq!(
            to_vec(&read).ok(),
            Some(written),
            "{value} is written in two ways"
        );
    }
}

/// The values of a whole message, which may refer to each other: written, they read as the same values.
fn read_together(data: &[u8]) {
    let Ok(values) = Deserializer::new(data).read_values() else {
        return;
    };
    let mut written = Vec::new();
    let result = Serializer::new(&mut written).write_values(&values);
    result.expect("values that were read can be written");
    let read = Deserializer::new(&written).read_values();
    let read = read.expect("what was written can be read");
    assert_eq!(values.len(), read.len(), "{written:x?}");
    let mut pairs = values.iter().zip(&read);
    assert!(pairs.all(|(one, other)| same(one, other)), "{written:x?}");
}

/// The values up to the end or the first error.
fn read_all(data: &[u8]) -> Vec<Value> {
    let (mut deserializer, mut skipping) = (Deserializer::new(data), Deserializer::new(data));
    let mut values = Vec::new();
    while !deserializer.is_at_end() {
        match deserializer.read_value() {
            Ok(value) => values.push(value),
            Err(error) => {
                let _ = (error.to_string(), skipping.skip());
                break;
            }
        }
        let skipped = skipping.skip();
        assert!(skipped.is_ok(), "read, but not passed over: {skipped:?}");
        assert_eq!(deserializer.position(), skipping.position());
    }
    values
}

/// Reads with limits so low that short messages reach them: what is read is within them.
fn read_within_limits(data: &[u8]) {
    let mut limits = Limits::default();
    (limits.depth, limits.nodes, limits.classes, limits.fields) = (4, 32, 2, 8);
    let mut deserializer = Deserializer::with_limits(data, limits);
    let mut nodes = 0;
    while let Ok(value) = deserializer.read_value() {
        let (parts, depth) = measure(&value);
        nodes += parts;
        assert!(nodes <= limits.nodes && depth <= limits.depth, "{value}");
    }
    let mut skipping = Deserializer::with_limits(data, limits);
    while skipping.skip().is_ok() {}
}

/// How many values `value` is made of, and how deep its containers stand within each other.
fn measure(value: &Value) -> (usize, usize) {
    let parts: Vec<&Value> = match value {
        Value::List(list) => list.items.iter().collect(),
        Value::Map(map) => map
            .entries
            .iter()
            .flat_map(|(key, value)| [key, value])
            .collect(),
        Value::Object(object) => object.values.iter().collect(),
        _ => return (1, 0),
    };
    let parts = parts.into_iter().map(measure);
    let (nodes, depth) = parts.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1.max(part.1)));
    (nodes + 1, depth + 1)
}
