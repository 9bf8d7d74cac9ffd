use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use dubbo_codec::Serialization;

use super::{Reference, Stack, Standard};
use crate::cluster::LoadBalance;
use crate::config::{Application, ReferenceOptions, Resolved, in_flight};
use crate::error::{Error, Result};
use crate::exchange::{ConnectionEvent, Observer};
use crate::period::Period;
use crate::protocol::dubbo::{DubboInvoker, Links, ServiceAddress};
use crate::proxy::Contract;
use crate::transport::{Address, Transport};
use crate::url::Url;

/// What all references of an application share: its name, its defaults, the addresses of its
/// providers, and one connection to each. Cheap to clone.
pub struct Dubbo<S: Stack = Standard> {
    shared: Arc<Shared<S>>,
}

struct Shared<S: Stack> {
    application: Application,
    addresses: HashMap<String, String>,
    transport: S::Transport,
    filters: S::Filters,
    /// The shared links, by host and connection options. They live as long as their references.
    links: Mutex<Shares<S::Transport>>,
}

type Shares<T> = HashMap<String, Weak<Links<T>>>;

impl Dubbo {
    /// Configures an application over TCP.
    ///
    /// ```
    /// let dubbo = dubbo_core::Dubbo::builder().application("shop").timeout("2s").build()?;
    /// # Ok::<(), dubbo_core::Error>(())
    /// ```
    #[must_use]
    pub fn builder() -> Builder {
        Builder::new()
    }
}

impl<S: Stack> Dubbo<S> {
    pub(super) async fn reference<K: Contract>(
        &self,
        options: ReferenceOptions,
    ) -> Result<Reference<S>> {
        let urls = self.urls::<K>(&options)?;
        let application = &self.shared.application;
        let several = urls.len() > 1;
        let named = |key: &str| urls.iter().find_map(|url| url.parameter(key));
        let balance = S::Balance::adaptive(named)?;
        let resolve = |url| Resolved::new::<K>(application, &options, url, several);
        let resolved: Vec<_> = urls.iter().map(resolve).collect::<Result<_>>()?;
        let providers = urls.iter().zip(&resolved);
        let providers: Vec<_> = providers
            .map(|(url, resolved)| self.provider::<K>(url, resolved))
            .collect::<Result<_>>()?;
        connect(&providers, &resolved).await?;
        let filters = self.shared.filters.clone();
        let first = resolved.into_iter().next();
        let first = first.ok_or_else(|| Error::config("the `url` of a reference is empty"))?;
        Ok(Reference::new(
            filters,
            balance,
            Arc::new(first),
            providers.into(),
        ))
    }

    fn provider<K: Contract>(
        &self,
        url: &Url,
        resolved: &Resolved,
    ) -> Result<DubboInvoker<S::Transport>> {
        let address = ServiceAddress {
            path: resolved.path.clone(),
            interface: K::INTERFACE.to_owned(),
            version: resolved.version.clone(),
            group: resolved.group.clone(),
            token: url.parameter("token").map(str::to_owned),
            methods: K::METHODS.len(),
        };
        let links = self.links(url, resolved);
        let name = self.shared.application.name.as_deref();
        DubboInvoker::new(
            links,
            resolved.serialization,
            &address,
            name,
            resolved.timeout,
        )
    }

    /// The providers' URLs: Java's way to write several is `;` between.
    fn urls<K: Contract>(&self, options: &ReferenceOptions) -> Result<Vec<Url>> {
        let url = options
            .url
            .as_ref()
            .or_else(|| self.shared.addresses.get(K::INTERFACE));
        let urls = url.ok_or_else(|| {
            let interface = K::INTERFACE;
            Error::config(format!(
                "no address for {interface}; give the reference a `url`, or the application one by \
                     `Dubbo::builder().address(\"{interface}\", \"dubbo://host:port\")`"
            ))
        })?;
        Url::several(urls)?
            .into_iter()
            .map(|url| match url.protocol() {
                "dubbo" => Ok(url),
                other => Err(Error::config(format!(
                    "the protocol `{other}` of `{url}` is not supported; expected `dubbo://…`"
                ))),
            })
            .collect()
    }

    fn links(&self, url: &Url, options: &Resolved) -> Arc<Links<S::Transport>> {
        let address = Address::new(url.host(), url.port());
        let make = |connections| {
            let transport = &self.shared.transport;
            Arc::new(Links::new(transport, &address, &options.link, connections))
        };
        if options.connections > 0 {
            return make(options.connections);
        }
        let connections = options.share_connections;
        let key = format!("{address} {connections} {:?}", options.link);
        let mut links = self
            .shared
            .links
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = links.get(&key).and_then(Weak::upgrade) {
            return shared;
        }
        links.retain(|_, links| links.strong_count() > 0);
        let made = make(connections);
        links.insert(key, Arc::downgrade(&made));
        made
    }
}

/// Connects to all providers at once. The first that is reachable will do, and the others are connected
/// to in the background; nor need one be reachable if it is not to be checked.
async fn connect<T: Transport>(providers: &[DubboInvoker<T>], options: &[Resolved]) -> Result<()> {
    let eager = || {
        providers
            .iter()
            .zip(options)
            .filter(|(_, options)| !options.lazy)
    };
    eager().for_each(|(provider, _)| provider.connect_in_background());
    let mut failed = None;
    for (provider, _) in eager().filter(|(_, options)| options.check) {
        match provider.connect().await {
            Ok(()) => return Ok(()),
            Err(error) => failed = Some(error),
        }
    }
    let unchecked = options.iter().any(|options| options.lazy || !options.check);
    match failed {
        Some(error) if !unchecked => Err(error),
        _ => Ok(()),
    }
}

