//! tonic (gRPC over HTTP/2 cleartext), one HTTP/2 connection per client.
use common::{Args, Client, Cmd, make_echo, report, run_load};
use tonic::transport::{Channel, Endpoint, Server};
use tonic::{Request, Response, Status};

pub mod pb {
    tonic::include_proto!("bench");
}
use pb::bench_client::BenchClient;
use pb::bench_server::{Bench, BenchServer};

const VERSION: &str = "tonic 0.14";
/// Flow-control windows large enough never to stall the benchmark.
const STREAM_WINDOW: u32 = 1 << 20;
const CONN_WINDOW: u32 = 16 << 20;

fn conv_user(u: common::User) -> pb::User {
    pb::User {
        id: u.id,
        tenant_id: u.tenant_id,
        name: u.name,
        nickname: u.nickname,
        sex: u.sex as i32,
        birthday: u.birthday,
        email: u.email,
        mobile: u.mobile,
        address: u.address,
        icon: u.icon,
        permissions: u.permissions,
        tags: u.tags,
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
fn conv_page(p: common::Page) -> pb::Page {
    pb::Page {
        page_no: p.page_no,
        total: p.total,
        result: p.result.into_iter().map(conv_user).collect(),
    }
}

struct Svc;
#[tonic::async_trait]
impl Bench for Svc {
    async fn echo(&self, r: Request<pb::EchoMsg>) -> Result<Response<pb::EchoMsg>, Status> {
        Ok(Response::new(r.into_inner()))
    }
    async fn get_user(&self, r: Request<pb::UserReq>) -> Result<Response<pb::User>, Status> {
        Ok(Response::new(conv_user(common::make_user(r.get_ref().id))))
    }
    async fn list_user(&self, r: Request<pb::PageReq>) -> Result<Response<pb::Page>, Status> {
        Ok(Response::new(conv_page(common::make_page(
            r.get_ref().page_no,
        ))))
    }
}

#[derive(Clone)]
struct C(BenchClient<Channel>);
impl Client for C {
    async fn echo(&self, text: &str) -> Result<usize, String> {
        let m = pb::EchoMsg {
            text: text.to_string(),
        };
        self.0
            .clone()
            .echo(m)
            .await
            .map(|r| r.get_ref().text.len())
            .map_err(|e| e.to_string())
    }
    async fn user(&self, id: i64) -> Result<i64, String> {
        self.0
            .clone()
            .get_user(pb::UserReq { id })
            .await
            .map(|r| r.get_ref().id)
            .map_err(|e| e.to_string())
    }
    async fn page(&self, no: i32) -> Result<usize, String> {
        let r = self.0.clone().list_user(pb::PageReq { page_no: no }).await;
        r.map(|r| r.get_ref().result.len())
            .map_err(|e| e.to_string())
    }
    async fn verify(&self) -> Result<(), String> {
        let mut c = self.0.clone();
        let t = pb::EchoMsg { text: make_echo() };
        let r = c
            .echo(t.clone())
            .await
            .map_err(|e| e.to_string())?
            .into_inner();
        let u = c
            .get_user(pb::UserReq { id: 77 })
            .await
            .map_err(|e| e.to_string())?
            .into_inner();
        let p = c
            .list_user(pb::PageReq { page_no: 3 })
            .await
            .map_err(|e| e.to_string())?
            .into_inner();
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
    match args.cmd {
        Cmd::Server => args.runtime().block_on(async {
            let l = tokio::net::TcpListener::bind(args.addr)
                .await
                .expect("bind");
            report::ready();
            Server::builder()
                .tcp_nodelay(true)
                .max_concurrent_streams(4096)
                .initial_stream_window_size(STREAM_WINDOW)
                .initial_connection_window_size(CONN_WINDOW)
                .add_service(BenchServer::new(Svc))
                .serve_with_incoming(
                    tonic::transport::server::TcpIncoming::from(l).with_nodelay(Some(true)),
                )
                .await
                .expect("server");
        }),
        Cmd::Client => {
            let addr = args.addr;
            run_load(&args, "tonic", VERSION, move |_| async move {
                let ch = Endpoint::from_shared(format!("http://{addr}"))
                    .map_err(|e| e.to_string())?
                    .tcp_nodelay(true)
                    .initial_stream_window_size(STREAM_WINDOW)
                    .initial_connection_window_size(CONN_WINDOW)
                    .connect()
                    .await
                    .map_err(|e| e.to_string())?;
                Ok(C(BenchClient::new(ch)))
            })
        }
    }
}
