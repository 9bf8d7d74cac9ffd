//! msgpack, the serialization with the id 27, which Dubbo 2.7 has and 3.x has not.

use super::Peer;
use crate::cases;
use crate::report::Report;

/// What a Java provider cannot take or give back in msgpack, with a Java consumer, too.
const LEFT_OUT: &[(&str, &str)] = &[
    ("local-", "Java cannot read its own LocalDate, LocalTime, LocalDateTime"),
    ("instant", "nor its Instant"),
    ("duration", "nor its Duration"),
    ("kinds", "the class has fields of these types"),
    ("big-decimal", "a BigDecimal becomes a float64: its scale is lost"),
    ("big-integer.18446744073709551616", "Java cannot write a BigInteger beyond 64 bits"),
    ("big-integer.-123456789012345678901234567890", "the same"),
    ("user", "its `balance` is a BigDecimal; `user-nested` and others without one are in"),
    ("list-of-user", "the same"),
    ("set-of-user", "the same"),
    ("map-of-user-linked", "the same"),
    ("map-of-user-lists", "inner elements of generic types stay maps in Java"),
    ("list-of-user-maps", "the same"),
    ("map-by-long", "keys are always strings"),
    ("object-", "what an Object is cannot be told in msgpack"),
    ("generic-", "the same"),
    ("exception-declared", "Java's own reading of a class without a (String) constructor fails"),
    ("exception-with-cause", "the class of a cause is lost"),
    ("deliberately-wrong-nested", "its user has a BigDecimal"),
];

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    let client = match peer.client("serialization=msgpack").await {
        Ok(client) => client,
        Err(problem) => return report.record("msgpack", Err(problem)),
    };
    let mut left_out = 0;
    for case in cases::of(peer.version) {
        let whole = |name: &str| name.ends_with('-') || name == "instant" || name == "duration" || name == "kinds" || name == "big-decimal";
        if LEFT_OUT.iter().any(|(name, _)| case.name == *name || whole(name) && case.name.starts_with(name)) {
            left_out += 1;
            continue;
        }
        report.run(&format!("msgpack {}", case.name), case.check(&client, peer.version)).await;
    }
    println!("msgpack: {left_out} cases left out:");
    LEFT_OUT.iter().for_each(|(name, why)| println!("  {name}: {why}"));
}
