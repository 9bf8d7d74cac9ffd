//! The cases, in msgpack.

use super::Peer;
use crate::report::Report;
use crate::{cases, msgpack};

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    let client = match peer.client("serialization=msgpack").await {
        Ok(client) => client,
        Err(problem) => return report.record("msgpack", Err(problem)),
    };
    for case in msgpack::to_java(cases::of(peer.version)) {
        report
            .run(
                &format!("msgpack {}", case.name),
                case.check(&client, peer.version),
            )
            .await;
    }
}
