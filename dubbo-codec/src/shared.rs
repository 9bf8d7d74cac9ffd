//! [`Shared`] and [`Back`]: objects that Java refers to instead of writing them again, as one object in Rust, too.

mod registry;

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{Arc, OnceLock, Weak};

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

pub(crate) use self::registry::Registry;
use crate::definition::TypeDefinitions;
use crate::java_type::{AsJava, FromJava, Java, JavaType};
use crate::proof::{Depth, JavaSide};

/// The name of the newtype by which a [`Shared`] marks itself.
pub(crate) const SHARED: &str = "$dubbo::Shared";
/// The name of the newtype by which a [`Back`] marks itself.
pub(crate) const BACK: &str = "$dubbo::Back";

/// An object that may stand in several places: an `Arc` that hessian2 keeps one.
///
/// By default what Java refers to instead of writing it again is read once per use, and never written as a reference. Fields
/// and elements of the type `Shared<T>` are the same `Arc` wherever Java refers to one object, and a `Shared` that stands
/// in several places of a message is written once and then referred to. It must be a list, map or object; of
/// anything else there is a copy for each place. Other serializations, and [`to_value`](crate::to_value), write it once per use.
///
/// ```
/// use dubbo_codec::{Shared, hessian2};
///
/// #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
/// #[serde(rename = "org.demo.User")]
/// struct User {
///     id: i64,
/// }
///
/// let user = Shared::new(User { id: 7 });
/// let bytes = hessian2::to_vec(&[user.clone(), user])?;
/// let [first, second]: [Shared<User>; 2] = hessian2::from_slice(&bytes)?;
/// assert!(Shared::is_same(&first, &second));
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
pub struct Shared<T>(Arc<T>);

/// A reference back to a [`Shared`] object that this place is in, or that stands further in front; or to nothing.
///
/// With it cycles can be read and written: a child that knows its parent. It does not keep the object alive, so
/// a cycle can be freed. It is null if it leads to nothing; it must not be the place where the object itself stands.
///
/// ```
/// use dubbo_codec::{Back, Shared, hessian2};
///
/// #[derive(serde::Serialize, serde::Deserialize, Debug)]
/// #[serde(rename = "org.demo.Node")]
/// struct Node {
///     id: i32,
///     parent: Back<Node>,
///     children: Vec<Shared<Node>>,
/// }
///
/// // {id: 1, parent: null, children: [{id: 2, parent: (the first), children: []}]}
/// let bytes = b"C\x0dorg.demo.Node\x93\x02id\x06parent\x08children\x60\x91N\x79\x60\x92Q\x90\x78";
/// let root: Shared<Node> = hessian2::from_slice(bytes)?;
/// let parent = root.children[0].parent.get().unwrap();
/// assert!(Shared::is_same(&parent, &root));
/// assert_eq!(hessian2::to_vec(&root)?, bytes);
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
pub struct Back<T>(Arc<OnceLock<Weak<T>>>);

impl<T> Shared<T> {
    /// A shared object.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }

    /// Whether both are one object.
    pub fn is_same(one: &Self, other: &Self) -> bool {
        Arc::ptr_eq(&one.0, &other.0)
    }

    /// The object in its `Arc`.
    pub fn into_arc(shared: Self) -> Arc<T> {
        shared.0
    }
}

impl<T> Back<T> {
    /// A reference to `shared`.
    pub fn to(shared: &Shared<T>) -> Self {
        Self(Arc::new(OnceLock::from(Arc::downgrade(&shared.0))))
    }

    /// The object; `None` if it leads to nothing, or the object is gone.
    pub fn get(&self) -> Option<Shared<T>> {
        self.0.get()?.upgrade().map(Shared)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> From<Arc<T>> for Shared<T> {
    fn from(value: Arc<T>) -> Self {
        Self(value)
    }
}

/// Equal if the objects are, be they one or not.
impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Eq> Eq for Shared<T> {}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> Clone for Back<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Back<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

/// Without the object, which may have this in it.
impl<T> fmt::Debug for Back<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.get().is_some() {
            "Back(…)"
        } else {
            "Back(nothing)"
        })
    }
}

/// What any object can be kept as, so that its address is that of no other.
pub(crate) type Kept = Arc<dyn Any + Send + Sync>;

/// What a `Shared` or `Back` says to the deserializer that it asks to read it.
pub(crate) struct Wanted {
    pub(crate) of: TypeId,
    /// What is filled when the object is read, for those who refer to it before.
    pub(crate) cell: Kept,
}

