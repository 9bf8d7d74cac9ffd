//! Attachments both ways.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use dubbo::{Attachments, Error};

use super::Peer;
use crate::contract::InteropService;
use crate::report::{Check, Report, ensure};
use crate::values::texts;

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    report.run("attachments", attachments(peer)).await;
    report
        .run(
            "attachments-of-an-exception",
            attachments_of_an_exception(peer),
        )
        .await;
}

async fn attachments(peer: &Peer) -> Check {
    let answered = Arc::new(Mutex::new(Attachments::new()));
    let client = peer.client("").await?.with(|call| {
        let call = call
            .attach("user-key", "user-value")
            .attach("camelKey", "世😀")
            .attach("int-key", 42);
        call.reply_into(&answered)
    });
    let seen = client
        .attachments(texts(&["user-key", "camelKey", "int-key", "missing"]))
        .await?;
    let expected = [
        ("user-key", "user-value"),
        ("camelKey", "世😀"),
        ("int-key", "42"),
    ];
    let expected = HashMap::from(expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    ensure!(seen == expected, "the provider saw {seen:?}");
    let answered = answered.lock().unwrap_or_else(PoisonError::into_inner);
    for (key, value) in [
        ("answer-key", "answer-value"),
        ("trace-id", "t-世"),
        ("answerCamel", "Camel"),
    ] {
        ensure!(
            answered.text(key) == Some(value),
            "the reply carried {answered:?}"
        );
    }
    Ok(())
}

async fn attachments_of_an_exception(peer: &Peer) -> Check {
    let answered = Arc::new(Mutex::new(Attachments::new()));
    let client = peer.client("").await?;
    let client = client.with(|call| {
        call.attach("case", "exception-java-lang")
            .reply_into(&answered)
    });
    let outcome = client.illegal("Ann".to_owned()).await;
    ensure!(
        matches!(outcome, Err(Error::Exception(_))),
        "expected an exception: {outcome:?}"
    );
    let answered = answered.lock().unwrap_or_else(PoisonError::into_inner);
    ensure!(
        answered.text("verdict") == Some("ok"),
        "the exception carried {answered:?}"
    );
    Ok(())
}
