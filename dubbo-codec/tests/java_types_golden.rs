//! Java's types against the bytes that Java itself wrote, in both dialects of hessian-lite.
#![cfg(feature = "hessian2")]
#![allow(
    clippy::approx_constant,
    reason = "3.14 is Java's value here, and no approximation"
)]

#[allow(dead_code, reason = "each test uses its part")]
#[path = "support/java.rs"]
mod java_bytes;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt::Debug;

use dubbo_codec::java::{
    Array, BigDecimal, BigInteger, BitSet, Calendar, Class, Currency, Date, DayOfWeek, Duration,
    File, Instant, LocalDate, LocalDateTime, LocalTime, Locale, MonthDay, OffsetDateTime,
    OffsetTime, Period, SqlDate, SqlTime, SqlTimestamp, Uri, Uuid, Year, YearMonth, ZoneId,
    ZoneOffset, ZonedDateTime,
};
use dubbo_codec::{Decoder, Encoder, FromJava, JavaType, Serialization, Value, hessian2};
use java_bytes::{DIALECTS, values};

fn decode<T: FromJava>(bytes: &[u8]) -> T {
    let mut decoder = Decoder::new(Serialization::Hessian2, bytes);
    let value = decoder.value().unwrap();
    assert!(decoder.is_at_end());
    value
}

fn encode<T: JavaType + ?Sized>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    Encoder::new(Serialization::Hessian2, &mut bytes)
        .value(value)
        .unwrap();
    bytes
}

/// The value is read from both dialects.
fn reads<T: FromJava + PartialEq + Debug>(name: &str, expected: &T) {
    for dialect in DIALECTS {
        assert_eq!(
            &decode::<T>(&values(dialect)[name]),
            expected,
            "{name} of {dialect}"
        );
    }
}

/// The value is read from both dialects, and written as the newer one writes it.
fn is_canonical<T: FromJava + PartialEq + Debug>(name: &str, expected: &T) {
    reads(name, expected);
    let java = &values(DIALECTS[1])[name];
    assert_eq!(
        &encode(expected),
        java,
        "{name}: {:02x?} is not {java:02x?}",
        encode(expected)
    );
}

fn date() -> LocalDate {
    LocalDate::new(2020, 1, 2).unwrap()
}

fn date_time() -> LocalDateTime {
    LocalDateTime {
        date: date(),
        time: LocalTime::new(3, 4, 5, 6).unwrap(),
    }
}

fn offset() -> ZoneOffset {
    ZoneOffset::new(8 * 3600).unwrap()
}

#[test]
fn dates() {
    is_canonical("date0", &Date(0));
    is_canonical("dateMin", &Date(894_621_060_000));
    is_canonical("dateMs", &Date(894_621_091_000));
    is_canonical("dateneg", &Date(-60_000));
    is_canonical("datenegms", &Date(-1));
    is_canonical("datebig", &Date(60_000 * 2_147_483_647));
    is_canonical("datebig1", &Date(60_000 * 2_147_483_648));
    is_canonical("dateneg31", &Date(60_000 * -2_147_483_648));
    is_canonical("dateneg32", &Date(60_000 * -2_147_483_649));
    is_canonical("Date[]", &Array(vec![Date(0)]));
}

#[test]
fn java_sql_types_as_arguments() {
    is_canonical("sqldate", &SqlDate(1000));
    is_canonical("sqltime", &SqlTime(1000));
    is_canonical("sqlts", &SqlTimestamp(1234));
    reads("sqlts", &Date(1234));
}

#[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq)]
#[serde(rename = "org.demo.Order")]
struct Order {
    #[serde(with = "dubbo_codec::java_type::with")]
    at: SqlTimestamp,
    #[serde(with = "dubbo_codec::java_type::with")]
    paid: Option<SqlDate>,
    #[serde(with = "dubbo_codec::java_type::with")]
    receipt: Vec<u8>,
}

#[test]
fn java_sql_types_are_bare_dates_in_a_field() {
    let order = Order {
        at: SqlTimestamp(1234),
        paid: Some(SqlDate(0)),
        receipt: vec![7],
    };
    let bytes = hessian2::to_vec(&order).unwrap();
    let definition = b"C\x0eorg.demo.Order\x93\x02at\x04paid\x07receipt\x60".as_slice();
    let fields = b"\x4a\0\0\0\0\0\0\x04\xd2\x4b\0\0\0\0\x21\x07";
    assert_eq!(bytes, [definition, fields].concat());
    assert_eq!(hessian2::from_slice::<Order>(&bytes).unwrap(), order);
}

#[test]
fn java_time() {
    is_canonical("LocalDate", &date());
    is_canonical("LocalTime", &LocalTime::new(1, 2, 3, 4).unwrap());
    is_canonical("LocalDateTime", &date_time());
    is_canonical("Instant", &Instant::new(1, 2).unwrap());
    is_canonical("Duration", &Duration::new(1, 2).unwrap());
    is_canonical(
        "Period",
        &Period {
            years: 1,
            months: 2,
            days: 3,
        },
    );
    is_canonical("ZoneOffset", &offset());
    is_canonical(
        "OffsetDateTime",
        &OffsetDateTime {
            offset: offset(),
            date_time: date_time(),
        },
    );
    let zone = "Asia/Shanghai".to_owned();
    is_canonical(
        "ZonedDateTime",
        &ZonedDateTime {
            offset: offset(),
            date_time: date_time(),
            zone,
        },
    );
}

