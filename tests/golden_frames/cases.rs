//! What a consumer does in each case, and what must come of it: the same in all four versions.

use std::collections::HashMap;
use std::fmt::Debug;
use std::time::Duration;

use dubbo::java::{Array, BigDecimal, BigInteger, Date, LocalDate, LocalDateTime};
use dubbo::{Error, Value, reference};

use crate::contract::*;

/// A case's outcome, and what it should be.
pub struct Outcome {
    pub actual: String,
    pub expected: String,
    /// Where the provider refused the call: the kinds of error differ by status alone.
    pub error: Option<Error>,
}

fn outcome<T: Debug, E: Into<Error>>(result: Result<T, E>, expected: impl Debug) -> Outcome {
    let expected = format!("{expected:?}");
    match result {
        Ok(value) => Outcome {
            actual: format!("{value:?}"),
            expected,
            error: None,
        },
        Err(error) => {
            let error = error.into();
            Outcome {
                actual: error.to_string(),
                expected,
                error: Some(error),
            }
        }
    }
}

impl From<GreetError> for Error {
    fn from(error: GreetError) -> Self {
        match error {
            GreetError::Other(error) => error,
            GreetError::Greet {
                code,
                reason,
                message,
            } => {
                let text = format!("{code} {} {}", reason.unwrap(), message.unwrap());
                Error::exception("org.demo.GreetException", text)
            }
        }
    }
}

pub fn user() -> User {
    User {
        id: 1 << 33,
        age: Some(30),
        vip: true,
        score: 99.5,
        color: Some(Color::Blue),
        birthday: Some(Date(946_684_800_000)),
        balance: Some("10.50".parse().unwrap()),
        avatar: Some(vec![1, 2, 3]),
        tags: Some(vec!["x".to_owned(), "y".to_owned()]),
        counts: Some(HashMap::from([("n".to_owned(), 1)])),
        ..User::new(0, "Ann")
    }
}

/// A user without a type: what Java sends for `Object`.
fn user_value(id: i64, name: &str) -> Value {
    let null = |field| (field, Value::Null);
    let mut fields: Vec<_> = [
        "friend", "counts", "tags", "avatar", "balance", "birthday", "color",
    ]
    .map(null)
    .into();
    fields.extend([
        ("score", Value::from(0.0)),
        ("vip", false.into()),
        null("age"),
    ]);
    fields.extend([("name", name.into()), ("id", id.into())]);
    Value::object("org.demo.User", fields)
}

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| at as u8).collect()
}

