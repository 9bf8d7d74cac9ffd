use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Link;
use super::link::LinkOptions;
use crate::transport::{Address, Transport};

/// The connections to one host, over which calls are spread in turn: those that all references to the
/// host share (`shareconnections`), or those that one reference has for itself (`connections`).
#[derive(Debug)]
pub(crate) struct Links<T> {
    links: Box<[Arc<Link<T>>]>,
    next: AtomicUsize,
}

impl<T: Transport> Links<T> {
    /// At least one link.
    pub(crate) fn new(
        transport: &T,
        address: &Address,
        options: &LinkOptions,
        connections: usize,
    ) -> Self {
        let link = |_| {
            let link = Link::new(transport.clone(), address.clone(), options.clone());
            Arc::new(link)
        };
        Self {
            links: (0..connections.max(1)).map(link).collect(),
            next: AtomicUsize::new(0),
        }
    }

    /// The link whose turn it is, or the next one that is available.
    pub(super) fn choose(&self) -> &Arc<Link<T>> {
        if let [link] = &*self.links {
            return link;
        }
        let turn = self.next.fetch_add(1, Ordering::Relaxed) % self.links.len();
        let (before, from) = self.links.split_at(turn);
        let available = from.iter().chain(before).find(|link| link.is_available());
        available.unwrap_or(&self.links[turn])
    }

    pub(super) fn all(&self) -> &[Arc<Link<T>>] {
        &self.links
    }

    pub(super) fn is_available(&self) -> bool {
        self.links.iter().any(|link| link.is_available())
    }
}
