//! serde's data model: which of its types is read how.

use serde::de::Visitor;

use super::known::Type;
use super::{Deserializer, variant};
use crate::error::Error;
use crate::shared::{BACK, SHARED};
use crate::value::{DATE, VALUE, handover};

/// The field of a Java enum's constant.
static CONSTANT: &[&str] = &["name"];

/// serde's methods, each with the one of `typed` that reads for it; an error gets the offset of the value.
macro_rules! read {
    ($($method:ident => $reader:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let offset = self.position;
            let read = self.$reader(visitor);
            read.map_err(|error| error.at_tag(offset, self.input))
        }
    )*};
}

impl<'de> serde::Deserializer<'de> for &mut Deserializer<'de> {
    type Error = Error;

    read! {
        deserialize_any => any
        deserialize_bool => boolean
        deserialize_i8 => integer
        deserialize_i16 => integer
        deserialize_i32 => integer
        deserialize_i64 => long
        deserialize_i128 => integer
        deserialize_u8 => integer
        deserialize_u16 => integer
        deserialize_u32 => integer
        deserialize_u64 => integer
        deserialize_u128 => integer
        deserialize_f32 => float
        deserialize_char => string
        deserialize_str => string
        deserialize_string => string
        deserialize_identifier => string
        deserialize_bytes => byte_array
        deserialize_byte_buf => byte_array
        deserialize_option => optional
        deserialize_unit => nothing
        deserialize_seq => sequence
        deserialize_map => mapping
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let offset = self.position;
        let double = self.double(&visitor);
        let double = double.map_err(|error| error.at_tag(offset, self.input))?;
        visitor.visit_f64(double)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let offset = self.position;
        let read = self.nothing_in_it(visitor);
        read.map_err(|error| error.at_tag(offset, self.input))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let offset = self.position;
        match name {
            DATE => {
                let date = self.date(&visitor);
                let date = date.map_err(|error| error.at_tag(offset, self.input))?;
                visitor.visit_newtype_struct(serde::de::value::I64Deserializer::new(date))
            }
            VALUE => {
                let value = self.read_value()?;
                handover::giving(value, || visitor.visit_unit())
            }
            SHARED => {
                let read = self.shared(visitor);
                read.map_err(|error| error.at_tag(offset, self.input))
            }
            BACK => {
                let read = self.back(visitor);
                read.map_err(|error| error.at_tag(offset, self.input))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.likely = Type { name, fields };
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let offset = self.position;
        self.likely = Type {
            name,
            fields: CONSTANT,
        };
        let read = variant::read(self, name, variants, visitor);
        read.map_err(|error| error.at_tag(offset, self.input))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.skip()?;
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}
