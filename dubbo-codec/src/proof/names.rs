//! Java's names of types, compared: `java.util.Map<java.lang.String,org.demo.User[]>`.

/// Java's lists and sets, which the wire does not tell apart: each is read from any other, and from an array.
const LISTS: &[&str] = &[
    "java.util.ArrayDeque",
    "java.util.ArrayList",
    "java.util.Collection",
    "java.util.Deque",
    "java.util.HashSet",
    "java.util.LinkedHashSet",
    "java.util.LinkedList",
    "java.util.List",
    "java.util.NavigableSet",
    "java.util.Queue",
    "java.util.Set",
    "java.util.SortedSet",
    "java.util.TreeSet",
    "java.util.Vector",
    "java.util.concurrent.CopyOnWriteArrayList",
];

/// Java's maps, likewise.
const MAPS: &[&str] = &[
    "java.util.HashMap",
    "java.util.LinkedHashMap",
    "java.util.Map",
    "java.util.NavigableMap",
    "java.util.SortedMap",
    "java.util.TreeMap",
    "java.util.concurrent.ConcurrentHashMap",
    "java.util.concurrent.ConcurrentMap",
];

/// What says nothing of the class of its values, or of what it holds: a future is published without its result.
const ANYTHING: &[&str] = &[
    "java.io.Serializable",
    "java.lang.CharSequence",
    "java.lang.Comparable",
    "java.lang.Number",
    "java.lang.Object",
    "java.util.concurrent.CompletableFuture",
    "java.util.concurrent.CompletionStage",
];

/// Primitives, and the classes of their boxed values.
const PRIMITIVES: &[(&str, &str)] = &[
    ("boolean", "java.lang.Boolean"),
    ("byte", "java.lang.Byte"),
    ("char", "java.lang.Character"),
    ("double", "java.lang.Double"),
    ("float", "java.lang.Float"),
    ("int", "java.lang.Integer"),
    ("long", "java.lang.Long"),
    ("short", "java.lang.Short"),
    ("void", "java.lang.Void"),
];

/// Whether two names are equal. `$` and `.` are taken for one: Java prints an inner class either way.
#[must_use]
pub const fn same_name(left: &str, right: &str) -> bool {
    same(left.as_bytes(), right.as_bytes())
}

/// Whether Java's type `java` is `erased` where nothing is looked at between `<` and `>`.
#[must_use]
pub const fn is_erasure_of(erased: &str, java: &str) -> bool {
    let (erased, java) = (erased.as_bytes(), java.as_bytes());
    let (mut matched, mut at, mut depth) = (0, 0, 0usize);
    while at < java.len() {
        let byte = java[at];
        at += 1;
        match byte {
            b'<' => depth += 1,
            b'>' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ => {
                if matched == erased.len() || dotted(erased[matched]) != dotted(byte) {
                    return false;
                }
                matched += 1;
            }
        }
    }
    matched == erased.len()
}

/// Whether a value of Java's type `java` can be read as the Rust type that is called `rust`, and the other way round:
///
/// - both have the same name, and what stands between `<` and `>` fits, where both have it;
/// - Java has a primitive and Rust its boxed value, but not the other way round: the boxed one may be null;
/// - both are lists, sets or arrays, or both are maps;
/// - either is `java.lang.Object`, another of Java's own that has many classes, a wildcard, a type parameter, or a future,
///   of which Java publishes no more.
#[must_use]
pub const fn fits(java: &str, rust: &str) -> bool {
    fit(java.as_bytes(), rust.as_bytes())
}

const fn fit(java: &[u8], rust: &[u8]) -> bool {
    let (java, rust) = (bound(trimmed(java)), trimmed(rust));
    if is_anything(java) || is_anything(rust) {
        return true;
    }
    let ((java_name, java_arguments), (rust_name, rust_arguments)) = (parts(java), parts(rust));
    let is_one_kind = same(java_name, rust_name)
        || is_boxed(java_name, rust_name)
        || (is_in(LISTS, java_name) && is_in(LISTS, rust_name))
        || (is_in(MAPS, java_name) && is_in(MAPS, rust_name));
    is_one_kind && all_fit(java_arguments, rust_arguments)
}

