//! msgpack, the serialization with the id 27, which Dubbo 2.7 has and 3.x has not.

use super::Peer;
use crate::cases;
use crate::report::Report;

/// The cases that a Java provider cannot take or give back in msgpack, from a Java consumer neither.
/// A name that ends with `*` stands for all that begin so.
const LEFT_OUT: &[(&str, &str)] = &[
    ("local-*", "Java cannot read its own java.time types"),
    ("instant*", "the same"),
    ("duration*", "the same"),
    ("kinds*", "the class has fields of these types"),
    (
        "big-decimal*",
        "a BigDecimal becomes a float64: its scale is lost",
    ),
    (
        "big-integer.18446744073709551616",
        "Java cannot write a BigInteger beyond 64 bits",
    ),
    ("big-integer.-123456789012345678901234567890", "the same"),
    ("user", "its `balance` is a BigDecimal"),
    ("set-of-user", "the same"),
    ("deliberately-wrong-nested", "the same"),
    (
        "list-of-user*",
        "what a list or map holds arrives without its class: as a map, a text or an int",
    ),
    ("list-of-color", "the same"),
    ("list-of-long", "the same"),
    ("map-of-user*", "the same"),
    ("map-by-long", "the same, and all keys are texts"),
    ("object-*", "the same of what an Object is"),
    ("generic-*", "the same"),
    (
        "exception-declared",
        "Java cannot read an exception without a (String) constructor",
    ),
    ("exception-with-cause", "the class of a cause is lost"),
];

fn left_out(case: &str) -> bool {
    LEFT_OUT
        .iter()
        .any(|(name, _)| match name.strip_suffix('*') {
            Some(start) => case.starts_with(start),
            None => case == *name,
        })
}

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    let client = match peer.client("serialization=msgpack").await {
        Ok(client) => client,
        Err(problem) => return report.record("msgpack", Err(problem)),
    };
    let (out, run): (Vec<_>, Vec<_>) =
        cases::of(peer.version).partition(|case| left_out(&case.name));
    for case in &run {
        report
            .run(
                &format!("msgpack {}", case.name),
                case.check(&client, peer.version),
            )
            .await;
    }
    println!("msgpack: {} cases, {} left out:", run.len(), out.len());
    LEFT_OUT
        .iter()
        .for_each(|(name, why)| println!("  {name}: {why}"));
}
