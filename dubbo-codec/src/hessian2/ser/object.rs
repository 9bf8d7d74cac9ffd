use serde::ser::{self, Serialize};

use super::compound::Mapping;
use super::{Floats, Serializer, classes};
use crate::error::{Error, ErrorKind};
use crate::value::is_java_name;

/// An object that is being written.
///
/// Its class is defined directly before its first object, with all the names of its fields; serde tells them one by one
/// with their values. If earlier messages had the class, it is defined ahead as it was in them. Else, or if it turns out to
/// differ, the object is written to its end, then the definition behind it, which is moved to the front. An
/// object of the same class within needs only the number, which the class has from the start.
#[derive(Debug)]
pub(super) struct ObjectWriter<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
    name: &'static str,
    /// The number of the class, from the first field on; before, a guess by the name alone.
    class: Option<usize>,
    /// Whether this object is the one that defines the class.
    is_first: bool,
    /// Where the object begins.
    start: usize,
    /// How many bytes from there define the class as it was in earlier messages; the tag is one of them.
    ahead: usize,
    /// The fields of the class as far as they are constants: those with these addresses need no closer look.
    known: &'static [&'static str],
    written: usize,
    /// How many classes there were at the start.
    classes_before: usize,
}

impl<'a, 'b> ObjectWriter<'a, 'b> {
    #[inline]
    pub(super) fn new(serializer: &'a mut Serializer<'b>, name: &'static str) -> Self {
        serializer.type_name = None;
        serializer.containers += 1;
        let start = serializer.output.len();
        let classes_before = serializer.classes.len();
        let (class, known) = match serializer.classes.guess(name) {
            Some((class, known)) => {
                classes::write_tag(serializer.output, class);
                (Some(class), known)
            }
            None => (None, &[][..]),
        };
        Self {
            serializer,
            name,
            class,
            is_first: false,
            start,
            ahead: 0,
            known,
            written: 0,
            classes_before,
        }
    }

    // Once per field of each object: a call for each is a tenth of the whole (docs/performance.md).
    #[inline(always)]
    pub(super) fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        match self.known.get(self.written) {
            Some(known) if std::ptr::eq(*known, name) && self.ahead == 0 => {}
            _ => self.check_field(name)?,
        }
        self.written += 1;
        self.serializer.floats = Floats::Widened;
        match value.serialize(&mut *self.serializer) {
            Ok(()) => Ok(()),
            Err(error) => Err(error.in_field(name)),
        }
    }

    /// Makes sure that the class has this field, which comes next.
    fn check_field(&mut self, name: &'static str) -> Result<(), Error> {
        if let Some(known) = self.known.get(self.written)
            && std::ptr::eq(*known, name)
            && self.serializer.classes.saw(self.class, self.written)
        {
            return Ok(());
        }
        let class = self.class_with(Some(name));
        if !self.serializer.classes.accepts(class, self.written, name) {
            let class = self.redefine(class)?;
            self.serializer.classes.accepts(class, self.written, name);
        }
        Ok(())
    }

    #[inline]
    pub(super) fn end(self) -> Result<(), Error> {
        self.serializer.floats = Floats::Decimal;
        if self.written > 0 && self.written == self.known.len() && self.ahead == 0 {
            return Ok(());
        }
        self.check_end()
    }

    /// Makes sure that the class has no more fields, and that it is defined.
    fn check_end(mut self) -> Result<(), Error> {
        let mut class = self.class_with(None);
        if !self.serializer.classes.complete(class, self.written) {
            class = self.redefine(class)?;
            self.serializer.classes.complete(class, self.written);
        }
        if self.is_first {
            self.define(class);
        }
        Ok(())
    }

    /// Puts the definition of the class in front of the object, unless it stands there already.
    fn define(&mut self, class: usize) {
        let Serializer {
            output, classes, ..
        } = &mut *self.serializer;
        let end = output.len();
        if classes.write_learned(output, class) {
            classes::write_tag(output, class);
            let header = output.len() - end;
            output[self.start..].rotate_right(header);
            output.drain(self.start + header..self.start + header + self.ahead);
        }
    }

    /// The class of this object; it is chosen when its first field is known.
    fn class_with(&mut self, first: Option<&'static str>) -> usize {
        match self.class {
            Some(class) if self.written > 0 => class,
            _ => self.choose_class(first),
        }
    }

    fn choose_class(&mut self, first: Option<&'static str>) -> usize {
        let Serializer {
            output, classes, ..
        } = &mut *self.serializer;
        // What was guessed was wrong.
        output.truncate(self.start);
        self.is_first = false;
        let class = match classes.find(self.name, first) {
            Some(class) => {
                classes::write_tag(output, class);
                self.known = classes.known_fields(class);
                class
            }
            None => {
                self.is_first = true;
                let (class, known) = classes.add(output, self.name, first);
                self.known = known;
                if output.len() > self.start {
                    classes::write_tag(output, class);
                    self.ahead = output.len() - self.start;
                }
                class
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
        self.known = &[];
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

    #[inline(always)]
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

    #[inline(always)]
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
