//! Java's types as text, and what their constructors refuse.

use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::time::{Duration as StdDuration, SystemTime, UNIX_EPOCH};

use dubbo_codec::java::{
    BigDecimal, BigInteger, BitSet, Date, Duration, Instant, LocalDate, LocalDateTime, LocalTime,
    MonthDay, OffsetDateTime, OffsetTime, Period, Uuid, Year, YearMonth, ZoneOffset, ZonedDateTime,
};

/// The text is read, and is what the value prints.
fn is_text_of<T: FromStr<Err = dubbo_codec::Error> + Display + PartialEq + Debug>(texts: &[&str]) {
    for text in texts {
        assert_eq!(text.parse::<T>().unwrap().to_string(), *text);
    }
}

fn refuses<T: FromStr<Err = dubbo_codec::Error> + Debug>(texts: &[&str]) {
    for text in texts {
        let error = text.parse::<T>().expect_err(text).to_string();
        let says = error.contains("write it like") || error.contains("there is no");
        assert!(says, "{text}: {error}");
    }
}

#[test]
fn dates() {
    is_text_of::<LocalDate>(&[
        "2024-02-29",
        "0000-01-01",
        "-0001-12-31",
        "+10000-01-01",
        "1970-01-01",
    ]);
    is_text_of::<LocalDate>(&["+999999999-12-31", "-999999999-01-01"]);
    refuses::<LocalDate>(&[
        "2023-02-29",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "2024-04-31",
    ]);
    refuses::<LocalDate>(&[
        "",
        "2024",
        "24-01-01",
        "2024-1-1",
        "2024/01/01",
        "+1000000000-01-01",
        "x024-01-01",
    ]);
    refuses::<LocalDate>(&["9999999999-01-01", "2024-01-01Z", "２０２４-01-01"]);
}

#[test]
fn parts_of_dates() {
    is_text_of::<Year>(&["2024", "-1", "999999999"]);
    refuses::<Year>(&["", "x", "1000000000"]);
    is_text_of::<YearMonth>(&["2024-02", "-0001-12", "+10000-01"]);
    refuses::<YearMonth>(&["2024", "2024-13", "2024-2", "2024-02-01"]);
    is_text_of::<MonthDay>(&["--02-29", "--12-31"]);
    refuses::<MonthDay>(&["02-29", "--02-30", "--13-01", "--2-3"]);
    is_text_of::<OffsetTime>(&["23:59:58.123+08:00", "00:00:00Z", "12:30:00-01:30"]);
    refuses::<OffsetTime>(&["23:59:58", "24:00Z", "12:30+19:00"]);
    let date: LocalDate = "2024-02-29".parse().unwrap();
    assert_eq!(YearMonth::from(date), "2024-02".parse().unwrap());
    assert_eq!(MonthDay::from(date), "--02-29".parse().unwrap());
}

#[test]
fn bits_are_in_words_without_empty_ones_behind() {
    assert_eq!(BitSet::from_words(vec![1, 0, 0]).words(), [1]);
    assert_eq!(BitSet::from_words(vec![0]), BitSet::default());
    let bits: BitSet = [200, 63].into_iter().collect();
    assert_eq!(bits.words(), [1 << 63, 0, 0, 1 << 8]);
}

#[test]
fn a_date_is_the_day_of_its_number() {
    for (day, text) in [
        (0, "1970-01-01"),
        (-1, "1969-12-31"),
        (18_263, "2020-01-02"),
        (-719_528, "0000-01-01"),
        (11_016, "2000-02-29"),
        (-25_509, "1900-02-28"),
        (-25_508, "1900-03-01"),
    ] {
        assert_eq!(LocalDate::from_epoch_day(day).unwrap().to_string(), text);
        assert_eq!(text.parse::<LocalDate>().unwrap().epoch_day(), day);
    }
    for day in (-800_000..800_000).step_by(37) {
        assert_eq!(LocalDate::from_epoch_day(day).unwrap().epoch_day(), day);
    }
    let last = "+999999999-12-31".parse::<LocalDate>().unwrap().epoch_day();
    assert!(
        LocalDate::from_epoch_day(last).is_ok() && LocalDate::from_epoch_day(last + 1).is_err()
    );
    assert!(
        LocalDate::from_epoch_day(i64::MAX).is_err()
            && LocalDate::from_epoch_day(i64::MIN).is_err()
    );
}

