//! TLS on both sides: who is let in, who is believed, and what everybody else is told.

use std::io::{Read, Write};
use std::sync::Arc;
use std::time::Duration;

use dubbo::service::{Builder, Running, Server};
use dubbo::transport::tls::rustls;
use dubbo::transport::{Memory, Stream, Tcp, Transport};
use dubbo::{ConnectionEvent, Dubbo, Error, Pem, Refer, ReferenceOptions, TlsClient, TlsServer};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;

use crate::support::*;

over_both_transports!(
    calls_go_by_tls,
    with_mutual_tls_both_sides_know_each_other,
    much_in_both_directions_at_once_does_not_stop_a_tls_connection,
    a_shutdown_waits_for_the_calls_that_it_serves,
);

/// An authority that issues certificates.
struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate with its key, as PEM.
struct Issued {
    chain: String,
    key: String,
}

impl Authority {
    fn new() -> Self {
        let mut parameters = CertificateParams::default();
        let name = &mut parameters.distinguished_name;
        name.push(DnType::CommonName, "an authority of these tests");
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap())
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    fn issue(&self, name: &str) -> Issued {
        self.issue_with(name, |_| {})
    }

    fn issue_with(&self, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Issued {
        let mut parameters = CertificateParams::new([name.to_owned()]).unwrap();
        change(&mut parameters);
        let key = KeyPair::generate().unwrap();
        Issued {
            chain: parameters.signed_by(&key, &self.0).unwrap().pem(),
            key: key.serialize_pem(),
        }
    }
}

impl Issued {
    fn server(&self) -> TlsServer {
        TlsServer::new(self.chain.as_str(), self.key.as_str()).unwrap()
    }
}

fn trusting(authority: &Authority) -> TlsClient {
    TlsClient::trusting(authority.pem()).unwrap()
}

fn serve_tls(tls: TlsServer) -> Server {
    dubbo::serve("dubbo://127.0.0.1:0").tls(tls)
}

async fn start(server: Server) -> Running {
    let server = server.publish(GreeterServer::new(English::default()));
    server.start().await.unwrap()
}

async fn greeter<N: Network>(builder: Builder<N>, url: &str) -> dubbo::Result<GreeterOn<N>> {
    let options = ReferenceOptions::new().url(url).timeout("5s");
    GreeterOn::<N>::refer(&builder.build()?, options).await
}

/// The error of the first call, or of connecting, as text. It must not take longer than `limit`.
async fn refused(builder: Builder, url: &str, limit: Duration) -> String {
    let start = Instant::now();
    let call = async { greeter(builder, url).await?.touch().await };
    let error = call.await.expect_err("this must not be served");
    assert!(matches!(error, Error::Network { .. }), "{error:?}");
    let took = start.elapsed();
    assert!(took < limit, "after {took:?}: {error}");
    error.to_string()
}

async fn calls_go_by_tls<N: Network>() {
    let authority = Authority::new();
    let tls = authority.issue("127.0.0.1").server();
    let world = World::<N>::with(|server| server.tls(tls)).await;
    let client = world.builder().tls(trusting(&authority));
    let url = format!("{}?ssl-enabled=true", world.server.url());
    let greeter = greeter(client, &url).await.unwrap();
    assert_eq!(
        greeter.say_hello("Ann".to_owned()).await.unwrap(),
        "Hello, Ann"
    );
    // The same without TLS is no way in.
    let plain = self::greeter(world.builder(), &world.server.url())
        .await
        .unwrap();
    let text = plain.touch().await.unwrap_err().to_string();
    assert!(text.contains("`ssl-enabled=true`"), "{text}");
}

async fn with_mutual_tls_both_sides_know_each_other<N: Network>() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let (provider, consumer) = (authority.issue("127.0.0.1"), clients.issue("shop"));
    let tls = provider.server().client_authorities(clients.pem()).unwrap();
    let world = World::<N>::with(|server| server.tls(tls)).await;
    let tls = trusting(&authority)
        .identity(consumer.chain, consumer.key)
        .unwrap();
    let greeter = greeter(world.builder().tls(tls), &world.server.url())
        .await
        .unwrap();
    assert_eq!(
        greeter.say_hello("Ann".to_owned()).await.unwrap(),
        "Hello, Ann"
    );
}

