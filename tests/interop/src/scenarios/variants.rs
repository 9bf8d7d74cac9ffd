//! Groups, versions, `$echo`, and a `CompletableFuture`.

use dubbo::{Dubbo, Refer, ReferenceOptions, Result, Value, reference};

use super::Peer;
use crate::contract::{InteropService, InteropServiceClient};
use crate::relay::Relay;
use crate::report::{Check, Report, ensure};
use crate::values::{named_user, normal, user_value};

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    report.run("variants", variants(peer)).await;
    report.run("echo-service", echo_service(peer)).await;
    report.run("future-answer", future_answer(peer)).await;
}

/// All of an application's references to a host share one connection.
async fn variants(peer: &Peer) -> Check {
    let relay = Relay::to(&peer.url).await?;
    let dubbo = Dubbo::builder()
        .application("interop-consumer")
        .timeout("15s")
        .build()?;
    let options = || ReferenceOptions::new().url(&relay.url);
    let mut clients = Vec::new();
    for (options, identity) in [
        (options(), "org.demo.InteropService"),
        (
            options().group("fr").version("1.0.0"),
            "fr/org.demo.InteropService:1.0.0",
        ),
        (options().version("2.0.0"), "org.demo.InteropService:2.0.0"),
    ] {
        let client = InteropServiceClient::refer(&dubbo, options).await?;
        clients.push(client.clone());
        let answer = client.whoami().await?;
        ensure!(answer == identity, "{identity} says it is {answer}");
    }
    let counts = relay.counts();
    ensure!(
        counts.len() == 1 && counts[0].calls == 3,
        "expected one connection: {counts:?}"
    );
    Ok(())
}

/// What every service has, whether its interface says so or not.
#[reference(interface = "org.demo.InteropService")]
trait EchoService {
    #[method(name = "$echo")]
    async fn echo(&self, v: Value) -> Result<Value>;
}

async fn echo_service(peer: &Peer) -> Check {
    let client: EchoServiceClient = peer.refer(ReferenceOptions::new()).await?;
    for v in [
        "OK".into(),
        Value::Null,
        7.into(),
        user_value(&named_user(1, "Ann")),
    ] {
        let answer = client.echo(v.clone()).await?;
        ensure!(normal(&answer) == normal(&v), "sent {v}, answered {answer}");
    }
    Ok(())
}

async fn future_answer(peer: &Peer) -> Check {
    let answer = peer.client("").await?.later("Ann".to_owned()).await?;
    ensure!(answer == "Later, Ann", "answered {answer}");
    Ok(())
}
