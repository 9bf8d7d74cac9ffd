//! Bodies item by item, and which items must be equal to the byte.

use dubbo::{Serialization, Value};
use dubbo_codec::Decoder;

/// A value with the bytes it was written in.
#[derive(Clone, Debug)]
pub struct Item {
    pub bytes: Vec<u8>,
    pub value: Value,
}

/// A request's body: protocol version, service, service version, method, descriptor; the arguments;
/// the attachments.
pub struct Request {
    pub head: Vec<u8>,
    pub arguments: Vec<Item>,
    pub attachments: Vec<(String, Item)>,
}

pub fn request(body: &[u8]) -> Request {
    let mut decoder = Decoder::new(Serialization::Hessian2, body);
    let mut descriptor = None;
    for _ in 0..5 {
        descriptor = decoder.string().unwrap();
    }
    let head = body[..decoder.position()].to_vec();
    let count = parameters(&descriptor.unwrap());
    let arguments = (0..count).map(|_| item(&mut decoder, body)).collect();
    let attachments = attachments(body, decoder.position());
    Request {
        head,
        arguments,
        attachments,
    }
}

/// A response's body: flag, value or exception, attachments.
pub struct Response {
    pub flag: i32,
    pub item: Option<Item>,
    pub attachments: Vec<(String, Item)>,
}

pub fn response(body: &[u8]) -> Response {
    let mut decoder = Decoder::new(Serialization::Hessian2, body);
    let flag = decoder.int().unwrap();
    let item = (flag % 3 != 2).then(|| item(&mut decoder, body));
    let attachments = match flag {
        3.. => attachments(body, decoder.position()),
        _ => Vec::new(),
    };
    Response {
        flag,
        item,
        attachments,
    }
}

fn item(decoder: &mut Decoder<'_>, body: &[u8]) -> Item {
    let start = decoder.position();
    let value = decoder.any().unwrap();
    Item {
        bytes: body[start..decoder.position()].to_vec(),
        value,
    }
}

/// The entries of the map at `start`. Their bytes are cut where each value, decoded alone, ends;
/// values that refer to something before them are only decoded with the whole body.
fn attachments(body: &[u8], start: usize) -> Vec<(String, Item)> {
    if body[start] != b'H' {
        return Vec::new();
    }
    let mut at = start + 1;
    let mut entries = Vec::new();
    while body[at] != b'Z' {
        let mut decoder = Decoder::new(Serialization::Hessian2, &body[at..]);
        let key = decoder.string().unwrap().unwrap().into_owned();
        let value = item(&mut decoder, &body[at..]);
        at += decoder.position();
        entries.push((key, value));
    }
    entries.sort_by(|(left, _), (right, _)| left.cmp(right));
    entries
}

fn parameters(descriptor: &str) -> usize {
    let mut count = 0;
    let mut rest = descriptor.trim_start_matches('[');
    while let Some(first) = rest.chars().next() {
        count += 1;
        let end = if first == 'L' {
            rest.find(';').unwrap() + 1
        } else {
            1
        };
        rest = rest[end..].trim_start_matches('[');
    }
    count
}

/// How two items are alike.
#[derive(Debug, PartialEq, Eq)]
pub enum Alike {
    Bytes,
    Values,
    No,
}

pub fn compare(ours: &Item, javas: &Item) -> Alike {
    if ours.bytes == javas.bytes {
        Alike::Bytes
    } else if !must_be_equal_to_the_byte(&javas.value) && plain(&ours.value) == plain(&javas.value)
    {
        Alike::Values
    } else {
        Alike::No
    }
}

/// Scalars, strings, dates, enums, lists of scalars; byte[] up to where Java's chunks depend on the
/// state of its buffer (dubbo-protocol §9.4).
fn must_be_equal_to_the_byte(value: &Value) -> bool {
    match value {
        Value::List(list) => {
            list.items.iter().all(must_be_equal_to_the_byte) && !list.items.is_empty()
        }
        Value::Binary(bytes) => bytes.len() < 4000,
        Value::Object(object) => object.class.fields == ["name"],
        Value::Map(_) | Value::Reference(_) => false,
        _ => true,
    }
}

/// A value without what no reader looks at: names of list and map classes, order of fields, and
/// of the entries of maps and sets, and whether something is there twice or referred to.
pub fn plain(value: &Value) -> String {
    let expanded = value.expanded(100_000);
    plain_part(&expanded.unwrap_or_else(|error| panic!("{value}: {error}")))
}

fn plain_part(value: &Value) -> String {
    match value {
        Value::List(list) => {
            let mut items: Vec<_> = list.items.iter().map(plain_part).collect();
            if list
                .class
                .as_deref()
                .is_some_and(|class| class.ends_with("Set"))
            {
                items.sort();
            }
            format!("[{}]", items.join(", "))
        }
        Value::Map(map) => {
            let entry = |(key, value): &(Value, Value)| {
                format!("{}={}", plain_part(key), plain_part(value))
            };
            let mut entries: Vec<_> = map.entries.iter().map(entry).collect();
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Object(object) => {
            // A BigInteger's other fields are what the JDK remembers of them (hessian2 §4.4).
            let big_integer = object.class.name == "java.math.BigInteger";
            let fields = object.class.fields.iter().zip(&object.values);
            let fields =
                fields.filter(|(name, _)| !big_integer || *name == "mag" || *name == "signum");
            let mut fields: Vec<_> = fields
                .map(|(name, value)| format!("{name}={}", plain_part(value)))
                .collect();
            fields.sort();
            format!("{}{{{}}}", object.class.name, fields.join(", "))
        }
        other => format!("{other:?}"),
    }
}
