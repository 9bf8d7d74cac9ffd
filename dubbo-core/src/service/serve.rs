use std::collections::HashSet;
use std::future::{Future, pending};
use std::time::Duration;

use dubbo_codec::Serialization;

use super::services::Routed;
use super::{Publish, Served, ServiceList};
use crate::config::ProviderOptions;
use crate::error::{Error, Result};
use crate::exchange::{self, ConnectionEvent, Observer};
use crate::period::Period;
use crate::protocol::dubbo::{DubboHandler, Exported};
use crate::protocol::{Dispatcher, Filter, FilterChain, ProviderContext};
use crate::transport::{Address, Tcp, Transport};
use crate::url::Url;

/// Serves at `url`, `dubbo://host:port[?key=value&…]`: `0.0.0.0` is every address of this host,
/// where a Java consumer on the same host finds it; port 0 is a free one.
///
/// `dubbo::serve("dubbo://0.0.0.0:20880").publish(GreeterServer::new(English)).run().await` serves one
/// service; the crate's documentation has it in a whole.
pub fn serve(url: &str) -> Server {
    Server {
        url: url.to_owned(),
        options: ProviderOptions::default(),
        transport: Tcp,
        filters: (ProviderContext, ()),
        services: (),
        exported: Vec::new(),
    }
}

/// A server that is being configured. Mistakes are reported when it starts.
#[must_use = "a server serves once `run` or `start` is awaited"]
pub struct Server<T = Tcp, F = (ProviderContext, ()), L = ()> {
    url: String,
    options: ProviderOptions,
    transport: T,
    filters: F,
    services: L,
    exported: Vec<Exported>,
}

impl<T: Transport, F: FilterChain, L: ServiceList> Server<T, F, L> {
    /// Publishes one more service.
    pub fn publish<P: Publish>(self, provider: P) -> Server<T, F, (P::Published, L)> {
        let provider = provider.published();
        let mut exported = self.exported;
        exported.insert(0, provider.exported().0);
        Server {
            url: self.url,
            options: self.options,
            transport: self.transport,
            filters: self.filters,
            services: (provider, self.services),
            exported,
        }
    }

    /// Puts a filter around all calls, outside those that are there.
    pub fn filter<N: Filter>(self, filter: N) -> Server<T, (N, F), L> {
        Server {
            url: self.url,
            options: self.options,
            transport: self.transport,
            filters: (filter, self.filters),
            services: self.services,
            exported: self.exported,
        }
    }

    /// How connections are accepted, in place of TCP.
    pub fn transport<N: Transport>(self, transport: N) -> Server<N, F, L> {
        Server {
            url: self.url,
            options: self.options,
            transport,
            filters: self.filters,
            services: self.services,
            exported: self.exported,
        }
    }

    /// The period of the consumers' heartbeats (Dubbo's `heartbeat`, default 60 s); a connection
    /// without any traffic for three of them is closed (Dubbo's `close.timeout`).
    pub fn heartbeat(mut self, heartbeat: impl Into<Period>) -> Self {
        self.options.heartbeat = Some(heartbeat.into());
        self
    }

    /// The largest body of a request or a reply in bytes (Dubbo's `payload`, default 8 MiB); 0 is
    /// no limit.
    pub fn payload(mut self, bytes: usize) -> Self {
        self.options.payload = Some(bytes);
        self
    }

    /// How many requests are served at once, over all connections, default 65,536. One more is
    /// refused with status 100, as by a Java provider whose threads are all at work.
    pub fn in_flight(mut self, requests: usize) -> Self {
        self.options.in_flight = Some(requests);
        self
    }

    /// How many bytes of requests and replies are held at once, default 256 MiB: those of requests
    /// that are being served, and what a connection needs beyond 64 KiB in each direction. What would
    /// be more is refused with status 100, or not read until there is room.
    pub fn memory(mut self, bytes: usize) -> Self {
        self.options.memory = Some(bytes);
        self
    }

    /// How many connections there may be at once (Dubbo's `accepts`, default 0: no limit). One more
    /// is closed as soon as it is accepted.
    pub fn accepts(mut self, connections: usize) -> Self {
        self.options.accepts = Some(connections);
        self
    }

    /// How many connections may wait to be accepted (Dubbo's `backlog`, default 1024; the system may
    /// allow fewer, Linux `net.core.somaxconn`).
    pub fn backlog(mut self, connections: u32) -> Self {
        self.options.backlog = Some(connections);
        self
    }

    /// Whether the system probes connections that are silent, by `SO_KEEPALIVE` (Dubbo's
    /// `keep.alive`, default false: heartbeats do that). A consumer's sockets always have it.
    pub fn keep_alive(mut self, on: bool) -> Self {
        self.options.keep_alive = Some(on);
        self
    }

