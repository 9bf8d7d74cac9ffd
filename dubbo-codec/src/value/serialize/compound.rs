use std::sync::Arc;

use serde::ser::{self, Serialize};

use super::{Builder, variant_of};
use crate::error::{Error, ErrorKind};
use crate::value::{Class, LIST, List, MAP, Map, OBJECT, Object, VARIABLE_LIST, Value};

pub(crate) struct Items {
    builder: Builder,
    items: Vec<Value>,
    variant: Option<&'static str>,
}

impl Items {
    pub(super) fn new(
        builder: Builder,
        length: Option<usize>,
        variant: Option<&'static str>,
    ) -> Self {
        let items = Vec::with_capacity(length.unwrap_or_default());
        Self {
            builder,
            items,
            variant,
        }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let keeps_floats = self.builder.type_name == Some("[float");
        let index = self.items.len();
        let item = value.serialize(self.builder.part(keeps_floats));
        self.items
            .push(item.map_err(|error| error.in_index(index))?);
        Ok(())
    }

    fn finish(self) -> Value {
        let class = self.builder.type_name.map(Arc::from);
        let list = Value::List(List {
            class,
            items: self.items,
            is_variable: false,
        });
        match self.variant {
            Some(variant) => variant_of(variant, list),
            None => list,
        }
    }
}

/// The elements of a sequence under each of the names that serde has for them.
macro_rules! items {
    ($($trait:ident::$method:ident)*) => {$(
        impl ser::$trait for Items {
            type Ok = Value;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.finish())
            }
        }
    )*};
}

items! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleVariant::serialize_field
}

/// A tuple struct: a list, or a part of a `Value` with the name of its class (see `value::serde`).
pub(crate) struct TupleFields {
    name: &'static str,
    items: Items,
}

impl TupleFields {
    pub(super) fn begin(
        builder: Builder,
        name: &'static str,
        length: usize,
    ) -> Result<Self, Error> {
        let builder = if matches!(name, LIST | VARIABLE_LIST | MAP) {
            builder
        } else {
            builder.begin()?
        };
        Ok(Self {
            name,
            items: Items::new(builder, Some(length), None),
        })
    }
}

impl ser::SerializeTupleStruct for TupleFields {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.items.item(value)
    }

    fn end(self) -> Result<Value, Error> {
        if !matches!(self.name, LIST | VARIABLE_LIST | MAP | OBJECT) {
            return Ok(self.items.finish());
        }
        let mut parts = self.items.items.into_iter();
        match (self.name, parts.next(), parts.next()) {
            (
                name @ (LIST | VARIABLE_LIST),
                Some(Value::String(class)),
                Some(Value::List(list)),
            ) => Ok(Value::List(List {
                class: (!class.is_empty()).then(|| class.into()),
                is_variable: name == VARIABLE_LIST,
                ..list
            })),
            (MAP, Some(Value::String(class)), Some(Value::Map(map))) => Ok(Value::Map(Map {
                class: Some(class.into()),
                ..map
            })),
            (OBJECT, Some(Value::String(name)), Some(Value::List(names))) => {
                let names = names.items.into_iter();
                let fields = names
                    .filter_map(|name| name.as_str().map(str::to_owned))
                    .collect();
                let class = Arc::new(Class { name, fields });
                Ok(Value::Object(Object {
                    class,
                    values: parts.collect(),
                }))
            }
            _ => {
                let message = format!("{} is a name that only a Value uses", self.name);
                Err(Error::new(ErrorKind::Unsupported, message))
            }
        }
    }
}

pub(crate) struct Entries {
    builder: Builder,
    entries: Vec<(Value, Value)>,
    key: Value,
}

impl Entries {
    pub(super) fn new(builder: Builder) -> Self {
        Self {
            builder,
            entries: Vec::new(),
            key: Value::Null,
        }
    }
}

impl ser::SerializeMap for Entries {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = key.serialize(self.builder.part(false))?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let value = value.serialize(self.builder.part(false))?;
        self.entries.push((std::mem::take(&mut self.key), value));
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        let class = self.builder.type_name.map(Arc::from);
        Ok(Value::Map(Map {
            class,
            entries: self.entries,
        }))
    }
}

pub(crate) struct Fields {
    builder: Builder,
    /// The Java class; a struct without one is a map.
    class: Option<&'static str>,
    fields: Vec<(&'static str, Value)>,
    variant: Option<&'static str>,
}

impl Fields {
    pub(super) fn new(
        builder: Builder,
        class: Option<&'static str>,
        length: usize,
        variant: Option<&'static str>,
    ) -> Self {
        Self {
            builder,
            class,
            fields: Vec::with_capacity(length),
            variant,
        }
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        let value = value.serialize(self.builder.part(self.class.is_some()));
        self.fields
            .push((key, value.map_err(|error| error.in_field(key))?));
        Ok(())
    }

    fn skip(&mut self, key: &'static str) {
        if self.class.is_some() {
            self.fields.push((key, Value::Null));
        }
    }

    fn finish(self) -> Value {
        if let Some(class) = self.class {
            return Value::object(class, self.fields);
        }
        let map = match self.builder.type_name {
            Some(name) => Value::map_of(name, self.fields),
            None => Value::map(self.fields),
        };
        match self.variant {
            Some(variant) => variant_of(variant, map),
            None => map,
        }
    }
}

macro_rules! fields {
    ($($trait:ident)*) => {$(
        impl ser::$trait for Fields {
            type Ok = Value;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.field(key, value)
            }

            fn skip_field(&mut self, key: &'static str) -> Result<(), Error> {
                self.skip(key);
                Ok(())
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.finish())
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }
