//! `java.time.Year`, `YearMonth` and `MonthDay`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::LocalDate;
use super::calendar::{is_date, no_such, not_a, parse_two};
use crate::Error;
use crate::java_type::java_class;

java_class! {
    Year => "java.time.Year" "Ljava/time/Year;", "java.time.Year";
    YearMonth => "java.time.YearMonth" "Ljava/time/YearMonth;", "java.time.YearMonth";
    MonthDay => "java.time.MonthDay" "Ljava/time/MonthDay;", "java.time.MonthDay";
}

/// A leap year, in which there is every day that there can be.
const LEAP: i32 = 2000;

/// `java.time.Year`: a year of the proleptic Gregorian calendar; 0 is 1 BC.
///
/// On the wire `YearHandle { year }`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(into = "YearHandle", try_from = "YearHandle")]
pub struct Year {
    year: i32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.YearHandle")]
struct YearHandle {
    year: i32,
}

impl Year {
    /// The year of that number, −999,999,999 to 999,999,999.
    ///
    /// # Errors
    /// Beyond that.
    pub fn new(year: i32) -> Result<Self, Error> {
        match is_date(year, 1, 1) {
            true => Ok(Self { year }),
            false => Err(no_such("Year", year)),
        }
    }

    /// The year; 0 is 1 BC.
    pub const fn year(self) -> i32 {
        self.year
    }
}

impl From<Year> for YearHandle {
    fn from(Year { year }: Year) -> Self {
        Self { year }
    }
}

impl TryFrom<YearHandle> for Year {
    type Error = Error;

    fn try_from(handle: YearHandle) -> Result<Self, Error> {
        Self::new(handle.year)
    }
}

/// As Java prints it: `2024`, `-1`.
impl fmt::Display for Year {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.year.fmt(formatter)
    }
}

/// Reads `2024`.
impl FromStr for Year {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let year = text.parse();
        Self::new(year.map_err(|_| not_a("year", text, "2024"))?)
    }
}

/// `java.time.YearMonth`.
///
/// On the wire `YearMonthHandle { month, year }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "YearMonthHandle", try_from = "YearMonthHandle")]
pub struct YearMonth {
    year: i32,
    month: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.YearMonthHandle")]
struct YearMonthHandle {
    month: i32,
    year: i32,
}

impl YearMonth {
    /// The month (1 to 12) of that year.
    ///
    /// # Errors
    /// When there is no such month.
    pub fn new(year: i32, month: u8) -> Result<Self, Error> {
        match is_date(year, month, 1) {
            true => Ok(Self { year, month }),
            false => Err(no_such("YearMonth", format_args!("{year}-{month:02}"))),
        }
    }

    /// The year; 0 is 1 BC.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }
}

impl From<YearMonth> for YearMonthHandle {
    fn from(YearMonth { year, month }: YearMonth) -> Self {
        let month = month.into();
        Self { month, year }
    }
}

impl TryFrom<YearMonthHandle> for YearMonth {
    type Error = Error;

    fn try_from(YearMonthHandle { month, year }: YearMonthHandle) -> Result<Self, Error> {
        let month = u8::try_from(month);
        Self::new(
            year,
            month.map_err(|_| no_such("YearMonth of a month", "beyond 12"))?,
        )
    }
}

impl From<LocalDate> for YearMonth {
    fn from(date: LocalDate) -> Self {
        let (year, month) = (date.year(), date.month());
        Self { year, month }
    }
}

/// As Java prints it: `2024-02`.
impl fmt::Display for YearMonth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month } = self;
        match year {
            10_000.. => write!(formatter, "+{year}-{month:02}"),
            0.. => write!(formatter, "{year:04}-{month:02}"),
            _ => write!(formatter, "{year:05}-{month:02}"),
        }
    }
}

/// Reads `2024-02`.
impl FromStr for YearMonth {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let first: Result<LocalDate, _> = format!("{text}-01").parse();
        first
            .map(Self::from)
            .map_err(|_| not_a("year and month", text, "2024-02"))
    }
}

/// `java.time.MonthDay`: a day without a year, such as a birthday.
///
/// On the wire `MonthDayHandle { day, month }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "MonthDayHandle", try_from = "MonthDayHandle")]
pub struct MonthDay {
    month: u8,
    day: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.MonthDayHandle")]
struct MonthDayHandle {
    day: i32,
    month: i32,
}

impl MonthDay {
    /// That day (1 to 31) of that month (1 to 12); the 29th of February is one.
    ///
    /// # Errors
    /// When no year has such a day.
    pub fn new(month: u8, day: u8) -> Result<Self, Error> {
        match is_date(LEAP, month, day) {
            true => Ok(Self { month, day }),
            false => Err(no_such("MonthDay", format_args!("--{month:02}-{day:02}"))),
        }
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

impl From<MonthDay> for MonthDayHandle {
    fn from(MonthDay { month, day }: MonthDay) -> Self {
        let (day, month) = (day.into(), month.into());
        Self { day, month }
    }
}

impl TryFrom<MonthDayHandle> for MonthDay {
    type Error = Error;

    fn try_from(MonthDayHandle { day, month }: MonthDayHandle) -> Result<Self, Error> {
        match (u8::try_from(month), u8::try_from(day)) {
            (Ok(month), Ok(day)) => Self::new(month, day),
            _ => Err(no_such("MonthDay", format_args!("--{month}-{day}"))),
        }
    }
}

impl From<LocalDate> for MonthDay {
    fn from(date: LocalDate) -> Self {
        let (month, day) = (date.month(), date.day());
        Self { month, day }
    }
}

/// As Java prints it: `--02-29`.
impl fmt::Display for MonthDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "--{:02}-{:02}", self.month, self.day)
    }
}

/// Reads `--02-29`.
impl FromStr for MonthDay {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parts = || {
            let (month, day) = text.strip_prefix("--")?.split_once('-')?;
            Some((parse_two(month)?, parse_two(day)?))
        };
        let (month, day) = parts().ok_or_else(|| not_a("month and day", text, "--02-29"))?;
        Self::new(month, day)
    }
}
