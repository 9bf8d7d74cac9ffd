//! `java.time.Instant`.

use std::fmt;
use std::str::FromStr;
use std::time::{self, SystemTime};

use serde::{Deserialize, Serialize};

use super::calendar::{NANOS_PER_SECOND, SECONDS_PER_DAY, no_such, not_a};
use super::{LocalDate, LocalDateTime, LocalTime};
use crate::Error;
use crate::java_type::java_class;

/// `java.time.Instant`: seconds since 1970-01-01T00:00:00Z and nanoseconds within the second.
///
/// On the wire `InstantHandle { nanos, seconds }`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(into = "InstantHandle", try_from = "InstantHandle")]
pub struct Instant {
    seconds: i64,
    nanos: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.InstantHandle")]
struct InstantHandle {
    nanos: i32,
    seconds: i64,
}

java_class! {
    Instant => "java.time.Instant" "Ljava/time/Instant;", "java.time.Instant";
}

impl Instant {
    /// The instant that many seconds after 1970-01-01T00:00:00Z (before it if negative), and `nanos` later.
    ///
    /// # Errors
    /// When `nanos` is a whole second or more.
    pub fn new(seconds: i64, nanos: u32) -> Result<Self, Error> {
        if i64::from(nanos) >= NANOS_PER_SECOND {
            return Err(no_such("Instant of nanoseconds", nanos));
        }
        Ok(Self { seconds, nanos })
    }

    /// For nanoseconds that are known to lie within a second.
    pub(super) fn clamped(seconds: i64, nanos: i64) -> Self {
        let nanos = nanos.clamp(0, NANOS_PER_SECOND - 1);
        Self {
            seconds,
            nanos: u32::try_from(nanos).unwrap_or(0),
        }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after [`seconds`](Self::seconds).
    pub const fn nanos(self) -> u32 {
        self.nanos
    }
}

impl From<Instant> for InstantHandle {
    fn from(instant: Instant) -> Self {
        Self {
            nanos: instant.nanos.cast_signed(),
            seconds: instant.seconds,
        }
    }
}

impl TryFrom<InstantHandle> for Instant {
    type Error = Error;

    fn try_from(handle: InstantHandle) -> Result<Self, Error> {
        Self::new(handle.seconds, handle.nanos.cast_unsigned())
    }
}

impl From<SystemTime> for Instant {
    fn from(time: SystemTime) -> Self {
        let seconds =
            |duration: time::Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(time::UNIX_EPOCH) {
            Ok(after) => Self {
                seconds: seconds(after),
                nanos: after.subsec_nanos(),
            },
            Err(error) => {
                let before = error.duration();
                let nanos = i64::from(before.subsec_nanos());
                let borrowed = i64::from(nanos > 0);
                let whole = (-seconds(before)).saturating_sub(borrowed);
                Self::clamped(whole, borrowed * NANOS_PER_SECOND - nanos)
            }
        }
    }
}

/// Fails where the platform's `SystemTime` does not reach that far.
impl TryFrom<Instant> for SystemTime {
    type Error = Error;

    fn try_from(instant: Instant) -> Result<Self, Error> {
        let whole = time::Duration::from_secs(instant.seconds.unsigned_abs());
        let second = match instant.seconds {
            0.. => time::UNIX_EPOCH.checked_add(whole),
            _ => time::UNIX_EPOCH.checked_sub(whole),
        };
        let nanos = time::Duration::from_nanos(u64::from(instant.nanos));
        let time = second.and_then(|second| second.checked_add(nanos));
        time.ok_or_else(|| no_such("SystemTime for", instant))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.seconds.div_euclid(SECONDS_PER_DAY);
        let second = self.seconds.rem_euclid(SECONDS_PER_DAY);
        let time = LocalTime::from_second_of_day(second, self.nanos);
        match LocalDate::from_epoch_day(day) {
            Ok(date) => write!(formatter, "{}Z", LocalDateTime { date, time }),
            Err(_) => write!(formatter, "{}s", self.seconds),
        }
    }
}

/// Reads `2020-01-02T03:04:05.678Z`.
impl FromStr for Instant {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let local = text
            .strip_suffix(['Z', 'z'])
            .and_then(|local| local.parse().ok());
        let local: LocalDateTime =
            local.ok_or_else(|| not_a("time in UTC", text, "2020-01-02T03:04:05.678Z"))?;
        let day = local.date.epoch_day() * SECONDS_PER_DAY;
        Self::new(day + local.time.second_of_day(), local.time.nano())
    }
}
