use super::Deserializer;
use super::head::Head;
use crate::error::{Error, ErrorKind};
use crate::value::{List, Map, Object, Value};

impl Deserializer<'_> {
    /// Reads whatever stands here.
    pub(super) fn untyped(&mut self) -> Result<Value, Error> {
        self.containers = 0;
        self.node()
    }

    fn node(&mut self) -> Result<Value, Error> {
        self.nodes += 1;
        if self.nodes > self.limits.nodes {
            let message = format!("untyped values have more than {} parts", self.limits.nodes);
            return Err(Error::new(ErrorKind::Limit, message).at(self.position));
        }
        let offset = self.position;
        Ok(match self.head()? {
            Head::Null => Value::Null,
            Head::Bool(value) => Value::Bool(value),
            Head::Int(value) => Value::Int(value),
            Head::Long(value) => Value::Long(value),
            Head::Double(value) => Value::Double(value),
            Head::Date(value) => Value::Date(value),
            Head::Text(tag) => Value::String(self.text(tag)?.into_owned()),
            Head::Binary(tag) => Value::Binary(self.binary(tag)?.into_owned()),
            Head::List {
                offset,
                length,
                class,
            } => self.list(offset, length, class)?,
            Head::Map { offset, class } => self.map(offset, class)?,
            Head::Object { offset, class } => self.object(offset, class)?,
            Head::Reference(number) => self.reference(number).map_err(|error| error.at(offset))?,
        })
    }

    fn list(
        &mut self,
        offset: usize,
        length: Option<usize>,
        class: Option<usize>,
    ) -> Result<Value, Error> {
        let class = class
            .map(|class| self.type_name(class))
            .transpose()?
            .flatten();
        self.enter_numbered(offset)?;
        let mut items = Vec::with_capacity(self.room(length.unwrap_or_default()));
        match length {
            Some(length) => {
                for _ in 0..length {
                    items.push(self.node()?);
                }
            }
            None => {
                while !self.at_end_tag()? {
                    items.push(self.node()?);
                }
            }
        }
        self.leave();
        Ok(Value::List(List { class, items }))
    }

    fn map(&mut self, offset: usize, class: Option<usize>) -> Result<Value, Error> {
        let class = class
            .map(|class| self.type_name(class))
            .transpose()?
            .flatten();
        self.enter_numbered(offset)?;
        let mut entries = Vec::new();
        while !self.at_end_tag()? {
            entries.push((self.node()?, self.node()?));
        }
        self.leave();
        Ok(Value::Map(Map { class, entries }))
    }

    fn object(&mut self, offset: usize, class: usize) -> Result<Value, Error> {
        self.enter_numbered(offset)?;
        let fields = self.definitions[class].fields.len();
        let mut values = Vec::with_capacity(self.room(fields));
        for _ in 0..fields {
            values.push(self.node()?);
        }
        self.leave();
        Ok(Value::Object(Object {
            class: self.shared_class(class),
            values,
        }))
    }

    /// What a reference refers to, once more; itself only if it closes a cycle.
    fn reference(&mut self, number: i32) -> Result<Value, Error> {
        let offset = self.container(number)?;
        match self.open.find(offset) {
            None => self.replay(number, Self::node),
            Some(place) => place.number.map(Value::Reference).ok_or_else(|| {
                let message =
                    "an untyped value refers to the typed object that it is in; read both untyped";
                Error::new(ErrorKind::Mismatch, message)
            }),
        }
    }

    fn enter_numbered(&mut self, offset: usize) -> Result<(), Error> {
        let number = self.containers;
        self.containers += 1;
        self.enter(offset, Some(number))
    }
}
