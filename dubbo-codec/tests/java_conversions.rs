//! Java's types to and from those of other crates, each behind a feature of its name.

#![cfg(all(
    feature = "bigdecimal",
    feature = "chrono",
    feature = "jiff",
    feature = "num-bigint",
    feature = "rust_decimal",
    feature = "uuid"
))]

use std::fmt::Debug;

use dubbo_codec::java::{
    BigDecimal, BigInteger, Date, DayOfWeek, Duration, Instant, LocalDate, LocalDateTime,
    LocalTime, Month, OffsetDateTime, Period, Uuid, YearMonth, ZoneOffset, ZonedDateTime,
};

/// Our value becomes the other crate's, which prints as said, and comes back.
fn both_ways<J, T>(java: J, text: &str)
where
    J: Clone + Debug + PartialEq + TryFrom<T, Error: Debug>,
    T: TryFrom<J, Error: Debug> + ToString,
{
    let other = T::try_from(java.clone()).unwrap();
    assert_eq!(other.to_string(), text);
    assert_eq!(J::try_from(other).unwrap(), java);
}

fn refused<J: Debug, T: TryFrom<J, Error: ToString> + Debug>(java: J) {
    let error = T::try_from(java).unwrap_err().to_string();
    let says = error.starts_with("there is no ") || error.contains("is not a ");
    assert!(says, "{error}");
}

fn parsed<T: std::str::FromStr<Err = dubbo_codec::Error>>(text: &str) -> T {
    text.parse().unwrap()
}

const DATE: &str = "2024-02-29";
const TIME: &str = "23:59:58.123456789";
const BOTH: &str = "2024-02-29T23:59:58.123456789";
const LAST: &str = "+999999999-12-31";

#[test]
fn dates_and_times_of_jiff() {
    use jiff::{SignedDuration, Span, Timestamp, civil, tz};
    both_ways::<LocalDate, civil::Date>(parsed(DATE), DATE);
    both_ways::<LocalDate, civil::Date>(parsed("-0001-12-31"), "-000001-12-31");
    both_ways::<LocalTime, civil::Time>(parsed(TIME), TIME);
    both_ways::<LocalDateTime, civil::DateTime>(parsed(BOTH), BOTH);
    for (instant, text) in [
        ((1, 2), "1970-01-01T00:00:01.000000002Z"),
        ((-1, 999_999_999), "1969-12-31T23:59:59.999999999Z"),
    ] {
        both_ways::<Instant, Timestamp>(Instant::new(instant.0, instant.1).unwrap(), text);
    }
    both_ways::<Date, Timestamp>(Date(-1), "1969-12-31T23:59:59.999Z");
    both_ways::<ZoneOffset, tz::Offset>(parsed("+08:00"), "+08");
    for seconds in [-2, -1, 0, 1, i64::MIN, i64::MAX] {
        let duration = Duration::new(seconds, 500_000_000).unwrap();
        assert_eq!(Duration::from(SignedDuration::from(duration)), duration);
    }
    let (years, months, days) = (-1, -2, -3);
    let period = Period {
        years,
        months,
        days,
    };
    let span = Span::try_from(period).unwrap();
    assert_eq!(span.to_string(), "-P1Y2M3D");
    assert_eq!(Period::try_from(span).unwrap(), period);
    let weeks = Span::new().months(1).weeks(2).days(1);
    assert_eq!(Period::try_from(weeks).unwrap().days, 15);
    for day in DayOfWeek::ALL {
        assert_eq!(DayOfWeek::from(civil::Weekday::from(day)), day);
    }
    refused::<LocalDate, civil::Date>(parsed(LAST));
    refused::<Instant, Timestamp>(Instant::new(i64::MAX, 0).unwrap());
    refused::<Date, Timestamp>(Date(i64::MAX));
    refused::<tz::Offset, ZoneOffset>(tz::Offset::from_seconds(20 * 3600).unwrap());
    refused::<Span, Period>(Span::new().hours(1));
    refused::<Period, Span>(Period {
        years: 1,
        months: -1,
        days: 0,
    });
    refused::<Period, Span>(Period {
        years: i32::MAX,
        ..Period::default()
    });
}

#[test]
fn zones_of_jiff() {
    use jiff::ZonedDateTime as Zoned;
    let offset: ZoneOffset = parsed("+08:00");
    let date_time: LocalDateTime = parsed(BOTH);
    let time = OffsetDateTime { offset, date_time };
    let zoned = Zoned::try_from(time).unwrap();
    assert_eq!(OffsetDateTime::try_from(&zoned).unwrap(), time);
    let fixed = |zone: &str| ZonedDateTime {
        offset,
        date_time,
        zone: zone.into(),
    };
    let zoned = Zoned::try_from(&fixed("+08:00")).unwrap();
    assert_eq!(ZonedDateTime::try_from(&zoned).unwrap(), fixed("+08:00"));
    // The zone and the offset must agree, and a zone must be known.
    for zone in ["+09:00", "No/Where"] {
        let error = Zoned::try_from(&fixed(zone)).unwrap_err();
        assert!(error.to_string().starts_with("there is no "), "{error}");
    }
}

