//! docs/java-types.md against the code: every row is true, and no type is missing.
#![cfg(feature = "hessian2")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use dubbo_codec::java::{
    Array, BigDecimal, BigInteger, BitSet, Calendar, Class, Currency, Date, DayOfWeek, Duration,
    File, Instant, LocalDate, LocalDateTime, LocalTime, Locale, Month, MonthDay, OffsetDateTime,
    OffsetTime, Period, SqlDate, SqlTime, SqlTimestamp, Uri, Uuid, Year, YearMonth, ZoneId,
    ZoneOffset, ZonedDateTime,
};
use dubbo_codec::{Decoder, Encoder, JavaType, Serialization, Value};

/// A row as the code has it: the cells that follow the Rust type.
type Rows = BTreeMap<String, [String; 3]>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What stands on the wire for the value, in the words of the table.
fn wire<T: JavaType + ?Sized>(value: &T) -> String {
    let mut body = Vec::new();
    Encoder::new(Serialization::Hessian2, &mut body)
        .value(value)
        .unwrap();
    match Decoder::new(Serialization::Hessian2, &body).any().unwrap() {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "boolean".to_owned(),
        Value::Int(_) => "int".to_owned(),
        Value::Long(_) => "long".to_owned(),
        Value::Double(_) => "double".to_owned(),
        Value::Date(_) => "date".to_owned(),
        Value::Binary(_) => "binary".to_owned(),
        Value::String(_) => "string".to_owned(),
        Value::List(list) => with_class("list", list.class.as_deref()),
        Value::Map(map) => with_class("map", map.class.as_deref()),
        Value::Object(object) => {
            format!(
                "object `{} {{ {} }}`",
                object.class.name,
                object.class.fields.join(", ")
            )
        }
        other => panic!("{other}"),
    }
}

fn with_class(kind: &str, class: Option<&str>) -> String {
    class.map_or(kind.to_owned(), |class| format!("{kind} `{class}`"))
}

macro_rules! rows {
    ($($rust:literal: $type:ty = $sample:expr;)*) => {{
        let mut rows = Rows::new();
        $({
            let sample: $type = $sample;
            let cells = [
                format!("`{}`", <$type as JavaType>::NAME),
                format!("`{}`", <$type as JavaType>::DESCRIPTOR),
                wire::<$type>(&sample),
            ];
            assert!(rows.insert($rust.to_owned(), cells).is_none(), "{} stands twice", $rust);
        })*
        rows
    }};
}

fn scalars() -> Rows {
    rows! {
        "bool": bool = true;
        "i8": i8 = 1;
        "i16": i16 = 1;
        "i32": i32 = 1;
        "i64": i64 = 1;
        "f32": f32 = 1.5;
        "f64": f64 = 1.5;
        "char": char = 'a';
        "()": () = ();
        "Option<bool>": Option<bool> = Some(true);
        "Option<i8>": Option<i8> = Some(1);
        "Option<i16>": Option<i16> = Some(1);
        "Option<i32>": Option<i32> = Some(1);
        "Option<i64>": Option<i64> = Some(1);
        "Option<f32>": Option<f32> = Some(1.5);
        "Option<f64>": Option<f64> = Some(1.5);
        "Option<char>": Option<char> = Some('a');
        "String": String = "a".to_owned();
        "str": Box<str> = "a".into();
        "Vec<u8>": Vec<u8> = vec![1];
        "[u8]": Box<[u8]> = vec![1].into();
        "Bytes": Bytes = Bytes::from_static(&[1]);
    }
}

/// Types that are what is in them.
fn transparent() -> Rows {
    let rows = rows! {
        "&T": &i32 = &1;
        "Box<T>": Box<i32> = Box::new(1);
        "Arc<T>": Arc<i32> = Arc::new(1);
        "Cow<T>": Cow<'_, i32> = Cow::Owned(1);
        "Value": Value = Value::object("org.demo.User", []);
    };
    let described = rows.into_iter().map(|(rust, cells)| {
        let cells = match rust.as_str() {
            "Value" => {
                assert_eq!(cells[2], "object `org.demo.User {  }`");
                let [java, descriptor, _] = cells;
                [java, descriptor, "what it is".to_owned()]
            }
            _ => {
                assert_eq!(cells, scalars()["i32"], "{rust}");
                ["as `T`", "as `T`", "as `T`"].map(str::to_owned)
            }
        };
        (rust, cells)
    });
    described.collect()
}

fn all() -> Rows {
    let own = [java_s_own(), more_of_java_s_own()];
    [scalars(), transparent(), containers()]
        .into_iter()
        .chain(own)
        .flatten()
        .collect()
}

