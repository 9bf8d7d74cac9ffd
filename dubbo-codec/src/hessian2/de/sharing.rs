//! `Shared` objects, and the references to them.

use serde::de::Visitor;

use super::Deserializer;
use crate::error::{Error, ErrorKind};
use crate::hessian2::tag;
use crate::shared;

impl<'de> Deserializer<'de> {
    pub(super) fn shared<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        let place = self.place()?;
        let (Some(wanted), Some(place)) = (shared::wanted(), place) else {
            return visitor.visit_newtype_struct(self);
        };
        let of = wanted.of;
        if let Some(object) = self.rare().shared.find_or_begin(place, wanted)? {
            self.skip_value()?;
            return shared::giving(object, || visitor.visit_unit());
        }
        let value = visitor.visit_newtype_struct(&mut *self);
        self.rare().shared.end(place, of, shared::made());
        value
    }

    pub(super) fn back<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        let place = self.place()?;
        match (shared::wanted(), place, self.peek()?) {
            (Some(wanted), Some(place), tag::REFERENCE) => {
                let cell = self.rare().shared.cell(place, wanted.of)?;
                self.skip_value()?;
                shared::giving(cell, || visitor.visit_unit())
            }
            (_, _, tag::NULL) => {
                self.skip_value()?;
                visitor.visit_none()
            }
            _ => {
                let head = self.head()?;
                let found = self.describe(&head);
                let message =
                    format!("expected a reference to a shared object, or null, found {found}");
                Err(Error::new(ErrorKind::Mismatch, message))
            }
        }
    }

    /// Where the container stands that is here or that is referred to here. The definitions before it are passed over.
    fn place(&mut self) -> Result<Option<usize>, Error> {
        while self.peek()? == tag::DEFINITION {
            self.position += 1;
            self.definition()?;
        }
        let here = self.position;
        match self.peek()? {
            tag::REFERENCE => {
                self.position += 1;
                let number = self.int()?;
                let place = self.container(number)?;
                self.position = here;
                Ok(Some(place))
            }
            tag::MAP | tag::MAP_TYPED | tag::OBJECT | 0x55..=0x58 | 0x60..=0x7f => Ok(Some(here)),
            _ => Ok(None),
        }
    }
}
