//! Java's own types, each in `dubbo_codec::java`: what Java wrote is read as the same text, and what we write of it is read
//! by Java as the same value.

use std::fmt::Display;

use codec_interop::peer::{Peer, seed};
use codec_interop::text::{bytes, hex};
use dubbo_codec::hessian2::{from_slice, to_vec};
use dubbo_codec::{Error, java};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How many values go each way, of all types together.
const VALUES: usize = 3_000;

/// How a type is read and written: its name, and what it makes of bytes.
type Row = (&'static str, fn(&[u8]) -> Result<(String, Vec<u8>), Error>);

/// The text of what stands in `bytes`, and what we write of it.
fn through<T: Serialize + DeserializeOwned>(
    bytes: &[u8],
    text: impl FnOnce(&T) -> String,
) -> Result<(String, Vec<u8>), Error> {
    let value = from_slice(bytes)?;
    Ok((text(&value), to_vec(&value)?))
}

fn printed<T: Serialize + DeserializeOwned + Display>(
    bytes: &[u8],
) -> Result<(String, Vec<u8>), Error> {
    through(bytes, T::to_string)
}

macro_rules! printed {
    ($($name:ident)*) => {[$((stringify!($name), printed::<java::$name> as _)),*]};
}

/// Each type of docs/java-types.md that is Java's own.
fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = printed!(
        LocalDate LocalTime LocalDateTime Instant Duration Period ZoneOffset OffsetDateTime ZonedDateTime Year YearMonth
        MonthDay OffsetTime ZoneId Locale Currency Class File Uri BigDecimal BigInteger Uuid
    )
    .into();
    let others: [Row; 8] = [
        ("Date", |bytes| {
            through(bytes, |date: &java::Date| date.0.to_string())
        }),
        ("SqlDate", |bytes| {
            through(bytes, |date: &java::SqlDate| date.0.to_string())
        }),
        ("SqlTime", |bytes| {
            through(bytes, |time: &java::SqlTime| time.0.to_string())
        }),
        ("SqlTimestamp", |bytes| {
            through(bytes, |time: &java::SqlTimestamp| time.0.to_string())
        }),
        ("Calendar", |bytes| {
            through(bytes, |calendar: &java::Calendar| {
                calendar.date.0.to_string()
            })
        }),
        ("DayOfWeek", |bytes| {
            through(bytes, |day: &java::DayOfWeek| {
                format!("{day:?}").to_uppercase()
            })
        }),
        ("Month", |bytes| {
            through(bytes, |month: &java::Month| {
                format!("{month:?}").to_uppercase()
            })
        }),
        ("BitSet", |bytes| {
            through(bytes, |bits: &java::BitSet| {
                let all = 0..64 * bits.words().len();
                all.filter(|bit| bits.contains(*bit))
                    .map(|bit| format!("{bit} "))
                    .collect()
            })
        }),
    ];
    rows.extend(others);
    rows
}

#[test]
fn each_type_of_the_documentation_is_here() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../docs/java-types.md");
    let text = std::fs::read_to_string(path).expect("it is part of the repository");
    let sections = text.split("\n## ");
    let sections = sections.filter(|section| {
        section.starts_with("Java's own types") || section.starts_with("More of Java's own types")
    });
    let mut documented: Vec<&str> = sections
        .flat_map(str::lines)
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let mut here: Vec<&str> = rows().iter().map(|row| row.0).collect();
    documented.sort_unstable();
    here.sort_unstable();
    assert_eq!(here, documented);
}

#[test]
fn hessian_lite_3_and_we_agree_on_each_of_java_s_own_types() {
    check(&Peer::java("3.2.13"));
}

#[test]
fn hessian_lite_4_and_we_agree_on_each_of_java_s_own_types() {
    check(&Peer::java("4.0.4"));
}

fn check(peer: &Peer) {
    let rows = rows();
    let written = peer.run(&["types", &seed().to_string(), &VALUES.to_string()], &[]);
    let (mut again, mut expected, mut differ) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = std::collections::BTreeSet::new();
    for line in &written {
        let [name, hexadecimal, text] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else {
            panic!("three columns, not {line}");
        };
        let (name, read) = rows
            .iter()
            .find(|row| row.0 == name)
            .unwrap_or_else(|| panic!("no type {name}"));
        let (found, ours) = read(&bytes(hexadecimal).expect("it is hexadecimal"))
            .unwrap_or_else(|error| panic!("{line}: {error}"));
        if found != text {
            differ.push(format!("{name} {text} is read as {found}"));
        }
        seen.insert(*name);
        again.push(hex(&ours, ""));
        expected.push(format!("{name}\t{found}"));
    }
    assert_eq!(
        differ,
        ["Year 2025 is read as 2024"],
        "only the row that is wrong differs"
    );
    assert_eq!(seen.len(), rows.len(), "values of each type");
    assert_eq!(
        peer.run(&["read-types"], &again),
        expected,
        "{} reads ours",
        peer.name
    );
    println!(
        "{}: {} values of {} types agree",
        peer.name,
        written.len() - 1,
        seen.len()
    );
}
