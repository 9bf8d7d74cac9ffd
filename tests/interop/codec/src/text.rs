//! A value as one line of text, which Java and Go make of what they read in the same way (`java/org/demo/Text.java`,
//! `go/main.go`): what is equal has the same text.

use std::collections::HashMap;

use dubbo_codec::Value;

/// The class that no peer knows: its objects are read as maps.
pub const UNKNOWN: &str = "org.demo.Nowhere";

/// An enum, each of whose constants is one object in all of Java: it does not count whether it is met again.
pub const ENUM: &str = "org.demo.Color";

/// The text of a value: a letter for the type before each scalar, a class before what is in a list, map or object. What
/// is met again is `#` with its number in the order in which containers are met.
#[must_use]
pub fn text(value: &Value) -> String {
    let mut places = Places::default();
    places.walk(value);
    let mut printer = Printer {
        places,
        met: HashMap::new(),
        text: String::new(),
    };
    printer.print(value);
    printer.text
}

/// Which container each place of a value is, by its number on the wire.
#[derive(Default)]
struct Places<'a> {
    containers: Vec<&'a Value>,
    numbers: HashMap<*const Value, usize>,
}

impl<'a> Places<'a> {
    fn walk(&mut self, value: &'a Value) {
        match value {
            Value::Reference(back) => {
                let number = self.containers.len() - *back as usize;
                self.numbers.insert(value, number);
            }
            Value::List(list) => {
                self.enter(value);
                list.items.iter().for_each(|item| self.walk(item));
            }
            Value::Map(map) => {
                self.enter(value);
                for (key, value) in &map.entries {
                    self.walk(key);
                    self.walk(value);
                }
            }
            Value::Object(object) => {
                self.enter(value);
                object.values.iter().for_each(|value| self.walk(value));
            }
            _ => {}
        }
    }

    fn enter(&mut self, value: &'a Value) {
        self.numbers.insert(value, self.containers.len());
        self.containers.push(value);
    }
}

struct Printer<'a> {
    places: Places<'a>,
    /// The containers met so far: the number on the wire, and in which order it was met.
    met: HashMap<usize, usize>,
    text: String,
}

impl Printer<'_> {
    fn print(&mut self, value: &Value) {
        if let Some(number) = self.places.numbers.get(&std::ptr::from_ref(value)).copied() {
            let container = self.places.containers[number];
            if matches!(container, Value::Object(object) if object.class.name == ENUM) {
                return self.print_container(container);
            }
            let next = self.met.len();
            if let Some(met) = self.met.get(&number) {
                return self.put(&format!("#{met}"));
            }
            self.met.insert(number, next);
            return self.print_container(container);
        }
        let scalar = scalar(value);
        self.put(&scalar);
    }

    fn print_container(&mut self, value: &Value) {
        match value {
            Value::List(list) => {
                // hessian-lite 3 names the plain list's class, too.
                let class = list.class.as_deref().unwrap_or_default();
                let class = if class == "java.util.ArrayList" {
                    ""
                } else {
                    class
                };
                if class.ends_with("Set") {
                    let mut items: Vec<String> = list.items.iter().map(scalar).collect();
                    items.sort_unstable();
                    // Java's arrays are equal to themselves only.
                    items.dedup_by(|one, other| one == other && !one.starts_with('b'));
                    return self.put(&format!("[{class}:{}]", items.join(" ")));
                }
                self.put(&format!("[{class}:"));
                for (index, item) in list.items.iter().enumerate() {
                    self.put(if index == 0 { "" } else { " " });
                    self.print(item);
                }
                self.put("]");
            }
            Value::Map(map) => {
                let entries = map.entries.iter().map(|(key, value)| (scalar(key), value));
                let class = map.class.as_deref().unwrap_or_default();
                self.print_entries(class, entries.collect(), ["{", "}"]);
            }
            Value::Object(object) => {
                let names = object.class.fields.iter();
                let fields = names.zip(&object.values);
                if object.class.name == UNKNOWN {
                    let entries = fields.map(|(name, value)| (scalar(&name.clone().into()), value));
                    return self.print_entries("", entries.collect(), ["{", "}"]);
                }
                let entries = fields.map(|(name, value)| (name.clone(), value));
                self.print_entries(&object.class.name, entries.collect(), ["(", ")"]);
            }
            _ => {}
        }
    }

    fn print_entries(&mut self, class: &str, mut entries: Vec<(String, &Value)>, ends: [&str; 2]) {
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        self.put(&format!("{}{class}:", ends[0]));
        for (index, (key, value)) in entries.into_iter().enumerate() {
            self.put(if index == 0 { "" } else { " " });
            self.put(&key);
            self.put("=");
            self.print(value);
        }
        self.put(ends[1]);
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Null => "N".to_owned(),
        Value::Bool(true) => "T".to_owned(),
        Value::Bool(false) => "F".to_owned(),
        Value::Int(value) => format!("i{value}"),
        Value::Long(value) => format!("l{value}"),
        // Java writes neither a NaN's payload nor the sign of zero.
        Value::Double(value) if value.is_nan() => "dNaN".to_owned(),
        Value::Double(value) => format!("d{:016x}", (value + 0.0).to_bits()),
        Value::Date(value) => format!("t{value}"),
        Value::Binary(bytes) => hex(bytes, "b"),
        Value::String(text) => {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            hex(&units, "s")
        }
        other => format!("?{other}"),
    }
}

/// Bytes in hexadecimal, behind `start`.
#[must_use]
pub fn hex(bytes: &[u8], start: &str) -> String {
    let digit = |digit: u8| char::from(b"0123456789abcdef"[usize::from(digit)]);
    let mut text = String::with_capacity(start.len() + 2 * bytes.len());
    text.push_str(start);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

/// The bytes that hexadecimal digits stand for.
#[must_use]
pub fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some((digit(*high)? << 4 | digit(*low)?) as u8),
        _ => None,
    };
    hex.as_bytes().chunks(2).map(byte).collect()
}
