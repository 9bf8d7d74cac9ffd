//! Bytes as serde types.

use std::collections::BTreeMap;
use std::fmt::Debug;

use dubbo_codec::hessian2::Deserializer;
use dubbo_codec::{Error, ErrorKind, Shared, Value};
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::memory;
use crate::same::is_cyclic;
use crate::things::{Date, Family, Flat, Kind, Shape, Tagged, Things, Tree, Untagged};

/// An object of one byte can be the largest of the types, in a vector that has grown to twice its size.
const PER_BYTE: usize = 3 * size_of::<Things>();

/// Reads `data` as types of every kind. Nothing panics, and memory is bounded; a value is read as a type exactly if it
/// is read untyped and then taken as that type, and both give the same; whatever is read is passed over in as many bytes.
pub fn run(data: &[u8]) {
    memory::within(memory::of_values(data) + memory::of(data, PER_BYTE), || {
        let input = Input {
            data,
            skipped: read(data, Deserializer::skip),
            untyped: read(data, Deserializer::read_value),
        };
        input.agrees::<Things>();
        input.agrees::<Vec<Shape>>();
        input.agrees::<Tree>();
        input.agrees::<BTreeMap<String, Option<Untagged>>>();
        input.agrees::<Flat>();
        input.agrees::<Tagged>();
        input.agrees::<Kind>();
        input.agrees::<(f32, char, Option<u64>)>();
        input.agrees::<Date>();
        input.agrees::<IgnoredAny>();
        input.is_read::<Shared<Family>>();
        input.is_read::<Vec<Shared<Family>>>();
    });
}

/// A value or an error, and where a value ends.
type Outcome<T> = Result<(T, usize), Error>;

struct Input<'a> {
    data: &'a [u8],
    skipped: Outcome<()>,
    untyped: Outcome<Value>,
}

impl Input<'_> {
    /// What is read is passed over in as many bytes.
    fn is_read<T: DeserializeOwned>(&self) {
        if let Ok((_, end)) = read(self.data, |deserializer| T::deserialize(deserializer)) {
            let skipped = self.skipped.as_ref();
            assert_eq!(skipped.ok().map(|skipped| skipped.1), Some(end));
        }
    }

    fn agrees<T: DeserializeOwned + Debug>(&self) {
        let typed = read(self.data, |deserializer| T::deserialize(deserializer));
        if let Ok((value, end)) = &typed {
            let skipped = &self.skipped;
            assert!(
                matches!(skipped, Ok((_, skipped)) if skipped == end),
                "{value:?} is passed over as {skipped:?}"
            );
        }
        // What is untyped is resolved in every part, what a type does not look at is not: so this goes one way only.
        let Ok((value, end)) = &self.untyped else {
            return;
        };
        match (&typed, &T::deserialize(value)) {
            (Ok((read, typed_end)), Ok(taken)) => {
                assert_eq!(format!("{read:?}"), format!("{taken:?}"), "of {value}");
                assert_eq!(typed_end, end, "of {value}");
            }
            (Err(_), Err(_)) => {}
            // Out of a value that is part of itself no value can be taken.
            (Ok(_), Err(error)) if error.kind() == ErrorKind::Unsupported && is_cyclic(value) => {}
            (typed, taken) => panic!("{typed:?} from the bytes, but {taken:?} from {value}"),
        }
    }
}

fn read<'a, T>(
    data: &'a [u8],
    read: impl FnOnce(&mut Deserializer<'a>) -> Result<T, Error>,
) -> Outcome<T> {
    let mut deserializer = Deserializer::new(data);
    read(&mut deserializer).map(|value| (value, deserializer.position()))
}
