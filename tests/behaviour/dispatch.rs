//! Where a provider's methods run, and what that means for everything else on their connection.

use std::sync::{Arc, Barrier};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use dubbo::service::Running;
use dubbo::{Dispatcher, reference, service};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::provider_wire::read_frame;
use crate::support::{body, frame};

#[service(interface = "org.demo.Places")]
#[reference]
pub trait Places {
    /// Keeps the processor for a while.
    async fn burn(&self) -> dubbo::Result<()>;
    /// Waits, blocking its thread, until two of these calls run at once.
    async fn meet(&self) -> dubbo::Result<()>;
    /// Whether it runs in the thread that the run time has.
    async fn is_here(&self) -> dubbo::Result<bool>;
}

#[derive(Clone)]
struct Here {
    run_time: ThreadId,
    both: Arc<Barrier>,
}

impl Here {
    fn server() -> PlacesServer<Self> {
        PlacesServer::new(Self {
            run_time: thread::current().id(),
            both: Arc::new(Barrier::new(2)),
        })
    }
}

impl Places for Here {
    async fn burn(&self) -> dubbo::Result<()> {
        let until = Instant::now() + Duration::from_millis(100);
        while Instant::now() < until {
            std::hint::spin_loop();
        }
        Ok(())
    }

    async fn meet(&self) -> dubbo::Result<()> {
        self.both.wait();
        Ok(())
    }

    async fn is_here(&self) -> dubbo::Result<bool> {
        Ok(thread::current().id() == self.run_time)
    }
}

/// A contract that says where it runs.
#[service(dispatcher = "blocking")]
#[reference]
pub trait Threads {
    /// Whether it runs in the thread that the run time has.
    async fn is_here(&self) -> dubbo::Result<bool>;
}

impl Threads for ThreadId {
    async fn is_here(&self) -> dubbo::Result<bool> {
        Ok(thread::current().id() == *self)
    }
}

#[tokio::test]
async fn a_contract_says_where_its_methods_run() {
    let here = || ThreadsServer::new(thread::current().id());
    for (url, threads, is_here) in [
        ("dubbo://127.0.0.1:0", here(), false),
        ("dubbo://127.0.0.1:0?dispatcher=inline", here(), false),
        ("dubbo://127.0.0.1:0?isHere.dispatcher=inline", here(), true),
        (
            "dubbo://127.0.0.1:0",
            here().dispatcher(Dispatcher::Inline),
            true,
        ),
    ] {
        let server = dubbo::serve(url).publish(threads).start().await.unwrap();
        let client = ThreadsClient::connect(&server.url()).await.unwrap();
        assert_eq!(client.is_here().await.unwrap(), is_here, "{url}");
    }
}

async fn serve(url: &str, places: PlacesServer<Here>) -> Running {
    dubbo::serve(url).publish(places).start().await.unwrap()
}

/// The ids of two answers, to a call that burns and to a heartbeat behind it, as they come.
async fn answers(server: &Running) -> [u64; 2] {
    let mut stream = TcpStream::connect(("127.0.0.1", server.address().port))
        .await
        .unwrap();
    let call = body(["2.0.2", "org.demo.Places", "0.0.0", "burn", ""], b"");
    let both = [frame(0xC2, 0, 1, &call), frame(0xE2, 0, 2, b"N")].concat();
    stream.write_all(&both).await.unwrap();
    [
        read_frame(&mut stream).await.2,
        read_frame(&mut stream).await.2,
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_spawn_a_method_that_computes_delays_no_heartbeat_and_under_inline_it_does() {
    for (url, answered) in [
        ("dubbo://127.0.0.1:0", [1, 2]),
        ("dubbo://127.0.0.1:0?dispatcher=direct", [1, 2]),
        ("dubbo://127.0.0.1:0?dispatcher=spawn", [2, 1]),
        ("dubbo://127.0.0.1:0?dispatcher=all", [2, 1]),
        ("dubbo://127.0.0.1:0?burn.dispatcher=blocking", [2, 1]),
    ] {
        assert_eq!(
            answers(&serve(url, Here::server()).await).await,
            answered,
            "{url}"
        );
    }
    let spawned = Here::server().dispatcher(Dispatcher::Spawn);
    let server = serve("dubbo://127.0.0.1:0", spawned).await;
    assert_eq!(answers(&server).await, [2, 1]);
}

#[tokio::test]
async fn under_blocking_methods_may_wait_for_each_other_in_their_threads() {
    let places = Here::server().method("meet", |method| method.dispatcher(Dispatcher::Blocking));
    let server = serve("dubbo://127.0.0.1:0", places).await;
    let client = PlacesClient::connect(&server.url()).await.unwrap();
    let (one, other) = tokio::join!(client.meet(), client.meet());
    one.and(other).unwrap();
    assert!(client.is_here().await.unwrap());
}

#[tokio::test]
async fn what_is_said_of_a_method_counts_more_than_what_is_said_of_all() {
    use Dispatcher::{Blocking, Inline};
    let plain = "dubbo://127.0.0.1:0";
    let threads = "dubbo://127.0.0.1:0?dispatcher=blocking";
    let only_here = "dubbo://127.0.0.1:0?isHere.dispatcher=inline";
    for (url, places, all, here) in [
        (plain, Here::server(), None, true),
        (threads, Here::server(), None, false),
        (threads, Here::server(), Some(Inline), true),
        (
            threads,
            Here::server().dispatcher(Inline),
            Some(Blocking),
            true,
        ),
        (only_here, Here::server().dispatcher(Blocking), None, true),
        (
            only_here,
            Here::server().method("isHere", |method| method.dispatcher(Blocking)),
            None,
            false,
        ),
    ] {
        let mut server = dubbo::serve(url);
        if let Some(all) = all {
            server = server.dispatcher(all);
        }
        let server = server.publish(places).start().await.unwrap();
        let client = PlacesClient::connect(&server.url()).await.unwrap();
        assert_eq!(client.is_here().await.unwrap(), here, "{url} {all:?}");
    }
    let error = dubbo::serve("dubbo://127.0.0.1:0?dispatcher=fast").publish(Here::server());
    let text = error.start().await.map(drop).unwrap_err().to_string();
    assert!(
        text.contains("`dispatcher` is `fast`") && text.contains("`spawn`"),
        "{text}"
    );
}
