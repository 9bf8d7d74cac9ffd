//! msgpack of a live Java Dubbo 2.7.23 (consumer and provider), id 27: what it writes is read, and what we write for the
//! same value is the same.
#![cfg(feature = "msgpack")]

#[allow(dead_code, reason = "each test uses its part")]
#[path = "support/java.rs"]
mod java_bytes;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Debug;

use dubbo_codec::java::{Array, BigDecimal, BigInteger, Date, SqlTimestamp, Uuid};
use dubbo_codec::proof::{Depth, JavaSide};
use dubbo_codec::{Decoder, Encoder, Exception, FromJava, JavaType, Serialization, Value};
use serde::{Deserialize, Serialize};

const MSGPACK: u8 = 27;

fn body(case: &str, direction: &str) -> Vec<u8> {
    let bodies = java_bytes::bodies("msgpack-2.7.23", case, direction, MSGPACK);
    bodies
        .into_iter()
        .find(|(name, _)| name == case)
        .expect(case)
        .1
}

fn decoder(body: &[u8]) -> Decoder<'_> {
    Decoder::new(Serialization::Msgpack, body)
}

/// The argument of a case's request, and its attachments behind it.
fn argument<T: FromJava>(request: &[u8]) -> (T, std::ops::Range<usize>) {
    let mut decoder = decoder(request);
    assert_eq!(decoder.string().unwrap().as_deref(), Some("2.0.2"));
    assert_eq!(
        decoder.string().unwrap().as_deref(),
        Some("org.demo.InteropService")
    );
    assert_eq!(decoder.string().unwrap().as_deref(), Some("0.0.0"));
    decoder.string().unwrap().unwrap();
    assert_eq!(decoder.string().unwrap().as_deref(), Some(T::DESCRIPTOR));
    let start = decoder.position();
    let value = decoder.value().unwrap();
    let end = decoder.position();
    let attachments = decoder.attachments().unwrap();
    assert_eq!(
        attachments[0],
        ("path".to_owned(), "org.demo.InteropService".into())
    );
    assert!(decoder.is_at_end());
    (value, start..end)
}

/// The result of a case's reply.
fn result<T: FromJava>(reply: &[u8]) -> T {
    let mut decoder = decoder(reply);
    assert_eq!(decoder.int().unwrap(), 4);
    let value = decoder.value().unwrap();
    assert_eq!(
        decoder.attachments().unwrap(),
        [("dubbo".to_owned(), "2.0.2".into())]
    );
    assert!(decoder.is_at_end());
    value
}

fn encode<T: JavaType>(value: &T) -> Vec<u8> {
    let mut body = Vec::new();
    Encoder::new(Serialization::Msgpack, &mut body)
        .value(value)
        .unwrap();
    body
}

fn reads<T: FromJava + PartialEq + Debug>(case: &str, expected: &T) {
    assert_eq!(&argument::<T>(&body(case, "c2s")).0, expected, "{case}");
    assert_eq!(&result::<T>(&body(case, "s2c")), expected, "{case}");
}

fn is_canonical<T: FromJava + PartialEq + Debug>(case: &str, expected: &T) {
    reads(case, expected);
    let request = body(case, "c2s");
    let range = argument::<T>(&request).1;
    assert_eq!(encode(expected), request[range], "{case}");
}

#[test]
fn scalars_are_written_as_java_writes_them() {
    is_canonical("string", &"world".to_owned());
    is_canonical("string-emoji", &"世😀".to_owned());
    is_canonical("int", &48);
    is_canonical("int-min", &i32::MIN);
    is_canonical("long-small", &7i64);
    is_canonical("long-big", &(1i64 << 40));
    is_canonical("float", &1.1f32);
    is_canonical("double", &1.1f64);
    is_canonical("double-1", &1.0f64);
    is_canonical("boolean", &true);
    is_canonical("char", &'A');
    is_canonical("byte", &i8::MIN);
    is_canonical("bytes", &vec![1u8, 2, 3]);
    assert_eq!(
        argument::<Option<String>>(&body("string-null", "c2s")).0,
        None
    );
}

#[test]
fn containers_are_written_as_java_writes_them() {
    let ints: Array<i32> = argument(&body("ints", "c2s")).0;
    is_canonical("ints", &ints);
    let strings: Array<Option<String>> = argument(&body("strings", "c2s")).0;
    is_canonical("strings", &strings);
    let list: Vec<Option<i32>> = argument(&body("list-of-int", "c2s")).0;
    is_canonical("list-of-int", &list);
    let list: Vec<i64> = argument(&body("list-of-long", "c2s")).0;
    is_canonical("list-of-long", &list);
    let set: HashSet<String> = argument(&body("set-of-string", "c2s")).0;
    reads("set-of-string", &set);
    assert!(!ints.is_empty() && !list.is_empty() && !set.is_empty());
}

