use ::rust_decimal::Decimal;

use super::found;
use crate::Error;
use crate::java::BigDecimal;

/// Keeps the scale: `1.00` stays that.
impl TryFrom<Decimal> for BigDecimal {
    type Error = Error;

    fn try_from(number: Decimal) -> Result<Self, Error> {
        number.to_string().try_into()
    }
}

/// Fails beyond the 28 digits and 96 bits of a `Decimal`; nothing is rounded.
impl TryFrom<&BigDecimal> for Decimal {
    type Error = Error;

    fn try_from(number: &BigDecimal) -> Result<Self, Error> {
        found(exact(number.as_str()), "rust_decimal::Decimal", number)
    }
}

impl TryFrom<BigDecimal> for Decimal {
    type Error = Error;

    fn try_from(number: BigDecimal) -> Result<Self, Error> {
        (&number).try_into()
    }
}

fn exact(text: &str) -> Option<Decimal> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let mut number = Decimal::from_str_exact(digits).ok()?;
    let scale = i64::from(number.scale()).checked_sub(exponent)?;
    if let Ok(scale) = u32::try_from(scale) {
        number.set_scale(scale).ok()?;
        return Some(number);
    }
    // A scale below zero, which a Decimal has not: that many zeros more.
    number.set_scale(0).ok()?;
    let zeros = u32::try_from(scale.unsigned_abs()).ok()?;
    let factor = 10i128.checked_pow(zeros)?;
    number.checked_mul(Decimal::try_from_i128_with_scale(factor, 0).ok()?)
}
