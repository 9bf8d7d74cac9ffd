//! An exception as msgpack has it, in two items: the class, and what Java's JSON library sees in a throwable: the
//! properties `cause`, `stackTrace`, `message`, `suppressed`, `localizedMessage` and those of its class. (Observed on live
//! Dubbo 2.7.23, of which a class without a constructor of one string cannot take `message`, from Java neither.)

use super::{Exception, Fields, StackFrame};
use crate::{Map, Value};

/// What a cause is when its class is not known: Java does not write it.
const UNKNOWN: &str = "java.lang.Throwable";

/// Causes nested deeper than this are left out.
const MAXIMUM_CAUSES: usize = 64;

impl Exception {
    /// The second item.
    pub(crate) fn to_bean(&self) -> Value {
        let mut entries = self.shared_properties();
        entries.extend(
            self.named()
                .into_iter()
                .map(|(name, value)| (Value::from(name), value)),
        );
        // Last, since Java builds the exception when it meets it.
        entries.extend(
            self.message
                .as_deref()
                .map(|text| ("message".into(), text.into())),
        );
        Value::Map(Map {
            class: None,
            entries,
        })
    }

    /// What Java takes for a cause: a `Throwable` without fields of its own. The class goes where Java does not look.
    fn to_cause(&self) -> Value {
        let mut entries = self.shared_properties();
        entries.push(("localizedMessage".into(), self.to_string().into()));
        entries.extend(
            self.message
                .as_deref()
                .map(|text| ("message".into(), text.into())),
        );
        Value::Map(Map {
            class: None,
            entries,
        })
    }

    fn shared_properties(&self) -> Vec<(Value, Value)> {
        let mut entries = Vec::new();
        entries.extend(
            self.cause
                .as_deref()
                .map(|cause| ("cause".into(), cause.to_cause())),
        );
        if !self.stack.is_empty() {
            let frames: Vec<Value> = self.stack.iter().map(frame_to_bean).collect();
            entries.push(("stackTrace".into(), frames.into()));
        }
        entries
    }

    /// The exception of both items. Java also takes a bare text for the second, so we do.
    pub(crate) fn from_bean(class: String, bean: Value) -> Self {
        from_bean(class, bean, 0)
    }
}

fn from_bean(class: String, bean: Value, depth: usize) -> Exception {
    let mut exception = Exception {
        class,
        message: None,
        cause: None,
        stack: Vec::new(),
        fields: Fields::Named(Vec::new()),
    };
    let entries = match bean {
        Value::Map(map) => map.entries,
        Value::String(message) => {
            return Exception {
                message: Some(message),
                ..exception
            };
        }
        _ => return exception,
    };
    let mut fields = Vec::new();
    let mut localized = None;
    for (name, value) in entries {
        let Value::String(name) = name else { continue };
        match (name.as_str(), value) {
            ("message", Value::String(message)) => exception.message = Some(message),
            ("localizedMessage", Value::String(text)) => localized = Some(text),
            ("cause", bean @ Value::Map(_)) if depth < MAXIMUM_CAUSES => {
                let cause = from_bean(UNKNOWN.to_owned(), bean, depth + 1);
                exception.cause = Some(Box::new(cause));
            }
            ("stackTrace", Value::List(frames)) => {
                exception.stack = frames.items.iter().filter_map(frame_from_bean).collect();
            }
            ("message" | "localizedMessage" | "cause" | "stackTrace" | "suppressed", _) => {}
            (_, value) => fields.push((name, value)),
        }
    }
    exception.fields = Fields::Named(fields);
    if depth > 0 {
        name_cause(&mut exception, localized);
    }
    exception
}

/// The class of a cause that we wrote stands before its message.
fn name_cause(cause: &mut Exception, localized: Option<String>) {
    let text = localized.unwrap_or_default();
    let class = match &cause.message {
        Some(message) => text
            .strip_suffix(message)
            .and_then(|rest| rest.strip_suffix(": ")),
        None => Some(text.as_str()),
    };
    if let Some(class) = class.filter(|class| !class.is_empty()) {
        cause.class = class.to_owned();
    }
}

fn frame_to_bean(frame: &StackFrame) -> Value {
    let file = frame.file.as_deref().map_or(Value::Null, Value::from);
    let entries = vec![
        ("className".into(), frame.class.as_str().into()),
        ("methodName".into(), frame.method.as_str().into()),
        ("fileName".into(), file),
        ("lineNumber".into(), frame.line.into()),
    ];
    Value::Map(Map {
        class: None,
        entries,
    })
}

fn frame_from_bean(bean: &Value) -> Option<StackFrame> {
    let text = |name: &str| bean.get(name).and_then(Value::as_str).map(str::to_owned);
    let line = bean.get("lineNumber").and_then(Value::as_i64);
    Some(StackFrame {
        class: text("className")?,
        method: text("methodName")?,
        file: text("fileName"),
        line: line.and_then(|line| i32::try_from(line).ok()).unwrap_or(-1),
    })
}
