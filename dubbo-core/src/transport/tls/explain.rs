//! What an error of TLS means to whoever runs this side, and what to do.

use std::io;

use super::rustls::pki_types::ServerName;
use super::rustls::{AlertDescription as Alert, CertificateError, Error, InvalidMessage};

/// An error that says what to do, with its cause.
#[derive(Debug, thiserror::Error)]
#[error("TLS: {advice} ({cause})")]
struct Explained {
    advice: String,
    #[source]
    cause: io::Error,
}

/// An error on a consumer's side; `name` is what the provider's certificate must be for.
pub(super) fn to_consumer(error: io::Error, name: Option<&ServerName<'_>>) -> io::Error {
    let advice = match cause(&error) {
        Some(Error::InvalidCertificate(error)) => certificate("provider", error, name),
        Some(Error::AlertReceived(Alert::CertificateRequired | Alert::NoCertificate)) => {
            "the provider lets in only consumers with a certificate; give yours by `TlsClient::identity`"
        }
        .to_owned(),
        Some(Error::AlertReceived(alert)) if is_about_a_certificate(*alert) => {
            "the provider does not accept this consumer's certificate, or that it has none; give by \
             `TlsClient::identity` one from an authority that the provider trusts, which is valid today"
                .to_owned()
        }
        other => handshake("provider", "write `ssl-enabled=false` in its URL", other, &error),
    };
    explained(advice, error)
}

/// An error on a provider's side.
pub(super) fn to_provider(error: io::Error) -> io::Error {
    let advice = match cause(&error) {
        Some(Error::InvalidCertificate(error)) => certificate("consumer", error, None),
        Some(Error::NoCertificatesPresented) => {
            "the consumer has no certificate; give it one from an authority that this side trusts"
                .to_owned()
        }
        Some(Error::AlertReceived(alert)) if is_about_a_certificate(*alert) => {
            "the consumer does not accept this provider's certificate; it must come from an authority \
             that the consumer trusts, be for the name that it calls, and be valid today"
                .to_owned()
        }
        other => handshake("consumer", "write `ssl-enabled=true` in its URL", other, &error),
    };
    explained(advice, error)
}

fn explained(advice: String, cause: io::Error) -> io::Error {
    io::Error::new(cause.kind(), Explained { advice, cause })
}

fn cause(error: &io::Error) -> Option<&Error> {
    error.get_ref()?.downcast_ref()
}

fn certificate(side: &str, error: &CertificateError, name: Option<&ServerName<'_>>) -> String {
    use CertificateError::{
        BadSignature, Expired, ExpiredContext, NotValidForName, NotValidForNameContext,
        NotValidYet, NotValidYetContext, UnknownIssuer,
    };
    match error {
        UnknownIssuer | BadSignature => format!(
            "the {side}'s certificate comes from an authority that this side does not trust; add \
             that authority's certificate to those given here, or the intermediate ones to the {side}'s chain"
        ),
        Expired | ExpiredContext { .. } => {
            format!("the {side}'s certificate has expired; renew it there")
        }
        NotValidYet | NotValidYetContext { .. } => {
            format!("the {side}'s certificate is not valid yet; compare the clocks of both sides")
        }
        NotValidForName | NotValidForNameContext { .. } => {
            let name = name.map(ServerName::to_str).unwrap_or_default();
            format!(
                "the {side}'s certificate is not for `{name}`; issue one with this as its subject \
                 alternative name, or say by `TlsClient::server_name` which name it has"
            )
        }
        _ => format!("the {side}'s certificate is not accepted"),
    }
}

fn handshake(side: &str, remedy: &str, error: Option<&Error>, whole: &io::Error) -> String {
    match error {
        Some(Error::InvalidMessage(InvalidMessage::InvalidContentType)) => {
            format!("the {side} does not speak TLS at this port; {remedy}")
        }
        Some(
            Error::PeerIncompatible(_)
            | Error::AlertReceived(Alert::ProtocolVersion | Alert::HandshakeFailure),
        ) => {
            format!(
                "the {side} has no version or cipher in common with this side; TLS 1.2 or 1.3 is needed"
            )
        }
        None if whole.kind() == io::ErrorKind::UnexpectedEof => format!(
            "the {side} closed the connection without a word of TLS; does it have TLS at this port?"
        ),
        _ => format!("the {side} or what is between has broken the connection"),
    }
}

fn is_about_a_certificate(alert: Alert) -> bool {
    matches!(
        alert,
        Alert::BadCertificate
            | Alert::UnsupportedCertificate
            | Alert::CertificateRevoked
            | Alert::CertificateExpired
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::DecryptError
            | Alert::AccessDenied
    )
}
