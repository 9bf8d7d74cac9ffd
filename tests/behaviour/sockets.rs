//! What the operating system says of our sockets, by `ss` (iproute2): options seen from outside.

use std::process::Command;
use std::time::Duration;

use dubbo::service::{Running, Server};

use crate::support::*;

async fn serve(url: &str, configure: impl FnOnce(Server) -> Server) -> Running {
    let server = configure(dubbo::serve(url)).publish(GreeterServer::new(English::default()));
    server.start().await.unwrap()
}

/// The lines of `ss`, without its header.
pub fn ss(arguments: &str) -> Vec<String> {
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let output = Command::new("ss").arg("-Htn").args(arguments).output();
    let output = output.expect("this test needs `ss`: install iproute2");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Send-Q of the listening socket: for a listening socket that is its backlog.
async fn backlog(url: &str, configure: impl FnOnce(Server) -> Server) -> u32 {
    let server = serve(url, configure).await;
    let lines = ss(&format!("-l sport = :{}", server.address().port));
    assert_eq!(lines.len(), 1, "{lines:?}");
    let columns: Vec<&str> = lines[0].split_whitespace().collect();
    assert_eq!(columns[0], "LISTEN", "{lines:?}");
    columns[2].parse().unwrap()
}

#[tokio::test]
async fn the_listening_socket_has_the_backlog_that_was_asked_for() {
    let limit = std::fs::read_to_string("/proc/sys/net/core/somaxconn").unwrap();
    let limit: u32 = limit.trim().parse().unwrap();
    let (url, with_key) = ("dubbo://127.0.0.1:0", "dubbo://127.0.0.1:0?backlog=7");
    assert_eq!(backlog(url, |server| server).await, limit.min(1024));
    assert_eq!(backlog(with_key, |server| server).await, 7);
    assert_eq!(backlog(with_key, |server| server.backlog(5)).await, 5);
    let most = backlog(url, |server| server.backlog(u32::MAX)).await;
    assert_eq!(most, limit);
}

#[tokio::test]
async fn a_backlog_that_lets_nobody_in_is_refused() {
    let server = dubbo::serve("dubbo://127.0.0.1:0?backlog=0");
    let server = server.publish(GreeterServer::new(English::default()));
    let text = server.start().await.map(drop).unwrap_err().to_string();
    assert!(text.contains("`backlog` is 0"), "{text}");
}

/// Whether the consumer's and the provider's socket of one connection are probed by the system.
async fn probed(url: &str, configure: impl FnOnce(Server) -> Server) -> (bool, bool) {
    let server = serve(url, configure).await;
    let port = server.address().port;
    let greeter = GreeterClient::connect(&server.url()).await.unwrap();
    greeter.touch().await.unwrap();
    // While bytes are not acknowledged, their timer is shown, not that of the probes.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let has_timer = |filter: &str| {
        let lines = ss(&format!("-o state established {filter} = :{port}"));
        assert_eq!(lines.len(), 1, "{lines:?}");
        lines[0].contains("timer:(keepalive")
    };
    (has_timer("dport"), has_timer("sport"))
}

#[tokio::test]
async fn a_consumers_socket_is_probed_and_a_providers_where_it_asks_for_it() {
    let (url, with_key) = ("dubbo://127.0.0.1:0", "dubbo://127.0.0.1:0?keep.alive=true");
    assert_eq!(probed(url, |server| server).await, (true, false));
    assert_eq!(probed(with_key, |server| server).await, (true, true));
    let own = probed(with_key, |server| server.keep_alive(false)).await;
    assert_eq!(own, (true, false));
}

#[tokio::test]
async fn a_provider_starts_again_at_its_port_at_once() {
    let server = serve("dubbo://127.0.0.1:0", |server| server).await;
    let url = format!("dubbo://127.0.0.1:{}", server.address().port);
    let greeter = GreeterClient::connect(&url).await.unwrap();
    greeter.touch().await.unwrap();
    // The side that closes first keeps the port in TIME_WAIT: without SO_REUSEADDR it is taken.
    server.shut_down().await;
    let _again = serve(&url, |server| server).await;
    GreeterClient::connect(&url)
        .await
        .unwrap()
        .touch()
        .await
        .unwrap();
}
