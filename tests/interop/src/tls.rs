//! TLS with Java peers: `Secure.java` on one side, this SDK on the other.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dubbo::{Dubbo, Error, Pem, Refer, ReferenceOptions, TlsClient, TlsServer, reference, service};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

use crate::java::{self, Java, Running};
use crate::report::{Check, Report, ensure};

/// How long a peer may take to say something.
const SILENCE: Duration = Duration::from_secs(60);

/// The part of `GreetService.java` that is needed here.
#[service(interface = "org.demo.GreetService")]
#[reference]
pub trait SecureGreeter {
    /// Greets `name`.
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

struct Rust;

impl SecureGreeter for Rust {
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        Ok(format!("Hello, {name}, from Rust"))
    }
}

/// An authority, a certificate of its for 127.0.0.1, and the files that Java reads them from.
struct Identity {
    folder: PathBuf,
}

impl Identity {
    /// A new authority and certificate; two of one name have nothing in common.
    fn new(name: &str) -> Check<Self> {
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(parameters, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let chain =
            CertificateParams::new(["127.0.0.1".to_owned()])?.signed_by(&key, &authority)?;
        let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let folder = home.join(format!("target/tls/{}-{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("authority.pem"), authority.pem())?;
        fs::write(folder.join("chain.pem"), chain.pem())?;
        fs::write(folder.join("key.pem"), key.serialize_pem())?;
        Ok(Self { folder })
    }

    fn file(&self, name: &str) -> Pem {
        Pem::file(self.folder.join(name))
    }

    fn own(&self) -> String {
        format!("own={}", self.folder.display())
    }

    fn trusted(&self) -> String {
        format!("trusted={}", self.folder.join("authority.pem").display())
    }

    fn trusting(&self) -> Check<TlsClient> {
        Ok(TlsClient::trusting(self.file("authority.pem"))?)
    }

    fn client(&self, own: &Self) -> Check<TlsClient> {
        let client = self.trusting()?;
        Ok(client.identity(own.file("chain.pem"), own.file("key.pem"))?)
    }

    fn server(&self) -> Check<TlsServer> {
        Ok(TlsServer::new(
            self.file("chain.pem"),
            self.file("key.pem"),
        )?)
    }
}

impl Drop for Identity {
    fn drop(&mut self) {
        let _left_behind = fs::remove_dir_all(&self.folder);
    }
}

/// From Rust to a Java provider.
pub async fn rust_calls_java(report: &mut Report, version: &str, java: &Java) {
    report.run("tls-provider", provider(java, version)).await;
    report
        .run("tls-provider-mutual", provider_mutual(java, version))
        .await;
    report
        .run("tls-provider-plain", provider_plain(java, version))
        .await;
}

/// From a Java consumer to Rust.
pub async fn java_calls_rust(report: &mut Report, java: &Java) {
    report.run("tls-consumer", consumer(java, false)).await;
    report
        .run("tls-consumer-mutual", consumer(java, true))
        .await;
    report
        .run("tls-consumer-refused", consumer_refused(java))
        .await;
}

async fn provider(java: &Java, version: &str) -> Check {
    let (own, stranger) = (Identity::new("java")?, Identity::new("stranger")?);
    let (_process, url) = provide(java, version, &[own.own()])?;
    greeted(call(&url, Some(own.trusting()?)).await)?;
    refused(
        call(&url, Some(stranger.trusting()?)).await,
        "does not trust",
    )?;
    refused(call(&url, None).await, "connection closed")
}

async fn provider_mutual(java: &Java, version: &str) -> Check {
    let (own, ours) = (Identity::new("java")?, Identity::new("rust")?);
    let (_process, url) = provide(java, version, &[own.own(), ours.trusted()])?;
    greeted(call(&url, Some(own.client(&ours)?)).await)?;
    refused(call(&url, Some(own.trusting()?)).await, "certificate")?;
    let foreign = Identity::new("stranger")?;
    refused(call(&url, Some(own.client(&foreign)?)).await, "certificate")
}

/// A Java provider without TLS never answers one that wants it (dubbo-protocol §11.1).
async fn provider_plain(java: &Java, version: &str) -> Check {
    let provider = java::Provider::start(java, version, &[])?;
    let ours = Identity::new("rust")?;
    let start = Instant::now();
    refused(
        call(&provider.url, Some(ours.trusting()?)).await,
        "does it have TLS at this port?",
    )?;
    let took = start.elapsed();
    ensure!(took < Duration::from_secs(5), "only after {took:?}");
    greeted(
        call(
            &format!("{}?ssl-enabled=false", provider.url),
            Some(ours.trusting()?),
        )
        .await,
    )
}

async fn consumer(java: &Java, mutual: bool) -> Check {
    let (own, theirs) = (Identity::new("rust")?, Identity::new("java")?);
    let mut tls = own.server()?;
    if mutual {
        tls = tls.client_authorities(theirs.file("authority.pem"))?;
    }
    let (server, url) = serve(tls).await?;
    let said = consume(java, &url, &[theirs.own(), own.trusted()]).await?;
    ensure!(
        said == "answer: Hello, Java, from Rust",
        "it printed `{said}`"
    );
    server.shut_down().await;
    Ok(())
}

async fn consumer_refused(java: &Java) -> Check {
    let (own, theirs) = (Identity::new("rust")?, Identity::new("java")?);
    let (server, url) = serve(own.server()?).await?;
    let said = consume(java, &url, &[theirs.own(), theirs.trusted()]).await?;
    ensure!(
        said.starts_with("refused: "),
        "it trusts a stranger: `{said}`"
    );
    server.shut_down().await;
    let tls = own
        .server()?
        .client_authorities(own.file("authority.pem"))?;
    let (server, url) = serve(tls).await?;
    let said = consume(java, &url, &[theirs.own(), own.trusted()]).await?;
    ensure!(
        said.starts_with("refused: "),
        "we trust a stranger: `{said}`"
    );
    server.shut_down().await;
    Ok(())
}

fn provide(java: &Java, version: &str, options: &[String]) -> Check<(Running, String)> {
    let port = java::free_port()?;
    let mut arguments = vec!["provide".to_owned(), port.to_string()];
    arguments.extend_from_slice(options);
    let process = java.start("org.demo.Secure", &arguments)?;
    let ready = process.wait_for("@@ READY")?;
    ensure!(
        ready.ends_with(version),
        "expected Dubbo {version}, got `{ready}`"
    );
    Ok((process, format!("dubbo://127.0.0.1:{port}")))
}

async fn consume(java: &Java, url: &str, options: &[String]) -> Check<String> {
    let mut arguments = vec!["consume".to_owned(), url.to_owned()];
    arguments.extend_from_slice(options);
    let process = java.start("org.demo.Secure", &arguments)?;
    // Waiting blocks its thread; the server has the others.
    let said = tokio::task::spawn_blocking(move || process.line(SILENCE)).await??;
    Ok(said.unwrap_or_default())
}

async fn serve(tls: TlsServer) -> Check<(dubbo::Running, String)> {
    let server = dubbo::serve("dubbo://0.0.0.0:0").tls(tls);
    let server = server
        .publish(SecureGreeterServer::new(Rust))
        .start()
        .await?;
    let url = server.url();
    Ok((server, url))
}

async fn call(url: &str, tls: Option<TlsClient>) -> dubbo::Result<String> {
    let mut builder = Dubbo::builder().application("interop-secure").timeout("5s");
    if let Some(tls) = tls {
        builder = builder.tls(tls);
    }
    let options = ReferenceOptions::new().url(url);
    let greeter = SecureGreeterClient::refer(&builder.build()?, options).await?;
    greeter.say_hello("Rust".to_owned()).await
}

fn greeted(answer: dubbo::Result<String>) -> Check {
    let answer = answer?;
    ensure!(answer == "Hello, Rust, from Java", "it answered `{answer}`");
    Ok(())
}

fn refused(answer: dubbo::Result<String>, words: &str) -> Check {
    match answer {
        Err(error @ Error::Network { .. }) => {
            println!("{error}");
            ensure!(
                error.to_string().contains(words),
                "expected `{words}` in: {error}"
            );
            Ok(())
        }
        other => Err(format!("expected a network error, got {other:?}").into()),
    }
}
