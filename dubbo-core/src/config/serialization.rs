//! Which serialization a reference takes.

use dubbo_codec::Serialization;

use crate::error::{Error, Result};
use crate::proxy::Contract;
use crate::url::Url;

/// The serialization of a reference to `K`: what the reference, the application, the contract or the
/// URL names, in this order.
pub(super) fn choose<K: Contract>(
    reference: Option<&str>,
    application: Option<&str>,
    url: &Url,
) -> Result<Serialization> {
    let own = reference.or(application).or(K::SERIALIZATION);
    let by_url = url.parameter("serialization");
    let chosen = match (own, by_url.map(Serialization::from_name)) {
        (Some(name), _) => by_name(name)?,
        (None, Some(Some(known))) => known,
        // A provider that has several writes the one that it likes best here, too (§2.1).
        (None, _) if by_url.is_none() || url.parameter("prefer.serialization").is_some() => {
            unnamed(url)
        }
        (None, _) => by_name(by_url.unwrap_or_default())?,
    };
    let named = own.or(by_url) == Some(chosen.name());
    // In a build that others' features join, this may be another one than alone.
    let (interface, name) = (K::INTERFACE, chosen.name());
    tracing::info!(interface, serialization = name, named, compiled_in = %Serialization::names(), "reference");
    Ok(chosen)
}

/// hessian2 where it is compiled in, whatever a provider prefers: then no other serializer that
/// joins the build changes a byte.
fn unnamed(url: &Url) -> Serialization {
    let hessian2 = Serialization::from_name("hessian2");
    let preferred = url.parameter("prefer.serialization").unwrap_or_default();
    let mut preferred = preferred.split(',').map(str::trim);
    hessian2
        .or_else(|| preferred.find_map(Serialization::from_name))
        .unwrap_or_default()
}

/// The serialization of this name.
///
/// # Errors
/// Lists those that are compiled in, and says which feature adds this one, if one does.
pub(crate) fn by_name(name: &str) -> Result<Serialization> {
    Serialization::from_name(name).ok_or_else(|| {
        let remedy = match name {
            "hessian2" | "msgpack" | "bincode" => {
                format!("is not compiled in; add it by the cargo feature `{name}`")
            }
            _ => "is not supported".to_owned(),
        };
        Error::config(format!(
            "the serialization `{name}` {remedy}; this build has {}",
            Serialization::names()
        ))
    })
}
