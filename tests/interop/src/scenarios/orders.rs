//! An interface that extends others, and a method that blocks the thread of whoever calls it.

use std::time::{Duration, Instant};

use dubbo::{Error, ReferenceOptions};
use tokio::task::spawn_blocking;

use super::Peer;
use crate::orders::{Named, NamedClient, Orders, OrdersClient, Tracked};
use crate::report::{Check, Report, ensure};

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    report
        .run("inherited-methods", inherited_methods(peer))
        .await;
    report.run("blocking-method", blocking_method(peer)).await;
}

/// All of them stand in the request under the interface that extends the others, which has no other provider.
async fn inherited_methods(peer: &Peer) -> Check {
    let orders: OrdersClient = peer.refer(ReferenceOptions::new()).await?;
    let title = orders.title().await?;
    ensure!(title == "The shop", "the title is {title}");
    let track = orders.track(7 << 32, 2).await?;
    ensure!(
        track == ["30064771072/0", "30064771072/1"],
        "tracked {track:?}"
    );
    let named: NamedClient = peer.refer(ReferenceOptions::new()).await?;
    let alone = named.title().await;
    ensure!(alone.is_err(), "the parent is published by itself");
    Ok(())
}

async fn blocking_method(peer: &Peer) -> Check {
    let orders: OrdersClient = peer.refer(ReferenceOptions::new()).await?;
    let start = Instant::now();
    let place = |item: &'static str, count| {
        let orders = orders.clone();
        spawn_blocking(move || orders.place(item.to_owned(), count))
    };
    let placed = [place("tea", 3), place("tea", -4)];
    for (placed, expected) in placed.into_iter().zip([300, -400]) {
        let answer = placed.await??;
        ensure!(answer == expected, "answered {answer}, expected {expected}");
    }
    let elapsed = start.elapsed();
    let together = Duration::from_millis(300)..Duration::from_millis(600);
    ensure!(
        together.contains(&elapsed),
        "two calls at once of 300 ms took {elapsed:?}"
    );
    let wrong = place("coffee", 3).await?;
    let told = matches!(&wrong, Err(Error::Exception(exception))
        if exception.message.as_deref() == Some("there is no coffee"));
    ensure!(told, "the wrong item was answered by {wrong:?}");
    Ok(())
}
