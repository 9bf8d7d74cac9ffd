//! Writing a body.

use serde::Serialize;

use super::attachments::{self, Attachment};
use super::{Block, Serialization};
use crate::Error;
use crate::exception::Exception;
use crate::java_type::{AsJava, JavaType};

/// Writes one message's body, item after item, in one serializer, at the end of a buffer.
///
/// All items of a body are written by one encoder: hessian2 numbers the classes of a body through all its items.
/// Creating an encoder allocates nothing. After an error the body is of no use: cut the buffer back to where it began.
///
/// ```
/// use dubbo_codec::{Decoder, Encoder, Serialization};
///
/// let mut body = Vec::new();
/// let mut encoder = Encoder::new(Serialization::default(), &mut body);
/// encoder.string("sayHello");
/// let block = encoder.open_block();
/// encoder.value("Maria")?;
/// encoder.close_block(block);
/// encoder.attachments([("timeout", "3000")])?;
///
/// let mut decoder = Decoder::new(Serialization::default(), &body);
/// assert_eq!(decoder.string()?.as_deref(), Some("sayHello"));
/// let block = decoder.open_block()?;
/// assert_eq!(decoder.value::<String>()?, "Maria");
/// decoder.close_block(block)?;
/// assert_eq!(decoder.attachments()?, [("timeout".to_owned(), "3000".into())]);
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
#[derive(Debug)]
pub struct Encoder<'b> {
    writer: Writer<'b>,
}

