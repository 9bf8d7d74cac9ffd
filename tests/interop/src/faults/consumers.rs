//! Java consumers, and our provider that goes away, refuses, or loses them.

use std::time::{Duration, Instant};

use dubbo::ConnectionEvent;
use tokio::task::JoinSet;

use super::caller::Caller;
use super::watch::{Watch, serve};
use super::{sleep, until};
use crate::answers::Answers;
use crate::contract::{InteropService, InteropServiceClient, InteropServiceServer};
use crate::java::Java;
use crate::report::{Check, Report, ensure};

/// Java 3.x looks at its connections every minute unless its URL says so; 2.7 does at every heartbeat
/// (dubbo-protocol §5.2).
const RECONNECT: &str = "heartbeat=1000 dubbo.application.least-reconnect-duration=1000";

/// In this time Java's timers have fired twice.
const LIMIT: Duration = Duration::from_secs(10);

pub(super) async fn all(report: &mut Report, version: &'static str, java: &Java) {
    let mut caller = match Caller::start(java, version) {
        Ok(caller) => caller,
        Err(problem) => return report.record("consumer", Err(problem)),
    };
    let is_dubbo_2 = version.starts_with("2.");
    report
        .run("our-provider-shut-down", shut_down(&mut caller))
        .await;
    report
        .run("our-provider-shut-down-in-a-pause", paused(&mut caller))
        .await;
    report
        .run("readonly-and-writable", readonly(&mut caller, is_dubbo_2))
        .await;
    report.run("refusals", refusals(&mut caller)).await;
    report.run("accepts", accepts(&mut caller)).await;
    report.run("reconnect", reconnect(&mut caller)).await;
    report.run("silent-consumer", silent(&mut caller)).await;
    report.run("one-way-from-java", one_way(&mut caller)).await;
    report.run("consumer-killed", killed(caller)).await;
}

/// One of two servers of ours is shut down under 1,000 calls a second of a Java consumer that tries
/// nothing again, and comes back on its port: no call fails, and both serve in the end. Dropped at
/// work, it fails calls: the consumer would have noticed.
async fn shut_down(caller: &mut Caller) -> Check {
    let (one, other) = (serve(0, "").await?, serve(0, "").await?);
    let port = one.0.address().port;
    let urls = format!("{};{}", one.0.url(), other.0.url());
    caller.ask(&format!("refer pair {urls} timeout=2000 {RECONNECT}"))?;
    caller.ask("load pair 1000 10")?;
    sleep(1500).await;
    let before = one.1.begun();
    let start = Instant::now();
    one.0.shut_down().await;
    println!("the shutdown took {:?}", start.elapsed());
    ensure!(before > 50, "the one to be shut down served {before} calls");
    sleep(300).await;
    let one = serve(port, "").await?;
    until("the server that came back is called", LIMIT, || {
        Ok(one.1.begun() > 100)
    })
    .await?;
    let outcomes = caller.outcomes("loaded")?;
    println!("{outcomes:?}");
    ensure!(
        outcomes.failed == 0 && outcomes.answered > 1000,
        "{outcomes:?}"
    );
    caller.ask("load pair 1000 10")?;
    sleep(500).await;
    drop(one.0);
    sleep(200).await;
    let outcomes = caller.outcomes("loaded")?;
    println!("dropped: {outcomes:?}");
    ensure!(
        outcomes.failed > 0,
        "nobody noticed that a server was dropped: the check proves nothing"
    );
    Ok(())
}

/// The same while the consumer stands still (SIGSTOP, as in a long collection of garbage): it hears
/// late that it is not to call any more, and what it calls until then is served.
async fn paused(caller: &mut Caller) -> Check {
    let (one, other) = (serve(0, "").await?, serve(0, "").await?);
    let urls = format!("{};{}", one.0.url(), other.0.url());
    caller.ask(&format!("refer paused {urls} timeout=2000 {RECONNECT}"))?;
    caller.ask("load paused 1000 10")?;
    until("both are called", LIMIT, || {
        Ok(one.1.begun() > 200 && other.1.begun() > 200)
    })
    .await?;
    caller.signal("STOP")?;
    let shutting_down = tokio::spawn(one.0.shut_down());
    sleep(400).await;
    caller.signal("CONT")?;
    shutting_down.await?;
    sleep(300).await;
    let outcomes = caller.outcomes("loaded")?;
    println!("{outcomes:?}");
    ensure!(outcomes.failed == 0, "{outcomes:?}");
    Ok(())
}

