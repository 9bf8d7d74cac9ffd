//! [`Exception`]: a Java throwable as data.

#[cfg(feature = "msgpack")]
mod bean;
#[cfg(feature = "bincode")]
mod positional;
mod value;

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(feature = "bincode")]
pub(crate) use positional::Positional;

use crate::{Error, Value, from_value};

/// A Java throwable as data: what a Java peer throws, and what is thrown at one.
///
/// Its text is Java's: `org.demo.GreetException: no such user`. The cause is its [`source`](std::error::Error::source).
///
/// ```
/// use dubbo_codec::Exception;
///
/// let exception = Exception::new("org.demo.GreetException", "no such user").with_field("code", 404);
/// assert_eq!(exception.to_string(), "org.demo.GreetException: no such user");
/// assert_eq!(exception.code(), Some(404));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The class: `org.demo.GreetException`.
    pub class: String,
    /// What `getMessage()` returns; `detailMessage` on the wire.
    pub message: Option<String>,
    /// What `getCause()` returns. A throwable that is its own cause, as Java has it before one is set, has none.
    pub cause: Option<Box<Exception>>,
    /// The stack, the innermost call first.
    pub stack: Vec<StackFrame>,
    fields: Fields,
}

/// What the class has beside what every throwable has.
#[derive(Clone, Debug, PartialEq)]
enum Fields {
    /// By name.
    Named(Vec<(String, Value)>),
    /// As bincode writes them, which only the class itself can read, and the code among them.
    #[cfg(feature = "bincode")]
    Positional { code: i32, bytes: Vec<u8> },
}

/// One call in a stack, a `java.lang.StackTraceElement`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct StackFrame {
    /// The class that declares the method.
    pub class: String,
    /// The method.
    pub method: String,
    /// The source file, if Java knows it.
    pub file: Option<String>,
    /// The line in the file; negative if Java does not know it, −2 in a native method.
    pub line: i32,
}

impl Exception {
    /// An exception of that class, with a message; no cause, no stack, no fields.
    pub fn new(class: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            class: class.into(),
            message: Some(message.into()),
            cause: None,
            stack: Vec::new(),
            fields: Fields::Named(Vec::new()),
        }
    }

    /// The same exception, caused by `cause`.
    #[must_use]
    pub fn with_cause(mut self, cause: Exception) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// The same exception, with a field of its class.
    #[must_use]
    pub fn with_field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let field = (name.into(), value.into());
        match &mut self.fields {
            Fields::Named(fields) => fields.push(field),
            #[cfg(feature = "bincode")]
            Fields::Positional { .. } => self.fields = Fields::Named(vec![field]),
        }
        self
    }

    /// The same exception, whose fields are those of a struct or map, and no others.
    ///
    /// # Errors
    /// When `fields` is neither, or cannot be a [`Value`].
    pub fn with_fields<T: Serialize + ?Sized>(mut self, fields: &T) -> Result<Self, Error> {
        self.fields = value::named_fields(fields)?;
        Ok(self)
    }

    /// The field of that name, which the class has beside what every throwable has.
    ///
    /// None after bincode, which does not write names: there [`fields`](Self::fields) is the way.
    pub fn field(&self, name: &str) -> Option<&Value> {
        match &self.fields {
            Fields::Named(fields) => fields
                .iter()
                .rev()
                .find(|field| field.0 == name)
                .map(|field| &field.1),
            #[cfg(feature = "bincode")]
            Fields::Positional { .. } => None,
        }
    }

    /// The number in the field `code`, after any serializer; a `RpcException` has one.
    pub fn code(&self) -> Option<i32> {
        match &self.fields {
            Fields::Named(_) => match self.field("code")? {
                Value::Int(code) => Some(*code),
                _ => None,
            },
            #[cfg(feature = "bincode")]
            Fields::Positional { code, .. } => Some(*code),
        }
    }

    /// The fields that the class has beside what every throwable has, as a struct or map.
    ///
    /// # Errors
    /// When a field is missing or does not fit into its type without loss.
    pub fn fields<T: DeserializeOwned>(&self) -> Result<T, Error> {
        match &self.fields {
            Fields::Named(_) => from_value(self.named_fields()),
            #[cfg(feature = "bincode")]
            Fields::Positional { bytes, .. } => crate::bincode::read_all(bytes),
        }
    }

    /// The exception of which the encoder has been given the parts.
    #[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
    pub(crate) fn assemble<T: Serialize + ?Sized>(
        serialization: crate::Serialization,
        class: &str,
        message: Option<&str>,
        cause: Option<&Exception>,
        fields: &T,
    ) -> Result<Self, Error> {
        let fields = match serialization {
            #[cfg(feature = "bincode")]
            crate::Serialization::Bincode => positional::positional_fields(fields)?,
            #[cfg(any(feature = "hessian2", feature = "msgpack"))]
            _ => value::named_fields(fields)?,
        };
        let cause = cause.map(|cause| Box::new(cause.clone()));
        let message = message.map(str::to_owned);
        Ok(Self {
            class: class.to_owned(),
            message,
            cause,
            stack: Vec::new(),
            fields,
        })
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.message {
            Some(message) => write!(formatter, "{}: {message}", self.class),
            None => formatter.write_str(&self.class),
        }
    }
}

impl std::error::Error for Exception {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

/// As Java prints it: `org.demo.Greeter.greet(Greeter.java:12)`.
impl fmt::Display for StackFrame {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.class, self.method)?;
        match (&self.file, self.line) {
            (_, -2) => formatter.write_str("(Native Method)"),
            (None, _) => formatter.write_str("(Unknown Source)"),
            (Some(file), 0..) => write!(formatter, "({file}:{})", self.line),
            (Some(file), _) => write!(formatter, "({file})"),
        }
    }
}