thread_local! {
    // serde's data model has no place for objects that exist: see `value::handover`, which is the same for values.
    static WRITTEN: RefCell<Option<Kept>> = const { RefCell::new(None) };
    static WANTED: Cell<Option<Wanted>> = const { Cell::new(None) };
    static FOUND: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// The object that a `Shared` or `Back` is about to serialize.
#[cfg(feature = "hessian2")]
pub(crate) fn written() -> Option<Kept> {
    WRITTEN.take()
}

/// What a `Shared` or `Back` wants that is about to be deserialized.
pub(crate) fn wanted() -> Option<Wanted> {
    WANTED.take()
}

/// Gives what was wanted to the visitor that `visit` visits with a unit.
pub(crate) fn giving<R>(found: Kept, visit: impl FnOnce() -> R) -> R {
    FOUND.replace(Some(found));
    let result = visit();
    FOUND.take();
    result
}

/// The object that a visitor has made.
pub(crate) fn made() -> Option<Kept> {
    FOUND.take()
}

fn take<T: Any + Send + Sync>() -> Option<Arc<T>> {
    FOUND.take()?.downcast().ok()
}

fn serialize_shared<T, W, S>(shared: &Shared<T>, as_: &W, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Any + Send + Sync,
    W: Serialize,
    S: Serializer,
{
    WRITTEN.replace(Some(Arc::clone(&shared.0) as Kept));
    let written = serializer.serialize_newtype_struct(SHARED, as_);
    WRITTEN.take();
    written
}

impl<T: Serialize + Any + Send + Sync> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_shared(self, &*self.0, serializer)
    }
}

impl<T: Any + Send + Sync> Serialize for Back<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WRITTEN.replace(self.get().map(|shared| shared.0 as Kept));
        let written = serializer.serialize_newtype_struct(BACK, &());
        WRITTEN.take();
        written
    }
}

/// Reads a `Shared<T>` by what `W` reads.
struct SharedVisitor<T, W> {
    cell: Arc<OnceLock<Weak<T>>>,
    unwrap: fn(W) -> T,
}

fn deserialize_shared<'de, T, W, D>(
    deserializer: D,
    unwrap: fn(W) -> T,
) -> Result<Shared<T>, D::Error>
where
    T: Any + Send + Sync,
    W: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let cell: Arc<OnceLock<Weak<T>>> = Arc::default();
    WANTED.set(Some(Wanted {
        of: TypeId::of::<T>(),
        cell: Arc::clone(&cell) as Kept,
    }));
    let read = deserializer.deserialize_newtype_struct(SHARED, SharedVisitor { cell, unwrap });
    // A foreign deserializer leaves what it knows nothing of.
    WANTED.take();
    FOUND.take();
    read
}

impl<'de, T: Any + Send + Sync, W: Deserialize<'de>> Visitor<'de> for SharedVisitor<T, W> {
    type Value = Shared<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a shared object")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Shared<T>, E> {
        take()
            .map(Shared)
            .ok_or_else(|| E::custom("expected a shared object, found null"))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Shared<T>, D::Error> {
        WANTED.take();
        let value = Arc::new((self.unwrap)(W::deserialize(deserializer)?));
        // It is empty: only this visitor fills it.
        let _ = self.cell.set(Arc::downgrade(&value));
        FOUND.replace(Some(Arc::clone(&value) as Kept));
        Ok(Shared(value))
    }
}

impl<'de, T: Deserialize<'de> + Any + Send + Sync> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_shared::<T, T, D>(deserializer, |value| value)
    }
}

struct BackVisitor<T>(PhantomData<T>);

impl<'de, T: Any + Send + Sync> Visitor<'de> for BackVisitor<T> {
    type Value = Back<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a reference to a shared object, or null")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Back<T>, E> {
        Ok(take().map(Back).unwrap_or_default())
    }

    fn visit_none<E: de::Error>(self) -> Result<Back<T>, E> {
        Ok(Back::default())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Back<T>, D::Error> {
        WANTED.take();
        deserializer.deserialize_unit(self)
    }
}

impl<'de, T: Any + Send + Sync> Deserialize<'de> for Back<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cell = Arc::<OnceLock<Weak<T>>>::default();
        let of = TypeId::of::<T>();
        WANTED.set(Some(Wanted { of, cell }));
        let read = deserializer.deserialize_newtype_struct(BACK, BackVisitor(PhantomData));
        WANTED.take();
        read
    }
}

/// The names of a `T`, for both.
macro_rules! names_of {
    ($type:ident) => {
        const DESCRIPTOR: &'static str = $type::DESCRIPTOR;
        const BOXED: &'static str = $type::BOXED;
        const ELEMENT: &'static str = $type::ELEMENT;
        const BOXED_ELEMENT: &'static str = $type::BOXED_ELEMENT;
        const NAME: &'static str = $type::NAME;
        const BOXED_NAME: &'static str = $type::BOXED_NAME;
        const GENERIC_NAME: &'static str = $type::GENERIC_NAME;
        type Proof<C: JavaSide, D: Depth> = $type::Proof<C, D>;

        fn define(types: &mut TypeDefinitions) {
            $type::define(types);
        }
    };
}

impl<T: JavaType + Any + Send + Sync> JavaType for Shared<T> {
    names_of!(T);

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_shared(self, &AsJava(&*self.0), serializer)
    }
}

impl<T: FromJava + Any + Send + Sync> FromJava for Shared<T> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_shared::<T, Java<T>, D>(deserializer, |java| java.0)
    }
}

impl<T: JavaType + Any + Send + Sync> JavaType for Back<T> {
    names_of!(T);

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(self, serializer)
    }
}

impl<T: JavaType + Any + Send + Sync> FromJava for Back<T> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer)
    }
}
