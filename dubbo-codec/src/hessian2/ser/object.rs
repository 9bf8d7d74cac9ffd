use serde::ser::{self, Serialize};

use super::{Floats, Serializer, classes};
use crate::error::{Error, ErrorKind};
use crate::hessian2::write;
use crate::value::is_java_name;

/// A struct that is being written: an object if its name is a Java class's, else a map.
#[derive(Debug)]
pub struct Struct<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
    /// The fields of an object whose class is certain: those with these addresses need no closer look.
    certain: &'static [&'static str],
    /// How many fields were written.
    written: usize,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Object(Object),
    Map,
    /// A map that is the content of a variant, whose map ends with it.
    Variant,
}

/// What is known of an object.
///
/// Its class is defined directly before its first object, with all the names of its fields; serde tells them one by one
/// with their values. If earlier messages had the class, it is defined ahead as it was in them. Else, or if it turns out to
/// differ, the object is written to its end, then the definition behind it, which is moved to the front. An
/// object of the same class within needs only the number, which the class has from the start.
#[derive(Debug)]
struct Object {
    name: &'static str,
    /// The number of the class; of one that is certain only where it is asked for.
    class: Option<usize>,
    /// Whether this object is the one that defines the class.
    is_first: bool,
    /// Where the object begins.
    start: usize,
    /// How many bytes from there define the class as it was in earlier messages; the tag is one of them.
    ahead: usize,
    /// How many classes there were at the start.
    classes_before: usize,
}

impl<'a, 'b> Struct<'a, 'b> {
    // Where it is inlined, what it makes is never moved, which takes longer than making it.
    #[inline(always)]
    pub(super) fn begin(
        serializer: &'a mut Serializer<'b>,
        name: &'static str,
    ) -> Result<Self, Error> {
        let start = serializer.output.len();
        let classes_before = serializer.classes.len();
        let Some(certain) = serializer.begin_certain(name) else {
            return Self::begin_any(serializer, name);
        };
        let object = Object {
            name,
            class: None,
            is_first: false,
            start,
            ahead: 0,
            classes_before,
        };
        Ok(Self {
            serializer,
            certain,
            written: 0,
            form: Form::Object(object),
        })
    }

    pub(super) fn begin_any(
        serializer: &'a mut Serializer<'b>,
        name: &'static str,
    ) -> Result<Self, Error> {
        if !is_java_name(name) {
            return Self::begin_map(serializer, Form::Map);
        }
        serializer.type_name = None;
        serializer.containers += 1;
        let object = Object {
            name,
            class: None,
            is_first: false,
            start: serializer.output.len(),
            ahead: 0,
            classes_before: serializer.classes.len(),
        };
        Ok(Self {
            serializer,
            certain: &[],
            written: 0,
            form: Form::Object(object),
        })
    }

    pub(super) fn begin_within_variant(serializer: &'a mut Serializer<'b>) -> Result<Self, Error> {
        Self::begin_map(serializer, Form::Variant)
    }

    fn begin_map(serializer: &'a mut Serializer<'b>, form: Form) -> Result<Self, Error> {
        serializer.begin_map()?;
        Ok(Self {
            serializer,
            certain: &[],
            written: 0,
            form,
        })
    }

    // Once per field of each object: a call for each is a tenth of the whole (docs/performance.md).
    #[inline(always)]
    pub(super) fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        match self.certain.get(self.written) {
            Some(next) if std::ptr::eq(*next, name) => self.serializer.floats = Floats::Widened,
            _ => self.begin_field(name)?,
        }
        self.written += 1;
        match value.serialize(&mut *self.serializer) {
            Ok(()) => Ok(()),
            Err(error) => Err(error.in_field(name)),
        }
    }

    /// Makes sure that the class has this field, which comes next, or writes the key of a map.
    fn begin_field(&mut self, name: &'static str) -> Result<(), Error> {
        let Form::Object(object) = &mut self.form else {
            write::write_string(self.serializer.output, name);
            self.serializer.floats = Floats::Decimal;
            return Ok(());
        };
        self.serializer.floats = Floats::Widened;
        let classes = &mut self.serializer.classes;
        if let Some(class) = object.class
            && classes.expects(class, self.written, name)
        {
            return Ok(());
        }
        let class = object.check_field(self.serializer, self.written, name)?;
        self.certain = match object.is_first {
            true => &[],
            false => self.serializer.classes.known_fields(class),
        };
        Ok(())
    }

    /// An object's class is one for all, so a field that serde leaves out is null; a map just lacks the entry.
    fn skip(&mut self, key: &'static str) -> Result<(), Error> {
        match &self.form {
            Form::Object(_) => self.field(key, &()),
            Form::Map | Form::Variant => Ok(()),
        }
    }

    #[inline(always)]
    pub(super) fn end_struct(mut self) -> Result<(), Error> {
        self.serializer.floats = Floats::Decimal;
        if self.written > 0 && self.written == self.certain.len() {
            return Ok(());
        }
        self.end_any()
    }

    fn end_any(&mut self) -> Result<(), Error> {
        match &mut self.form {
            Form::Object(object) => return object.end(self.serializer, self.written),
            Form::Map => self.serializer.end_map(),
            Form::Variant => {
                self.serializer.end_map();
                self.serializer.end_map();
            }
        }
        Ok(())
    }
}