async fn much_in_both_directions_at_once_does_not_stop_a_tls_connection<N: Network>() {
    let authority = Authority::new();
    let tls = authority.issue("127.0.0.1").server();
    let world = World::<N>::with(|server| server.tls(tls)).await;
    let builder = world.builder().tls(trusting(&authority));
    let url = format!("{}?timeout=20000", world.server.url());
    let options = ReferenceOptions::new().url(url);
    let greeter = GreeterOn::<N>::refer(&builder.build().unwrap(), options)
        .await
        .unwrap();
    let calls: Vec<_> = (0..24)
        .map(|_| {
            let greeter = greeter.clone();
            tokio::spawn(async move { greeter.echo_bytes(vec![7; 1024 * 1024]).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().len(), 1024 * 1024);
    }
}

async fn a_shutdown_waits_for_the_calls_that_it_serves<N: Network>() {
    let authority = Authority::new();
    let tls = authority.issue("127.0.0.1").server();
    let world = World::<N>::with(|server| server.tls(tls)).await;
    let client = world.builder().tls(trusting(&authority));
    let greeter = greeter(client, &world.server.url()).await.unwrap();
    greeter.touch().await.unwrap();
    // This one has not begun its handshake: it must not hold the shutdown up.
    let _silent = world
        .transport
        .connect(world.server.address())
        .await
        .unwrap();
    let call = tokio::spawn(async move { greeter.sleepy(300, "done".to_owned()).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let start = Instant::now();
    world.server.shut_down().await;
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(call.await.unwrap().unwrap(), "done");
}

#[tokio::test]
async fn a_provider_that_cannot_be_believed_is_not_called_and_the_error_says_why() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let past = |parameters: &mut CertificateParams| {
        parameters.not_before = date_time_ymd(2020, 1, 1);
        parameters.not_after = date_time_ymd(2021, 1, 1);
    };
    let future = |parameters: &mut CertificateParams| {
        parameters.not_before = date_time_ymd(4000, 1, 1);
    };
    for (issued, words) in [
        (
            stranger.issue("127.0.0.1"),
            [
                "an authority that this side does not trust",
                "add that authority",
            ],
        ),
        (
            authority.issue("10.0.0.5"),
            ["is not for `127.0.0.1`", "TlsClient::server_name"],
        ),
        (
            authority.issue_with("127.0.0.1", past),
            ["has expired", "renew"],
        ),
        (
            authority.issue_with("127.0.0.1", future),
            ["is not valid yet", "clocks"],
        ),
    ] {
        let server = start(serve_tls(issued.server())).await;
        let builder = Dubbo::builder().tls(trusting(&authority));
        let text = refused(builder, &server.url(), Duration::from_secs(2)).await;
        for words in words {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[tokio::test]
async fn a_consumer_that_cannot_be_believed_is_not_served_and_is_told_why() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let provider = authority.issue("127.0.0.1").server();
    let provider = provider.client_authorities(authority.pem()).unwrap();
    let server = start(serve_tls(provider)).await;
    let nobody = trusting(&authority);
    let foreign = stranger.issue("shop");
    let foreign = trusting(&authority)
        .identity(foreign.chain, foreign.key)
        .unwrap();
    let past = |parameters: &mut CertificateParams| {
        parameters.not_before = date_time_ymd(2020, 1, 1);
        parameters.not_after = date_time_ymd(2021, 1, 1);
    };
    let expired = authority.issue_with("shop", past);
    let expired = trusting(&authority)
        .identity(expired.chain, expired.key)
        .unwrap();
    for (tls, words) in [
        (nobody, "give yours by `TlsClient::identity`"),
        (foreign, "does not accept this consumer's certificate"),
        (expired, "does not accept this consumer's certificate"),
    ] {
        let builder = Dubbo::builder().tls(tls);
        let text = refused(builder, &server.url(), Duration::from_secs(2)).await;
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_believed_where_that_name_is_expected() {
    let authority = Authority::new();
    let server = start(serve_tls(authority.issue("greeter.demo").server())).await;
    let tls = trusting(&authority).server_name("greeter.demo").unwrap();
    let greeter = greeter(Dubbo::builder().tls(tls), &server.url())
        .await
        .unwrap();
    greeter.touch().await.unwrap();
    let text = trusting(&authority)
        .server_name("not a name")
        .unwrap_err()
        .to_string();
    assert!(text.contains("`not a name`"), "{text}");
}

#[tokio::test]
async fn a_plain_consumer_is_cut_off_by_a_provider_with_tls_and_told_so() {
    let authority = Authority::new();
    let server = start(serve_tls(authority.issue("127.0.0.1").server())).await;
    let limit = Duration::from_secs(2);
    let text = refused(Dubbo::builder(), &server.url(), limit).await;
    assert!(
        text.contains("write `ssl-enabled=true` in its URL"),
        "{text}"
    );
    // A request that the provider reads only in part does not keep the reason from arriving.
    let greeter = greeter(Dubbo::builder(), &server.url()).await.unwrap();
    let text = greeter
        .echo_bytes(vec![7; 200_000])
        .await
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("write `ssl-enabled=true` in its URL"),
        "{text}"
    );
}

#[tokio::test]
async fn a_consumer_with_tls_learns_at_once_that_a_provider_has_none() {
    let authority = Authority::new();
    let server = start(dubbo::serve("dubbo://127.0.0.1:0")).await;
    let builder = Dubbo::builder().tls(trusting(&authority));
    let text = refused(builder, &server.url(), Duration::from_secs(2)).await;
    assert!(text.contains("does it have TLS at this port?"), "{text}");
    // Where it is known that there is none, the provider is called as it is.
    let builder = Dubbo::builder().tls(trusting(&authority));
    let url = format!("{}?ssl-enabled=false", server.url());
    greeter(builder, &url).await.unwrap().touch().await.unwrap();
}

#[tokio::test]
async fn one_that_answers_something_else_does_not_speak_tls() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("dubbo://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream
            .write_all(b"dubbo>unsupported command\r\n")
            .await
            .unwrap();
        std::future::pending::<()>().await;
    });
    let builder = Dubbo::builder().tls(trusting(&Authority::new()));
    let text = refused(builder, &url, Duration::from_secs(2)).await;
    assert!(text.contains("does not speak TLS at this port"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_is_silent_in_the_handshake_is_given_up_after_the_connect_timeout() {
    let transport = Memory::new();
    let _silent = accept_and_stay_silent(&transport, 1).await;
    let builder = Builder::<InMemory>::new().transport(transport);
    let builder = builder
        .tls(trusting(&Authority::new()))
        .connect_timeout("700ms");
    let start = Instant::now();
    let error = greeter(builder, "dubbo://silent:1")
        .await
        .map(drop)
        .unwrap_err();
    assert_eq!(start.elapsed().as_millis(), 700);
    let text = error.to_string();
    assert!(
        text.contains("did not finish the TLS handshake in time"),
        "{text}"
    );
}

#[tokio::test]
async fn the_end_of_a_large_reply_is_not_held_back() {
    let authority = Authority::new();
    let tls = authority.issue("127.0.0.1").server();
    let world = World::<InMemory>::with(|server| server.tls(tls)).await;
    let client = world.builder().tls(trusting(&authority));
    let greeter = greeter(client, &world.server.url()).await.unwrap();
    for length in [60_000, 100_000, 150_000, 200_000, 1_000_000] {
        assert_eq!(greeter.bytes(length).await.unwrap().len(), length as usize);
    }
}

/// How long a peer that sends `bytes` and then nothing more is kept.
async fn kept(transport: &Memory, server: &Running, bytes: &[u8]) -> Duration {
    let start = Instant::now();
    let (mut reader, mut writer) = transport.connect(server.address()).await.unwrap().split();
    writer.write_all(bytes).await.unwrap();
    reader.read_to_end(&mut Vec::new()).await.unwrap();
    start.elapsed()
}

#[tokio::test(start_paused = true)]
async fn a_consumer_that_does_not_finish_the_handshake_is_cut_off_and_keeps_nobody_else_out() {
    let authority = Authority::new();
    let tls = authority.issue("127.0.0.1").server();
    let world = World::<InMemory>::with(|server| server.tls(tls)).await;
    let (transport, server) = (&world.transport, &world.server);
    let half_a_hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03";
    for bytes in [&b""[..], half_a_hello] {
        let stalled = kept(transport, server, bytes);
        let good = async {
            let client = world.builder().tls(trusting(&authority));
            let start = Instant::now();
            greeter(client, &server.url())
                .await
                .unwrap()
                .touch()
                .await
                .unwrap();
            start.elapsed()
        };
        let (stalled, good) = tokio::join!(stalled, good);
        assert_eq!((stalled.as_secs(), good.as_secs()), (10, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn the_time_for_a_handshake_may_be_another() {
    let tls = Authority::new().issue("127.0.0.1").server();
    let tls = tls.handshake_timeout("250ms").unwrap();
    let world = World::<InMemory>::with(|server| server.tls(tls.clone())).await;
    let stalled = kept(&world.transport, &world.server, b"").await;
    assert_eq!(stalled.as_millis(), 250);
    let text = tls.handshake_timeout(0).unwrap_err().to_string();
    assert!(text.contains("`handshake_timeout` is 0"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn of_more_than_a_thousand_unfinished_handshakes_the_oldest_are_ended() {
    let authority = Authority::new();
    let tls = authority.issue("127.0.0.1").server();
    let world = World::<InMemory>::with(|server| server.tls(tls)).await;
    let mut stalled = Vec::new();
    for _ in 0..1500 {
        stalled.push(
            world
                .transport
                .connect(world.server.address())
                .await
                .unwrap(),
        );
    }
    let client = world.builder().tls(trusting(&authority));
    greeter(client, &world.server.url())
        .await
        .unwrap()
        .touch()
        .await
        .unwrap();
    let mut ended = 0;
    for stream in &mut stalled {
        let read = tokio::time::timeout(Duration::from_millis(1), stream.read_u8());
        ended += usize::from(read.await.is_ok());
    }
    // One more made room for the consumer that was served.
    assert_eq!(ended, 1500 - 1024 + 1);
}

#[tokio::test(start_paused = true)]
async fn heartbeats_keep_an_idle_connection_over_tls() {
    let authority = Authority::new();
    let tls = authority.issue("127.0.0.1").server();
    let world = World::<InMemory>::with(|server| server.tls(tls).heartbeat("1s")).await;
    for (period, connections) in [("1s", 1), ("1h", 3)] {
        let client = world.builder().tls(trusting(&authority));
        let client = client.heartbeat(period).reconnect(false);
        let greeter = greeter(client, &world.server.url()).await.unwrap();
        greeter.touch().await.unwrap();
        tokio::time::sleep(Duration::from_secs(20)).await;
        greeter.touch().await.unwrap();
        // Without heartbeats the provider has closed it: the last call made another one.
        assert_eq!(world.transport.connections(), connections, "{period}");
    }
}

/// A consumer made of rustls alone, after its handshake.
fn raw_consumer(
    server: &Running,
    authority: &Authority,
) -> rustls::StreamOwned<rustls::ClientConnection, std::net::TcpStream> {
    use rustls::pki_types::pem::PemObject;
    let mut roots = rustls::RootCertStore::empty();
    let pem = authority.pem();
    roots
        .add(rustls::pki_types::CertificateDer::from_pem_slice(pem.as_bytes()).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS12])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = "127.0.0.1".try_into().unwrap();
    let connection = rustls::ClientConnection::new(Arc::new(config), name).unwrap();
    let socket = std::net::TcpStream::connect(("127.0.0.1", server.address().port)).unwrap();
    socket
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    let mut stream = rustls::StreamOwned::new(connection, socket);
    stream.conn.complete_io(&mut stream.sock).unwrap();
    stream
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_half_closed_connection_is_closed_in_and_after_the_handshake() {
    let authority = Authority::new();
    let server = start(serve_tls(authority.issue("127.0.0.1").server())).await;
    tokio::task::spawn_blocking(move || {
        // In the middle of its first message.
        let mut socket =
            std::net::TcpStream::connect(("127.0.0.1", server.address().port)).unwrap();
        socket
            .set_read_timeout(Some(Duration::from_secs(5)))
            .unwrap();
        socket.write_all(b"\x16\x03\x01\x02").unwrap();
        socket.shutdown(std::net::Shutdown::Write).unwrap();
        assert_eq!(socket.read(&mut [0; 64]).unwrap(), 0);
        // After the handshake, without the good-bye of TLS.
        let stream = raw_consumer(&server, &authority);
        let mut socket = &stream.sock;
        socket.shutdown(std::net::Shutdown::Write).unwrap();
        let mut rest = Vec::new();
        socket.read_to_end(&mut rest).unwrap();
        // With it.
        let mut stream = raw_consumer(&server, &authority);
        stream.conn.send_close_notify();
        stream.conn.complete_io(&mut stream.sock).unwrap();
        stream.sock.read_to_end(&mut rest).unwrap();
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn configurations_of_ones_own_serve_and_call() {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let authority = Authority::new();
    let issued = authority.issue("127.0.0.1");
    let chain = CertificateDer::from_pem_slice(issued.chain.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(issued.key.as_bytes()).unwrap();
    let provider = || Arc::new(rustls::crypto::ring::default_provider());
    let server = rustls::ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![chain], key)
        .unwrap();
    let server = start(serve_tls(Arc::new(server).into())).await;
    let mut roots = rustls::RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(authority.pem().as_bytes()).unwrap())
        .unwrap();
    let client = |version| {
        let client = rustls::ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots.clone())
            .with_no_client_auth();
        Dubbo::builder().tls(Arc::new(client).into())
    };
    let good = greeter(client(&rustls::version::TLS13), &server.url())
        .await
        .unwrap();
    good.touch().await.unwrap();
    let limit = Duration::from_secs(2);
    let text = refused(client(&rustls::version::TLS12), &server.url(), limit).await;
    assert!(text.contains("no version or cipher in common"), "{text}");
}

#[tokio::test]
async fn certificates_are_read_from_files_and_mistakes_in_them_are_named() {
    let authority = Authority::new();
    let issued = authority.issue("127.0.0.1");
    let folder = std::env::temp_dir().join(format!("dubbo-tls-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        Pem::file(path)
    };
    let (chain, key) = (
        file("chain.pem", &issued.chain),
        file("key.pem", &issued.key),
    );
    let server = start(serve_tls(
        TlsServer::new(chain.clone(), key.clone()).unwrap(),
    ))
    .await;
    let trusted = TlsClient::trusting(file("authorities.pem", &authority.pem())).unwrap();
    let greeter = greeter(Dubbo::builder().tls(trusted), &server.url())
        .await
        .unwrap();
    greeter.touch().await.unwrap();

    let other_key = KeyPair::generate().unwrap().serialize_pem();
    let encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let garbage = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (mistake, words) in [
        (
            TlsServer::new("chain.pem", key.clone()).map(drop),
            "`Pem::file(path)`",
        ),
        (
            TlsServer::new(Pem::file("no/such/file"), key.clone()).map(drop),
            "`no/such/file` cannot be read",
        ),
        (
            TlsServer::new(key.clone(), key.clone()).map(drop),
            "there is no certificate in",
        ),
        (
            TlsServer::new(chain.clone(), chain.clone()).map(drop),
            "there is no private key in",
        ),
        (
            TlsServer::new(chain.clone(), encrypted).map(drop),
            "openssl pkcs8",
        ),
        (
            TlsServer::new(chain, other_key.as_str()).map(drop),
            "cannot be used with the certificate",
        ),
        (TlsClient::trusting(garbage).map(drop), "is malformed"),
    ] {
        let text = mistake.unwrap_err().to_string();
        assert!(
            text.contains(words) && !text.contains("AAAA"),
            "{words}: {text}"
        );
    }
    let shown = format!("{:?} {key:?}", Pem::from(issued.key));
    assert!(
        !shown.contains("BEGIN") && shown.contains("key.pem"),
        "{shown}"
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn what_a_url_and_the_builder_say_of_tls_must_agree() {
    let authority = Authority::new();
    let publish = |server: Server| server.publish(GreeterServer::new(English::default()));
    let missing = publish(dubbo::serve("dubbo://127.0.0.1:0?ssl-enabled=true"));
    let tls = authority.issue("127.0.0.1").server();
    let contrary = dubbo::serve("dubbo://127.0.0.1:0?ssl-enabled=false").tls(tls.clone());
    let odd = dubbo::serve("dubbo://127.0.0.1:0?ssl-enabled=yes").tls(tls.clone());
    for (server, words) in [
        (missing, "TlsServer::new(…)"),
        (publish(contrary), "leave one of them out"),
        (publish(odd), "expected `true` or `false`"),
    ] {
        let text = server.start().await.map(drop).unwrap_err().to_string();
        assert!(
            text.contains("ssl-enabled") && text.contains(words),
            "{text}"
        );
    }
    let agreed = dubbo::serve("dubbo://127.0.0.1:0?ssl-enabled=true").tls(tls);
    let server = start(agreed).await;
    let url = format!("{}?ssl-enabled=true", server.url());
    let text = GreeterClient::connect(&url)
        .await
        .map(drop)
        .unwrap_err()
        .to_string();
    assert!(text.contains("TlsClient::trusting(…)"), "{text}");
    let builder = Dubbo::builder().tls(trusting(&authority));
    greeter(builder, &url).await.unwrap().touch().await.unwrap();
}

#[tokio::test]
async fn a_host_that_no_certificate_can_name_is_refused_at_once() {
    let authority = Authority::new();
    let tls = authority.issue("greeter").server();
    let world = World::<InMemory>::with(|server| server.tls(tls)).await;
    let url = format!("dubbo://no_name!:{}", world.server.address().port);
    let text = greeter(world.builder().tls(trusting(&authority)), &url).await;
    let text = text.map(drop).unwrap_err().to_string();
    assert!(
        text.contains("`no_name!`") && text.contains("TlsClient::server_name"),
        "{text}"
    );
    let named = trusting(&authority).server_name("greeter").unwrap();
    greeter(world.builder().tls(named), &url)
        .await
        .unwrap()
        .touch()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_handshake_that_fails_is_told_to_whoever_watches_the_connections() {
    let authority = Authority::new();
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let tls = authority.issue("127.0.0.1").server();
    let server = serve_tls(tls.client_authorities(authority.pem()).unwrap());
    let server = start(server.on_connection(move |event| tell.send(event.clone()).unwrap())).await;
    let builder = Dubbo::builder().tls(trusting(&authority));
    refused(builder, &server.url(), Duration::from_secs(2)).await;
    match told.recv().await.unwrap() {
        ConnectionEvent::Refused { reason, .. } => {
            assert!(
                reason.contains("the consumer has no certificate"),
                "{reason}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_health_check_that_only_connects_leaves_nothing() {
    let server = start(serve_tls(Authority::new().issue("127.0.0.1").server())).await;
    for _ in 0..500 {
        drop(Tcp.connect(server.address()).await.unwrap());
    }
    // One that is kept open shows that the check can fail.
    let kept = Tcp.connect(server.address()).await.unwrap();
    let port = server.address().port;
    let held = || {
        crate::sockets::ss(&format!(
            "state connected exclude time-wait sport = :{port}"
        ))
    };
    let until = |count| async move {
        let start = Instant::now();
        while held().len() != count {
            assert!(start.elapsed() < Duration::from_secs(2), "{:?}", held());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    until(1).await;
    drop(kept);
    until(0).await;
}
