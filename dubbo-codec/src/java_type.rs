//! Which Rust type stands for which Java type: [`JavaType`] to write, [`FromJava`] to read.
//!
//! `docs/java-types.md` in the repository is the whole table.

mod bytes;
mod collections;
mod concat;
pub mod constant;
mod keys;
mod scalars;
pub mod with;
mod wrappers;

use serde::de::Deserializer;
use serde::ser::{Serialize, SerializeSeq, Serializer};

pub use wrappers::{AsJava, Java};

pub(crate) use concat::Text;

use crate::definition::TypeDefinitions;
use crate::proof::same_name;
pub use crate::proof::{Check, Depth, JavaSide};

/// A Rust type that stands for a Java type.
///
/// User types get it from `#[dubbo::pojo("org.demo.Name")]`; whatever else stands in `docs/java-types.md` has it here.
///
/// ```
/// use dubbo_codec::JavaType;
/// use dubbo_codec::java::Array;
///
/// assert_eq!(<i32 as JavaType>::DESCRIPTOR, "I");
/// assert_eq!(<Option<i32> as JavaType>::DESCRIPTOR, "Ljava/lang/Integer;");
/// assert_eq!(<Vec<String> as JavaType>::DESCRIPTOR, "Ljava/util/List;");
/// assert_eq!(<Vec<u8> as JavaType>::DESCRIPTOR, "[B");
/// assert_eq!(<Array<String> as JavaType>::DESCRIPTOR, "[Ljava/lang/String;");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` stands for no Java type",
    label = "no Java type",
    note = "put `#[dubbo::pojo(\"org.demo.Name\")]` on a type of your own",
    note = "Java has no unsigned integers: write `i32` for `u16`, `i64` for `u32`, `Vec<u8>` for bytes",
    note = "docs/java-types.md lists every type that has one"
)]
pub trait JavaType {
    /// The type in a method's descriptor: `I`, `Ljava/lang/String;`, `[B`.
    const DESCRIPTOR: &'static str;

    /// The descriptor where the value may be null: `Ljava/lang/Integer;` for `i32`. Only primitives differ.
    const BOXED: &'static str = Self::DESCRIPTOR;

    /// Hessian's name of the type as an array's element: `int`, `string`, `object`, `[int`, `org.demo.User`.
    const ELEMENT: &'static str;

    /// [`ELEMENT`](Self::ELEMENT) where the value may be null: `java.lang.Integer` for `i32`. Only primitives differ.
    const BOXED_ELEMENT: &'static str = Self::ELEMENT;

    /// The name in Java: `int`, `java.lang.String`, `int[]`, `org.demo.Outer$Inner`.
    const NAME: &'static str;

    /// [`NAME`](Self::NAME) where the value may be null: `java.lang.Integer` for `i32`. Only primitives differ.
    const BOXED_NAME: &'static str = Self::NAME;

    /// [`NAME`](Self::NAME) with what it holds: `java.util.List<java.lang.Integer>`. Only lists, sets, maps and
    /// arrays of them differ.
    const GENERIC_NAME: &'static str = Self::NAME;

    /// What is proven of the type where `contract = "…"` holds a contract against Java's. `()` for all but the
    /// classes of `#[dubbo::pojo]` and what is made of them: a type of your own writes
    /// `type Proof<C: JavaSide, D: Depth> = ();`.
    type Proof<C: JavaSide, D: Depth>: Check;

    /// Adds the type, and what it is made of, to the definition of a service; by default its name alone.
    fn define(types: &mut TypeDefinitions) {
        types.add(Self::GENERIC_NAME);
    }

