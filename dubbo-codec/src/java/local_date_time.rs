//! `java.time.LocalDateTime`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use super::calendar::not_a;
use super::forms::{self, AnyForm, Forms};
use super::{LocalDate, LocalTime};
use crate::Error;
use crate::java_type::java_class;

java_class! {
    LocalDateTime => "java.time.LocalDateTime" "Ljava/time/LocalDateTime;", "java.time.LocalDateTime";
}

/// `java.time.LocalDateTime`: a date and a time of day without a time zone.
///
/// On the wire `LocalDateTimeHandle { time, date }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "LocalDateTimeHandle")]
pub struct LocalDateTime {
    /// The date.
    pub date: LocalDate,
    /// The time of day.
    pub time: LocalTime,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.LocalDateTimeHandle")]
pub(super) struct LocalDateTimeHandle {
    time: LocalTime,
    date: LocalDate,
}

/// The fields have the same names in hessian-lite's compact mode, where they are numbers (hessian2.md §4.5).
#[derive(Deserialize)]
pub(super) struct NamedDateTime {
    time: AnyForm<LocalTime>,
    date: AnyForm<LocalDate>,
}

impl From<LocalDateTime> for LocalDateTimeHandle {
    fn from(local: LocalDateTime) -> Self {
        Self {
            time: local.time,
            date: local.date,
        }
    }
}

impl From<LocalDateTimeHandle> for LocalDateTime {
    fn from(handle: LocalDateTimeHandle) -> Self {
        Self {
            date: handle.date,
            time: handle.time,
        }
    }
}

impl From<NamedDateTime> for LocalDateTime {
    fn from(named: NamedDateTime) -> Self {
        Self {
            date: named.date.0,
            time: named.time.0,
        }
    }
}

impl Forms for LocalDateTime {
    type Positional = LocalDateTimeHandle;
    type Named = NamedDateTime;

    const CLASS: &'static str = "com.alibaba.com.caucho.hessian.io.java8.LocalDateTimeHandle";
    const FIELDS: &'static [&'static str] = &["time", "date"];

    fn from_text(text: &str) -> Result<Self, Error> {
        text.parse()
    }
}

impl<'de> Deserialize<'de> for LocalDateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        forms::read(deserializer)
    }
}

impl fmt::Display for LocalDateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}T{}", self.date, self.time)
    }
}

/// Reads `2024-02-29T23:59:58.123`.
impl FromStr for LocalDateTime {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parts = text.split_once(['T', 't']);
        let (date, time) =
            parts.ok_or_else(|| not_a("date and time", text, "2024-02-29T23:59:58"))?;
        Ok(Self {
            date: date.parse()?,
            time: time.parse()?,
        })
    }
}
