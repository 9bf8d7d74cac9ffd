//! `java.time.Duration` and `Period`.

use std::fmt;
use std::time;

use serde::{Deserialize, Serialize};

use super::calendar::{NANOS_PER_SECOND, no_such};
use crate::Error;
use crate::java_type::java_class;

java_class! {
    Duration => "java.time.Duration" "Ljava/time/Duration;", "java.time.Duration";
    Period => "java.time.Period" "Ljava/time/Period;", "java.time.Period";
}

/// `java.time.Duration`: seconds, which may be negative, and nanoseconds that are added to them.
///
/// On the wire `DurationHandle { nanos, seconds }`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(into = "DurationHandle", try_from = "DurationHandle")]
pub struct Duration {
    seconds: i64,
    nanos: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.DurationHandle")]
struct DurationHandle {
    nanos: i32,
    seconds: i64,
}

impl Duration {
    /// That many seconds and `nanos` more; −0.5 s is −1 second and 500,000,000 nanoseconds.
    ///
    /// # Errors
    /// When `nanos` is a whole second or more.
    pub fn new(seconds: i64, nanos: u32) -> Result<Self, Error> {
        if i64::from(nanos) >= NANOS_PER_SECOND {
            return Err(no_such("Duration of nanoseconds", nanos));
        }
        Ok(Self { seconds, nanos })
    }

    /// For nanoseconds that are known to lie within a second.
    #[cfg(feature = "jiff")]
    pub(super) fn clamped(seconds: i64, nanos: i64) -> Self {
        let nanos = nanos.clamp(0, NANOS_PER_SECOND - 1);
        Self {
            seconds,
            nanos: u32::try_from(nanos).unwrap_or(0),
        }
    }

    /// Whole seconds, rounded down.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds on top of [`seconds`](Self::seconds).
    pub const fn nanos(self) -> u32 {
        self.nanos
    }
}

impl From<Duration> for DurationHandle {
    fn from(duration: Duration) -> Self {
        Self {
            nanos: duration.nanos.cast_signed(),
            seconds: duration.seconds,
        }
    }
}

impl TryFrom<DurationHandle> for Duration {
    type Error = Error;

    fn try_from(handle: DurationHandle) -> Result<Self, Error> {
        Self::new(handle.seconds, handle.nanos.cast_unsigned())
    }
}

/// Fails beyond 2⁶³ seconds.
impl TryFrom<time::Duration> for Duration {
    type Error = Error;

    fn try_from(duration: time::Duration) -> Result<Self, Error> {
        let seconds = i64::try_from(duration.as_secs());
        let seconds = seconds.map_err(|_| no_such("Duration of seconds", duration.as_secs()))?;
        Ok(Self {
            seconds,
            nanos: duration.subsec_nanos(),
        })
    }
}

/// Fails for a negative one.
impl TryFrom<Duration> for time::Duration {
    type Error = Error;

    fn try_from(duration: Duration) -> Result<Self, Error> {
        let seconds = u64::try_from(duration.seconds);
        let seconds = seconds.map_err(|_| no_such("std::time::Duration for", duration))?;
        Ok(Self::new(seconds, duration.nanos))
    }
}

/// As Java prints it: `PT8H6M12.345S`.
impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Towards zero, so that sign and size can be printed apart.
        let total =
            i128::from(self.seconds) * i128::from(NANOS_PER_SECOND) + i128::from(self.nanos);
        let (sign, size) = (if total < 0 { "-" } else { "" }, total.unsigned_abs());
        let (seconds, nanos) = (size / 1_000_000_000, size % 1_000_000_000);
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        formatter.write_str("PT")?;
        if hours > 0 {
            write!(formatter, "{sign}{hours}H")?;
        }
        if minutes > 0 {
            write!(formatter, "{sign}{minutes}M")?;
        }
        match (seconds, nanos) {
            (0, 0) if size > 0 => Ok(()),
            (_, 0) => write!(formatter, "{sign}{seconds}S"),
            _ => {
                let fraction = format!("{nanos:09}");
                write!(
                    formatter,
                    "{sign}{seconds}.{}S",
                    fraction.trim_end_matches('0')
                )
            }
        }
    }
}

/// `java.time.Period`: years, months and days, each of which may be negative.
///
/// On the wire `PeriodHandle { days, months, years }`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.java8.PeriodHandle")]
pub struct Period {
    /// Days.
    pub days: i32,
    /// Months.
    pub months: i32,
    /// Years.
    pub years: i32,
}

/// As Java prints it: `P1Y2M3D`.
impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return formatter.write_str("P0D");
        }
        formatter.write_str("P")?;
        for (amount, unit) in [(self.years, 'Y'), (self.months, 'M'), (self.days, 'D')] {
            if amount != 0 {
                write!(formatter, "{amount}{unit}")?;
            }
        }
        Ok(())
    }
}
