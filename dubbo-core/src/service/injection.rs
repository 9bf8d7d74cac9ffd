use std::future::Future;

use crate::error::{Error, Result};

/// A reference that is being made for the field `field` of an injected struct.
pub struct Pending<F> {
    field: &'static str,
    future: F,
}

impl<F> Pending<F> {
    /// `future` makes the client of `field`.
    pub const fn new(field: &'static str, future: F) -> Self {
        Self { field, future }
    }
}

/// References that are being made, as nested pairs: `(first, (second, ()))`.
pub trait PendingReferences: Send {
    /// The clients, as nested pairs in the same order.
    type Clients: Send;

    /// Makes all of them at the same time; what is missing is added to `missing`.
    fn make(
        self,
        missing: &mut Vec<(&'static str, Error)>,
    ) -> impl Future<Output = Option<Self::Clients>> + Send;
}

impl PendingReferences for () {
    type Clients = ();

    async fn make(self, _: &mut Vec<(&'static str, Error)>) -> Option<()> {
        Some(())
    }
}

impl<C: Send, F: Future<Output = Result<C>> + Send, R: PendingReferences> PendingReferences
    for (Pending<F>, R)
{
    type Clients = (C, R::Clients);

    async fn make(self, missing: &mut Vec<(&'static str, Error)>) -> Option<Self::Clients> {
        let (Pending { field, future }, rest) = self;
        let mut missing_rest = Vec::new();
        let (first, rest) = tokio::join!(future, rest.make(&mut missing_rest));
        let first = first.map_err(|error| missing.push((field, error))).ok();
        missing.append(&mut missing_rest);
        Some((first?, rest?))
    }
}

/// Makes all references of an injected struct at the same time.
///
/// # Errors
/// All that could not be made, by field; where it is one, its own error.
pub async fn refer_all<P: PendingReferences>(references: P) -> Result<P::Clients> {
    let mut missing = Vec::new();
    if let Some(clients) = references.make(&mut missing).await {
        return Ok(clients);
    }
    let fields: Vec<_> = missing
        .iter()
        .map(|(field, error)| format!("`{field}`: {error}"))
        .collect();
    let text = format!("could not inject the field {}", fields.join("; "));
    Err(match missing.pop() {
        Some((_, Error::Network { peer, source, .. })) if missing.is_empty() => Error::Network {
            peer,
            message: text.into(),
            source,
        },
        _ => Error::config(text),
    })
}
