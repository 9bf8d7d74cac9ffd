//! msgpack, the serialization with the id 27, which Dubbo 2.7 has and 3.x has not: the cases that
//! it cannot carry, not between two Java peers either.

use crate::case::Case;

/// Cases that are left out in both directions. `*` stands for whatever follows.
const LEFT_OUT: &[(&str, &str)] = &[
    ("local-*", "Java cannot read its own java.time types"),
    ("instant*", "the same"),
    ("duration*", "the same"),
    ("kinds", "the class has fields of these types"),
    (
        "big-decimal*",
        "a BigDecimal becomes a float64: its scale is lost",
    ),
    (
        "sql-time",
        "Java writes a text in its own time zone, which does not travel",
    ),
    ("user", "its `balance` is a BigDecimal"),
    ("list-of-user", "the same"),
    ("set-of-user", "the same"),
    ("map-of-user-linked", "the same"),
    ("map-of-user-lists", "the same"),
    ("deliberately-wrong-nested", "the same"),
    (
        "big-integer.18446744073709551616",
        "Java cannot write a BigInteger beyond 64 bits",
    ),
    ("big-integer.-123456789012345678901234567890", "the same"),
    (
        "object-long",
        "what an Object is arrives without its class: as a map, a text or an int",
    ),
    ("object-date", "the same"),
    ("object-enum", "the same"),
    ("object-user", "the same"),
    ("object-inner", "the same"),
    ("object-list", "the same"),
    ("object-map", "the same"),
    ("generic-user", "the same"),
    ("generic-list", "the same"),
    ("echo-service", "the same"),
    (
        "exception-declared",
        "Java cannot read an exception without a (String) constructor",
    ),
    ("exception-with-cause", "the class of a cause is lost"),
];

/// Cases that a Java provider in addition judges wrong, because it sees what a list or map holds
/// without its class. Our provider's types say what it is.
const LEFT_OUT_TO_JAVA: &[(&str, &str)] = &[
    ("list-of-long", "elements are ints"),
    ("list-of-color", "elements are texts"),
    ("list-of-user-*", "elements are maps"),
    ("map-of-user", "values are maps"),
    ("map-by-long", "keys are texts"),
];

/// The cases that a Java provider can do.
pub fn to_java<'a>(cases: impl Iterator<Item = &'a Case>) -> Vec<&'a Case> {
    let left_out = || LEFT_OUT.iter().chain(LEFT_OUT_TO_JAVA);
    let (out, run): (Vec<_>, Vec<_>) =
        cases.partition(|case| left_out().any(|(pattern, _)| matches(pattern, &case.name)));
    println!("{} cases in msgpack, {} left out:", run.len(), out.len());
    left_out().for_each(|(name, why)| println!("  {name}: {why}"));
    run
}

/// The option of a Java consumer that makes it do what it can.
pub fn from_java() -> String {
    LEFT_OUT
        .iter()
        .for_each(|(name, why)| println!("left out in msgpack: {name}: {why}"));
    let quoted = |name: &str| format!("\\Q{}\\E", name.replace('*', "\\E.*\\Q"));
    let names: Vec<_> = LEFT_OUT.iter().map(|(name, _)| quoted(name)).collect();
    format!("only=(?!(?:{})$).*", names.join("|"))
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}