fn containers() -> Rows {
    rows! {
        "Vec<T>": Vec<i32> = vec![1];
        "[T]": Box<[i32]> = vec![1].into();
        "VecDeque<T>": VecDeque<i32> = VecDeque::from([1]);
        "LinkedList<T>": LinkedList<i32> = LinkedList::from([1]);
        "HashSet<T>": HashSet<i32> = HashSet::from([1]);
        "BTreeSet<T>": BTreeSet<i32> = BTreeSet::from([1]);
        "HashMap<K, V>": HashMap<i32, i32> = HashMap::from([(1, 2)]);
        "BTreeMap<K, V>": BTreeMap<i32, i32> = BTreeMap::from([(1, 2)]);
        "Array<bool>": Array<bool> = Array(vec![true]);
        "Array<i8>": Array<i8> = Array(vec![1]);
        "Array<i16>": Array<i16> = Array(vec![1]);
        "Array<i32>": Array<i32> = Array(vec![1]);
        "Array<i64>": Array<i64> = Array(vec![1]);
        "Array<f32>": Array<f32> = Array(vec![1.5]);
        "Array<f64>": Array<f64> = Array(vec![1.5]);
        "Array<char>": Array<char> = Array(vec!['a']);
        "Array<Option<i32>>": Array<Option<i32>> = Array(vec![Some(1)]);
        "Array<String>": Array<String> = Array(vec!["a".to_owned()]);
        "Array<Value>": Array<Value> = Array(vec![Value::Null]);
        "Array<Date>": Array<Date> = Array(vec![Date(0)]);
        "Array<Vec<u8>>": Array<Vec<u8>> = Array(vec![vec![1]]);
        "Array<Array<i32>>": Array<Array<i32>> = Array(vec![Array(vec![1])]);
    }
}

fn java_s_own() -> Rows {
    let date = LocalDate::new(2024, 2, 29).unwrap();
    let date_time = LocalDateTime {
        date,
        time: LocalTime::default(),
    };
    let offset = ZoneOffset::UTC;
    rows! {
        "Date": Date = Date(0);
        "SqlDate": SqlDate = SqlDate(0);
        "SqlTime": SqlTime = SqlTime(0);
        "SqlTimestamp": SqlTimestamp = SqlTimestamp(0);
        "LocalDate": LocalDate = date;
        "LocalTime": LocalTime = LocalTime::default();
        "LocalDateTime": LocalDateTime = date_time;
        "Instant": Instant = Instant::default();
        "Duration": Duration = Duration::default();
        "Period": Period = Period::default();
        "ZoneOffset": ZoneOffset = offset;
        "OffsetDateTime": OffsetDateTime = OffsetDateTime { offset, date_time };
        "ZonedDateTime": ZonedDateTime = ZonedDateTime { offset, date_time, zone: "Z".to_owned() };
        "BigDecimal": BigDecimal = BigDecimal::from(1);
        "BigInteger": BigInteger = BigInteger::from(1i64);
        "Uuid": Uuid = Uuid(1);
    }
}

fn more_of_java_s_own() -> Rows {
    rows! {
        "Year": Year = Year::new(2024).unwrap();
        "YearMonth": YearMonth = YearMonth::new(2024, 2).unwrap();
        "MonthDay": MonthDay = MonthDay::new(2, 29).unwrap();
        "DayOfWeek": DayOfWeek = DayOfWeek::Monday;
        "Month": Month = Month::May;
        "OffsetTime": OffsetTime = OffsetTime { offset: ZoneOffset::UTC, time: LocalTime::default() };
        "ZoneId": ZoneId = ZoneId::from("Z");
        "Calendar": Calendar = Calendar::default();
        "Locale": Locale = Locale::from("de");
        "Currency": Currency = Currency::from("EUR");
        "BitSet": BitSet = BitSet::default();
        "Class": Class = Class::from("[I");
        "File": File = File::from("/");
        "Uri": Uri = Uri::from("a:b");
    }
}

/// The cells of a line of a table, without the backquotes of the first.
fn cells(line: &str) -> Option<Vec<String>> {
    let line = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let mut cells: Vec<String> = line
        .split(" | ")
        .map(|cell| cell.trim().to_owned())
        .collect();
    let rust = cells[0].strip_prefix('`')?.strip_suffix('`')?.to_owned();
    cells[0] = rust;
    Some(cells)
}

/// The rows of the file's tables under the headings that end in `section`.
fn documented(section: &str) -> Rows {
    let text = std::fs::read_to_string(root().join("docs/java-types.md")).unwrap();
    let start = text
        .find(&format!("## {section}\n"))
        .unwrap_or_else(|| panic!("no {section}"));
    let text = &text[start + 3..];
    let text = &text[..text.find("\n## ").unwrap_or(text.len())];
    let mut rows = Rows::new();
    for cells in text.lines().filter_map(cells) {
        let row = [cells[1].clone(), cells[2].clone(), cells[3].clone()];
        assert!(
            rows.insert(cells[0].clone(), row).is_none(),
            "{} stands twice",
            cells[0]
        );
    }
    rows
}