    /// Serves by TLS only, with this certificate; see [`TlsServer`](crate::TlsServer) for mutual TLS.
    /// A consumer that does not speak TLS is cut off. At most 1,024 handshakes may be unfinished at
    /// once; one more ends the oldest.
    ///
    /// Dubbo's `ssl-enabled=true` in the URL says the same, and needs this, too. `ssl-enabled=false`
    /// beside it is refused.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, tls: crate::transport::TlsServer) -> Self {
        self.options.tls = Some(tls);
        self
    }

    /// Where methods run of which nothing else says so (Dubbo's `dispatcher`, default
    /// [`Dispatcher::Inline`]).
    pub fn dispatcher(mut self, dispatcher: Dispatcher) -> Self {
        self.options.dispatcher = Some(dispatcher);
        self
    }

    /// Has `tell` know what happens to connections. It runs in their tasks: it must not block.
    pub fn on_connection(
        mut self,
        tell: impl Fn(&ConnectionEvent) + Send + Sync + 'static,
    ) -> Self {
        self.options.observer = Observer::new(tell);
        self
    }

    /// How long a shutdown waits for calls that are being served (Dubbo's
    /// `dubbo.service.shutdown.wait`, default 10 s).
    pub fn shutdown_wait(mut self, limit: impl Into<Period>) -> Self {
        self.options.shutdown_wait = Some(limit.into());
        self
    }

    /// Starts, and serves until the process ends or the future is dropped.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub async fn run(self) -> Result<()> {
        self.run_until(pending()).await
    }

    /// Starts, serves until `stop` resolves, and shuts down gracefully.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub async fn run_until(self, stop: impl Future<Output = ()>) -> Result<()> {
        let running = self.start().await?;
        stop.await;
        running.shut_down().await;
        Ok(())
    }

    /// Starts, and serves until what this returns is dropped.
    ///
    /// # Errors
    /// A wrong URL or option, nothing to publish, the same service twice, an address that cannot be
    /// listened at.
    pub async fn start(self) -> Result<Running> {
        let url: Url = self.url.parse()?;
        if url.protocol() != "dubbo" {
            let text = format!(
                "a server speaks `dubbo://`, not `{}://` (`{url}`)",
                url.protocol()
            );
            return Err(Error::config(text));
        }
        check(&self.exported)?;
        let (options, wait) = (self.options.server(&url)?, self.options.shutdown_wait()?);
        let mut exported = self.exported;
        for service in &mut exported {
            self.options.settle(&url, service)?;
        }
        let address = Address::new(url.host(), url.port());
        let invoker = self.filters.around(Routed(self.services));
        let handler = DubboHandler::new(exported, invoker);
        let bound =
            exchange::Server::bind(self.transport, &address, options, handler.clone()).await;
        let server = bound.map_err(|error| Error::Network {
            peer: address.to_string().into(),
            message: format!("could not listen: {error}").into(),
            source: Some(error),
        })?;
        handler.listens_at(server.address().port);
        tracing::info!(address = %server.address(), serializations = %Serialization::names(), "serving");
        Ok(Running { server, wait })
    }
}

fn check(exported: &[Exported]) -> Result<()> {
    if exported.is_empty() {
        return Err(Error::config(
            "the server has no service; give it one by `publish`",
        ));
    }
    let mut keys = HashSet::new();
    match exported
        .iter()
        .map(Exported::key)
        .find(|key| !keys.insert(key.clone()))
    {
        None => Ok(()),
        Some(key) => Err(Error::config(format!(
            "`{key}` is published twice; give one of them another `group`, `version` or `path`"
        ))),
    }
}

/// A server at work. Dropped, it closes at once.
#[must_use = "dropped, the server closes at once"]
pub struct Running {
    server: exchange::Server,
    wait: Duration,
}

impl Running {
    /// Where it listens; for a port of 0, the port that was chosen.
    pub fn address(&self) -> &Address {
        self.server.address()
    }

    /// A URL by which a consumer on this host reaches it.
    pub fn url(&self) -> String {
        let address = self.address();
        let host = match address.host.as_str() {
            "0.0.0.0" | "::" => "127.0.0.1",
            host => host,
        };
        format!("dubbo://{}", Address::new(host, address.port))
    }

    /// How many connections are open.
    pub fn connections(&self) -> usize {
        self.server.connections()
    }

    /// Asks all consumers not to call any more, by Dubbo's readonly event, also those that connect
    /// later; or, with false, tells them by the writable event that they may. Calls that come all the
    /// same are served. A consumer with several providers calls the others meanwhile.
    pub fn set_readonly(&self, readonly: bool) {
        self.server.set_readonly(readonly);
    }

    /// Stops accepting connections, asks the consumers not to call any more, waits for the calls
    /// that are being served, and closes.
    pub async fn shut_down(self) {
        self.server.shut_down(self.wait).await;
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running")
            .field("address", self.address())
            .finish_non_exhaustive()
    }
}
