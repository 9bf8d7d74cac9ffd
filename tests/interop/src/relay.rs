//! A TCP relay that stands between consumer and provider, and counts what passes by the frames'
//! headers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::report::Check;

const REQUEST: u8 = 0x80;
const TWO_WAY: u8 = 0x40;
const EVENT: u8 = 0x20;
const OK: u8 = 20;

/// A relay at work; dropped, it accepts no more connections.
#[derive(Debug)]
pub struct Relay {
    /// Where it listens.
    pub url: String,
    connections: Arc<Mutex<Vec<Counts>>>,
    accepting: JoinHandle<()>,
}

/// What passed on one connection.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Requests of the consumer.
    pub calls: usize,
    /// Answers to them.
    pub answers: usize,
    /// Heartbeats of the consumer that want an answer.
    pub heartbeats: usize,
    /// Answers to them with status OK.
    pub heartbeat_answers: usize,
    /// Whether the provider said that it wants no more calls.
    pub readonly: bool,
    /// Answers that came after that.
    pub answers_after_readonly: usize,
}

impl Relay {
    /// Relays to the provider at `url`.
    ///
    /// # Errors
    /// It cannot listen.
    pub async fn to(url: &str) -> Check<Self> {
        let to = url.trim_start_matches("dubbo://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("dubbo://{}", listener.local_addr()?);
        let connections = Arc::<Mutex<Vec<Counts>>>::default();
        let all = connections.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((consumer, _)) = listener.accept().await {
                let Ok(provider) = TcpStream::connect(&to).await else {
                    continue;
                };
                if consumer.set_nodelay(true).is_err() || provider.set_nodelay(true).is_err() {
                    continue;
                }
                let number = {
                    let mut all = lock(&all);
                    all.push(Counts::default());
                    all.len() - 1
                };
                let (from_consumer, to_consumer) = consumer.into_split();
                let (from_provider, to_provider) = provider.into_split();
                tokio::spawn(copy(from_consumer, to_provider, all.clone(), number, true));
                tokio::spawn(copy(from_provider, to_consumer, all.clone(), number, false));
            }
        });
        Ok(Self {
            url,
            connections,
            accepting,
        })
    }

    /// What passed so far, by connection.
    pub fn counts(&self) -> Vec<Counts> {
        lock(&self.connections).clone()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Copies frames until either side ends, which ends the other.
async fn copy(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    all: Arc<Mutex<Vec<Counts>>>,
    number: usize,
    of_consumer: bool,
) -> std::io::Result<()> {
    let mut header = [0; 16];
    while from.read_exact(&mut header).await.is_ok() {
        let length = u32::from_be_bytes([header[12], header[13], header[14], header[15]]);
        let mut frame = header.to_vec();
        frame.resize(header.len() + length as usize, 0);
        from.read_exact(&mut frame[header.len()..]).await?;
        lock(&all)[number].count(&frame, of_consumer);
        to.write_all(&frame).await?;
    }
    to.shutdown().await
}

impl Counts {
    fn count(&mut self, frame: &[u8], of_consumer: bool) {
        let (flags, status) = (frame[2], frame[3]);
        let has = |flag| flags & flag != 0;
        match (of_consumer, has(REQUEST), has(EVENT)) {
            (true, true, false) => self.calls += 1,
            (true, true, true) if has(TWO_WAY) => self.heartbeats += 1,
            (false, true, true) if frame.last() == Some(&b'R') => self.readonly = true,
            (false, false, false) => {
                self.answers += 1;
                self.answers_after_readonly += usize::from(self.readonly);
            }
            (false, false, true) if status == OK => self.heartbeat_answers += 1,
            _ => {}
        }
    }
}

fn lock(all: &Mutex<Vec<Counts>>) -> MutexGuard<'_, Vec<Counts>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}