#[test]
fn times_of_day() {
    is_text_of::<LocalTime>(&[
        "00:00:00",
        "23:59:58.123",
        "23:59:58.000001",
        "01:02:03.000000004",
    ]);
    assert_eq!(
        "12:34".parse::<LocalTime>().unwrap(),
        LocalTime::new(12, 34, 0, 0).unwrap()
    );
    assert_eq!(
        "12:34:56.5".parse::<LocalTime>().unwrap().nano(),
        500_000_000
    );
    refuses::<LocalTime>(&[
        "24:00:00",
        "12:60:00",
        "12:00:60",
        "12",
        "12:0:00",
        "12:00:00.",
        "",
    ]);
    refuses::<LocalTime>(&[
        "12:00:00.0123456789",
        "12:00.5",
        "12:00:00:00",
        "12:00:00.-1",
    ]);
    let last = LocalTime::from_nano_of_day(86_399_999_999_999).unwrap();
    assert_eq!(last.to_string(), "23:59:59.999999999");
    assert_eq!(last.nano_of_day(), 86_399_999_999_999);
    assert!(LocalTime::from_nano_of_day(86_400_000_000_000).is_err());
    assert!(LocalTime::from_nano_of_day(-1).is_err());
    assert!(LocalTime::new(0, 0, 0, 1_000_000_000).is_err());
}

#[test]
fn dates_with_times() {
    is_text_of::<LocalDateTime>(&["2024-02-29T23:59:58.123", "1970-01-01T00:00:00"]);
    refuses::<LocalDateTime>(&["2024-02-29 23:59:58", "2024-02-29", "T", ""]);
    is_text_of::<Instant>(&["2024-02-29T23:59:58.123456789Z", "1969-12-31T23:59:59.999Z"]);
    refuses::<Instant>(&["2024-02-29T23:59:58", "Z", ""]);
    is_text_of::<Date>(&["1998-05-09T07:51:31.007Z", "1969-12-31T23:59:59.999Z"]);
    assert_eq!(
        "1969-12-31T23:59:59.999Z".parse::<Date>().unwrap(),
        Date(-1)
    );
    assert_eq!(
        "1970-01-01T00:00:00.0019Z".parse::<Date>().unwrap(),
        Date(1)
    );
    assert_eq!(Date(i64::MAX).to_string(), "+292278994-08-17T07:12:55.807Z");
    assert_eq!(
        Instant::new(i64::MIN, 0).unwrap().to_string(),
        "-9223372036854775808s"
    );
}

#[test]
fn offsets_and_zones() {
    is_text_of::<ZoneOffset>(&["Z", "+08:00", "-01:30", "+00:00:01", "-18:00"]);
    assert_eq!("+08".parse::<ZoneOffset>().unwrap().seconds(), 8 * 3600);
    refuses::<ZoneOffset>(&[
        "",
        "8",
        "+8:00",
        "+18:00:01",
        "+01:60",
        "08:00",
        "+01:00:00:00",
        "Zz",
    ]);
    is_text_of::<OffsetDateTime>(&[
        "2024-02-29T23:59:58.123+08:00",
        "-0001-02-28T00:00:00-01:30",
    ]);
    is_text_of::<OffsetDateTime>(&["2024-02-29T23:59:58Z"]);
    refuses::<OffsetDateTime>(&["2024-02-29T23:59:58", "2024-02-29", "", "+08:00"]);
    let time: OffsetDateTime = "2024-02-29T02:00:00.5+08:00".parse().unwrap();
    assert_eq!(Instant::from(time).to_string(), "2024-02-28T18:00:00.500Z");
    let zoned = ZonedDateTime {
        offset: time.offset,
        date_time: time.date_time,
        zone: "Asia/Shanghai".to_owned(),
    };
    assert_eq!(
        zoned.to_string(),
        "2024-02-29T02:00:00.500+08:00[Asia/Shanghai]"
    );
    let zone = time.offset.to_string();
    let fixed = ZonedDateTime {
        zone,
        ..zoned.clone()
    };
    assert_eq!(fixed.to_string(), "2024-02-29T02:00:00.500+08:00");
    assert_eq!(OffsetDateTime::from(zoned), time);
}

#[test]
fn amounts_of_time() {
    let duration = |seconds, nanos| Duration::new(seconds, nanos).unwrap().to_string();
    // As `java.time.Duration.toString()` prints them.
    assert_eq!(duration(0, 0), "PT0S");
    assert_eq!(duration(29_172, 345_000_000), "PT8H6M12.345S");
    assert_eq!(duration(3_600, 0), "PT1H");
    assert_eq!(duration(-61, 0), "PT-1M-1S");
    assert_eq!(duration(-1, 500_000_000), "PT-0.5S");
    assert!(Duration::new(0, 1_000_000_000).is_err());
    let standard = StdDuration::new(5, 6);
    let java = Duration::try_from(standard).unwrap();
    assert_eq!(java, Duration::new(5, 6).unwrap());
    assert_eq!(StdDuration::try_from(java).unwrap(), standard);
    assert!(StdDuration::try_from(Duration::new(-1, 0).unwrap()).is_err());
    assert!(Duration::try_from(StdDuration::from_secs(u64::MAX)).is_err());
    assert_eq!(Period::default().to_string(), "P0D");
    assert_eq!(
        Period {
            years: 1,
            months: 0,
            days: -3
        }
        .to_string(),
        "P1Y-3D"
    );
}