/// Whether the types between `<` and `>` fit, one by one. Where one side has none, or other many, nothing is said.
const fn all_fit(java: &[u8], rust: &[u8]) -> bool {
    let (java_first, java_rest) = first(java);
    let (rust_first, rust_rest) = first(rust);
    if java_first.is_empty()
        || rust_first.is_empty()
        || java_rest.is_empty() != rust_rest.is_empty()
    {
        return true;
    }
    fit(java_first, rust_first) && all_fit(java_rest, rust_rest)
}

/// Up to the first comma that stands between no `<` and `>`, and the rest.
const fn first(list: &[u8]) -> (&[u8], &[u8]) {
    let (mut at, mut depth) = (0, 0usize);
    while at < list.len() {
        match list[at] {
            b'<' => depth += 1,
            b'>' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return (list.split_at(at).0, list.split_at(at + 1).1),
            _ => {}
        }
        at += 1;
    }
    (list, &[])
}

/// The name, and what stands between `<` and `>`. An array is a list of its elements, but byte[] and char[] are
/// values of their own.
const fn parts(name: &[u8]) -> (&[u8], &[u8]) {
    if let Some(element) = without_end(name, b"[]")
        && !same(element, b"byte")
        && !same(element, b"char")
    {
        return (b"java.util.List", element);
    }
    let mut at = 0;
    while at < name.len() && name[at] != b'<' {
        at += 1;
    }
    let (name, rest) = name.split_at(at);
    match without_end(rest, b">") {
        Some(arguments) => (name, arguments.split_at(1).1),
        None => (name, &[]),
    }
}

const fn without_end<'a>(text: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    if text.len() <= end.len() {
        return None;
    }
    let (head, tail) = text.split_at(text.len() - end.len());
    if same(tail, end) { Some(head) } else { None }
}

/// `? extends org.demo.User` as `org.demo.User`.
const fn bound(name: &[u8]) -> &[u8] {
    const EXTENDS: &[u8] = b"? extends ";
    if name.len() > EXTENDS.len() && same(name.split_at(EXTENDS.len()).0, EXTENDS) {
        name.split_at(EXTENDS.len()).1
    } else {
        name
    }
}

const fn trimmed(name: &[u8]) -> &[u8] {
    name.trim_ascii()
}

/// Whether the name says nothing of the type: see [`fits`]. A type parameter has no package, and is no primitive.
const fn is_anything(name: &[u8]) -> bool {
    if name.is_empty() || name[0] == b'?' || is_in(ANYTHING, parts(name).0) {
        return true;
    }
    let mut at = 0;
    while at < name.len() {
        if !(name[at].is_ascii_alphanumeric() || name[at] == b'_') {
            return false;
        }
        at += 1;
    }
    at = 0;
    while at < PRIMITIVES.len() {
        if same(PRIMITIVES[at].0.as_bytes(), name) {
            return false;
        }
        at += 1;
    }
    true
}

const fn is_boxed(primitive: &[u8], boxed: &[u8]) -> bool {
    let mut at = 0;
    while at < PRIMITIVES.len() {
        let (name, class) = PRIMITIVES[at];
        if same(name.as_bytes(), primitive) {
            return same(class.as_bytes(), boxed);
        }
        at += 1;
    }
    false
}

const fn is_in(names: &[&str], name: &[u8]) -> bool {
    let mut at = 0;
    while at < names.len() {
        if same(names[at].as_bytes(), name) {
            return true;
        }
        at += 1;
    }
    false
}

const fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if dotted(left[at]) != dotted(right[at]) {
            return false;
        }
        at += 1;
    }
    true
}

