use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Contract;
use crate::error::{Error, Result};
use crate::protocol::{Invocation, Invoker, Reply};

/// An implementation of the contract `K`, ready to be published; `GreeterServer<T>` is one.
///
/// It is an [`Invoker`]: `GreeterClient::new(GreeterServer::new(English))` calls it in memory,
/// through the codec, without a socket.
pub struct Provider<K, T> {
    service: Arc<T>,
    names: Option<Arc<Names>>,
    contract: PhantomData<fn() -> K>,
}

/// What a provider changes of its contract's names.
#[derive(Clone, Debug, Default)]
struct Names {
    path: Option<String>,
    version: Option<String>,
    group: Option<String>,
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
            names: None,
            contract: PhantomData,
        }
    }

    /// The service's group (Dubbo's `group`), in place of the contract's.
    #[must_use]
    pub fn group(self, group: impl Into<String>) -> Self {
        self.named(|names| names.group = Some(group.into()))
    }

    /// The service's version (Dubbo's `version`), in place of the contract's.
    #[must_use]
    pub fn version(self, version: impl Into<String>) -> Self {
        self.named(|names| names.version = Some(version.into()))
    }

    /// The service's path (Dubbo's `path`), in place of the interface's name.
    #[must_use]
    pub fn path(self, path: impl Into<String>) -> Self {
        self.named(|names| names.path = Some(path.into()))
    }

    fn named(mut self, change: impl FnOnce(&mut Names)) -> Self {
        change(Arc::make_mut(self.names.get_or_insert_default()));
        self
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

    pub(crate) fn exported(&self) -> crate::protocol::dubbo::Exported {
        let names = self.names.as_deref().cloned().unwrap_or_default();
        let or = |name: Option<String>, constant: &str| name.unwrap_or_else(|| constant.to_owned());
        crate::protocol::dubbo::Exported {
            path: or(names.path, K::INTERFACE),
            interface: K::INTERFACE.to_owned(),
            version: or(names.version, K::VERSION),
            group: or(names.group, K::GROUP),
            methods: K::METHODS,
        }
    }
}

impl<K, T> Clone for Provider<K, T> {
    fn clone(&self) -> Self {
        let (service, names) = (self.service.clone(), self.names.clone());
        Self {
            service,
            names,
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
        service: &T,
        call: &mut Invocation<'_>,
    ) -> impl Future<Output = Result<Reply>> + Send;
}

impl<K: Dispatch<T>, T: Send + Sync + 'static> Invoker for Provider<K, T> {
    fn invoke(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send {
        super::memory::invoke::<K, T>(&self.service, call)
    }
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
