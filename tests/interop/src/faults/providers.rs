//! Java providers that fail, and our client.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dubbo::{ConnectionEvent, Dubbo, Error, Refer, ReferenceOptions};
use tokio::task::JoinSet;

use super::load::Load;
use super::{sleep, until};
use crate::contract::{InteropService, InteropServiceClient};
use crate::java::{Java, Provider};
use crate::relay::Relay;
use crate::report::{Check, Report, ensure};

/// Two threads on its narrow port; its shutdown waits 2 s for consumers that do not go.
const OPTIONS: &[&str] = &["narrow-threads=2", "shutdown-wait=2000"];

/// In this time what is to happen without a call has happened.
const LIMIT: Duration = Duration::from_secs(5);

pub(super) async fn all(report: &mut Report, version: &'static str, java: &Java) {
    let mut pair = match Pair::start(version, java).await {
        Ok(pair) => pair,
        Err(problem) => return report.record("providers", Err(problem)),
    };
    report.run("provider-over-full", over_full(&pair)).await;
    report.run("one-way", one_way(&mut pair)).await;
    report.run("provider-stopped", stopped(&mut pair)).await;
    report
        .run("provider-killed", killed(&mut pair, version, java))
        .await;
    report
        .run("provider-shut-down", shut_down(&mut pair, version))
        .await;
}

/// Two Java providers of the same services.
struct Pair {
    one: Provider,
    other: Provider,
}

impl Pair {
    async fn start(version: &'static str, java: &Java) -> Check<Self> {
        let java = java.clone();
        let start = move || Provider::start(&java, version, OPTIONS);
        let other = tokio::task::spawn_blocking(start.clone());
        let one = start()?;
        let other = other.await??;
        Ok(Self { one, other })
    }

    /// A client that calls both.
    async fn client(&self, parameters: &str) -> Check<InteropServiceClient> {
        let (one, other) = (&self.one.url, &self.other.url);
        let urls = format!("{one}?{parameters};{other}?{parameters}");
        Ok(InteropServiceClient::connect(&urls).await?)
    }
}

async fn client(url: &str, parameters: &str) -> Check<InteropServiceClient> {
    Ok(InteropServiceClient::connect(&format!("{url}?{parameters}")).await?)
}

/// Two threads and no queue: a third call is refused at once, and says why. What the two are at work
/// on is answered, and so is what comes later.
async fn over_full(pair: &Pair) -> Check {
    let client = client(&pair.one.narrow, "timeout=5000").await?;
    let caller = client.caller().await?;
    let mut served = JoinSet::new();
    for number in 0..2 {
        let client = client.clone();
        served.spawn(async move { client.sleepy(1500, format!("token {number}")).await });
    }
    sleep(200).await;
    let start = Instant::now();
    let refused = client.ping().await;
    let elapsed = start.elapsed();
    match &refused {
        Err(error @ Error::Refused { status: 100, .. }) => {
            let text = error.to_string();
            ensure!(
                text.contains("SERVER_THREADPOOL_EXHAUSTED_ERROR")
                    && text.contains("thread pool is exhausted"),
                "the error does not say what is exhausted: {text}"
            );
        }
        other => return Err(format!("expected a refusal with status 100, got {other:?}").into()),
    }
    ensure!(
        elapsed < Duration::from_secs(1),
        "the refusal took {elapsed:?}"
    );
    let mut tokens: Vec<String> = Vec::new();
    while let Some(answer) = served.join_next().await {
        tokens.push(answer??);
    }
    tokens.sort();
    ensure!(tokens == ["token 0", "token 1"], "answered: {tokens:?}");
    let now = client.caller().await?;
    ensure!(now == caller, "the connection was replaced");
    Ok(())
}

/// A one-way call is served, and nothing comes back: no result, no null, no exception.
async fn one_way(pair: &mut Pair) -> Check {
    const CALLS: usize = 5;
    let relay = Relay::to(&pair.one.url).await?;
    let client = client(&relay.url, "timeout=5000").await?;
    let before = (pair.one.calls("touch")?, pair.one.calls("findUser")?);
    for number in 0..CALLS {
        let one_way = client.with(|call| match number % 2 {
            0 => call.one_way(),
            _ => call.one_way().sent(),
        });
        one_way.touch().await?;
        // This one throws.
        let nothing = one_way.find_user(-1).await;
        ensure!(
            matches!(nothing, Ok(None)),
            "a one-way call was answered {nothing:?}"
        );
    }
    until(
        "the one-way calls are served",
        Duration::from_secs(5),
        || {
            let after = (pair.one.calls("touch")?, pair.one.calls("findUser")?);
            Ok(after == (before.0 + CALLS, before.1 + CALLS))
        },
    )
    .await?;
    sleep(100).await;
    let [counts] = relay.counts()[..] else {
        return Err(format!("expected one connection: {:?}", relay.counts()).into());
    };
    ensure!(
        (counts.calls, counts.answers) == (2 * CALLS, 0),
        "one-way calls were answered: {counts:?}"
    );
    // The same with an answer: the relay sees it, and the connection is of use.
    client.touch().await?;
    let thrown = client.find_user(-1).await;
    ensure!(thrown.is_err(), "nothing was thrown: {thrown:?}");
    let counts = relay.counts();
    ensure!(
        counts.len() == 1 && counts[0].answers == 2,
        "expected two answers on one connection: {counts:?}"
    );
    Ok(())
}

