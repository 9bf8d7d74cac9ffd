//! Types that are a text in an object with one field.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::forms::{self, Forms};
use crate::Error;
use crate::java_type::java_class;

java_class! {
    Locale => "java.util.Locale" "Ljava/util/Locale;", "java.util.Locale";
    Currency => "java.util.Currency" "Ljava/util/Currency;", "java.util.Currency";
    Class => "java.lang.Class" "Ljava/lang/Class;", "java.lang.Class";
    File => "java.io.File" "Ljava/io/File;", "java.io.File";
    Uri => "java.net.URI" "Ljava/net/URI;", "java.net.URI";
    ZoneId => "java.time.ZoneId" "Ljava/time/ZoneId;", "java.time.ZoneId";
}

macro_rules! texts {
    ($($(#[$doc:meta])* $type:ident, $object:ident, $class:literal { $field:ident = $wire:literal };)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(pub String);

        #[derive(Serialize, Deserialize)]
        #[serde(rename = $class)]
        pub(super) struct $object<'a> {
            #[serde(rename = $wire)]
            $field: Cow<'a, str>,
        }

        impl $type {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $type {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$object<'_>> for $type {
            fn from(object: $object<'_>) -> Self {
                Self(object.$field.into_owned())
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    return serializer.serialize_str(&self.0);
                }
                let $field = Cow::Borrowed(&*self.0);
                $object { $field }.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                forms::read(deserializer)
            }
        }

        impl Forms for $type {
            type Positional = $object<'static>;
            type Named = $object<'static>;

            const CLASS: &'static str = $class;
            const FIELDS: &'static [&'static str] = &[$wire];

            fn from_text(text: &str) -> Result<Self, Error> {
                Ok(text.into())
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(&self.0)
            }
        }
    )*};
}

texts! {
    /// `java.util.Locale`, by Java's own text: `zh_CN`, with a script `zh_TW_#Hant`.
    ///
    /// On the wire `LocaleHandle { value }`.
    Locale, LocaleHandle, "com.alibaba.com.caucho.hessian.io.LocaleHandle" { value = "value" };
    /// `java.util.Currency`, by its code: `EUR`.
    ///
    /// On the wire an object with the field `currencyCode`.
    Currency, CurrencyObject, "java.util.Currency" { code = "currencyCode" };
    /// `java.lang.Class`, by its name: `org.demo.Outer$Inner`, `[I`.
    ///
    /// On the wire an object with the field `name`. Nothing is loaded.
    Class, ClassObject, "java.lang.Class" { name = "name" };
    /// `java.io.File`, by its path on Java's side.
    ///
    /// On the wire an object with the field `value`.
    File, FileObject, "java.io.File" { value = "value" };
    /// `java.net.URI`, as text.
    ///
    /// On the wire an object with the field `string`.
    Uri, UriObject, "java.net.URI" { text = "string" };
    /// `java.time.ZoneId`, by its name: `Asia/Shanghai`, or an offset's text.
    ///
    /// On the wire `ZoneIdHandle { zoneId }`. Whether there is such a zone is not known here.
    ZoneId, ZoneIdHandle, "com.alibaba.com.caucho.hessian.io.java8.ZoneIdHandle" { id = "zoneId" };
}
