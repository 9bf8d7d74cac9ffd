//! volo-thrift. `--mode mux` (default): one multiplexed connection per client; `--mode pool`:
//! volo's default transport, a pool of ping-pong connections (so K in flight use K connections).
//! Server and client must be given the same mode.
use common::drive::fail;
use common::{Args, Client, Cmd, make_echo, report, run_load};
use pilota::FastStr;
use volo::net::Address;
use volo_gen::bench as g;

mod volo_gen {
    include!(concat!(env!("OUT_DIR"), "/volo_gen.rs"));
    pub use volo_gen::*;
}

const VERSION: &str = "volo-thrift 0.12";

fn conv_user(u: common::User) -> g::User {
    g::User {
        id: u.id,
        tenant_id: u.tenant_id,
        name: u.name.into(),
        nickname: u.nickname.into(),
        sex: g::Sex::from(u.sex as i32),
        birthday: u.birthday,
        email: u.email.into(),
        mobile: u.mobile.into(),
        address: u.address.into(),
        icon: u.icon.into(),
        permissions: u.permissions,
        tags: u.tags.into_iter().map(FastStr::from).collect(),
        status: u.status,
        active: u.active,
        verified: u.verified,
        balance: u.balance,
        score: u.score,
        login_count: u.login_count,
        create_time: u.create_time,
        update_time: u.update_time,
    }
}
fn conv_page(p: common::Page) -> g::Page {
    g::Page {
        page_no: p.page_no,
        total: p.total,
        result: p.result.into_iter().map(conv_user).collect(),
    }
}

#[derive(Clone)]
struct Svc;
impl g::Bench for Svc {
    async fn echo(&self, msg: g::EchoMsg) -> Result<g::EchoMsg, volo_thrift::ServerError> {
        Ok(msg)
    }
    async fn get_user(&self, id: i64) -> Result<g::User, volo_thrift::ServerError> {
        Ok(conv_user(common::make_user(id)))
    }
    async fn list_user(&self, no: i32) -> Result<g::Page, volo_thrift::ServerError> {
        Ok(conv_page(common::make_page(no)))
    }
}

#[derive(Clone)]
struct C(g::BenchClient);
impl Client for C {
    async fn echo(&self, text: &str) -> Result<usize, String> {
        let m = g::EchoMsg {
            text: FastStr::from_string(text.to_string()),
        };
        self.0
            .echo(m)
            .await
            .map(|r| r.text.len())
            .map_err(|e| e.to_string())
    }
    async fn user(&self, id: i64) -> Result<i64, String> {
        self.0
            .get_user(id)
            .await
            .map(|u| u.id)
            .map_err(|e| e.to_string())
    }
    async fn page(&self, no: i32) -> Result<usize, String> {
        self.0
            .list_user(no)
            .await
            .map(|p| p.result.len())
            .map_err(|e| e.to_string())
    }
    async fn verify(&self) -> Result<(), String> {
        let t = g::EchoMsg {
            text: make_echo().into(),
        };
        let r = self.0.echo(t.clone()).await.map_err(|e| e.to_string())?;
        let u = self.0.get_user(77).await.map_err(|e| e.to_string())?;
        let p = self.0.list_user(3).await.map_err(|e| e.to_string())?;
        if r == t && u == conv_user(common::make_user(77)) && p == conv_page(common::make_page(3)) {
            Ok(())
        } else {
            Err("answer differs".into())
        }
    }
}
common::send_client!(C);

fn main() {
    let args = Args::parse();
    report::guard(&args);
    let mux = match args.mode.as_str() {
        "" | "mux" => true,
        "pool" => false,
        m => fail("mode", m),
    };
    match args.cmd {
        Cmd::Server => args.runtime().block_on(async {
            let l = tokio::net::TcpListener::bind(args.addr)
                .await
                .expect("bind");
            report::ready();
            g::BenchServer::new(Svc)
                .multiplex(mux)
                .run(volo::net::incoming::DefaultIncoming::from(l))
                .await
                .expect("server");
        }),
        Cmd::Client => {
            let addr = args.addr;
            run_load(&args, "volo", VERSION, move |_| async move {
                Ok(C(g::BenchClientBuilder::new("bench")
                    .address(Address::from(addr))
                    .multiplex(mux)
                    .build()))
            })
        }
    }
}