impl Serializer<'_> {
    /// Begins an object of a class of which only the address of the name is looked at, if there is one that is certain;
    /// returns its fields.
    fn begin_certain(&mut self, name: &'static str) -> Option<&'static [&'static str]> {
        let (class, fields) = self.classes.guess(name)?;
        classes::write_tag(self.output, class);
        self.type_name = None;
        self.containers += 1;
        Some(fields)
    }
}

impl Object {
    /// Makes sure that the class has this field, which comes behind so many others.
    fn check_field(
        &mut self,
        serializer: &mut Serializer<'_>,
        written: usize,
        name: &'static str,
    ) -> Result<usize, Error> {
        let mut class = self.class_with(serializer, written, Some(name));
        if !serializer.classes.accepts(class, written, name) {
            class = self.redefine(serializer, class, written)?;
            serializer.classes.accepts(class, written, name);
        }
        Ok(class)
    }

    /// Makes sure that the class has no more fields than so many, and that it is defined.
    fn end(&mut self, serializer: &mut Serializer<'_>, written: usize) -> Result<(), Error> {
        let mut class = self.class_with(serializer, written, None);
        if !serializer.classes.complete(class, written) {
            class = self.redefine(serializer, class, written)?;
            serializer.classes.complete(class, written);
        }
        if self.is_first {
            self.define(serializer, class);
        }
        Ok(())
    }

    /// Puts the definition of the class in front of the object, unless it stands there already.
    fn define(&self, serializer: &mut Serializer<'_>, class: usize) {
        let Serializer {
            output, classes, ..
        } = serializer;
        let end = output.len();
        if classes.write_learned(output, class) {
            classes::write_tag(output, class);
            let header = output.len() - end;
            output[self.start..].rotate_right(header);
            output.drain(self.start + header..self.start + header + self.ahead);
        }
    }

    /// The class of this object, which is chosen when its first field is known.
    fn class_with(
        &mut self,
        serializer: &mut Serializer<'_>,
        written: usize,
        first: Option<&'static str>,
    ) -> usize {
        let certain = || Some(serializer.classes.guess(self.name)?.0);
        let class = match written {
            0 => None,
            _ => self.class.or_else(certain),
        };
        let class = class.unwrap_or_else(|| self.choose_class(serializer, first));
        self.class = Some(class);
        class
    }

    fn choose_class(
        &mut self,
        serializer: &mut Serializer<'_>,
        first: Option<&'static str>,
    ) -> usize {
        let Serializer {
            output, classes, ..
        } = serializer;
        // What was guessed was wrong.
        output.truncate(self.start);
        if let Some(class) = classes.find(self.name, first) {
            classes::write_tag(output, class);
            return class;
        }
        self.is_first = true;
        let class = classes.add(output, self.name, first);
        if output.len() > self.start {
            classes::write_tag(output, class);
            self.ahead = output.len() - self.start;
        }
        class
    }

    /// Gives the object a class of its own, because its fields turn out to differ from those of the class so far.
    ///
    /// Definitions are numbered in the order in which they stand, and this one will stand before the object. So it
    /// is too late once the object's own fields have defined classes.
    fn redefine(
        &mut self,
        serializer: &mut Serializer<'_>,
        class: usize,
        written: usize,
    ) -> Result<usize, Error> {
        if self.is_first || serializer.classes.len() != self.classes_before {
            let message = format!(
                "two objects of the class {} differ in their fields; give both Rust types the same fields in the same order",
                self.name
            );
            return Err(Error::new(ErrorKind::Unsupported, message));
        }
        let mut tag = Vec::new();
        classes::write_tag(&mut tag, class);
        serializer.output.drain(self.start..self.start + tag.len());
        self.is_first = true;
        let variation = serializer.classes.add_variation(class, written);
        self.class = Some(variation);
        Ok(variation)
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

    #[inline(always)]
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
