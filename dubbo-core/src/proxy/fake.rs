use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dubbo_codec::Value;

use crate::error::{Error, Result};
use crate::protocol::{Invocation, Invoker, Method, Reply};

/// Answers calls with closures, and keeps what was asked; a `GreeterFake` has one. Cheap to clone: clones share
/// answers and calls.
#[derive(Clone)]
pub struct Fake(Arc<Inner>);

struct Inner {
    /// The type that the user sees.
    name: &'static str,
    answers: Mutex<HashMap<Key, Answer>>,
    calls: Mutex<Vec<FakeCall>>,
}

/// Name and descriptor on the wire.
type Key = (&'static str, &'static str);

#[derive(Clone)]
struct Answer {
    /// The method's name in Rust.
    method: &'static str,
    /// None where the test has set none.
    answer: Option<Arc<Closure>>,
}

type Closure = dyn Fn(&Invocation<'_>) -> Result<Reply> + Send + Sync;

/// A call that a [`Fake`] has received.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FakeCall {
    /// The method's name in Rust.
    pub method: String,
    /// The arguments, as a peer would read them.
    pub arguments: Vec<Value>,
}

impl Fake {
    /// A fake without answers, of the type `name`, for `methods` with their names in Rust.
    #[must_use]
    pub fn new(name: &'static str, methods: &[(&'static Method, &'static str)]) -> Self {
        let unset = methods.iter().map(|(method, rust_name)| {
            let answer = Answer {
                method: rust_name,
                answer: None,
            };
            ((method.name, method.descriptor), answer)
        });
        Self(Arc::new(Inner {
            name,
            answers: Mutex::new(unset.collect()),
            calls: Mutex::default(),
        }))
    }

    /// Answers calls of `method` with `answer` from now on.
    pub fn answer(
        &self,
        method: &'static Method,
        answer: impl Fn(&Invocation<'_>) -> Result<Reply> + Send + Sync + 'static,
    ) {
        if let Some(set) = lock(&self.0.answers).get_mut(&(method.name, method.descriptor)) {
            set.answer = Some(Arc::new(answer));
        }
    }

    /// Takes over the answers of `parent` for methods that this one does not have.
    pub fn extend(&self, parent: &Self) {
        let answers = lock(&parent.0.answers).clone();
        let mut own = lock(&self.0.answers);
        for (key, answer) in answers {
            own.entry(key).or_insert(answer);
        }
    }

    /// The calls so far, in the order in which they came, also those without an answer.
    #[must_use]
    pub fn calls(&self) -> Vec<FakeCall> {
        lock(&self.0.calls).clone()
    }
}

impl std::fmt::Debug for Fake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(self.0.name).finish_non_exhaustive()
    }
}

impl Invoker for Fake {
    async fn invoke(&self, call: &mut Invocation<'_>) -> Result<Reply> {
        let name = self.0.name;
        let set = {
            let answers = lock(&self.0.answers);
            let mut entries = answers.iter();
            let set = entries.find(|(key, _)| **key == (call.method(), call.descriptor()));
            set.map(|(_, answer)| answer.clone())
        };
        let Some(Answer { method, answer }) = set else {
            let text = format!(
                "`{name}` has no answer for `{}` of a parent; give it one by `.with_parent(…)`",
                call.method()
            );
            return Err(Error::config(text));
        };
        let arguments = call.arguments().values();
        let arguments =
            arguments.map_err(|error| Error::serialization("the arguments of the call", error))?;
        lock(&self.0.calls).push(FakeCall {
            method: method.to_owned(),
            arguments,
        });
        let Some(answer) = answer else {
            let text = format!(
                "`{name}` has no answer for `{method}`; give it one by `.on_{}(|…| Ok(…))`",
                method.trim_start_matches('_')
            );
            return Err(Error::config(text));
        };
        answer(call)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
