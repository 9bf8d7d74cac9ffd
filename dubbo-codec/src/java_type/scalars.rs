//! Primitives, strings, `Option`, pointers and `Value`.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::wrappers::AsField;
use super::{AsJava, FromJava, JavaType, boxed_generic_name, define_boxed, java_class};
use crate::definition::TypeDefinitions;
use crate::proof::{Depth, JavaSide};
use crate::value::Value;

macro_rules! primitive {
    ($($type:ty => $name:literal $descriptor:literal, $boxed:literal $boxed_descriptor:literal;)*) => {$(
        impl JavaType for $type {
            const DESCRIPTOR: &'static str = $descriptor;
            const BOXED: &'static str = $boxed_descriptor;
            const ELEMENT: &'static str = $name;
            const BOXED_ELEMENT: &'static str = $boxed;
            const NAME: &'static str = $name;
            const BOXED_NAME: &'static str = $boxed;
            type Proof<C: JavaSide, D: Depth> = ();

            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Serialize::serialize(self, serializer)
            }
        }

        impl FromJava for $type {
            fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Deserialize::deserialize(deserializer)
            }
        }
    )*};
}

primitive! {
    bool => "boolean" "Z", "java.lang.Boolean" "Ljava/lang/Boolean;";
    i16 => "short" "S", "java.lang.Short" "Ljava/lang/Short;";
    i32 => "int" "I", "java.lang.Integer" "Ljava/lang/Integer;";
    i64 => "long" "J", "java.lang.Long" "Ljava/lang/Long;";
    f32 => "float" "F", "java.lang.Float" "Ljava/lang/Float;";
    f64 => "double" "D", "java.lang.Double" "Ljava/lang/Double;";
    () => "void" "V", "java.lang.Void" "Ljava/lang/Void;";
}

impl JavaType for i8 {
    const DESCRIPTOR: &'static str = "B";
    const BOXED: &'static str = "Ljava/lang/Byte;";
    const ELEMENT: &'static str = "byte";
    const BOXED_ELEMENT: &'static str = "java.lang.Byte";
    const NAME: &'static str = "byte";
    const BOXED_NAME: &'static str = "java.lang.Byte";
    type Proof<C: JavaSide, D: Depth> = ();

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i8(*self)
    }

    fn serialize_array<S: Serializer>(items: &[Self], serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = items.iter().map(|item| item.cast_unsigned()).collect();
        serializer.serialize_bytes(&bytes)
    }
}

impl FromJava for i8 {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer)
    }

    fn deserialize_array<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Self>, D::Error> {
        let bytes = <Vec<u8> as FromJava>::deserialize(deserializer)?;
        Ok(bytes.into_iter().map(u8::cast_signed).collect())
    }
}

impl JavaType for char {
    const DESCRIPTOR: &'static str = "C";
    const BOXED: &'static str = "Ljava/lang/Character;";
    const ELEMENT: &'static str = "char";
    const BOXED_ELEMENT: &'static str = "java.lang.Character";
    const NAME: &'static str = "char";
    const BOXED_NAME: &'static str = "java.lang.Character";
    type Proof<C: JavaSide, D: Depth> = ();

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_char(*self)
    }

    fn serialize_array<S: Serializer>(items: &[Self], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&items.iter().collect::<String>())
    }
}

impl FromJava for char {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer)
    }

    fn deserialize_array<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Self>, D::Error> {
        Ok(<String as Deserialize>::deserialize(deserializer)?
            .chars()
            .collect())
    }
}

impl JavaType for str {
    const DESCRIPTOR: &'static str = "Ljava/lang/String;";
    const ELEMENT: &'static str = "string";
    const NAME: &'static str = "java.lang.String";
    type Proof<C: JavaSide, D: Depth> = ();

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

java_class! {
    String => "java.lang.String" "Ljava/lang/String;", "string";
    Value => "java.lang.Object" "Ljava/lang/Object;", "object";
}

impl<T: JavaType> JavaType for Option<T> {
    const DESCRIPTOR: &'static str = T::BOXED;
    const ELEMENT: &'static str = T::BOXED_ELEMENT;
    const NAME: &'static str = T::BOXED_NAME;
    const GENERIC_NAME: &'static str = boxed_generic_name::<T>();
    type Proof<C: JavaSide, D: Depth> = T::Proof<C, D>;

    fn define(types: &mut TypeDefinitions) {
        define_boxed::<T>(types);
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&AsJava(value)),
            None => serializer.serialize_none(),
        }
    }

    fn serialize_field<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&AsField(value)),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: FromJava> FromJava for Option<T> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: FromJava> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} or null", T::BOXED_NAME)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(Some)
    }
}

macro_rules! pointer {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> JavaType for $type {
            const DESCRIPTOR: &'static str = T::DESCRIPTOR;
            const BOXED: &'static str = T::BOXED;
            const ELEMENT: &'static str = T::ELEMENT;
            const BOXED_ELEMENT: &'static str = T::BOXED_ELEMENT;
            const NAME: &'static str = T::NAME;
            const BOXED_NAME: &'static str = T::BOXED_NAME;
            const GENERIC_NAME: &'static str = T::GENERIC_NAME;
            type Proof<C: JavaSide, D: Depth> = T::Proof<C, D>;

            fn define(types: &mut TypeDefinitions) {
                T::define(types);
            }

            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                T::serialize(&**self, serializer)
            }

            fn serialize_field<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                T::serialize_field(&**self, serializer)
            }
        }
    )*};
}

pointer! {
    [T: JavaType + ?Sized] &T;
    [T: JavaType + ?Sized] Box<T>;
    [T: JavaType + ?Sized] Arc<T>;
    [T: JavaType + ToOwned + ?Sized] Cow<'_, T>;
}

impl<T: FromJava> FromJava for Box<T> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Box::new)
    }
}

impl<T: FromJava> FromJava for Arc<T> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Arc::new)
    }
}

impl<T> FromJava for Cow<'_, T>
where
    T: JavaType + ToOwned + ?Sized,
    T::Owned: FromJava,
{
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::Owned::deserialize(deserializer).map(Cow::Owned)
    }
}

macro_rules! unsized_pointer {
    ($([$($generics:tt)*] $type:ty = $owned:ty;)*) => {$(
        impl<$($generics)*> FromJava for $type {
            fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$owned as FromJava>::deserialize(deserializer).map(Into::into)
            }
        }
    )*};
}

unsized_pointer! {
    [] Box<str> = String;
    [] Arc<str> = String;
    [] Box<[u8]> = Vec<u8>;
    [] Arc<[u8]> = Vec<u8>;
    [T: FromJava] Box<[T]> = Vec<T>;
    [T: FromJava] Arc<[T]> = Vec<T>;
}
