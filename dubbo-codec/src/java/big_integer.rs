//! `java.math.BigInteger`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Array;
use super::calendar::{no_such, not_a};
use super::forms::{self, Forms};
use crate::Error;
use crate::java_type::java_class;

/// Nine decimal digits are the most that fit into a word.
const DIGITS_PER_STEP: usize = 9;

/// The longest text that is taken from a peer, since its cost grows with the square of its length.
const MAXIMUM_TEXT: usize = 10_000;

/// `java.math.BigInteger`: an integer of any size, as a sign and a magnitude.
///
/// It converts from and to `i128` and decimal text (whose cost grows with the square of the length). On the wire an
/// object of which `mag` (words of 32 bits, the highest first) and `signum` count; what else Java puts there is its
/// own cache, and neither written nor looked at.
///
/// ```
/// use dubbo_codec::java::BigInteger;
///
/// let number: BigInteger = "-100256000000000".parse()?;
/// assert_eq!(number, BigInteger::from(-100_256_000_000_000i128));
/// assert_eq!(number.to_string(), "-100256000000000");
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BigInteger {
    negative: bool,
    /// Words, the highest first; the first is not 0.
    magnitude: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "java.math.BigInteger")]
pub(super) struct BigIntegerObject {
    mag: Array<i32>,
    signum: i32,
}

java_class! {
    BigInteger => "java.math.BigInteger" "Ljava/math/BigInteger;", "java.math.BigInteger";
}

impl BigInteger {
    /// The integer of that sign and magnitude, whose words of 32 bits stand in order, the highest first.
    pub fn new(negative: bool, magnitude: &[u32]) -> Self {
        let zeros = magnitude.iter().take_while(|word| **word == 0).count();
        let magnitude = magnitude[zeros..].to_vec();
        Self {
            negative: negative && !magnitude.is_empty(),
            magnitude,
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The words of 32 bits of the absolute value, the highest first, without leading zeros; none for zero.
    pub fn magnitude(&self) -> &[u32] {
        &self.magnitude
    }
}

impl Serialize for BigInteger {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self) {
            Ok(number) if serializer.is_human_readable() => serializer.serialize_i64(number),
            Err(_) if serializer.is_human_readable() => serializer.collect_str(self),
            _ => BigIntegerObject::from(self).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for BigInteger {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        forms::read(deserializer)
    }
}

impl Forms for BigInteger {
    type Positional = BigIntegerObject;
    type Named = BigIntegerObject;

    const CLASS: &'static str = "java.math.BigInteger";
    const FIELDS: &'static [&'static str] = &["mag", "signum"];

    fn from_integer(integer: i128) -> Result<Self, Error> {
        Ok(integer.into())
    }

    fn from_text(text: &str) -> Result<Self, Error> {
        if text.len() > MAXIMUM_TEXT {
            let length = format_args!("of {} digits in a message", text.len());
            return Err(no_such("BigInteger", length));
        }
        text.parse()
    }
}

impl From<&BigInteger> for BigIntegerObject {
    fn from(number: &BigInteger) -> Self {
        let signum = match (number.negative, number.magnitude.is_empty()) {
            (_, true) => 0,
            (true, _) => -1,
            (false, _) => 1,
        };
        Self {
            mag: number
                .magnitude
                .iter()
                .map(|word| word.cast_signed())
                .collect(),
            signum,
        }
    }
}

impl TryFrom<BigIntegerObject> for BigInteger {
    type Error = Error;

