//! A contract as Java publishes it in its metadata centre.

use std::borrow::Cow;
use std::collections::BTreeMap;
#[cfg(feature = "contract")]
use std::fmt;

use dubbo_codec::JavaType;
use dubbo_codec::definition::{TypeDefinition, TypeDefinitions, canonical};
use serde::Serialize;

#[cfg(feature = "contract")]
use super::Contract;

/// A service as Java publishes it in its metadata centre: Dubbo's `FullServiceDefinition`, with the fields in the
/// order of Dubbo 3's JSON, which [`Display`](std::fmt::Display) prints.
///
/// Of Java's own classes the names are told, not the fields, which do not travel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDefinition {
    /// Always empty: no annotation of Java's is known here.
    pub annotations: Vec<String>,
    /// The interface.
    pub canonical_name: Cow<'static, str>,
    /// Where the contract was compiled: `crate:NAME-VERSION`, where Java has a jar.
    pub code_source: String,
    /// The methods, in the order of the trait; those of the contracts that it extends behind them.
    pub methods: Vec<MethodDefinition>,
    /// The parameters of the provider's URL that the contract knows: interface, methods, version, group. Whoever
    /// publishes the service adds the others.
    pub parameters: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
    /// The types of parameters, results and fields, each once.
    pub types: Vec<TypeDefinition>,
    /// `INTERFACE@CODE_SOURCE`.
    pub unique_id: String,
}

/// One method: Dubbo's `MethodDefinition`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MethodDefinition {
    /// Always empty.
    pub annotations: Vec<String>,
    /// Its name on the wire.
    pub name: &'static str,
    /// The types of its parameters, such as `java.util.List<org.demo.User>`.
    pub parameter_types: Vec<Cow<'static, str>>,
    /// Always empty, as in Dubbo.
    pub parameters: Vec<String>,
    /// The type of its result.
    pub return_type: Cow<'static, str>,
}

/// How a contract defines itself.
#[derive(Clone, Copy, Debug)]
pub struct Define {
    /// Name and version of its package.
    pub package: &'static str,
    /// Adds its methods.
    pub methods: fn(&mut Definer),
}

/// Methods, and the types that they are made of.
#[derive(Debug, Default)]
pub struct Definer {
    methods: Vec<MethodDefinition>,
    types: TypeDefinitions,
}

impl Definer {
    /// Adds a method, so far without parameters and result.
    pub fn method(&mut self, name: &'static str) -> &mut Self {
        self.methods.push(MethodDefinition {
            annotations: Vec::new(),
            name,
            parameter_types: Vec::new(),
            parameters: Vec::new(),
            return_type: "void".into(),
        });
        self
    }

    /// Adds a parameter to the last method.
    pub fn parameter<T: JavaType + ?Sized>(&mut self) -> &mut Self {
        T::define(&mut self.types);
        self.push_parameter(T::GENERIC_NAME)
    }

    /// Adds a parameter whose type in Java `#[java("…")]` states.
    pub fn stated<T: JavaType + ?Sized>(&mut self, name: &'static str) -> &mut Self {
        let is_new = match name.strip_suffix("[]") {
            Some(element) => self.types.list(name, element),
            None => self.types.add(name),
        };
        if is_new {
            T::define(&mut self.types);
        }
        self.push_parameter(name)
    }

    /// States the result of the last method.
    pub fn returns<T: JavaType>(&mut self) {
        T::define(&mut self.types);
        if let Some(method) = self.methods.last_mut() {
            method.return_type = canonical(T::GENERIC_NAME);
        }
    }

    fn push_parameter(&mut self, name: &'static str) -> &mut Self {
        if let Some(method) = self.methods.last_mut() {
            method.parameter_types.push(canonical(name));
        }
        self
    }
}

#[cfg(feature = "contract")]
impl ServiceDefinition {
    pub(super) fn of<K: Contract>() -> Self {
        let mut definer = Definer::default();
        let ancestors = K::LINEAGE.ancestors.iter().copied();
        let lineages = std::iter::once(K::LINEAGE).chain(ancestors);
        for define in lineages.filter_map(|lineage| lineage.define) {
            (define.methods)(&mut definer);
        }
        let package = K::LINEAGE.define.map_or("", |define| define.package);
        let code_source = format!("crate:{package}");
        let interface = canonical(K::INTERFACE);
        let mut definition = Self {
            annotations: Vec::new(),
            unique_id: format!("{interface}@{code_source}"),
            canonical_name: interface,
            code_source,
            methods: definer.methods,
            parameters: BTreeMap::new(),
            types: definer.types.into_types(),
        };
        definition.set("interface", K::INTERFACE.into());
        definition.set("methods", definition.method_names().into());
        definition.set("version", K::VERSION.into());
        definition.set("group", K::GROUP.into());
        definition
    }

    /// Sets a parameter; an empty one is left out.
    pub(super) fn set(&mut self, name: &'static str, value: Cow<'static, str>) {
        if value.is_empty() {
            self.parameters.remove(name);
        } else {
            self.parameters.insert(name.into(), value);
        }
    }

    /// The names of the methods, each once, as Java lists them in its URLs.
    fn method_names(&self) -> String {
        let mut names: Vec<&str> = self.methods.iter().map(|method| method.name).collect();
        names.sort_unstable();
        names.dedup();
        names.join(",")
    }
}

/// Java's JSON, in one line.
#[cfg(feature = "contract")]
impl fmt::Display for ServiceDefinition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        formatter.write_str(&json)
    }
}
