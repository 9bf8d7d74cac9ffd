//! Values of which nothing is known before: as `Value`s.

use super::Deserializer;
use super::head::Head;
use crate::error::{Error, ErrorKind};
use crate::value::{List, Map, Object, Value};

impl Deserializer<'_> {
    /// Reads whatever stands here.
    pub(super) fn untyped(&mut self) -> Result<Value, Error> {
        self.forget_numbers();
        self.node()
    }

    /// Reads whatever stands from here to the end of the message. References may lead from one value to an earlier one, as
    /// [`Serializer::write_values`](crate::hessian2::Serializer::write_values) writes them.
    ///
    /// ```
    /// use dubbo_codec::hessian2::{Deserializer, Serializer};
    ///
    /// // An empty list, and the same one again.
    /// let values = Deserializer::new(b"\x78Q\x90").read_values()?;
    /// assert_eq!(values.len(), 2);
    /// let mut bytes = Vec::new();
    /// Serializer::new(&mut bytes).write_values(&values)?;
    /// assert_eq!(bytes, b"\x78Q\x90");
    /// # Ok::<(), dubbo_codec::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a value is malformed or exceeds a limit.
    pub fn read_values(&mut self) -> Result<Vec<Value>, Error> {
        self.forget_numbers();
        let mut values = Vec::new();
        while !self.is_at_end() {
            let offset = self.position;
            let value = self.node();
            values.push(value.map_err(|error| error.at_tag(offset, self.input))?);
        }
        Ok(values)
    }

    fn forget_numbers(&mut self) {
        if let Some(rare) = &mut self.rare {
            rare.numbers.clear();
        }
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
            } => self.once(offset, |own| own.list(length, class))?,
            Head::Map { offset, class } => self.once(offset, |own| own.map(class))?,
            Head::Object { offset, class } => self.once(offset, |own| own.object(class))?,
            Head::Reference(number) => self.reference(number).map_err(|error| error.at(offset))?,
        })
    }

    /// Reads the container whose tag stands at `offset`, unless the value has it already.
    fn once(
        &mut self,
        offset: usize,
        read: impl FnOnce(&mut Self) -> Result<Value, Error>,
    ) -> Result<Value, Error> {
        if let Some(back) = self.rare().numbers.back_to_copied(offset) {
            self.position = offset;
            self.skip_value()?;
            return Ok(Value::Reference(back));
        }
        self.enter(offset)?;
        self.rare().numbers.push(offset)?;
        let value = read(self)?;
        self.leave();
        Ok(value)
    }

    fn list(&mut self, length: Option<usize>, class: Option<usize>) -> Result<Value, Error> {
        let class = class
            .map(|class| self.type_name(class))
            .transpose()?
            .flatten();
        let mut items = Vec::with_capacity(self.room(length.unwrap_or_default()));
        match length {
            Some(length) => {
                for index in 0..length {
                    let item = self.node();
                    items.push(item.map_err(|error| error.in_index(index))?);
                }
            }
            None => {
                while !self.at_end_tag()? {
                    let item = self.node();
                    items.push(item.map_err(|error| error.in_index(items.len()))?);
                }
            }
        }
        Ok(Value::List(List {
            class,
            items,
            is_variable: length.is_none(),
        }))
    }

    fn map(&mut self, class: Option<usize>) -> Result<Value, Error> {
        let class = class
            .map(|class| self.type_name(class))
            .transpose()?
            .flatten();
        let mut entries = Vec::new();
        while !self.at_end_tag()? {
            let key = self.node()?;
            let value = self.node();
            let value = value.map_err(|error| error.in_key(&key.to_string()))?;
            entries.push((key, value));
        }
        Ok(Value::Map(Map { class, entries }))
    }

    fn object(&mut self, class: usize) -> Result<Value, Error> {
        let is_outermost = self.open.depth() == 1;
        let fields = self.definitions[class].fields.clone();
        let mut values = Vec::with_capacity(self.room(fields.len()));
        for field in fields {
            let value = self.node().map_err(|error| {
                let error = error.in_field(&self.fields[field].name);
                match is_outermost {
                    true => error.in_class(&self.definitions[class].name),
                    false => error,
                }
            });
            values.push(value?);
        }
        Ok(Value::Object(Object {
            class: self.shared_class(class),
            values,
        }))
    }

    /// A reference within the value remains one. What it leads to outside of the value is read again to be part of it, and
    /// is no more to be had if the value is part of that.
    fn reference(&mut self, number: i32) -> Result<Value, Error> {
        let offset = self.container(number)?;
        if let Some(back) = self.rare().numbers.back_to(offset) {
            return Ok(Value::Reference(back));
        }
        if self.open.contains(offset) {
            return Ok(Value::Reference(0));
        }
        self.rare().numbers.begin_copying();
        self.replay(number, Self::node)
    }
}