/// Carries out the case `name`; `None` where it is none that a consumer of this SDK can make.
pub async fn run(name: &str, greet: &GreetServiceClient) -> Option<Outcome> {
    macro_rules! echo {
        ($method:ident, $value:expr) => {{
            let value = $value;
            outcome(greet.$method(value.clone()).await, value)
        }};
    }
    if let Some((kind, number)) = name.split_once('.').filter(|(kind, _)| !kind.contains('-')) {
        return Some(match kind {
            "byte" => echo!(echo_byte, number.parse::<i8>().unwrap()),
            "short" => echo!(echo_short, number.parse::<i16>().unwrap()),
            "int" => echo!(echo_int, number.parse::<i32>().unwrap()),
            "long" => echo!(echo_long, number.parse::<i64>().unwrap()),
            // Neither Java nor this SDK keeps the sign of zero: -0.0 + 0.0 is 0.0.
            "float" => {
                let value = number.parse::<f32>().unwrap();
                outcome(greet.echo_float(value).await, value + 0.0)
            }
            "double" => {
                let value = number.parse::<f64>().unwrap();
                outcome(greet.echo_double(value).await, value + 0.0)
            }
            "char" => echo!(echo_char, char::from_u32(number.parse().unwrap()).unwrap()),
            _ => return None,
        });
    }
    let text = |text: &str| Some(text.to_owned());
    let (ann, bob) = (User::new(1, "Ann"), User::new(2, "Bob"));
    let nested = User {
        friend: Some(Box::new(bob.clone())),
        ..user()
    };
    let map = Users::from([
        (text("a"), Some(ann.clone())),
        (text("none"), None),
        (None, Some(bob.clone())),
    ]);
    let twice = Some(User::new(4, "Twice"));
    Some(match name {
        "hello-ascii" => outcome(greet.say_hello("world".to_owned()).await, "Hello, world"),
        "hello-chinese" => outcome(greet.say_hello("世界".to_owned()).await, "Hello, 世界"),
        "hello-emoji" => outcome(greet.say_hello("😀 hi".to_owned()).await, "Hello, 😀 hi"),
        "string-empty" => echo!(echo_string, text("")),
        "string-null" => echo!(echo_string, None::<String>),
        "string-31" => echo!(echo_string, Some("a".repeat(31))),
        "string-32" => echo!(echo_string, Some("a".repeat(32))),
        "string-1023" => echo!(echo_string, Some("a".repeat(1023))),
        "string-1024" => echo!(echo_string, Some("a".repeat(1024))),
        "string-40000-emoji-at-chunk" => {
            echo!(
                echo_string,
                Some("a".repeat(32767) + "😀" + &"b".repeat(7000))
            )
        }
        "no-arguments" => outcome(greet.ping().await, "pong"),
        "void" => outcome(greet.touch().await, ()),
        "void-with-argument" => outcome(greet.touch_name("x".to_owned()).await, ()),
        "null-answer" => outcome(greet.nothing().await, None::<String>),
        "three-arguments" => outcome(greet.add(1, 2, "three".to_owned()).await, 8),
        "boolean-true" => echo!(echo_boolean, true),
        "boolean-false" => echo!(echo_boolean, false),
        "boxed-boolean" => echo!(echo_boxed_boolean, Some(true)),
        "boxed-boolean-null" => echo!(echo_boxed_boolean, None::<bool>),
        "boxed-byte" => echo!(echo_boxed_byte, Some(-128i8)),
        "boxed-short" => echo!(echo_boxed_short, Some(300i16)),
        "boxed-int" => echo!(echo_boxed_int, Some(1_000_000)),
        "boxed-int-null" => echo!(echo_boxed_int, None::<i32>),
        "boxed-long" => echo!(echo_boxed_long, Some(1i64 << 40)),
        "boxed-float" => echo!(echo_boxed_float, Some(1.1f32)),
        "boxed-double" => echo!(echo_boxed_double, Some(1.1)),
        "boxed-char" => echo!(echo_boxed_char, Some('A')),
        "bytes-empty" => echo!(echo_bytes, bytes(0)),
        "bytes-15" => echo!(echo_bytes, bytes(15)),
        "bytes-16" => echo!(echo_bytes, bytes(16)),
        "bytes-1024" => echo!(echo_bytes, bytes(1024)),
        "bytes-20000" => echo!(echo_bytes, bytes(20000)),
        "ints" => echo!(echo_ints, Array::from(vec![1, -1, i32::MAX])),
        "strings" => echo!(echo_strings, Array::from(vec![text("a"), None, text("c")])),
        "enum" => echo!(echo_color, Some(Color::Green)),
        "enum-null" => echo!(echo_color, None::<Color>),
        "date-ms" => echo!(echo_date, Date(1_700_000_000_123)),
        "date-minute" => echo!(echo_date, Date(60_000)),
        "date-before-1970" => echo!(echo_date, Date(-1)),
        "local-date" => echo!(echo_local_date, LocalDate::new(2024, 2, 29).unwrap()),
        "local-date-time" => {
            let time: LocalDateTime = "2024-02-29T23:59:58.123456789".parse().unwrap();
            outcome(greet.echo_local_date_time(time).await, time)
        }
        "big-decimal" => echo!(
            echo_big_decimal,
            "-12345.6700".parse::<BigDecimal>().unwrap()
        ),
        "big-integer" => {
            echo!(
                echo_big_integer,
                "-123456789012345678901234567890"
                    .parse::<BigInteger>()
                    .unwrap()
            )
        }
        "object-string" => echo!(echo_object, Value::from("text")),
        "object-int" => echo!(echo_object, Value::from(7)),
        "object-user" => echo!(echo_object, user_value(1, "Ann")),
        "user" => echo!(echo_user, Some(user())),
        "user-null" => echo!(echo_user, None::<User>),
        "user-all-fields-default" => echo!(echo_user, Some(User::default())),
        "user-nested" => echo!(echo_user, Some(nested)),
        "list-of-user" => echo!(echo_user_list, vec![Some(ann), None, Some(bob)]),
        "list-of-user-empty" => echo!(echo_user_list, Vec::<Option<User>>::new()),
        "list-of-user-arrays-aslist" => echo!(echo_user_list, vec![Some(ann), Some(bob)]),
        "list-of-user-same-twice" => echo!(echo_user_list, vec![twice.clone(), twice]),
        "set-of-user" => {
            let sorted = |set: dubbo::Result<Vec<User>>| {
                set.map(|mut set| {
                    set.sort_by_key(|user| user.id);
                    set
                })
            };
            let set = vec![ann, bob];
            outcome(sorted(greet.echo_user_set(set.clone()).await), set)
        }
        "map-of-user-linked" | "map-of-user-hash" => {
            // The order of a map's entries in text is its own: compared as a map.
            let answer = greet.echo_user_map(map.clone()).await;
            outcome(answer.map(|answer| answer == map), true)
        }
        "exception-declared-not-thrown" => {
            outcome(greet.find_user(5).await, Some(User::new(5, "user-5")))
        }
        "exception-declared" => thrown(
            greet.find_user(-5).await,
            "org.demo.GreetException: 404 no user -5 404: no user -5",
        ),
        "exception-unchecked-beside-interface" => thrown(
            greet.rude("Ann".to_owned()).await,
            "org.demo.RudeException: go away, Ann",
        ),
        "exception-java-lang" => thrown(
            greet.illegal("Ann".to_owned()).await,
            "java.lang.IllegalArgumentException: not a name: Ann",
        ),
        "exception-with-cause" => caused(greet.caused("Ann".to_owned()).await),
        "exception-unchecked-provider-only" => first_line(
            greet.secret("Ann".to_owned()).await,
            "java.lang.RuntimeException: org.demo.impl.SecretException: secret of Ann",
        ),
        "exception-checked-undeclared-provider-only" => thrown(
            greet.secret_checked("Ann".to_owned()).await,
            "org.demo.impl.SecretCheckedException: secret of Ann",
        ),
        "answer-not-serializable" => thrown(greet.plain().await, ""),
        "attachments" => {
            let greet =
                greet.with(|call| call.attach("user-key", "user-value").attach("k2", "世界"));
            outcome(
                greet.attachments("user-key".to_owned()).await,
                text("user-value"),
            )
        }
        "attachments-object" => {
            let greet = greet.with(|call| {
                let call = call.attach("user-obj", user_value(9, "Att"));
                call.attach("int-key", 42)
            });
            // Java answers the attachment's text; 2.6 has none that is no text.
            let answer = greet.attachments("int-key".to_owned()).await;
            outcome(
                answer.map(|answer| answer.is_none_or(|answer| answer == "42")),
                true,
            )
        }
        "timeout-configured-2345" => {
            let greet = greet.with(|call| call.timeout(Duration::from_millis(2345)));
            outcome(greet.ping().await, "pong")
        }
        "tag" => outcome(
            greet
                .with(|call| call.attach("dubbo.tag", "gray"))
                .ping()
                .await,
            "pong",
        ),
        "echo" => echo!(echo, Value::from("OK")),
        "echo-user" => echo!(echo, user_value(1, "Ann")),
        "echo-null" => echo!(echo, Value::Null),
        "async" => outcome(greet.later("Ann".to_owned()).await, "Later, Ann"),
        "async-exception" => thrown(
            greet.later_fails("Ann".to_owned()).await,
            "org.demo.RudeException: later, Ann",
        ),
        "oversize-answer" => thrown(greet.big(2000).await, ""),
        "version-mismatch" | "group-mismatch" => thrown(greet.say_hello("x".to_owned()).await, ""),
        "version-mismatch-no-arguments" => thrown(greet.ping().await, ""),
        "group-and-version" => outcome(greet.say_hello("monde".to_owned()).await, "Bonjour, monde"),
        _ => return None,
    })
}

