//! What comes between a socket and a connection: TLS, where it is asked for.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use super::connection::{Connection, Side};
use super::handler::RequestHandler;
use super::options::ConnectionOptions;
use crate::transport::{Address, TlsClient, Transport};

/// Makes a consumer's connection to `address` until `deadline`, by TLS where there is `tls`.
pub(crate) async fn connect<T: Transport, H: RequestHandler>(
    transport: &T,
    address: &Address,
    tls: Option<&TlsClient>,
    options: ConnectionOptions,
    handler: H,
    deadline: Instant,
) -> io::Result<Connection> {
    let stream = timeout_at(deadline, transport.connect(address)).await??;
    let peer = address.to_string();
    Ok(match tls {
        None => Connection::start(stream, peer, Side::Consumer, options, handler, ()),
        Some(tls) => {
            let stream = tls.connect(stream, address, deadline).await?;
            Connection::start(stream, peer, Side::Consumer, options, handler, ())
        }
    })
}

/// The handshakes of a server that are not finished. One too many ends the oldest: a peer that means
/// well is done in some milliseconds, so those that only hold a place cannot keep it out.
#[derive(Clone, Default)]
pub(super) struct Handshakes(Arc<Mutex<Unfinished>>);

#[derive(Default)]
struct Unfinished {
    next: u64,
    open: BTreeMap<u64, CancellationToken>,
}

impl Handshakes {
    /// How many there may be at once.
    const MOST: usize = 1024;

    /// Takes a place now. What it returns does `handshake`, unless the place is taken from it.
    pub(super) fn enter<T, F: Future<Output = io::Result<T>>>(
        &self,
        handshake: F,
    ) -> impl Future<Output = io::Result<T>> + use<T, F> {
        let place = Place::take(self);
        async move {
            tokio::select! {
                ended = handshake => ended,
                () = place.lost.cancelled() => {
                    let most = Self::MOST;
                    let text = format!("{most} later TLS handshakes are not finished either");
                    Err(io::Error::new(io::ErrorKind::ConnectionAborted, text))
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Unfinished> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among the handshakes, until dropped.
struct Place {
    handshakes: Handshakes,
    number: u64,
    lost: CancellationToken,
}

impl Place {
    fn take(handshakes: &Handshakes) -> Self {
        let lost = CancellationToken::new();
        let mut unfinished = handshakes.lock();
        let number = unfinished.next;
        unfinished.next += 1;
        unfinished.open.insert(number, lost.clone());
        if unfinished.open.len() > Handshakes::MOST
            && let Some((_, oldest)) = unfinished.open.pop_first()
        {
            oldest.cancel();
        }
        drop(unfinished);
        Self {
            handshakes: handshakes.clone(),
            number,
            lost,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.handshakes.lock().open.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn one_handshake_too_many_ends_the_oldest_and_each_gives_its_place_back() {
        let handshakes = Handshakes::default();
        let stalled: Vec<_> = (0..Handshakes::MOST)
            .map(|_| tokio::spawn(handshakes.enter(pending::<io::Result<()>>())))
            .collect();
        assert_eq!(handshakes.enter(ready(Ok(7))).await.unwrap(), 7);
        assert_eq!(handshakes.lock().open.len(), Handshakes::MOST - 1);
        let mut stalled = stalled.into_iter();
        assert!(stalled.next().unwrap().await.unwrap().is_err());
        for still in stalled {
            assert!(!still.is_finished());
            still.abort();
            assert!(still.await.is_err());
        }
        assert_eq!(handshakes.lock().open.len(), 0);
    }
}
