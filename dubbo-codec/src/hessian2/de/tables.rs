//! The numbers by which a message refers to its containers and to its names of types (hessian2.md §2).
//!
//! Few messages refer to anything. So nothing is written down while values are read; the first reference makes the
//! bytes before it be passed over once more, token by token, and later ones only what came since.

use std::sync::Arc;

use super::Deserializer;
use super::head::Head;
use super::open::in_message;
use crate::error::{Error, ErrorKind};
use crate::hessian2::tag;

#[derive(Debug, Default)]
pub(super) struct Tables {
    /// How far the bytes have been passed over.
    scanned: usize,
    /// Where the tags of lists, maps and objects stand.
    containers: Vec<u32>,
    /// Where the types stand that are spelt out.
    types: Vec<u32>,
    /// The types as `Value`s share them, once one of them was needed.
    names: Vec<Option<Arc<str>>>,
}

impl Deserializer<'_> {
    /// Where the tag of the container stands that a reference names by number.
    pub(super) fn container(&mut self, number: i32) -> Result<usize, Error> {
        self.scan()?;
        let containers = &self.rare().tables.containers;
        let offset = usize::try_from(number)
            .ok()
            .and_then(|number| containers.get(number));
        offset.map(|offset| *offset as usize).ok_or_else(|| {
            let known = containers.len();
            let message = format!("a reference to the container {number}, but {known} have begun");
            Error::new(ErrorKind::Malformed, message)
        })
    }

    /// The number of the container whose tag stands at `offset`, behind which the position is.
    pub(super) fn number_of(&mut self, offset: usize) -> Result<usize, Error> {
        self.scan()?;
        let containers = &self.rare().tables.containers;
        Ok(containers.partition_point(|container| (*container as usize) < offset))
    }

    /// The type of a list or map that stands at `offset`; `None` if it is empty, which Java reads as no type.
    pub(super) fn type_name(&mut self, offset: usize) -> Result<Option<Arc<str>>, Error> {
        let back = std::mem::replace(&mut self.position, offset);
        let name = match self.peek()? {
            0x80..=0xd7 | tag::INT => {
                let number = self.int()?;
                self.position = back;
                self.numbered_type(number)
                    .map_err(|error| error.at(offset))?
            }
            _ => Arc::from(self.name()?),
        };
        self.position = back;
        Ok((!name.is_empty()).then_some(name))
    }

    fn numbered_type(&mut self, number: i32) -> Result<Arc<str>, Error> {
        self.scan()?;
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let known = self.rare().tables.types.len();
        let Some(offset) = self.rare().tables.types.get(number).copied() else {
            let message = format!("a type has the number {number}, but {known} are known");
            return Err(Error::new(ErrorKind::Malformed, message));
        };
        self.rare().tables.names.resize(known, None);
        if let Some(name) = &self.rare().tables.names[number] {
            return Ok(Arc::clone(name));
        }
        let back = std::mem::replace(&mut self.position, offset as usize);
        let name: Arc<str> = Arc::from(self.name()?);
        self.position = back;
        self.rare().tables.names[number] = Some(Arc::clone(&name));
        Ok(name)
    }

    /// Passes over the tokens between the last scan and here.
    fn scan(&mut self) -> Result<(), Error> {
        let here = self.position;
        let target = self.replays.position_before().unwrap_or(here);
        self.position = self.rare().tables.scanned;
        while self.position < target {
            self.scan_token()?;
        }
        self.rare().tables.scanned = self.position;
        self.position = here;
        Ok(())
    }

    fn scan_token(&mut self) -> Result<(), Error> {
        let offset = self.position;
        let tag = self.byte()?;
        match self.scalar(tag, offset)? {
            Some(Head::Text(tag)) => return self.skip_text_behind(tag),
            Some(Head::Binary(tag)) => return self.skip_binary(tag),
            Some(_) => return Ok(()),
            None => {}
        }
        if !matches!(tag, tag::DEFINITION | tag::REFERENCE | tag::END) {
            self.rare().tables.containers.push(in_message(offset)?);
        }
        match tag {
            tag::DEFINITION => {
                self.skip_text()?;
                let fields = self.int()?;
                (0..fields).try_for_each(|_| self.skip_text())
            }
            tag::REFERENCE | tag::OBJECT | tag::LIST => self.int().map(drop),
            tag::LIST_TYPED => {
                self.scan_type()?;
                self.int().map(drop)
            }
            0x70..=0x77 | tag::LIST_TYPED_VARIABLE | tag::MAP_TYPED => self.scan_type(),
            _ => Ok(()),
        }
    }

    fn scan_type(&mut self) -> Result<(), Error> {
        let offset = self.position;
        if !matches!(self.peek()?, 0x80..=0xd7 | tag::INT) {
            self.rare().tables.types.push(in_message(offset)?);
            return self.skip_text();
        }
        self.int().map(drop)
    }
}
