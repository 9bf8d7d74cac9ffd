use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Contract;
use crate::error::{Error, Result};
use crate::protocol::dubbo::{Exported, Rules};
use crate::protocol::{Dispatcher, Invocation, Invoker, Method, MethodRules, Reply};

/// An implementation of the contract `K`, ready to be published; `GreeterServer<T>` is one.
///
/// It is an [`Invoker`]: `GreeterClient::new(GreeterServer::new(English))` calls it in memory,
/// through the codec, without a socket.
pub struct Provider<K, T> {
    service: Arc<T>,
    settings: Option<Arc<Settings>>,
    contract: PhantomData<fn() -> K>,
}

/// What a provider changes of its contract's names, and how its methods run.
#[derive(Clone, Debug, Default)]
struct Settings {
    path: Option<String>,
    version: Option<String>,
    group: Option<String>,
    rules: Rules,
}

impl<K: Contract, T> Provider<K, T> {
    /// Publishes `service` under the contract's own names.
    pub fn new(service: T) -> Self {
        Self::shared(Arc::new(service))
    }

    /// Publishes a service that is used elsewhere, too.
    pub fn shared(service: Arc<T>) -> Self {
        Self {
            service,
            settings: None,
            contract: PhantomData,
        }
    }

    /// The service's group (Dubbo's `group`), in place of the contract's.
    #[must_use]
    pub fn group(self, group: impl Into<String>) -> Self {
        self.set(|settings| settings.group = Some(group.into()))
    }

    /// The service's version (Dubbo's `version`), in place of the contract's.
    #[must_use]
    pub fn version(self, version: impl Into<String>) -> Self {
        self.set(|settings| settings.version = Some(version.into()))
    }

    /// The service's path (Dubbo's `path`), in place of the interface's name.
    #[must_use]
    pub fn path(self, path: impl Into<String>) -> Self {
        self.set(|settings| settings.path = Some(path.into()))
    }

    /// Where a server runs the methods (Dubbo's `dispatcher`), unless something is said of one.
    #[must_use]
    pub fn dispatcher(self, dispatcher: Dispatcher) -> Self {
        self.set(|settings| settings.rules.service.dispatcher = Some(dispatcher))
    }

    /// How many calls of each method a server serves at once (Dubbo's `executes`, default 0: no
    /// limit). One more is refused with status 100.
    #[must_use]
    pub fn executes(self, calls: usize) -> Self {
        self.set(|settings| settings.rules.service.executes = Some(calls))
    }

    /// How a server runs the calls of one method, by its name on the wire:
    /// `.method("sayHello", |method| method.executes(10))`. A server that has no such method does
    /// not start.
    #[must_use]
    pub fn method(
        self,
        name: impl Into<String>,
        rules: impl FnOnce(MethodRules) -> MethodRules,
    ) -> Self {
        let rule = (name.into(), rules(MethodRules::default()));
        self.set(|settings| settings.rules.methods.push(rule))
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(self.settings.get_or_insert_default()));
        self
    }

    /// The service as Java publishes it, under this provider's group and version: see [`Contract::definition`].
    #[cfg(feature = "contract")]
    #[must_use]
    pub fn definition(&self) -> super::ServiceDefinition {
        let mut definition = K::definition();
        let exported = self.exported();
        definition.set("version", exported.version.into());
        definition.set("group", exported.group.into());
        definition
    }

    /// The implementation.
    pub fn service(&self) -> &T {
        &self.service
    }

    /// Carries out a call that came in at a server, whose filters have done the rest.
    pub(crate) fn serve(
        &self,
        call: &mut Invocation<'_>,
    ) -> impl Future<Output = Result<Reply>> + Send
    where
        K: Dispatch<T>,
        T: Send + Sync + 'static,
    {
        K::dispatch(&self.service, call)
    }

    pub(crate) fn exported(&self) -> Exported {
        let mut settings = self.settings.as_deref().cloned().unwrap_or_default();
        let service = &mut settings.rules.service;
        service.dispatcher = service.dispatcher.or(K::DISPATCHER);
        let or = |name: Option<String>, constant: &str| name.unwrap_or_else(|| constant.to_owned());
        let names = [
            or(settings.path, K::INTERFACE),
            K::INTERFACE.to_owned(),
            or(settings.version, K::VERSION),
            or(settings.group, K::GROUP),
        ];
        Exported::new(names, K::METHODS, settings.rules)
    }
}

impl<K, T> Clone for Provider<K, T> {
    fn clone(&self) -> Self {
        let (service, settings) = (self.service.clone(), self.settings.clone());
        Self {
            service,
            settings,
            contract: PhantomData,
        }
    }
}

#[diagnostic::on_unimplemented(
    message = "`{T}` does not implement the trait of `{Self}`",
    label = "not an implementation of the contract",
    note = "write `impl Greeter for {T}` for the trait that `#[service]` stands on"
)]
/// The calls of a contract, carried out on an implementation of it: what `#[service]` generates.
pub trait Dispatch<T>: Contract {
    /// Decodes the arguments, calls the method and encodes its outcome.
    fn dispatch(
        service: &Arc<T>,
        call: &mut Invocation<'_>,
    ) -> impl Future<Output = Result<Reply>> + Send;
}

impl<K: Dispatch<T>, T: Send + Sync + 'static> Invoker for Provider<K, T> {
    fn invoke(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send {
        super::memory::invoke::<K, T>(&self.service, call)
    }
}

/// The method of the contract `K` that is called.
///
/// # Errors
/// There is no such method.
pub fn method_of<K: Contract>(call: &Invocation<'_>) -> Result<&'static Method> {
    let numbered = call.target.method.and_then(|number| K::METHODS.get(number));
    // In memory it has no number yet.
    let named = || {
        let is_called = |method: &&Method| {
            method.name == call.method() && method.descriptor == call.descriptor()
        };
        K::METHODS.iter().find(is_called)
    };
    numbered.or_else(named).ok_or_else(|| no_such_method(call))
}

/// The error of a call that names no method of the contract.
pub fn no_such_method(call: &Invocation<'_>) -> Error {
    let (method, interface) = (call.method(), call.interface());
    let text = match call.descriptor() {
        "" => format!("No such method {method} without parameters in {interface}"),
        descriptor => format!(
            "No such method {method} with the parameter types `{descriptor}` in {interface}"
        ),
    };
    Error::NotFound(text.into())
}
