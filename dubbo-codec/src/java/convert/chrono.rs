use ::chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
    Weekday,
};

use super::found;
use crate::Error;
use crate::java::{
    Date, DayOfWeek, Duration, Instant, LocalDate, LocalDateTime, LocalTime, Month, OffsetDateTime,
    ZoneOffset,
};

impl From<NaiveDate> for LocalDate {
    fn from(date: NaiveDate) -> Self {
        Self::unchecked(date.year(), date.month() as u8, date.day() as u8)
    }
}

/// Fails beyond chrono's years.
impl TryFrom<LocalDate> for NaiveDate {
    type Error = Error;

    fn try_from(date: LocalDate) -> Result<Self, Error> {
        let (month, day) = (date.month().into(), date.day().into());
        found(
            Self::from_ymd_opt(date.year(), month, day),
            "chrono::NaiveDate",
            date,
        )
    }
}

/// Fails within a leap second, which Java has not.
impl TryFrom<NaiveTime> for LocalTime {
    type Error = Error;

    fn try_from(time: NaiveTime) -> Result<Self, Error> {
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        Self::new(hour as u8, minute as u8, second as u8, time.nanosecond())
    }
}

impl TryFrom<LocalTime> for NaiveTime {
    type Error = Error;

    fn try_from(time: LocalTime) -> Result<Self, Error> {
        let (hour, minute, second) = (
            time.hour().into(),
            time.minute().into(),
            time.second().into(),
        );
        let naive = Self::from_hms_nano_opt(hour, minute, second, time.nano());
        found(naive, "chrono::NaiveTime", time)
    }
}

/// Fails within a leap second, which Java has not.
impl TryFrom<NaiveDateTime> for LocalDateTime {
    type Error = Error;

    fn try_from(local: NaiveDateTime) -> Result<Self, Error> {
        let (date, time) = (local.date().into(), local.time().try_into()?);
        Ok(Self { date, time })
    }
}

/// Fails beyond chrono's years.
impl TryFrom<LocalDateTime> for NaiveDateTime {
    type Error = Error;

    fn try_from(local: LocalDateTime) -> Result<Self, Error> {
        Ok(Self::new(local.date.try_into()?, local.time.try_into()?))
    }
}

/// Fails within a leap second, which Java has not.
impl TryFrom<DateTime<Utc>> for Instant {
    type Error = Error;

    fn try_from(time: DateTime<Utc>) -> Result<Self, Error> {
        Self::new(time.timestamp(), time.timestamp_subsec_nanos())
    }
}

/// Fails beyond chrono's years.
impl TryFrom<Instant> for DateTime<Utc> {
    type Error = Error;

    fn try_from(instant: Instant) -> Result<Self, Error> {
        let time = Self::from_timestamp(instant.seconds(), instant.nanos());
        found(time, "chrono::DateTime", instant)
    }
}

/// Cuts off what is below a millisecond.
impl From<DateTime<Utc>> for Date {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.timestamp_millis())
    }
}

/// Fails beyond chrono's years.
impl TryFrom<Date> for DateTime<Utc> {
    type Error = Error;

    fn try_from(date: Date) -> Result<Self, Error> {
        found(
            Self::from_timestamp_millis(date.0),
            "chrono::DateTime",
            date,
        )
    }
}

/// Fails beyond Java's 18 hours.
impl TryFrom<FixedOffset> for ZoneOffset {
    type Error = Error;

    fn try_from(offset: FixedOffset) -> Result<Self, Error> {
        Self::new(offset.local_minus_utc())
    }
}

impl TryFrom<ZoneOffset> for FixedOffset {
    type Error = Error;

    fn try_from(offset: ZoneOffset) -> Result<Self, Error> {
        found(
            Self::east_opt(offset.seconds()),
            "chrono::FixedOffset",
            offset,
        )
    }
}

/// Fails beyond Java's 18 hours, and within a leap second.
impl TryFrom<DateTime<FixedOffset>> for OffsetDateTime {
    type Error = Error;

    fn try_from(time: DateTime<FixedOffset>) -> Result<Self, Error> {
        let (offset, date_time) = ((*time.offset()).try_into()?, time.naive_local().try_into()?);
        Ok(Self { offset, date_time })
    }
}

/// Fails beyond chrono's years.
impl TryFrom<OffsetDateTime> for DateTime<FixedOffset> {
    type Error = Error;

    fn try_from(time: OffsetDateTime) -> Result<Self, Error> {
        let offset = FixedOffset::try_from(time.offset)?;
        let local = NaiveDateTime::try_from(time.date_time)?;
        found(
            local.and_local_timezone(offset).single(),
            "chrono::DateTime",
            time,
        )
    }
}

impl TryFrom<TimeDelta> for Duration {
    type Error = Error;

    fn try_from(delta: TimeDelta) -> Result<Self, Error> {
        // Rounded towards zero, where Java rounds down.
        let (seconds, nanos) = (delta.num_seconds(), i64::from(delta.subsec_nanos()));
        let borrowed = i64::from(nanos < 0);
        Self::new(
            seconds - borrowed,
            (nanos + borrowed * 1_000_000_000) as u32,
        )
    }
}

/// Fails beyond chrono's 2⁶³ milliseconds.
impl TryFrom<Duration> for TimeDelta {
    type Error = Error;

    fn try_from(duration: Duration) -> Result<Self, Error> {
        let delta = Self::new(duration.seconds(), duration.nanos());
        found(delta, "chrono::TimeDelta", duration)
    }
}

impl From<Weekday> for DayOfWeek {
    fn from(day: Weekday) -> Self {
        Self::ALL[day.num_days_from_monday() as usize]
    }
}

impl From<DayOfWeek> for Weekday {
    fn from(day: DayOfWeek) -> Self {
        (1..day.number()).fold(Self::Mon, |day, _| day.succ())
    }
}

impl From<::chrono::Month> for Month {
    fn from(month: ::chrono::Month) -> Self {
        Self::ALL[month.number_from_month() as usize - 1]
    }
}

impl From<Month> for ::chrono::Month {
    fn from(month: Month) -> Self {
        (1..month.number()).fold(Self::January, |month, _| month.succ())
    }
}
