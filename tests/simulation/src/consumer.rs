//! A consumer of a run: it calls all the time, and shows in the end that it has lost nothing.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dubbo::service::Builder;
use dubbo::{Client, ConnectionEvent, Refer, Reference, ReferenceOptions};
use fastrand::Rng;
use tokio::runtime::Handle;
use tokio::time::{sleep, timeout};

use crate::contract::{Tokens, TokensContract, answer};
use crate::network::{Network, Simulated};
use crate::provider::{IN_FLIGHT, MEMORY};
use crate::run::{CONSUMERS, now};
use crate::{Attempt, Call, History, Outcome, Plan, Rest};

type TokensClient = Client<TokensContract, Reference<Simulated>>;

/// Tasks of a consumer that call.
const CALLERS: usize = 4;
/// A consumer's calls at once: in the end it makes as many.
const OWN_IN_FLIGHT: usize = IN_FLIGHT / CONSUMERS;

/// When calls begin: by then all are connected.
pub(crate) const BEGIN: Duration = Duration::from_secs(1);
/// How long calls go on when all is repaired.
const AFTERWARDS: Duration = Duration::from_secs(9);
/// By then the last of them has ended on both sides.
const QUIET: Duration = Duration::from_secs(2);

#[derive(Clone)]
pub(crate) struct Consumer {
    pub(crate) index: usize,
    pub(crate) seed: u64,
    pub(crate) history: Arc<Mutex<History>>,
}

/// What one call is to be.
struct Request {
    token: i64,
    millis: i32,
    ballast: Vec<u8>,
    timeout: Duration,
    /// How long its caller waits at most.
    patience: Option<Duration>,
}

impl Consumer {
    pub(crate) async fn run(self, plan: Plan) -> turmoil::Result {
        let client = self.client().await?;
        until(BEGIN).await;
        let before = rest();
        let callers = (0..CALLERS).map(|caller| {
            let (consumer, client) = (self.clone(), client.clone());
            let end = plan.repaired + AFTERWARDS;
            tokio::spawn(async move { consumer.calls(caller, &client, end).await })
        });
        for caller in callers.collect::<Vec<_>>() {
            caller.await?;
        }
        until(plan.repaired + AFTERWARDS + QUIET).await;
        self.all_at_once(&client).await;
        until(plan.repaired + AFTERWARDS + QUIET * 2).await;
        if self.index == 0 {
            self.most_of_the_memory(&client).await;
        }
        until(plan.repaired + AFTERWARDS + QUIET * 3).await;
        let name = format!("consumer {}", self.index);
        let mut history = self.history.lock().unwrap();
        history.rest.insert(name, (before, rest()));
        Ok(())
    }

    async fn client(&self) -> dubbo::Result<TokensClient> {
        let (consumer, history) = (self.index, self.history.clone());
        let dubbo = Builder::<Simulated>::new()
            .transport(Network::default())
            .in_flight(OWN_IN_FLIGHT)
            .on_connection(move |event| {
                let connected = match event {
                    ConnectionEvent::Connected { .. } => true,
                    ConnectionEvent::Refused { .. } => false,
                    _ => return,
                };
                let at = now();
                history.lock().unwrap().attempts.push(Attempt {
                    consumer,
                    at,
                    connected,
                });
            })
            .build()?;
        let url = "dubbo://provider:20880?heartbeat=1000&reconnect=2000&retries=0&check=false";
        TokensClient::refer(&dubbo, ReferenceOptions::new().url(url)).await
    }

    /// Makes calls of all kinds until `end`. The last consumer calls seldom: what brings its connection
    /// back is mostly not a call.
    async fn calls(&self, caller: usize, client: &TokensClient, end: Duration) {
        let seldom = self.index == CONSUMERS - 1;
        let mut rng = Rng::with_seed(self.seed << 8 | (self.index * CALLERS + caller) as u64);
        for number in 0.. {
            sleep(milliseconds(&mut rng, if seldom { 3_000 } else { 60 })).await;
            if now() >= end {
                return;
            }
            let large = rng.u8(..20) == 0;
            let request = Request {
                token: self.token(caller, number),
                millis: rng.i32(..120).max(0) * i32::from(rng.bool()),
                ballast: vec![7; if large { 100_000 } else { rng.usize(..64) }],
                timeout: Duration::from_millis(50) + milliseconds(&mut rng, 750),
                patience: (rng.u8(..8) == 0).then(|| milliseconds(&mut rng, 200)),
            };
            self.call(client, request).await;
        }
    }

    /// Makes as many calls at once as there may be: one more in turn would come too late.
    async fn all_at_once(&self, client: &TokensClient) {
        let calls = (0..OWN_IN_FLIGHT).map(|number| {
            let (consumer, client) = (self.clone(), client.clone());
            let request = Request {
                token: consumer.token(CALLERS, number as i64),
                millis: 500,
                ballast: Vec::new(),
                timeout: Duration::from_millis(900),
                patience: None,
            };
            tokio::spawn(async move { consumer.call(&client, request).await })
        });
        for call in calls.collect::<Vec<_>>() {
            call.await.expect("a call does not panic");
        }
    }

    /// Makes a call that the provider has room for only if all else is given back.
    async fn most_of_the_memory(&self, client: &TokensClient) {
        let request = Request {
            token: self.token(CALLERS + 1, 0),
            millis: 0,
            ballast: vec![7; MEMORY / 4 * 3],
            timeout: Duration::from_secs(1),
            patience: None,
        };
        self.call(client, request).await;
    }

    fn token(&self, caller: usize, number: i64) -> i64 {
        (self.index as i64) << 48 | (caller as i64) << 32 | number
    }

    async fn call(&self, client: &TokensClient, request: Request) {
        let Request {
            token,
            millis,
            ballast,
            ..
        } = request;
        let expected = answer(token, &ballast);
        let limit = request.timeout;
        let client = client.with(|call| call.timeout(limit));
        let start = now();
        let call = client.echo(token, millis, ballast);
        let patience = request.patience.unwrap_or(Duration::MAX);
        let outcome = match timeout(patience, call).await {
            Ok(Ok(answer)) if answer == expected => Outcome::Answered,
            Ok(Ok(answer)) => Outcome::Strange(token_of(&answer)),
            Ok(Err(error)) => Outcome::Failed(error.to_string()),
            Err(_) => Outcome::Dropped,
        };
        let call = Call {
            token,
            start,
            timeout: request.timeout,
            end: now(),
            outcome,
        };
        self.history.lock().unwrap().calls.push(call);
    }
}

fn token_of(answer: &[u8]) -> i64 {
    let token = answer.first_chunk().copied().unwrap_or_default();
    i64::from_be_bytes(token)
}

fn rest() -> Rest {
    Rest {
        tasks: Handle::current().metrics().num_alive_tasks(),
        ..Rest::default()
    }
}

fn milliseconds(rng: &mut Rng, most: u64) -> Duration {
    Duration::from_millis(rng.u64(..most))
}

async fn until(time: Duration) {
    sleep(time.saturating_sub(now())).await;
}
