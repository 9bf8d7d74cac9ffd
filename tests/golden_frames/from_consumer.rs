//! This SDK as the consumer: what it sends is what Java 3.3.6 sends, and what Java answers is read
//! alike in all versions.

use dubbo::{Dubbo, Error, Refer, ReferenceOptions};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use crate::cases::{self, EvolvingClient, MissingServiceClient, TokenServiceClient};
use crate::contract::GreetServiceClient;
use crate::frames::{self, Case};
use crate::items::{self, Alike};

/// Cases that a consumer of this SDK does not make, and why.
const LEFT_OUT: [(&str, &str); 14] = [
    ("raw-", "the request is hand-made: from_provider has it"),
    ("generic-", "generic calls are not there yet"),
    ("fastjson2-", "fastjson2 is no serializer of this SDK"),
    ("oneway", "one-way calls from this side are not there yet"),
    ("timeout-countdown", "an option that is not there yet"),
    ("callback", "callbacks are not there yet"),
    ("request-id-", "the program sets the id"),
    ("heartbeat", "tests/behaviour has it"),
    ("readonly-at-shutdown", "tests/behaviour has it"),
    (
        "thread-pool-exhausted",
        "two calls at once; tests/interop has it live",
    ),
    ("executes-limit", "two calls at once"),
    (
        "timeout",
        "the answer comes too late; tests/behaviour has it",
    ),
    (
        "user-cycle",
        "serde has no object identity: a cycle cannot be sent",
    ),
    (
        "oversize-request",
        "refused at the consumer's side by another limit; tests/behaviour has it",
    ),
];

#[tokio::test]
async fn what_is_sent_and_what_is_read_is_what_java_sends_and_means() {
    for version in frames::VERSIONS {
        let (mut compared, mut left_out) = (0, 0);
        for case in frames::read(version) {
            match compare(version, &case).await {
                true => compared += 1,
                false => {
                    let reason = reason(&case.name);
                    println!("{version}: left out {}: {reason}", case.name);
                    left_out += 1;
                }
            }
        }
        println!("{version}: {compared} cases compared, {left_out} left out");
        assert!(compared > 120, "{version}: {compared}");
    }
}

fn reason(name: &str) -> &'static str {
    let known = LEFT_OUT.iter().find(|(prefix, _)| name.starts_with(prefix));
    known
        .map(|(_, reason)| *reason)
        .unwrap_or_else(|| panic!("{name}: no test and no reason"))
}

async fn compare(version: &str, case: &Case) -> bool {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let parameters = match case.name.as_str() {
        "token" => "?token=secret",
        "token-mismatch" => "?token=wrong",
        _ => "",
    };
    let dubbo = Dubbo::builder()
        .application("demo-consumer")
        .timeout("3s")
        .build()
        .unwrap();
    let options = ReferenceOptions::new().url(format!(
        "dubbo://{}{parameters}",
        listener.local_addr().unwrap()
    ));
    let options = match case.name.as_str() {
        "group-and-version" => options.group("fr").version("1.0.0"),
        "version-mismatch" | "version-mismatch-no-arguments" => options.version("9.9.9"),
        "group-mismatch" => options.group("nope"),
        _ => options,
    };
    let (client, accepted) = tokio::join!(
        GreetServiceClient::refer(&dubbo, options.clone()),
        listener.accept()
    );
    let (client, mut stream) = (client.unwrap(), accepted.unwrap().0);
    // References of one application share the connection.
    let missing = MissingServiceClient::refer(&dubbo, options.clone())
        .await
        .unwrap();
    let evolving = EvolvingClient::refer(&dubbo, options.clone())
        .await
        .unwrap();
    let token = TokenServiceClient::refer(&dubbo, options).await.unwrap();
    let run = async {
        match cases::run_other(&case.name, &missing, &evolving, &token).await {
            Some(outcome) => Some(outcome),
            None => cases::run(&case.name, &client).await,
        }
    };
    let answer = answer(version, case, &mut stream);
    let outcome = tokio::select! {
        biased;
        outcome = run => outcome,
        () = async { answer.await; std::future::pending().await } => unreachable!(),
    };
    let Some(outcome) = outcome else { return false };
    let golden = case.answers().next().unwrap();
    match (&outcome.error, frames::status(golden)) {
        (None, 20) => assert_eq!(outcome.actual, outcome.expected, "{version} {}", case.name),
        (Some(Error::Exception(_)), 20) => {
            assert!(
                outcome.actual == outcome.expected || outcome.actual.starts_with(&outcome.expected),
                "{version} {}: {} is not {}",
                case.name,
                outcome.actual,
                outcome.expected
            );
        }
        (Some(Error::Refused { status, .. }), sent) if *status == sent => {}
        (Some(Error::NotFound(_)), 40 | 70) => {}
        (error, status) => panic!("{version} {}: status {status} became {error:?}", case.name),
    }
    true
}

/// Takes the request, compares it with Java's, and answers as Java did.
async fn answer(version: &str, case: &Case, stream: &mut TcpStream) {
    let ours = frames::read_frame(stream).await;
    if version == "3.3.6" {
        compare_requests(&case.name, &ours, case.requests().next().unwrap());
    }
    let golden = case.answers().next().unwrap();
    stream
        .write_all(&frames::with_id(golden, frames::id(&ours)))
        .await
        .unwrap();
}

fn compare_requests(name: &str, ours: &[u8], javas: &[u8]) {
    assert_eq!(ours[..4], javas[..4], "{name}: header");
    let (ours, javas) = (
        items::request(frames::body(ours)),
        items::request(frames::body(javas)),
    );
    assert_eq!(ours.head, javas.head, "{name}: items 1 to 5");
    assert_eq!(ours.arguments.len(), javas.arguments.len(), "{name}");
    for (ours, javas) in ours.arguments.iter().zip(&javas.arguments) {
        assert_ne!(
            items::compare(ours, javas),
            Alike::No,
            "{name}: {ours:?} is not {javas:?}"
        );
    }
    let entries = |attachments: &[(String, items::Item)]| -> Vec<_> {
        attachments
            .iter()
            .map(|(key, item)| (key.clone(), item.bytes.clone()))
            .collect()
    };
    assert_eq!(
        entries(&ours.attachments),
        entries(&javas.attachments),
        "{name}: attachments"
    );
}