/// A provider that stands still for longer than calls wait (SIGSTOP, SIGCONT): they end in time, what
/// it answers late reaches nobody, and the connection is of use as before.
async fn stopped(pair: &mut Pair) -> Check {
    let outcome = stopped_and_continued(pair).await;
    // Whatever has failed: others need it.
    pair.other.process.signal("CONT")?;
    outcome
}

async fn stopped_and_continued(pair: &mut Pair) -> Check {
    const CALLS: usize = 50;
    const LARGE: usize = 7 << 20;
    let relay = Relay::to(&pair.other.url).await?;
    let patient = client(&relay.url, "timeout=5000").await?;
    let caller = patient.caller().await?;
    let large = client(&pair.other.url, "connections=1&timeout=500").await?;
    let before = pair.other.calls("sleepy")?;
    pair.other.process.signal("STOP")?;
    let hasty = patient.with(|call| call.timeout(Duration::from_millis(500)));
    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        let hasty = hasty.clone();
        calls.spawn(async move {
            let start = Instant::now();
            let outcome = hasty.sleepy(0, format!("late {number}")).await;
            (outcome, start.elapsed())
        });
    }
    // What is to be sent waits for a peer that does not read; what is not, does not.
    let start = Instant::now();
    let sent = large.with(|call| call.one_way().sent());
    let outcome = sent.touch_name("x".repeat(LARGE)).await;
    ensure!(
        matches!(outcome, Err(Error::Timeout { .. })),
        "7 MiB were sent to a provider that does not read: {outcome:?}"
    );
    let elapsed = start.elapsed();
    ensure!(
        elapsed >= Duration::from_millis(490),
        "`sent` waited {elapsed:?}"
    );
    while let Some(ended) = calls.join_next().await {
        let (outcome, elapsed) = ended?;
        ensure!(
            matches!(outcome, Err(Error::Timeout { .. })),
            "expected a timeout, got {outcome:?}"
        );
        let window = Duration::from_millis(490)..Duration::from_secs(2);
        ensure!(
            window.contains(&elapsed),
            "gave up after {elapsed:?} instead of 500 ms"
        );
    }
    pair.other.process.signal("CONT")?;
    // Beside the late answers.
    for number in 0..CALLS {
        let token = format!("fresh {number}");
        let answer = patient.sleepy(0, token.clone()).await?;
        ensure!(answer == token, "{token} was answered {answer}");
    }
    until("all is answered", Duration::from_secs(5), || {
        Ok(relay.counts()[0].answers == 2 * CALLS + 1)
    })
    .await?;
    ensure!(
        pair.other.calls("sleepy")? == before + 2 * CALLS,
        "the late calls were not served: the check proves nothing"
    );
    let now = patient.caller().await?;
    ensure!(
        now == caller,
        "the connection was replaced: the calls came from {caller}, then from {now}"
    );
    Ok(())
}

