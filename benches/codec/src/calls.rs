//! A whole call, both sides in one thread: a text in a class, there and back.

use dubbo::{Dubbo, Refer, ReferenceOptions, pojo, reference, service};

/// A class of one field.
#[pojo("com.bench.Echo")]
#[derive(Clone)]
#[allow(missing_docs, reason = "it is called by what it holds")]
pub struct Echo {
    pub text: String,
}

#[service(interface = "com.bench.Bench")]
#[reference]
trait Bench {
    async fn echo(&self, message: Echo) -> dubbo::Result<Echo>;
}

struct Mirror;

impl Bench for Mirror {
    async fn echo(&self, message: Echo) -> dubbo::Result<Echo> {
        Ok(message)
    }
}

/// Calls that many times over one connection, with 64 calls in flight where there are so many.
///
/// # Panics
/// When a call fails.
pub fn echo(serialization: &str, calls: usize) {
    const IN_FLIGHT: usize = 64;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let called = async {
        let server = dubbo::serve("dubbo://127.0.0.1:0").publish(BenchServer::new(Mirror));
        let server = server.start().await?;
        let dubbo = Dubbo::builder().build()?;
        let options = ReferenceOptions::new().url(server.url());
        // valgrind takes its time.
        let options = options.serialization(serialization).timeout("60s");
        let client = BenchClient::refer(&dubbo, options).await?;
        let callers = (0..IN_FLIGHT).map(|caller| {
            let client = client.clone();
            let message = Echo {
                text: "x".repeat(128),
            };
            let own = (calls + IN_FLIGHT - 1 - caller) / IN_FLIGHT;
            tokio::spawn(async move {
                for _ in 0..own {
                    client.echo(message.clone()).await?;
                }
                Ok::<_, dubbo::Error>(())
            })
        });
        for caller in callers.collect::<Vec<_>>() {
            caller.await.expect("a caller does not panic")?;
        }
        Ok::<_, dubbo::Error>(())
    };
    runtime
        .expect("a runtime")
        .block_on(called)
        .expect("all calls succeed");
}
