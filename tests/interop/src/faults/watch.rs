//! Our provider, and what is seen of it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use dubbo::{ConnectionEvent, Filter, Invocation, Invoker, Reply};

use crate::answers::Answers;
use crate::contract::InteropServiceServer;
use crate::report::Check;

/// What a server of ours is at work on, and what happens to its connections.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    begun: AtomicUsize,
    ended: AtomicUsize,
    events: Mutex<Vec<ConnectionEvent>>,
}

impl Watch {
    pub(super) fn begun(&self) -> usize {
        self.0.begun.load(Ordering::Relaxed)
    }

    pub(super) fn ended(&self) -> usize {
        self.0.ended.load(Ordering::Relaxed)
    }

    pub(super) fn count(&self, wanted: impl Fn(&ConnectionEvent) -> bool) -> usize {
        let events = self.0.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.iter().filter(|event| wanted(event)).count()
    }

    fn tell(&self, event: &ConnectionEvent) {
        let mut events = self.0.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.push(event.clone());
    }
}

/// Counts calls, also those whose future is dropped.
impl Filter for Watch {
    async fn invoke<I: Invoker>(
        &self,
        next: &I,
        call: &mut Invocation<'_>,
    ) -> dubbo::Result<Reply> {
        struct Ends<'a>(&'a AtomicUsize);

        impl Drop for Ends<'_> {
            fn drop(&mut self) {
                self.0.fetch_add(1, Ordering::Relaxed);
            }
        }
        self.0.begun.fetch_add(1, Ordering::Relaxed);
        let _ends = Ends(&self.0.ended);
        next.invoke(call).await
    }
}

/// A server of ours at this port, with these parameters in its URL.
pub(super) async fn serve(port: u16, parameters: &str) -> Check<(dubbo::Running, Watch)> {
    let watch = Watch::default();
    let told = watch.clone();
    let server = dubbo::serve(&format!("dubbo://0.0.0.0:{port}?{parameters}"))
        .publish(InteropServiceServer::new(Answers::new("faults")))
        .filter(watch.clone())
        .on_connection(move |event| told.tell(event));
    Ok((server.start().await?, watch))
}
