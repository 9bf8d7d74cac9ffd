use ::jiff::civil::{Date as CivilDate, DateTime, Time, Weekday};
use ::jiff::tz::{Offset, TimeZone};
use ::jiff::{SignedDuration, Span, Timestamp, ZonedDateTime as Zoned};

use super::found;
use crate::Error;
use crate::java::calendar::{NANOS_PER_SECOND, no_such};
use crate::java::{
    Date, DayOfWeek, Duration, Instant, LocalDate, LocalDateTime, LocalTime, OffsetDateTime,
    Period, ZoneOffset, ZonedDateTime,
};

impl From<CivilDate> for LocalDate {
    fn from(date: CivilDate) -> Self {
        Self::unchecked(date.year().into(), date.month() as u8, date.day() as u8)
    }
}

/// Fails beyond the year 9999.
impl TryFrom<LocalDate> for CivilDate {
    type Error = Error;

    fn try_from(date: LocalDate) -> Result<Self, Error> {
        let civil = i16::try_from(date.year())
            .ok()
            .and_then(|year| Self::new(year, date.month() as i8, date.day() as i8).ok());
        found(civil, "jiff::civil::Date", date)
    }
}

impl From<Time> for LocalTime {
    fn from(time: Time) -> Self {
        let (hour, minute) = (i64::from(time.hour()), i64::from(time.minute()));
        let second = hour * 3_600 + minute * 60 + i64::from(time.second());
        Self::from_second_of_day(second, time.subsec_nanosecond().cast_unsigned())
    }
}

impl TryFrom<LocalTime> for Time {
    type Error = Error;

    fn try_from(time: LocalTime) -> Result<Self, Error> {
        let (hour, minute, second) = (time.hour() as i8, time.minute() as i8, time.second() as i8);
        let civil = Self::new(hour, minute, second, time.nano().cast_signed());
        found(civil.ok(), "jiff::civil::Time", time)
    }
}

impl From<DateTime> for LocalDateTime {
    fn from(local: DateTime) -> Self {
        let (date, time) = (local.date().into(), local.time().into());
        Self { date, time }
    }
}

/// Fails beyond the year 9999.
impl TryFrom<LocalDateTime> for DateTime {
    type Error = Error;

    fn try_from(local: LocalDateTime) -> Result<Self, Error> {
        Ok(Self::from_parts(
            local.date.try_into()?,
            local.time.try_into()?,
        ))
    }
}

impl From<Timestamp> for Instant {
    fn from(time: Timestamp) -> Self {
        let (second, nanos) = (time.as_second(), i64::from(time.subsec_nanosecond()));
        // Rounded towards zero, where Java rounds down.
        let borrowed = i64::from(nanos < 0);
        Self::clamped(second - borrowed, nanos + borrowed * NANOS_PER_SECOND)
    }
}

/// Fails beyond the year 9999.
impl TryFrom<Instant> for Timestamp {
    type Error = Error;

    fn try_from(instant: Instant) -> Result<Self, Error> {
        let nanos = i128::from(instant.seconds()) * i128::from(NANOS_PER_SECOND);
        let time = Self::from_nanosecond(nanos + i128::from(instant.nanos()));
        found(time.ok(), "jiff::Timestamp", instant)
    }
}

/// Cuts off what is below a millisecond.
impl From<Timestamp> for Date {
    fn from(time: Timestamp) -> Self {
        Instant::from(time).into()
    }
}

/// Fails beyond the year 9999.
impl TryFrom<Date> for Timestamp {
    type Error = Error;

    fn try_from(date: Date) -> Result<Self, Error> {
        found(Self::from_millisecond(date.0).ok(), "jiff::Timestamp", date)
    }
}

/// Fails beyond Java's 18 hours.
impl TryFrom<Offset> for ZoneOffset {
    type Error = Error;

    fn try_from(offset: Offset) -> Result<Self, Error> {
        Self::new(offset.seconds())
    }
}

impl TryFrom<ZoneOffset> for Offset {
    type Error = Error;

    fn try_from(offset: ZoneOffset) -> Result<Self, Error> {
        found(
            Self::from_seconds(offset.seconds()).ok(),
            "jiff::tz::Offset",
            offset,
        )
    }
}

/// Fails where the zone has no name and is no fixed offset, or its offset is beyond Java's 18 hours.
impl TryFrom<&Zoned> for ZonedDateTime {
    type Error = Error;

