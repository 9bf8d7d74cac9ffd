use std::time::Duration;

use dubbo_codec::Serialization;

use super::{serialization, tls, without_effect};
use crate::error::{Error, Result};
use crate::exchange::{ConnectionOptions, Observer};
use crate::period::Period;
use crate::protocol::dubbo::LinkOptions;
use crate::protocol::{CallOptions, Invocation};
use crate::proxy::Contract;
use crate::transport::TlsClient;
use crate::url::Url;

/// What one reference asks for: the options of `#[reference(…)]` on a field.
#[derive(Clone, Debug, Default)]
pub struct ReferenceOptions {
    pub(crate) url: Option<String>,
    timeout: Option<Period>,
    retries: Option<u32>,
    group: Option<String>,
    version: Option<String>,
    serialization: Option<String>,
    check: Option<bool>,
    lazy: Option<bool>,
    connections: Option<usize>,
}

impl ReferenceOptions {
    /// Nothing said: the address comes from the application.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where the provider is, as `dubbo://host:port[/path][?key=value&…]`; several of them with `;`
    /// between. What a URL says of calls (`timeout`, `retries`) is taken from the first.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// The time limit of calls (Dubbo's `timeout`).
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Period>) -> Self {
        self.timeout = Some(timeout.into());
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn timeout_millis(self, milliseconds: u64) -> Self {
        self.timeout(milliseconds)
    }

    /// How often a call that failed on its way is sent again (Dubbo's `retries`).
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = Some(retries);
        self
    }

    /// The service's group, in place of the contract's.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// The service's version, in place of the contract's.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// The serialization by name: `hessian2`, `msgpack`, `bincode`.
    #[must_use]
    pub fn serialization(mut self, serialization: impl Into<String>) -> Self {
        self.serialization = Some(serialization.into());
        self
    }

    /// These options, and for what they do not say, those of `outer`: of the injected struct around it.
    #[must_use]
    pub fn within(self, outer: &Self) -> Self {
        Self {
            url: self.url.or_else(|| outer.url.clone()),
            timeout: self.timeout.or_else(|| outer.timeout.clone()),
            retries: self.retries.or(outer.retries),
            group: self.group.or_else(|| outer.group.clone()),
            version: self.version.or_else(|| outer.version.clone()),
            serialization: self.serialization.or_else(|| outer.serialization.clone()),
            check: self.check.or(outer.check),
            lazy: self.lazy.or(outer.lazy),
            connections: self.connections.or(outer.connections),
        }
    }

    /// Whether the provider must be reachable when the reference is made (Dubbo's `check`, default
    /// true). If not, it is connected to in the background.
    #[must_use]
    pub fn check(mut self, check: bool) -> Self {
        self.check = Some(check);
        self
    }

    /// Whether only the first call connects (Dubbo's `lazy`, default false). Nothing is checked then.
    #[must_use]
    pub fn lazy(mut self, lazy: bool) -> Self {
        self.lazy = Some(lazy);
        self
    }

    /// How many connections to each provider the reference has for itself (Dubbo's `connections`,
    /// default 0: it shares those of the application, [`Builder::share_connections`]).
    ///
    /// [`Builder::share_connections`]: crate::service::Builder::share_connections
    #[must_use]
    pub fn connections(mut self, connections: usize) -> Self {
        self.connections = Some(connections);
        self
    }
}

/// What all references of an application share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Application {
    pub(crate) name: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) serialization: Option<String>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) heartbeat: Option<Duration>,
    pub(crate) payload: Option<usize>,
    pub(crate) in_flight: Option<usize>,
    pub(crate) share_connections: Option<usize>,
    pub(crate) reconnect: Option<bool>,
    pub(crate) tls: Option<TlsClient>,
    pub(crate) observer: Observer,
}

