//! The provider of a run, and what is seen of it from outside.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::time::sleep;

use crate::contract::{Tokens, TokensServer, answer};
use crate::network::Network;
use crate::{History, Rest, Sabotage};

/// Requests at once. All consumers together make as many in the end: one that was not given back is missed.
pub(crate) const IN_FLIGHT: usize = 24;
/// Bytes held at once. A call in the end needs three quarters of it.
pub(crate) const MEMORY: usize = 1024 * 1024;

/// What the simulation and the provider share.
#[derive(Clone, Default)]
pub(crate) struct Control {
    /// Has the provider shut down.
    pub(crate) shut_down: Arc<Notify>,
    /// Has it start again.
    pub(crate) start: Arc<Notify>,
    /// What it holds.
    pub(crate) rest: Arc<Mutex<Rest>>,
}

/// The provider's process.
pub(crate) async fn serve(
    history: Arc<Mutex<History>>,
    control: Control,
    sabotage: Option<Sabotage>,
) -> turmoil::Result {
    let network = Network {
        swaps_answers: sabotage == Some(Sabotage::SwapsAnswers),
    };
    loop {
        let service = Service {
            history: history.clone(),
            sabotage,
        };
        let server = dubbo::serve("dubbo://0.0.0.0:20880?heartbeat=1000")
            .transport(network)
            .in_flight(IN_FLIGHT)
            .memory(MEMORY)
            .shutdown_wait("1s")
            .publish(TokensServer::new(service))
            .start()
            .await?;
        tokio::select! {
            biased;
            () = control.shut_down.notified() => {}
            () = observe(&server, &control.rest) => {}
        }
        server.shut_down().await;
        control.start.notified().await;
    }
}

async fn observe(server: &dubbo::Running, rest: &Mutex<Rest>) {
    loop {
        *rest.lock().unwrap() = Rest {
            tasks: Handle::current().metrics().num_alive_tasks(),
            connections: server.connections(),
            sockets: turmoil::established_tcp_stream_count_on("provider"),
        };
        sleep(Duration::from_millis(20)).await;
    }
}

struct Service {
    history: Arc<Mutex<History>>,
    sabotage: Option<Sabotage>,
}

impl Tokens for Service {
    async fn echo(&self, token: i64, millis: i32, ballast: Vec<u8>) -> dubbo::Result<Vec<u8>> {
        let known = {
            let mut history = self.history.lock().unwrap();
            *history.served.entry(token).or_default() += 1;
            history.served.len()
        };
        if self.sabotage == Some(Sabotage::NeverEnds) && known % 50 == 0 {
            std::future::pending::<()>().await;
        }
        if millis > 0 {
            sleep(Duration::from_millis(millis as u64)).await;
        }
        Ok(answer(token, &ballast))
    }
}
