//! Lists, sets and maps.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::keys::Key;
use super::{
    AsJava, FromJava, Java, JavaType, Text, boxed_generic_name, define_boxed, write_sequence,
};
use crate::definition::TypeDefinitions;
use crate::proof::{Depth, JavaSide};

/// Room reserved on a peer's word, in elements; beyond it a collection grows as elements arrive.
const RESERVE: usize = 1024;

macro_rules! list {
    ($($type:ty),*) => {$(
        impl<T: JavaType> JavaType for $type {
            const DESCRIPTOR: &'static str = "Ljava/util/List;";
            const ELEMENT: &'static str = "java.util.List";
            const NAME: &'static str = "java.util.List";
            const GENERIC_NAME: &'static str = Generic::<(T,)>::LIST.as_str();
            type Proof<C: JavaSide, D: Depth> = T::Proof<C, D>;

            fn define(types: &mut TypeDefinitions) {
                define_list::<T>(Self::GENERIC_NAME, types);
            }

            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                write_sequence(self.iter(), serializer)
            }
        }
    )*};
}

list!([T], Vec<T>, VecDeque<T>, LinkedList<T>);

impl<T: FromJava> FromJava for Vec<T> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_list(deserializer)
    }
}

/// Any collection is read as a list first: a peer may send any kind for any other.
macro_rules! collected {
    ($([$($bounds:tt)*] $type:ty;)*) => {$(
        impl<$($bounds)*> FromJava for $type {
            fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(read_list(deserializer)?.into_iter().collect())
            }
        }
    )*};
}

collected! {
    [T: FromJava] VecDeque<T>;
    [T: FromJava] LinkedList<T>;
    [T: FromJava + Eq + Hash, H: BuildHasher + Default] HashSet<T, H>;
    [T: FromJava + Ord] BTreeSet<T>;
}

/// The names of collections with what they hold. A constant in a generic impl needs a type of its own.
struct Generic<T>(PhantomData<T>);

impl<T: JavaType> Generic<(T,)> {
    const LIST: Text = Text::generic("java.util.List", &[boxed_generic_name::<T>()]);
    const SET: Text = Text::generic("java.util.Set", &[boxed_generic_name::<T>()]);
}

impl<K: JavaType, V: JavaType> Generic<(K, V)> {
    const MAP: Text = Text::generic(
        "java.util.Map",
        &[boxed_generic_name::<K>(), boxed_generic_name::<V>()],
    );
}

fn define_list<T: JavaType>(name: &'static str, types: &mut TypeDefinitions) {
    if types.list(name, boxed_generic_name::<T>()) {
        define_boxed::<T>(types);
    }
}

fn define_map<K: JavaType, V: JavaType>(name: &'static str, types: &mut TypeDefinitions) {
    if types.map(name, boxed_generic_name::<K>(), boxed_generic_name::<V>()) {
        define_boxed::<K>(types);
        define_boxed::<V>(types);
    }
}

/// A set is written with its class, since Java tells sets and lists apart by nothing else.
macro_rules! set {
    ($([$($generics:tt)*] $type:ty => $class:literal;)*) => {$(
        impl<$($generics)*> JavaType for $type {
            const DESCRIPTOR: &'static str = "Ljava/util/Set;";
            const ELEMENT: &'static str = "java.util.Set";
            const NAME: &'static str = "java.util.Set";
            const GENERIC_NAME: &'static str = Generic::<(T,)>::SET.as_str();
            type Proof<C: JavaSide, D: Depth> = T::Proof<C, D>;

            fn define(types: &mut TypeDefinitions) {
                define_list::<T>(Self::GENERIC_NAME, types);
            }

            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_newtype_struct($class, &Sequence(self))
            }
        }
    )*};
}

set! {
    [T: JavaType, H] HashSet<T, H> => "java.util.HashSet";
    // An ordered set keeps its order; a TreeSet would ask every element to be Comparable.
    [T: JavaType] BTreeSet<T> => "java.util.LinkedHashSet";
}

