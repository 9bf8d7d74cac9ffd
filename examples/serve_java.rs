//! Serves Java consumers: `cargo run --example serve_java -- dubbo://0.0.0.0:20880`, until Ctrl-C.
//!
//! A Java consumer on the same host does not connect to 127.0.0.1, but to the host's other address:
//! that is why a provider listens at 0.0.0.0.

use dubbo::{Context, exception, pojo, service};

/// `org.demo.GreetService`, as the Java interface has it.
#[service(interface = "org.demo.GreetService")]
pub trait GreetService {
    /// `String sayHello(String name)`
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
    /// `User findUser(long id) throws GreetException`
    async fn find_user(&self, id: i64) -> Result<Option<User>, GreetException>;
}

/// `org.demo.User`. Fields that are not here stay null in Java.
#[pojo("org.demo.User")]
pub struct User {
    id: i64,
    name: String,
    age: Option<i32>,
}

/// `org.demo.GreetException`: a provider throws it by returning it.
#[exception("org.demo.GreetException")]
#[derive(Debug)]
pub struct GreetException {
    code: i32,
    message: String,
}

struct Greetings;

impl GreetService for Greetings {
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        let application = Context::current()
            .remote_application()
            .unwrap_or("?")
            .to_owned();
        println!("sayHello({name}) from {application}");
        Ok(format!("Hello, {name}, from Rust"))
    }

    async fn find_user(&self, id: i64) -> Result<Option<User>, GreetException> {
        match id {
            ..0 => Err(GreetException {
                code: 404,
                message: format!("no user {id}"),
            }),
            0 => Ok(None),
            id => Ok(Some(User {
                id,
                name: format!("user-{id}"),
                age: None,
            })),
        }
    }
}

#[tokio::main]
async fn main() -> dubbo::Result<()> {
    let url = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "dubbo://0.0.0.0:20880".to_owned());
    let server = dubbo::serve(&url)
        .publish(GreetServiceServer::new(Greetings))
        .start()
        .await?;
    println!("serving at {}", server.url());
    // Until Ctrl-C, or until whoever started this closes the standard input.
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink())) => {}
    }
    server.shut_down().await;
    Ok(())
}
