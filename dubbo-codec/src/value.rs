//! [`Value`]: whatever a peer may send, as data.

mod build;
mod deserialize;
mod display;
mod graph;
pub(crate) mod handover;
mod path;
mod serde;
mod serialize;

use std::sync::Arc;

pub use self::deserialize::from_value;
pub use self::serialize::to_value;

/// The name of the newtype over an `i64` of milliseconds since the epoch that hessian2 writes as a date.
///
/// `#[serde(rename = "$dubbo::Date")] struct Date(i64)`. Other formats see the number.
pub const DATE: &str = "$dubbo::Date";

/// The name of the newtype by which a [`Value`] marks itself.
///
/// A serializer that is not self-describing can tell by it that it cannot carry what comes.
pub const VALUE: &str = "$dubbo::Value";

// What a value within a `Value` is called when its class is asked for (see `handover`). The first four are tuple structs:
// a class's name, empty if there is none, with a list or a map, or with the names of fields and their values.
pub(crate) const LIST: &str = "$dubbo::List";
pub(crate) const VARIABLE_LIST: &str = "$dubbo::VariableList";
pub(crate) const MAP: &str = "$dubbo::Map";
pub(crate) const OBJECT: &str = "$dubbo::Object";
pub(crate) const REFERENCE: &str = "$dubbo::Reference";

/// Whatever a Java peer may send where it says `java.lang.Object`.
///
/// Integers and doubles of different width are kept apart, because Java keeps them apart. Text built with `{}` is a
/// dump for reading, with the classes: `org.demo.User{id=1L, name="Maria"}`; `{:#}` has a line for each part.
///
/// What hessian2 reads as a `Value` it writes again as Java wrote it, references and all. Two things differ: how bytes and
/// long strings are divided into chunks; and lone surrogates, which are no text in Rust.
///
/// ```
/// use dubbo_codec::Value;
///
/// let user = Value::object("org.demo.User", [("id", 1i64.into()), ("name", "Maria".into())]);
/// assert_eq!(user.get("id").and_then(Value::as_i64), Some(1));
/// assert_eq!(user.to_string(), r#"org.demo.User{id=1L, name="Maria"}"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `java.lang.Boolean`
    Bool(bool),
    /// `java.lang.Integer`, and what Java writes as one: `Byte` and `Short`.
    Int(i32),
    /// `java.lang.Long`
    Long(i64),
    /// `java.lang.Double`, and `Float`.
    Double(f64),
    /// `java.util.Date`: milliseconds since 1970-01-01T00:00:00Z.
    Date(i64),
    /// `byte[]`
    Binary(Vec<u8>),
    /// `java.lang.String`, and `Character`.
    String(String),
    /// Any collection or array.
    List(List),
    /// Any `java.util.Map`.
    Map(Map),
    /// An instance of any other class, an enum's constant included.
    Object(Object),
    /// A list, map or object that stands further in front, or that this place is in: what Java refers to instead of
    /// writing it again.
    ///
    /// The number says how many containers back it begins: 1 is the last list, map or object that begins in front of this
    /// place. So a value can be put into another one, and a part of a value has its references as long as they do not
    /// lead out of it; see [`resolve`](Value::resolve), [`extract`](Value::extract) and [`expanded`](Value::expanded).
    /// 0 is a container outside of the value, which cannot be written.
    Reference(u32),
}

/// A collection or array, and its class if the sender named one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// `java.util.HashSet`, `[int`, `[org.demo.User`; `None` is a plain `java.util.ArrayList`.
    pub class: Option<Arc<str>>,
    /// The elements.
    pub items: Vec<Value>,
    /// Whether hessian2 writes an end behind the elements instead of their number before them, as Java does for an
    /// `Iterator` or `Enumeration`. hessian-lite does not read what it writes so (it throws "expected list"); with `false`
    /// any peer does.
    pub is_variable: bool,
}

/// A map, and its class if the sender named one. Entries keep their order, and keys may be of any type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// `java.util.TreeMap`; `None` is a plain `java.util.HashMap`.
    pub class: Option<Arc<str>>,
    /// Keys and values.
    pub entries: Vec<(Value, Value)>,
}

/// An instance of a class: its fields' names are its class's, its values stand in the same order.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// The class, shared by all its instances in a message.
    pub class: Arc<Class>,
    /// One value per field of the class.
    pub values: Vec<Value>,
}

/// The name of a class and of its fields, as a sender defined them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Class {
    /// The binary name: `org.demo.Outer$Inner`.
    pub name: String,
    /// The fields in the sender's order. A name may stand twice when a class and its parent both have it; the last counts.
    pub fields: Vec<String>,
}

/// Whether a serde name is that of a Java class or array.
pub(crate) fn is_java_name(name: &str) -> bool {
    // Names are short, and a dot comes early in them: this is faster than a search that prepares for long texts.
    name.starts_with('[') || name.bytes().any(|byte| byte == b'.')
}
