//! The provider's side of the contract: judges what arrives by the request's `case`, then answers.

use std::collections::{HashMap, HashSet};
use std::time::Duration as Time;

use dubbo::java::{
    Array, BigDecimal, BigInteger, Date, Duration, Instant, LocalDate, LocalDateTime, LocalTime,
    SqlDate, SqlTime, SqlTimestamp, Uuid,
};
use dubbo::{Context, Error, Exception, Result, Value};

use crate::case::{Datum, datum};
use crate::cases;
use crate::contract::{Color, GreetError, Inner, InteropService, Kinds, Single, User};
use crate::values;

/// An implementation that says who it is.
#[derive(Debug)]
pub struct Answers {
    identity: &'static str,
}

impl Answers {
    /// `whoami` answers `identity`.
    pub fn new(identity: &'static str) -> Self {
        Self { identity }
    }
}

/// Puts the verdict on what arrived beside the reply, if the call is a case.
fn judge(method: &str, arguments: &[Datum]) {
    let context = Context::current();
    let Some(name) = context.attachment("case") else {
        return;
    };
    let verdict = match cases::named(&name) {
        Some(case) => case.judge(method, arguments),
        None => format!("bad: no case is named {name}"),
    };
    context.attach("verdict", verdict);
}

macro_rules! echoes {
    ($($method:ident: $argument:ty => $answer:ty;)*) => {$(
        async fn $method(&self, v: $argument) -> Result<$answer> {
            judge(stringify!($method), &[datum(v.clone())]);
            Ok(v.into())
        }
    )*};
    ($($method:ident: $type:ty;)*) => {
        echoes! { $($method: $type => $type;)* }
    };
}

impl InteropService for Answers {
    echoes! {
        echo_boolean: bool;
        echo_byte: i8;
        echo_short: i16;
        echo_int: i32;
        echo_long: i64;
        echo_float: f32;
        echo_double: f64;
        echo_char: char;
        echo_boxed_boolean: Option<bool>;
        echo_boxed_byte: Option<i8>;
        echo_boxed_short: Option<i16>;
        echo_boxed_int: Option<i32>;
        echo_boxed_long: Option<i64>;
        echo_boxed_float: Option<f32>;
        echo_boxed_double: Option<f64>;
        echo_boxed_char: Option<char>;
        echo_string: Option<String>;
        echo_bytes: Option<Vec<u8>>;
        echo_bytes_array: Array<Vec<u8>>;
        echo_booleans: Array<bool>;
        echo_longs: Array<i64>;
        echo_floats: Array<f32>;
        echo_doubles: Array<f64>;
        echo_boxed_ints: Array<Option<i32>>;
        echo_strings: Array<Option<String>>;
        echo_users: Array<User>;
        echo_integer_list: Vec<i32>;
        echo_long_list: Vec<i64>;
        echo_string_list: Vec<String>;
        echo_bytes_list: Vec<Vec<u8>>;
        echo_user_list: Option<Vec<Option<User>>>;
        echo_color_list: Vec<Color>;
        echo_user_map_list: Vec<HashMap<String, User>>;
        echo_string_set: HashSet<String>;
        echo_user_set: HashSet<User>;
        echo_user_map: HashMap<String, Option<User>>;
        echo_long_map: HashMap<i64, String>;
        echo_user_list_map: HashMap<String, Vec<User>>;
        echo_user: Option<User>;
        echo_kinds: Kinds;
        echo_single: Single;
        echo_color: Option<Color>;
        echo_inner: Inner;
        echo_object: Value;
        generic: Value;
        echo_date: Option<Date>;
        echo_local_date: LocalDate;
        echo_local_time: LocalTime;
        echo_local_date_time: LocalDateTime;
        echo_instant: Instant;
        echo_duration: Duration;
        echo_timestamp: SqlTimestamp;
        echo_sql_date: SqlDate;
        echo_sql_time: SqlTime;
        echo_big_decimal: BigDecimal;
        echo_big_integer: BigInteger;
        echo_uuid: Uuid;
    }