    fn try_from(object: BigIntegerObject) -> Result<Self, Error> {
        let magnitude: Vec<u32> = object.mag.iter().map(|word| word.cast_unsigned()).collect();
        let number = Self::new(object.signum < 0, &magnitude);
        let signs = if number.magnitude.is_empty() {
            0..=0
        } else {
            -1..=1
        };
        if !signs.contains(&object.signum) || (object.signum == 0) != number.magnitude.is_empty() {
            let signum = format_args!("of signum {} and that magnitude", object.signum);
            return Err(no_such("BigInteger", signum));
        }
        Ok(number)
    }
}

impl From<i128> for BigInteger {
    fn from(number: i128) -> Self {
        let size = number.unsigned_abs();
        let words = [96, 64, 32, 0].map(|shift| (size >> shift) as u32);
        Self::new(number < 0, &words)
    }
}

impl From<i64> for BigInteger {
    fn from(number: i64) -> Self {
        i128::from(number).into()
    }
}

/// Fails beyond 128 bits.
impl TryFrom<&BigInteger> for i128 {
    type Error = Error;

    fn try_from(number: &BigInteger) -> Result<Self, Error> {
        let too_large = || no_such("i128", "so large as this BigInteger");
        if number.magnitude.len() > 4 {
            return Err(too_large());
        }
        let size = number
            .magnitude
            .iter()
            .fold(0u128, |size, word| size << 32 | u128::from(*word));
        let value = if number.negative {
            0i128.checked_sub_unsigned(size)
        } else {
            size.try_into().ok()
        };
        value.ok_or_else(too_large)
    }
}

/// Fails beyond 64 bits.
impl TryFrom<&BigInteger> for i64 {
    type Error = Error;

    fn try_from(number: &BigInteger) -> Result<Self, Error> {
        let value = i128::try_from(number)
            .ok()
            .and_then(|value| i64::try_from(value).ok());
        value.ok_or_else(|| no_such("i64", "so large as this BigInteger"))
    }
}

impl Ord for BigInteger {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mine, others) = (&self.magnitude, &other.magnitude);
        let size = mine.len().cmp(&others.len()).then_with(|| mine.cmp(others));
        let size = if self.negative { size.reverse() } else { size };
        other.negative.cmp(&self.negative).then(size)
    }
}

impl PartialOrd for BigInteger {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for BigInteger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.magnitude.clone();
        let mut groups = Vec::new();
        while !rest.is_empty() {
            groups.push(divide(&mut rest, 1_000_000_000));
        }
        let mut text = groups.pop().unwrap_or(0).to_string();
        for group in groups.iter().rev() {
            text += &format!("{group:09}");
        }
        formatter.pad_integral(!self.negative, "", &text)
    }
}

/// Divides the words by `divisor` in place, drops the zeros in front, and returns the remainder.
fn divide(words: &mut Vec<u32>, divisor: u32) -> u32 {
    let mut remainder = 0u64;
    for word in words.iter_mut() {
        let dividend = remainder << 32 | u64::from(*word);
        *word = (dividend / u64::from(divisor)) as u32;
        remainder = dividend % u64::from(divisor);
    }
    let zeros = words.iter().take_while(|word| **word == 0).count();
    words.drain(..zeros);
    remainder as u32
}

/// Reads decimal digits with or without a sign.
impl FromStr for BigInteger {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(not_a("BigInteger", text, "-100256"));
        }
        // Words, the lowest first while they grow.
        let mut words: Vec<u32> = Vec::new();
        let head = digits.len() % DIGITS_PER_STEP;
        let (head, tail) = digits.split_at(head);
        let steps = tail.as_bytes().chunks(DIGITS_PER_STEP);
        for step in std::iter::once(head.as_bytes()).chain(steps) {
            let number = step
                .iter()
                .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
            multiply_and_add(&mut words, 1_000_000_000, number);
        }
        words.reverse();
        Ok(Self::new(text.starts_with('-'), &words))
    }
}

fn multiply_and_add(words: &mut Vec<u32>, factor: u32, number: u32) {
    let mut carry = u64::from(number);
    for word in words.iter_mut() {
        let product = u64::from(*word) * u64::from(factor) + carry;
        *word = product as u32;
        carry = product >> 32;
    }
    if carry > 0 {
        words.push(carry as u32);
    }
}