#[test]
fn dates_and_times_of_chrono() {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
    both_ways::<LocalDate, NaiveDate>(parsed(DATE), DATE);
    both_ways::<LocalTime, NaiveTime>(parsed(TIME), TIME);
    both_ways::<LocalDateTime, NaiveDateTime>(parsed(BOTH), "2024-02-29 23:59:58.123456789");
    let instant = Instant::new(-1, 999_999_999).unwrap();
    both_ways::<Instant, DateTime<Utc>>(instant, "1969-12-31 23:59:59.999999999 UTC");
    both_ways::<Date, DateTime<Utc>>(Date(-1), "1969-12-31 23:59:59.999 UTC");
    both_ways::<ZoneOffset, FixedOffset>(parsed("-01:30"), "-01:30");
    let (offset, date_time) = (parsed("+08:00"), parsed(BOTH));
    let time = OffsetDateTime { offset, date_time };
    both_ways::<OffsetDateTime, DateTime<FixedOffset>>(
        time,
        "2024-02-29 23:59:58.123456789 +08:00",
    );
    for seconds in [-2, -1, 0, 1] {
        let duration = Duration::new(seconds, 500_000_000).unwrap();
        let delta = TimeDelta::try_from(duration).unwrap();
        assert_eq!(delta.num_milliseconds(), seconds * 1000 + 500);
        assert_eq!(Duration::try_from(delta).unwrap(), duration);
    }
    for day in DayOfWeek::ALL {
        assert_eq!(DayOfWeek::from(chrono::Weekday::from(day)), day);
    }
    for month in Month::ALL {
        assert_eq!(Month::from(chrono::Month::from(month)), month);
    }
    refused::<LocalDate, NaiveDate>(parsed(LAST));
    refused::<Instant, DateTime<Utc>>(Instant::new(i64::MAX, 0).unwrap());
    refused::<Duration, TimeDelta>(Duration::new(i64::MAX, 0).unwrap());
    let leap_second = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
    refused::<NaiveTime, LocalTime>(leap_second);
    refused::<FixedOffset, ZoneOffset>(FixedOffset::east_opt(20 * 3600).unwrap());
}

#[test]
fn days_and_months_are_those_of_the_calendar() {
    let day = |text| DayOfWeek::from(parsed::<LocalDate>(text));
    assert_eq!(day("1970-01-01"), DayOfWeek::Thursday);
    assert_eq!(day("2024-02-29"), DayOfWeek::Thursday);
    assert_eq!(day("1969-12-28"), DayOfWeek::Sunday);
    assert_eq!(DayOfWeek::Sunday.number(), 7);
    assert_eq!(Month::from(parsed::<YearMonth>("2024-02")), Month::February);
    assert_eq!(Month::December.number(), 12);
}

#[test]
fn decimals() {
    use rust_decimal::Decimal;
    for text in [
        "0",
        "-1.50",
        "100.256",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
    ] {
        both_ways::<BigDecimal, Decimal>(parsed(text), text);
    }
    let decimal =
        |text| Decimal::try_from(parsed::<BigDecimal>(text)).map(|number| number.to_string());
    assert_eq!(decimal("1.5E+3").unwrap(), "1500");
    assert_eq!(decimal("15E-1").unwrap(), "1.5");
    assert_eq!(decimal("+.5").unwrap(), "0.5");
    for text in [
        "79228162514264337593543950336",
        "1E-29",
        "1E+29",
        "1E+999999999",
        "1.00000000000000000000000000001",
    ] {
        refused::<BigDecimal, Decimal>(parsed(text));
    }
}

#[test]
fn decimals_of_any_size() {
    use bigdecimal::BigDecimal as Other;
    for text in ["0", "-1.50", "100.256", "79228162514264337593543950336"] {
        both_ways::<BigDecimal, Other>(parsed(text), text);
    }
    let again = |text| {
        let other = Other::try_from(parsed::<BigDecimal>(text)).unwrap();
        BigDecimal::try_from(other).unwrap().to_string()
    };
    assert_eq!(again("1E+3"), "1E+3");
    assert_eq!(again("-12E+1000000"), "-12E+1000000");
    assert_eq!(again("1E-5000"), "1E-5000");
    refused::<Other, BigDecimal>(Other::new(1.into(), i64::MIN));
    refused::<Other, BigDecimal>(Other::new(1.into(), 1 << 40));
}

#[test]
fn integers_of_any_size() {
    for text in ["0", "-1", "4294967296", "-123456789012345678901234567890"] {
        both_ways::<BigInteger, num_bigint::BigInt>(parsed(text), text);
    }
}

#[test]
fn uuids() {
    let text = "123e4567-e89b-12d3-a456-426614174000";
    both_ways::<Uuid, uuid::Uuid>(parsed(text), text);
}
