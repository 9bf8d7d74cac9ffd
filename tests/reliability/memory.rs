//! A provider that cannot have the memory it asks for ends at once, and the kernel closes all that it
//! had: Rust aborts (governance §10.2, T8). No peer waits for one that is half alive.

use std::os::unix::process::ExitStatusExt;
use std::time::{Duration, Instant};

use dubbo::Error;
use tokio::net::TcpStream;

use crate::support::process::Provider;
use crate::support::service::Echo;

#[tokio::test]
async fn a_provider_without_memory_ends_and_leaves_no_peer_waiting() {
    const ABORTED: i32 = 6;
    let provider = Provider::start();
    let (client, address) = (provider.client().await, provider.address());
    let start = Instant::now();
    let error = client.exhaust_memory().await.unwrap_err();
    assert!(matches!(error, Error::Network { .. }), "{error}");
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(provider.ended().signal(), Some(ABORTED));
    assert!(TcpStream::connect(address).await.is_err());
}
