//! Calls can be followed by `tracing` on both sides.

use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::*;

/// Writes down each span and event with its fields.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

/// Fields in the order in which they come, as ` name=value`.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0 += &format!(" {}={value:?}", field.name());
    }
}

impl Subscriber for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(span.metadata().name().to_owned());
        span.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(event.metadata().level().to_string());
        event.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_is_a_span_at_the_consumer_and_one_at_the_provider() {
    let world = World::<InMemory>::new().await;
    let greeter = world.greeter().await;
    let spans = Lines::default();
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

#[tokio::test]
async fn a_reference_logs_its_serialization_and_the_keys_that_have_no_effect() {
    let lines = Lines::default();
    let _guard = tracing::subscriber::set_default(lines.clone());
    let world = World::<InMemory>::new().await;
    let first = dubbo::Serialization::ALL[0].name();
    world.greeter_at("cluster=failfast&touch.mock=true").await;
    world.greeter_at(&format!("serialization={first}")).await;
    let lines = lines.0.lock().unwrap();
    let has = |words: &[&str]| {
        lines
            .iter()
            .any(|line| words.iter().all(|word| line.contains(word)))
    };
    assert!(
        has(&[
            "INFO",
            &format!("serialization={first:?} named=false compiled_in=")
        ]),
        "{lines:?}"
    );
    assert!(
        has(&[
            "INFO",
            &format!("serialization={first:?} named=true compiled_in=")
        ]),
        "{lines:?}"
    );
    assert!(has(&["INFO", "serving", "serializations="]), "{lines:?}");
    assert!(
        has(&["WARN", r#"key="cluster" value="failfast""#]),
        "{lines:?}"
    );
    assert!(
        has(&["WARN", r#"key="touch.mock" value="true""#]),
        "{lines:?}"
    );
}
