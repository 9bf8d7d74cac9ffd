//! Bytes as a tree for people, whatever is wrong with them.

use std::fmt::{self, Write};

use super::Deserializer;
use super::head::Head;
use crate::error::Error;
use crate::hessian2::tag;

/// The values of a message as text for people: a line for each part, with the offset of its first byte, the classes that are
/// defined and the types, and the numbers by which references lead to lists, maps and objects.
///
/// What is malformed is shown up to where it is, and the error behind it.
///
/// ```
/// use dubbo_codec::hessian2::Tree;
///
/// let bytes = b"\x7aC\x08org.User\x91\x02id\x60\xe7Q\x91";
/// assert_eq!(
///     Tree::of(bytes).to_string(),
///     "     0  #0 list of 2
///      1    class 0: org.User {id}
///     15    #1 org.User
///     16      id: 7L
///     17    -> #1
/// "
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tree<'a> {
    bytes: &'a [u8],
}

impl<'a> Tree<'a> {
    /// The tree of the values in `bytes`, the first of which begins a message.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }
}

impl fmt::Display for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writer = Writer {
            input: Deserializer::new(self.bytes),
            output: f,
            depth: 0,
        };
        while !writer.input.is_at_end() {
            match writer.value("") {
                Ok(()) => {}
                Err(Failure::Output(error)) => return Err(error),
                Err(Failure::Input(error)) => {
                    let offset = error.offset().unwrap_or(writer.input.position());
                    writer.depth = 0;
                    return writer.line(offset, format_args!("error: {error}"));
                }
            }
        }
        Ok(())
    }
}

enum Failure {
    Input(Error),
    Output(fmt::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Input(error)
    }
}

impl From<fmt::Error> for Failure {
    fn from(error: fmt::Error) -> Self {
        Self::Output(error)
    }
}

struct Writer<'w, 'f, 'a> {
    input: Deserializer<'a>,
    output: &'w mut fmt::Formatter<'f>,
    depth: usize,
}

/// How much of a text or of bytes is shown.
const SHOWN: usize = 100;

impl Writer<'_, '_, '_> {
    fn line(&mut self, offset: usize, text: fmt::Arguments<'_>) -> fmt::Result {
        let indent = 2 * self.depth;
        writeln!(self.output, "{offset:>6}  {:indent$}{text}", "")
    }

    /// A value, behind the text that says what it is in the container that it is in.
    fn value(&mut self, label: &str) -> Result<(), Failure> {
        self.definitions()?;
        let offset = self.input.position();
        let head = self.input.head()?;
        let text = match &head {
            Head::Null => "null".to_owned(),
            Head::Bool(value) => value.to_string(),
            Head::Int(value) => value.to_string(),
            Head::Long(value) => format!("{value}L"),
            Head::Double(value) => format!("{value:?}"),
            Head::Date(value) => format!("Date({value}) {}", crate::java::Date(*value)),
            Head::Text(tag) => shown_text(&self.input.text(*tag)?),
            Head::Binary(tag) => shown_bytes(&self.input.binary(*tag)?),
            Head::Reference(number) => format!("-> #{number}"),
            Head::List { length, class, .. } => {
                let length = match length {
                    Some(length) => format!("list of {length}"),
                    None => "list with an end".to_owned(),
                };
                self.container(offset, &length, *class)?
            }
            Head::Map { class, .. } => self.container(offset, "map", *class)?,
            Head::Object { class, .. } => {
                let name = self.input.definitions[*class].name.clone();
                self.container(offset, &name, None)?
            }
        };
        self.line(offset, format_args!("{label}{text}"))?;
        self.parts(offset, &head)
    }

    /// The definitions of classes before a value.
    fn definitions(&mut self) -> Result<(), Failure> {
        while self.input.peek()? == tag::DEFINITION {
            let offset = self.input.position();
            self.input.position += 1;
            self.input.definition()?;
            let class = self.input.definitions.len() - 1;
            let definition = &self.input.definitions[class];
            let fields = &self.input.fields[definition.fields.clone()];
            let fields: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
            let text = format!(
                "class {class}: {} {{{}}}",
                definition.name,
                fields.join(", ")
            );
            self.line(offset, format_args!("{text}"))?;
        }
        Ok(())
    }

    /// What a container is, with its number and its type.
    fn container(
        &mut self,
        offset: usize,
        what: &str,
        class: Option<usize>,
    ) -> Result<String, Failure> {
        let number = self.input.number_of(offset)?;
        let class = match class {
            Some(class) => self.input.type_name(class)?,
            None => None,
        };
        let class = class.map(|class| format!(" <{class}>")).unwrap_or_default();
        Ok(format!("#{number} {what}{class}"))
    }

    fn parts(&mut self, offset: usize, head: &Head) -> Result<(), Failure> {
        if !matches!(
            head,
            Head::List { .. } | Head::Map { .. } | Head::Object { .. }
        ) {
            return Ok(());
        }
        self.input.enter(offset)?;
        self.depth += 1;
        match head {
            Head::List {
                length: Some(length),
                ..
            } => (0..*length).try_for_each(|_| self.value(""))?,
            Head::List { .. } => {
                while !self.input.at_end_tag()? {
                    self.value("")?;
                }
            }
            Head::Object { class, .. } => {
                for field in self.input.definitions[*class].fields.clone() {
                    let label = format!("{}: ", self.input.fields[field].name);
                    self.value(&label)?;
                }
            }
            _ => {
                while !self.input.at_end_tag()? {
                    self.value("key: ")?;
                    self.value("value: ")?;
                }
            }
        }
        self.depth -= 1;
        self.input.leave();
        Ok(())
    }
}

fn shown_text(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}… of {} characters", &text[..end], text.chars().count()),
        None => format!("{text:?}"),
    }
}

fn shown_bytes(bytes: &[u8]) -> String {
    let mut text = "0x".to_owned();
    for byte in bytes.iter().take(SHOWN / 2) {
        // Text can always be written to a string.
        let _ = write!(text, "{byte:02x}");
    }
    if bytes.len() > SHOWN / 2 {
        text += &format!("… of {} bytes", bytes.len());
    }
    text
}
