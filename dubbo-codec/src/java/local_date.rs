//! `java.time.LocalDate`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use super::calendar::{civil, epoch_day, is_date, no_such, not_a, parse_two};
use super::forms::{self, Forms, long};
use crate::Error;
use crate::java_type::java_class;

java_class! {
    LocalDate => "java.time.LocalDate" "Ljava/time/LocalDate;", "java.time.LocalDate";
}

/// `java.time.LocalDate`: a date without a time zone, in the proleptic Gregorian calendar.
///
/// On the wire `LocalDateHandle { day, month, year }`; the day's number of a peer in compact mode is read, too.
///
/// ```
/// use dubbo_codec::java::LocalDate;
///
/// let leap: LocalDate = "2024-02-29".parse()?;
/// assert_eq!(leap, LocalDate::new(2024, 2, 29)?);
/// assert!(LocalDate::new(2023, 2, 29).is_err());
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "LocalDateHandle")]
pub struct LocalDate {
    year: i32,
    month: u8,
    day: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.LocalDateHandle")]
pub(super) struct LocalDateHandle {
    day: i32,
    month: i32,
    year: i32,
}

impl LocalDate {
    /// The date of that year (−999,999,999 to 999,999,999), month (1 to 12) and day (1 to 31).
    ///
    /// # Errors
    /// When there is no such date.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, Error> {
        if !is_date(year, month, day) {
            return Err(no_such(
                "LocalDate",
                format_args!("{year}-{month:02}-{day:02}"),
            ));
        }
        Ok(Self { year, month, day })
    }

    /// For parts that are known to be a date's.
    #[cfg(any(feature = "chrono", feature = "jiff"))]
    pub(super) const fn unchecked(year: i32, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// The date that many days after 1970-01-01.
    ///
    /// # Errors
    /// When Java has no such date: beyond the year 999,999,999.
    pub fn from_epoch_day(days: i64) -> Result<Self, Error> {
        let date = civil(days).ok_or_else(|| no_such("LocalDate of epoch day", days))?;
        Ok(Self {
            year: date.0,
            month: date.1,
            day: date.2,
        })
    }

    /// Days since 1970-01-01.
    pub fn epoch_day(self) -> i64 {
        epoch_day(self.year, self.month, self.day)
    }

    /// The year; 0 is 1 BC.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }
}

impl From<LocalDate> for LocalDateHandle {
    fn from(date: LocalDate) -> Self {
        Self {
            day: date.day.into(),
            month: date.month.into(),
            year: date.year,
        }
    }
}

impl TryFrom<LocalDateHandle> for LocalDate {
    type Error = Error;

    fn try_from(handle: LocalDateHandle) -> Result<Self, Error> {
        let LocalDateHandle { day, month, year } = handle;
        match (u8::try_from(month), u8::try_from(day)) {
            (Ok(month), Ok(day)) => Self::new(year, month, day),
            _ => Err(no_such("LocalDate", format_args!("{year}-{month}-{day}"))),
        }
    }
}

/// The fields of the handle, or that of hessian-lite's compact mode (hessian2.md §4.5).
#[derive(Deserialize)]
pub(super) struct NamedDate {
    day: Option<i32>,
    month: Option<i32>,
    year: Option<i32>,
    #[serde(rename = "epochDay")]
    epoch_day: Option<i64>,
}

impl TryFrom<NamedDate> for LocalDate {
    type Error = Error;

    fn try_from(named: NamedDate) -> Result<Self, Error> {
        match named {
            NamedDate {
                epoch_day: Some(days),
                ..
            } => Self::from_epoch_day(days),
            NamedDate {
                day: Some(day),
                month: Some(month),
                year: Some(year),
                ..
            } => LocalDateHandle { day, month, year }.try_into(),
            _ => Err(no_such("LocalDate", "without day, month and year")),
        }
    }
}

impl Forms for LocalDate {
    type Positional = LocalDateHandle;
    type Named = NamedDate;

    const CLASS: &'static str = "com.alibaba.com.caucho.hessian.io.java8.LocalDateHandle";
    const FIELDS: &'static [&'static str] = &["day", "month", "year"];

    fn from_integer(epoch_day: i128) -> Result<Self, Error> {
        Self::from_epoch_day(long(epoch_day)?)
    }

    fn from_text(text: &str) -> Result<Self, Error> {
        text.parse()
    }
}

impl<'de> Deserialize<'de> for LocalDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        forms::read(deserializer)
    }
}

impl fmt::Display for LocalDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LocalDate { year, month, day } = self;
        match year {
            10_000.. => write!(formatter, "+{year}-{month:02}-{day:02}"),
            0.. => write!(formatter, "{year:04}-{month:02}-{day:02}"),
            _ => write!(formatter, "{year:05}-{month:02}-{day:02}"),
        }
    }
}

/// Reads `2024-02-29`.
impl FromStr for LocalDate {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parts = || {
            let (rest, day) = text.rsplit_once('-')?;
            let (year, month) = rest.rsplit_once('-')?;
            let digits = year.strip_prefix(['+', '-']).unwrap_or(year);
            if digits.len() < 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            Some((year.parse().ok()?, parse_two(month)?, parse_two(day)?))
        };
        let (year, month, day) = parts().ok_or_else(|| not_a("date", text, "2024-02-29"))?;
        Self::new(year, month, day)
    }
}
