//! The table of cases, the same as `Cases.java`'s.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dubbo::Value;
use dubbo::java::{Array, BigDecimal, BigInteger, Date, LocalDateTime, LocalTime, SqlTimestamp, Uuid};

use crate::case::{Answer, Case, Failure, datum};
use crate::contract::{Color, Inner, InteropService, InteropServiceClient, Kinds, Single, User};
use crate::values::*;

/// All cases; for providers, whatever the consumer's version.
pub static ALL: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut cases = Vec::new();
    scalars(&mut cases);
    boxed(&mut cases);
    strings(&mut cases);
    bytes_and_arrays(&mut cases);
    lists(&mut cases);
    sets_and_maps(&mut cases);
    pojos(&mut cases);
    objects(&mut cases);
    dates(&mut cases);
    numbers(&mut cases);
    calls(&mut cases);
    failures(&mut cases);
    deliberately_wrong(&mut cases);
    cases
});

/// The cases for a provider of this version of Dubbo.
pub fn of(version: &str) -> impl Iterator<Item = &'static Case> {
    // 3.3.6 reads a class's primitive float wrongly, from Java, too.
    let left_out = if version == "3.3.6" { "single" } else { "" };
    ALL.iter().filter(move |case| case.name != left_out)
}

/// The case of that name.
pub fn named(name: &str) -> Option<&'static Case> {
    ALL.iter().find(|case| case.name == name)
}

/// Whether a provider of this version refuses to write an exception that no signature names.
pub fn refuses_undeclared(version: &str) -> bool {
    version == "3.3.6"
}

/// `case!(cases, name, method(arguments) => answer)`; the arguments are evaluated for every call.
macro_rules! case {
    ($cases:ident, $name:expr, $method:ident($($argument:expr),*) => $answer:expr) => {
        case!($cases, $name, $method($($argument),*), arriving($($argument),*) => Answer::Value(datum($answer)), false)
    };
    ($cases:ident, $name:expr, $method:ident($($argument:expr),*), thrown $words:expr) => {
        case!($cases, $name, $method($($argument),*), arriving($($argument),*) => Answer::Thrown($words.to_owned()), false)
    };
    ($cases:ident, $name:expr, $method:ident($($sent:expr),*), arriving($($arriving:expr),*) => $answer:expr, $wrong:expr) => {
        $cases.push(Case {
            name: $name.into(),
            method: stringify!($method),
            arriving: vec![$(datum($arriving)),*],
            answer: $answer,
            deliberately_wrong: $wrong,
            call: Box::new(move |client: InteropServiceClient| {
                Box::pin(async move {
                    match client.$method($($sent),*).await {
                        Ok(value) => Answer::Value(datum(value)),
                        Err(error) => error.answer(),
                    }
                })
            }),
        })
    };
}

/// `echo!(cases, name, method, value)`: the value is sent and comes back.
macro_rules! echo {
    ($cases:ident, $name:expr, $method:ident, $value:expr) => {
        case!($cases, $name, $method($value) => $value)
    };
}

fn scalars(cases: &mut Vec<Case>) {
    echo!(cases, "boolean-true", echo_boolean, true);
    echo!(cases, "boolean-false", echo_boolean, false);
    for v in [0, i8::MIN, i8::MAX] {
        echo!(cases, format!("byte.{v}"), echo_byte, v);
    }
    for v in [0, i16::MIN, i16::MAX] {
        echo!(cases, format!("short.{v}"), echo_short, v);
    }
    let edges = [0, -1, -16, 47, -17, 48, -2048, 2047, -2049, 2048, -262_144, 262_143, -262_145, 262_144, i32::MIN, i32::MAX];
    for v in edges {
        echo!(cases, format!("int.{v}"), echo_int, v);
    }
    let (low, high) = (i64::from(i32::MIN), i64::from(i32::MAX));
    let edges = [
        0, -8, 15, -9, 16, -2048, 2047, -2049, 2048, -262_144, 262_143, -262_145, 262_144, low, high, low - 1, high + 1,
        i64::MIN, i64::MAX,
    ];
    for v in edges {
        echo!(cases, format!("long.{v}"), echo_long, v);
    }
    floats(cases);
    for v in ['A', '\0', '世', '\u{ffff}'] {
        echo!(cases, format!("char.{}", u32::from(v)), echo_char, v);
    }
}

