//! Calls can be followed by `tracing` on both sides.

use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::*;

/// Writes down each new span with its fields.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<String>>>);

impl Subscriber for Spans {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        struct Fields(String);

        impl Visit for Fields {
            fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
                self.0 += &format!(" {}={value:?}", field.name());
            }
        }
        let mut fields = Fields(span.metadata().name().to_owned());
        span.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_is_a_span_at_the_consumer_and_one_at_the_provider() {
    let world = World::<InMemory>::new().await;
    let greeter = world.greeter().await;
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(spans.clone());
    greeter.touch().await.unwrap();
    let spans = spans.0.lock().unwrap();
    let call = r#"call service="org.demo.GreetService" method="touch""#;
    let serve = r#"serve service="org.demo.GreetService" method="touch" peer="#;
    assert!(spans.iter().any(|span| span == call), "{spans:?}");
    assert!(
        spans.iter().any(|span| span.starts_with(serve)),
        "{spans:?}"
    );
}