/// The options of a reference, resolved once: nothing is parsed in a call.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub(crate) path: String,
    pub(crate) version: String,
    pub(crate) group: String,
    pub(crate) serialization: Serialization,
    pub(crate) check: bool,
    pub(crate) lazy: bool,
    pub(crate) link: LinkOptions,
    /// `connections`: those of the reference alone; 0: it shares.
    pub(crate) connections: usize,
    /// `shareconnections`: those that are shared.
    pub(crate) share_connections: usize,
    /// For methods without a limit of their own.
    pub(crate) timeout: Duration,
    retries: u32,
    one_way: bool,
    sent: bool,
    /// What the URL says of single methods.
    methods: Vec<(&'static str, CallOptions)>,
}

impl Resolved {
    /// `several`: there are other providers to turn to.
    pub(crate) fn new<K: Contract>(
        application: &Application,
        options: &ReferenceOptions,
        url: &Url,
        several: bool,
    ) -> Result<Self> {
        /// Dubbo's default, where another provider can be tried.
        const RETRIES: u32 = 2;
        let time = |key: &str| {
            url.parameter(key)
                .map(|text| Period::from(text).positive(key))
                .transpose()
        };
        let number = |key: &str| number(url.parameter(key), key);
        without_effect::warn(url, &without_effect::CONSUMER);
        let own_timeout = options
            .timeout
            .clone()
            .map(|period| period.positive("timeout"))
            .transpose()?;
        let timeout = own_timeout.or(time("timeout")?).or(application.timeout);
        let retries = number("retries")?.map(|retries| u32::try_from(retries).unwrap_or(u32::MAX));
        let text = |own: &Option<String>, key: &str, constant: &str| {
            own.as_deref()
                .or_else(|| url.parameter(key))
                .unwrap_or(constant)
                .to_owned()
        };
        let path = if url.path().is_empty() {
            K::INTERFACE
        } else {
            url.path()
        };
        Ok(Self {
            path: path.to_owned(),
            version: text(&options.version, "version", K::VERSION),
            group: text(&options.group, "group", K::GROUP),
            serialization: serialization::choose::<K>(
                options.serialization.as_deref(),
                application.serialization.as_deref(),
                url,
            )?,
            check: options.check.or(flag(url, "check")?).unwrap_or(true),
            lazy: options.lazy.or(flag(url, "lazy")?).unwrap_or(false),
            link: link(application, url)?,
            connections: options.connections.or(number("connections")?).unwrap_or(0),
            share_connections: application
                .share_connections
                .or(number("shareconnections")?)
                .unwrap_or(1),
            timeout: timeout.unwrap_or(Duration::from_secs(1)),
            retries: options
                .retries
                .or(retries)
                .or(application.retries)
                .unwrap_or(if several { RETRIES } else { 0 }),
            one_way: flag(url, "return")? == Some(false),
            sent: flag(url, "sent")?.unwrap_or(false),
            methods: methods::<K>(url)?,
        })
    }

    /// Settles the options of `call`, in the order of the module's list. Returns its time limit and
    /// its retries.
    pub(crate) fn settle(&self, call: &mut Invocation<'_>) -> (Duration, u32) {
        let mut methods = self.methods.iter();
        let by_url = methods.find(|(name, _)| *name == call.method());
        let by_url = by_url.map(|(_, options)| options);
        let constant = call.constant();
        let options = &mut call.options;
        let timeout = (options.timeout)
            .or_else(|| by_url.and_then(|method| method.timeout))
            .or(constant.timeout)
            .unwrap_or(self.timeout);
        let retries = (options.retries)
            .or_else(|| by_url.and_then(|method| method.retries))
            .or(constant.retries)
            .unwrap_or(self.retries);
        options.one_way = (options.one_way)
            .or_else(|| by_url.and_then(|method| method.one_way))
            .or(constant.one_way.then_some(true))
            .or(Some(self.one_way));
        options.sent = (options.sent)
            .or_else(|| by_url.and_then(|method| method.sent))
            .or(Some(self.sent));
        (timeout, retries)
    }
}

/// A parameter that is either on or off.
pub(super) fn flag(url: &Url, key: &str) -> Result<Option<bool>> {
    match url.parameter(key) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(other) => Err(Error::config(format!(
            "`{key}` is `{other}`; expected `true` or `false`"
        ))),
    }
}