    fn try_from(zoned: &Zoned) -> Result<Self, Error> {
        let offset = ZoneOffset::try_from(zoned.offset())?;
        let zone = match zoned.time_zone().iana_name() {
            Some(name) => name.to_owned(),
            None if zoned.time_zone().to_fixed_offset().is_ok() => offset.to_string(),
            None => return Err(no_such("ZonedDateTime for a zone without a name", zoned)),
        };
        let date_time = zoned.datetime().into();
        Ok(Self {
            offset,
            date_time,
            zone,
        })
    }
}

/// Looks for the zone in jiff's database, for which jiff has features; an offset is a zone, too.
///
/// Fails where there is no such zone, or it has another offset at that time.
impl TryFrom<&ZonedDateTime> for Zoned {
    type Error = Error;

    fn try_from(time: &ZonedDateTime) -> Result<Self, Error> {
        let offset = Offset::try_from(time.offset)?;
        let zone = match time.zone.parse::<ZoneOffset>() {
            Ok(zone) => TimeZone::fixed(zone.try_into()?),
            Err(_) => found(
                TimeZone::get(&time.zone).ok(),
                "zone known to jiff",
                &time.zone,
            )?,
        };
        let time_in_utc = offset.to_timestamp(time.date_time.try_into()?);
        let zoned = time_in_utc.ok().map(|time| time.to_zoned_datetime(zone));
        found(
            zoned.filter(|zoned| zoned.offset() == offset),
            "jiff::ZonedDateTime",
            time,
        )
    }
}

/// Fails beyond Java's 18 hours.
impl TryFrom<&Zoned> for OffsetDateTime {
    type Error = Error;

    fn try_from(zoned: &Zoned) -> Result<Self, Error> {
        let (offset, date_time) = (zoned.offset().try_into()?, zoned.datetime().into());
        Ok(Self { offset, date_time })
    }
}

/// The zone is the fixed offset. Fails beyond the year 9999.
impl TryFrom<OffsetDateTime> for Zoned {
    type Error = Error;

    fn try_from(time: OffsetDateTime) -> Result<Self, Error> {
        let offset = Offset::try_from(time.offset)?;
        let in_utc = offset.to_timestamp(time.date_time.try_into()?);
        let zoned = in_utc
            .ok()
            .map(|time| time.to_zoned_datetime(TimeZone::fixed(offset)));
        found(zoned, "jiff::ZonedDateTime", time)
    }
}

impl From<SignedDuration> for Duration {
    fn from(duration: SignedDuration) -> Self {
        let (seconds, nanos) = (duration.as_secs(), i64::from(duration.subsec_nanos()));
        // Rounded towards zero, where Java rounds down.
        let borrowed = i64::from(nanos < 0);
        Self::clamped(
            seconds.saturating_sub(borrowed),
            nanos + borrowed * NANOS_PER_SECOND,
        )
    }
}

impl From<Duration> for SignedDuration {
    fn from(duration: Duration) -> Self {
        Self::new(duration.seconds(), duration.nanos().cast_signed())
    }
}

/// Fails where the span has hours or less; weeks become days, as in Java.
impl TryFrom<Span> for Period {
    type Error = Error;

    fn try_from(span: Span) -> Result<Self, Error> {
        let (years, months) = (span.get_years().into(), span.get_months());
        let days = span.get_weeks().checked_mul(7);
        let days = days.and_then(|days| days.checked_add(span.get_days()));
        let days = found(days, "java.time.Period", span)?;
        let of_dates = Span::new()
            .years(years)
            .months(months)
            .weeks(span.get_weeks());
        let is_of_dates = of_dates.days(span.get_days()).fieldwise() == span.fieldwise();
        found(
            is_of_dates.then_some(Self {
                days,
                months,
                years,
            }),
            "java.time.Period",
            span,
        )
    }
}

/// Fails where jiff's limits are lower than Java's, or where the signs differ, which a `Span` has but one of.
impl TryFrom<Period> for Span {
    type Error = Error;

    fn try_from(period: Period) -> Result<Self, Error> {
        let amounts = [period.years, period.months, period.days];
        let is_of_one_sign = amounts.iter().all(|n| *n >= 0) || amounts.iter().all(|n| *n <= 0);
        let span = Self::new()
            .try_years(period.years)
            .and_then(|span| span.try_months(period.months))
            .and_then(|span| span.try_days(period.days));
        found(span.ok().filter(|_| is_of_one_sign), "jiff::Span", period)
    }
}

impl From<Weekday> for DayOfWeek {
    fn from(day: Weekday) -> Self {
        Self::ALL[day.to_monday_zero_offset() as usize]
    }
}

impl From<DayOfWeek> for Weekday {
    fn from(day: DayOfWeek) -> Self {
        (1..day.number()).fold(Self::Monday, |day, _| day.next())
    }
}
