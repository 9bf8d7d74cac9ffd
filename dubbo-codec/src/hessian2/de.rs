//! Reading: everything that any peer writes, once over the bytes, without a copy where the bytes allow it.

mod access;
mod data_model;
mod definition;
mod head;
mod known;
mod lent;
mod numbers;
mod open;
mod quick;
mod replay;
mod sharing;
mod skip;
mod tables;
mod text;
mod tree;
mod typed;
mod untyped;
mod variant;

use std::borrow::Cow;

pub use self::tree::Tree;

use self::definition::Definition;
use self::head::Head;
use self::numbers::Numbers;
use self::open::Open;
use self::replay::Replays;
use self::tables::Tables;
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;
use crate::shared::Registry;
use crate::value::Value;

/// Reads values from the bytes of a message, one after the other.
///
/// The tables of hessian2 last for the whole message: a later value may name the class that an earlier one defined, and
/// refer to objects in it. So all values of a message are read by one deserializer, from its first byte. After
/// an error the deserializer stands somewhere within a value and is of no more use.
///
/// ```
/// use dubbo_codec::hessian2::Deserializer;
/// use serde::Deserialize;
///
/// let mut deserializer = Deserializer::new(b"\x91\x02hi");
/// assert_eq!(i32::deserialize(&mut deserializer)?, 1);
/// assert_eq!(<&str>::deserialize(&mut deserializer)?, "hi");
/// assert!(deserializer.is_at_end());
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
#[derive(Debug)]
pub struct Deserializer<'de> {
    input: &'de [u8],
    position: usize,
    limits: Limits,
    definitions: Vec<Definition<'de>>,
    fields: Vec<definition::Field<'de>>,
    /// The type that the next class is of, most likely: the one that is read.
    likely: known::Type,
    /// The containers that the position is in, the outermost first.
    open: Open,
    replays: Replays,
    /// How many values the `Value`s read so far are made of.
    nodes: usize,
    /// Lists, maps and objects that were begun, typed or not.
    entered: usize,
    /// The bytes in memory that elements may still take.
    memory: usize,
    rare: Option<Box<Rare>>,
}

/// What few messages need: apart, since a deserializer is made for every message, and moved.
#[derive(Debug, Default)]
struct Rare {
    tables: Tables,
    numbers: Numbers,
    shared: Registry,
}

/// What elements may always take in memory.
const FREE_MEMORY: usize = 16 << 20;

impl<'de> Deserializer<'de> {
    /// A deserializer of a message with the default limits. It allocates nothing yet.
    pub fn new(input: &'de [u8]) -> Self {
        Self::with_limits(input, Limits::default())
    }

    /// A deserializer of a message that may cost no more than `limits`.
    pub fn with_limits(input: &'de [u8], limits: Limits) -> Self {
        Self {
            input,
            position: 0,
            limits,
            definitions: Vec::new(),
            fields: Vec::new(),
            likely: known::Type::default(),
            open: Open::default(),
            replays: Replays::default(),
            nodes: 0,
            entered: 0,
            memory: input.len().saturating_mul(limits.memory).max(FREE_MEMORY),
            rare: None,
        }
    }

    fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// The offset of the next value.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Whether all values have been read.
    pub fn is_at_end(&self) -> bool {
        self.position == self.input.len()
    }

    /// Makes sure that all values have been read.
    ///
    /// # Errors
    ///
    /// When bytes are left.
    pub fn end(&self) -> Result<(), Error> {
        if self.is_at_end() {
            return Ok(());
        }
        let left = self.input.len() - self.position;
        let message = format!("expected the end of the message, found {left} more bytes");
        Err(Error::new(ErrorKind::Malformed, message).at(self.position))
    }

