//! Callers that give up anywhere, and handlers that panic: the connection works on, nothing leaks.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use dubbo::Error;
use dubbo::transport::Memory;
use tokio::time::{sleep, timeout};

use crate::support::chance::Chance;
use crate::support::memory::{MemoryClient, client, serve};
use crate::support::process::{Launch, Provider};
use crate::support::service::{Echo, tasks_of};
use crate::support::within;

/// A future that is given up after so many polls.
struct Polls<F>(usize, F);

impl<F: Future + Unpin> Future for Polls<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.0 == 0 {
            return Poll::Ready(None);
        }
        self.0 -= 1;
        Pin::new(&mut self.1).poll(context).map(Some)
    }
}

/// Makes a call, but gives it up after some polls or some time. Returns whether it was answered.
async fn half_hearted(client: &MemoryClient, mut chance: Chance) -> bool {
    let text = format!("{:x}", chance.next());
    let slow = chance.below(3) == 0;
    let (polls, micros) = (chance.below(6), chance.below(2000) as u64);
    let answer = async {
        match slow {
            true => client.echo_after(text.clone(), 1).await,
            false => client.echo(text.clone()).await,
        }
    };
    let answer = Polls(polls, pin!(answer));
    match timeout(Duration::from_micros(micros), answer).await {
        Ok(Some(answer)) => {
            assert_eq!(answer.unwrap(), text);
            true
        }
        Ok(None) | Err(_) => false,
    }
}

#[tokio::test]
async fn callers_that_give_up_anywhere_leave_nothing_behind() {
    const ROUNDS: u64 = 60;
    const CALLERS: u64 = 50;
    /// Fewer than there are callers: some give up while they wait for their turn.
    const IN_FLIGHT: usize = 20;
    let network = Memory::new();
    let _server = serve(&network, 1).await;
    let tasks = || {
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
    };
    let before = tasks();
    let (mut answered, mut given_up) = (0, 0);
    for round in 0..ROUNDS {
        // A new connection each, so that some give up while it is made.
        let client = client(&network, 1, IN_FLIGHT).await;
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                let (client, chance) = (client.clone(), Chance::new(round * CALLERS + caller));
                tokio::spawn(async move { half_hearted(&client, chance).await })
            })
            .collect();
        for caller in callers {
            match caller.await.unwrap() {
                true => answered += 1,
                false => given_up += 1,
            }
        }
        // As many calls at once as there may be: none of the places is lost.
        let calls: Vec<_> = (0..IN_FLIGHT)
            .map(|call| {
                let client = client.clone();
                tokio::spawn(async move { client.echo_after(call.to_string(), 5).await })
            })
            .collect();
        for (call, answer) in calls.into_iter().enumerate() {
            let answer = timeout(Duration::from_secs(10), answer).await.unwrap();
            assert_eq!(answer.unwrap().unwrap(), call.to_string());
        }
    }
    println!("{answered} answered, {given_up} given up");
    assert!(answered > 300 && given_up > 300, "{answered}, {given_up}");
    within(Duration::from_secs(5), "tasks", tasks, |now| *now <= before).await;
}

#[tokio::test]
async fn handlers_that_panic_are_told_to_the_caller_and_cost_nothing() {
    for parameters in ["", "dispatcher=spawn", "dispatcher=blocking"] {
        let provider = Launch {
            parameters,
            ..Launch::default()
        }
        .start();
        panics_are_told(&provider).await;
    }
}

async fn panics_are_told(provider: &Provider) {
    let client = provider.client().await;
    client.echo("warm".into()).await.unwrap();
    let before = (provider.descriptors(), tasks_of(&client).await);
    for call in 0..200 {
        let error = client.panics(call % 2 == 0).await.unwrap_err();
        let told = error.to_string().contains("panicked");
        assert!(
            told && matches!(error, Error::Refused { status: 70, .. }),
            "{error}"
        );
    }
    assert_eq!(client.echo("here".into()).await.unwrap(), "here");
    sleep(Duration::from_millis(100)).await;
    let after = (provider.descriptors(), tasks_of(&client).await);
    assert_eq!(after, before, "descriptors and tasks");
}
