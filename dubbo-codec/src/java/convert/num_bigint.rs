use ::num_bigint::{BigInt, BigUint, Sign};

use crate::java::BigInteger;

impl From<&BigInt> for BigInteger {
    fn from(number: &BigInt) -> Self {
        let mut words = number.magnitude().to_u32_digits();
        words.reverse();
        Self::new(number.sign() == Sign::Minus, &words)
    }
}

impl From<BigInt> for BigInteger {
    fn from(number: BigInt) -> Self {
        (&number).into()
    }
}

impl From<&BigInteger> for BigInt {
    fn from(number: &BigInteger) -> Self {
        let words = number.magnitude().iter().rev().copied().collect();
        let sign = match number.is_negative() {
            true => Sign::Minus,
            false => Sign::Plus,
        };
        Self::from_biguint(sign, BigUint::new(words))
    }
}

impl From<BigInteger> for BigInt {
    fn from(number: BigInteger) -> Self {
        (&number).into()
    }
}