fn methods<K: Contract>(url: &Url) -> Result<Vec<(&'static str, CallOptions)>> {
    let mut methods = Vec::new();
    for method in K::METHODS {
        let name = method.name;
        let key = |key: &str| format!("{name}.{key}");
        let (timeout, retries) = (key("timeout"), key("retries"));
        let options = CallOptions {
            timeout: url
                .parameter(&timeout)
                .map(|text| Period::from(text).positive(&timeout))
                .transpose()?,
            retries: number(url.parameter(&retries), &retries)?
                .map(|retries| u32::try_from(retries).unwrap_or(u32::MAX)),
            one_way: flag(url, &key("return"))?.map(|answered| !answered),
            sent: flag(url, &key("sent"))?,
        };
        if options != CallOptions::default() {
            methods.push((name, options));
        }
    }
    Ok(methods)
}

fn link(application: &Application, url: &Url) -> Result<LinkOptions> {
    let connect_timeout = url.parameter("connect.timeout").map(Period::from);
    let connect_timeout = connect_timeout.map(|period| period.positive("connect.timeout"));
    Ok(LinkOptions {
        connection: connection(application, url)?,
        tls: tls::consumer(flag(url, "ssl-enabled")?, application.tls.as_ref(), url)?,
        connect_timeout: connect_timeout
            .transpose()?
            .or(application.connect_timeout)
            .unwrap_or(Duration::from_secs(3)),
        reconnect: reconnect(application, url)?,
    })
}

/// The longest pause before a lost connection is made again.
fn reconnect(application: &Application, url: &Url) -> Result<Option<Duration>> {
    /// As often as Java looks at its connections (dubbo-protocol §5.2).
    const LONGEST: Duration = Duration::from_secs(60);
    let longest = match (url.parameter("reconnect"), application.reconnect) {
        (Some("false"), _) | (None, Some(false)) => None,
        (None | Some("true"), _) => Some(LONGEST),
        (Some(text), _) => Some(Period::from(text).positive("reconnect")?),
    };
    Ok(longest)
}

fn connection(application: &Application, url: &Url) -> Result<ConnectionOptions> {
    let default = ConnectionOptions::default();
    let time = |key: &str| {
        url.parameter(key)
            .map(|text| Period::from(text).get(key))
            .transpose()
    };
    let heartbeat = time("heartbeat")?
        .or(application.heartbeat)
        .unwrap_or(default.heartbeat);
    let payload = number(url.parameter("payload"), "payload")?.or(application.payload);
    Ok(ConnectionOptions {
        heartbeat,
        idle: idle(heartbeat, time("heartbeat.timeout")?, "heartbeat.timeout")?,
        payload: payload.unwrap_or(default.payload),
        in_flight: application.in_flight.unwrap_or(default.in_flight),
        observer: application.observer.clone(),
    })
}

/// The time after which a silent link is closed: three heartbeats, or as told, but at least two
/// (dubbo-protocol §5.2).
pub(super) fn idle(heartbeat: Duration, told: Option<Duration>, key: &str) -> Result<Duration> {
    let idle = told.unwrap_or(heartbeat * 3);
    if heartbeat.is_zero() || idle < heartbeat * 2 {
        return Err(Error::config(format!(
            "`heartbeat` is {heartbeat:?} and `{key}` is {idle:?}; expected a heartbeat above 0 and \
             `{key}` at least twice as long"
        )));
    }
    Ok(idle)
}

/// A bound on calls at once, which must let one through.
pub(crate) fn in_flight(bound: Option<usize>) -> Result<()> {
    match bound {
        Some(0) => Err(Error::config("`in_flight` is 0; expected at least 1")),
        _ => Ok(()),
    }
}

/// A count or size; in Dubbo a negative one is none.
pub(super) fn number(text: Option<&str>, key: &str) -> Result<Option<usize>> {
    let Some(text) = text else { return Ok(None) };
    match text.parse::<i64>() {
        Ok(number) => Ok(Some(usize::try_from(number).unwrap_or(0))),
        Err(_) => Err(Error::config(format!(
            "`{key}` is `{text}`; expected a whole number"
        ))),
    }
}
