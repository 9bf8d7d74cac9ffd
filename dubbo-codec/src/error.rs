use std::borrow::Cow;
use std::fmt;

/// Why something could not be written or read: what was found, what was expected, and where.
///
/// Its text ends with the place, as far as it is known: the path of the value in the user's own words
/// (`User.friends[3].name`), the offset of the byte in the message, and that byte, which in hessian2 is the value's tag.
#[derive(Debug)]
pub struct Error(Box<Details>);

#[derive(Debug)]
struct Details {
    kind: ErrorKind,
    message: String,
    offset: Option<usize>,
    tag: Option<u8>,
    path: String,
    source: Option<std::io::Error>,
}

/// What sort of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input ends within a value.
    EndOfInput,
    /// The bytes are not what the serialization allows here.
    Malformed,
    /// The bytes are well formed, but the value is of another type than the reader wants.
    Mismatch,
    /// A number or text that the type it goes to cannot hold.
    OutOfRange,
    /// A limit of the decoder was exceeded.
    Limit,
    /// A value that the serialization cannot carry.
    Unsupported,
    /// A writer failed; its error is the source.
    Io,
    /// Raised by a `Serialize` or `Deserialize` implementation, such as a missing field.
    Custom,
}

impl Error {
    /// An error of `kind`, whose `message` says what was found, what was expected and what to do.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self(Box::new(Details {
            kind,
            message,
            offset: None,
            tag: None,
            path: String::new(),
            source: None,
        }))
    }

    /// The error of a writer.
    #[cfg(feature = "hessian2")]
    pub(crate) fn io(source: std::io::Error) -> Self {
        let mut error = Self::new(ErrorKind::Io, format!("cannot write: {source}"));
        error.0.source = Some(source);
        error
    }

    /// What sort of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The message alone, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The offset in the message's body of the byte where the value begins that could not be read.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// The byte at that offset, where hessian2 is read.
    pub fn tag(&self) -> Option<u8> {
        self.0.tag
    }

    /// The path to the value, such as `User.friends[3].name`; empty at the outermost value.
    pub fn path(&self) -> &str {
        self.0.path.strip_prefix('.').unwrap_or(&self.0.path)
    }

    /// The same error, at `offset` unless it has an offset already.
    #[must_use]
    pub fn at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// The same error, at `offset` unless it has an offset already, with the byte that stands there in `input`.
    #[cfg(feature = "hessian2")]
    pub(crate) fn at_tag(self, offset: usize, input: &[u8]) -> Self {
        let mut error = self.at(offset);
        let Details { offset, tag, .. } = &mut *error.0;
        if tag.is_none() {
            *tag = offset.and_then(|offset| input.get(offset)).copied();
        }
        error
    }

    /// The same error, seen from the container that has its value in the field `name`.
    #[must_use]
    pub fn in_field(mut self, name: &str) -> Self {
        self.0.path.insert_str(0, &shown(name));
        self.0.path.insert(0, '.');
        self
    }

    /// The same error, seen from the list that has its value at `index`.
    #[must_use]
    pub fn in_index(mut self, index: usize) -> Self {
        self.0.path.insert_str(0, &format!("[{index}]"));
        self
    }

    /// The same error, seen from the map that has its value at `key`, which is shown as it is.
    #[must_use]
    pub fn in_key(mut self, key: &str) -> Self {
        self.0.path.insert_str(0, &format!("[{}]", shown(key)));
        self
    }

    /// The same error, its path beginning with the simple name of the outermost object's `class`.
    #[must_use]
    pub fn in_class(mut self, class: &str) -> Self {
        let simple = class.rsplit('.').next().unwrap_or(class);
        self.0.path.insert_str(0, &shown(simple));
        self
    }
}

/// A name as a path shows it. A peer's name can be as long as its message, and stand at every level of a path.
fn shown(name: &str) -> Cow<'_, str> {
    const LONGEST: usize = 64;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]).into(),
        None => name.into(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        let (path, offset) = (self.path(), self.0.offset);
        match (path, offset) {
            ("", None) => return Ok(()),
            ("", Some(offset)) => write!(f, " (at byte {offset}")?,
            (path, None) => write!(f, " (at {path}")?,
            (path, Some(offset)) => write!(f, " (at {path}, byte {offset}")?,
        }
        match self.0.tag {
            Some(tag) => write!(f, ", tag {tag:#04x})"),
            None => f.write_str(")"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|source| source as _)
    }
}

impl serde::ser::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(ErrorKind::Custom, message.to_string())
    }
}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(ErrorKind::Custom, message.to_string())
    }

    fn invalid_type(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        Self::new(
            ErrorKind::Mismatch,
            format!("expected {expected}, found {found}"),
        )
    }

    fn invalid_value(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        Self::new(
            ErrorKind::OutOfRange,
            format!("expected {expected}, found {found}"),
        )
    }

    fn invalid_length(found: usize, expected: &dyn serde::de::Expected) -> Self {
        Self::new(
            ErrorKind::Mismatch,
            format!("expected {expected}, found {found} elements"),
        )
    }
}