/// An outcome that must be an error with this text.
fn thrown<T: Debug, E: Into<Error>>(result: Result<T, E>, text: &str) -> Outcome {
    let outcome = outcome(result, ());
    Outcome {
        expected: text.to_owned(),
        ..outcome
    }
}

fn first_line<T: Debug>(result: dubbo::Result<T>, text: &str) -> Outcome {
    let outcome = thrown(result, text);
    let line = outcome.actual.lines().next().unwrap_or_default().to_owned();
    Outcome {
        actual: line,
        ..outcome
    }
}

fn caused<T: Debug>(result: dubbo::Result<T>) -> Outcome {
    let expected = "java.lang.IllegalStateException: outer Ann, caused by java.lang.IllegalArgumentException: inner";
    let mut outcome = thrown(result, expected);
    if let Some(exception) = outcome.error.as_ref().and_then(Error::as_exception) {
        let cause = exception
            .cause
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        outcome.actual = format!("{exception}, caused by {cause}");
        assert!(
            exception.stack.iter().any(|frame| frame.method == "caused"),
            "{exception:?}"
        );
    }
    outcome
}

/// Nobody publishes it.
#[reference(interface = "org.demo.MissingService")]
pub trait MissingService {
    async fn hello(&self, name: String) -> dubbo::Result<String>;
    async fn ping(&self) -> dubbo::Result<String>;
}

/// The provider has an older version of it.
#[reference(interface = "org.demo.Evolving")]
pub trait Evolving {
    async fn unknown(&self, name: String) -> dubbo::Result<String>;
    async fn unknown_no_args(&self) -> dubbo::Result<String>;
}

/// It serves those who send its token.
#[reference(interface = "org.demo.TokenService")]
pub trait TokenService {
    async fn hello(&self, name: String) -> dubbo::Result<String>;
}

/// Carries out the case `name` of another service, most of which refuse.
pub async fn run_other(
    name: &str,
    missing: &MissingServiceClient,
    evolving: &EvolvingClient,
    token: &TokenServiceClient,
) -> Option<Outcome> {
    Some(match name {
        "token" => outcome(token.hello("Ann".to_owned()).await, "token ok, Ann"),
        "token-mismatch" | "token-missing" => thrown(token.hello("Ann".to_owned()).await, ""),
        "unknown-service" => thrown(missing.hello("x".to_owned()).await, ""),
        "unknown-service-no-arguments" => thrown(missing.ping().await, ""),
        "unknown-method" => thrown(evolving.unknown("x".to_owned()).await, ""),
        "unknown-method-no-arguments" => thrown(evolving.unknown_no_args().await, ""),
        _ => return None,
    })
}
