//! `java.util.BitSet`.

use serde::{Deserialize, Serialize};

use super::Array;
use crate::java_type::java_class;

java_class! {
    BitSet => "java.util.BitSet" "Ljava/util/BitSet;", "java.util.BitSet";
}

/// `java.util.BitSet`: bits by their numbers.
///
/// On the wire `BitSetHandle { words }`, of 64 bits each, the lowest first.
///
/// ```
/// use dubbo_codec::java::BitSet;
///
/// let bits: BitSet = [0, 2, 64].into_iter().collect();
/// assert_eq!(bits.words(), [5, 1]);
/// assert!(bits.contains(2) && !bits.contains(1) && !bits.contains(1000));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "BitSetHandle", into = "BitSetHandle")]
pub struct BitSet {
    /// The last of them is not 0.
    words: Vec<u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.BitSetHandle")]
struct BitSetHandle {
    words: Array<i64>,
}

impl BitSet {
    /// The set of the bits of these words, the lowest first.
    pub fn from_words(mut words: Vec<u64>) -> Self {
        words.truncate(
            words
                .iter()
                .rposition(|word| *word != 0)
                .map_or(0, |last| last + 1),
        );
        Self { words }
    }

    /// The words of 64 bits, the lowest first; the last of them is not 0.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Whether the bit of that number is set.
    pub fn contains(&self, bit: usize) -> bool {
        self.words
            .get(bit / 64)
            .is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }
}

impl FromIterator<usize> for BitSet {
    fn from_iter<I: IntoIterator<Item = usize>>(bits: I) -> Self {
        let mut words = Vec::new();
        for bit in bits {
            if words.len() <= bit / 64 {
                words.resize(bit / 64 + 1, 0);
            }
            words[bit / 64] |= 1 << (bit % 64);
        }
        Self { words }
    }
}

impl From<BitSetHandle> for BitSet {
    fn from(handle: BitSetHandle) -> Self {
        Self::from_words(
            handle
                .words
                .iter()
                .map(|word| word.cast_unsigned())
                .collect(),
        )
    }
}

impl From<BitSet> for BitSetHandle {
    fn from(bits: BitSet) -> Self {
        Self {
            words: bits.words.iter().map(|word| word.cast_signed()).collect(),
        }
    }
}
