//! Serves a contract and calls each of its methods.

include!(concat!(env!("OUT_DIR"), "/contract.rs"));

/// What travels.
#[dubbo::pojo("org.demo.User")]
pub struct User {
    id: i64,
    name: Option<String>,
}

struct Service;

#[tokio::main]
async fn main() -> dubbo::Result<()> {
    let server = dubbo::serve("dubbo://127.0.0.1:0").publish(ContractServer::new(Service));
    let server = server.start().await?;
    let client = ContractClient::connect(&server.url()).await?;
    call_all(&client).await?;
    println!("called");
    Ok(())
}
