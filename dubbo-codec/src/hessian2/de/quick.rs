//! The forms in which most values stand, read without a look at all others: `head` reads each of them too, and the
//! same. Where another form stands, or the message ends, nothing is read.

use ascii::AsciiStr;

use super::Deserializer;
use crate::hessian2::tag;

impl<'de> Deserializer<'de> {
    /// An int in one of its own forms.
    #[inline]
    pub(super) fn quick_int(&mut self) -> Option<i32> {
        let (value, length) = match *self.rest() {
            [direct @ 0x80..=0xbf, ..] => (i32::from(direct) - 0x90, 1),
            [high @ 0xc0..=0xcf, low, ..] => ((i32::from(high) - 0xc8) << 8 | i32::from(low), 2),
            [high @ 0xd0..=0xd7, middle, low, ..] => {
                let low = u16::from_be_bytes([middle, low]);
                ((i32::from(high) - 0xd4) << 16 | i32::from(low), 3)
            }
            [tag::INT, a, b, c, d, ..] => (i32::from_be_bytes([a, b, c, d]), 5),
            _ => return None,
        };
        self.position += length;
        Some(value)
    }

    /// A long in one of its own forms.
    #[inline]
    pub(super) fn quick_long(&mut self) -> Option<i64> {
        let (value, length) = match *self.rest() {
            [tag::LONG, a, b, c, d, e, f, g, h, ..] => {
                (i64::from_be_bytes([a, b, c, d, e, f, g, h]), 9)
            }
            [direct @ 0xd8..=0xef, ..] => (i64::from(direct) - 0xe0, 1),
            [high @ 0xf0..=0xff, low, ..] => ((i64::from(high) - 0xf8) << 8 | i64::from(low), 2),
            [high @ 0x38..=0x3f, middle, low, ..] => {
                let low = u16::from_be_bytes([middle, low]);
                ((i64::from(high) - 0x3c) << 16 | i64::from(low), 3)
            }
            [tag::LONG_IN_INT, a, b, c, d, ..] => (i32::from_be_bytes([a, b, c, d]).into(), 5),
            _ => return None,
        };
        self.position += length;
        Some(value)
    }

    /// A string in one piece of ASCII of at most 1023 units. One look at its bytes finds both how many they are and that
    /// they are valid UTF-8, which the standard library would look at them for again: an eighth of the whole.
    #[inline]
    pub(super) fn quick_text(&mut self) -> Option<&'de str> {
        let (units, rest) = match self.rest() {
            [direct @ 0x00..=0x1f, rest @ ..] => (usize::from(*direct), rest),
            [high @ 0x30..=0x33, low, rest @ ..] => (
                usize::from(high - tag::STRING_SHORT) << 8 | usize::from(*low),
                rest,
            ),
            _ => return None,
        };
        let text = AsciiStr::from_ascii(rest.get(..units)?).ok()?.as_str();
        self.position = self.input.len() - rest.len() + units;
        Some(text)
    }

    /// A double in one of the two forms of most doubles: all its bits, or thousandths.
    #[inline]
    pub(super) fn quick_double(&mut self) -> Option<f64> {
        let (value, length) = match *self.rest() {
            [tag::DOUBLE, a, b, c, d, e, f, g, h, ..] => {
                (f64::from_be_bytes([a, b, c, d, e, f, g, h]), 9)
            }
            [tag::DOUBLE_MILLS, a, b, c, d, ..] => {
                (0.001 * f64::from(i32::from_be_bytes([a, b, c, d])), 5)
            }
            _ => return None,
        };
        self.position += length;
        Some(value)
    }

    /// The length of an untyped list of at most seven elements.
    #[inline]
    pub(super) fn quick_list(&mut self) -> Option<usize> {
        let [tag @ 0x78..=0x7f, rest @ ..] = self.rest() else {
            return None;
        };
        let length = usize::from(tag - tag::LIST_DIRECT);
        if length > rest.len() {
            return None;
        }
        self.position += 1;
        Some(length)
    }

    /// The class of an object that follows neither a definition nor is a number in a box.
    #[inline]
    pub(super) fn quick_object(&mut self) -> Option<usize> {
        let [tag @ 0x60..=0x6f, rest @ ..] = self.rest() else {
            return None;
        };
        let class = usize::from(tag - tag::OBJECT_DIRECT);
        let definition = self.definitions.get(class)?;
        if definition.is_handle || definition.fields.len() > rest.len() {
            return None;
        }
        self.position += 1;
        Some(class)
    }

    #[inline]
    pub(super) fn rest(&self) -> &'de [u8] {
        self.input.get(self.position..).unwrap_or_default()
    }
}
