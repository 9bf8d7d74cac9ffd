//! `org.demo.GreetService` of the golden frames, and what Java's provider does in it.

use std::collections::HashMap;
use std::time::Duration;

use dubbo::java::{Array, BigDecimal, BigInteger, Date, LocalDate, LocalDateTime};
use dubbo::{Context, Error, Value, exception, pojo, reference, service};

#[pojo("org.demo.Color")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Color {
    Red,
    Green,
    Blue,
}

#[pojo("org.demo.User")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    pub id: i64,
    pub name: Option<String>,
    pub age: Option<i32>,
    pub vip: bool,
    pub score: f64,
    pub color: Option<Color>,
    pub birthday: Option<Date>,
    pub balance: Option<BigDecimal>,
    pub avatar: Option<Vec<u8>>,
    pub tags: Option<Vec<String>>,
    pub counts: Option<HashMap<String, i32>>,
    pub friend: Option<Box<User>>,
}

impl User {
    pub fn new(id: i64, name: &str) -> Self {
        Self {
            id,
            name: Some(name.to_owned()),
            ..Self::default()
        }
    }
}

#[exception]
#[derive(Debug)]
pub enum GreetError {
    #[exception("org.demo.GreetException")]
    Greet {
        code: i32,
        reason: Option<String>,
        message: Option<String>,
    },
    #[exception(other)]
    Other(Error),
}

pub type Users = HashMap<Option<String>, Option<User>>;

#[service(interface = "org.demo.GreetService")]
#[reference]
pub trait GreetService {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
    async fn touch(&self) -> dubbo::Result<()>;
    async fn touch_name(&self, name: String) -> dubbo::Result<()>;
    async fn nothing(&self) -> dubbo::Result<Option<String>>;
    async fn ping(&self) -> dubbo::Result<String>;
    async fn echo_boolean(&self, v: bool) -> dubbo::Result<bool>;
    async fn echo_byte(&self, v: i8) -> dubbo::Result<i8>;
    async fn echo_short(&self, v: i16) -> dubbo::Result<i16>;
    async fn echo_int(&self, v: i32) -> dubbo::Result<i32>;
    async fn echo_long(&self, v: i64) -> dubbo::Result<i64>;
    async fn echo_float(&self, v: f32) -> dubbo::Result<f32>;
    async fn echo_double(&self, v: f64) -> dubbo::Result<f64>;
    async fn echo_char(&self, v: char) -> dubbo::Result<char>;
    async fn echo_boxed_boolean(&self, v: Option<bool>) -> dubbo::Result<Option<bool>>;
    async fn echo_boxed_byte(&self, v: Option<i8>) -> dubbo::Result<Option<i8>>;
    async fn echo_boxed_short(&self, v: Option<i16>) -> dubbo::Result<Option<i16>>;
    async fn echo_boxed_int(&self, v: Option<i32>) -> dubbo::Result<Option<i32>>;
    async fn echo_boxed_long(&self, v: Option<i64>) -> dubbo::Result<Option<i64>>;
    async fn echo_boxed_float(&self, v: Option<f32>) -> dubbo::Result<Option<f32>>;
    async fn echo_boxed_double(&self, v: Option<f64>) -> dubbo::Result<Option<f64>>;
    async fn echo_boxed_char(&self, v: Option<char>) -> dubbo::Result<Option<char>>;
    async fn echo_string(&self, v: Option<String>) -> dubbo::Result<Option<String>>;
    async fn echo_bytes(&self, v: Vec<u8>) -> dubbo::Result<Vec<u8>>;
    async fn echo_ints(&self, v: Array<i32>) -> dubbo::Result<Array<i32>>;
    async fn echo_strings(&self, v: Array<Option<String>>) -> dubbo::Result<Array<Option<String>>>;
    async fn echo_color(&self, v: Option<Color>) -> dubbo::Result<Option<Color>>;
    async fn echo_date(&self, v: Date) -> dubbo::Result<Date>;
    async fn echo_local_date(&self, v: LocalDate) -> dubbo::Result<LocalDate>;
    async fn echo_local_date_time(&self, v: LocalDateTime) -> dubbo::Result<LocalDateTime>;
    async fn echo_big_decimal(&self, v: BigDecimal) -> dubbo::Result<BigDecimal>;
    async fn echo_big_integer(&self, v: BigInteger) -> dubbo::Result<BigInteger>;
    async fn echo_object(&self, v: Value) -> dubbo::Result<Value>;
    async fn echo_user(&self, v: Option<User>) -> dubbo::Result<Option<User>>;
    async fn echo_user_list(&self, v: Vec<Option<User>>) -> dubbo::Result<Vec<Option<User>>>;
    async fn echo_user_set(
        &self,
        #[java("java.util.Set")] v: Vec<User>,
    ) -> dubbo::Result<Vec<User>>;
    async fn echo_user_map(&self, v: Users) -> dubbo::Result<Users>;
    async fn add(&self, a: i32, b: i64, c: String) -> dubbo::Result<i32>;
    async fn find_user(&self, id: i64) -> Result<Option<User>, GreetError>;
    async fn rude(&self, name: String) -> dubbo::Result<String>;
    async fn illegal(&self, name: String) -> dubbo::Result<String>;
    async fn secret(&self, name: String) -> dubbo::Result<String>;
    async fn secret_checked(&self, name: String) -> dubbo::Result<String>;
    async fn caused(&self, name: String) -> dubbo::Result<String>;
    async fn plain(&self) -> dubbo::Result<Value>;
    async fn attachments(&self, key: String) -> dubbo::Result<Option<String>>;
    async fn slow(&self, millis: i32) -> dubbo::Result<String>;
    async fn big(&self, chars: i32) -> dubbo::Result<String>;
    async fn later(&self, name: String) -> dubbo::Result<String>;
    async fn later_fails(&self, name: String) -> dubbo::Result<String>;
    /// Only a consumer of the echo service knows it.
    #[method(name = "$echo")]
    async fn echo(&self, value: Value) -> dubbo::Result<Value>;
}

