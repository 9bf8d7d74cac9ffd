use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::error::{Error, Result};
use crate::exchange::{Connection, ConnectionOptions, NoService, Side};
use crate::period::after;
use crate::transport::{Address, Transport};

/// The way to one host: a connection that all references to the host share, made when first needed
/// and again when it is lost.
pub(crate) struct Link<T> {
    transport: T,
    address: Address,
    options: ConnectionOptions,
    connect_timeout: Duration,
    current: Mutex<Option<Connection>>,
    /// Held by the one who connects, so that the others wait instead of connecting, too.
    connecting: tokio::sync::Mutex<()>,
}

impl<T: Transport> Link<T> {
    pub(crate) fn new(
        transport: T,
        address: Address,
        options: ConnectionOptions,
        connect_timeout: Duration,
    ) -> Self {
        Self {
            transport,
            address,
            options,
            connect_timeout,
            current: Mutex::default(),
            connecting: tokio::sync::Mutex::default(),
        }
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// The connection, made now if there is none that may be called.
    pub(crate) async fn connection(&self, deadline: Instant) -> Result<Connection> {
        if let Some(connection) = self.available() {
            return Ok(connection);
        }
        let deadline = deadline.min(after(self.connect_timeout));
        let connected = tokio::time::timeout_at(deadline, async {
            let _turn = self.connecting.lock().await;
            if let Some(connection) = self.available() {
                return Ok(connection);
            }
            let stream = self.transport.connect(&self.address).await?;
            let (peer, options) = (self.address.to_string(), self.options.clone());
            let connection = Connection::start(stream, peer, Side::Consumer, options, NoService);
            *self.lock() = Some(connection.clone());
            Ok(connection)
        });
        match connected.await {
            Ok(connected) => connected.map_err(|error| self.unreachable(error)),
            Err(elapsed) => Err(self.unreachable(elapsed.into())),
        }
    }

    fn available(&self) -> Option<Connection> {
        self.lock()
            .as_ref()
            .filter(|connection| connection.is_available())
            .cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Connection>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unreachable(&self, error: std::io::Error) -> Error {
        Error::Network {
            peer: self.address.to_string().into(),
            message: format!("could not connect: {error}").into(),
            source: Some(error),
        }
    }
}

impl<T> std::fmt::Debug for Link<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Link")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