    /// Reads a string or null; a number or a boolean as its text. It is borrowed when it stands in one piece and is
    /// valid UTF-8, so always unless it has characters beyond the BMP or is longer than 32768 units.
    ///
    /// # Errors
    ///
    /// When something else stands here.
    pub fn read_string(&mut self) -> Result<Option<Cow<'de, str>>, Error> {
        let offset = self.position;
        match self.head()? {
            Head::Null => Ok(None),
            head => match self.text_of(&head)? {
                Some(text) => Ok(Some(text)),
                None => Err(self.mismatch(&"a string", &head).at_tag(offset, self.input)),
            },
        }
    }

    /// Reads an int, or a long or double that is one.
    ///
    /// # Errors
    ///
    /// When something else stands here.
    pub fn read_int(&mut self) -> Result<i32, Error> {
        serde::Deserialize::deserialize(self)
    }

    /// Reads whatever stands here.
    ///
    /// # Errors
    ///
    /// When it is malformed or exceeds a limit.
    pub fn read_value(&mut self) -> Result<Value, Error> {
        let offset = self.position;
        let value = self.untyped();
        value.map_err(|error| error.at_tag(offset, self.input))
    }

    /// Passes over one value.
    ///
    /// # Errors
    ///
    /// When it is malformed or exceeds a limit.
    pub fn skip(&mut self) -> Result<(), Error> {
        let offset = self.position;
        let skipped = self.skip_value();
        skipped.map_err(|error| error.at_tag(offset, self.input))
    }

    /// Enters the container whose tag stands at `offset`.
    fn enter(&mut self, offset: usize) -> Result<(), Error> {
        if self.open.depth() >= self.limits.depth {
            return Err(self.too_deep().at(offset));
        }
        self.entered += 1;
        if self.entered > self.limits.nodes {
            return Err(self.too_many_containers().at(offset));
        }
        self.open.push(offset)
    }

    /// Counts an element of that many bytes in memory.
    fn occupy(&mut self, bytes: usize) -> Result<(), Error> {
        match self.memory.checked_sub(bytes) {
            Some(left) => {
                self.memory = left;
                Ok(())
            }
            None => Err(self.too_much_memory()),
        }
    }

    fn leave(&mut self) {
        self.open.pop();
    }

    /// For how many elements a reader may make room before it has read one, when a container claims `length`.
    ///
    /// A short message can make large claims within each other, each of which costs memory while the others do.
    fn room(&self, length: usize) -> usize {
        length.min(if self.open.depth() <= 3 { 1024 } else { 16 })
    }

    #[cold]
    fn too_much_memory(&self) -> Error {
        let allowed = self.input.len().saturating_mul(self.limits.memory);
        let allowed = allowed.max(FREE_MEMORY);
        let message = format!(
            "the elements of lists and maps take more than {allowed} bytes of memory, for a message of {}",
            self.input.len()
        );
        Error::new(ErrorKind::Limit, message).at(self.position)
    }

    fn too_many_containers(&self) -> Error {
        let message = format!(
            "the message has more than {} lists, maps and objects",
            self.limits.nodes
        );
        Error::new(ErrorKind::Limit, message)
    }

    fn too_deep(&self) -> Error {
        let depth = self.limits.depth;
        let message = format!("lists, maps and objects stand deeper in each other than {depth}");
        Error::new(ErrorKind::Limit, message)
    }

    /// The error of a value that is well formed and of the wrong type.
    fn mismatch(&self, expected: &dyn serde::de::Expected, found: &Head) -> Error {
        let found = self.describe(found);
        Error::new(
            ErrorKind::Mismatch,
            format!("expected {expected}, found {found}"),
        )
    }

    fn describe(&self, head: &Head) -> String {
        match head {
            Head::Null => "null (only an Option takes null)".to_owned(),
            Head::Bool(value) => format!("the boolean {value}"),
            Head::Int(value) => format!("the int {value}"),
            Head::Long(value) => format!("the long {value}"),
            Head::Double(value) => format!("the double {value:?}"),
            Head::Date(value) => format!("the date {value} (milliseconds since the epoch)"),
            Head::Text(_) => "a string".to_owned(),
            Head::Binary(_) => "a byte[]".to_owned(),
            Head::List { .. } => "a list".to_owned(),
            Head::Map { .. } => "a map".to_owned(),
            Head::Object { class, .. } => match self.definitions.get(*class) {
                Some(definition) => format!("an object of the class {}", definition.name),
                None => "an object".to_owned(),
            },
            Head::Reference(number) => format!("a reference to the container {number}"),
        }
    }
}
