//! An invoker that keeps what it is asked to call, and answers with what it was given.

use std::sync::{Arc, Mutex};

use dubbo::{Invocation, Invoker, JavaType, Reply, Serialization, Value};

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recorded {
    pub(crate) interface: String,
    pub(crate) method: String,
    pub(crate) descriptor: String,
    pub(crate) arguments: Vec<Value>,
}

#[derive(Clone)]
pub(crate) struct Recorder {
    calls: Arc<Mutex<Vec<Recorded>>>,
    reply: Reply,
}

impl Recorder {
    pub(crate) fn answering<T: JavaType>(answer: &T) -> Self {
        let reply = Reply::of(Serialization::default(), answer).unwrap();
        Self {
            calls: Arc::default(),
            reply,
        }
    }

    /// The one call so far.
    pub(crate) fn only(&self) -> Recorded {
        let calls = self.calls.lock().unwrap();
        assert_eq!(calls.len(), 1, "{calls:?}");
        calls[0].clone()
    }
}

impl Invoker for Recorder {
    async fn invoke(&self, call: &mut Invocation<'_>) -> dubbo::Result<Reply> {
        let recorded = Recorded {
            interface: call.interface().to_owned(),
            method: call.method().to_owned(),
            descriptor: call.descriptor().to_owned(),
            arguments: call.arguments().values().unwrap(),
        };
        self.calls.lock().unwrap().push(recorded);
        Ok(self.reply.clone())
    }
}
