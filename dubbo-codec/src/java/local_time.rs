//! `java.time.LocalTime`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use super::calendar::{
    NANOS_PER_DAY, NANOS_PER_SECOND, no_such, not_a, parse_fraction, parse_two, write_fraction,
};
use super::forms::{self, Forms, long};
use crate::Error;
use crate::java_type::java_class;

java_class! {
    LocalTime => "java.time.LocalTime" "Ljava/time/LocalTime;", "java.time.LocalTime";
}

/// `java.time.LocalTime`: a time of day without a time zone, to the nanosecond.
///
/// On the wire `LocalTimeHandle { nano, second, minute, hour }`; the nanosecond of the day of a peer in compact mode
/// is read, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "LocalTimeHandle")]
pub struct LocalTime {
    hour: u8,
    minute: u8,
    second: u8,
    nano: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.LocalTimeHandle")]
pub(super) struct LocalTimeHandle {
    nano: i32,
    second: i32,
    minute: i32,
    hour: i32,
}

impl LocalTime {
    /// The time at that hour (0 to 23), minute (0 to 59), second (0 to 59) and nanosecond (0 to 999,999,999).
    ///
    /// # Errors
    /// When there is no such time.
    pub fn new(hour: u8, minute: u8, second: u8, nano: u32) -> Result<Self, Error> {
        if hour > 23 || minute > 59 || second > 59 || i64::from(nano) >= NANOS_PER_SECOND {
            let text = format_args!("{hour:02}:{minute:02}:{second:02}.{nano:09}");
            return Err(no_such("LocalTime", text));
        }
        Ok(Self {
            hour,
            minute,
            second,
            nano,
        })
    }

    /// The time that many nanoseconds after midnight.
    ///
    /// # Errors
    /// When a day has not so many.
    pub fn from_nano_of_day(nanos: i64) -> Result<Self, Error> {
        if !(0..NANOS_PER_DAY).contains(&nanos) {
            return Err(no_such("LocalTime of nano of day", nanos));
        }
        let nano = u32::try_from(nanos % NANOS_PER_SECOND).unwrap_or(0);
        Ok(Self::from_second_of_day(nanos / NANOS_PER_SECOND, nano))
    }

    /// For a second and a nanosecond that are known to lie within a day and a second.
    pub(super) fn from_second_of_day(second: i64, nano: u32) -> Self {
        let part = |value: i64| u8::try_from(value).unwrap_or(0);
        let (hour, minute) = (part(second / 3_600), part(second / 60 % 60));
        Self {
            hour,
            minute,
            second: part(second % 60),
            nano,
        }
    }

    pub(super) fn second_of_day(self) -> i64 {
        i64::from(self.hour) * 3_600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }

    /// Nanoseconds since midnight.
    pub fn nano_of_day(self) -> i64 {
        self.second_of_day() * NANOS_PER_SECOND + i64::from(self.nano)
    }

    /// The hour, 0 to 23.
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59.
    pub const fn second(self) -> u8 {
        self.second
    }

    /// The nanosecond, 0 to 999,999,999.
    pub const fn nano(self) -> u32 {
        self.nano
    }
}

impl From<LocalTime> for LocalTimeHandle {
    fn from(time: LocalTime) -> Self {
        Self {
            nano: time.nano.cast_signed(),
            second: time.second.into(),
            minute: time.minute.into(),
            hour: time.hour.into(),
        }
    }
}

impl TryFrom<LocalTimeHandle> for LocalTime {
    type Error = Error;

    fn try_from(handle: LocalTimeHandle) -> Result<Self, Error> {
        let LocalTimeHandle {
            nano,
            second,
            minute,
            hour,
        } = handle;
        match (
            u8::try_from(hour),
            u8::try_from(minute),
            u8::try_from(second),
        ) {
            (Ok(hour), Ok(minute), Ok(second)) => {
                Self::new(hour, minute, second, nano.cast_unsigned())
            }
            _ => Err(no_such(
                "LocalTime",
                format_args!("{hour}:{minute}:{second}"),
            )),
        }
    }
}

/// The fields of the handle, or that of hessian-lite's compact mode (hessian2.md §4.5).
#[derive(Deserialize)]
pub(super) struct NamedTime {
    nano: Option<i32>,
    second: Option<i32>,
    minute: Option<i32>,
    hour: Option<i32>,
    #[serde(rename = "nanoOfDay")]
    nano_of_day: Option<i64>,
}

impl TryFrom<NamedTime> for LocalTime {
    type Error = Error;

    fn try_from(named: NamedTime) -> Result<Self, Error> {
        let NamedTime {
            nano,
            second,
            minute,
            hour,
            nano_of_day,
        } = named;
        match (nano_of_day, nano, second, minute, hour) {
            (Some(nanos), ..) => Self::from_nano_of_day(nanos),
            (_, Some(nano), Some(second), Some(minute), Some(hour)) => LocalTimeHandle {
                nano,
                second,
                minute,
                hour,
            }
            .try_into(),
            _ => Err(no_such(
                "LocalTime",
                "without hour, minute, second and nano",
            )),
        }
    }
}

impl Forms for LocalTime {
    type Positional = LocalTimeHandle;
    type Named = NamedTime;

    const CLASS: &'static str = "com.alibaba.com.caucho.hessian.io.java8.LocalTimeHandle";
    const FIELDS: &'static [&'static str] = &["nano", "second", "minute", "hour"];

    fn from_integer(nano_of_day: i128) -> Result<Self, Error> {
        Self::from_nano_of_day(long(nano_of_day)?)
    }

    fn from_text(text: &str) -> Result<Self, Error> {
        text.parse()
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        forms::read(deserializer)
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:02}:{:02}:{:02}",
            self.hour, self.minute, self.second
        )?;
        write_fraction(self.nano, formatter)
    }
}

/// Reads `23:59`, `23:59:58` and `23:59:58.123456789`.
impl FromStr for LocalTime {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parts = || {
            let (time, nano) = match text.split_once('.') {
                Some((time, fraction)) => (time, parse_fraction(fraction)?),
                None => (text, 0),
            };
            let mut parts = time.split(':');
            let (hour, minute) = (parse_two(parts.next()?)?, parse_two(parts.next()?)?);
            let second = match parts.next() {
                Some(second) => parse_two(second)?,
                None if time.len() == text.len() => 0,
                None => return None,
            };
            parts
                .next()
                .is_none()
                .then_some((hour, minute, second, nano))
        };
        let parts = parts().ok_or_else(|| not_a("time of day", text, "23:59:58.123"))?;
        Self::new(parts.0, parts.1, parts.2, parts.3)
    }
}
