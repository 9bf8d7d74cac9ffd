//! `java.util.Date`.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::Instant;
use crate::Error;
use crate::java_type::java_class;

/// `java.util.Date`: milliseconds since 1970-01-01T00:00:00Z. On the wire hessian's own date.
///
/// ```
/// use dubbo_codec::java::Date;
///
/// let date: Date = "1998-05-09T07:51:31Z".parse()?;
/// assert_eq!(date, Date(894_700_291_000));
/// assert_eq!(Date::from(std::time::UNIX_EPOCH), Date(0));
/// assert_eq!(date.to_string(), "1998-05-09T07:51:31Z");
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename = "$dubbo::Date")]
pub struct Date(pub i64);

java_class! {
    Date => "java.util.Date" "Ljava/util/Date;", "date";
}

impl Date {
    /// The date that many milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn milliseconds(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Instant::from(*self).fmt(formatter)
    }
}

/// Reads `2020-01-02T03:04:05.678Z`; digits beyond the millisecond are cut off.
impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.parse::<Instant>().map(Date::from)
    }
}

/// Cuts off what is below a millisecond, and stops at the ends of what a `Date` can hold.
impl From<SystemTime> for Date {
    fn from(time: SystemTime) -> Self {
        Instant::from(time).into()
    }
}

/// Fails where the platform's `SystemTime` does not reach that far.
impl TryFrom<Date> for SystemTime {
    type Error = Error;

    fn try_from(date: Date) -> Result<Self, Error> {
        Instant::from(date).try_into()
    }
}

/// Cuts off what is below a millisecond, and stops at the ends of what a `Date` can hold.
impl From<Instant> for Date {
    fn from(instant: Instant) -> Self {
        let milliseconds = i64::from(instant.nanos() / 1_000_000);
        Self(
            instant
                .seconds()
                .saturating_mul(1_000)
                .saturating_add(milliseconds),
        )
    }
}

impl From<Date> for Instant {
    fn from(date: Date) -> Self {
        let nanos = date.0.rem_euclid(1_000) * 1_000_000;
        Instant::clamped(date.0.div_euclid(1_000), nanos)
    }
}
