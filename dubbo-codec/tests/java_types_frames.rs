//! Whole request bodies of live Java Dubbo, of four versions: what we write for the same call is equal byte for byte, but
//! for the cases that are listed with their reasons.
#![cfg(feature = "hessian2")]

#[allow(dead_code, reason = "each test uses its part")]
#[path = "support/java.rs"]
mod java_bytes;

use std::fmt::Debug;

use dubbo_codec::java::{Array, BigDecimal, BigInteger, Date, LocalDate, LocalDateTime};
use dubbo_codec::{Decoder, Encoder, FromJava, Serialization};
use java_bytes::{VERSIONS, bodies};

const HESSIAN2: u8 = 2;

/// Cases whose bytes cannot be equal.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "bytes-20000",
        "Java cuts long byte[] by how full its buffer is (hessian2.md §1.2)",
    ),
    (
        "big-integer",
        "Java adds caches of its own, which differ from JDK to JDK",
    ),
];

#[derive(Default)]
struct Count {
    equal: usize,
    left_out: usize,
}

/// Writes the bodies of the cases again whose name is `name`, or begins with it if it ends in `-` or `.`.
fn check<T: FromJava + Debug>(name: &str, count: &mut Count) {
    for version in VERSIONS {
        for (case, body) in bodies(version, name, "c2s", HESSIAN2) {
            if case != name && !name.ends_with(['-', '.']) {
                continue;
            }
            let (argument, again) = write_again::<T>(&body);
            if DIFFERENT.iter().any(|(name, _)| *name == case) {
                let read = Decoder::new(Serialization::Hessian2, &again);
                let (read, argument) = (
                    format!("{:?}", argument_of::<T>(read)),
                    format!("{argument:?}"),
                );
                assert_eq!(read, argument, "{case} of {version}");
                assert_ne!(again, body, "{case} of {version} need not be left out");
                count.left_out += 1;
            } else {
                assert_eq!(again, body, "{case} of {version}");
                count.equal += 1;
            }
        }
    }
}

fn argument_of<T: FromJava>(mut decoder: Decoder<'_>) -> T {
    decoder.skip_block(5).unwrap();
    decoder.value().unwrap()
}

fn write_again<T: FromJava>(body: &[u8]) -> (T, Vec<u8>) {
    let mut decoder = Decoder::new(Serialization::Hessian2, body);
    let mut again = Vec::new();
    let mut encoder = Encoder::new(Serialization::Hessian2, &mut again);
    for _ in 0..4 {
        encoder.optional_string(decoder.string().unwrap().as_deref());
    }
    let descriptor = decoder.string().unwrap().unwrap();
    assert_eq!(descriptor, T::DESCRIPTOR);
    encoder.string(T::DESCRIPTOR);
    let argument: T = decoder.value().unwrap();
    encoder.value(&argument).unwrap();
    let attachments = decoder.attachments().unwrap();
    let entries = attachments.iter().map(|(key, value)| (key.as_str(), value));
    encoder.attachments(entries).unwrap();
    assert!(decoder.is_at_end());
    (argument, again)
}

#[test]
fn requests_are_written_as_java_writes_them() {
    let mut count = Count::default();
    check::<String>("hello-", &mut count);
    check::<Option<String>>("string-", &mut count);
    check::<bool>("boolean-", &mut count);
    check::<i8>("byte.", &mut count);
    check::<i16>("short.", &mut count);
    check::<i32>("int.", &mut count);
    check::<i64>("long.", &mut count);
    check::<char>("char.", &mut count);
    check::<Option<bool>>("boxed-boolean", &mut count);
    check::<Option<bool>>("boxed-boolean-null", &mut count);
    check::<Option<i8>>("boxed-byte", &mut count);
    check::<Option<i16>>("boxed-short", &mut count);
    check::<Option<i32>>("boxed-int", &mut count);
    check::<Option<i32>>("boxed-int-null", &mut count);
    check::<Option<i64>>("boxed-long", &mut count);
    check::<Option<f32>>("boxed-float", &mut count);
    check::<Option<f64>>("boxed-double", &mut count);
    check::<Option<char>>("boxed-char", &mut count);
    check::<Vec<u8>>("bytes-", &mut count);
    check::<Array<i32>>("ints", &mut count);
    check::<Array<Option<String>>>("strings", &mut count);
    check::<Date>("date-", &mut count);
    check::<LocalDate>("local-date", &mut count);
    check::<LocalDateTime>("local-date-time", &mut count);
    check::<BigDecimal>("big-decimal", &mut count);
    check::<BigInteger>("big-integer", &mut count);
    check::<f32>("float.", &mut count);
    check::<f64>("double.", &mut count);
    println!(
        "{} bodies equal, {} left out: {DIFFERENT:?}",
        count.equal, count.left_out
    );
}