    /// Writes the value as an argument, a result or an element.
    ///
    /// # Errors
    /// Whatever the serializer cannot write.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Writes the value as a field of a class that declares this type; by default as everywhere else.
    ///
    /// `java.sql.Timestamp` and its kin are the exception: bare dates as fields, objects elsewhere (hessian2.md §4.4).
    ///
    /// # Errors
    /// Whatever the serializer cannot write.
    fn serialize_field<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    /// Writes an array of such values; by default a list of Java's array type.
    ///
    /// `byte[]` and `char[]` are the exceptions: binary and text.
    ///
    /// # Errors
    /// Whatever the serializer cannot write.
    fn serialize_array<S: Serializer>(items: &[Self], serializer: S) -> Result<S::Ok, S::Error>
    where
        Self: Sized,
    {
        let class = <crate::java::Array<Self> as JavaType>::ELEMENT;
        serializer.serialize_newtype_struct(class, &Items(items))
    }
}

/// A [`JavaType`] that can be read from what a peer sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` stands for no Java type",
    label = "no Java type",
    note = "put `#[dubbo::pojo(\"org.demo.Name\")]` on a type of your own",
    note = "Java has no unsigned integers: write `i32` for `u16`, `i64` for `u32`, `Vec<u8>` for bytes",
    note = "what is read owns its data: `String` for `&str`, `Vec<u8>` for `&[u8]`",
    note = "docs/java-types.md lists every type that has one"
)]
pub trait FromJava: JavaType + Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// When the input is malformed, or holds something that does not fit into the type without loss.
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Reads an array of such values; by default any kind of list.
    ///
    /// # Errors
    /// As [`deserialize`](Self::deserialize).
    fn deserialize_array<'de, D>(deserializer: D) -> Result<Vec<Self>, D::Error>
    where
        D: Deserializer<'de>,
    {
        collections::read_list(deserializer)
    }
}

/// [`GENERIC_NAME`](JavaType::GENERIC_NAME) where the value may be null, and wherever it is an element.
pub(crate) const fn boxed_generic_name<T: JavaType + ?Sized>() -> &'static str {
    if same_name(T::NAME, T::BOXED_NAME) {
        T::GENERIC_NAME
    } else {
        T::BOXED_NAME
    }
}

/// Adds `T` as an element to a definition: a primitive as its boxed class.
pub(crate) fn define_boxed<T: JavaType + ?Sized>(types: &mut TypeDefinitions) {
    if same_name(T::NAME, T::BOXED_NAME) {
        T::define(types);
    } else {
        types.add(T::BOXED_NAME);
    }
}

/// A slice as a plain sequence of Java values.
struct Items<'a, T>(&'a [T]);

impl<T: JavaType> Serialize for Items<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_sequence(self.0.iter(), serializer)
    }
}

/// Writes an iterator whose length is known as a plain sequence.
fn write_sequence<'a, T, I, S>(items: I, serializer: S) -> Result<S::Ok, S::Error>
where
    T: JavaType + 'a,
    I: ExactSizeIterator<Item = &'a T>,
    S: Serializer,
{
    let mut sequence = serializer.serialize_seq(Some(items.len()))?;
    for item in items {
        sequence.serialize_element(&AsJava(item))?;
    }
    sequence.end()
}

/// Implements [`JavaType`] and [`FromJava`] for types that serde writes as Java expects them:
/// `Rust => name descriptor, element`.
macro_rules! java_class {
    ($($type:ty => $name:literal $descriptor:literal, $element:literal;)*) => {$(
        impl $crate::java_type::JavaType for $type {
            const DESCRIPTOR: &'static str = $descriptor;
            const ELEMENT: &'static str = $element;
            const NAME: &'static str = $name;
            type Proof<C: $crate::proof::JavaSide, D: $crate::proof::Depth> = ();

            fn serialize<S>(&self, serializer: S) -> Result<S::Ok, S::Error>
            where
                S: serde::Serializer,
            {
                serde::Serialize::serialize(self, serializer)
            }
        }

        impl $crate::java_type::FromJava for $type {
            fn deserialize<'de, D>(deserializer: D) -> Result<Self, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                serde::Deserialize::deserialize(deserializer)
            }
        }
    )*};
}
pub(crate) use java_class;
