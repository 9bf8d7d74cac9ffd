//! An exception as msgpack and bincode write it: class, message, cause, stack and fields, by position.

use serde::{Deserialize, Serialize};

use super::{Exception, Fields, StackFrame};
use crate::Value;

/// For msgpack: the fields are a map.
#[cfg(feature = "msgpack")]
pub(crate) type Packed = Parts<Value>;

/// For bincode: the field `code`, and all fields as bytes.
#[cfg(feature = "bincode")]
pub(crate) type Positional = Parts<PositionalFields>;

/// Class, message, cause, stack (class, method, file and line of each call) and fields.
#[derive(Serialize, Deserialize)]
pub(crate) struct Parts<F>(
    String,
    Option<String>,
    Option<Box<Parts<F>>>,
    Vec<(String, String, Option<String>, i32)>,
    F,
);

/// The field `code`, 0 if there is none, and all fields in bincode.
#[cfg(feature = "bincode")]
#[derive(Serialize, Deserialize)]
pub(crate) struct PositionalFields(i32, #[serde(with = "crate::java_type::with")] Vec<u8>);

impl<F> Parts<F> {
    fn of(exception: &Exception, fields: fn(&Exception) -> F) -> Self {
        let cause = exception
            .cause
            .as_deref()
            .map(|cause| Box::new(Self::of(cause, fields)));
        let frame = |frame: &StackFrame| {
            (
                frame.class.clone(),
                frame.method.clone(),
                frame.file.clone(),
                frame.line,
            )
        };
        let stack = exception.stack.iter().map(frame).collect();
        Self(
            exception.class.clone(),
            exception.message.clone(),
            cause,
            stack,
            fields(exception),
        )
    }

    fn into_exception(self, fields: fn(F) -> Fields) -> Exception {
        let Self(class, message, cause, stack, own) = self;
        let cause = cause.map(|cause| Box::new(cause.into_exception(fields)));
        let frame = |(class, method, file, line)| StackFrame {
            class,
            method,
            file,
            line,
        };
        let stack = stack.into_iter().map(frame).collect();
        Exception {
            class,
            message,
            cause,
            stack,
            fields: fields(own),
        }
    }
}

#[cfg(feature = "msgpack")]
impl Exception {
    pub(crate) fn packed(&self) -> Packed {
        Packed::of(self, Exception::named_fields)
    }
}

#[cfg(feature = "msgpack")]
impl From<Packed> for Exception {
    fn from(packed: Packed) -> Self {
        packed.into_exception(|fields| match fields {
            Value::Map(map) => Fields::Named(super::value::named_entries(map)),
            _ => Fields::Named(Vec::new()),
        })
    }
}

#[cfg(feature = "bincode")]
impl Exception {
    pub(crate) fn positional(&self) -> Positional {
        Positional::of(self, |exception| match &exception.fields {
            Fields::Named(_) => PositionalFields(exception.code().unwrap_or(0), Vec::new()),
            Fields::Positional { code, bytes } => PositionalFields(*code, bytes.clone()),
        })
    }
}

#[cfg(feature = "bincode")]
impl From<Positional> for Exception {
    fn from(positional: Positional) -> Self {
        let fields = |PositionalFields(code, bytes)| Fields::Positional { code, bytes };
        positional.into_exception(fields)
    }
}

/// A struct's or map's fields for bincode, and the one called `code` for readers that do not know the struct.
#[cfg(feature = "bincode")]
pub(super) fn positional_fields<T: Serialize + ?Sized>(fields: &T) -> Result<Fields, crate::Error> {
    let mut bytes = Vec::new();
    crate::bincode::write(&mut bytes, fields)?;
    let code = match crate::to_value(fields)?.get("code") {
        Some(Value::Int(code)) => *code,
        _ => 0,
    };
    Ok(Fields::Positional { code, bytes })
}
