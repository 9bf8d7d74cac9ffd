//! `java.math.BigDecimal`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::BigInteger;
use super::calendar::not_a;
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "BigDecimalObject", try_from = "BigDecimalObject")]
pub struct BigDecimal(String);

#[derive(Serialize, Deserialize)]
#[serde(rename = "java.math.BigDecimal")]
struct BigDecimalObject {
    value: String,
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

impl From<BigDecimal> for BigDecimalObject {
    fn from(decimal: BigDecimal) -> Self {
        Self { value: decimal.0 }
    }
}

impl TryFrom<BigDecimalObject> for BigDecimal {
    type Error = Error;

    fn try_from(object: BigDecimalObject) -> Result<Self, Error> {
        object.value.try_into()
    }
}

impl fmt::Display for BigDecimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}