pub struct Greetings(pub &'static str);

fn thrown<T>(class: &str, message: String) -> dubbo::Result<T> {
    Err(Error::exception(class, message))
}

impl GreetService for Greetings {
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        Ok(format!("{}, {name}", self.0))
    }
    async fn touch(&self) -> dubbo::Result<()> {
        Ok(())
    }
    async fn touch_name(&self, _: String) -> dubbo::Result<()> {
        Ok(())
    }
    async fn nothing(&self) -> dubbo::Result<Option<String>> {
        Ok(None)
    }
    async fn ping(&self) -> dubbo::Result<String> {
        Ok("pong".to_owned())
    }
    async fn echo_boolean(&self, v: bool) -> dubbo::Result<bool> {
        Ok(v)
    }
    async fn echo_byte(&self, v: i8) -> dubbo::Result<i8> {
        Ok(v)
    }
    async fn echo_short(&self, v: i16) -> dubbo::Result<i16> {
        Ok(v)
    }
    async fn echo_int(&self, v: i32) -> dubbo::Result<i32> {
        Ok(v)
    }
    async fn echo_long(&self, v: i64) -> dubbo::Result<i64> {
        Ok(v)
    }
    async fn echo_float(&self, v: f32) -> dubbo::Result<f32> {
        Ok(v)
    }
    async fn echo_double(&self, v: f64) -> dubbo::Result<f64> {
        Ok(v)
    }
    async fn echo_char(&self, v: char) -> dubbo::Result<char> {
        Ok(v)
    }
    async fn echo_boxed_boolean(&self, v: Option<bool>) -> dubbo::Result<Option<bool>> {
        Ok(v)
    }
    async fn echo_boxed_byte(&self, v: Option<i8>) -> dubbo::Result<Option<i8>> {
        Ok(v)
    }
    async fn echo_boxed_short(&self, v: Option<i16>) -> dubbo::Result<Option<i16>> {
        Ok(v)
    }
    async fn echo_boxed_int(&self, v: Option<i32>) -> dubbo::Result<Option<i32>> {
        Ok(v)
    }
    async fn echo_boxed_long(&self, v: Option<i64>) -> dubbo::Result<Option<i64>> {
        Ok(v)
    }
    async fn echo_boxed_float(&self, v: Option<f32>) -> dubbo::Result<Option<f32>> {
        Ok(v)
    }
    async fn echo_boxed_double(&self, v: Option<f64>) -> dubbo::Result<Option<f64>> {
        Ok(v)
    }
    async fn echo_boxed_char(&self, v: Option<char>) -> dubbo::Result<Option<char>> {
        Ok(v)
    }
    async fn echo_string(&self, v: Option<String>) -> dubbo::Result<Option<String>> {
        Ok(v)
    }
    async fn echo_bytes(&self, v: Vec<u8>) -> dubbo::Result<Vec<u8>> {
        Ok(v)
    }
    async fn echo_ints(&self, v: Array<i32>) -> dubbo::Result<Array<i32>> {
        Ok(v)
    }
    async fn echo_strings(&self, v: Array<Option<String>>) -> dubbo::Result<Array<Option<String>>> {
        Ok(v)
    }
    async fn echo_color(&self, v: Option<Color>) -> dubbo::Result<Option<Color>> {
        Ok(v)
    }
    async fn echo_date(&self, v: Date) -> dubbo::Result<Date> {
        Ok(v)
    }
    async fn echo_local_date(&self, v: LocalDate) -> dubbo::Result<LocalDate> {
        Ok(v)
    }
    async fn echo_local_date_time(&self, v: LocalDateTime) -> dubbo::Result<LocalDateTime> {
        Ok(v)
    }
    async fn echo_big_decimal(&self, v: BigDecimal) -> dubbo::Result<BigDecimal> {
        Ok(v)
    }
    async fn echo_big_integer(&self, v: BigInteger) -> dubbo::Result<BigInteger> {
        Ok(v)
    }
    async fn echo_object(&self, v: Value) -> dubbo::Result<Value> {
        Ok(v)
    }
    async fn echo_user(&self, v: Option<User>) -> dubbo::Result<Option<User>> {
        Ok(v)
    }
    async fn echo_user_list(&self, v: Vec<Option<User>>) -> dubbo::Result<Vec<Option<User>>> {
        Ok(v)
    }
    async fn echo_user_set(&self, v: Vec<User>) -> dubbo::Result<Vec<User>> {
        Ok(v)
    }
    async fn echo_user_map(&self, v: Users) -> dubbo::Result<Users> {
        Ok(v)
    }
    async fn add(&self, a: i32, b: i64, c: String) -> dubbo::Result<i32> {
        Ok(a + b as i32 + c.len() as i32)
    }
    async fn find_user(&self, id: i64) -> Result<Option<User>, GreetError> {
        if id < 0 {
            let reason = format!("no user {id}");
            let message = Some(format!("404: {reason}"));
            return Err(GreetError::Greet {
                code: 404,
                reason: Some(reason),
                message,
            });
        }
        Ok(Some(User::new(id, &format!("user-{id}"))))
    }
    async fn rude(&self, name: String) -> dubbo::Result<String> {
        thrown("org.demo.RudeException", format!("go away, {name}"))
    }
    async fn illegal(&self, name: String) -> dubbo::Result<String> {
        thrown(
            "java.lang.IllegalArgumentException",
            format!("not a name: {name}"),
        )
    }
    async fn secret(&self, name: String) -> dubbo::Result<String> {
        thrown("java.lang.RuntimeException", format!("secret of {name}"))
    }
    async fn secret_checked(&self, name: String) -> dubbo::Result<String> {
        thrown(
            "org.demo.impl.SecretCheckedException",
            format!("secret of {name}"),
        )
    }
    async fn caused(&self, name: String) -> dubbo::Result<String> {
        let cause = dubbo::Exception::new("java.lang.IllegalArgumentException", "inner");
        let outer = format!("outer {name}");
        let outer =
            dubbo::Exception::new("java.lang.IllegalStateException", outer).with_cause(cause);
        Err(Error::Exception(Box::new(outer)))
    }
    async fn plain(&self) -> dubbo::Result<Value> {
        // A value that cannot be written, as Java's class that is not Serializable.
        Ok(Value::Reference(7))
    }
    async fn attachments(&self, key: String) -> dubbo::Result<Option<String>> {
        let context = Context::current();
        context.attach("answer-key", "answer-value");
        context.attach("trace-id", "t-0001");
        Ok(context.attachment(&key))
    }
    async fn slow(&self, millis: i32) -> dubbo::Result<String> {
        tokio::time::sleep(Duration::from_millis(millis as u64)).await;
        Ok("slept".to_owned())
    }
    async fn big(&self, chars: i32) -> dubbo::Result<String> {
        Ok("x".repeat(chars as usize))
    }
    async fn later(&self, name: String) -> dubbo::Result<String> {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Ok(format!("Later, {name}"))
    }
    async fn later_fails(&self, name: String) -> dubbo::Result<String> {
        tokio::time::sleep(Duration::from_millis(50)).await;
        thrown("org.demo.RudeException", format!("later, {name}"))
    }
    async fn echo(&self, value: Value) -> dubbo::Result<Value> {
        Ok(value)
    }
}
