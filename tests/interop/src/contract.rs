//! `org.demo.InteropService` and its classes, as Java has them: see `java/src/main/java/org/demo`.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use dubbo::java::{
    Array, BigDecimal, BigInteger, Date, Duration, Instant, LocalDate, LocalDateTime, LocalTime,
    SqlDate, SqlTime, SqlTimestamp, Uuid,
};
use dubbo::{Result, Value, exception, pojo, reference, service};

/// Every `echo_*` and `generic` answers its argument.
#[service(
    interface = "org.demo.InteropService",
    contract = "../golden/definitions/interop-3.3.6.json",
    missing = "deny"
)]
#[reference]
pub trait InteropService {
    async fn echo_boolean(&self, v: bool) -> Result<bool>;
    async fn echo_byte(&self, v: i8) -> Result<i8>;
    async fn echo_short(&self, v: i16) -> Result<i16>;
    async fn echo_int(&self, v: i32) -> Result<i32>;
    async fn echo_long(&self, v: i64) -> Result<i64>;
    async fn echo_float(&self, v: f32) -> Result<f32>;
    async fn echo_double(&self, v: f64) -> Result<f64>;
    async fn echo_char(&self, v: char) -> Result<char>;
    async fn echo_boxed_boolean(&self, v: Option<bool>) -> Result<Option<bool>>;
    async fn echo_boxed_byte(&self, v: Option<i8>) -> Result<Option<i8>>;
    async fn echo_boxed_short(&self, v: Option<i16>) -> Result<Option<i16>>;
    async fn echo_boxed_int(&self, v: Option<i32>) -> Result<Option<i32>>;
    async fn echo_boxed_long(&self, v: Option<i64>) -> Result<Option<i64>>;
    async fn echo_boxed_float(&self, v: Option<f32>) -> Result<Option<f32>>;
    async fn echo_boxed_double(&self, v: Option<f64>) -> Result<Option<f64>>;
    async fn echo_boxed_char(&self, v: Option<char>) -> Result<Option<char>>;
    async fn echo_string(&self, v: Option<String>) -> Result<Option<String>>;

