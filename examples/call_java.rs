//! Calls a Java provider: `cargo run --example call_java -- dubbo://127.0.0.1:20880`.
//!
//! The Java side is the interface `org.demo.GreetService` with the methods below; README.md tells
//! step by step how to go from a Java interface to this trait.

use dubbo::{exception, pojo, reference};

/// `org.demo.GreetService`, as far as it is needed here.
#[reference(interface = "org.demo.GreetService")]
pub trait GreetService {
    /// `String sayHello(String name)`
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
    /// `User findUser(long id) throws GreetException`
    async fn find_user(&self, id: i64) -> Result<Option<User>, GreetError>;
}

/// `org.demo.User`: Java's fields by their names, those that may be null as `Option`.
#[pojo("org.demo.User")]
#[derive(Debug)]
pub struct User {
    id: i64,
    name: Option<String>,
    age: Option<i32>,
}

/// `org.demo.GreetException`, and everything else that may happen.
#[exception]
#[derive(Debug)]
pub enum GreetError {
    /// The checked exception.
    #[exception("org.demo.GreetException")]
    Greet {
        /// `getCode()`
        code: i32,
        /// `getMessage()`
        message: Option<String>,
    },
    /// No connection, no reply in time, another exception …
    #[exception(other)]
    Other(dubbo::Error),
}

#[tokio::main]
async fn main() -> dubbo::Result<()> {
    let url = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "dubbo://127.0.0.1:20880".to_owned());
    let service = GreetServiceClient::connect(&url).await?;
    println!("{}", service.say_hello("Rust".to_owned()).await?);
    println!("{:?}", service.find_user(7).await);
    match service.find_user(-1).await {
        Err(GreetError::Greet { code, message }) => {
            println!("declared exception: {code} {}", message.unwrap_or_default());
        }
        other => println!("unexpected: {other:?}"),
    }
    Ok(())
}