impl<S: Stack> Clone for Dubbo<S> {
    fn clone(&self) -> Self {
        Self {
            shared: self.shared.clone(),
        }
    }
}

impl<S: Stack> std::fmt::Debug for Dubbo<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dubbo")
            .field("application", &self.shared.application)
            .finish_non_exhaustive()
    }
}

/// Configures a [`Dubbo`]. Mistakes are reported by [`build`](Self::build).
pub struct Builder<S: Stack = Standard> {
    application: Application,
    addresses: HashMap<String, String>,
    transport: S::Transport,
    filters: S::Filters,
    mistake: Option<Error>,
}

impl<S: Stack> Default for Builder<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Stack> Builder<S> {
    /// An application made of `S`: `Builder::<Mine>::new()`.
    #[must_use]
    pub fn new() -> Self {
        Self {
            application: Application::default(),
            addresses: HashMap::new(),
            transport: S::Transport::default(),
            filters: S::Filters::default(),
            mistake: None,
        }
    }

    /// The application's name, which providers see as `remote.application` (Dubbo's `application`).
    #[must_use]
    pub fn application(mut self, name: impl Into<String>) -> Self {
        self.application.name = Some(name.into());
        self
    }

    /// The time limit of calls for which nothing else says one (Dubbo's `timeout`, default 1 s).
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Period>) -> Self {
        self.application.timeout = self.time("timeout", timeout);
        self
    }

    /// How often a call that failed on its way is sent again (Dubbo's `retries`, default 0).
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.application.retries = Some(retries);
        self
    }

    /// The serialization by name (Dubbo's `serialization`, default the first compiled in of
    /// hessian2, msgpack, bincode).
    #[must_use]
    pub fn serialization(mut self, serialization: impl Into<String>) -> Self {
        self.application.serialization = Some(serialization.into());
        self
    }

    /// Where the provider of `interface` is, for references without a `url`.
    #[must_use]
    pub fn address(mut self, interface: impl Into<String>, url: impl Into<String>) -> Self {
        self.addresses.insert(interface.into(), url.into());
        self
    }

    /// The time limit for making a connection (Dubbo's `connect.timeout`, default 3 s).
    #[must_use]
    pub fn connect_timeout(mut self, timeout: impl Into<Period>) -> Self {
        self.application.connect_timeout = self.time("connect_timeout", timeout);
        self
    }

    /// A heartbeat is sent when nothing came for this long (Dubbo's `heartbeat`, default 60 s);
    /// after three the connection is taken for lost.
    #[must_use]
    pub fn heartbeat(mut self, heartbeat: impl Into<Period>) -> Self {
        self.application.heartbeat = self.time("heartbeat", heartbeat);
        self
    }

    /// The largest body of a request or a reply in bytes (Dubbo's `payload`, default 8 MiB); 0 is
    /// no limit.
    #[must_use]
    pub fn payload(mut self, bytes: usize) -> Self {
        self.application.payload = Some(bytes);
        self
    }

    /// How many calls may wait for a reply on one connection, default 65,536. One more waits for
    /// its turn until its time is over.
    #[must_use]
    pub fn in_flight(mut self, calls: usize) -> Self {
        self.application.in_flight = Some(calls);
        self
    }

    /// How many connections to one provider all references share (Dubbo's `shareconnections`,
    /// default 1). Calls are spread over them in turn.
    #[must_use]
    pub fn share_connections(mut self, connections: usize) -> Self {
        self.application.share_connections = Some(connections);
        self
    }

    /// Whether a lost connection is made again in the background (Dubbo's `reconnect`, default true):
    /// at once, and then with pauses that double up to a minute, or to the time that a URL's
    /// `reconnect` says. If not, the next call makes it.
    #[must_use]
    pub fn reconnect(mut self, reconnect: bool) -> Self {
        self.application.reconnect = Some(reconnect);
        self
    }

    /// Has `tell` know what happens to connections. It runs in their tasks: it must not block.
    #[must_use]
    pub fn on_connection(
        mut self,
        tell: impl Fn(&ConnectionEvent) + Send + Sync + 'static,
    ) -> Self {
        self.application.observer = Observer::new(tell);
        self
    }

    /// Calls by TLS only, trusting these; see [`TlsClient`](crate::TlsClient) for mutual TLS. A
    /// provider whose URL says Dubbo's `ssl-enabled=false` is called in the clear; one whose URL says
    /// `ssl-enabled=true` needs this.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn tls(mut self, tls: crate::transport::TlsClient) -> Self {
        self.application.tls = Some(tls);
        self
    }

    /// How connections are made.
    #[must_use]
    pub fn transport(mut self, transport: S::Transport) -> Self {
        self.transport = transport;
        self
    }

    /// The filters, where their defaults are not what is wanted.
    #[must_use]
    pub fn filters(mut self, filters: S::Filters) -> Self {
        self.filters = filters;
        self
    }

    /// The application.
    ///
    /// # Errors
    /// The first option that is wrong, by name.
    pub fn build(self) -> Result<Dubbo<S>> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        if let Some(name) = &self.application.serialization {
            name.parse::<Serialization>()?;
        }
        in_flight(self.application.in_flight)?;
        let shared = Shared {
            application: self.application,
            addresses: self.addresses,
            transport: self.transport,
            filters: self.filters,
            links: Mutex::default(),
        };
        Ok(Dubbo {
            shared: Arc::new(shared),
        })
    }

    fn time(&mut self, option: &str, period: impl Into<Period>) -> Option<std::time::Duration> {
        let time = period.into().positive(option);
        time.map_err(|error| self.mistake.get_or_insert(error)).ok()
    }
}