fn compare(section: &str, code: &Rows) {
    let file = documented(section);
    let mut wrong = String::new();
    for (rust, cells) in code {
        if file.get(rust) != Some(cells) {
            let [java, descriptor, wire] = cells;
            writeln!(wrong, "| `{rust}` | {java} | {descriptor} | {wire} |").unwrap();
        }
    }
    assert!(
        wrong.is_empty(),
        "docs/java-types.md, {section}: these rows are right:\n{wrong}"
    );
    for rust in file.keys() {
        assert!(
            code.contains_key(rust),
            "docs/java-types.md, {section}: {rust} has no row here"
        );
    }
    println!("{section}: {} rows", code.len());
}

#[test]
fn every_row_of_scalars_is_true() {
    let rows = [scalars(), transparent()].into_iter().flatten().collect();
    compare("Scalars, text and bytes", &rows);
}

#[test]
fn every_row_of_containers_is_true() {
    compare("Lists, sets, maps and arrays", &containers());
}

#[test]
fn every_row_of_java_s_own_types_is_true() {
    compare("Java's own types", &java_s_own());
}

#[test]
fn every_row_of_more_of_them_is_true() {
    compare("More of Java's own types", &more_of_java_s_own());
}

#[test]
fn every_java_type_leads_to_a_row_of_the_same_name() {
    let rows = all();
    let text = std::fs::read_to_string(root().join("docs/java-types.md")).unwrap();
    let start = text.find("## From Java to Rust\n").unwrap();
    let text = &text[..text.find("## The rest of Java\n").unwrap()];
    let mut seen = 0;
    for cells in text[start..].lines().filter_map(cells) {
        let java = format!("`{}`", cells[0]);
        for rust in cells[1].split("`, `") {
            let rust = rust.trim_matches('`');
            let row = rows
                .get(rust)
                .unwrap_or_else(|| panic!("{rust} has no row"));
            assert_eq!(row[0], java, "{rust}");
            seen += 1;
        }
    }
    let names: BTreeSet<_> = rows.values().map(|row| row[0].clone()).collect();
    let names = names.into_iter().filter(|name| name.starts_with('`'));
    for name in names {
        assert!(
            text[start..].contains(&format!("| {name} |")),
            "{name} is missing"
        );
    }
    println!("{seen} ways from Java to Rust");
}

/// The types that the sources implement `JavaType` for: written out, or as the rows of a macro.
fn implemented() -> BTreeSet<String> {
    const MACROS: [&str; 7] = [
        "primitive",
        "java_class",
        "list",
        "byte_array",
        "set",
        "pointer",
        "sql",
    ];
    let mut types = BTreeSet::new();
    for folder in ["java_type", "java"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(folder);
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            for line in text.lines().filter(|line| line.starts_with("impl")) {
                if let Some((_, found)) = line.split_once("JavaType for ") {
                    types.insert(plain(found.trim_end_matches('{')));
                }
            }
            for name in MACROS {
                for open in ["! {", "!("] {
                    for body in text.split(&format!("\n{name}{open}")).skip(1) {
                        let end = body.find(if open == "!(" { ");" } else { "\n}" }).unwrap();
                        types.extend(rows_of(name, &body[..end]));
                    }
                }
            }
        }
    }
    types
}

fn rows_of(name: &str, body: &str) -> Vec<String> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code: Vec<&str> = body.lines().filter(is_code).collect();
    let code = code.join(" ");
    let rows: Vec<&str> = match name {
        "list" | "byte_array" => code.split(", ").collect(),
        _ => code.split("; ").collect(),
    };
    let types = rows.iter().map(|row| row.trim().trim_end_matches(';'));
    let types = types.filter(|row| !row.is_empty()).map(|row| match name {
        "pointer" => row.split_once("] ").unwrap().1,
        "set" => row
            .split_once("] ")
            .unwrap()
            .1
            .split(" => ")
            .next()
            .unwrap(),
        "sql" => row.split(',').next().unwrap(),
        _ => row.split(" => ").next().unwrap(),
    });
    types.map(plain).collect()
}

/// The type without what the table leaves out.
fn plain(name: &str) -> String {
    let name = name.trim().replace(", H>", ">").replace("'_, ", "");
    name.rsplit("::").next().unwrap().to_owned()
}

#[test]
fn no_type_is_missing_in_the_table() {
    let rows = all();
    let types = implemented();
    println!("{} implementations of JavaType: {types:?}", types.len());
    assert!(types.len() >= 45, "the search finds too few");
    for name in types {
        let is_generic = ["Option<T>", "Array<T>"].contains(&name.as_str());
        let head = name.trim_end_matches("T>");
        let found = rows
            .keys()
            .any(|row| *row == name || is_generic && row.starts_with(head));
        assert!(
            found,
            "docs/java-types.md and this test have no row for {name}"
        );
    }
}