#[test]
fn keys_that_java_made_strings_of_are_numbers_again() {
    let request = body("map-by-long", "c2s");
    let (map, _) = argument::<BTreeMap<i64, Value>>(&request);
    assert!(!map.is_empty());
    let texts = argument::<BTreeMap<String, Value>>(&request).0;
    assert_eq!(
        map.keys().map(i64::to_string).collect::<Vec<_>>(),
        texts.keys().cloned().collect::<Vec<_>>()
    );
    // Our own numbers, and keys of other kinds.
    let numbers = HashMap::<i32, bool>::from([(1, true)]);
    let read: HashMap<i32, bool> = decoder(&encode(&numbers)).value().unwrap();
    assert_eq!(read, numbers);
    assert_eq!(
        decoder(b"\x81\xa4true\x01")
            .value::<HashMap<bool, i32>>()
            .unwrap()[&true],
        1
    );
    assert_eq!(
        decoder(b"\x81\xa31.5\x01")
            .value::<BTreeMap<Key, i32>>()
            .unwrap()
            .len(),
        1
    );
    assert!(
        decoder(b"\x81\xa1x\x01")
            .value::<HashMap<i32, i32>>()
            .is_err()
    );
    assert!(
        decoder(b"\x81\xa3300\x01")
            .value::<HashMap<i8, i32>>()
            .is_err()
    );
}

/// A key that is a double, whose order is its text's.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key(String);

impl JavaType for Key {
    const DESCRIPTOR: &'static str = "D";
    const ELEMENT: &'static str = "double";
    const NAME: &'static str = "double";
    type Proof<C: JavaSide, D: Depth> = ();

    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl FromJava for Key {
    fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <f64 as Deserialize>::deserialize(deserializer).map(|key| Key(key.to_string()))
    }
}

#[test]
fn java_s_own_types_are_numbers_and_texts() {
    let date: Date = argument(&body("date", "c2s")).0;
    is_canonical("date", &date);
    assert_eq!(
        date.to_string().split_once('-').unwrap().0.len(),
        4,
        "{date}"
    );
    let uuid: Uuid = argument(&body("uuid", "c2s")).0;
    is_canonical("uuid", &uuid);
    // Java makes a double of it, and takes a text: which keeps all digits.
    reads("big-decimal", &"-12345.67".parse::<BigDecimal>().unwrap());
    let decimal: BigDecimal = "-12345.6700".parse().unwrap();
    assert_eq!(encode(&decimal), b"\xab-12345.6700");
    assert_eq!(
        decoder(b"\x05").value::<BigDecimal>().unwrap().as_str(),
        "5"
    );
    assert!(
        decoder(b"\xcb\x7f\xf8\0\0\0\0\0\0")
            .value::<BigDecimal>()
            .is_err()
    );
    assert_eq!(encode(&BigInteger::from(-5i64)), b"\xfb");
    let large: BigInteger = "170141183460469231731687303715884105728".parse().unwrap();
    assert_eq!(
        decoder(&encode(&large)).value::<BigInteger>().unwrap(),
        large
    );
    let long = [&b"\xda\x2a\xf8"[..], &[b'1'; 11_000]].concat();
    assert!(
        decoder(&long)
            .value::<BigInteger>()
            .unwrap_err()
            .to_string()
            .contains("11000 digits")
    );
    assert_eq!(encode(&SqlTimestamp(5)), b"\x05");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "org.demo.Color")]
enum Color {
    #[serde(rename = "RED")]
    Red,
    #[serde(rename = "GREEN")]
    Green,
    #[serde(rename = "BLUE")]
    Blue,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "org.demo.User")]
struct User {
    id: i64,
    name: Option<String>,
    age: Option<i32>,
    vip: bool,
    score: f64,
    color: Option<Color>,
    birthday: Option<Date>,
    balance: Option<BigDecimal>,
    #[serde(with = "dubbo_codec::java_type::with")]
    avatar: Option<Vec<u8>>,
    tags: Option<Vec<String>>,
    counts: Option<BTreeMap<String, i32>>,
    friend: Option<Box<User>>,
}

impl JavaType for User {
    const DESCRIPTOR: &'static str = "Lorg/demo/User;";
    const ELEMENT: &'static str = "org.demo.User";
    const NAME: &'static str = "org.demo.User";
    type Proof<C: JavaSide, D: Depth> = ();

    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(self, serializer)
    }
}

impl FromJava for User {
    fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer)
    }
}

