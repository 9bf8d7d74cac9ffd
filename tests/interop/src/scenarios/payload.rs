//! The limit on a message's size, on both sides and in both directions.

use dubbo::Error;

use super::{Peer, usable};
use crate::contract::InteropService;
use crate::report::{Check, Report, ensure};
use crate::values;

/// Dubbo's default limit.
const PAYLOAD: usize = 8 << 20;

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    report.run("payload-within", within(peer)).await;
    report
        .run(
            "payload-request-refused-by-sender",
            request_refused_by_sender(peer),
        )
        .await;
    report
        .run(
            "payload-request-beyond-providers-limit",
            request_beyond(peer),
        )
        .await;
    report
        .run(
            "payload-answer-refused-by-provider",
            answer_refused_by_provider(peer),
        )
        .await;
    report
        .run(
            "payload-answer-refused-by-receiver",
            answer_refused_by_receiver(peer),
        )
        .await;
}

async fn within(peer: &Peer) -> Check {
    let client = peer.client("").await?;
    let size = PAYLOAD - (16 << 10); // chunk headers and the other items take the rest
    let answer = client.size(vec![0; size]).await?;
    ensure!(answer == size as i32, "the provider got {answer} bytes");
    let answer = client.bytes(size as i32).await?;
    ensure!(
        answer == values::bytes(size),
        "other bytes came back, {} of them",
        answer.len()
    );
    Ok(())
}

async fn request_refused_by_sender(peer: &Peer) -> Check {
    let client = peer.client("").await?;
    let caller = client.caller().await?;
    too_large(client.size(vec![0; PAYLOAD + 1]).await)?;
    usable(&client, &caller).await
}

/// The consumer's own limit is higher here, so that the provider gets to see the frame.
async fn request_beyond(peer: &Peer) -> Check {
    let client = peer
        .client(&format!("payload={}&timeout=3000", 2 * PAYLOAD))
        .await?;
    let caller = client.caller().await?;
    let outcome = client.size(vec![0; PAYLOAD + 1]).await;
    if peer.is_dubbo_2() {
        // It drops what it has of the frame, never answers, and has lost the frame bounds.
        ensure!(
            matches!(outcome, Err(Error::Timeout { .. })),
            "expected no answer, got {outcome:?}"
        );
        return Ok(());
    }
    ensure!(
        matches!(outcome, Ok(size) if size as usize == PAYLOAD + 1),
        "3.x is known to serve it, but: {outcome:?}"
    );
    usable(&client, &caller).await
}

async fn answer_refused_by_provider(peer: &Peer) -> Check {
    let client = peer.client("").await?;
    let caller = client.caller().await?;
    let outcome = client.bytes(PAYLOAD as i32 + 1).await;
    let expected = if peer.is_dubbo_2() { 50 } else { 25 };
    let Err(Error::Refused { status, message }) = outcome else {
        return Err(format!(
            "expected a refusal, got {:?}",
            outcome.map(|bytes| bytes.len())
        )
        .into());
    };
    ensure!(
        status == expected,
        "expected status {expected}, got {status}: {message}"
    );
    ensure!(
        message.contains("Data length too large"),
        "the provider's reason: {message}"
    );
    usable(&client, &caller).await
}

/// The consumer's own limit is lower here than what the provider sends.
async fn answer_refused_by_receiver(peer: &Peer) -> Check {
    let client = peer.client("payload=1000000").await?;
    let caller = client.caller().await?;
    too_large(client.bytes(2_000_000).await)?;
    usable(&client, &caller).await
}

fn too_large<T>(outcome: dubbo::Result<T>) -> Check {
    match outcome.map(drop) {
        Err(Error::TooLarge(text)) if text.contains("Data length too large") => Ok(()),
        other => Err(format!("expected `Data length too large`, got {other:?}").into()),
    }
}
