//! Java's arrays.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::definition::TypeDefinitions;
use crate::java_type::{FromJava, JavaType, Text};
use crate::proof::{Depth, JavaSide};

/// A Java array, where `Vec<T>` would stand for a `java.util.List`: `Array<i32>` is `int[]`, `Array<String>` is
/// `String[]`, `Array<Array<i64>>` is `long[][]`. It is what a varargs parameter is, too.
///
/// On the wire a list of the type `[int`, `[string`, `[org.demo.User`; `Array<i8>` is byte[] (binary, as `Vec<u8>`
/// is) and `Array<char>` is char[] (text).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Array<T>(pub Vec<T>);

impl<T> Array<T> {
    const fn bracket(tail: &str) -> Text {
        Text::joined("[", tail)
    }
}

impl<T: JavaType> Array<T> {
    const DESCRIPTOR_TEXT: Text = Self::bracket(T::DESCRIPTOR);
    const ELEMENT_TEXT: Text = Self::bracket(T::ELEMENT);
    const NAME_TEXT: Text = Text::joined(T::NAME, "[]");
    const GENERIC_TEXT: Text = Text::array(T::GENERIC_NAME, T::NAME);
}

impl<T: JavaType> JavaType for Array<T> {
    const DESCRIPTOR: &'static str = Self::DESCRIPTOR_TEXT.as_str();
    const ELEMENT: &'static str = Self::ELEMENT_TEXT.as_str();
    const NAME: &'static str = Self::NAME_TEXT.as_str();
    const GENERIC_NAME: &'static str = Self::GENERIC_TEXT.as_str();
    type Proof<C: JavaSide, D: Depth> = T::Proof<C, D>;

    fn define(types: &mut TypeDefinitions) {
        if types.list(Self::GENERIC_NAME, T::GENERIC_NAME) {
            T::define(types);
        }
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize_array(&self.0, serializer)
    }
}

impl<T: FromJava> FromJava for Array<T> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize_array(deserializer).map(Array)
    }
}

impl<T: JavaType> Serialize for Array<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        JavaType::serialize(self, serializer)
    }
}

impl<'de, T: FromJava> Deserialize<'de> for Array<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        FromJava::deserialize(deserializer)
    }
}

impl<T> Default for Array<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Array<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for Array<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T, const N: usize> From<[T; N]> for Array<T> {
    fn from(items: [T; N]) -> Self {
        Self(items.into())
    }
}

impl<T> From<Array<T>> for Vec<T> {
    fn from(array: Array<T>) -> Self {
        array.0
    }
}

impl<T> FromIterator<T> for Array<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(Vec::from_iter(items))
    }
}

impl<T> IntoIterator for Array<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Array<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
