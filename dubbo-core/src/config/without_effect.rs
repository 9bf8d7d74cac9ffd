//! Keys of Dubbo's that ask for what is not there yet: nothing else would show it.

use crate::error::{Error, Result};
use crate::url::Url;

/// What a consumer's URL may ask for in vain.
pub(super) const CONSUMER: [&str; 7] = [
    "actives",
    "async",
    "callbacks",
    "cluster",
    "generic",
    "mock",
    "sticky",
];

/// What a server's URL may ask for in vain.
pub(super) const PROVIDER: [&str; 6] = [
    "accesslog",
    "delay",
    "queues",
    "threadpool",
    "threads",
    "warmup",
];

/// Says which of `keys` the URL has, also for single methods.
pub(super) fn warn(url: &Url, keys: &[&str]) {
    for (key, value) in url.parameters() {
        if keys.contains(&key.rsplit('.').next().unwrap_or(key)) {
            tracing::warn!(key, value, %url, "this parameter has no effect yet");
        }
    }
}

/// Refuses a server that asks for a protection which it would not get.
pub(super) fn refuse_protection(url: &Url) -> Result<()> {
    match url.parameter("token") {
        None => Ok(()),
        Some(_) => Err(Error::config(format!(
            "`token` of `{url}` is not there yet: this server would serve everybody"
        ))),
    }
}
