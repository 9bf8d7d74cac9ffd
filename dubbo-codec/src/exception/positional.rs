//! An exception as bincode writes it: class, message, cause, stack and fields, by position.

use serde::{Deserialize, Serialize};

use super::{Exception, Fields, StackFrame};
use crate::{Error, Value};

/// Class, message, cause, stack (class, method, file and line of each call), the field `code` (0 if there is none) and
/// all fields in bincode.
#[derive(Serialize, Deserialize)]
pub(crate) struct Positional(
    String,
    Option<String>,
    Option<Box<Positional>>,
    Vec<(String, String, Option<String>, i32)>,
    i32,
    #[serde(with = "crate::java_type::with")] Vec<u8>,
);

impl From<&Exception> for Positional {
    fn from(exception: &Exception) -> Self {
        let cause = exception
            .cause
            .as_deref()
            .map(|cause| Box::new(Self::from(cause)));
        let frame = |frame: &StackFrame| {
            (
                frame.class.clone(),
                frame.method.clone(),
                frame.file.clone(),
                frame.line,
            )
        };
        let stack = exception.stack.iter().map(frame).collect();
        let (code, fields) = match &exception.fields {
            Fields::Named(_) => (exception.code().unwrap_or(0), Vec::new()),
            Fields::Positional { code, bytes } => (*code, bytes.clone()),
        };
        Self(
            exception.class.clone(),
            exception.message.clone(),
            cause,
            stack,
            code,
            fields,
        )
    }
}

impl From<Positional> for Exception {
    fn from(positional: Positional) -> Self {
        let Positional(class, message, cause, stack, code, bytes) = positional;
        let cause = cause.map(|cause| Box::new(Self::from(*cause)));
        let frame = |(class, method, file, line)| StackFrame {
            class,
            method,
            file,
            line,
        };
        let stack = stack.into_iter().map(frame).collect();
        Self {
            class,
            message,
            cause,
            stack,
            fields: Fields::Positional { code, bytes },
        }
    }
}

/// A struct's or map's fields for bincode, and the one called `code` for readers that do not know the struct.
pub(super) fn positional_fields<T: Serialize + ?Sized>(fields: &T) -> Result<Fields, Error> {
    let mut bytes = Vec::new();
    crate::bincode::write(&mut bytes, fields)?;
    let code = match crate::to_value(fields)?.get("code") {
        Some(Value::Int(code)) => *code,
        _ => 0,
    };
    Ok(Fields::Positional { code, bytes })
}
