//! Java's own types that Rust has none for: small plain structs that travel as Java writes them.
//!
//! Each of them also implements serde's traits, so it may stand as a field in any class.

mod array;
mod big_decimal;
mod big_integer;
mod calendar;
mod date;
mod duration;
mod forms;
mod instant;
mod local_date;
mod local_date_time;
mod local_time;
mod sql;
mod uuid;
mod zoned;

pub use array::Array;
pub use big_decimal::BigDecimal;
pub use big_integer::BigInteger;
pub use date::Date;
pub use duration::{Duration, Period};
pub use instant::Instant;
pub use local_date::LocalDate;
pub use local_date_time::LocalDateTime;
pub use local_time::LocalTime;
pub use sql::{SqlDate, SqlTime, SqlTimestamp};
pub use uuid::Uuid;
pub use zoned::{OffsetDateTime, ZoneOffset, ZonedDateTime};
