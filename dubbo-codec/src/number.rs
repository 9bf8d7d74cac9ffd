//! Which conversions between numbers lose nothing.

use serde::de::{IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::error::Error;

/// The integer that a double is, if it is one.
pub(crate) fn integer_of_double(value: f64) -> Option<i64> {
    // 2^63 itself is a double and no i64, and the cast would saturate to a neighbour.
    let fits = value.trunc() == value && (-TWO_TO_63..TWO_TO_63).contains(&value);
    fits.then_some(value as i64)
}

/// The double that an integer is, if a double can hold it.
pub(crate) fn double_of_integer(value: i64) -> Option<f64> {
    let double = value as f64;
    (integer_of_double(double) == Some(value)).then_some(double)
}

/// The float nearest to a double; `None` only if it is too large, since Java writes a float as either of two doubles.
pub(crate) fn float_of_double(value: f64) -> Option<f32> {
    let float = value as f32;
    (float.is_finite() || !value.is_finite()).then_some(float)
}

/// The double that Java makes of a boxed float: the one that its decimal text says (hessian2.md §4.1).
pub(crate) fn decimal_double_of_float(value: f32) -> f64 {
    if !value.is_finite() {
        return value.into();
    }
    let mut text = FloatText::default();
    text.write(format_args!("{value:e}"));
    // Java's text has a digit behind the point always, so it can be nearer to the float than the shortest text is.
    if !text.as_str().contains('.') {
        text = FloatText::default();
        text.write(format_args!("{value:.1e}"));
    }
    text.as_str().parse().unwrap_or(value.into())
}

/// The text that Java's reader of strings makes of a double: `1.5`, `1.0E10`, but `5` of 5.0, as what is written as a byte
/// or short has no fraction there (hessian2.md §1.4).
pub(crate) fn java_text_of_double(value: f64) -> String {
    let size = value.abs();
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value.trunc() == value
        && (-32_768.0..=32_767.0).contains(&value)
        && ![0.0, 1.0].contains(&value)
    {
        return value.to_string();
    }
    if size == 0.0 || (1e-3..1e7).contains(&size) {
        return format!("{value:?}");
    }
    let text = format!("{value:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    format!("{digits}{point}E{exponent}")
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// Room for the longest text of a float in scientific notation, such as `-1.17549435e-38`, without allocation.
#[derive(Default)]
struct FloatText {
    bytes: [u8; 24],
    length: usize,
}

impl FloatText {
    fn write(&mut self, arguments: std::fmt::Arguments<'_>) {
        // It cannot fail: there is room for every float; and if it did, the text would parse as no number.
        let _ = std::fmt::Write::write_fmt(self, arguments);
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl std::fmt::Write for FloatText {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.length + text.len();
        let room = self
            .bytes
            .get_mut(self.length..end)
            .ok_or(std::fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// A byte of a `byte[]` that is read as a sequence: Java's are signed, Rust's usually not.
pub(crate) struct Byte(pub(crate) u8);

impl<'de> IntoDeserializer<'de, Error> for Byte {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! signed {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_i8(self.0 as i8)
        }
    )*};
}

impl<'de> serde::Deserializer<'de> for Byte {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(self.0)
    }

    signed! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }

    forward_to_deserialize_any! {
        bool i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_is_an_integer_only_when_it_is_exactly_one() {
        assert_eq!(integer_of_double(-3.0), Some(-3));
        assert_eq!(integer_of_double(0.5), None);
        assert_eq!(integer_of_double(f64::NAN), None);
        assert_eq!(integer_of_double(TWO_TO_63), None);
        assert_eq!(integer_of_double(-TWO_TO_63), Some(i64::MIN));
    }

    #[test]
    fn a_long_beyond_a_doubles_precision_is_no_double() {
        assert_eq!(double_of_integer((1 << 53) + 1), None);
        assert_eq!(double_of_integer(i64::MAX), None);
        assert_eq!(double_of_integer(i64::MIN), Some(-TWO_TO_63));
    }

    #[test]
    fn a_double_as_text_is_javas() {
        for (double, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (5.0, "5"),
            (-32768.0, "-32768"),
            (32768.0, "32768.0"),
            (1.5, "1.5"),
            (9_999_999.5, "9999999.5"),
            (1e7, "1.0E7"),
            (1.25e10, "1.25E10"),
            (1e-3, "0.001"),
            (9.5e-4, "9.5E-4"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(java_text_of_double(double), text);
        }
    }

    #[test]
    fn a_boxed_float_is_the_double_of_its_java_text() {
        for (float, double) in [
            (1.1f32, 1.1),
            (4.35, 4.35),
            (f32::MAX, 3.4028235e38),
            (f32::from_bits(1), 1.4e-45),
            (f32::from_bits(2), 2.8e-45),
            (-0.1, -0.1),
            (100.0, 100.0),
            (f32::MIN_POSITIVE, 1.1754944e-38),
        ] {
            assert_eq!(decimal_double_of_float(float), double);
        }
        assert!(decimal_double_of_float(f32::NAN).is_nan());
    }
}
