//! A `Value` in bodies: carried by the serializers that describe themselves, refused by bincode on both sides.
#![cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]

use dubbo_codec::{Decoder, Encoder, JavaType, Serialization, Value};

fn encode<T: JavaType>(serialization: Serialization, value: &T) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    let written = Encoder::new(serialization, &mut body).value(value);
    written.map(|()| body).map_err(|error| error.to_string())
}

#[cfg(feature = "bincode")]
mod bincode {
    use std::collections::HashMap;
    use std::fmt::Debug;

    use dubbo_codec::FromJava;

    use super::*;

    const REFUSAL: &str = "bincode cannot carry a Value (java.lang.Object): it is not self-describing; \
        use hessian2 or msgpack";

    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    struct Holder {
        id: i32,
        anything: Option<Value>,
    }

    fn refuses<T: JavaType + FromJava + Debug>(value: &T) {
        assert_eq!(encode(Serialization::Bincode, value).unwrap_err(), REFUSAL);
        let body = [1; 40];
        let error = Decoder::new(Serialization::Bincode, &body)
            .value::<T>()
            .unwrap_err();
        assert_eq!(error.message(), REFUSAL);
    }

    #[test]
    fn refuses_a_value_wherever_it_stands() {
        refuses(&Value::Int(1));
        refuses(&Value::Null);
        refuses(&vec![Value::Int(1)]);
        refuses(&Some(Value::Int(1)));
        refuses(&HashMap::<String, Vec<Value>>::from([(
            "a".to_owned(),
            vec![Value::Null],
        )]));
    }

    #[test]
    fn refuses_a_value_in_a_struct_s_field() {
        let holder = Holder {
            id: 1,
            anything: Some(Value::Int(1)),
        };
        let mut body = Vec::new();
        let mut encoder = Encoder::new(Serialization::Bincode, &mut body);
        let error = encoder
            .exception("org.demo.E", None, None, &holder)
            .unwrap_err();
        assert_eq!(error.message(), REFUSAL);
    }

    #[test]
    fn has_no_place_for_an_attachment_that_is_no_string() {
        let number = Value::Int(42);
        let mut body = Vec::new();
        let mut encoder = Encoder::new(Serialization::Bincode, &mut body);
        let error = encoder
            .attachments([("int-key", &number)])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("int-key") && error.contains("strings only"),
            "{error}"
        );
    }

    #[test]
    fn carries_a_string_in_a_value_as_an_attachment() {
        let text = Value::from("v");
        let mut body = Vec::new();
        Encoder::new(Serialization::Bincode, &mut body)
            .attachments([("k", &text)])
            .unwrap();
        let mut decoder = Decoder::new(Serialization::Bincode, &body);
        assert_eq!(decoder.attachments().unwrap(), [("k".to_owned(), text)]);
    }

    #[test]
    fn cannot_say_what_stands_where() {
        let mut decoder = Decoder::new(Serialization::Bincode, &[1, 1]);
        assert_eq!(decoder.any().unwrap_err().message(), REFUSAL);
    }
}

#[cfg(feature = "msgpack")]
#[test]
fn msgpack_carries_a_value_without_its_classes() {
    let user = Value::object(
        "org.demo.User",
        [
            ("id", 1i64.into()),
            ("tags", vec![Value::Int(1), Value::Int(2)].into()),
        ],
    );
    let body = encode(Serialization::Msgpack, &user).unwrap();
    assert_eq!(body, b"\x82\xa2id\x01\xa4tags\x92\x01\x02");
    let read = Decoder::new(Serialization::Msgpack, &body).any().unwrap();
    assert_eq!(read.get("id").and_then(Value::as_i64), Some(1));
}

#[cfg(any(feature = "hessian2", feature = "msgpack"))]
#[test]
fn attachments_of_any_kind() {
    let map = Value::Map(dubbo_codec::Map {
        class: None,
        entries: vec![(Value::from("deep"), Value::from(vec![1, 2]))],
    });
    let values = [
        ("null", Value::Null),
        ("bool", true.into()),
        ("text", "v".into()),
        ("double", 1.5.into()),
        ("bytes", Value::Binary(vec![1])),
        ("map", map),
    ];
    for serialization in Serialization::ALL
        .iter()
        .copied()
        .filter(|each| each.name() != "bincode")
    {
        let mut body = Vec::new();
        let entries = values.iter().map(|(key, value)| (*key, value));
        Encoder::new(serialization, &mut body)
            .attachments(entries)
            .unwrap();
        let read = Decoder::new(serialization, &body).attachments().unwrap();
        let expected = values.clone().map(|(key, value)| (key.to_owned(), value));
        assert_eq!(read, expected, "{serialization}");
        let mut seen = Vec::new();
        let mut decoder = Decoder::new(serialization, &body);
        let visit = &mut |key: &str, value: Option<&str>| {
            seen.push((key.to_owned(), value.map(str::to_owned)));
        };
        decoder.visit_attachments(visit).unwrap();
        assert!(decoder.is_at_end());
        let texts = values
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.as_str().map(str::to_owned)));
        assert_eq!(seen, texts.collect::<Vec<_>>(), "{serialization}");
    }
}

