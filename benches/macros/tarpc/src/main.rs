//! Serves a contract and calls each of its methods.

use futures::StreamExt;
use serde::{Deserialize, Serialize};
use tarpc::server::{BaseChannel, Channel};
use tarpc::tokio_serde::formats::Bincode;

include!(concat!(env!("OUT_DIR"), "/contract.rs"));

/// What travels.
#[derive(Debug, Serialize, Deserialize)]
pub struct User {
    id: i64,
    name: Option<String>,
}

#[derive(Clone)]
struct Service;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut listener = tarpc::serde_transport::tcp::listen("127.0.0.1:0", Bincode::default).await?;
    let address = listener.local_addr();
    tokio::spawn(async move {
        while let Some(Ok(transport)) = listener.next().await {
            let requests = BaseChannel::with_defaults(transport).execute(Service.serve());
            tokio::spawn(requests.for_each(|request| async {
                tokio::spawn(request);
            }));
        }
    });
    let transport = tarpc::serde_transport::tcp::connect(address, Bincode::default).await?;
    let client = ContractClient::new(tarpc::client::Config::default(), transport).spawn();
    call_all(&client).await?;
    println!("called");
    Ok(())
}