    echoes! {
        echo_ints: Vec<i32> => Array<i32>;
        echo_varargs: Vec<String> => Array<String>;
    }

    async fn touch(&self) -> Result<()> {
        judge("touch", &[]);
        Ok(())
    }

    async fn touch_name(&self, name: String) -> Result<()> {
        judge("touch_name", &[datum(name)]);
        Ok(())
    }

    async fn nothing(&self) -> Result<Option<String>> {
        judge("nothing", &[]);
        Ok(None)
    }

    async fn ping(&self) -> Result<String> {
        judge("ping", &[]);
        Ok("pong".to_owned())
    }

    async fn mixed(&self, a: i32, b: User, c: Vec<String>) -> Result<String> {
        judge("mixed", &[datum(a), datum(b.clone()), datum(c.clone())]);
        Ok(format!(
            "{a}/{}/{}",
            b.name.unwrap_or_default(),
            c.join(",")
        ))
    }

    async fn find_user(&self, id: i64) -> Result<Option<User>, GreetError> {
        judge("find_user", &[datum(id)]);
        if id < 0 {
            let reason = format!("no user {id}");
            let message = Some(format!("404: {reason}"));
            return Err(GreetError::Greet {
                code: 404,
                reason: Some(reason),
                message,
            });
        }
        Ok(Some(values::named_user(id, &format!("user-{id}"))))
    }

    async fn illegal(&self, name: String) -> Result<String> {
        judge("illegal", &[datum(name.clone())]);
        Err(Error::exception(
            "java.lang.IllegalArgumentException",
            format!("not a name: {name}"),
        ))
    }

    async fn caused(&self, name: String) -> Result<String> {
        judge("caused", &[datum(name.clone())]);
        let inner = Exception::new("java.lang.IllegalArgumentException", "inner");
        let outer = Exception::new("java.lang.IllegalStateException", format!("outer {name}"));
        Err(Error::Exception(Box::new(outer.with_cause(inner))))
    }

    async fn rude(&self, name: String) -> Result<String> {
        judge("rude", &[datum(name.clone())]);
        Err(Error::exception(
            "org.demo.RudeException",
            format!("go away, {name}"),
        ))
    }

    async fn foreign(&self, name: String) -> Result<String> {
        Err(Error::message(format!("foreign {name}")))
    }

    async fn sleepy(&self, millis: i32, token: String) -> Result<String> {
        judge("sleepy", &[datum(millis), datum(token.clone())]);
        tokio::time::sleep(Time::from_millis(millis.unsigned_abs().into())).await;
        Ok(token)
    }

    async fn later(&self, name: String) -> Result<String> {
        tokio::time::sleep(Time::from_millis(50)).await;
        Ok(format!("Later, {name}"))
    }

    async fn size(&self, v: Vec<u8>) -> Result<i32> {
        let size = i32::try_from(v.len()).map_err(Error::message)?;
        judge("size", &[datum(v)]);
        Ok(size)
    }

    async fn bytes(&self, length: i32) -> Result<Vec<u8>> {
        judge("bytes", &[datum(length)]);
        Ok(values::bytes(
            usize::try_from(length).map_err(Error::message)?,
        ))
    }

    async fn attachments(&self, keys: Vec<String>) -> Result<HashMap<String, String>> {
        let context = Context::current();
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let seen = |key: String| {
            context
                .attachments()
                .get(&key)
                .map(text)
                .map(|value| (key, value))
        };
        let all = keys.into_iter().filter_map(seen).collect();
        context.attach("answer-key", "answer-value");
        context.attach("trace-id", "t-世");
        context.attach("answerCamel", "Camel");
        Ok(all)
    }

    async fn whoami(&self) -> Result<String> {
        Ok(self.identity.to_owned())
    }

    async fn caller(&self) -> Result<String> {
        Ok(Context::current().peer().unwrap_or_default().to_owned())
    }

    async fn describe(&self, v: Value) -> Result<String> {
        Ok(v.to_string())
    }

    async fn case_names(&self) -> Result<Vec<String>> {
        Ok(cases::ALL.iter().map(|case| case.name.clone()).collect())
    }
}
