//! This SDK as the provider: Java's requests, also the hand-made ones, are answered as Java
//! answers them.

use std::time::Duration;

use dubbo::service;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::contract::{GreetServiceServer, Greetings};
use crate::frames::{self, Case};
use crate::items::{self, Alike, Response};

/// Cases whose request needs what is not there, and why.
const LEFT_OUT: [(&str, &str); 12] = [
    ("generic-", "generic calls are not there yet"),
    (
        "fastjson2-",
        "fastjson2 is no serializer of this SDK; raw-serialization-id-5 shows its refusal",
    ),
    ("token", "a provider with a token is not there yet"),
    ("callback", "callbacks are not there yet"),
    ("raw-callback", "callbacks are not there yet"),
    (
        "oversize-",
        "the provider has another limit there; tests/behaviour has it",
    ),
    (
        "thread-pool-exhausted",
        "two calls at once; tests/behaviour has it",
    ),
    ("executes-limit", "an option that is not there yet"),
    ("readonly-at-shutdown", "tests/behaviour has it"),
    (
        "raw-heartbeat-id-5",
        "3.x answers an error, 2.x nothing; here a heartbeat is answered in kind",
    ),
    (
        "raw-heartbeat-fastjson2",
        "2.x lacks the serialization; tests/behaviour has it",
    ),
    (
        "raw-heartbeat-NN",
        "2.x answers it, 3.x does not; here it is answered",
    ),
];

/// Where this provider answers other than one version of Java or the other, on purpose.
fn differs(version: &str, name: &str) -> Option<&'static str> {
    let old = version.starts_with("2.");
    Some(match name {
        "user-cycle" => "a cycle ends in null here: serde has no object identity",
        "exception-unchecked-provider-only" => "Java's text holds a stack trace",
        "exception-unchecked-beside-interface" | "async-exception" if version == "3.3.6" => {
            "3.3.6 refuses a class off its allow-list"
        }
        "exception-checked-undeclared-provider-only" if version == "3.3.6" => {
            "3.3.6 refuses a class off its allow-list"
        }
        "raw-null-for-int" => {
            "Java throws a NullPointerException into the reply; here the argument is refused"
        }
        "raw-string-for-int" if old => "2.x calls with null in place of what it could not read",
        "raw-serialization-id-5" | "raw-serialization-id-0" if !old => {
            "3.x never answers; here with 40"
        }
        "raw-heartbeat-empty-body" if !old => "3.x answers with 40 and without the event bit",
        "raw-path-rescues"
        | "raw-boxed-descriptor-for-int"
        | "raw-arraylist-descriptor"
        | "raw-echo-wrong-descriptor"
            if version == "2.6.12" =>
        {
            "2.6 matches neither descriptors nor item 2"
        }
        "unknown-service" | "unknown-method" if version == "2.6.12" => {
            "2.6 finds out later: 70 in place of 40"
        }
        "unknown-service-no-arguments" | "version-mismatch" | "version-mismatch-no-arguments"
            if old =>
        {
            "2.x finds out later: 70 in place of 40"
        }
        "raw-protocol-2.7.23"
        | "raw-protocol-3.2.0"
        | "raw-protocol-2.0.10"
        | "raw-protocol-2.0.99"
        | "raw-protocol-garbage"
            if version == "2.6.12" =>
        {
            "2.6 has another rule for attachments of replies"
        }
        _ => return None,
    })
}

/// A service whose newer version has methods that this one lacks.
#[service(interface = "org.demo.Evolving")]
trait Evolving {
    async fn known(&self, name: String) -> dubbo::Result<String>;
}

struct Evolved;

impl Evolving for Evolved {
    async fn known(&self, name: String) -> dubbo::Result<String> {
        Ok(format!("known {name}"))
    }
}