#[test]
fn the_rest_of_java_time() {
    is_canonical("Year", &Year::new(2020).unwrap());
    is_canonical("YearMonth", &YearMonth::new(2020, 1).unwrap());
    is_canonical("MonthDay", &MonthDay::new(1, 2).unwrap());
    let time = LocalTime::new(1, 2, 3, 4).unwrap();
    let offset = offset();
    is_canonical("OffsetTime", &OffsetTime { offset, time });
    is_canonical("ZoneId", &ZoneId::from("Asia/Shanghai"));
    is_canonical("DayOfWeek", &DayOfWeek::Monday);
}

#[test]
fn what_is_text_or_bits_on_the_wire() {
    is_canonical("Locale", &Locale::from("zh_CN"));
    is_canonical("Currency", &Currency::from("USD"));
    is_canonical("Class", &Class::from("java.lang.String"));
    is_canonical("Class2", &Class::from("[I"));
    is_canonical("File", &File::from("/a/b"));
    is_canonical("URI", &Uri::from("http://a/b"));
    is_canonical("BitSet", &[0, 2].into_iter().collect::<BitSet>());
    is_canonical("Calendar", &Calendar::from(Date(60_000)));
    // Caucho's handles have names of their own, which are not looked at.
    let locale = b"\x43\x30\x24com.caucho.hessian.io.LocaleHandle__\x91\x05value\x60\x02de";
    assert_eq!(decode::<Locale>(locale), Locale::from("de"));
}

#[test]
fn java_time_in_compact_mode() {
    // hessian2.md §4.5: the class is defined without fields, and a long follows its object all the same.
    let date_bytes = b"\x43\x13java.time.LocalDate\x90\x60\x3c\x47\x57";
    assert_eq!(decode::<LocalDate>(date_bytes), date());
    let nanos = 3_723_000_000_004i64.to_be_bytes();
    let time = [
        b"\x43\x13java.time.LocalTime\x90\x60\x4c".as_slice(),
        &nanos,
    ]
    .concat();
    assert_eq!(
        decode::<LocalTime>(&time),
        LocalTime::new(1, 2, 3, 4).unwrap()
    );
    let nanos = 11_045_000_000_006i64.to_be_bytes();
    let class = b"\x43\x17java.time.LocalDateTime\x92\x04date\x04time\x60".as_slice();
    let both = [class, b"\x3c\x47\x57\x4c", &nanos].concat();
    assert_eq!(decode::<LocalDateTime>(&both), date_time());
    let list = [b"\x7a".as_slice(), date_bytes, b"\x60\xe0"].concat();
    let epoch = LocalDate::new(1970, 1, 1).unwrap();
    assert_eq!(decode::<Vec<LocalDate>>(&list), [date(), epoch]);
}

#[test]
fn big_numbers() {
    is_canonical("BigDecimal", &"100.256".parse::<BigDecimal>().unwrap());
    // Java adds four caches of its own to a BigInteger, which differ from JDK to JDK: ours has only what counts.
    reads("BigInteger", &BigInteger::from(100_256i64));
    reads("BigIntegerNeg", &BigInteger::from(-100_256_000_000_000i64));
    let class = b"\x43\x14java.math.BigInteger\x92\x03mag\x06signum\x60".as_slice();
    let fields = b"\x72\x04[int\xd4\x5b\x2e\x49\xab\x44\x40\0\x8f".as_slice();
    let number = BigInteger::from(-100_256_000_000_000i64);
    assert_eq!(encode(&number), [class, fields].concat());
    assert_eq!(decode::<BigInteger>(&encode(&number)), number);
    assert_eq!(
        decode::<BigInteger>(&encode(&BigInteger::default())),
        BigInteger::default()
    );
}

#[test]
fn uuids_in_all_forms() {
    let uuid = Uuid(0x1_0000_0000_0000_0002);
    is_canonical("UUID", &uuid);
    // Caucho, and hessian-lite 4.0.0 and before 3.2.8 in the other order (hessian2.md §4.4).
    let caucho = b"\x43\x0ejava.util.UUID\x92\x0bmostSigBits\x0cleastSigBits\x60\xe1\xe2";
    assert_eq!(decode::<Uuid>(caucho), uuid);
    let lite = b"\x43\x0ejava.util.UUID\x92\x0cleastSigBits\x0bmostSigBits\x60\xe2\xe1";
    assert_eq!(decode::<Uuid>(lite), uuid);
}