/// A server that asks to be spared is spared, and is called again when it says so; 2.7 does not know
/// that word, and calls it again on a new connection only (dubbo-protocol §5.1). No call fails.
async fn readonly(caller: &mut Caller, is_dubbo_2: bool) -> Check {
    let (one, other) = (serve(0, "").await?, serve(0, "").await?);
    let urls = format!("{};{}", one.0.url(), other.0.url());
    caller.ask(&format!("refer spared {urls} {RECONNECT}"))?;
    caller.ask("load spared 500 10")?;
    until("both are called", LIMIT, || {
        Ok(one.1.begun() > 50 && other.1.begun() > 50)
    })
    .await?;
    one.0.set_readonly(true);
    sleep(300).await;
    let before = (one.1.begun(), other.1.begun());
    sleep(500).await;
    let after = (one.1.begun(), other.1.begun());
    ensure!(
        after.0 == before.0 && after.1 > before.1 + 50,
        "calls of the one to be spared and the other: {before:?}, then {after:?}"
    );
    one.0.set_readonly(false);
    match is_dubbo_2 {
        true => {
            sleep(700).await;
            ensure!(one.1.begun() == after.0, "2.7 knows the word by now");
        }
        false => {
            until("the server that may be called again is", LIMIT, || {
                Ok(one.1.begun() > after.0)
            })
            .await?;
        }
    }
    let outcomes = caller.outcomes("loaded")?;
    ensure!(outcomes.failed == 0, "{outcomes:?}");
    Ok(())
}

/// What is beyond `executes` and `in_flight` is refused with status 100 and our reason; the rest is
/// served.
async fn refusals(caller: &mut Caller) -> Check {
    const CALLS: usize = 5;
    let executes = dubbo::serve("dubbo://0.0.0.0:0")
        .publish(InteropServiceServer::new(Answers::new("faults")).executes(2));
    let in_flight = dubbo::serve("dubbo://0.0.0.0:0")
        .publish(InteropServiceServer::new(Answers::new("faults")))
        .in_flight(3);
    let executes = executes.start().await?;
    let in_flight = in_flight.start().await?;
    for (name, server, most, reason) in [
        (
            "executes",
            &executes,
            2,
            "2 calls of sleepy are being served already (`executes`)",
        ),
        (
            "in_flight",
            &in_flight,
            3,
            "3 requests are being served already by this provider",
        ),
    ] {
        caller.ask(&format!("refer {name} {}", server.url()))?;
        let outcomes = caller.outcomes(&format!("call {name} {CALLS} 1500"))?;
        ensure!(
            (outcomes.answered, outcomes.failed) == (most, CALLS - most),
            "{name}: {outcomes:?}"
        );
        ensure!(
            outcomes.why.contains(reason) && outcomes.why.contains("RpcException"),
            "{name}: the consumer's reason: {}",
            outcomes.why
        );
        let outcomes = caller.outcomes(&format!("call {name} {most} 1"))?;
        ensure!(
            outcomes.answered == most,
            "{name}, afterwards: {outcomes:?}"
        );
    }
    Ok(())
}

/// A connection beyond `accepts` is closed at once: its calls fail (a Java consumer takes its time to
/// notice), and those of the others go on.
async fn accepts(caller: &mut Caller) -> Check {
    let (server, watch) = serve(0, "accepts=1").await?;
    caller.ask(&format!("refer first {}", server.url()))?;
    let outcomes = caller.outcomes("call first 1 1")?;
    ensure!(outcomes.answered == 1, "{outcomes:?}");
    caller.ask(&format!(
        "refer second {} timeout=1500 connections=1",
        server.url()
    ))?;
    let start = Instant::now();
    let outcomes = caller.outcomes("call second 1 1")?;
    let elapsed = start.elapsed();
    println!("beyond `accepts`, after {elapsed:?}: {outcomes:?}");
    ensure!(
        outcomes.failed == 1 && outcomes.why.contains("RpcException"),
        "a connection beyond `accepts` served: {outcomes:?}"
    );
    ensure!(
        elapsed < Duration::from_secs(3),
        "the consumer noticed after {elapsed:?}"
    );
    let refused = watch.count(|event| matches!(event, ConnectionEvent::Refused { .. }));
    ensure!(
        refused > 0 && server.connections() == 1,
        "{refused} connections were refused, {} are open",
        server.connections()
    );
    let outcomes = caller.outcomes("call first 10 1")?;
    ensure!(outcomes.answered == 10, "the others: {outcomes:?}");
    Ok(())
}

