//! Who has TLS: what `ssl-enabled` of a URL and the builder's `tls` say together.

use crate::error::{Error, Result};
use crate::transport::{TlsClient, TlsServer};
use crate::url::Url;

/// What the builder says; the URL must not say otherwise.
pub(super) fn provider(
    by_url: Option<bool>,
    own: Option<&TlsServer>,
    url: &Url,
) -> Result<Option<TlsServer>> {
    match (by_url, own) {
        (Some(false), Some(_)) => Err(Error::config(format!(
            "`{url}` says `ssl-enabled=false`, and the server has `tls`; leave one of them out"
        ))),
        (Some(true), None) => Err(missing(url, "serve(…).tls(TlsServer::new(…)?)")),
        (_, own) => Ok(own.cloned()),
    }
}

/// What the builder says, but for a provider whose URL says that it has no TLS.
pub(super) fn consumer(
    by_url: Option<bool>,
    own: Option<&TlsClient>,
    url: &Url,
) -> Result<Option<TlsClient>> {
    match (by_url, own) {
        (Some(false), _) => Ok(None),
        (Some(true), None) => Err(missing(
            url,
            "Dubbo::builder().tls(TlsClient::trusting(…)?)",
        )),
        (_, own) => Ok(own.cloned()),
    }
}

/// In the clear nothing goes out that was meant to be secret.
fn missing(url: &Url, remedy: &str) -> Error {
    Error::config(match cfg!(feature = "tls") {
        true => format!("`{url}` says `ssl-enabled=true`: add certificates by `{remedy}`"),
        false => format!(
            "`{url}` says `ssl-enabled=true`, and this build has no TLS; add the cargo feature `tls`"
        ),
    })
}