#[test]
fn system_time_and_back() {
    for (seconds, nanos) in [(0, 0), (1, 1), (1_700_000_000, 999_000_000)] {
        for sign in [1, -1] {
            let distance = StdDuration::new(seconds, nanos);
            let time = if sign > 0 {
                UNIX_EPOCH + distance
            } else {
                UNIX_EPOCH - distance
            };
            assert_eq!(SystemTime::try_from(Instant::from(time)).unwrap(), time);
            let milliseconds = StdDuration::from_millis(distance.as_millis() as u64);
            let time = if sign > 0 {
                UNIX_EPOCH + milliseconds
            } else {
                UNIX_EPOCH - milliseconds
            };
            assert_eq!(SystemTime::try_from(Date::from(time)).unwrap(), time);
        }
    }
    let before = UNIX_EPOCH - StdDuration::from_nanos(1);
    assert_eq!(
        Instant::from(before),
        Instant::new(-1, 999_999_999).unwrap()
    );
    assert_eq!(Date::from(before), Date(-1));
    assert_eq!(
        Date::from(Instant::new(i64::MAX, 0).unwrap()),
        Date(i64::MAX)
    );
}

#[test]
fn decimals() {
    is_text_of::<BigDecimal>(&[
        "0",
        "-12345.6700",
        "1E+3",
        ".5",
        "5.",
        "+1e-2147483647",
        "00.0",
    ]);
    refuses::<BigDecimal>(&[
        "",
        "-",
        ".",
        "1,5",
        "1.2.3",
        "0x1",
        "1e",
        "1e2147483648",
        "NaN",
        " 1",
        "1.0e-2147483647",
    ]);
    assert_eq!(BigDecimal::from(i64::MIN).as_str(), "-9223372036854775808");
    assert_eq!(BigDecimal::from(&BigInteger::from(5i64)).as_str(), "5");
    assert_eq!(format!("{:>5}", BigDecimal::from(7)), "    7");
}

#[test]
fn integers_of_any_size() {
    is_text_of::<BigInteger>(&[
        "0",
        "-1",
        "999999999",
        "1000000000",
        "4294967295",
        "4294967296",
        "-340282366920938463463374607431768211456",
        "123456789012345678901234567890123456789012345678901234567890",
    ]);
    assert_eq!("-0".parse::<BigInteger>().unwrap(), BigInteger::default());
    assert_eq!(
        "+007".parse::<BigInteger>().unwrap(),
        BigInteger::from(7i64)
    );
    refuses::<BigInteger>(&["", "-", "1.0", "0x1", "1_000", "--1", " 1"]);
    for number in [
        0,
        1,
        -1,
        i128::MAX,
        i128::MIN,
        1 << 32,
        -(1 << 64),
        i64::MIN.into(),
    ] {
        let big = BigInteger::from(number);
        assert_eq!(i128::try_from(&big).unwrap(), number);
        assert_eq!(big.to_string(), number.to_string());
        assert_eq!(number.to_string().parse::<BigInteger>().unwrap(), big);
        assert_eq!(big.is_negative(), number < 0);
        assert_eq!(i64::try_from(&big).ok(), i64::try_from(number).ok());
    }
    let beyond: BigInteger = "170141183460469231731687303715884105728".parse().unwrap();
    assert!(i128::try_from(&beyond).is_err());
    assert_eq!(BigInteger::new(true, &[0, 0]), BigInteger::default());
    assert_eq!(BigInteger::new(false, &[0, 1, 2]).magnitude(), [1, 2]);
    let mut numbers = [5i64, -5, 0, 1 << 40, -(1 << 40), 6].map(BigInteger::from);
    numbers.sort();
    assert_eq!(
        numbers.map(|number| number.to_string()).join(" "),
        "-1099511627776 -5 0 5 6 1099511627776"
    );
}

#[test]
fn uuids() {
    is_text_of::<Uuid>(&["123e4567-e89b-12d3-a456-426614174000"]);
    let upper: Uuid = "123E4567-E89B-12D3-A456-426614174000".parse().unwrap();
    assert_eq!(upper, Uuid(0x123e4567_e89b_12d3_a456_426614174000));
    refuses::<Uuid>(&["", "123e4567e89b12d3a456426614174000", "1-2-3-4-5"]);
    refuses::<Uuid>(&[
        "123e4567-e89b-12d3-a456-42661417400g",
        "123e4567-e89b-12d3-a456-426614174000-",
    ]);
}
