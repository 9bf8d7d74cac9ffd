//! Java's own types that Rust has none for: small plain structs that travel as Java writes them.
//!
//! Each of them also implements serde's traits, so it may stand as a field in any class.
//!
//! The cargo features `jiff`, `chrono`, `rust_decimal`, `bigdecimal`, `num-bigint` and `uuid` add conversions to and from the
//! types of the crates of these names: `From` where every value has a counterpart, else `TryFrom`, which loses nothing.

mod array;
mod big_decimal;
mod big_integer;
mod bit_set;
mod calendar;
mod convert;
mod date;
mod duration;
mod forms;
mod gregorian;
mod instant;
mod local_date;
mod local_date_time;
mod local_time;
mod sql;
mod texts;
mod uuid;
mod week;
mod year;
mod zoned;

pub use array::Array;
pub use big_decimal::BigDecimal;
pub use big_integer::BigInteger;
pub use bit_set::BitSet;
pub use date::Date;
pub use duration::{Duration, Period};
pub use gregorian::Calendar;
pub use instant::Instant;
pub use local_date::LocalDate;
pub use local_date_time::LocalDateTime;
pub use local_time::LocalTime;
pub use sql::{SqlDate, SqlTime, SqlTimestamp};
pub use texts::{Class, Currency, File, Locale, Uri, ZoneId};
pub use uuid::Uuid;
pub use week::{DayOfWeek, Month};
pub use year::{MonthDay, Year, YearMonth};
pub use zoned::{OffsetDateTime, OffsetTime, ZoneOffset, ZonedDateTime};
