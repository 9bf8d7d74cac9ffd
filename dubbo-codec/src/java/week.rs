//! `java.time.DayOfWeek` and `Month`.

use serde::{Deserialize, Serialize};

use super::{LocalDate, YearMonth};
use crate::java_type::java_class;

java_class! {
    DayOfWeek => "java.time.DayOfWeek" "Ljava/time/DayOfWeek;", "java.time.DayOfWeek";
    Month => "java.time.Month" "Ljava/time/Month;", "java.time.Month";
}

/// `java.time.DayOfWeek`. On the wire the constant of the enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename = "java.time.DayOfWeek", rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "their names say it")]
pub enum DayOfWeek {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl DayOfWeek {
    /// The days from Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// 1 for Monday to 7 for Sunday, as Java counts.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}

impl From<LocalDate> for DayOfWeek {
    fn from(date: LocalDate) -> Self {
        // 1970-01-01 was a Thursday.
        Self::ALL[(date.epoch_day() + 3).rem_euclid(7) as usize]
    }
}

/// `java.time.Month`. On the wire the constant of the enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename = "java.time.Month", rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "their names say it")]
pub enum Month {
    January,
    February,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
}

impl Month {
    /// The months from January to December.
    pub const ALL: [Self; 12] = [
        Self::January,
        Self::February,
        Self::March,
        Self::April,
        Self::May,
        Self::June,
        Self::July,
        Self::August,
        Self::September,
        Self::October,
        Self::November,
        Self::December,
    ];

    /// 1 for January to 12 for December.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}

impl From<YearMonth> for Month {
    fn from(month: YearMonth) -> Self {
        Self::ALL[usize::from(month.month() - 1)]
    }
}