const fn dotted(byte: u8) -> u8 {
    if byte == b'$' { b'.' } else { byte }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{fits, is_erasure_of};

    const USERS: &str = "java.util.List<org.demo.User>";

    #[test]
    fn what_can_be_read_fits() {
        for (java, rust) in [
            ("int", "int"),
            ("int", "java.lang.Integer"),
            ("void", "void"),
            ("org.demo.Outer.Inner", "org.demo.Outer$Inner"),
            ("java.util.Set<org.demo.User>", USERS),
            ("java.util.Collection<org.demo.User>", USERS),
            ("org.demo.User[]", USERS),
            ("int[]", "java.util.List<java.lang.Integer>"),
            ("byte[]", "byte[]"),
            ("int[][]", "int[][]"),
            ("java.util.List", USERS),
            ("java.util.List<T>", USERS),
            ("java.util.List<?>", USERS),
            ("java.util.List<? super org.demo.User>", USERS),
            ("java.util.List<? extends org.demo.User>", USERS),
            (
                "java.util.List[]",
                "java.util.List<java.util.List<java.lang.String>>",
            ),
            ("T", "org.demo.User"),
            ("java.lang.Object", "org.demo.User"),
            ("org.demo.User", "java.lang.Object"),
            ("java.util.concurrent.CompletableFuture", "java.lang.String"),
            (
                "java.util.List<? extends java.lang.Number>",
                "java.util.List<java.lang.Double>",
            ),
            (
                "java.util.TreeMap<java.lang.String, java.util.List<org.demo.User>>",
                "java.util.Map<java.lang.String,java.util.List<org.demo.User>>",
            ),
        ] {
            assert!(fits(java, rust), "{java} and {rust}");
        }
    }

    #[test]
    fn what_cannot_be_read_does_not_fit() {
        for (java, rust) in [
            ("java.lang.Integer", "int"),
            ("int", "long"),
            ("int", "java.lang.Long"),
            ("void", "int"),
            ("long", "void"),
            ("org.demo.User", "org.demo.Users"),
            ("byte[]", "java.util.List<java.lang.Byte>"),
            ("java.lang.String", "char[]"),
            ("java.util.List<org.demo.Order>", USERS),
            ("java.util.List<? extends org.demo.Order>", USERS),
            ("org.demo.Order[]", USERS),
            ("int[][]", "long[][]"),
            ("java.util.Map<java.lang.String,org.demo.User>", USERS),
            (
                "java.util.Map<java.lang.String,java.util.List<org.demo.User>>",
                "java.util.Map<java.lang.String,java.util.List<org.demo.Order>>",
            ),
            (
                "java.util.Map<java.lang.Long,org.demo.User>",
                "java.util.Map<java.lang.String,org.demo.User>",
            ),
        ] {
            assert!(!fits(java, rust), "{java} and {rust}");
        }
    }

    proptest! {
        #[test]
        fn no_names_make_it_panic(java in "[Ta.$<>,? \\[\\]]{0,24}", rust in "[Ta.$<>,? \\[\\]]{0,24}") {
            let _ = fits(&java, &rust);
            let _ = is_erasure_of(&rust, &java);
            prop_assert!(fits(&java, &java));
        }
    }

    #[test]
    fn an_erasure_is_what_stands_in_a_descriptor() {
        assert!(is_erasure_of("java.util.List", USERS));
        assert!(is_erasure_of(
            "java.util.List[]",
            "java.util.List<java.util.Set<T>>[]"
        ));
        assert!(is_erasure_of(
            "org.demo.Outer$Inner",
            "org.demo.Outer.Inner"
        ));
        assert!(!is_erasure_of("java.util.Set", USERS));
        assert!(!is_erasure_of("java.util.List[]", USERS));
        assert!(!is_erasure_of("java.util.List", "java.util.ListIterator"));
    }
}
