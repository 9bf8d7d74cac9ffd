//! Every body of the frames captured between Java peers reads value by value, to its last byte, is written again as it was, and
//! the four versions of Dubbo say the same.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use std::collections::BTreeMap;

use dubbo_codec::Value;
use dubbo_codec::hessian2::{Deserializer, Serializer};
use hessian2_support::{bytes, golden, hex};
use serde::Serialize;

const VERSIONS: [(&str, &str); 4] = [
    ("2.6.12", golden!("frames/2.6.12.tsv")),
    ("2.7.23", golden!("frames/2.7.23.tsv")),
    ("3.2.16", golden!("frames/3.2.16.tsv")),
    ("3.3.6", golden!("frames/3.3.6.tsv")),
];

const HEADER: usize = 16;
const HESSIAN2: u8 = 2;

/// Requests whose bodies are made so that they cannot be read.
const BROKEN: [&str; 4] = [
    "raw-4-byte-utf8",
    "raw-oneway-truncated",
    "raw-trailing-garbage",
    "raw-truncated-body",
];

struct Frame<'a> {
    case: &'a str,
    direction: &'a str,
    bytes: Vec<u8>,
}

fn frames(file: &str) -> impl Iterator<Item = Frame<'_>> {
    file.lines().map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [case, direction, _, text] = columns[..] else {
            panic!("{line}")
        };
        Frame {
            case,
            direction,
            bytes: bytes(text).unwrap(),
        }
    })
}

fn values(body: &[u8]) -> Result<Vec<Value>, dubbo_codec::Error> {
    let mut deserializer = Deserializer::new(body);
    let mut values = Vec::new();
    while !deserializer.is_at_end() {
        values.push(deserializer.read_value()?);
    }
    Ok(values)
}

#[test]
fn every_hessian2_body_reads_to_its_last_byte_and_is_written_again() {
    for (version, file) in VERSIONS {
        let (mut read, mut other) = (0, Vec::new());
        let mut cases = std::collections::BTreeSet::new();
        for Frame {
            case,
            direction,
            bytes,
        } in frames(file)
        {
            cases.insert(case);
            let (serialization, body) = (bytes[2] & 0x1f, &bytes[HEADER..]);
            if serialization != HESSIAN2 {
                other.push(format!(
                    "{case} {direction} (serialization {serialization})"
                ));
                continue;
            }
            if BROKEN.contains(&case) && direction == "c2s" {
                other.push(format!("{case} (broken by hand)"));
                assert!(values(body).is_err());
                continue;
            }
            let items = values(body).unwrap_or_else(|error| panic!("{version} {case}: {error}"));
            // Each value is written and reads as the same again; all together, in the same bytes.
            let mut written = Vec::new();
            let mut serializer = Serializer::new(&mut written);
            items
                .iter()
                .for_each(|item| item.serialize(&mut serializer).unwrap());
            assert_eq!(
                text(&values(&written).unwrap()),
                text(&items),
                "{version} {case}"
            );
            let whole = Deserializer::new(body).read_values().unwrap();
            let mut written = Vec::new();
            Serializer::new(&mut written).write_values(&whole).unwrap();
            // Java cuts bytes where its buffer ends.
            if case != "bytes-20000" {
                assert_eq!(hex(&written), hex(body), "{version} {case} {direction}");
            }
            let mut skipping = Deserializer::new(body);
            items.iter().for_each(|_| skipping.skip().unwrap());
            assert!(skipping.is_at_end(), "{version} {case}");
            read += 1;
        }
        println!(
            "{version}: {read} bodies of {} cases read, {} left out: {other:?}",
            cases.len(),
            other.len()
        );
        assert!(read > 400, "{version}: {read}");
    }
}

fn text(items: &[Value]) -> String {
    items.iter().map(|item| format!("{item}\n")).collect()
}

/// What the peers say in one direction, without what `ArrayList` they used (hessian-lite 3 names it), by case and version.
fn said<'a>(
    wanted: impl Fn(&Frame<'_>) -> Option<String>,
) -> BTreeMap<&'a str, BTreeMap<String, Vec<&'a str>>> {
    let mut said: BTreeMap<&str, BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    for (version, file) in VERSIONS {
        for frame in frames(file) {
            if let Some(text) = wanted(&frame) {
                let text = text.replace("java.util.ArrayList[", "[");
                said.entry(frame.case)
                    .or_default()
                    .entry(text)
                    .or_default()
                    .push(version);
            }
        }
    }
    said
}

fn check(said: &BTreeMap<&str, BTreeMap<String, Vec<&str>>>, left_out: &[(&str, &str)]) {
    let is_left_out = |case: &str| left_out.iter().any(|(prefix, _)| case.starts_with(prefix));
    let compared = said.iter().filter(|(case, _)| !is_left_out(case));
    let differing: Vec<String> = compared
        .clone()
        .filter(|(_, forms)| forms.len() > 1)
        .map(|(case, forms)| format!("{case}: {forms:#?}"))
        .collect();
    println!("{} cases compared; left out:", compared.count());
    left_out
        .iter()
        .for_each(|(case, reason)| println!("  {case}: {reason}"));
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// The arguments of a request: what stands between the descriptor and the attachments.
#[test]
fn the_arguments_of_a_call_are_the_same_in_all_versions() {
    let said = said(|frame| {
        let flags = frame.bytes[2];
        let is_call = frame.direction == "c2s" && flags & 0xa0 == 0x80 && flags & 0x1f == HESSIAN2;
        if !is_call || frame.case.starts_with("raw-") {
            return None;
        }
        let items = values(&frame.bytes[HEADER..]).unwrap();
        // Version, path, service version, method and descriptor come first, and the attachments last.
        Some(text(&items[5..items.len() - 1]))
    });
    check(&said, &[]);
}

/// The result of an answer: what stands between its kind and the attachments.
#[test]
fn the_results_of_a_call_are_the_same_in_all_versions() {
    let said = said(|frame| {
        let (flags, status) = (frame.bytes[2], frame.bytes[3]);
        if frame.direction != "s2c" || flags & 0xa0 != 0 || flags & 0x1f != HESSIAN2 || status != 20
        {
            return None;
        }
        let mut items = values(&frame.bytes[HEADER..]).unwrap();
        items.truncate(2);
        items.iter_mut().for_each(forget_stack);
        Some(text(&items[1..]))
    });
    check(&said, DIFFERENT_RESULTS);
}

/// The cases whose results are not the same in all versions, by the beginning of their names.
const DIFFERENT_RESULTS: &[(&str, &str)] = &[
    (
        "attachments-object",
        "2.6 carries attachments that are text only",
    ),
    (
        "exception-unchecked-provider-only",
        "the message has Dubbo's own stack in it",
    ),
    (
        "generic-exception",
        "the message has Dubbo's own stack in it",
    ),
    (
        "generic-unchecked-provider-only",
        "the message has Dubbo's own stack in it",
    ),
    (
        "generic-local-date-time",
        "2.6 cannot make a LocalDateTime of a text",
    ),
    (
        "set-of-user",
        "the order of a HashSet of users is that of their addresses",
    ),
];

/// Removes the stack traces, which show Dubbo's own code, another in each version; they also shift the number of the
/// exception that is its own cause.
fn forget_stack(value: &mut Value) {
    let Value::Object(object) = value else { return };
    let class = std::sync::Arc::clone(&object.class);
    for (name, value) in class.fields.iter().zip(&mut object.values) {
        match &**name {
            "stackTrace" => *value = Value::Null,
            "cause" if matches!(value, Value::Reference(_)) => *value = "itself".into(),
            _ => forget_stack(value),
        }
    }
}
