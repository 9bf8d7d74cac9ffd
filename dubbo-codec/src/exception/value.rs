//! An exception as the object that hessian2 writes (dubbo-protocol.md §7.2).

use std::sync::Arc;

use serde::Serialize;

use super::{Exception, Fields, StackFrame};
use crate::{Class, Error, ErrorKind, List, Map, Object, Value, to_value};

/// The fields that every throwable has.
const CAUSE: &str = "cause";
const MESSAGE: &str = "detailMessage";
const STACK: &str = "stackTrace";
const SUPPRESSED: &str = "suppressedExceptions";

const FRAME: &str = "java.lang.StackTraceElement";
const FRAMES: &str = "[java.lang.StackTraceElement";

/// Causes nested deeper than this are left out; Java's chains have a handful.
const MAXIMUM_CAUSES: usize = 64;

/// How many parts an exception may have once it has no shared ones.
const MAXIMUM_PARTS: usize = 1_000_000;

impl Exception {
    /// Reads a throwable from a value: an object of any class that has a throwable's fields.
    ///
    /// # Errors
    /// When the value is something else.
    pub fn from_value(value: Value) -> Result<Self, Error> {
        // Java's exceptions share their empty lists and stacks.
        let value = match value.has_references() {
            true => value.expanded(MAXIMUM_PARTS)?,
            false => value,
        };
        match &value {
            Value::Object(object) if is_throwable(object) => Ok(from_object(object, 0)),
            other => {
                let message = format!("expected a throwable, found {other}");
                Err(Error::new(ErrorKind::Mismatch, message))
            }
        }
    }

    /// The exception as an object of its class, in the order in which Java writes the fields.
    pub fn to_value(&self) -> Value {
        let cause = self
            .cause
            .as_deref()
            .map_or(Value::Null, Exception::to_value);
        let message = self.message.as_deref().map_or(Value::Null, Value::from);
        // dubbo-go knows a throwable by all four fields (dubbo-protocol.md §7.3).
        let mut fields = vec![
            (SUPPRESSED.to_owned(), Value::Null),
            (STACK.to_owned(), stack_to_value(&self.stack)),
            (CAUSE.to_owned(), cause),
            (MESSAGE.to_owned(), message),
        ];
        fields.extend(self.named());
        let (names, values) = fields.into_iter().unzip();
        let class = Arc::new(Class {
            name: self.class.clone(),
            fields: names,
        });
        Value::Object(Object { class, values })
    }

    /// The class's own fields as a map.
    pub(super) fn named_fields(&self) -> Value {
        let entries = self
            .named()
            .into_iter()
            .map(|(name, value)| (name.into(), value));
        Value::Map(Map {
            class: None,
            entries: entries.collect(),
        })
    }

    pub(super) fn named(&self) -> Vec<(String, Value)> {
        match &self.fields {
            Fields::Named(fields) => fields.clone(),
            #[cfg(feature = "bincode")]
            Fields::Positional { code, .. } => vec![("code".to_owned(), Value::Int(*code))],
        }
    }
}

/// A struct's or map's entries by name.
pub(super) fn named_fields<T: Serialize + ?Sized>(fields: &T) -> Result<Fields, Error> {
    let named = match to_value(fields)? {
        Value::Null => Vec::new(),
        Value::Object(Object { class, values }) => {
            class.fields.iter().cloned().zip(values).collect()
        }
        Value::Map(map) => named_entries(map),
        other => {
            let message = format!("the fields of an exception are a struct or a map, not {other}");
            return Err(Error::new(ErrorKind::Unsupported, message));
        }
    };
    Ok(Fields::Named(named))
}

/// The entries of a map whose keys are strings.
pub(super) fn named_entries(map: Map) -> Vec<(String, Value)> {
    let named = |(key, value)| match key {
        Value::String(name) => Some((name, value)),
        _ => None,
    };
    map.entries.into_iter().filter_map(named).collect()
}

fn is_throwable(object: &Object) -> bool {
    object
        .class
        .fields
        .iter()
        .any(|field| field == MESSAGE || field == STACK)
}

fn from_object(object: &Object, depth: usize) -> Exception {
    let mut exception = Exception {
        class: object.class.name.clone(),
        message: None,
        cause: None,
        stack: Vec::new(),
        fields: Fields::Named(Vec::new()),
    };
    let mut fields = Vec::new();
    for (name, value) in object.class.fields.iter().zip(&object.values) {
        match (name.as_str(), value) {
            (MESSAGE, Value::String(message)) => exception.message = Some(message.clone()),
            // A throwable without a cause is its own: what is left of that is a reference.
            (CAUSE, Value::Object(cause)) if is_throwable(cause) && depth < MAXIMUM_CAUSES => {
                exception.cause = Some(Box::new(from_object(cause, depth + 1)));
            }
            (STACK, Value::List(frames)) => {
                exception.stack = frames.items.iter().filter_map(frame_from_value).collect();
            }
            (MESSAGE | CAUSE | STACK | SUPPRESSED, _) => {}
            (name, value) => {
                // A field may lead back to the exception, which is not part of it any more.
                let mut field = value.clone();
                field.close();
                fields.push((name.to_owned(), field));
            }
        }
    }
    exception.fields = Fields::Named(fields);
    exception
}

fn frame_from_value(value: &Value) -> Option<StackFrame> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let line = value.get("lineNumber").and_then(Value::as_i64);
    Some(StackFrame {
        class: text("declaringClass")?,
        method: text("methodName")?,
        file: text("fileName"),
        line: line.and_then(|line| i32::try_from(line).ok()).unwrap_or(-1),
    })
}

/// An array of Java's frames, with the fields that every JDK has.
fn stack_to_value(stack: &[StackFrame]) -> Value {
    let names = ["lineNumber", "fileName", "methodName", "declaringClass"].map(str::to_owned);
    let class = Arc::new(Class {
        name: FRAME.to_owned(),
        fields: names.into(),
    });
    let frame = |frame: &StackFrame| {
        let file = frame.file.as_deref().map_or(Value::Null, Value::from);
        let values = vec![
            Value::Int(frame.line),
            file,
            frame.method.as_str().into(),
            frame.class.as_str().into(),
        ];
        Value::Object(Object {
            class: Arc::clone(&class),
            values,
        })
    };
    Value::List(List {
        class: Some(FRAMES.into()),
        items: stack.iter().map(frame).collect(),
        is_variable: false,
    })
}
