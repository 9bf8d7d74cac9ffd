//! Which Rust type stands for a Java type, for remedies in messages: docs/java-types.md the other way round.

use crate::model::names::is_java_identifier;

/// How deep lists and maps are followed.
const DEPTH: usize = 8;

/// Java's name, and the Rust type; boxed primitives have an `Option` around where they are no elements.
const PLAIN: &[(&str, &str)] = &[
    ("boolean", "bool"),
    ("byte", "i8"),
    ("short", "i16"),
    ("int", "i32"),
    ("long", "i64"),
    ("float", "f32"),
    ("double", "f64"),
    ("char", "char"),
    ("void", "()"),
    ("byte[]", "Vec<u8>"),
    ("java.lang.String", "String"),
    ("java.lang.Object", "dubbo::Value"),
];

const BOXED: &[(&str, &str)] = &[
    ("java.lang.Boolean", "bool"),
    ("java.lang.Byte", "i8"),
    ("java.lang.Short", "i16"),
    ("java.lang.Integer", "i32"),
    ("java.lang.Long", "i64"),
    ("java.lang.Float", "f32"),
    ("java.lang.Double", "f64"),
    ("java.lang.Character", "char"),
];

/// Types of `dubbo::java` that have Java's own name.
const OF_JAVA: &[&str] = &[
    "java.math.BigDecimal",
    "java.math.BigInteger",
    "java.time.Duration",
    "java.time.Instant",
    "java.time.LocalDate",
    "java.time.LocalDateTime",
    "java.time.LocalTime",
    "java.time.OffsetDateTime",
    "java.time.Period",
    "java.time.ZonedDateTime",
    "java.util.Calendar",
    "java.util.Currency",
    "java.util.Date",
    "java.util.Locale",
];

/// The Rust type to write, where there is one for sure.
pub(crate) fn rust_type(java: &str) -> Option<String> {
    let boxed = named(BOXED, java).map(|rust| format!("Option<{rust}>"));
    boxed.or_else(|| element(java, DEPTH))
}

/// The Rust type of an element, which is never null.
fn element(java: &str, depth: usize) -> Option<String> {
    let java = java.trim();
    if let Some(plain) = named(PLAIN, java).or_else(|| named(BOXED, java)) {
        return Some(plain.to_owned());
    }
    if OF_JAVA.contains(&java) {
        return java
            .rsplit('.')
            .next()
            .map(|name| format!("dubbo::java::{name}"));
    }
    let depth = depth.checked_sub(1)?;
    if let Some(item) = java.strip_suffix("[]") {
        return Some(format!("dubbo::java::Array<{}>", element(item, depth)?));
    }
    if let Some(item) = held(java, "java.util.List<") {
        return Some(format!("Vec<{}>", element(item, depth)?));
    }
    if let Some(item) = held(java, "java.util.Set<") {
        return Some(format!("HashSet<{}>", element(item, depth)?));
    }
    if let Some(items) = held(java, "java.util.Map<") {
        let (key, value) = items.split_once(',')?;
        let (key, value) = (element(key, depth)?, element(value, depth)?);
        return Some(format!("HashMap<{key}, {value}>"));
    }
    class(java)
}

/// The simple name of somebody's own class.
fn class(java: &str) -> Option<String> {
    let is_class = java.contains('.') && java.split('.').all(is_java_identifier);
    if !is_class || java.starts_with("java.") || java.starts_with("javax.") {
        return None;
    }
    java.rsplit(['.', '$']).next().map(str::to_owned)
}

fn held<'a>(java: &'a str, start: &str) -> Option<&'a str> {
    java.strip_prefix(start)?.strip_suffix('>')
}

fn named(types: &[(&str, &'static str)], java: &str) -> Option<&'static str> {
    let mut types = types.iter();
    types.find(|(name, _)| *name == java).map(|(_, rust)| *rust)
}

#[cfg(test)]
mod tests {
    use super::rust_type;

    #[test]
    fn a_remedy_names_the_rust_type() {
        for (java, rust) in [
            ("int", "i32"),
            ("java.lang.Integer", "Option<i32>"),
            ("java.util.List<java.lang.Integer>", "Vec<i32>"),
            ("org.demo.User[]", "dubbo::java::Array<User>"),
            ("byte[][]", "dubbo::java::Array<Vec<u8>>"),
            ("org.demo.Outer$Inner", "Inner"),
            ("java.util.Date", "dubbo::java::Date"),
            (
                "java.util.Map<java.lang.String,java.util.Set<org.demo.User>>",
                "HashMap<String, HashSet<User>>",
            ),
        ] {
            assert_eq!(rust_type(java).as_deref(), Some(rust), "{java}");
        }
        let deep = "java.util.List<".repeat(100_000) + &">".repeat(100_000);
        for none in ["java.util.Optional", "java.util.List<?>", "T", "", &deep] {
            assert_eq!(rust_type(none), None);
        }
    }
}