/// A collection as a sequence, below the newtype that carries its class.
struct Sequence<'a, C>(&'a C);

impl<'a, C, T> Serialize for Sequence<'a, C>
where
    &'a C: IntoIterator<Item = &'a T>,
    <&'a C as IntoIterator>::IntoIter: ExactSizeIterator,
    T: JavaType + 'a,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_sequence(self.0.into_iter(), serializer)
    }
}

impl<K: JavaType, V: JavaType, H> JavaType for HashMap<K, V, H> {
    const DESCRIPTOR: &'static str = "Ljava/util/Map;";
    const ELEMENT: &'static str = "java.util.Map";
    const NAME: &'static str = "java.util.Map";
    const GENERIC_NAME: &'static str = Generic::<(K, V)>::MAP.as_str();
    type Proof<C: JavaSide, D: Depth> = (K::Proof<C, D>, V::Proof<C, D>);

    fn define(types: &mut TypeDefinitions) {
        define_map::<K, V>(Self::GENERIC_NAME, types);
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_entries(self.iter(), serializer)
    }
}

impl<K: JavaType, V: JavaType> JavaType for BTreeMap<K, V> {
    const DESCRIPTOR: &'static str = "Ljava/util/Map;";
    const ELEMENT: &'static str = "java.util.Map";
    const NAME: &'static str = "java.util.Map";
    const GENERIC_NAME: &'static str = Generic::<(K, V)>::MAP.as_str();
    type Proof<C: JavaSide, D: Depth> = (K::Proof<C, D>, V::Proof<C, D>);

    fn define(types: &mut TypeDefinitions) {
        define_map::<K, V>(Self::GENERIC_NAME, types);
    }

    // An untyped map becomes a HashMap in Java; the class keeps the order.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct("java.util.LinkedHashMap", &Entries(self))
    }
}

impl<K, V, H> FromJava for HashMap<K, V, H>
where
    K: FromJava + Eq + Hash,
    V: FromJava,
    H: BuildHasher + Default,
{
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let empty = |room| HashMap::with_capacity_and_hasher(room, H::default());
        deserializer.deserialize_map(MapVisitor {
            empty,
            entries: PhantomData,
        })
    }
}

impl<K: FromJava + Ord, V: FromJava> FromJava for BTreeMap<K, V> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let empty = |_| BTreeMap::new();
        deserializer.deserialize_map(MapVisitor {
            empty,
            entries: PhantomData,
        })
    }
}

struct Entries<'a, K, V>(&'a BTreeMap<K, V>);

impl<K: JavaType, V: JavaType> Serialize for Entries<'_, K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_entries(self.0.iter(), serializer)
    }
}

fn write_entries<'a, K, V, I, S>(entries: I, serializer: S) -> Result<S::Ok, S::Error>
where
    K: JavaType + 'a,
    V: JavaType + 'a,
    I: ExactSizeIterator<Item = (&'a K, &'a V)>,
    S: Serializer,
{
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        map.serialize_entry(&AsJava(key), &AsJava(value))?;
    }
    map.end()
}

/// Reads a list of any kind.
pub(super) fn read_list<'de, T: FromJava, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(ListVisitor(PhantomData))
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: FromJava> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a list of {}", T::BOXED_NAME)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::with_capacity(items.size_hint().unwrap_or(0).min(RESERVE));
        while let Some(Java(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list)
    }
}

struct MapVisitor<K, V, F> {
    empty: F,
    entries: PhantomData<(K, V)>,
}

impl<'de, K, V, C, F> Visitor<'de> for MapVisitor<K, V, F>
where
    K: FromJava,
    V: FromJava,
    C: Extend<(K, V)>,
    F: FnOnce(usize) -> C,
{
    type Value = C;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a map of {} to {}", K::BOXED_NAME, V::BOXED_NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = (self.empty)(entries.size_hint().unwrap_or(0).min(RESERVE));
        while let Some((Key(key), Java(value))) = entries.next_entry()? {
            map.extend([(key, value)]);
        }
        Ok(map)
    }
}