/// Our provider is restarted on its port: the Java consumer, which does not call, connects again by
/// its timer. Where that is switched off it does not.
async fn reconnect(caller: &mut Caller) -> Check {
    let (server, _) = serve(0, "").await?;
    let (never, _) = serve(0, "").await?;
    let ports = (server.address().port, never.address().port);
    caller.ask(&format!("refer again {} {RECONNECT}", server.url()))?;
    caller.ask(&format!(
        "refer never {} {RECONNECT} reconnect=false",
        never.url()
    ))?;
    for name in ["again", "never"] {
        let outcomes = caller.outcomes(&format!("call {name} 1 1"))?;
        ensure!(outcomes.answered == 1, "{name}: {outcomes:?}");
    }
    drop((server, never));
    sleep(200).await;
    let (server, _) = serve(ports.0, "").await?;
    let (never, _) = serve(ports.1, "").await?;
    let connected = until("the consumer connects again", LIMIT, || {
        Ok(server.connections() == 1)
    });
    println!("connected again after {:?}", connected.await?);
    ensure!(
        never.connections() == 0,
        "connected with `reconnect=false`: the check proves nothing"
    );
    let outcomes = caller.outcomes("call again 1 1")?;
    ensure!(outcomes.answered == 1, "{outcomes:?}");
    Ok(())
}

/// Our provider closes a connection after three heartbeats of silence. A consumer that sends them
/// keeps its own over a longer time without a call; one whose heartbeat is a minute loses it.
async fn silent(caller: &mut Caller) -> Check {
    let (server, watch) = serve(0, "heartbeat=1000").await?;
    caller.ask(&format!("refer beating {} heartbeat=1000", server.url()))?;
    caller.ask(&format!(
        "refer silent {} heartbeat=60000 connections=1",
        server.url()
    ))?;
    for name in ["beating", "silent"] {
        let outcomes = caller.outcomes(&format!("call {name} 1 1"))?;
        ensure!(outcomes.answered == 1, "{name}: {outcomes:?}");
    }
    let connected = server.connections();
    sleep(4500).await;
    let idle = watch.count(|event| matches!(event, ConnectionEvent::Idle { .. }));
    ensure!(
        (connected, server.connections(), idle) == (2, 1, 1),
        "{connected} connections; after 4.5 s {} were left, and {idle} closed for silence",
        server.connections()
    );
    let outcomes = caller.outcomes("call beating 1 1")?;
    let connects = watch.count(|event| matches!(event, ConnectionEvent::Connected { .. }));
    ensure!(
        outcomes.answered == 1 && connects == 2,
        "{outcomes:?} on {connects} connections"
    );
    Ok(())
}

/// A one-way call of Java's is served, and waits for nothing.
async fn one_way(caller: &mut Caller) -> Check {
    let (server, watch) = serve(0, "").await?;
    caller.ask(&format!("refer one-way {} return=false", server.url()))?;
    caller.ask("touch one-way 5")?;
    until("the one-way calls are served", LIMIT, || {
        Ok(watch.ended() == 5)
    })
    .await?;
    let start = Instant::now();
    caller.ask("begin one-way 1 3000")?;
    until("the slow one-way call has begun", LIMIT, || {
        Ok(watch.begun() == 6)
    })
    .await?;
    ensure!(
        start.elapsed() < Duration::from_secs(2) && watch.ended() == 5,
        "a one-way call was waited for"
    );
    Ok(())
}

/// The consumer is killed (-9) with calls under way: its connections are given back, its calls end,
/// and their places are free.
async fn killed(mut caller: Caller) -> Check {
    const CALLS: usize = 10;
    let watch = Watch::default();
    let server = dubbo::serve("dubbo://0.0.0.0:0")
        .publish(InteropServiceServer::new(Answers::new("faults")))
        .filter(watch.clone())
        .in_flight(CALLS)
        .start()
        .await?;
    caller.ask(&format!("refer victim {}", server.url()))?;
    caller.ask(&format!("begin victim {CALLS} 2000"))?;
    until("all calls are under way", LIMIT, || {
        Ok(watch.begun() == CALLS)
    })
    .await?;
    ensure!(
        server.connections() == 1 && watch.ended() == 0,
        "{} connections, {} calls have ended",
        server.connections(),
        watch.ended()
    );
    drop(caller);
    until(
        "the connection is given back",
        Duration::from_secs(1),
        || Ok(server.connections() == 0),
    )
    .await?;
    until("the calls end", Duration::from_secs(4), || {
        Ok(watch.ended() == CALLS)
    })
    .await?;
    // As many as there may be at once.
    let client = InteropServiceClient::connect(&server.url()).await?;
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let client = client.clone();
        calls.spawn(async move { client.sleepy(300, "token".to_owned()).await });
    }
    while let Some(answer) = calls.join_next().await {
        ensure!(answer?? == "token", "another answer");
    }
    Ok(())
}