#[test]
fn no_attachments_may_be_null() {
    for serialization in Serialization::ALL
        .iter()
        .copied()
        .filter(|each| each.name() != "bincode")
    {
        let mut body = Vec::new();
        Encoder::new(serialization, &mut body).null();
        let visit = &mut |_: &str, _: Option<&str>| panic!("there is none");
        Decoder::new(serialization, &body)
            .visit_attachments(visit)
            .unwrap();
        assert_eq!(
            Decoder::new(serialization, &body).attachments().unwrap(),
            []
        );
        let mut body = Vec::new();
        Encoder::new(serialization, &mut body).string("no map");
        let mut decoder = Decoder::new(serialization, &body);
        let error = decoder.attachments().unwrap_err().to_string();
        assert!(error.contains("a map of attachments or null"), "{error}");
    }
    let unknown = Decoder::new(Serialization::default(), &[]).any();
    assert!(unknown.is_err());
}

#[cfg(feature = "hessian2")]
#[test]
fn hessian2_carries_a_value_with_its_classes() {
    let user = Value::object("org.demo.User", [("id", 1i64.into())]);
    let body = encode(Serialization::Hessian2, &vec![user.clone()]).unwrap();
    assert_eq!(body, b"\x79C\x0dorg.demo.User\x91\x02id\x60\xe1");
    let read: Vec<Value> = Decoder::new(Serialization::Hessian2, &body)
        .value()
        .unwrap();
    assert_eq!(read, [user]);
}

#[test]
fn java_s_own_types_pass_through_a_value() {
    use dubbo_codec::java::*;
    use dubbo_codec::{from_value, to_value};

    fn passes<T>(value: &T)
    where
        T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let through: T = from_value(to_value(value).unwrap()).unwrap();
        assert_eq!(&through, value);
    }

    let date = LocalDate::new(2024, 2, 29).unwrap();
    let time = LocalTime::new(23, 59, 58, 123_456_789).unwrap();
    let date_time = LocalDateTime { date, time };
    let offset = ZoneOffset::new(3600).unwrap();
    passes(&Date(-1));
    passes(&SqlDate(1));
    passes(&SqlTime(1));
    passes(&SqlTimestamp(1));
    passes(&date);
    passes(&time);
    passes(&date_time);
    passes(&Instant::new(1, 2).unwrap());
    passes(&Duration::new(1, 2).unwrap());
    passes(&Period {
        years: 1,
        months: 2,
        days: 3,
    });
    passes(&offset);
    passes(&OffsetDateTime { offset, date_time });
    passes(&ZonedDateTime {
        offset,
        date_time,
        zone: "Europe/Paris".to_owned(),
    });
    passes(&"100.256".parse::<BigDecimal>().unwrap());
    passes(&BigInteger::from(i128::MIN));
    passes(&Uuid(u128::MAX));
    passes(&Array(vec![1, 2]));
    passes(&Array(vec![1i8, 2]));
    passes(&Array(vec!['a']));
    passes(&Array(vec![vec![1u8]]));
    let timestamp = to_value(&SqlTimestamp(1)).unwrap().to_string();
    assert!(timestamp.starts_with("java.sql.Timestamp{"), "{timestamp}");
}

/// Where references have no place, what is shared is there once per use, and what is part of itself cannot be.
#[cfg(feature = "msgpack")]
#[test]
fn msgpack_carries_what_is_shared_once_per_use() {
    let shared = Value::from([Value::from([7]), Value::Reference(1)]);
    let body = encode(Serialization::Msgpack, &shared).unwrap();
    let read = Decoder::new(Serialization::Msgpack, &body).any().unwrap();
    assert_eq!(read, Value::from([[7], [7]].map(Value::from)));
    let cycle = encode(Serialization::Msgpack, &Value::from([Value::Reference(1)])).unwrap_err();
    assert!(
        cycle.contains("part of itself can be written in hessian2 only"),
        "{cycle}"
    );
    // Lists that refer twice to the one before would be 2^40 lists.
    let mut bomb = vec![Value::from([7])];
    bomb.extend((0..40).map(|_| Value::from([Value::Reference(2), Value::Reference(2)])));
    let error = encode(Serialization::Msgpack, &Value::from(bomb)).unwrap_err();
    assert!(error.contains("too often"), "{error}");
}
