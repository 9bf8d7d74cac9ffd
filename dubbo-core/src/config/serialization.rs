//! Which serialization a reference takes.

use dubbo_codec::Serialization;

use crate::error::Result;
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
    let by_url = url.parameter(Serialization::KEY);
    let chosen = match (own, by_url.map(Serialization::from_name)) {
        (Some(name), _) => name.parse()?,
        (None, Some(Some(known))) => known,
        // A provider that has several writes the one that it likes best here, too (§2.1).
        (None, _) if by_url.is_none() || url.parameter("prefer.serialization").is_some() => {
            unnamed(url)
        }
        (None, _) => by_url.unwrap_or_default().parse()?,
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