#[test]
fn arrays() {
    is_canonical("int[]", &Array(vec![1, 2]));
    is_canonical("int[]8", &Array(vec![0; 8]));
    is_canonical("int[]0", &Array::<i32>::default());
    is_canonical("long[]", &Array(vec![1i64]));
    is_canonical("short[]", &Array(vec![1i16]));
    is_canonical("float[]", &Array(vec![3.14f32, 1.0]));
    is_canonical("double[]", &Array(vec![3.14f64]));
    is_canonical("bool[]", &Array(vec![true]));
    is_canonical("char[]", &Array(vec!['a', 'b']));
    is_canonical("String[]", &Array(vec![Some("a".to_owned()), None]));
    is_canonical("Object[]", &Array(vec![Value::from(1), Value::from("a")]));
    is_canonical("Integer[]", &Array(vec![Some(1)]));
    is_canonical("byte[][]", &Array(vec![vec![1u8]]));
    is_canonical("bytes3", &Array(vec![1i8, 2, 3]));
    // The second list's type is a number in Java, which we never write (hessian2.md §2.3).
    reads("int[][]", &Array(vec![Array(vec![1]), Array(vec![2])]));
    let strings = |text: &str| Array(vec![text.to_owned()]);
    reads("String[][]", &Array(vec![strings("a"), strings("b")]));
}

#[test]
fn an_array_is_read_from_any_list_and_a_list_from_any_array() {
    for name in [
        "ArrayList",
        "LinkedList",
        "Vector",
        "Arrays.asList",
        "HashSet",
        "int[]",
    ] {
        reads(name, &vec![1, 2]);
        reads(name, &Array(vec![1, 2]));
        reads(name, &VecDeque::from([1, 2]));
        reads(name, &LinkedList::from([1, 2]));
        reads(name, &HashSet::<i32>::from([1, 2]));
        reads(name, &BTreeSet::from([1, 2]));
    }
}

#[test]
fn collections() {
    is_canonical("list8", &vec![1, 2, 3, 4, 5, 6, 7, 8]);
    is_canonical("ArrayList0", &Vec::<i32>::new());
    is_canonical("LinkedHashSet", &BTreeSet::from([1, 2]));
    reads("TreeSet", &HashSet::<i32>::from([1]));
    is_canonical(
        "HashMap",
        &HashMap::<String, i32>::from([("a".to_owned(), 1)]),
    );
    is_canonical("LinkedHashMap", &BTreeMap::from([("a".to_owned(), 1)]));
    for name in [
        "HashMap",
        "LinkedHashMap",
        "TreeMap",
        "CHM",
        "Hashtable",
        "unmodMap",
    ] {
        reads(name, &HashMap::<String, i64>::from([("a".to_owned(), 1)]));
        reads(name, &BTreeMap::from([("a".to_owned(), 1i32)]));
    }
    let set = HashSet::from([1]);
    assert_eq!(
        encode::<HashSet<i32>>(&set),
        b"\x71\x11java.util.HashSet\x91"
    );
}

#[test]
fn scalars() {
    is_canonical("null", &None::<i32>);
    is_canonical("true", &true);
    is_canonical("byte", &-1i8);
    is_canonical("short", &300i16);
    is_canonical("char", &'中');
    // An argument, so boxed on its way: by its decimal text (hessian2.md §4.1).
    is_canonical("float314", &3.14f32);
    is_canonical("float01", &Some(0.1f32));
    is_canonical("intmin", &i32::MIN);
    is_canonical("longmin", &i64::MIN);
    is_canonical("dbl:12.123", &12.123f64);
    is_canonical("stremoji", &"a😀b".to_owned());
    is_canonical("bytes0", &Vec::<u8>::new());
    is_canonical("bytes16", &vec![0u8; 16]);
}

#[test]
fn what_does_not_fit_is_an_error() {
    fn error<T: FromJava + Debug>(bytes: &[u8]) -> String {
        Decoder::new(Serialization::Hessian2, bytes)
            .value::<T>()
            .unwrap_err()
            .to_string()
    }
    let long = hessian2::to_vec(&3_000_000_000i64).unwrap();
    let message = error::<i32>(&long);
    assert!(
        message.contains("3000000000") && message.contains("i32"),
        "{message}"
    );
    // null where there must be something
    assert!(
        error::<String>(b"N").contains("null"),
        "{}",
        error::<String>(b"N")
    );
    assert!(
        error::<Vec<u8>>(b"N").contains("byte[]"),
        "{}",
        error::<Vec<u8>>(b"N")
    );
    assert!(error::<Vec<i32>>(b"N").contains("a list of java.lang.Integer"));
    // a list is no byte[], nor is a byte[] a list
    assert!(error::<Vec<u8>>(b"\x79\x91").contains("expected byte[]"));
    let date = b"\x43\x01x\x93\x03day\x05month\x04year\x60\xb8\x92\x91";
    assert!(
        error::<LocalDate>(date).contains("there is no LocalDate"),
        "{}",
        error::<LocalDate>(date)
    );
    let decimal = b"\x43\x01x\x91\x05value\x60\x051,000";
    assert!(
        error::<BigDecimal>(decimal).contains("1,000"),
        "{}",
        error::<BigDecimal>(decimal)
    );
    let uuid = b"\x43\x01x\x91\x05value\x60\x0212";
    assert!(
        error::<Uuid>(uuid).contains("not a UUID"),
        "{}",
        error::<Uuid>(uuid)
    );
}
