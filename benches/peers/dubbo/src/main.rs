//! This SDK as its users have it: an annotated trait, a generated client, default options. `--mode hessian2` (default),
//! `--mode msgpack` or `--mode bincode` picks the serialization.

use common::drive::fail;
use common::{
    Args, Client, Cmd, Echo, Page, User, make_echo, make_page, make_user, report, run_load,
};
use dubbo::{Dubbo, Refer, ReferenceOptions, reference, service};

#[service(interface = "com.bench.Bench")]
#[reference]
trait Bench {
    async fn echo(&self, message: Echo) -> dubbo::Result<Echo>;
    #[method(name = "getUser")]
    async fn get_user(&self, id: i64) -> dubbo::Result<User>;
    #[method(name = "listUser")]
    async fn list_user(&self, page: i32) -> dubbo::Result<Page>;
}

struct Provider;

impl Bench for Provider {
    async fn echo(&self, message: Echo) -> dubbo::Result<Echo> {
        Ok(message)
    }

    async fn get_user(&self, id: i64) -> dubbo::Result<User> {
        Ok(make_user(id))
    }

    async fn list_user(&self, page: i32) -> dubbo::Result<Page> {
        Ok(make_page(page))
    }
}

#[derive(Clone)]
struct Consumer(BenchClient);

impl Client for Consumer {
    async fn echo(&self, text: &str) -> Result<usize, String> {
        let text = text.to_owned();
        let echo = self.0.echo(Echo { text }).await;
        echo.map(|echo| echo.text.len())
            .map_err(|error| error.to_string())
    }

    async fn user(&self, id: i64) -> Result<i64, String> {
        let user = self.0.get_user(id).await;
        user.map(|user| user.id).map_err(|error| error.to_string())
    }

    async fn page(&self, number: i32) -> Result<usize, String> {
        let page = self.0.list_user(number).await;
        page.map(|page| page.result.len())
            .map_err(|error| error.to_string())
    }

    async fn verify(&self) -> Result<(), String> {
        let text = Echo { text: make_echo() };
        let same = async {
            Ok::<_, dubbo::Error>(
                self.0.echo(text.clone()).await? == text
                    && self.0.get_user(77).await? == make_user(77)
                    && self.0.list_user(3).await? == make_page(3),
            )
        };
        match same.await {
            Ok(true) => Ok(()),
            Ok(false) => Err("answer differs".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}
common::send_client!(Consumer);

/// A connection of its own: each from a `Dubbo` of its own.
async fn connect(url: String, serialization: String) -> Result<Consumer, String> {
    let connected = async {
        let dubbo = Dubbo::builder().build()?;
        let options = ReferenceOptions::new()
            .url(&url)
            .serialization(&serialization);
        BenchClient::refer(&dubbo, options).await
    };
    connected
        .await
        .map(Consumer)
        .map_err(|error| error.to_string())
}

fn main() {
    let args = Args::parse();
    report::guard(&args);
    let url = format!("dubbo://{}", args.addr);
    match args.cmd {
        Cmd::Server => args.runtime().block_on(async {
            let server = dubbo::serve(&url)
                .publish(BenchServer::new(Provider))
                .start()
                .await;
            let _server = server.unwrap_or_else(|error| fail("serve", &error.to_string()));
            report::ready();
            std::future::pending::<()>().await;
        }),
        Cmd::Client => {
            let mode = if args.mode.is_empty() {
                "hessian2"
            } else {
                &args.mode
            };
            run_load(&args, "dubbo", env!("CARGO_PKG_VERSION"), |_| {
                connect(url.clone(), mode.to_owned())
            });
        }
    }
}
