//! `java.sql.Date`, `Time` and `Timestamp`.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Date;
use super::forms::{Forms, FormsVisitor, long};
use crate::Error;
use crate::java_type::{FromJava, JavaType};
use crate::proof::{Depth, JavaSide};
use crate::value::DATE;

macro_rules! sql {
    ($($(#[$doc:meta])* $type:ident, $handle:ident, $name:literal $descriptor:literal;)*) => {$(
        $(#[$doc])*
        ///
        /// On the wire an object with the field `value`, a date in milliseconds; but a bare date as the field of a
        /// class. Both are read.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(pub i64);

        #[derive(Serialize, Deserialize)]
        #[serde(rename = $name)]
        pub(super) struct $handle {
            value: Date,
        }

        impl From<$handle> for $type {
            fn from(handle: $handle) -> Self {
                Self(handle.value.0)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let value = Date(self.0);
                if serializer.is_human_readable() {
                    Serialize::serialize(&value, serializer)
                } else {
                    Serialize::serialize(&$handle { value }, serializer)
                }
            }
        }

        impl Forms for $type {
            type Positional = $handle;
            type Named = $handle;

            const CLASS: &'static str = $name;
            const FIELDS: &'static [&'static str] = &["value"];

            fn from_integer(milliseconds: i128) -> Result<Self, Error> {
                long(milliseconds).map(Self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_newtype_struct(DATE, FormsVisitor(PhantomData))
            }
        }

        impl JavaType for $type {
            const DESCRIPTOR: &'static str = $descriptor;
            const ELEMENT: &'static str = $name;
            const NAME: &'static str = $name;
            type Proof<C: JavaSide, D: Depth> = ();

            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Serialize::serialize(self, serializer)
            }

            fn serialize_field<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Serialize::serialize(&Date(self.0), serializer)
            }
        }

        impl FromJava for $type {
            fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Deserialize::deserialize(deserializer)
            }
        }

        impl From<Date> for $type {
            fn from(date: Date) -> Self {
                Self(date.0)
            }
        }

        impl From<$type> for Date {
            fn from(sql: $type) -> Self {
                Self(sql.0)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                Date(self.0).fmt(formatter)
            }
        }
    )*};
}

sql! {
    /// `java.sql.Date`: milliseconds since 1970-01-01T00:00:00Z, of which Java looks at the day in its own time zone.
    SqlDate, DateHandle, "java.sql.Date" "Ljava/sql/Date;";
    /// `java.sql.Time`: milliseconds since 1970-01-01T00:00:00Z, of which Java looks at the time in its own time zone.
    SqlTime, TimeHandle, "java.sql.Time" "Ljava/sql/Time;";
    /// `java.sql.Timestamp`: milliseconds since 1970-01-01T00:00:00Z; what Java has below a millisecond never travels.
    SqlTimestamp, TimestampHandle, "java.sql.Timestamp" "Ljava/sql/Timestamp;";
}
