use serde::ser::{self, Serialize};

use super::compound::Mapping;
use super::{Floats, Serializer, classes};
use crate::error::{Error, ErrorKind};
use crate::value::is_java_name;

/// An object that is being written.
///
/// Its class is defined directly before its first object, with all the names of its fields; serde tells them one by one
/// with their values. So the first object is written to its end, then the definition behind it, which is moved
/// to the front. An object of the same class within needs only the number, which the class has from the start.
#[derive(Debug)]
pub(super) struct ObjectWriter<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
    name: &'static str,
    /// The number of the class, from the first field on.
    class: Option<usize>,
    /// Whether this object is the one that defines the class.
    is_first: bool,
    /// Where the object begins.
    start: usize,
    written: usize,
    /// How many classes there were at the start.
    classes_before: usize,
}

impl<'a, 'b> ObjectWriter<'a, 'b> {
    pub(super) fn new(serializer: &'a mut Serializer<'b>, name: &'static str) -> Self {
        serializer.type_name = None;
        serializer.containers += 1;
        let start = serializer.output.len();
        let classes_before = serializer.classes.len();
        Self {
            serializer,
            name,
            class: None,
            is_first: false,
            start,
            written: 0,
            classes_before,
        }
    }

    pub(super) fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let class = self.class_with(Some(name));
        if !self.serializer.classes.accepts(class, self.written, name) {
            let class = self.redefine(class)?;
            self.serializer.classes.accepts(class, self.written, name);
        }
        self.written += 1;
        self.serializer.floats = Floats::Widened;
        value
            .serialize(&mut *self.serializer)
            .map_err(|error| error.in_field(name))
    }

    pub(super) fn end(mut self) -> Result<(), Error> {
        let mut class = self.class_with(None);
        if !self.serializer.classes.complete(class, self.written) {
            class = self.redefine(class)?;
            self.serializer.classes.complete(class, self.written);
        }
        if self.is_first {
            let output = &mut *self.serializer.output;
            let end = output.len();
            self.serializer
                .classes
                .write_definition(output, class, false);
            classes::write_tag(output, class);
            let header = output.len() - end;
            output[self.start..].rotate_right(header);
        }
        self.serializer.floats = Floats::Decimal;
        Ok(())
    }

    /// The class of this object; it is chosen when its first field is known.
    fn class_with(&mut self, first: Option<&'static str>) -> usize {
        if let Some(class) = self.class {
            return class;
        }
        let class = match self.serializer.classes.find(self.name, first) {
            Some(class) => {
                classes::write_tag(self.serializer.output, class);
                class
            }
            None => {
                self.is_first = true;
                self.serializer.classes.add(self.name)
            }
        };
        self.class = Some(class);
        class
    }

    /// Gives the object a class of its own, because its fields turn out to differ from those of the class so far.
    ///
    /// Definitions are numbered in the order in which they stand, and this one will stand before the object. So it
    /// is too late once the object's own fields have defined classes.
    fn redefine(&mut self, class: usize) -> Result<usize, Error> {
        if self.is_first || self.serializer.classes.len() != self.classes_before {
            let message = format!(
                "two objects of the class {} differ in their fields; give both Rust types the same fields in the same order",
                self.name
            );
            return Err(Error::new(ErrorKind::Unsupported, message));
        }
        let mut tag = Vec::new();
        classes::write_tag(&mut tag, class);
        self.serializer
            .output
            .drain(self.start..self.start + tag.len());
        self.is_first = true;
        let class = self.serializer.classes.add_variation(class, self.written);
        self.class = Some(class);
        Ok(class)
    }
}

/// A struct that is being written: an object if its name is a Java class's, else a map.
#[derive(Debug)]
pub struct Struct<'a, 'b> {
    form: Form<'a, 'b>,
    /// Whether it is the content of a variant, whose map ends with it.
    is_within_variant: bool,
}

#[derive(Debug)]
enum Form<'a, 'b> {
    Object(ObjectWriter<'a, 'b>),
    Map(Mapping<'a, 'b>),
}

impl<'a, 'b> Struct<'a, 'b> {
    pub(super) fn begin(
        serializer: &'a mut Serializer<'b>,
        name: &'static str,
    ) -> Result<Self, Error> {
        let form = if is_java_name(name) {
            Form::Object(ObjectWriter::new(serializer, name))
        } else {
            serializer.begin_map()?;
            Form::Map(Mapping::new(serializer))
        };
        Ok(Self {
            form,
            is_within_variant: false,
        })
    }

    pub(super) fn begin_within_variant(serializer: &'a mut Serializer<'b>) -> Result<Self, Error> {
        serializer.begin_map()?;
        Ok(Self {
            form: Form::Map(Mapping::new(serializer)),
            is_within_variant: true,
        })
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        match &mut self.form {
            Form::Object(object) => object.field(key, value),
            Form::Map(map) => {
                map.item(key)?;
                map.item(value).map_err(|error| error.in_field(key))
            }
        }
    }

    /// An object's class is one for all, so a field that serde leaves out is null; a map just lacks the entry.
    fn skip(&mut self, key: &'static str) -> Result<(), Error> {
        match &mut self.form {
            Form::Object(object) => object.field(key, &()),
            Form::Map(_) => Ok(()),
        }
    }

    fn end_struct(self) -> Result<(), Error> {
        match self.form {
            Form::Object(object) => object.end(),
            Form::Map(map) => {
                let serializer = map.end_map();
                if self.is_within_variant {
                    serializer.end_map();
                }
                Ok(())
            }
        }
    }
}

impl ser::SerializeStruct for Struct<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.field(key, value)
    }

    fn skip_field(&mut self, key: &'static str) -> Result<(), Error> {
        self.skip(key)
    }

    fn end(self) -> Result<(), Error> {
        self.end_struct()
    }
}

impl ser::SerializeStructVariant for Struct<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.field(key, value)
    }

    fn skip_field(&mut self, key: &'static str) -> Result<(), Error> {
        self.skip(key)
    }

    fn end(self) -> Result<(), Error> {
        self.end_struct()
    }
}
