//! The types of a service as Java publishes them in its metadata: what [`JavaType::define`] adds to.
//!
//! [`JavaType::define`]: crate::JavaType::define

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::pojo::Field;

/// One type: Java's `org.apache.dubbo.metadata.definition.model.TypeDefinition`, with its fields in the order of
/// Dubbo 3's JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TypeDefinition {
    /// The constants of an enum.
    pub enums: Vec<Cow<'static, str>>,
    /// What a list, a set or an array holds; key and value of a map.
    pub items: Vec<Cow<'static, str>>,
    /// The fields of a class, by name, with their types.
    pub properties: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
    /// Its name, such as `java.util.List<org.demo.User>` or `org.demo.Outer.Inner`.
    #[serde(rename = "type")]
    pub name: Cow<'static, str>,
}

/// Types, each once, in the order in which they were first met.
#[derive(Clone, Debug, Default)]
pub struct TypeDefinitions {
    types: Vec<TypeDefinition>,
    known: HashSet<&'static str>,
}

impl TypeDefinitions {
    /// Adds a type that has no parts, or none that are told; false where it is there already.
    pub fn add(&mut self, name: &'static str) -> bool {
        self.begin(name).is_some()
    }

    /// Adds a list, a set or an array; false where it is there already, with its items.
    pub fn list(&mut self, name: &'static str, item: &'static str) -> bool {
        let Some(list) = self.begin(name) else {
            return false;
        };
        list.items = vec![canonical(item)];
        true
    }

    /// Adds a map; false where it is there already, with its items.
    pub fn map(&mut self, name: &'static str, key: &'static str, value: &'static str) -> bool {
        let Some(map) = self.begin(name) else {
            return false;
        };
        map.items = vec![canonical(key), canonical(value)];
        true
    }

    /// Adds a class with its fields, or an enum with its constants; false where it is there already, with all of its
    /// fields' types: so a class that holds itself comes to an end.
    pub fn class(
        &mut self,
        name: &'static str,
        fields: &'static [Field],
        constants: &'static [&'static str],
    ) -> bool {
        let Some(class) = self.begin(name) else {
            return false;
        };
        let properties = fields.iter();
        class.properties = properties
            .map(|field| (field.wire.into(), canonical(field.java)))
            .collect();
        class.enums = constants.iter().map(|&name| name.into()).collect();
        true
    }

    /// The types.
    #[must_use]
    pub fn into_types(self) -> Vec<TypeDefinition> {
        self.types
    }

    fn begin(&mut self, name: &'static str) -> Option<&mut TypeDefinition> {
        if !self.known.insert(name) {
            return None;
        }
        self.types.push(TypeDefinition {
            name: canonical(name),
            ..TypeDefinition::default()
        });
        self.types.last_mut()
    }
}

/// A type's name as Java prints it: an inner class with a dot.
#[must_use]
pub fn canonical(name: &'static str) -> Cow<'static, str> {
    if name.contains('$') {
        name.replace('$', ".").into()
    } else {
        name.into()
    }
}
