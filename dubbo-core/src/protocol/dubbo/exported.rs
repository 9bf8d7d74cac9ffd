use std::collections::HashMap;

use super::NO_VERSION;
use super::execution::{Executing, Execution};
use crate::exchange::{Connection, Placement};
use crate::protocol::{Dispatcher, Method, MethodRules};

/// A service of a server: the names it is called by, and what it has.
#[derive(Debug)]
pub(crate) struct Exported {
    pub(crate) path: String,
    pub(crate) interface: String,
    pub(crate) version: String,
    pub(crate) group: String,
    pub(crate) methods: &'static [Method],
    /// The number of each of them by name and parameter types.
    numbers: HashMap<(&'static str, &'static str), usize>,
    pub(crate) rules: Rules,
    /// How each of `methods` runs; empty where all run as they do by default.
    pub(crate) executions: Vec<Execution>,
}

/// What a provider was told of how its methods run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    /// For all methods.
    pub(crate) service: MethodRules,
    /// For single methods, by their names on the wire.
    pub(crate) methods: Vec<(String, MethodRules)>,
}

impl Exported {
    /// A service with these methods, that is called by `names`: path, interface, version and group.
    pub(crate) fn new(names: [String; 4], methods: &'static [Method], rules: Rules) -> Self {
        let [path, interface, version, group] = names;
        let numbered = methods.iter().enumerate();
        let numbers = numbered.map(|(number, method)| ((method.name, method.descriptor), number));
        Self {
            path,
            interface,
            version,
            group,
            methods,
            numbers: numbers.collect(),
            rules,
            executions: Vec::new(),
        }
    }

    /// `[group/]path[:version]`, the exporter key without its port (dubbo-protocol §10.1).
    pub(crate) fn key(&self) -> String {
        key(&self.group, &self.path, &self.version)
    }

    /// The number of the method with this name and these parameter types.
    pub(super) fn method(&self, name: &str, descriptor: &str) -> Option<usize> {
        self.numbers.get(&(name, descriptor)).copied()
    }

    /// Has the call run where its method runs; says how many run already if they are too many.
    pub(super) async fn enter(
        &self,
        method: usize,
        connection: &Connection,
    ) -> Result<Option<Executing<'_>>, usize> {
        let Some(execution) = self.executions.get(method) else {
            return Ok(None);
        };
        let executing = execution.enter()?;
        match execution.dispatcher {
            Dispatcher::Inline => {}
            Dispatcher::Spawn => connection.leave_reader(Placement::Task).await,
            Dispatcher::Blocking => connection.leave_reader(Placement::Thread).await,
        }
        Ok(executing)
    }
}

pub(super) fn same_version(one: &str, other: &str) -> bool {
    plain_version(one) == plain_version(other)
}

/// No version, `0.0.0` and `*` are the same to an exporter (dubbo-protocol §3.2, 9).
fn plain_version(version: &str) -> &str {
    if version == NO_VERSION || version == "*" {
        ""
    } else {
        version
    }
}

pub(super) fn key(group: &str, path: &str, version: &str) -> String {
    let slash = if group.is_empty() { "" } else { "/" };
    let version = plain_version(version);
    let colon = if version.is_empty() { "" } else { ":" };
    format!("{group}{slash}{path}{colon}{version}")
}
