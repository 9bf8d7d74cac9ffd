use std::time::Duration;

use super::reference::{flag, idle, in_flight, number};
use super::{tls, without_effect};
use crate::error::{Error, Result};
use crate::exchange::{ConnectionOptions, Limits, Observer, ServerOptions};
use crate::period::Period;
use crate::protocol::dubbo::{Execution, Exported};
use crate::protocol::{Dispatcher, Method, MethodRules};
use crate::transport::{ListenOptions, TlsServer};
use crate::url::Url;

/// The options of a server, from its URL and its builder, which wins.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProviderOptions {
    pub(crate) heartbeat: Option<Period>,
    pub(crate) payload: Option<usize>,
    pub(crate) in_flight: Option<usize>,
    pub(crate) memory: Option<usize>,
    pub(crate) accepts: Option<usize>,
    pub(crate) backlog: Option<u32>,
    pub(crate) keep_alive: Option<bool>,
    pub(crate) tls: Option<TlsServer>,
    pub(crate) dispatcher: Option<Dispatcher>,
    pub(crate) shutdown_wait: Option<Period>,
    pub(crate) observer: Observer,
}

impl ProviderOptions {
    /// Dubbo's `dubbo.service.shutdown.wait`, default 10 s.
    pub(crate) fn shutdown_wait(&self) -> Result<Duration> {
        let wait = self.shutdown_wait.clone();
        wait.unwrap_or(Duration::from_secs(10).into())
            .get("shutdown_wait")
    }

    pub(crate) fn server(&self, url: &Url) -> Result<ServerOptions> {
        in_flight(self.in_flight)?;
        without_effect::refuse_protection(url)?;
        without_effect::warn(url, &without_effect::PROVIDER);
        let accepts = number(url.parameter("accepts"), "accepts")?;
        let limits = Limits::default();
        Ok(ServerOptions {
            connection: self.connection(url)?.into(),
            limits: Limits {
                requests: self.in_flight.unwrap_or(limits.requests),
                bytes: self.memory.unwrap_or(limits.bytes),
            },
            accepts: self.accepts.or(accepts).unwrap_or(0),
            listen: self.listen(url)?,
            tls: tls::provider(flag(url, "ssl-enabled")?, self.tls.as_ref(), url)?,
        })
    }

    /// Dubbo's `backlog` and `keep.alive`.
    fn listen(&self, url: &Url) -> Result<ListenOptions> {
        let mut options = ListenOptions::default();
        let backlog = number(url.parameter("backlog"), "backlog")?;
        let backlog = backlog.map(|backlog| u32::try_from(backlog).unwrap_or(u32::MAX));
        if let Some(backlog) = self.backlog.or(backlog) {
            options.backlog = backlog;
        }
        // More than this the system's call cannot be told.
        options.backlog = options.backlog.min(i32::MAX as u32);
        if options.backlog == 0 {
            return Err(Error::config("`backlog` is 0; expected at least 1"));
        }
        let keep_alive = self.keep_alive.or(flag(url, "keep.alive")?);
        options.keep_alive = keep_alive.unwrap_or(options.keep_alive);
        Ok(options)
    }

    fn connection(&self, url: &Url) -> Result<ConnectionOptions> {
        let default = ConnectionOptions::default();
        let time = |key: &str| url.parameter(key).map(Period::from);
        let heartbeat = match self.heartbeat.clone().or(time("heartbeat")) {
            Some(period) => period.get("heartbeat")?,
            None => default.heartbeat,
        };
        let told = time("close.timeout").or(time("heartbeat.timeout"));
        let told = told.map(|period| period.get("close.timeout")).transpose()?;
        let payload = self
            .payload
            .or(number(url.parameter("payload"), "payload")?);
        Ok(ConnectionOptions {
            heartbeat,
            idle: idle(heartbeat, told, "close.timeout")?,
            payload: payload.unwrap_or(default.payload),
            observer: self.observer.clone(),
            ..default
        })
    }

    /// Settles how each method of `exported` runs. What is said of a method counts more than what is
    /// said of all; of each the provider's own word first, then the contract's, the server's, the URL's.
    pub(crate) fn settle(&self, url: &Url, exported: &mut Exported) -> Result<()> {
        let unknown = |name: &String| exported.methods.iter().all(|method| method.name != *name);
        if let Some(name) = exported
            .rules
            .methods
            .iter()
            .map(|(name, _)| name)
            .find(|name| unknown(name))
        {
            let names: Vec<_> = exported.methods.iter().map(|method| method.name).collect();
            return Err(Error::config(format!(
                "`{}` has no method `{name}`; it has {}",
                exported.interface,
                names.join(", ")
            )));
        }
        let executions: Vec<_> = exported
            .methods
            .iter()
            .map(|method| self.execution(url, exported, method))
            .collect::<Result<_>>()?;
        if !executions.iter().all(Execution::is_default) {
            exported.executions = executions;
        }
        Ok(())
    }

    fn execution(&self, url: &Url, exported: &Exported, method: &Method) -> Result<Execution> {
        let rules = &exported.rules;
        let own = rules.methods.iter().rfind(|(name, _)| name == method.name);
        let own = own.map_or(MethodRules::default(), |(_, rules)| *rules);
        let dispatcher = |key: &str| url.parameter(key).map(str::parse::<Dispatcher>).transpose();
        let executes = |key: &str| number(url.parameter(key), key);
        let key = |key: &str| format!("{}.{key}", method.name);
        let chosen = (own.dispatcher)
            .or(dispatcher(&key("dispatcher"))?)
            .or(rules.service.dispatcher)
            .or(self.dispatcher)
            .or(dispatcher("dispatcher")?);
        let limit = (own.executes)
            .or(executes(&key("executes"))?)
            .or(rules.service.executes)
            .or(executes("executes")?);
        Ok(Execution::new(
            chosen.unwrap_or_default(),
            limit.unwrap_or(0),
        ))
    }
}