/// One of two providers is killed (-9) at work, and comes back on its port. With retries no call
/// fails; without, some do: there was work at the time. A reference to that one alone hears of it at
/// once, and is connected again by itself.
async fn killed(pair: &mut Pair, version: &'static str, java: &Java) -> Check {
    const PARAMETERS: &str = "timeout=5000&reconnect=500";
    let period = Duration::from_millis(5);
    let (events, alone) = watched(&format!("{}?{PARAMETERS}", pair.one.url)).await?;
    let failing_over = Load::start(&pair.client(PARAMETERS).await?, period, 100);
    let parameters = format!("{PARAMETERS}&retries=0");
    let bare = Load::start(&pair.client(&parameters).await?, period, 100);
    sleep(500).await;
    let outstanding = {
        let alone = alone.clone();
        tokio::spawn(async move { alone.sleepy(4000, "outstanding".to_owned()).await })
    };
    sleep(200).await;
    let served = pair.one.calls("sleepy")?;
    ensure!(served > 20, "the one to be killed served {served} calls");
    pair.one.process.signal("KILL")?;
    let start = Instant::now();
    let outcome = outstanding.await?;
    let elapsed = start.elapsed();
    ensure!(
        matches!(outcome, Err(Error::Network { .. })) && elapsed < Duration::from_secs(1),
        "the outstanding call: {outcome:?} after {elapsed:?}"
    );
    let refused = alone.ping().await;
    ensure!(
        matches!(refused, Err(Error::Network { .. })),
        "a call of a provider that is gone: {refused:?}"
    );
    pair.one.process.wait(LIMIT)?;
    // A process that ends may take a connection yet.
    sleep(100).await;
    let before = events.connected();
    pair.one.restart(java, version, OPTIONS)?;
    let came_back = until("the lost connection is made again", LIMIT, || {
        Ok(events.connected() > before)
    });
    println!("connected again after {:?}", came_back.await?);
    let pong = alone.ping().await?;
    ensure!(pong == "pong", "answered {pong}");
    until("both serve again", LIMIT, || {
        Ok(pair.one.calls("sleepy")? > 20)
    })
    .await?;
    let (failing_over, bare) = (failing_over.end().await?, bare.end().await?);
    println!("with retries: {failing_over}; without: {bare}");
    ensure!(
        failing_over.failed == 0 && failing_over.answered > 200,
        "with retries: {failing_over}"
    );
    ensure!(
        bare.failed > 0,
        "nothing was under way when the provider was killed: the check proves nothing"
    );
    Ok(())
}

/// One of two providers is shut down (SIGTERM) under 1,000 calls a second: none fails, though none
/// is tried again. 2.7.23 interrupts what it is at work on: what does not wait does not notice.
async fn shut_down(pair: &mut Pair, version: &str) -> Check {
    let (millis, method) = match version.starts_with("2.") {
        true => (0, "echoString"),
        false => (5, "sleepy"),
    };
    let urls = format!("{}?timeout=5000&retries=0;{}", pair.one.url, pair.other.url);
    let (events, client) = watched(&urls).await?;
    let load = Load::start(&client, Duration::from_millis(1), millis);
    sleep(1000).await;
    warm(&pair.one).await?;
    let served = pair.one.calls(method)?;
    pair.one.process.signal("TERM")?;
    let gone = until(
        "the provider closes its connection",
        Duration::from_secs(20),
        || Ok(events.disconnected() > 0),
    );
    println!("the provider closed after {:?}", gone.await?);
    ensure!(
        events.connected() == 2,
        "there were {} connections to two providers",
        events.connected()
    );
    sleep(500).await;
    let outcomes = load.end().await?;
    println!("{outcomes}");
    ensure!(served > 50, "the one to be shut down served {served} calls");
    ensure!(outcomes.failed == 0, "{outcomes}");
    Ok(())
}

/// Waits until a provider answers at once: one that lags is shut down with calls that it has not begun,
/// which 2.7.23 leaves without an answer.
async fn warm(provider: &Provider) -> Check {
    let client = client(&provider.url, "connections=1&timeout=5000").await?;
    for _ in 0..50 {
        let start = Instant::now();
        client.ping().await?;
        if start.elapsed() < Duration::from_millis(20) {
            return Ok(());
        }
        sleep(100).await;
    }
    Err("the provider lags behind 1,000 calls a second".into())
}

/// How often connections were made and lost.
#[derive(Clone, Debug, Default)]
struct Events(Arc<[AtomicUsize; 2]>);

impl Events {
    fn tell(&self, event: &ConnectionEvent) {
        let [connected, disconnected] = &*self.0;
        match event {
            ConnectionEvent::Connected { .. } => connected.fetch_add(1, Ordering::Relaxed),
            ConnectionEvent::Disconnected { .. } => disconnected.fetch_add(1, Ordering::Relaxed),
            _ => return,
        };
    }

    fn connected(&self) -> usize {
        self.0[0].load(Ordering::Relaxed)
    }

    fn disconnected(&self) -> usize {
        self.0[1].load(Ordering::Relaxed)
    }
}

/// A client that counts its connections.
async fn watched(url: &str) -> Check<(Events, InteropServiceClient)> {
    let events = Events::default();
    let told = events.clone();
    let dubbo = Dubbo::builder().on_connection(move |event| told.tell(event));
    let options = ReferenceOptions::new().url(url);
    let client = InteropServiceClient::refer(&dubbo.build()?, options).await?;
    Ok((events, client))
}
