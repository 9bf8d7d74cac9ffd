use std::time::Duration;

use super::reference::{idle, in_flight, number};
use super::without_effect;
use crate::error::Result;
use crate::exchange::ConnectionOptions;
use crate::period::Period;
use crate::url::Url;

/// The options of a server, from its URL and its builder, which wins.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProviderOptions {
    pub(crate) heartbeat: Option<Period>,
    pub(crate) payload: Option<usize>,
    pub(crate) in_flight: Option<usize>,
    pub(crate) shutdown_wait: Option<Period>,
}

impl ProviderOptions {
    /// Dubbo's `dubbo.service.shutdown.wait`, default 10 s.
    pub(crate) fn shutdown_wait(&self) -> Result<Duration> {
        let wait = self.shutdown_wait.clone();
        wait.unwrap_or(Duration::from_secs(10).into())
            .get("shutdown_wait")
    }

    pub(crate) fn connection(&self, url: &Url) -> Result<ConnectionOptions> {
        in_flight(self.in_flight)?;
        without_effect::refuse_protection(url)?;
        without_effect::warn(url, &without_effect::PROVIDER);
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
            in_flight: self.in_flight.unwrap_or(default.in_flight),
        })
    }
}