#[test]
fn a_class_is_a_map_of_its_fields() {
    let request = body("user", "c2s");
    let (user, range) = argument::<User>(&request);
    assert_eq!(result::<User>(&body("user", "s2c")), user);
    assert_eq!(
        (user.id, user.name.as_deref(), user.age),
        (1 << 33, Some("Ann"), Some(30))
    );
    assert_eq!(
        (user.vip, user.score, user.color.as_ref()),
        (true, 99.5, Some(&Color::Blue))
    );
    assert_eq!(user.avatar.as_deref(), Some(&[0, 1, 2][..]));
    // All but the double that Java makes of a BigDecimal, for which we write the text.
    let java = &request[range];
    let balance = user.balance.as_ref().unwrap().as_str().to_owned();
    let ours = encode(&user);
    let start = java
        .windows(8)
        .position(|bytes| bytes == b"\xa7balance")
        .unwrap()
        + 8;
    assert_eq!(ours[..start], java[..start]);
    assert_eq!(ours[start + 1 + balance.len()..], java[start + 9..]);
    let users: Vec<Option<User>> = argument(&body("list-of-user", "c2s")).0;
    reads("list-of-user", &users);
    let users: HashMap<String, Option<User>> = argument(&body("map-of-user", "c2s")).0;
    reads("map-of-user", &users);
    assert_eq!(argument::<Option<User>>(&body("user-null", "c2s")).0, None);
}

fn exception(case: &str) -> Exception {
    let reply = body(case, "s2c");
    let mut decoder = decoder(&reply);
    assert_eq!(decoder.int().unwrap(), 3);
    let exception = decoder.exception().unwrap();
    assert_eq!(
        decoder.attachments().unwrap(),
        [("dubbo".to_owned(), "2.0.2".into())]
    );
    assert!(decoder.is_at_end());
    exception
}

#[test]
fn exceptions_stand_in_two_items() {
    let declared = exception("exception-declared");
    assert_eq!(
        declared.to_string(),
        "org.demo.GreetException: 404: no user -5"
    );
    assert_eq!(declared.code(), Some(404));
    assert_eq!(
        declared.field("reason").and_then(Value::as_str),
        Some("no user -5")
    );
    assert_eq!(declared.field("suppressed"), None);
    assert!(declared.cause.is_none() && declared.stack.len() > 10);
    assert_eq!(declared.stack[0].method, "findUser");
    let java = exception("exception-java-lang");
    assert_eq!(
        java.to_string(),
        "java.lang.IllegalArgumentException: not a name: Ann"
    );

    let mut body = Vec::new();
    let mut encoder = Encoder::new(Serialization::Msgpack, &mut body);
    encoder
        .exception(
            "org.demo.E",
            Some("m"),
            None,
            &BTreeMap::from([("code", 404)]),
        )
        .unwrap();
    assert_eq!(
        body,
        b"\xaaorg.demo.E\x82\xa4code\xcd\x01\x94\xa7message\xa1m"
    );
    let read = decoder(b"\xa3a.B\xa5hello").exception().unwrap();
    assert_eq!(read, Exception::new("a.B", "hello"));
}

#[test]
fn a_cause_from_java_has_lost_its_class() {
    let bytes = b"\xa3a.B\x81\xa5cause\x82\xa7message\xa1m\xb0localizedMessage\xa1m";
    let cause = *decoder(bytes).exception().unwrap().cause.unwrap();
    assert_eq!(cause, Exception::new("java.lang.Throwable", "m"));
}

#[test]
fn a_null_reply_has_no_value() {
    for case in ["void", "null-answer", "string-null"] {
        let reply = body(case, "s2c");
        let mut decoder = decoder(&reply);
        assert_eq!(decoder.int().unwrap(), 5, "{case}");
        assert_eq!(decoder.attachments().unwrap().len(), 1, "{case}");
        assert!(decoder.is_at_end(), "{case}");
    }
}

#[test]
fn attachments_and_heartbeats() {
    let reply = body("attachments", "s2c");
    let mut decoder = decoder(&reply);
    decoder.int().unwrap();
    let echoed: BTreeMap<String, String> = decoder.value().unwrap();
    assert_eq!(echoed["int-key"], "42");
    let attachments = decoder.attachments().unwrap();
    assert!(attachments.contains(&("answer-key".to_owned(), "answer-value".into())));
    let heartbeat = body("heartbeat", "c2s");
    assert_eq!(self::decoder(&heartbeat).string().unwrap(), None);
    let mut null = Vec::new();
    Encoder::new(Serialization::Msgpack, &mut null).null();
    assert_eq!(null, heartbeat);
}
