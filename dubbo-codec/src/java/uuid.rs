//! `java.util.UUID`.

use std::fmt;
use std::str::FromStr;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde::{Deserialize, Deserializer};

use super::calendar::{no_such, not_a};
use super::forms::{self, Forms};
use crate::Error;
use crate::java_type::java_class;

const CLASS: &str = "java.util.UUID";

/// `java.util.UUID`.
///
/// On the wire an object with the field `value`, the text of 36 characters; the two longs of older peers are read, too.
///
/// ```
/// use dubbo_codec::java::Uuid;
///
/// let uuid: Uuid = "00000000-0000-0001-0000-000000000002".parse()?;
/// assert_eq!(uuid, Uuid(0x1_0000_0000_0000_0002));
/// assert_eq!(uuid.to_string(), "00000000-0000-0001-0000-000000000002");
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(pub u128);

java_class! {
    Uuid => "java.util.UUID" "Ljava/util/UUID;", "java.util.UUID";
}

impl fmt::Display for Uuid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |shift: u32, digits: u32| (self.0 >> shift) & ((1 << (4 * digits)) - 1);
        let (a, b, c, d, e) = (
            part(96, 8),
            part(80, 4),
            part(64, 4),
            part(48, 4),
            part(0, 12),
        );
        write!(formatter, "{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
    }
}

/// Reads the 36 characters with hyphens, in either case.
impl FromStr for Uuid {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let error = || not_a("UUID", text, "123e4567-e89b-12d3-a456-426614174000");
        let mut bits = 0u128;
        let mut parts = text.split('-');
        for digits in [8, 4, 4, 4, 12] {
            let part = parts
                .next()
                .filter(|part| part.len() == digits)
                .ok_or_else(error)?;
            for digit in part.chars() {
                bits = bits << 4 | u128::from(digit.to_digit(16).ok_or_else(error)?);
            }
        }
        if parts.next().is_some() {
            return Err(error());
        }
        Ok(Self(bits))
    }
}

impl Serialize for Uuid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        let mut object = serializer.serialize_struct(CLASS, 1)?;
        object.serialize_field("value", &format_args!("{self}"))?;
        object.end()
    }
}

impl<'de> Deserialize<'de> for Uuid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        forms::read(deserializer)
    }
}

/// What the versions of hessian-lite and Caucho's hessian write (hessian2.md §4.4).
#[derive(Deserialize)]
pub(super) struct NamedUuid {
    value: Option<String>,
    #[serde(rename = "mostSigBits")]
    most: Option<i64>,
    #[serde(rename = "leastSigBits")]
    least: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct UuidObject {
    value: String,
}

impl TryFrom<NamedUuid> for Uuid {
    type Error = Error;

    fn try_from(named: NamedUuid) -> Result<Self, Error> {
        match named {
            NamedUuid {
                value: Some(text), ..
            } => text.parse(),
            NamedUuid {
                most: Some(most),
                least: Some(least),
                ..
            } => {
                let (most, least) = (most.cast_unsigned(), least.cast_unsigned());
                Ok(Self(u128::from(most) << 64 | u128::from(least)))
            }
            _ => Err(no_such(
                "UUID",
                "without either value or mostSigBits and leastSigBits",
            )),
        }
    }
}

impl TryFrom<UuidObject> for Uuid {
    type Error = Error;

    fn try_from(object: UuidObject) -> Result<Self, Error> {
        object.value.parse()
    }
}

impl Forms for Uuid {
    type Positional = UuidObject;
    type Named = NamedUuid;

    const CLASS: &'static str = CLASS;
    const FIELDS: &'static [&'static str] = &["value"];

    fn from_text(text: &str) -> Result<Self, Error> {
        text.parse()
    }
}
