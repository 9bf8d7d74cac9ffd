use crate::Error;
use crate::java::BigDecimal;
use crate::java::calendar::no_such;

/// Keeps the scale: `1.00` stays that. Fails where Java's int cannot hold the scale.
impl TryFrom<&::bigdecimal::BigDecimal> for BigDecimal {
    type Error = Error;

    fn try_from(number: &::bigdecimal::BigDecimal) -> Result<Self, Error> {
        let (digits, scale) = number.as_bigint_and_scale();
        match scale {
            0 => digits.to_string().try_into(),
            // As text of its own length; a larger scale would be as many zeros.
            1..=1000 => number.to_plain_string().try_into(),
            _ => {
                let exponent = scale
                    .checked_neg()
                    .ok_or_else(|| no_such("BigDecimal of scale", scale))?;
                format!("{digits}E{exponent:+}").try_into()
            }
        }
    }
}

impl TryFrom<::bigdecimal::BigDecimal> for BigDecimal {
    type Error = Error;

    fn try_from(number: ::bigdecimal::BigDecimal) -> Result<Self, Error> {
        (&number).try_into()
    }
}

/// Keeps the scale.
impl TryFrom<&BigDecimal> for ::bigdecimal::BigDecimal {
    type Error = Error;

    fn try_from(number: &BigDecimal) -> Result<Self, Error> {
        let parsed = number.as_str().parse();
        parsed.map_err(|error| {
            no_such(
                "bigdecimal::BigDecimal for",
                format_args!("{number}: {error}"),
            )
        })
    }
}

impl TryFrom<BigDecimal> for ::bigdecimal::BigDecimal {
    type Error = Error;

    fn try_from(number: BigDecimal) -> Result<Self, Error> {
        (&number).try_into()
    }
}
