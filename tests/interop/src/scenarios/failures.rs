//! Exceptions, and whom a provider does not serve.

use dubbo::{Error, Exception, ReferenceOptions, Result, reference};

use super::Peer;
use crate::contract::{InteropService, InteropServiceClient};
use crate::report::{Check, Report, ensure};

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    report.run("exception-stack", exception_stack(peer)).await;
    report
        .run("exception-foreign", exception_foreign(peer))
        .await;
    for (name, expected, outcome) in refusals(peer).await {
        report.record(name, outcome.and_then(|outcome| kind(&outcome, expected)));
    }
}

async fn exception_stack(peer: &Peer) -> Check {
    let outcome = peer.client("").await?.caused("Ann".to_owned()).await;
    let Err(Error::Exception(exception)) = outcome else {
        return Err(format!("expected an exception: {outcome:?}").into());
    };
    comes_from_answers(&exception)?;
    let cause = exception
        .cause
        .as_deref()
        .ok_or("the exception has lost its cause")?;
    comes_from_answers(cause)?;
    ensure!(
        cause.cause.is_none(),
        "the innermost cause has a cause: {:?}",
        cause.cause
    );
    Ok(())
}

fn comes_from_answers(exception: &Exception) -> Check {
    let frame = exception
        .stack
        .first()
        .ok_or_else(|| format!("{exception} has no stack"))?;
    let right = frame.class == "org.demo.Answers" && frame.method == "caused" && frame.line > 0;
    ensure!(
        right && frame.file.as_deref() == Some("Answers.java"),
        "{exception} comes from {frame}"
    );
    Ok(())
}

async fn exception_foreign(peer: &Peer) -> Check {
    let outcome = peer.client("").await?.foreign("Ann".to_owned()).await;
    let Err(Error::Exception(exception)) = outcome else {
        return Err(format!("expected an exception: {outcome:?}").into());
    };
    let message = exception.message.as_deref().unwrap_or_default();
    let right = exception.class == "java.lang.RuntimeException" && message.contains("foreign Ann");
    ensure!(right, "got {exception}");
    Ok(())
}

/// Nobody publishes it.
#[reference(interface = "org.demo.MissingService")]
trait MissingService {
    async fn hello(&self, name: String) -> Result<String>;
    async fn ping(&self) -> Result<String>;
}

/// A newer copy of the interface than the provider has.
#[reference(interface = "org.demo.InteropService")]
trait NewerService {
    async fn unknown(&self, name: String) -> Result<String>;
    async fn unknown_without_arguments(&self) -> Result<String>;
    async fn echo_int(&self, v: String) -> Result<String>;
}

/// Each refusal, the kind of error that this version is known to make of it, and what came.
async fn refusals(peer: &Peer) -> Vec<(&'static str, Kind, Check<Result<()>>)> {
    let plain = ReferenceOptions::new;
    // Java 3.x does not say what is wrong with a request that it could not decode.
    let undecodable = if peer.is_dubbo_2() {
        Kind::NotFound
    } else {
        Kind::Refused(40)
    };
    let name = || "Ann".to_owned();
    vec![
        (
            "unknown-service",
            undecodable,
            call(peer, plain(), async |client: MissingServiceClient| {
                client.hello(name()).await
            })
            .await,
        ),
        (
            "unknown-service-no-arguments",
            undecodable,
            call(peer, plain(), async |client: MissingServiceClient| {
                client.ping().await
            })
            .await,
        ),
        (
            "unknown-method",
            undecodable,
            call(peer, plain(), async |client: NewerServiceClient| {
                client.unknown(name()).await
            })
            .await,
        ),
        (
            "unknown-method-no-arguments",
            Kind::NotFound,
            call(peer, plain(), async |client: NewerServiceClient| {
                client.unknown_without_arguments().await
            })
            .await,
        ),
        (
            "unknown-descriptor",
            undecodable,
            call(peer, plain(), async |client: NewerServiceClient| {
                client.echo_int(name()).await
            })
            .await,
        ),
        (
            "wrong-version",
            undecodable,
            call(
                peer,
                plain().version("9.9.9"),
                async |client: InteropServiceClient| client.echo_int(1).await,
            )
            .await,
        ),
        (
            "wrong-version-no-arguments",
            undecodable,
            call(
                peer,
                plain().version("9.9.9"),
                async |client: InteropServiceClient| client.ping().await,
            )
            .await,
        ),
        (
            "wrong-group",
            Kind::NotFound,
            call(
                peer,
                plain().group("nope"),
                async |client: InteropServiceClient| client.ping().await,
            )
            .await,
        ),
    ]
}

async fn call<C: dubbo::Refer<Stack = dubbo::Standard>, T>(
    peer: &Peer,
    options: ReferenceOptions,
    call: impl AsyncFnOnce(C) -> Result<T>,
) -> Check<Result<()>> {
    let client = peer.refer(options).await?;
    Ok(call(client).await.map(drop))
}

/// A kind of error.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    NotFound,
    Refused(u8),
}

fn kind(outcome: &Result<()>, expected: Kind) -> Check {
    let right = match outcome {
        Err(Error::NotFound(_)) => expected == Kind::NotFound,
        Err(Error::Refused { status, .. }) => expected == Kind::Refused(*status),
        _ => false,
    };
    ensure!(right, "expected {expected:?}, got {outcome:?}");
    Ok(())
}
