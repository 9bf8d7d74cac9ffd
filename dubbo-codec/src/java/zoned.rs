//! `java.time.ZoneOffset`, `OffsetTime`, `OffsetDateTime` and `ZonedDateTime`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::calendar::{SECONDS_PER_DAY, no_such, not_a, parse_two};
use super::{Instant, LocalDateTime, LocalTime};
use crate::Error;
use crate::java_type::java_class;

/// Java's bound for an offset: 18 hours.
const MAXIMUM_OFFSET: i32 = 18 * 3_600;

java_class! {
    ZoneOffset => "java.time.ZoneOffset" "Ljava/time/ZoneOffset;", "java.time.ZoneOffset";
    OffsetTime => "java.time.OffsetTime" "Ljava/time/OffsetTime;", "java.time.OffsetTime";
    OffsetDateTime => "java.time.OffsetDateTime" "Ljava/time/OffsetDateTime;", "java.time.OffsetDateTime";
    ZonedDateTime => "java.time.ZonedDateTime" "Ljava/time/ZonedDateTime;", "java.time.ZonedDateTime";
}

/// `java.time.ZoneOffset`: seconds east of Greenwich, at most 18 hours.
///
/// On the wire `ZoneOffsetHandle { seconds }`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(into = "ZoneOffsetHandle", try_from = "ZoneOffsetHandle")]
pub struct ZoneOffset {
    seconds: i32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.ZoneOffsetHandle")]
struct ZoneOffsetHandle {
    seconds: i32,
}

impl ZoneOffset {
    /// No offset.
    pub const UTC: Self = Self { seconds: 0 };

    /// The offset of that many seconds, negative in the west.
    ///
    /// # Errors
    /// Beyond 18 hours.
    pub fn new(seconds: i32) -> Result<Self, Error> {
        if !(-MAXIMUM_OFFSET..=MAXIMUM_OFFSET).contains(&seconds) {
            return Err(no_such("ZoneOffset of seconds", seconds));
        }
        Ok(Self { seconds })
    }

    /// Seconds east of Greenwich.
    pub const fn seconds(self) -> i32 {
        self.seconds
    }
}

impl From<ZoneOffset> for ZoneOffsetHandle {
    fn from(offset: ZoneOffset) -> Self {
        Self {
            seconds: offset.seconds,
        }
    }
}

impl TryFrom<ZoneOffsetHandle> for ZoneOffset {
    type Error = Error;

    fn try_from(handle: ZoneOffsetHandle) -> Result<Self, Error> {
        Self::new(handle.seconds)
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.seconds.unsigned_abs();
        let sign = if self.seconds < 0 { '-' } else { '+' };
        match (size, size % 60) {
            (0, _) => formatter.write_str("Z"),
            (_, 0) => write!(formatter, "{sign}{:02}:{:02}", size / 3_600, size / 60 % 60),
            (_, seconds) => {
                write!(
                    formatter,
                    "{sign}{:02}:{:02}:{seconds:02}",
                    size / 3_600,
                    size / 60 % 60
                )
            }
        }
    }
}

/// Reads `Z`, `+08:00` and `-01:02:03`.
impl FromStr for ZoneOffset {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let seconds = || {
            let (sign, parts) = match text.split_at_checked(1)? {
                ("+", parts) => (1, parts),
                ("-", parts) => (-1, parts),
                ("Z" | "z", "") => return Some(0),
                _ => return None,
            };
            let mut parts = parts.split(':').map(|part| parse_two(part).map(i32::from));
            let (hours, minutes) = (parts.next()??, parts.next().unwrap_or(Some(0))?);
            let seconds = parts.next().unwrap_or(Some(0))?;
            let fits = minutes < 60 && seconds < 60 && parts.next().is_none();
            fits.then_some(sign * (hours * 3_600 + minutes * 60 + seconds))
        };
        Self::new(seconds().ok_or_else(|| not_a("zone offset", text, "+08:00"))?)
    }
}

/// `java.time.OffsetTime`: a local time of day, and its offset from UTC.
///
/// On the wire `OffsetTimeHandle { zoneOffset, localTime }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.OffsetTimeHandle")]
pub struct OffsetTime {
    /// The offset of the local time from UTC.
    #[serde(rename = "zoneOffset")]
    pub offset: ZoneOffset,
    /// The local time.
    #[serde(rename = "localTime")]
    pub time: LocalTime,
}

impl fmt::Display for OffsetTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.time, self.offset)
    }
}

/// Reads `23:59:58.123+08:00`.
impl FromStr for OffsetTime {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let split = text.find(['Z', 'z', '+', '-']);
        let split = split.ok_or_else(|| not_a("time with an offset", text, "23:59:58+08:00"))?;
        Ok(Self {
            offset: text[split..].parse()?,
            time: text[..split].parse()?,
        })
    }
}

/// `java.time.OffsetDateTime`: a local date and time, and its offset from UTC.
///
/// On the wire `OffsetDateTimeHandle { offset, dateTime }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.OffsetDateTimeHandle")]
pub struct OffsetDateTime {
    /// The offset of the local time from UTC.
    pub offset: ZoneOffset,
    /// The local date and time.
    #[serde(rename = "dateTime")]
    pub date_time: LocalDateTime,
}

impl From<OffsetDateTime> for Instant {
    fn from(time: OffsetDateTime) -> Self {
        let LocalDateTime { date, time: of_day } = time.date_time;
        let local = date.epoch_day() * SECONDS_PER_DAY + of_day.second_of_day();
        Instant::clamped(local - i64::from(time.offset.seconds), of_day.nano().into())
    }
}

impl fmt::Display for OffsetDateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.date_time, self.offset)
    }
}

/// Reads `2024-02-29T23:59:58.123+08:00`.
impl FromStr for OffsetDateTime {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let time = text.find(['T', 't']).unwrap_or(0);
        let split = text[time..]
            .find(['Z', 'z', '+', '-'])
            .map(|offset| time + offset);
        let example = "2024-02-29T23:59:58+08:00";
        let split = split.ok_or_else(|| not_a("date and time with an offset", text, example))?;
        Ok(Self {
            offset: text[split..].parse()?,
            date_time: text[..split].parse()?,
        })
    }
}

/// `java.time.ZonedDateTime`: a local date and time, its offset from UTC, and the name of its time zone.
///
/// On the wire `ZonedDateTimeHandle { offset, dateTime, zoneId }`. The rules of the zone are not known here: offset and
/// zone are kept as they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.ZonedDateTimeHandle")]
pub struct ZonedDateTime {
    /// The offset of the local time from UTC.
    pub offset: ZoneOffset,
    /// The local date and time.
    #[serde(rename = "dateTime")]
    pub date_time: LocalDateTime,
    /// The zone: `Asia/Shanghai`, or an offset's text.
    #[serde(rename = "zoneId")]
    pub zone: String,
}

impl From<ZonedDateTime> for OffsetDateTime {
    fn from(time: ZonedDateTime) -> Self {
        Self {
            offset: time.offset,
            date_time: time.date_time,
        }
    }
}

/// As Java prints it, but always with seconds: `2024-02-29T12:30:00+08:00[Asia/Shanghai]`; without the zone if that is nothing but the offset.
impl fmt::Display for ZonedDateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.date_time, self.offset)?;
        match self.zone == self.offset.to_string() {
            true => Ok(()),
            false => write!(formatter, "[{}]", self.zone),
        }
    }
}
