//! Thousands of connections at once that do everything wrong, and what is left of them: nothing.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::support::chance::Chance;
use crate::support::fault::Fault;
use crate::support::process::{Provider, raise_descriptor_limit};
use crate::support::service::{Echo, tasks_of};
use crate::support::{wire, within};

const CONNECTIONS: usize = 5000;
/// At once, or the kernel takes it for an attack and refuses some.
static CONNECTING: Semaphore = Semaphore::const_new(64);
/// What the provider's resident memory may grow by, in KiB.
const GROWTH: usize = 16 * 1024;

/// What a peer does wrong.
#[derive(Clone, Copy, Debug)]
enum Rudeness {
    Silent,
    Garbage,
    HalfHeader,
    NegativeLength,
    LongestLength,
    /// A body within the limit, of which only the beginning comes.
    HalfBody,
    EndlessList,
    DeepNesting,
    Reset,
    HalfClose,
    ByteByByte,
    NeverReads,
}

impl Rudeness {
    const ALL: [Self; 12] = [
        Self::Silent,
        Self::Garbage,
        Self::HalfHeader,
        Self::NegativeLength,
        Self::LongestLength,
        Self::HalfBody,
        Self::EndlessList,
        Self::DeepNesting,
        Self::Reset,
        Self::HalfClose,
        Self::ByteByByte,
        Self::NeverReads,
    ];

    /// What it sends, in pieces.
    fn bytes(self, number: u64) -> Vec<u8> {
        let call = |descriptor: &str, argument: &[u8]| {
            let body = wire::body("echo", descriptor, argument);
            wire::frame(wire::REQUEST, 0, number, &body)
        };
        match self {
            Self::Silent => Vec::new(),
            Self::Garbage => garbage(number, 4096),
            Self::HalfHeader | Self::Reset => wire::echo(number, "x")[..8].to_vec(),
            Self::NegativeLength => wire::header(wire::REQUEST, 0, number, -1),
            Self::LongestLength => {
                let header = wire::header(wire::REQUEST, 0, number, i32::MAX);
                [header, garbage(number, 4096)].concat()
            }
            Self::HalfBody => {
                let header = wire::header(wire::REQUEST, 0, number, 8 * 1024 * 1024);
                [header, garbage(number, 2048)].concat()
            }
            // An untyped list of fixed length, and of 2^31 - 1 elements (hessian2 §4.6).
            Self::EndlessList => call("Ljava/util/List;", b"\x58I\x7F\xFF\xFF\xFF\x91\x91"),
            // Lists of one element each, 400 deep.
            Self::DeepNesting => call(
                "Ljava/util/List;",
                &[b"\x79".repeat(400), vec![b'N']].concat(),
            ),
            Self::HalfClose | Self::ByteByByte => wire::echo(number, "answered"),
            Self::NeverReads => wire::echo(number, &"x".repeat(1000)).repeat(50),
        }
    }

    /// Connects and misbehaves. The connection is returned as it is then.
    async fn act(self, number: u64, address: (&'static str, u16)) -> io::Result<TcpStream> {
        let turn = CONNECTING.acquire().await;
        let mut stream = TcpStream::connect(address).await?;
        drop(turn);
        let bytes = self.bytes(number);
        if let Self::ByteByByte = self {
            stream.set_nodelay(true)?;
            for byte in bytes {
                stream.write_u8(byte).await?;
            }
        } else {
            stream.write_all(&bytes).await?;
        }
        match self {
            Self::Reset => stream.set_zero_linger()?,
            Self::HalfClose => {
                stream.shutdown().await?;
                stream.read_to_end(&mut Vec::new()).await?;
            }
            Self::ByteByByte | Self::EndlessList | Self::DeepNesting => {
                let reply = wire::read_frame(&mut stream).await;
                let served = reply.map(|reply| reply.status == wire::OK);
                assert_eq!(served, Some(matches!(self, Self::ByteByByte)), "{self:?}");
            }
            _ => {}
        }
        Ok(stream)
    }
}

fn garbage(seed: u64, length: usize) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    std::iter::repeat_with(|| chance.next() as u8)
        .take(length)
        .collect()
}

/// All are connected at once; then all leave.
async fn storm(provider: &Provider) {
    let address = provider.address();
    let kinds = Rudeness::ALL.into_iter().cycle().take(CONNECTIONS);
    let peers: Vec<_> = (0..)
        .zip(kinds)
        .map(|(number, kind)| (kind, tokio::spawn(kind.act(number, address))))
        .collect();
    let mut connections = Vec::new();
    for (kind, peer) in peers {
        let connection = timeout(Duration::from_secs(30), peer).await;
        let connection = connection.unwrap_or_else(|_| panic!("{kind:?} came to no end"));
        connections.push(
            connection
                .unwrap()
                .unwrap_or_else(|error| panic!("{kind:?}: {error}")),
        );
    }
}

#[tokio::test]
async fn a_storm_of_broken_connections_leaves_nothing_behind() {
    raise_descriptor_limit();
    let provider = Provider::start();
    let client = provider.client().await;
    let tasks = tasks_of(&client).await;
    let (descriptors, resident) = (provider.descriptors(), provider.resident());

    storm(&provider).await;

    let left = || (provider.close_wait(), provider.descriptors());
    let nothing = (0, descriptors);
    within(Duration::from_secs(10), "left", left, |left| {
        *left == nothing
    })
    .await;
    assert_eq!(client.echo("as before".into()).await.unwrap(), "as before");
    assert_eq!(tasks_of(&client).await, tasks);
    let grown = provider.resident().saturating_sub(resident);
    let most = provider.resident_at_most() - resident;
    println!(
        "resident memory: {resident} KiB before the storm, {most} KiB more in it, {grown} after"
    );
    assert!(grown <= GROWTH, "{grown} KiB more than {resident} before");
}

/// The control: memory that is kept, 16 KiB for each connection, is seen.
#[tokio::test]
async fn a_provider_that_keeps_what_it_had_for_each_connection_is_seen() {
    let provider = Provider::faulty(Fault::Hoards, CONNECTIONS);
    let client = provider.client().await;
    client.echo("warm".into()).await.unwrap();
    let resident = provider.resident();
    for _ in 1..CONNECTIONS {
        TcpStream::connect(provider.address()).await.unwrap();
    }
    let grown = || provider.resident().saturating_sub(resident);
    within(Duration::from_secs(30), "KiB more", grown, |grown| {
        *grown > GROWTH
    })
    .await;
}