#[tokio::test]
async fn javas_requests_are_answered_as_java_answers_them() {
    let server = dubbo::serve("dubbo://127.0.0.1:0")
        .publish(GreetServiceServer::new(Greetings("Hello")))
        .publish(
            GreetServiceServer::new(Greetings("Bonjour"))
                .group("fr")
                .version("1.0.0"),
        )
        .publish(EvolvingServer::new(Evolved));
    let server = server.start().await.unwrap();
    let address = server.address().to_string();
    let mut wrong = Vec::new();
    for version in frames::VERSIONS {
        let (mut compared, mut by_bytes, mut left_out, mut different) = (0, 0, 0, 0);
        for case in frames::read(version) {
            if let Some((_, reason)) = LEFT_OUT
                .iter()
                .find(|(prefix, _)| case.name.starts_with(prefix))
            {
                println!("{version}: left out {}: {reason}", case.name);
                left_out += 1;
                continue;
            }
            match (compare(&address, &case).await, differs(version, &case.name)) {
                (Ok(bytes), None) => {
                    compared += 1;
                    by_bytes += usize::from(bytes);
                }
                (Err(_), Some(reason)) => {
                    println!("{version}: differs in {}: {reason}", case.name);
                    different += 1;
                }
                (Err(difference), None) => {
                    wrong.push(format!("{version} {}: {difference}", case.name))
                }
                (Ok(_), Some(_)) => wrong.push(format!("{version} {}: no difference", case.name)),
            }
        }
        println!(
            "{version}: {compared} answers compared ({by_bytes} equal to the byte), {different} known \
             to differ, {left_out} left out"
        );
        assert!(compared > 120, "{version}: {compared}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether our answer to the case's request is Java's, to the byte.
async fn compare(address: &str, case: &Case) -> Result<bool, String> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    for request in case.requests() {
        stream.write_all(request).await.unwrap();
    }
    let mut same_bytes = true;
    for javas in case.answers() {
        let ours =
            tokio::time::timeout(Duration::from_secs(2), frames::read_frame(&mut stream)).await;
        let ours = ours
            .map_err(|_| format!("no answer, where Java has status {}", frames::status(javas)))?;
        same_bytes &= same_answer(&ours, javas)?;
    }
    let more = frames::read_frame(&mut stream);
    match tokio::time::timeout(Duration::from_millis(15), more).await {
        Ok(more) => Err(format!(
            "an answer with status {} too many",
            frames::status(&more)
        )),
        Err(_) => Ok(same_bytes),
    }
}

fn same_answer(ours: &[u8], javas: &[u8]) -> Result<bool, String> {
    let head = |frame: &[u8]| (frames::status(frame), frames::id(frame));
    if head(ours) != head(javas) {
        return Err(format!(
            "status {} where Java has {}",
            frames::status(ours),
            frames::status(javas)
        ));
    }
    if frames::status(javas) != 20 {
        // The text is our own, and 3.2 writes it in fastjson2.
        return Ok(false);
    }
    if frames::flags(ours) != frames::flags(javas) {
        return Err(format!(
            "flags {:x} where Java has {:x}",
            frames::flags(ours),
            frames::flags(javas)
        ));
    }
    if frames::flags(javas) & 0x20 != 0 {
        return Ok(ours == javas);
    }
    let (ours, javas) = (
        items::response(frames::body(ours)),
        items::response(frames::body(javas)),
    );
    same_response(&ours, &javas)
}

fn same_response(ours: &Response, javas: &Response) -> Result<bool, String> {
    if ours.flag != javas.flag {
        return Err(format!("flag {} where Java has {}", ours.flag, javas.flag));
    }
    let keys = |response: &Response| -> Vec<_> {
        response
            .attachments
            .iter()
            .map(|(key, item)| (key.clone(), item.bytes.clone()))
            .collect()
    };
    if keys(ours) != keys(javas) {
        return Err(format!(
            "attachments {:?} where Java has {:?}",
            keys(ours),
            keys(javas)
        ));
    }
    match (&ours.item, &javas.item) {
        (None, None) => Ok(true),
        (Some(ours), Some(javas)) if ours.bytes == javas.bytes => Ok(true),
        // Exceptions: class, message and own fields; stacks are each side's own.
        (Some(ours), Some(javas)) if javas.value.get("detailMessage").is_some() => {
            let own = |item: &items::Item| {
                let fields = ["detailMessage", "code", "reason"];
                let fields = fields.map(|field| item.value.get(field).map(items::plain));
                format!("{fields:?}")
            };
            match own(ours) == own(javas) {
                true => Ok(false),
                false => Err(format!("{} is not {}", own(ours), own(javas))),
            }
        }
        (Some(ours), Some(javas)) => match items::compare(ours, javas) {
            Alike::No => Err(format!(
                "{} is not {}",
                items::plain(&ours.value),
                items::plain(&javas.value)
            )),
            alike => Ok(alike == Alike::Bytes),
        },
        _ => Err("one side has no value".to_owned()),
    }
}
