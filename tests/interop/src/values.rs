//! The values that cases have in common, as `Cases.java` makes them.

use std::collections::HashMap;

use dubbo::Value;
use dubbo::java::{
    Date, Duration, Instant, LocalDate, LocalDateTime, LocalTime, SqlTimestamp, Uuid,
};

use crate::contract::{Color, Inner, Kinds, User};

/// A user of whom only id and name are known.
pub fn named_user(id: i64, name: &str) -> User {
    User {
        id,
        name: Some(name.to_owned()),
        ..User::default()
    }
}

/// A user with every field but a friend.
pub fn full_user() -> User {
    User {
        age: Some(30),
        vip: true,
        score: 99.5,
        color: Some(Color::Blue),
        birthday: Some(Date(946_684_800_000)),
        balance: Some("10.50".parse().expect("a decimal")),
        avatar: Some(bytes(3)),
        tags: Some(texts(&["x", "y"])),
        counts: Some(HashMap::from([("n".to_owned(), 1)])),
        ..named_user(1 << 33, "Ann")
    }
}

/// A user whose friend is `friend`.
pub fn befriended(id: i64, name: &str, friend: User) -> User {
    User {
        friend: Some(Box::new(friend)),
        ..named_user(id, name)
    }
}

/// A chain of friends, `length` of them.
pub fn deep(length: i64) -> User {
    (1..=length).fold(named_user(0, "friend 0"), |friend, id| {
        befriended(id, &format!("friend {id}"), friend)
    })
}

/// Every kind of field.
pub fn kinds() -> Kinds {
    Kinds {
        flag: true,
        tiny: i8::MIN,
        small: i16::MIN,
        count: 1 << 20,
        total: 1 << 40,
        ratio: 12.345,
        letter: '世',
        boxed_flag: Some(false),
        boxed_tiny: Some(127),
        boxed_small: Some(300),
        boxed_count: Some(-1),
        boxed_total: Some(-1),
        boxed_single: Some(1.1),
        boxed_ratio: Some(0.1),
        boxed_letter: Some('x'),
        text: Some("téxt".to_owned()),
        color: Some(Color::Red),
        date: Some(Date(1_700_000_000_123)),
        local_date: Some(date(2024, 2, 29)),
        local_time: Some(time(1, 2, 3, 4)),
        local_date_time: Some(LocalDateTime {
            date: date(1999, 12, 31),
            time: time(23, 59, 59, 0),
        }),
        instant: Some(instant(1_700_000_000, 5)),
        timestamp: Some(SqlTimestamp(1_700_000_000_456)),
        decimal: Some("0.10".parse().expect("a decimal")),
        integer: Some("1208925819614629174706176".parse().expect("an integer")),
        uuid: Some(Uuid(0x1_0000_0000_0000_0002)),
        bytes: Some(bytes(20)),
        ints: Some([1, -1].into()),
        strings: Some(texts(&["a", "b"]).into()),
        users: Some([named_user(1, "Ann")].into()),
        blobs: Some(vec![bytes(2), Vec::new()]),
        names: Some(texts(&["m", "n"]).into_iter().collect()),
        by_id: Some(HashMap::from([(9, named_user(9, "Nine"))])),
        anything: vec![Value::from(1), "two".into()].into(),
        inner: Some(Inner {
            depth: 3,
            label: Some("inner".to_owned()),
        }),
        next: Some(Box::default()),
    }
}

/// So many bytes; byte i is i modulo 256.
pub fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|i| i as u8).collect()
}

/// The words as strings.
pub fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// `text 0` to `text 299`.
pub fn texts_300() -> Vec<String> {
    (0..300).map(|i| format!("text {i}")).collect()
}

/// A date that exists.
pub fn date(year: i32, month: u8, day: u8) -> LocalDate {
    LocalDate::new(year, month, day).expect("a date")
}

/// A time that exists.
pub fn time(hour: u8, minute: u8, second: u8, nano: u32) -> LocalTime {
    LocalTime::new(hour, minute, second, nano).expect("a time")
}

/// An instant.
pub fn instant(seconds: i64, nanos: u32) -> Instant {
    Instant::new(seconds, nanos).expect("an instant")
}

/// A duration.
pub fn duration(seconds: i64, nanos: u32) -> Duration {
    Duration::new(seconds, nanos).expect("a duration")
}

/// A user, as it stands where Java says `Object`.
pub fn user_value(user: &User) -> Value {
    let texts = |texts: &Vec<String>| {
        Value::from(
            texts
                .iter()
                .map(|text| text.as_str().into())
                .collect::<Vec<Value>>(),
        )
    };
    let counts = |counts: &HashMap<String, i32>| {
        Value::map(
            counts
                .iter()
                .map(|(key, count)| (key.as_str(), Value::from(*count))),
        )
    };
    let balance = user.balance.as_ref();
    Value::object(
        "org.demo.User",
        [
            ("id", user.id.into()),
            ("name", user.name.clone().into()),
            ("age", user.age.into()),
            ("vip", user.vip.into()),
            ("score", user.score.into()),
            ("color", user.color.map(color_value).into()),
            (
                "birthday",
                user.birthday
                    .map_or(Value::Null, |date| Value::Date(date.0)),
            ),
            (
                "balance",
                balance
                    .map(|decimal| {
                        Value::object("java.math.BigDecimal", [("value", decimal.as_str().into())])
                    })
                    .into(),
            ),
            ("avatar", user.avatar.clone().into()),
            ("tags", user.tags.as_ref().map(texts).into()),
            ("counts", user.counts.as_ref().map(counts).into()),
            ("friend", user.friend.as_deref().map(user_value).into()),
        ],
    )
}

/// A colour, as it stands where Java says `Object`.
pub fn color_value(color: Color) -> Value {
    Value::constant("org.demo.Color", &format!("{color:?}").to_uppercase())
}

/// An `Outer.Inner`, as it stands where Java says `Object`.
pub fn inner_value(depth: i32, label: &str) -> Value {
    Value::object(
        "org.demo.Outer$Inner",
        [("depth", depth.into()), ("label", label.into())],
    )
}

/// `value` with fields and entries in an order of their own, since neither side's order counts.
pub fn normal(value: &Value) -> Value {
    match value {
        Value::List(list) => {
            let items = list.items.iter().map(normal);
            match list.class.as_deref() {
                None | Some("java.util.ArrayList") => Value::from(items.collect::<Vec<_>>()),
                Some(class) => Value::list(class, items),
            }
        }
        Value::Map(map) => {
            let mut entries: Vec<_> = map
                .entries
                .iter()
                .map(|(key, value)| (normal(key), normal(value)))
                .collect();
            entries.sort_by_key(|(key, _)| key.to_string());
            match map.class.as_deref() {
                None | Some("java.util.HashMap") => Value::map(entries),
                Some(class) => Value::map_of(class, entries),
            }
        }
        Value::Object(object) => {
            let names = object.class.fields.iter().map(String::as_str);
            let mut fields: Vec<_> = names.zip(object.values.iter().map(normal)).collect();
            fields.sort_by_key(|(name, _)| *name);
            Value::object(object.class.name.as_str(), fields)
        }
        other => other.clone(),
    }
}
