//! `java.math.BigDecimal`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::BigInteger;
use super::calendar::not_a;
use super::forms::{self, Forms};
use crate::Error;
use crate::java_type::java_class;

/// `java.math.BigDecimal`, as the decimal text that Java's constructor takes.
///
/// It is kept as text and never computed with, so nothing is lost; equality is that of the text: `1.0` is not `1.00`,
/// as in Java. On the wire an object with the field `value`.
///
/// ```
/// use dubbo_codec::java::BigDecimal;
///
/// let price: BigDecimal = "100.256".parse()?;
/// assert_eq!(price.as_str(), "100.256");
/// assert!("12,50".parse::<BigDecimal>().is_err());
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BigDecimal(String);

#[derive(Serialize, Deserialize)]
#[serde(rename = "java.math.BigDecimal")]
pub(super) struct BigDecimalObject<'a> {
    value: Cow<'a, str>,
}

java_class! {
    BigDecimal => "java.math.BigDecimal" "Ljava/math/BigDecimal;", "java.math.BigDecimal";
}

impl BigDecimal {
    /// The decimal text: `-12345.6700`, `1E+3`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether Java's constructor takes the text: `[+-]digits[.digits][e[+-]digits]`, with a scale that is an int.
fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent),
        None => (text, "0"),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = whole.len() + fraction.len();
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let Ok(exponent) = exponent.parse::<i32>() else {
        return false;
    };
    let scale = i64::try_from(fraction.len()).map(|length| length - i64::from(exponent));
    let fits = scale.is_ok_and(|scale| i32::try_from(scale).is_ok());
    digits > 0 && all_digits(whole) && all_digits(fraction) && fits
}

impl FromStr for BigDecimal {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.to_owned().try_into()
    }
}

impl TryFrom<String> for BigDecimal {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        if !is_decimal(&text) {
            return Err(not_a("BigDecimal", &text, "-12345.67 or 1E+3"));
        }
        Ok(Self(text))
    }
}

impl From<i64> for BigDecimal {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<&BigInteger> for BigDecimal {
    fn from(number: &BigInteger) -> Self {
        Self(number.to_string())
    }
}

impl Serialize for BigDecimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.serialize_str(&self.0);
        }
        BigDecimalObject {
            value: Cow::Borrowed(&self.0),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BigDecimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        forms::read(deserializer)
    }
}

impl TryFrom<BigDecimalObject<'_>> for BigDecimal {
    type Error = Error;

    fn try_from(object: BigDecimalObject<'_>) -> Result<Self, Error> {
        object.value.into_owned().try_into()
    }
}

impl Forms for BigDecimal {
    type Positional = BigDecimalObject<'static>;
    type Named = BigDecimalObject<'static>;

    const CLASS: &'static str = "java.math.BigDecimal";
    const FIELDS: &'static [&'static str] = &["value"];

    fn from_integer(integer: i128) -> Result<Self, Error> {
        Ok(Self(integer.to_string()))
    }

    fn from_double(double: f64) -> Result<Self, Error> {
        double.to_string().try_into()
    }

    fn from_text(text: &str) -> Result<Self, Error> {
        text.parse()
    }
}

impl fmt::Display for BigDecimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}
