//! The table of `docs/java-types.md`: each of its rows has been seen live in a check of this run.

use crate::report::{Check, Report, ensure};

const TABLE: &str = include_str!("../../../../docs/java-types.md");

/// The Rust type of a row, and the check that has seen it.
const SEEN: [(&str, &str); 65] = [
    ("bool", "boolean-true"),
    ("i8", "byte.-128"),
    ("i16", "short.-32768"),
    ("i32", "int.-2147483648"),
    ("i64", "long.-9223372036854775808"),
    ("f32", "float.1.1"),
    ("f64", "double.12.345"),
    ("char", "char.19990"),
    ("()", "void"),
    ("Option<bool>", "boxed-boolean"),
    ("Option<i8>", "boxed-byte"),
    ("Option<i16>", "boxed-short"),
    ("Option<i32>", "boxed-int"),
    ("Option<i64>", "boxed-long"),
    ("Option<f32>", "boxed-float"),
    ("Option<f64>", "boxed-double"),
    ("Option<char>", "boxed-char"),
    ("String", "string-1-mib"),
    ("str", "borrowed-arguments"),
    ("Vec<u8>", "bytes-0"),
    ("[u8]", "borrowed-arguments"),
    ("Bytes", "type Bytes"),
    ("Value", "object-map"),
    ("&T", "borrowed-arguments"),
    ("Box<T>", "type Box<i64>"),
    ("Arc<T>", "type Arc<String>"),
    ("Cow<T>", "type Cow<'static, str>"),
    ("Vec<T>", "list-of-user"),
    ("[T]", "borrowed-arguments"),
    ("VecDeque<T>", "type VecDeque<i64>"),
    ("LinkedList<T>", "type LinkedList<bool>"),
    ("HashSet<T>", "set-of-string"),
    ("BTreeSet<T>", "type BTreeSet<String>"),
    ("HashMap<K, V>", "map-of-user"),
    ("BTreeMap<K, V>", "type BTreeMap<String, i32>"),
    ("Array<bool>", "booleans"),
    ("Array<i8>", "type Array<i8>"),
    ("Array<i16>", "type Array<i16>"),
    ("Array<i32>", "ints"),
    ("Array<i64>", "longs"),
    ("Array<f32>", "floats"),
    ("Array<f64>", "doubles"),
    ("Array<char>", "type Array<char>"),
    ("Array<Option<i32>>", "boxed-ints"),
    ("Array<String>", "strings"),
    ("Array<Value>", "type Array<Value>"),
    ("Array<Date>", "type Array<Date>"),
    ("Array<Vec<u8>>", "bytes-array"),
    ("Array<Array<i32>>", "type Array<Array<i32>>"),
    ("Date", "date-ms"),
    ("SqlDate", "sql-date"),
    ("SqlTime", "sql-time"),
    ("SqlTimestamp", "timestamp"),
    ("LocalDate", "local-date"),
    ("LocalTime", "local-time"),
    ("LocalDateTime", "local-date-time"),
    ("Instant", "instant"),
    ("Duration", "duration"),
    ("Period", "type Period"),
    ("ZoneOffset", "type ZoneOffset"),
    ("OffsetDateTime", "type OffsetDateTime"),
    ("ZonedDateTime", "type ZonedDateTime"),
    ("BigDecimal", "big-decimal"),
    ("BigInteger", "big-integer.-123456789012345678901234567890"),
    ("Uuid", "uuid"),
];

pub(super) async fn all(report: &mut Report) {
    if report.is_whole() {
        let outcome = every_row_was_seen(report);
        report.record("rows of docs/java-types.md", outcome);
    }
}

fn every_row_was_seen(report: &Report) -> Check {
    let mut rows = 0;
    // Those under this heading are not in the contract; tests/interop/codec has them live.
    let live = TABLE
        .lines()
        .take_while(|line| *line != "## More of Java's own types");
    for line in live {
        let cells: Vec<_> = line.split(" | ").collect();
        let [rust, _, descriptor, ..] = cells[..] else {
            continue;
        };
        // Only the tables from Rust to Java have a column of descriptors.
        let Some(rust) = rust.strip_prefix("| `") else {
            continue;
        };
        ensure!(!descriptor.is_empty(), "{line}");
        let rust = rust.trim_end_matches('`');
        let check = SEEN.iter().find(|(row, _)| *row == rust);
        let Some((_, check)) = check else {
            return Err(format!("nothing has seen the row `{rust}`").into());
        };
        ensure!(report.has_passed(check), "`{rust}`: {check} has not passed");
        rows += 1;
    }
    ensure!(rows == SEEN.len(), "{rows} rows, {} seen", SEEN.len());
    Ok(())
}