#[derive(Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "a box would be an allocation for every body"
)]
enum Writer<'b> {
    #[cfg(feature = "hessian2")]
    Hessian2(crate::hessian2::Serializer<'b>),
    #[cfg(feature = "msgpack")]
    Msgpack(&'b mut Vec<u8>),
    #[cfg(feature = "bincode")]
    Bincode(&'b mut Vec<u8>),
}

impl<'b> Encoder<'b> {
    /// An encoder that appends to `output`.
    pub fn new(serialization: Serialization, output: &'b mut Vec<u8>) -> Self {
        let writer = match serialization {
            #[cfg(feature = "hessian2")]
            Serialization::Hessian2 => Writer::Hessian2(crate::hessian2::Serializer::new(output)),
            #[cfg(feature = "msgpack")]
            Serialization::Msgpack => Writer::Msgpack(output),
            #[cfg(feature = "bincode")]
            Serialization::Bincode => Writer::Bincode(output),
        };
        Self { writer }
    }

    /// The serializer that the body is written in.
    pub fn serialization(&self) -> Serialization {
        match self.writer {
            #[cfg(feature = "hessian2")]
            Writer::Hessian2(_) => Serialization::Hessian2,
            #[cfg(feature = "msgpack")]
            Writer::Msgpack(_) => Serialization::Msgpack,
            #[cfg(feature = "bincode")]
            Writer::Bincode(_) => Serialization::Bincode,
        }
    }

    /// The length of the buffer so far.
    pub fn position(&mut self) -> usize {
        self.output().len()
    }

    /// Appends items that were encoded before, by an encoder of the same serializer: strings, ints, nulls, and
    /// attachments that hold nothing else.
    pub fn raw(&mut self, items: &[u8]) {
        self.output().extend_from_slice(items);
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        match &mut self.writer {
            #[cfg(feature = "hessian2")]
            Writer::Hessian2(serializer) => {
                crate::hessian2::write_string(serializer.output(), text)
            }
            #[cfg(feature = "msgpack")]
            Writer::Msgpack(output) => crate::msgpack::write_string(output, text),
            #[cfg(feature = "bincode")]
            Writer::Bincode(output) => crate::bincode::write_string(output, text),
        }
    }

    /// Writes a string, or null for `None`.
    pub fn optional_string(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.string(text),
            None => self.null(),
        }
    }

    /// Writes null.
    pub fn null(&mut self) {
        match &mut self.writer {
            #[cfg(feature = "hessian2")]
            Writer::Hessian2(serializer) => crate::hessian2::write_null(serializer.output()),
            #[cfg(feature = "msgpack")]
            Writer::Msgpack(output) => crate::msgpack::write_null(output),
            #[cfg(feature = "bincode")]
            Writer::Bincode(output) => crate::bincode::write_null(output),
        }
    }

    /// Writes an int.
    pub fn int(&mut self, number: i32) {
        match &mut self.writer {
            #[cfg(feature = "hessian2")]
            Writer::Hessian2(serializer) => crate::hessian2::write_int(serializer.output(), number),
            #[cfg(feature = "msgpack")]
            Writer::Msgpack(output) => crate::msgpack::write_int(output, number),
            #[cfg(feature = "bincode")]
            Writer::Bincode(output) => crate::bincode::write_int(output, number),
        }
    }

    /// Writes an argument or a result.
    ///
    /// # Errors
    /// When the serializer has no place for the value.
    pub fn value<T: JavaType + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.write(&AsJava(value))
    }

    /// Begins a piece that a reader can pass over without knowing what is in it: the arguments, or the result.
    ///
    /// bincode, which does not describe itself, marks its length; the others write nothing.
    pub fn open_block(&mut self) -> Block {
        match &mut self.writer {
            #[cfg(feature = "bincode")]
            Writer::Bincode(output) => Block {
                mark: Some(crate::bincode::open_block(output)),
            },
            #[cfg(any(feature = "hessian2", feature = "msgpack"))]
            _ => Block { mark: None },
        }
    }

    /// Ends the piece that [`open_block`](Self::open_block) began.
    pub fn close_block(&mut self, block: Block) {
        match (&mut self.writer, block.mark) {
            #[cfg(feature = "bincode")]
            (Writer::Bincode(output), Some(start)) => crate::bincode::close_block(output, start),
            _ => {}
        }
    }

    /// Writes the attachments, in their order: pairs of a key and a `&str` or `&Value`.
    ///
    /// # Errors
    /// When the serializer has no place for a value: bincode carries strings only.
    pub fn attachments<'a, I, A>(&mut self, attachments: I) -> Result<(), Error>
    where
        I: IntoIterator<Item = (&'a str, A)>,
        A: Into<Attachment<'a>>,
    {
        let entries = attachments
            .into_iter()
            .map(|(key, value)| (key, value.into()));
        match self.serialization() {
            #[cfg(feature = "bincode")]
            Serialization::Bincode => {
                let entries: Vec<_> = entries
                    .map(attachments::text_only)
                    .collect::<Result<_, _>>()?;
                self.write(&attachments::Entries::new(entries.into_iter()))
            }
            #[cfg(any(feature = "hessian2", feature = "msgpack"))]
            _ => self.write(&attachments::Entries::new(entries)),
        }
    }

    /// Writes an exception of a Java class; `fields` is a struct or map of what it has beside message and cause.
    ///
    /// # Errors
    /// When the serializer has no place for a field.
    pub fn exception<T: Serialize + ?Sized>(
        &mut self,
        class: &str,
        message: Option<&str>,
        cause: Option<&Exception>,
        fields: &T,
    ) -> Result<(), Error> {
        let exception = Exception::assemble(self.serialization(), class, message, cause, fields)?;
        self.thrown(&exception)
    }

    /// Writes an exception as it is, with its stack.
    ///
    /// # Errors
    /// When the serializer has no place for a field.
    pub fn thrown(&mut self, exception: &Exception) -> Result<(), Error> {
        match self.serialization() {
            #[cfg(feature = "hessian2")]
            Serialization::Hessian2 => self.write(&exception.to_value()),
            #[cfg(feature = "msgpack")]
            Serialization::Msgpack => {
                self.string(&exception.class);
                self.write(&exception.to_bean())
            }
            #[cfg(feature = "bincode")]
            Serialization::Bincode => self.write(&crate::exception::Positional::from(exception)),
        }
    }

    fn output(&mut self) -> &mut Vec<u8> {
        match &mut self.writer {
            #[cfg(feature = "hessian2")]
            Writer::Hessian2(serializer) => serializer.output(),
            #[cfg(feature = "msgpack")]
            Writer::Msgpack(output) => output,
            #[cfg(feature = "bincode")]
            Writer::Bincode(output) => output,
        }
    }

    fn write<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        match &mut self.writer {
            #[cfg(feature = "hessian2")]
            Writer::Hessian2(serializer) => item.serialize(serializer),
            #[cfg(feature = "msgpack")]
            Writer::Msgpack(output) => crate::msgpack::write(output, item),
            #[cfg(feature = "bincode")]
            Writer::Bincode(output) => crate::bincode::write(output, item),
        }
    }
}
