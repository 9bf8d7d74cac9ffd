//! The proleptic Gregorian calendar and the texts of ISO 8601, as `java.time` has them.

use std::fmt;

use crate::{Error, ErrorKind};

pub(super) const SECONDS_PER_DAY: i64 = 86_400;
pub(super) const NANOS_PER_SECOND: i64 = 1_000_000_000;
pub(super) const NANOS_PER_DAY: i64 = SECONDS_PER_DAY * NANOS_PER_SECOND;

/// The years that `java.time` allows, in both directions.
const MAXIMUM_YEAR: i64 = 999_999_999;

/// Days from 1970-01-01 to a date, which need not be before or after it.
///
/// Years are counted from March, so that the leap day is the last of its year, in eras of 400 years.
pub(super) fn epoch_day(year: i32, month: u8, day: u8) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date that many days after 1970-01-01, if `java.time` has its year.
pub(super) fn civil(epoch_day: i64) -> Option<(i32, u8, u8)> {
    let days = epoch_day.checked_add(719_468)?;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    if year.abs() > MAXIMUM_YEAR {
        return None;
    }
    Some((
        i32::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    ))
}

/// Whether there is such a date.
pub(super) fn is_date(year: i32, month: u8, day: u8) -> bool {
    let days = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return false,
    };
    i64::from(year).abs() <= MAXIMUM_YEAR && (1..=days).contains(&day)
}

/// A fraction of a second as Java prints it: nothing, or 3, 6 or 9 digits.
pub(super) fn write_fraction(nanos: u32, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match nanos {
        0 => Ok(()),
        _ if nanos.is_multiple_of(1_000_000) => write!(formatter, ".{:03}", nanos / 1_000_000),
        _ if nanos.is_multiple_of(1_000) => write!(formatter, ".{:06}", nanos / 1_000),
        _ => write!(formatter, ".{nanos:09}"),
    }
}

/// The digits behind a decimal point as nanoseconds; one to nine of them.
pub(super) fn parse_fraction(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let exponent = 9 - u32::try_from(digits.len()).ok()?;
    digits
        .parse::<u32>()
        .ok()
        .map(|value| value * 10u32.pow(exponent))
}

/// Two digits as a number.
pub(super) fn parse_two(text: &str) -> Option<u8> {
    if text.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// The error for a text that is none of its type's.
pub(super) fn not_a(what: &str, text: &str, example: &str) -> Error {
    let message = format!("{text:?} is not a {what}: write it like {example}");
    Error::new(ErrorKind::OutOfRange, message)
}

/// The error for a number that is none of its type's.
pub(super) fn no_such(what: &str, found: impl fmt::Display) -> Error {
    Error::new(ErrorKind::OutOfRange, format!("there is no {what} {found}"))
}
