//! Classes, `Object`, and Java's own types.

use dubbo::Value;
use dubbo::java::{
    BigDecimal, BigInteger, Date, LocalDateTime, LocalTime, SqlDate, SqlTime, SqlTimestamp, Uuid,
};

use crate::case::{Answer, Case, Failure, datum};
use crate::contract::{Color, Inner, InteropService, InteropServiceClient, Kinds, Single, User};
use crate::values::*;

pub(super) fn add(cases: &mut Vec<Case>) {
    pojos(cases);
    objects(cases);
    dates(cases);
    numbers(cases);
}

fn pojos(cases: &mut Vec<Case>) {
    echo!(cases, "user", echo_user, Some(full_user()));
    echo!(cases, "user-null", echo_user, None::<User>);
    echo!(cases, "user-default", echo_user, Some(User::default()));
    echo!(cases, "user-nested", echo_user, Some(deep(3)));
    echo!(cases, "user-nested-60", echo_user, Some(deep(60)));
    echo!(cases, "kinds", echo_kinds, kinds());
    echo!(cases, "kinds-default", echo_kinds, Kinds::default());
    echo!(
        cases,
        "single",
        echo_single,
        Single {
            value: 1.1,
            shield: 0
        }
    );
    echo!(cases, "enum", echo_color, Some(Color::Green));
    echo!(cases, "enum-null", echo_color, None::<Color>);
    echo!(
        cases,
        "inner",
        echo_inner,
        Inner {
            depth: 2,
            label: Some("in".to_owned())
        }
    );
}

fn objects(cases: &mut Vec<Case>) {
    echo!(cases, "object-null", echo_object, Value::Null);
    echo!(cases, "object-string", echo_object, Value::from("text"));
    echo!(cases, "object-int", echo_object, Value::Int(7));
    echo!(cases, "object-long", echo_object, Value::Long(7));
    echo!(cases, "object-double", echo_object, Value::from(1.5));
    echo!(cases, "object-boolean", echo_object, Value::from(true));
    echo!(
        cases,
        "object-date",
        echo_object,
        Value::Date(1_700_000_000_123)
    );
    echo!(cases, "object-bytes", echo_object, Value::from(bytes(3)));
    echo!(cases, "object-enum", echo_object, color_value(Color::Green));
    echo!(cases, "object-user", echo_object, user_value(&full_user()));
    echo!(cases, "object-inner", echo_object, inner_value(1, "in"));
    let six = || user_value(&named_user(6, "Six"));
    let list = move || {
        vec![
            1.into(),
            "two".into(),
            3i64.into(),
            4.5.into(),
            true.into(),
            Value::Null,
            six(),
        ]
    };
    echo!(cases, "object-list", echo_object, Value::from(list()));
    let strings = || Value::from(vec![Value::from("x")]);
    let map = move || {
        Value::map([
            ("int", 1.into()),
            ("user", user_value(&named_user(7, "Seven"))),
            ("list", strings()),
        ])
    };
    echo!(cases, "object-map", echo_object, map());
    echo!(cases, "generic-string", generic, Value::from("text"));
    echo!(cases, "generic-user", generic, user_value(&full_user()));
    echo!(
        cases,
        "generic-list",
        generic,
        Value::from(vec![user_value(&named_user(1, "Ann"))])
    );
}

fn dates(cases: &mut Vec<Case>) {
    let dates = [
        ("ms", 1_700_000_000_123),
        ("minute", 60_000),
        ("epoch", 0),
        ("before-1970", -1),
        ("9999", 253_402_300_799_999),
    ];
    for (name, milliseconds) in dates {
        echo!(
            cases,
            format!("date-{name}"),
            echo_date,
            Some(Date(milliseconds))
        );
    }
    echo!(cases, "date-null", echo_date, None::<Date>);
    echo!(cases, "local-date", echo_local_date, date(2024, 2, 29));
    echo!(
        cases,
        "local-date-10000",
        echo_local_date,
        date(10_000, 1, 1)
    );
    echo!(
        cases,
        "local-time",
        echo_local_time,
        time(23, 59, 58, 123_456_789)
    );
    echo!(
        cases,
        "local-time-midnight",
        echo_local_time,
        LocalTime::from_nano_of_day(0).expect("midnight")
    );
    let date_time = || LocalDateTime {
        date: date(2024, 2, 29),
        time: time(23, 59, 58, 123_456_789),
    };
    echo!(cases, "local-date-time", echo_local_date_time, date_time());
    echo!(
        cases,
        "instant",
        echo_instant,
        instant(1_700_000_000, 123_456_789)
    );
    echo!(
        cases,
        "instant-before-1970",
        echo_instant,
        instant(-2, 999_999_999)
    );
    echo!(cases, "duration", echo_duration, duration(90_061, 5));
    echo!(
        cases,
        "duration-negative",
        echo_duration,
        duration(-2, 500_000_000)
    );
    echo!(
        cases,
        "timestamp",
        echo_timestamp,
        SqlTimestamp(1_700_000_000_123)
    );
    echo!(cases, "sql-date", echo_sql_date, SqlDate(1_699_920_000_000));
    echo!(cases, "sql-time", echo_sql_time, SqlTime(80_000_000));
}

fn numbers(cases: &mut Vec<Case>) {
    echo!(
        cases,
        "big-decimal",
        echo_big_decimal,
        "-12345.6700".parse::<BigDecimal>().expect("a decimal")
    );
    echo!(
        cases,
        "big-decimal-exponent",
        echo_big_decimal,
        "1E+30".parse::<BigDecimal>().expect("a decimal")
    );
    for v in [
        "0",
        "1",
        "-1",
        "18446744073709551616",
        "-123456789012345678901234567890",
    ] {
        echo!(
            cases,
            format!("big-integer.{v}"),
            echo_big_integer,
            v.parse::<BigInteger>().expect("an integer")
        );
    }
    echo!(
        cases,
        "uuid",
        echo_uuid,
        Uuid(0x123e_4567_e89b_12d3_a456_4266_1417_4000)
    );
}
