//! What is more than one call with a value, from Rust to a Java provider.

mod attachments;
mod connection;
mod failures;
mod lifetime;
mod msgpack;
mod orders;
mod payload;
mod table;
mod types;
mod variants;

use std::time::Duration;

use dubbo::{Dubbo, Refer, ReferenceOptions};

use crate::cases;
use crate::contract::{InteropService, InteropServiceClient};
use crate::java::{Java, Provider};
use crate::relay::Relay;
use crate::report::{Check, Report, ensure};
use crate::tls;

/// A Java provider, for the scenarios.
#[derive(Debug)]
pub struct Peer {
    /// Its version of Dubbo.
    pub version: &'static str,
    /// Where it listens, with 1,200 threads.
    pub url: String,
    /// Where it listens with Dubbo's default pool.
    pub narrow: String,
}

impl Peer {
    fn is_dubbo_2(&self) -> bool {
        self.version.starts_with("2.")
    }

    /// A client with a connection of its own, and these parameters in its URL.
    async fn client(&self, parameters: &str) -> Check<InteropServiceClient> {
        Ok(
            InteropServiceClient::connect(&format!("{}?timeout=15000&{parameters}", self.url))
                .await?,
        )
    }

    /// The same through a relay.
    async fn through(&self, relay: &Relay, parameters: &str) -> Check<InteropServiceClient> {
        Ok(
            InteropServiceClient::connect(&format!("{}?timeout=15000&{parameters}", relay.url))
                .await?,
        )
    }

    /// A client of any contract, with options.
    async fn refer<C: Refer<Stack = dubbo::Standard>>(
        &self,
        options: ReferenceOptions,
    ) -> Check<C> {
        let dubbo = Dubbo::builder()
            .application("interop-consumer")
            .timeout("15s")
            .build()?;
        Ok(C::refer(&dubbo, options.url(&self.url)).await?)
    }
}

/// Runs every case and scenario against one version.
pub async fn all(report: &mut Report, version: &'static str, java: &Java) {
    let provider = match Provider::start(java, version, &[]) {
        Ok(provider) => provider,
        Err(problem) => return report.record("provider", Err(problem)),
    };
    let peer = Peer {
        version,
        url: provider.url.clone(),
        narrow: provider.narrow.clone(),
    };
    all_cases(report, &peer).await;
    variants::all(report, &peer).await;
    orders::all(report, &peer).await;
    types::all(report, &peer).await;
    table::all(report).await;
    failures::all(report, &peer).await;
    attachments::all(report, &peer).await;
    connection::all(report, &peer).await;
    payload::all(report, &peer).await;
    if peer.is_dubbo_2() {
        msgpack::all(report, &peer).await;
    }
    drop(provider);
    lifetime::all(report, version, java).await;
    tls::rust_calls_java(report, version, java).await;
}

async fn all_cases(report: &mut Report, peer: &Peer) {
    let client = match peer.client("").await {
        Ok(client) => client,
        Err(problem) => return report.record("cases", Err(problem)),
    };
    for case in cases::of(peer.version) {
        report
            .run(&case.name, case.check(&client, peer.version))
            .await;
    }
    report
        .run("case-names", same_names(&client, peer.version))
        .await;
}

/// A case that only one side has would be a case that nobody checks.
async fn same_names(client: &InteropServiceClient, version: &str) -> Check {
    let theirs = client.case_names().await?;
    let ours: Vec<String> = cases::of(version).map(|case| case.name.clone()).collect();
    let missing: Vec<_> = theirs.iter().filter(|name| !ours.contains(name)).collect();
    let unknown: Vec<_> = ours.iter().filter(|name| !theirs.contains(name)).collect();
    ensure!(
        missing.is_empty() && unknown.is_empty(),
        "missing here: {missing:?}; unknown to Java: {unknown:?}"
    );
    println!("{} cases on both sides", ours.len());
    Ok(())
}

/// The connection still serves, and is the one from before.
async fn usable(client: &InteropServiceClient, caller: &str) -> Check {
    let pong = client.ping().await?;
    ensure!(pong == "pong", "a call afterwards answered {pong}");
    let now = client.caller().await?;
    ensure!(
        now == caller,
        "the connection was replaced: the calls came from {caller}, then from {now}"
    );
    Ok(())
}

async fn sleep(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