/// The names are in Java's spelling of the numbers.
fn floats(cases: &mut Vec<Case>) {
    let singles = [
        ("0.0", 0.0), ("-0.0", -0.0), ("1.0", 1.0), ("1.1", 1.1), ("1.4E-45", f32::from_bits(1)),
        ("3.4028235E38", f32::MAX), ("NaN", f32::NAN), ("Infinity", f32::INFINITY), ("-Infinity", f32::NEG_INFINITY),
    ];
    for (name, v) in singles {
        echo!(cases, format!("float.{name}"), echo_float, v);
    }
    let doubles = [
        ("0.0", 0.0), ("-0.0", -0.0), ("1.0", 1.0), ("-128.0", -128.0), ("127.0", 127.0), ("-129.0", -129.0),
        ("128.0", 128.0), ("-32768.0", -32768.0), ("32767.0", 32767.0), ("32768.0", 32768.0), ("12.345", 12.345),
        ("0.1", 0.1), ("1.0E10", 1e10), ("4.9E-324", f64::from_bits(1)), ("1.7976931348623157E308", f64::MAX),
        ("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY),
    ];
    for (name, v) in doubles {
        echo!(cases, format!("double.{name}"), echo_double, v);
    }
}

fn boxed(cases: &mut Vec<Case>) {
    echo!(cases, "boxed-boolean", echo_boxed_boolean, Some(true));
    echo!(cases, "boxed-boolean-null", echo_boxed_boolean, None::<bool>);
    echo!(cases, "boxed-byte", echo_boxed_byte, Some(i8::MIN));
    echo!(cases, "boxed-byte-null", echo_boxed_byte, None::<i8>);
    echo!(cases, "boxed-short", echo_boxed_short, Some(300i16));
    echo!(cases, "boxed-short-null", echo_boxed_short, None::<i16>);
    echo!(cases, "boxed-int", echo_boxed_int, Some(1_000_000));
    echo!(cases, "boxed-int-null", echo_boxed_int, None::<i32>);
    echo!(cases, "boxed-long", echo_boxed_long, Some(1i64 << 40));
    echo!(cases, "boxed-long-null", echo_boxed_long, None::<i64>);
    echo!(cases, "boxed-float", echo_boxed_float, Some(1.1f32));
    echo!(cases, "boxed-float-null", echo_boxed_float, None::<f32>);
    echo!(cases, "boxed-double", echo_boxed_double, Some(1.1));
    echo!(cases, "boxed-double-null", echo_boxed_double, None::<f64>);
    echo!(cases, "boxed-char", echo_boxed_char, Some('A'));
    echo!(cases, "boxed-char-null", echo_boxed_char, None::<char>);
}

fn strings(cases: &mut Vec<Case>) {
    echo!(cases, "string-null", echo_string, None::<String>);
    echo!(cases, "string-empty", echo_string, Some(String::new()));
    echo!(cases, "string-chinese", echo_string, Some("世界".to_owned()));
    echo!(cases, "string-emoji", echo_string, Some("😀 hi".to_owned()));
    let control = "\0\t\n\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}";
    echo!(cases, "string-control", echo_string, Some(control.to_owned()));
    for length in [31, 32, 1023, 1024, 32768, 32769, 65536] {
        echo!(cases, format!("string-{length}"), echo_string, Some("a".repeat(length)));
    }
    // The surrogate pair stands where the first chunk of 32,768 units ends.
    let at_chunk = || format!("{}😀{}", "a".repeat(32767), "b".repeat(7000));
    echo!(cases, "string-emoji-at-chunk", echo_string, Some(at_chunk()));
    echo!(cases, "string-1-mib", echo_string, Some("aé世😀".repeat(104_858)));
}

fn bytes_and_arrays(cases: &mut Vec<Case>) {
    echo!(cases, "bytes-null", echo_bytes, None::<Vec<u8>>);
    for length in [0, 15, 16, 1023, 1024, 20_000, 100_000] {
        echo!(cases, format!("bytes-{length}"), echo_bytes, Some(bytes(length)));
    }
    echo!(cases, "bytes-array", echo_bytes_array, Array(vec![bytes(3), bytes(0), bytes(300)]));
    echo!(cases, "bytes-array-empty", echo_bytes_array, Array(Vec::<Vec<u8>>::new()));
    echo!(cases, "booleans", echo_booleans, Array(vec![true, false, true]));
    let ints = || vec![1, -1, i32::MAX, i32::MIN];
    case!(cases, "ints", echo_ints(ints()) => Array(ints()));
    case!(cases, "ints-empty", echo_ints(Vec::<i32>::new()) => Array(Vec::<i32>::new()));
    echo!(cases, "longs", echo_longs, Array(vec![1, -1, i64::MAX, i64::MIN]));
    echo!(cases, "floats", echo_floats, Array(vec![0.0, 1.1, -2.5, f32::MAX]));
    echo!(cases, "doubles", echo_doubles, Array(vec![0.0, 1.1, -128.0, f64::MAX]));
    echo!(cases, "boxed-ints", echo_boxed_ints, Array(vec![Some(1), None, Some(i32::MIN)]));
    let strings = || Array(vec![Some("a".to_owned()), None, Some(String::new()), Some("😀".to_owned())]);
    echo!(cases, "strings", echo_strings, strings());
    echo!(cases, "strings-empty", echo_strings, Array(Vec::<Option<String>>::new()));
    echo!(cases, "strings-300", echo_strings, texts_300().into_iter().map(Some).collect::<Array<_>>());
    echo!(cases, "users", echo_users, Array(vec![named_user(1, "Ann"), named_user(2, "Bob")]));
    case!(cases, "varargs", echo_varargs(texts(&["one", "two"])) => Array(texts(&["one", "two"])));
    case!(cases, "varargs-none", echo_varargs(texts(&[])) => Array(texts(&[])));
}

fn lists(cases: &mut Vec<Case>) {
    echo!(cases, "list-of-int", echo_integer_list, vec![0, -1, i32::MAX]);
    echo!(cases, "list-of-long", echo_long_list, vec![0, -1, 1i64 << 40, 7]);
    echo!(cases, "list-of-string", echo_string_list, texts(&["a", "", "世"]));
    echo!(cases, "list-of-string-empty", echo_string_list, texts(&[]));
    echo!(cases, "list-of-string-300", echo_string_list, texts_300());
    echo!(cases, "list-of-bytes", echo_bytes_list, vec![bytes(3), bytes(0), bytes(20)]);
    let ann = || Some(named_user(1, "Ann"));
    echo!(cases, "list-of-user", echo_user_list, Some(vec![ann(), None, Some(full_user())]));
    echo!(cases, "list-of-user-empty", echo_user_list, Some(Vec::<Option<User>>::new()));
    echo!(cases, "list-of-user-null", echo_user_list, None::<Vec<Option<User>>>);
    // Java's consumer sends the next two in forms of its own: another class, and a back reference.
    echo!(cases, "list-of-user-arrays-aslist", echo_user_list, Some(vec![ann(), Some(named_user(2, "Bob"))]));
    echo!(cases, "list-of-user-same-twice", echo_user_list, Some(vec![Some(named_user(4, "Twice")); 2]));
    echo!(cases, "list-of-color", echo_color_list, vec![Color::Red, Color::Blue, Color::Red]);
}

fn sets_and_maps(cases: &mut Vec<Case>) {
    echo!(cases, "set-of-string", echo_string_set, HashSet::from(["x", "y", ""].map(String::from)));
    echo!(cases, "set-of-string-linked", echo_string_set, HashSet::from(["b", "a"].map(String::from)));
    echo!(cases, "set-of-string-empty", echo_string_set, HashSet::<String>::new());
    echo!(cases, "set-of-user", echo_user_set, HashSet::from([named_user(1, "Ann"), full_user()]));
    let ann = || Some(named_user(1, "Ann"));
    echo!(cases, "map-of-user", echo_user_map, map([("a", ann()), ("none", None)]));
    echo!(cases, "map-of-user-linked", echo_user_map, map([("z", ann()), ("a", Some(full_user()))]));
    echo!(cases, "map-of-user-empty", echo_user_map, HashMap::<String, Option<User>>::new());
    let by_long = || HashMap::from([(1i64, "one"), (1 << 40, "big"), (-1, "")].map(|(id, text)| (id, text.to_owned())));
    echo!(cases, "map-by-long", echo_long_map, by_long());
    echo!(cases, "map-of-user-lists", echo_user_list_map, map([("some", vec![deep(3), full_user()]), ("none", vec![])]));
    echo!(cases, "list-of-user-maps", echo_user_map_list, vec![map([("deep", deep(3))]), HashMap::new()]);
}

fn pojos(cases: &mut Vec<Case>) {
    echo!(cases, "user", echo_user, Some(full_user()));
    echo!(cases, "user-null", echo_user, None::<User>);
    echo!(cases, "user-default", echo_user, Some(User::default()));
    echo!(cases, "user-nested", echo_user, Some(deep(3)));
    echo!(cases, "user-nested-60", echo_user, Some(deep(60)));
    echo!(cases, "kinds", echo_kinds, kinds());
    echo!(cases, "kinds-default", echo_kinds, Kinds::default());
    echo!(cases, "single", echo_single, Single { value: 1.1, shield: 0 });
    echo!(cases, "enum", echo_color, Some(Color::Green));
    echo!(cases, "enum-null", echo_color, None::<Color>);
    echo!(cases, "inner", echo_inner, Inner { depth: 2, label: Some("in".to_owned()) });
}

fn objects(cases: &mut Vec<Case>) {
    echo!(cases, "object-null", echo_object, Value::Null);
    echo!(cases, "object-string", echo_object, Value::from("text"));
    echo!(cases, "object-int", echo_object, Value::Int(7));
    echo!(cases, "object-long", echo_object, Value::Long(7));
    echo!(cases, "object-double", echo_object, Value::from(1.5));
    echo!(cases, "object-boolean", echo_object, Value::from(true));
    echo!(cases, "object-date", echo_object, Value::Date(1_700_000_000_123));
    echo!(cases, "object-bytes", echo_object, Value::from(bytes(3)));
    echo!(cases, "object-enum", echo_object, color_value(Color::Green));
    echo!(cases, "object-user", echo_object, user_value(&full_user()));
    echo!(cases, "object-inner", echo_object, inner_value(1, "in"));
    let six = || user_value(&named_user(6, "Six"));
    let list = move || vec![1.into(), "two".into(), 3i64.into(), 4.5.into(), true.into(), Value::Null, six()];
    echo!(cases, "object-list", echo_object, Value::from(list()));
    let strings = || Value::from(vec![Value::from("x")]);
    let map = move || Value::map([("int", 1.into()), ("user", user_value(&named_user(7, "Seven"))), ("list", strings())]);
    echo!(cases, "object-map", echo_object, map());
    echo!(cases, "generic-string", generic, Value::from("text"));
    echo!(cases, "generic-user", generic, user_value(&full_user()));
    echo!(cases, "generic-list", generic, Value::from(vec![user_value(&named_user(1, "Ann"))]));
}

fn dates(cases: &mut Vec<Case>) {
    let dates = [
        ("ms", 1_700_000_000_123), ("minute", 60_000), ("epoch", 0), ("before-1970", -1), ("9999", 253_402_300_799_999),
    ];
    for (name, milliseconds) in dates {
        echo!(cases, format!("date-{name}"), echo_date, Some(Date(milliseconds)));
    }
    echo!(cases, "date-null", echo_date, None::<Date>);
    echo!(cases, "local-date", echo_local_date, date(2024, 2, 29));
    echo!(cases, "local-date-10000", echo_local_date, date(10_000, 1, 1));
    echo!(cases, "local-time", echo_local_time, time(23, 59, 58, 123_456_789));
    echo!(cases, "local-time-midnight", echo_local_time, LocalTime::from_nano_of_day(0).expect("midnight"));
    let date_time = || LocalDateTime { date: date(2024, 2, 29), time: time(23, 59, 58, 123_456_789) };
    echo!(cases, "local-date-time", echo_local_date_time, date_time());
    echo!(cases, "instant", echo_instant, instant(1_700_000_000, 123_456_789));
    echo!(cases, "instant-before-1970", echo_instant, instant(-2, 999_999_999));
    echo!(cases, "duration", echo_duration, duration(90_061, 5));
    echo!(cases, "duration-negative", echo_duration, duration(-2, 500_000_000));
    echo!(cases, "timestamp", echo_timestamp, SqlTimestamp(1_700_000_000_123));
}

fn numbers(cases: &mut Vec<Case>) {
    echo!(cases, "big-decimal", echo_big_decimal, "-12345.6700".parse::<BigDecimal>().expect("a decimal"));
    echo!(cases, "big-decimal-exponent", echo_big_decimal, "1E+30".parse::<BigDecimal>().expect("a decimal"));
    for v in ["0", "1", "-1", "18446744073709551616", "-123456789012345678901234567890"] {
        echo!(cases, format!("big-integer.{v}"), echo_big_integer, v.parse::<BigInteger>().expect("an integer"));
    }
    echo!(cases, "uuid", echo_uuid, Uuid(0x123e_4567_e89b_12d3_a456_4266_1417_4000));
}

fn calls(cases: &mut Vec<Case>) {
    case!(cases, "void", touch() => ());
    case!(cases, "void-with-argument", touch_name("x".to_owned()) => ());
    case!(cases, "null-answer", nothing() => None::<String>);
    case!(cases, "no-arguments", ping() => "pong".to_owned());
    case!(cases, "three-arguments", mixed(1, named_user(2, "Ann"), texts(&["a", "b"])) => "1/Ann/a,b".to_owned());
    case!(cases, "exception-declared-not-thrown", find_user(5i64) => Some(named_user(5, "user-5")));
    case!(cases, "size", size(bytes(1000)) => 1000);
    case!(cases, "bytes", bytes(1000) => bytes(1000));
    case!(cases, "sleepy", sleepy(20, "awake".to_owned()) => "awake".to_owned());
}

fn failures(cases: &mut Vec<Case>) {
    let ann = || "Ann".to_owned();
    case!(cases, "exception-declared", find_user(-5i64),
        thrown r#"GreetException code 404, reason Some("no user -5"), message Some("404: no user -5")"#);
    case!(cases, "exception-java-lang", illegal(ann()), thrown "java.lang.IllegalArgumentException: not a name: Ann");
    case!(cases, "exception-with-cause", caused(ann()),
        thrown "java.lang.IllegalStateException: outer Ann, caused by java.lang.IllegalArgumentException: inner");
    case!(cases, "exception-unchecked-beside-interface", rude(ann()), thrown "org.demo.RudeException: go away, Ann");
}

/// What is sent is not what the table says, in a scalar and deep in an object: a check that does not notice is no check.
fn deliberately_wrong(cases: &mut Vec<Case>) {
    let never = || Some("never sent".to_owned());
    case!(cases, "deliberately-wrong", echo_string(Some("sent".to_owned())),
        arriving(never()) => Answer::Value(datum(never())), true);
    let sent = || Some(vec![Some(befriended(1, "Ann", full_user()))]);
    let never = || {
        let friend = User { avatar: Some(vec![0, 1, 3]), ..full_user() };
        Some(vec![Some(befriended(1, "Ann", friend))])
    };
    case!(cases, "deliberately-wrong-nested", echo_user_list(sent()),
        arriving(never()) => Answer::Value(datum(never())), true);
}

fn map<V, const N: usize>(entries: [(&str, V); N]) -> HashMap<String, V> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
