//! tarpc over TCP; `--mode bincode` (default) or `--mode json` picks the serde transport's codec.
use common::drive::fail;
use common::{
    Args, Client, Cmd, Echo, Page, User, make_echo, make_page, make_user, report, run_load,
};
use futures::{StreamExt, future};
use tarpc::server::{BaseChannel, Channel};
use tarpc::tokio_serde::formats::{Bincode, Json};
use tarpc::{client, context, server};

const VERSION: &str = "tarpc 0.38";

#[tarpc::service]
pub trait Bench {
    async fn echo(msg: Echo) -> Echo;
    async fn get_user(id: i64) -> User;
    async fn list_user(page_no: i32) -> Page;
}

#[derive(Clone)]
struct Svc;
impl Bench for Svc {
    async fn echo(self, _: context::Context, msg: Echo) -> Echo {
        msg
    }
    async fn get_user(self, _: context::Context, id: i64) -> User {
        make_user(id)
    }
    async fn list_user(self, _: context::Context, page_no: i32) -> Page {
        make_page(page_no)
    }
}

#[derive(Clone)]
struct C(BenchClient);
impl Client for C {
    async fn echo(&self, text: &str) -> Result<usize, String> {
        let r = self
            .0
            .echo(
                context::current(),
                Echo {
                    text: text.to_string(),
                },
            )
            .await;
        r.map(|e| e.text.len()).map_err(|e| e.to_string())
    }
    async fn user(&self, id: i64) -> Result<i64, String> {
        self.0
            .get_user(context::current(), id)
            .await
            .map(|u| u.id)
            .map_err(|e| e.to_string())
    }
    async fn page(&self, no: i32) -> Result<usize, String> {
        self.0
            .list_user(context::current(), no)
            .await
            .map(|p| p.result.len())
            .map_err(|e| e.to_string())
    }
    async fn verify(&self) -> Result<(), String> {
        let t = Echo { text: make_echo() };
        let r = self
            .0
            .echo(context::current(), t.clone())
            .await
            .map_err(|e| e.to_string())?;
        let u = self
            .0
            .get_user(context::current(), 77)
            .await
            .map_err(|e| e.to_string())?;
        let p = self
            .0
            .list_user(context::current(), 3)
            .await
            .map_err(|e| e.to_string())?;
        if r == t && u == make_user(77) && p == make_page(3) {
            Ok(())
        } else {
            Err("answer differs".into())
        }
    }
}
common::send_client!(C);

macro_rules! serve {
    ($args:expr, $codec:expr) => {{
        let mut l = tarpc::serde_transport::tcp::listen($args.addr, $codec)
            .await
            .expect("listen");
        l.config_mut().max_frame_length(16 << 20);
        report::ready();
        while let Some(t) = l.next().await {
            let Ok(t) = t else { continue };
            t.get_ref().set_nodelay(true).expect("nodelay");
            tokio::spawn(
                BaseChannel::new(server::Config::default(), t)
                    .execute(Svc.serve())
                    .for_each(|response| {
                        tokio::spawn(response);
                        future::ready(())
                    }),
            );
        }
    }};
}
macro_rules! dial {
    ($addr:expr, $codec:expr) => {{
        let mut c = tarpc::serde_transport::tcp::connect($addr, $codec);
        c.config_mut().max_frame_length(16 << 20);
        let t = c.await.map_err(|e| e.to_string())?;
        t.get_ref().set_nodelay(true).map_err(|e| e.to_string())?;
        Ok(C(BenchClient::new(client::Config::default(), t).spawn()))
    }};
}

fn main() {
    let args = Args::parse();
    report::guard(&args);
    let json = match args.mode.as_str() {
        "" | "bincode" => false,
        "json" => true,
        m => fail("mode", m),
    };
    match args.cmd {
        Cmd::Server => args.runtime().block_on(async {
            if json {
                serve!(args, Json::default)
            } else {
                serve!(args, Bincode::default)
            }
        }),
        Cmd::Client => {
            let addr = args.addr;
            run_load(&args, "tarpc", VERSION, move |_| async move {
                if json {
                    dial!(addr, Json::default)
                } else {
                    dial!(addr, Bincode::default)
                }
            })
        }
    }
}
