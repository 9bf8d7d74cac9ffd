//! The URL that ties the layers together: where a service is, and its options as parameters.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// The port of `dubbo://` when a URL names none.
pub const DEFAULT_PORT: u16 = 20880;

/// `protocol://host[:port][/path][?key=value&…]`, as Java Dubbo reads and writes it.
///
/// Parameters are not percent-encoded one by one: Dubbo encodes a URL as a whole where a registry
/// stores it. `;` separates parameters as well as `&`; user and password are accepted and dropped.
///
/// ```
/// let url: dubbo_core::Url = "dubbo://127.0.0.1:20880/org.demo.Greeter?timeout=500".parse()?;
/// assert_eq!((url.host(), url.port(), url.path()), ("127.0.0.1", 20880, "org.demo.Greeter"));
/// assert_eq!(url.parameter("timeout"), Some("500"));
/// # Ok::<(), dubbo_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Url {
    protocol: String,
    host: String,
    port: u16,
    path: String,
    parameters: BTreeMap<String, String>,
}

impl Url {
    /// Several URLs with `;` between, as Java writes them. Since `;` also separates parameters, a URL
    /// begins only where a `://` follows before the next `;`.
    ///
    /// # Errors
    /// The first that is malformed.
    pub fn several(text: &str) -> Result<Vec<Self>> {
        let mut urls: Vec<String> = Vec::new();
        for piece in text.split(';') {
            match urls.last_mut() {
                Some(last) if !piece.contains("://") => {
                    last.push(';');
                    last.push_str(piece);
                }
                _ => urls.push(piece.trim().to_owned()),
            }
        }
        urls.iter().map(|url| url.parse()).collect()
    }

    /// What stands before `://`, for example `dubbo`.
    pub fn protocol(&self) -> &str {
        &self.protocol
    }

    /// The host name or address, an IPv6 address without its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port; [`DEFAULT_PORT`] where the URL names none.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The path without its leading slash: the service's name at the provider, or empty.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The parameter `key`, where it is given and not empty.
    pub fn parameter(&self, key: &str) -> Option<&str> {
        self.parameters
            .get(key)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// The parameter `<method>.<key>`, else `key` (dubbo-protocol §10.2).
    pub fn method_parameter(&self, method: &str, key: &str) -> Option<&str> {
        self.parameter(&format!("{method}.{key}"))
            .or_else(|| self.parameter(key))
    }

    /// All parameters, sorted by key.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The same URL with `key` set to `value`.
    #[must_use]
    pub fn with_parameter(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(key.into(), value.into());
        self
    }
}

impl FromStr for Url {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = |what: &str| {
            Error::config(format!(
                "the URL `{text}` {what}; expected `dubbo://host[:port][/path][?key=value&…]`"
            ))
        };
        let (protocol, rest) = text
            .split_once("://")
            .ok_or_else(|| wrong("has no protocol before `://`"))?;
        let (location, query) = rest.split_once('?').unwrap_or((rest, ""));
        let location = location.split('#').next().unwrap_or_default();
        let (authority, path) = location.split_once('/').unwrap_or((location, ""));
        let authority = authority.rsplit('@').next().unwrap_or_default();
        let (host, port) = host_and_port(authority).ok_or_else(|| wrong("has a malformed port"))?;
        if protocol.is_empty() || host.is_empty() {
            return Err(wrong(if host.is_empty() {
                "has no host"
            } else {
                "has no protocol"
            }));
        }
        let parameters = query
            .split(['&', ';'])
            .filter(|piece| !piece.is_empty())
            .map(|piece| piece.split_once('=').unwrap_or((piece, "")))
            .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
            .collect();
        Ok(Self {
            protocol: protocol.to_owned(),
            host: host.to_owned(),
            port,
            path: path.to_owned(),
            parameters,
        })
    }
}

fn host_and_port(authority: &str) -> Option<(&str, u16)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(bracketed) => {
            let (host, rest) = bracketed.split_once(']')?;
            (host, rest.strip_prefix(':'))
        }
        None => match authority.rsplit_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    match port {
        None => Some((host, DEFAULT_PORT)),
        Some(port) => port.parse().ok().map(|port| (host, port)),
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://", self.protocol)?;
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port)?,
            false => write!(f, "{}:{}", self.host, self.port)?,
        }
        if !self.path.is_empty() {
            write!(f, "/{}", self.path)?;
        }
        let mut separator = '?';
        for (key, value) in &self.parameters {
            write!(f, "{separator}{key}={value}")?;
            separator = '&';
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_java_writes() {
        let url: Url = "dubbo://u:p@[::1]:1/a.B?b=2;a=1&flag".parse().unwrap();
        assert_eq!((url.host(), url.port(), url.path()), ("::1", 1, "a.B"));
        assert_eq!(url.to_string(), "dubbo://[::1]:1/a.B?a=1&b=2&flag=");
    }

    #[test]
    fn several_urls_stand_in_one_text() {
        let urls = Url::several("dubbo://a:1?x=1;y=2;dubbo://b:2").unwrap();
        let texts: Vec<_> = urls.iter().map(Url::to_string).collect();
        assert_eq!(texts, ["dubbo://a:1?x=1&y=2", "dubbo://b:2"]);
        assert!(Url::several("dubbo://a:1;no://").is_err());
    }

    #[test]
    fn a_method_level_parameter_wins() {
        let url: Url = "dubbo://h?timeout=1&find.timeout=2".parse().unwrap();
        assert_eq!(url.port(), DEFAULT_PORT);
        assert_eq!(url.method_parameter("find", "timeout"), Some("2"));
        assert_eq!(url.method_parameter("other", "timeout"), Some("1"));
    }

    #[test]
    fn a_mistake_is_named() {
        for (text, words) in [
            ("127.0.0.1:1", "no protocol"),
            ("dubbo://h:x", "malformed port"),
            ("dubbo://", "no host"),
        ] {
            let message = text.parse::<Url>().unwrap_err().to_string();
            assert!(message.contains(words), "{message}");
        }
    }
}
