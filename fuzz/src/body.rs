//! Bytes as the body of a request or an answer, in each serialization.

use std::collections::BTreeMap;

use dubbo_codec::{Decoder, Error, FromJava, Serialization, Value, java};

use crate::memory;

/// Reads `data` as the two sides of a connection do. The first byte chooses the serialization, the second how many
/// arguments a request has. Nothing panics, memory is bounded, and what is passed over ends where what is read does.
pub fn run(data: &[u8]) {
    let [serialization, arguments, body @ ..] = data else {
        return;
    };
    let all = Serialization::ALL;
    let serialization = all[usize::from(*serialization) % all.len()];
    let reader = Reader {
        serialization,
        body,
    };
    // msgpack's and bincode's strings and lists are held once more than hessian2's, which stand in the body.
    memory::within(2 * memory::of_values(body), || {
        let _ = reader.request(usize::from(*arguments % 8));
        let _ = reader.answer();
    });
}

struct Reader<'a> {
    serialization: Serialization,
    body: &'a [u8],
}

impl Reader<'_> {
    fn request(&self, arguments: usize) -> Result<(), Error> {
        let mut decoder = Decoder::new(self.serialization, self.body);
        for _ in 0..5 {
            decoder.string()?;
        }
        let arguments_begin = decoder.position();
        let passed = self.behind(arguments_begin, |decoder| decoder.skip_block(arguments));
        let read = self.behind(arguments_begin, |decoder| {
            let block = decoder.open_block()?;
            for _ in 0..arguments {
                decoder.any()?;
            }
            decoder.close_block(block)
        });
        self.types(arguments_begin);
        check_ends(&passed, &read);
        self.attachments(arguments_begin, |decoder| decoder.skip_block(arguments))
    }

    fn answer(&self) -> Result<(), Error> {
        let mut decoder = Decoder::new(self.serialization, self.body);
        decoder.int()?;
        let begin = decoder.position();
        let passed = self.behind(begin, |decoder| decoder.skip_block(1));
        let read = self.behind(begin, |decoder| block(decoder, |decoder| decoder.any()));
        check_ends(&passed, &read);
        self.types(begin);
        self.attachments(begin, |_| Ok(()))?;
        self.attachments(begin, |decoder| decoder.skip_block(1))?;
        self.attachments(begin, |decoder| {
            block(decoder, |decoder| decoder.exception())
        })
    }

    /// What stands at `begin`, as Java's types.
    fn types(&self, begin: usize) {
        self.typed::<Option<String>>(begin);
        self.typed::<i32>(begin);
        self.typed::<f32>(begin);
        self.typed::<char>(begin);
        self.typed::<Vec<u8>>(begin);
        self.typed::<Vec<Option<Vec<i64>>>>(begin);
        self.typed::<BTreeMap<String, Vec<f64>>>(begin);
        self.typed::<Value>(begin);
        self.typed::<java::Date>(begin);
        self.typed::<java::LocalDateTime>(begin);
        self.typed::<java::ZonedDateTime>(begin);
        self.typed::<java::BigDecimal>(begin);
        self.typed::<java::BigInteger>(begin);
        self.typed::<java::Uuid>(begin);
        self.typed::<java::Duration>(begin);
    }

    fn typed<T: FromJava>(&self, begin: usize) {
        let passed = self.behind(begin, |decoder| decoder.skip_block(1));
        let read = self.behind(begin, |decoder| {
            block(decoder, |decoder| decoder.value::<T>())
        });
        check_ends(&passed, &read);
    }

    /// The attachments behind what `pass` passes over, read in both ways.
    fn attachments(
        &self,
        begin: usize,
        pass: impl Fn(&mut Decoder<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut visited = Vec::new();
        let end = self.behind(begin, |decoder| {
            pass(decoder)?;
            decoder.visit_attachments(&mut |key, value| {
                visited.extend(value.map(|value| (key.to_owned(), value.to_owned())));
            })
        });
        let mut all = Vec::new();
        let read = self.behind(begin, |decoder| {
            pass(decoder)?;
            all = decoder.attachments()?;
            Ok(())
        });
        check_ends(&end, &read);
        if let (Ok(_), Ok(end)) = (end, read) {
            let texts: Vec<_> = all.iter().filter_map(as_text).collect();
            assert_eq!(visited, texts, "in {all:?}, which end at {end}");
        }
        Ok(())
    }

    /// Where `read` ends, which begins at `begin` with the tables of all that is before it.
    fn behind(
        &self,
        begin: usize,
        read: impl FnOnce(&mut Decoder<'_>) -> Result<(), Error>,
    ) -> Result<usize, Error> {
        // As `dubbo-core` does, which numbers classes from the arguments on: before them are strings and ints only.
        let mut decoder = Decoder::new(self.serialization, &self.body[begin..]);
        read(&mut decoder)?;
        Ok(begin + decoder.position())
    }
}

fn block<T>(
    decoder: &mut Decoder<'_>,
    read: impl FnOnce(&mut Decoder<'_>) -> Result<T, Error>,
) -> Result<(), Error> {
    let block = decoder.open_block()?;
    read(decoder)?;
    decoder.close_block(block)
}

/// What can be read can be passed over, in as many bytes.
fn check_ends(passed: &Result<usize, Error>, read: &Result<usize, Error>) {
    if let Ok(end) = read {
        assert!(
            matches!(passed, Ok(passed) if passed == end),
            "{passed:?}, but read up to {end}"
        );
    }
}

/// An attachment as it is visited: only text and whole numbers are.
fn as_text((key, value): &(String, Value)) -> Option<(String, String)> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        Value::Long(number) | Value::Date(number) => number.to_string(),
        _ => return None,
    };
    Some((key.clone(), text))
}
