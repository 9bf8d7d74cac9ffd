//! A provider and a consumer in one program, over loopback TCP: a call in each serializer that is
//! compiled in. `cargo run --example quickstart`, or with `--all-features`.

use dubbo::{pojo, reference, service};

/// The contract. Both sides share it; in a mesh with Java it is the Java interface.
#[service(interface = "org.demo.GreetService", version = "1.0.0")]
#[reference]
pub trait Greeter {
    /// Greets `user`.
    async fn greet(&self, user: User) -> dubbo::Result<String>;
}

/// The Java class `org.demo.User`, whose fields are `id` and `firstName`.
#[pojo("org.demo.User")]
pub struct User {
    id: i64,
    first_name: String,
}

struct English;

impl Greeter for English {
    async fn greet(&self, user: User) -> dubbo::Result<String> {
        Ok(format!("Hello, {} (user {})!", user.first_name, user.id))
    }
}

#[tokio::main]
async fn main() -> dubbo::Result<()> {
    let server = dubbo::serve("dubbo://0.0.0.0:0")
        .publish(GreeterServer::new(English))
        .start()
        .await?;
    let url = server.url();
    println!("provider at {url}");
    for serialization in ["hessian2", "msgpack", "bincode"] {
        if !dubbo::Serialization::ALL
            .iter()
            .any(|one| one.name() == serialization)
        {
            println!("{serialization:9} not compiled in; add it by `--features {serialization}`");
            continue;
        }
        let greeter =
            GreeterClient::connect(&format!("{url}?serialization={serialization}")).await?;
        let answer = greeter
            .greet(User {
                id: 7,
                first_name: "Maria".into(),
            })
            .await?;
        println!("{serialization:9} {answer}");
    }
    server.shut_down().await;
    Ok(())
}