    async fn echo_bytes(&self, v: Option<Vec<u8>>) -> Result<Option<Vec<u8>>>;
    async fn echo_bytes_array(&self, v: Array<Vec<u8>>) -> Result<Array<Vec<u8>>>;
    async fn echo_booleans(&self, v: Array<bool>) -> Result<Array<bool>>;
    async fn echo_ints(&self, #[java("int[]")] v: Vec<i32>) -> Result<Array<i32>>;
    async fn echo_longs(&self, v: Array<i64>) -> Result<Array<i64>>;
    async fn echo_floats(&self, v: Array<f32>) -> Result<Array<f32>>;
    async fn echo_doubles(&self, v: Array<f64>) -> Result<Array<f64>>;
    async fn echo_boxed_ints(&self, v: Array<Option<i32>>) -> Result<Array<Option<i32>>>;
    async fn echo_strings(&self, v: Array<Option<String>>) -> Result<Array<Option<String>>>;
    async fn echo_users(&self, v: Array<User>) -> Result<Array<User>>;
    async fn echo_varargs(
        &self,
        #[java("java.lang.String...")] v: Vec<String>,
    ) -> Result<Array<String>>;

    async fn echo_integer_list(&self, v: Vec<i32>) -> Result<Vec<i32>>;
    async fn echo_long_list(&self, v: Vec<i64>) -> Result<Vec<i64>>;
    async fn echo_string_list(&self, v: Vec<String>) -> Result<Vec<String>>;
    async fn echo_bytes_list(&self, v: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>>;
    async fn echo_user_list(
        &self,
        v: Option<Vec<Option<User>>>,
    ) -> Result<Option<Vec<Option<User>>>>;
    async fn echo_color_list(&self, v: Vec<Color>) -> Result<Vec<Color>>;
    async fn echo_user_map_list(
        &self,
        v: Vec<HashMap<String, User>>,
    ) -> Result<Vec<HashMap<String, User>>>;
    async fn echo_string_set(&self, v: HashSet<String>) -> Result<HashSet<String>>;
    async fn echo_user_set(&self, v: HashSet<User>) -> Result<HashSet<User>>;
    async fn echo_user_map(
        &self,
        v: HashMap<String, Option<User>>,
    ) -> Result<HashMap<String, Option<User>>>;
    async fn echo_long_map(&self, v: HashMap<i64, String>) -> Result<HashMap<i64, String>>;
    async fn echo_user_list_map(
        &self,
        v: HashMap<String, Vec<User>>,
    ) -> Result<HashMap<String, Vec<User>>>;

    async fn echo_user(&self, v: Option<User>) -> Result<Option<User>>;
    async fn echo_kinds(&self, v: Kinds) -> Result<Kinds>;
    async fn echo_single(&self, v: Single) -> Result<Single>;
    async fn echo_color(&self, v: Option<Color>) -> Result<Option<Color>>;
    async fn echo_inner(&self, v: Inner) -> Result<Inner>;
    async fn echo_object(&self, v: Value) -> Result<Value>;
    async fn generic(&self, v: Value) -> Result<Value>;

    async fn echo_date(&self, v: Option<Date>) -> Result<Option<Date>>;
    async fn echo_local_date(&self, v: LocalDate) -> Result<LocalDate>;
    async fn echo_local_time(&self, v: LocalTime) -> Result<LocalTime>;
    async fn echo_local_date_time(&self, v: LocalDateTime) -> Result<LocalDateTime>;
    async fn echo_instant(&self, v: Instant) -> Result<Instant>;
    async fn echo_duration(&self, v: Duration) -> Result<Duration>;
    async fn echo_timestamp(&self, v: SqlTimestamp) -> Result<SqlTimestamp>;
    async fn echo_sql_date(&self, v: SqlDate) -> Result<SqlDate>;
    async fn echo_sql_time(&self, v: SqlTime) -> Result<SqlTime>;
    async fn echo_big_decimal(&self, v: BigDecimal) -> Result<BigDecimal>;
    async fn echo_big_integer(&self, v: BigInteger) -> Result<BigInteger>;
    async fn echo_uuid(&self, v: Uuid) -> Result<Uuid>;

    async fn touch(&self) -> Result<()>;
    async fn touch_name(&self, name: String) -> Result<()>;
    /// Answers null.
    async fn nothing(&self) -> Result<Option<String>>;
    /// Answers `pong`.
    async fn ping(&self) -> Result<String>;
    /// Answers `a/name of b/c joined by ","`.
    async fn mixed(&self, a: i32, b: User, c: Vec<String>) -> Result<String>;

    /// A negative id throws.
    async fn find_user(&self, id: i64) -> Result<Option<User>, GreetError>;
    /// Throws a `java.lang.IllegalArgumentException`.
    async fn illegal(&self, name: String) -> Result<String>;
    /// Throws a `java.lang.IllegalStateException` with a cause.
    async fn caused(&self, name: String) -> Result<String>;
    /// Throws an `org.demo.RudeException`, which no signature names.
    async fn rude(&self, name: String) -> Result<String>;
    /// Throws an exception whose class the consumer need not have.
    async fn foreign(&self, name: String) -> Result<String>;

    /// Answers the token, after so many milliseconds.
    async fn sleepy(&self, millis: i32, token: String) -> Result<String>;
    /// A `CompletableFuture` in Java.
    async fn later(&self, name: String) -> Result<String>;
    /// How many bytes there are.
    async fn size(&self, v: Vec<u8>) -> Result<i32>;
    /// So many bytes; byte i is i modulo 256.
    async fn bytes(&self, length: i32) -> Result<Vec<u8>>;

    /// The request's attachments under these keys, as text; sets three in the reply.
    async fn attachments(&self, keys: Vec<String>) -> Result<HashMap<String, String>>;
    /// `group/interface:version`, without the parts that are absent.
    async fn whoami(&self) -> Result<String>;
    /// The address the call came from, as the provider sees it.
    async fn caller(&self) -> Result<String>;
    /// Class and content, as the provider's language writes them.
    async fn describe(&self, v: Value) -> Result<String>;
    /// The names of the cases that apply to the provider's version of Dubbo.
    async fn case_names(&self) -> Result<Vec<String>>;
}

/// `org.demo.Color`
#[pojo("org.demo.Color")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Color {
    Red,
    Green,
    Blue,
}

/// `org.demo.User`
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

// No user of the cases has a score that is not a number.
impl Eq for User {}

impl Hash for User {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// `org.demo.Kinds`: every kind of field.
#[pojo("org.demo.Kinds")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kinds {
    pub flag: bool,
    pub tiny: i8,
    pub small: i16,
    pub count: i32,
    pub total: i64,
    pub ratio: f64,
    pub letter: char,
    pub boxed_flag: Option<bool>,
    pub boxed_tiny: Option<i8>,
    pub boxed_small: Option<i16>,
    pub boxed_count: Option<i32>,
    pub boxed_total: Option<i64>,
    pub boxed_single: Option<f32>,
    pub boxed_ratio: Option<f64>,
    pub boxed_letter: Option<char>,
    pub text: Option<String>,
    pub color: Option<Color>,
    pub date: Option<Date>,
    pub local_date: Option<LocalDate>,
    pub local_time: Option<LocalTime>,
    pub local_date_time: Option<LocalDateTime>,
    pub instant: Option<Instant>,
    pub timestamp: Option<SqlTimestamp>,
    pub decimal: Option<BigDecimal>,
    pub integer: Option<BigInteger>,
    pub uuid: Option<Uuid>,
    pub bytes: Option<Vec<u8>>,
    pub ints: Option<Array<i32>>,
    pub strings: Option<Array<String>>,
    pub users: Option<Array<User>>,
    pub blobs: Option<Vec<Vec<u8>>>,
    pub names: Option<HashSet<String>>,
    pub by_id: Option<HashMap<i64, User>>,
    pub anything: Value,
    pub inner: Option<Inner>,
    pub next: Option<Box<Kinds>>,
}

/// `org.demo.Single`: a primitive float beside a long, which Dubbo 3.3.6 reads wrongly.
#[pojo("org.demo.Single")]
#[derive(Clone, Debug, PartialEq)]
pub struct Single {
    pub value: f32,
    pub shield: i64,
}

/// `org.demo.Outer.Inner`
#[pojo("org.demo.Outer$Inner")]
#[derive(Clone, Debug, PartialEq)]
pub struct Inner {
    pub depth: i32,
    pub label: Option<String>,
}

/// What `find_user` throws, and everything else that can go wrong.
#[exception]
#[derive(Debug)]
pub enum GreetError {
    /// The declared exception.
    #[exception("org.demo.GreetException")]
    Greet {
        code: i32,
        reason: Option<String>,
        message: Option<String>,
    },
    /// No reply, no connection, another exception.
    #[exception(other)]
    Other(dubbo::Error),
}
