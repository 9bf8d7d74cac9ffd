//! Bodies written and read again, in every serializer that is compiled in.
#![cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Debug;
use std::sync::Arc;

use dubbo_codec::java::{
    Array, BigDecimal, BigInteger, Date, Duration, Instant, LocalDate, LocalDateTime, LocalTime,
    OffsetDateTime, Period, SqlDate, SqlTime, SqlTimestamp, Uuid, ZoneOffset, ZonedDateTime,
};
use dubbo_codec::proof::{Depth, JavaSide};
use dubbo_codec::{Decoder, Encoder, Exception, FromJava, JavaType, Serialization};
use serde::{Deserialize, Serialize};

fn round_trip<T: FromJava + PartialEq + Debug>(value: &T) {
    for serialization in Serialization::ALL.iter().copied() {
        let mut body = Vec::new();
        Encoder::new(serialization, &mut body).value(value).unwrap();
        let mut decoder = Decoder::new(serialization, &body);
        assert_eq!(&decoder.value::<T>().unwrap(), value, "{serialization}");
        assert!(decoder.is_at_end(), "{serialization}");
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "org.demo.User", rename_all = "camelCase")]
struct User {
    id: i64,
    first_name: Option<String>,
    #[serde(with = "dubbo_codec::java_type::with")]
    avatar: Vec<u8>,
    #[serde(with = "dubbo_codec::java_type::with")]
    pictures: Option<Vec<Vec<u8>>>,
    score: f32,
    #[serde(with = "dubbo_codec::java_type::with")]
    seen: SqlTimestamp,
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

fn user() -> User {
    let friend = User {
        id: 2,
        first_name: None,
        avatar: Vec::new(),
        pictures: Some(vec![vec![], vec![255; 20]]),
        score: 1.1,
        seen: SqlTimestamp(0),
        friend: None,
    };
    let first_name = Some("Maria 😀".to_owned());
    User {
        id: 1,
        first_name,
        avatar: vec![1, 2],
        pictures: None,
        friend: Some(Box::new(friend.clone())),
        ..friend
    }
}

#[test]
fn byte_arrays_stay_byte_arrays_everywhere() {
    round_trip(&Vec::<u8>::new());
    round_trip(&vec![0u8, 127, 128, 255]);
    round_trip(&vec![7u8; 70_000]);
    round_trip(&Some(vec![1u8]));
    round_trip(&None::<Vec<u8>>);
    round_trip(&vec![vec![1u8], vec![]]);
    round_trip(&vec![Some(vec![1u8]), None]);
    round_trip(&HashMap::<String, Vec<u8>>::from([(
        "a".to_owned(),
        vec![1],
    )]));
    round_trip(&BTreeMap::from([(vec![1u8], vec![vec![2u8]])]));
    round_trip(&HashSet::<Vec<u8>>::from([vec![], vec![1]]));
    round_trip(&BTreeSet::from([vec![1u8]]));
    round_trip(&Array(vec![vec![1u8], vec![]]));
    round_trip(&Array(vec![-1i8, 0, 1]));
    round_trip::<Box<[u8]>>(&Box::from([1, 2]));
    round_trip::<Arc<[u8]>>(&Arc::from([1, 2]));
    round_trip(&bytes::Bytes::from_static(&[1, 2]));
    round_trip(&user());
}

#[cfg(feature = "hessian2")]
#[test]
fn byte_arrays_are_binary_in_hessian2() {
    let map = BTreeMap::from([("a".to_owned(), vec![vec![1u8], vec![]])]);
    let mut body = Vec::new();
    Encoder::new(Serialization::Hessian2, &mut body)
        .value(&map)
        .unwrap();
    assert_eq!(body, b"M\x17java.util.LinkedHashMap\x01a\x7a\x21\x01\x20Z");
    let mut body = Vec::new();
    let slices: Vec<&[u8]> = vec![b"x", b""];
    Encoder::new(Serialization::Hessian2, &mut body)
        .value(&slices)
        .unwrap();
    assert_eq!(body, b"\x7a\x21x\x20");
}

#[cfg(feature = "msgpack")]
#[test]
fn byte_arrays_are_bin_in_msgpack() {
    let mut body = Vec::new();
    Encoder::new(Serialization::Msgpack, &mut body)
        .value(&vec![vec![1u8], vec![]])
        .unwrap();
    assert_eq!(body, [0x92, 0xc4, 1, 1, 0xc4, 0]);
}

#[cfg(feature = "msgpack")]
#[test]
fn structs_are_maps_by_wire_name_in_msgpack() {
    let mut body = Vec::new();
    Encoder::new(Serialization::Msgpack, &mut body)
        .value(&user())
        .unwrap();
    assert_eq!(body[..15], *b"\x87\xa2id\x01\xa9firstName");
}

#[test]
fn scalars_and_pointers() {
    round_trip(&true);
    round_trip(&i8::MIN);
    round_trip(&i16::MAX);
    round_trip(&i32::MIN);
    round_trip(&i64::MAX);
    round_trip(&1.1f32);
    round_trip(&f32::MIN_POSITIVE);
    round_trip(&f64::MAX);
    round_trip(&'中');
    round_trip(&());
    round_trip(&String::new());
    round_trip(&"a😀b".repeat(20_000));
    round_trip(&Some(Box::new(5)));
    round_trip(&None::<i32>);
    round_trip::<Arc<str>>(&"x".into());
    round_trip::<std::borrow::Cow<'static, str>>(&"x".into());
}

#[test]
fn java_s_own_types() {
    let date = LocalDate::new(2024, 2, 29).unwrap();
    let time = LocalTime::new(23, 59, 58, 123_456_789).unwrap();
    let date_time = LocalDateTime { date, time };
    let offset = ZoneOffset::new(-5400).unwrap();
    round_trip(&Date(-1));
    round_trip(&SqlDate(86_400_000));
    round_trip(&SqlTime(1));
    round_trip(&vec![SqlTimestamp(1), SqlTimestamp(i64::MIN)]);
    round_trip(&date);
    round_trip(&time);
    round_trip(&vec![Some(date_time), None]);
    round_trip(&OffsetDateTime { offset, date_time });
    round_trip(&ZonedDateTime {
        offset,
        date_time,
        zone: "Europe/Paris".to_owned(),
    });
    round_trip(&Instant::new(-1, 999_999_999).unwrap());
    round_trip(&Duration::new(i64::MAX, 1).unwrap());
    round_trip(&Period {
        years: -1,
        months: 2,
        days: 3,
    });
    round_trip(&"-12345.6700".parse::<BigDecimal>().unwrap());
    round_trip(&BigInteger::from(i128::MIN));
    round_trip(&Array(vec![Uuid(u128::MAX), Uuid(0)]));
    round_trip(&Array(vec!['a', '中']));
    round_trip(&Array(vec![Array(vec![1.5f32])]));
}

#[test]
fn a_request_body() {
    for serialization in Serialization::ALL.iter().copied() {
        let mut head = Vec::new();
        let mut encoder = Encoder::new(serialization, &mut head);
        encoder.string("2.0.2");
        encoder.string("org.demo.GreetService");
        encoder.null();

        let mut body = vec![0xda];
        let mut encoder = Encoder::new(serialization, &mut body);
        assert_eq!(encoder.serialization(), serialization);
        assert_eq!(encoder.position(), 1);
        encoder.raw(&head);
        encoder.string("greet");
        encoder.optional_string(Some(""));
        let block = encoder.open_block();
        encoder.value("Maria").unwrap();
        encoder.value(&[user(), user()][..]).unwrap();
        encoder.close_block(block);
        encoder
            .attachments([("path", "org.demo.GreetService"), ("timeout", "3000")])
            .unwrap();

        let mut decoder = Decoder::new(serialization, &body[1..]);
        assert_eq!(decoder.serialization(), serialization);
        assert_eq!(decoder.string().unwrap().as_deref(), Some("2.0.2"));
        assert_eq!(
            decoder.string().unwrap().as_deref(),
            Some("org.demo.GreetService")
        );
        assert_eq!(decoder.string().unwrap(), None);
        assert_eq!(decoder.string().unwrap().as_deref(), Some("greet"));
        assert_eq!(decoder.string().unwrap().as_deref(), Some(""));
        let block = decoder.open_block().unwrap();
        assert_eq!(decoder.value::<String>().unwrap(), "Maria");
        assert_eq!(decoder.value::<Vec<User>>().unwrap(), [user(), user()]);
        decoder.close_block(block).unwrap();
        let mut seen = Vec::new();
        decoder
            .visit_attachments(&mut |key, value| {
                seen.push(format!("{key}={}", value.unwrap_or("?")));
            })
            .unwrap();
        assert_eq!(seen, ["path=org.demo.GreetService", "timeout=3000"]);
        assert!(decoder.is_at_end());
        assert_eq!(decoder.position(), body.len() - 1);
    }
}

#[test]
fn a_block_can_be_passed_over() {
    for serialization in Serialization::ALL.iter().copied() {
        let mut body = Vec::new();
        let mut encoder = Encoder::new(serialization, &mut body);
        let block = encoder.open_block();
        encoder.value(&user()).unwrap();
        encoder.value(&5).unwrap();
        encoder.close_block(block);
        encoder.string("behind");
        let mut decoder = Decoder::new(serialization, &body);
        decoder.skip_block(2).unwrap();
        assert_eq!(
            decoder.string().unwrap().as_deref(),
            Some("behind"),
            "{serialization}"
        );
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct GreetFields {
    code: i32,
    reason: String,
}

#[test]
fn a_reply_with_an_exception() {
    let root = Exception::new("java.lang.IllegalArgumentException", "negative id");
    let cause = Exception::new("java.lang.IllegalStateException", "wrapped").with_cause(root);
    let fields = GreetFields {
        code: 404,
        reason: "no such user".to_owned(),
    };
    for serialization in Serialization::ALL.iter().copied() {
        let mut body = Vec::new();
        let mut encoder = Encoder::new(serialization, &mut body);
        encoder.int(3);
        let message = Some("not found");
        encoder
            .exception("org.demo.GreetException", message, Some(&cause), &fields)
            .unwrap();
        encoder.attachments([("dubbo", "2.0.2")]).unwrap();

        let mut decoder = Decoder::new(serialization, &body);
        assert_eq!(decoder.int().unwrap(), 3);
        let exception = decoder.exception().unwrap();
        assert_eq!(exception.to_string(), "org.demo.GreetException: not found");
        assert_eq!(exception.code(), Some(404), "{serialization}");
        assert_eq!(
            exception.fields::<GreetFields>().unwrap(),
            fields,
            "{serialization}"
        );
        let read = exception.cause.as_deref().unwrap();
        assert_eq!(read.to_string(), "java.lang.IllegalStateException: wrapped");
        assert_eq!(
            read.cause.as_deref().unwrap().message.as_deref(),
            Some("negative id")
        );
        assert_eq!(read.cause.as_deref().unwrap().cause, None);
        let attachments = decoder.attachments().unwrap();
        assert_eq!(attachments, [("dubbo".to_owned(), "2.0.2".into())]);
        assert!(decoder.is_at_end());
    }
}

#[test]
fn an_exception_without_anything() {
    for serialization in Serialization::ALL.iter().copied() {
        let mut body = Vec::new();
        let mut encoder = Encoder::new(serialization, &mut body);
        encoder
            .exception("java.lang.RuntimeException", None, None, &())
            .unwrap();
        let exception = Decoder::new(serialization, &body).exception().unwrap();
        assert_eq!(exception.to_string(), "java.lang.RuntimeException");
        assert!(exception.cause.is_none() && exception.stack.is_empty());
        assert!(
            exception.fields::<GreetFields>().is_err(),
            "{serialization}"
        );
    }
}

#[test]
fn ints_at_every_width() {
    for serialization in Serialization::ALL.iter().copied() {
        for shift in 0..32 {
            for number in [
                1i32 << shift,
                -1 << shift,
                (1i32 << shift).wrapping_sub(1),
                !(1 << shift),
            ] {
                let mut body = Vec::new();
                Encoder::new(serialization, &mut body).int(number);
                assert_eq!(Decoder::new(serialization, &body).int().unwrap(), number);
                let mut value = Vec::new();
                Encoder::new(serialization, &mut value)
                    .value(&number)
                    .unwrap();
                assert_eq!(Decoder::new(serialization, &value).int().unwrap(), number);
            }
        }
    }
}

#[test]
fn strings_at_every_width() {
    for serialization in Serialization::ALL.iter().copied() {
        for length in [
            0, 1, 31, 32, 250, 251, 255, 256, 1023, 1024, 65_535, 65_536, 70_000,
        ] {
            let text = "x".repeat(length);
            let mut body = Vec::new();
            Encoder::new(serialization, &mut body).string(&text);
            let read = Decoder::new(serialization, &body).string().unwrap();
            assert_eq!(
                read.as_deref(),
                Some(text.as_str()),
                "{serialization} {length}"
            );
        }
    }
}

#[test]
fn names_and_ids_lead_back_to_the_serialization() {
    for serialization in Serialization::ALL.iter().copied() {
        assert_eq!(
            Serialization::from_id(serialization.id()),
            Some(serialization)
        );
        assert_eq!(
            Serialization::from_name(serialization.name()),
            Some(serialization)
        );
        assert_eq!(
            serialization.to_string().parse::<Serialization>().unwrap(),
            serialization
        );
    }
    assert_eq!(Serialization::default(), Serialization::ALL[0]);
    assert_eq!(Serialization::from_id(23), None);
    let message = "fastjson2"
        .parse::<Serialization>()
        .unwrap_err()
        .to_string();
    assert!(message.contains("fastjson2") && message.contains(Serialization::ALL[0].name()));
}
