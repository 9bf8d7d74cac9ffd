//! One call of the contract: what is sent, what must arrive, and what must come back.

use std::any::Any;
use std::fmt::Debug;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use dubbo::{Attachments, Error, Exception, Value};

use crate::cases;
use crate::contract::{GreetError, InteropServiceClient, Kinds};
use crate::report::{Check, difference, ensure};
use crate::values::normal;

/// A case, for both sides: a caller sends it, a provider judges what arrives.
pub struct Case {
    /// Its name, which the caller puts into the attachment `case`.
    pub name: String,
    /// The method, by its name in Rust.
    pub method: &'static str,
    /// What the provider must get. Not what is sent where the case is deliberately wrong.
    pub arriving: Vec<Datum>,
    /// What the caller must get.
    pub answer: Answer,
    /// Whether both checks must notice that something else is sent than the table says.
    pub deliberately_wrong: bool,
    pub(crate) call: Call,
}

pub(crate) type Call =
    Box<dyn Fn(InteropServiceClient) -> Pin<Box<dyn Future<Output = Answer> + Send>> + Send + Sync>;

/// What a call ends with.
#[derive(Debug)]
pub enum Answer {
    /// The method's result.
    Value(Datum),
    /// An exception of the service, in words: class, message, fields of interest, causes.
    Thrown(String),
    /// Any other error.
    Failed(Error),
}

impl Case {
    /// The provider's opinion of what arrived, as Java's provider puts it.
    pub fn judge(&self, method: &str, arguments: &[Datum]) -> String {
        if method != self.method {
            return format!(
                "bad: case {} calls {}, not {method}",
                self.name, self.method
            );
        }
        match same_all(&self.arriving, arguments) {
            true => "ok".to_owned(),
            false => format!(
                "bad: {}",
                difference(&format!("{arguments:?}"), &format!("{:?}", self.arriving))
            ),
        }
    }

    /// Sends the case to a provider of this version, and checks the answer and the provider's
    /// verdict.
    pub async fn check(&self, client: &InteropServiceClient, version: &str) -> Check {
        let attachments = Arc::new(Mutex::new(Attachments::new()));
        let client = client.with(|call| {
            call.attach("case", self.name.as_str())
                .reply_into(&attachments)
        });
        let answer = (self.call)(client).await;
        let attachments = attachments.lock().unwrap_or_else(PoisonError::into_inner);
        let verdict = attachments.text("verdict").unwrap_or("(none)");
        if self.method == "rude" && cases::refuses_undeclared(version) {
            ensure!(
                matches!(answer, Answer::Failed(Error::Refused { .. })),
                "expected a refusal, got {answer:?}"
            );
            return Ok(());
        }
        let right = answer.is(&self.answer);
        if self.deliberately_wrong {
            ensure!(
                !right,
                "the caller's check took a wrong answer for right: {answer:?}"
            );
            ensure!(
                verdict.starts_with("bad"),
                "the provider's check took a wrong argument for right: {verdict}"
            );
            return Ok(());
        }
        ensure!(
            right,
            "answer: {}",
            difference(&format!("{answer:?}"), &format!("{:?}", self.answer))
        );
        ensure!(verdict == "ok", "the provider's verdict: {verdict}");
        Ok(())
    }
}

impl Answer {
    fn is(&self, expected: &Self) -> bool {
        match (self, expected) {
            (Self::Value(value), Self::Value(expected)) => value.same(&**expected),
            (Self::Thrown(words), Self::Thrown(expected)) => words == expected,
            _ => false,
        }
    }
}

/// A value of any type of the contract.
pub type Datum = Box<dyn Comparable>;

/// What values of different types have in common here.
pub trait Comparable: Any + Debug + Send + Sync {
    /// Whether `other` has the same type and value; a NaN is the same as a NaN, -0.0 as 0.0.
    fn same(&self, other: &dyn Comparable) -> bool;
}

impl<T: Any + Debug + PartialEq + Send + Sync> Comparable for T {
    fn same(&self, other: &dyn Comparable) -> bool {
        let other: &dyn Any = other;
        let Some(other) = other.downcast_ref::<T>() else {
            return false;
        };
        self == other || format!("{self:?}") == format!("{other:?}")
    }
}

/// A value, ready to be compared: a `Value` loses the order of its fields and entries.
pub fn datum<T: Any + Debug + PartialEq + Send + Sync>(mut value: T) -> Datum {
    let any: &mut dyn Any = &mut value;
    if let Some(value) = any.downcast_mut::<Value>() {
        *value = normal(value);
    } else if let Some(kinds) = any.downcast_mut::<Kinds>() {
        kinds.anything = normal(&kinds.anything);
    }
    Box::new(value)
}

fn same_all(some: &[Datum], others: &[Datum]) -> bool {
    some.len() == others.len()
        && some
            .iter()
            .zip(others)
            .all(|(one, other)| one.same(&**other))
}

/// The errors of the contract's methods.
pub(crate) trait Failure {
    fn answer(self) -> Answer;
}

impl Failure for Error {
    fn answer(self) -> Answer {
        match self.as_exception() {
            Some(exception) => Answer::Thrown(words(exception)),
            None => Answer::Failed(self),
        }
    }
}

impl Failure for GreetError {
    fn answer(self) -> Answer {
        match self {
            Self::Greet {
                code,
                reason,
                message,
            } => Answer::Thrown(format!(
                "GreetException code {code}, reason {reason:?}, message {message:?}"
            )),
            Self::Other(error) => error.answer(),
        }
    }
}

/// Class and message, and the same of all causes.
fn words(exception: &Exception) -> String {
    match &exception.cause {
        Some(cause) => format!("{exception}, caused by {}", words(cause)),
        None => exception.to_string(),
    }
}
