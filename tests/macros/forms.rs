//! How a method may be written: as `async fn`, as a function that returns a future, and as one that blocks.

use std::future::{Future, ready};
use std::thread;

use dubbo::Context;

type Answer<T> = Result<T, dubbo::Error>;

#[dubbo::service(interface = "org.demo.Forms")]
#[dubbo::reference]
pub(crate) trait Forms {
    async fn awaited(&self, text: &str) -> Answer<String>;

    fn future(&self, text: &str) -> impl Future<Output = Answer<String>> + Send;

    /// A future is sent between threads even where nobody says so.
    fn unsaid(&self, text: &str) -> impl Future<Output = Answer<String>>;

    fn provided(&self, text: String) -> impl Future<Output = Answer<String>> + Send {
        async move { self.awaited(&text).await }
    }
}

struct All;

impl Forms for All {
    async fn awaited(&self, text: &str) -> Answer<String> {
        Ok(format!("awaited {text}"))
    }

    fn future(&self, text: &str) -> impl Future<Output = Answer<String>> + Send {
        ready(Ok(format!("future {text}")))
    }

    async fn unsaid(&self, text: &str) -> Answer<String> {
        Ok(format!("unsaid {text}"))
    }
}

#[tokio::test]
async fn a_method_may_return_a_future_and_its_result_may_have_any_name() {
    let forms = FormsClient::new(FormsServer::new(All));
    assert_eq!(forms.awaited("x").await.unwrap(), "awaited x");
    assert_eq!(forms.future("x").await.unwrap(), "future x");
    assert_eq!(forms.provided("x".to_owned()).await.unwrap(), "awaited x");
    let spawned = tokio::spawn(async move { forms.unsaid("x").await });
    assert_eq!(spawned.await.unwrap().unwrap(), "unsaid x");
}

/// The provider's side alone: a client that blocks is a feature of its own.
#[dubbo::service(interface = "org.demo.Blocking")]
pub(crate) trait BlockingService {
    fn thread(&self, prefix: &str, rest: Vec<String>) -> dubbo::Result<String>;
    fn attachment(&self, key: String) -> dubbo::Result<Option<String>>;
    fn nap(&self) -> dubbo::Result<()>;
    async fn quick(&self) -> dubbo::Result<String>;
}

/// What consumers see of it.
#[dubbo::reference(interface = "org.demo.Blocking")]
pub(crate) trait Consumed {
    async fn thread(&self, prefix: &str, rest: &[String]) -> dubbo::Result<String>;
    async fn attachment(&self, key: String) -> dubbo::Result<Option<String>>;
    async fn nap(&self) -> dubbo::Result<()>;
    async fn quick(&self) -> dubbo::Result<String>;
}

struct Slow;

impl BlockingService for Slow {
    fn thread(&self, prefix: &str, rest: Vec<String>) -> dubbo::Result<String> {
        let here = thread::current().id();
        Ok(format!("{prefix}{}{here:?}", rest.len()))
    }

    fn attachment(&self, key: String) -> dubbo::Result<Option<String>> {
        let context = Context::current();
        context.attach("seen", key.clone());
        Ok(context.attachment(&key))
    }

    fn nap(&self) -> dubbo::Result<()> {
        panic!("in a handler")
    }

    async fn quick(&self) -> dubbo::Result<String> {
        Ok(format!("{:?}", thread::current().id()))
    }
}

async fn consumed() -> (dubbo::Running, ConsumedClient) {
    let server = dubbo::serve("dubbo://127.0.0.1:0")
        .publish(BlockingServiceServer::new(Slow))
        .start()
        .await
        .unwrap();
    let client = ConsumedClient::connect(&server.url()).await.unwrap();
    (server, client)
}

#[tokio::test]
async fn a_plain_function_runs_off_the_thread_that_does_the_io() {
    let (_server, client) = consumed().await;
    let io = thread::current().id();
    assert_eq!(client.quick().await.unwrap(), format!("{io:?}"));
    let answer = client.thread("on ", &["a".to_owned()]).await.unwrap();
    assert!(answer.starts_with("on 1ThreadId("), "{answer}");
    assert_ne!(answer, format!("on 1{io:?}"));
}

#[tokio::test]
async fn a_plain_function_has_the_context_of_its_call() {
    let (_server, client) = consumed().await;
    let reply = std::sync::Arc::default();
    let client = client.with(|call| call.attach("user", "maria").reply_into(&reply));
    let user = client.attachment("user".to_owned()).await.unwrap();
    assert_eq!(user.as_deref(), Some("maria"));
    assert_eq!(reply.lock().unwrap().text("seen"), Some("user"));
}

#[tokio::test]
async fn a_panic_in_a_plain_function_is_that_calls_alone() {
    let (_server, client) = consumed().await;
    client.nap().await.unwrap_err();
    client.quick().await.unwrap();
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::{BlockingServiceServer, Slow};

    #[dubbo::reference(interface = "org.demo.Blocking")]
    trait Blocked {
        fn thread(&self, prefix: &str, rest: Vec<String>) -> dubbo::Result<String>;
        #[method(name = "quick")]
        fn quickly(&self) -> dubbo::Result<String>;
    }

    fn application(blocked: &impl Blocked) -> dubbo::Result<String> {
        blocked.thread("on ", vec![])
    }

    #[test]
    fn a_client_of_plain_functions_needs_no_run_time_around_it() {
        let client = BlockedClient::new(BlockingServiceServer::new(Slow));
        assert!(application(&client).unwrap().starts_with("on 0"));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn on_a_thread_of_a_run_time_the_others_take_over() {
        let server = dubbo::serve("dubbo://127.0.0.1:0")
            .publish(BlockingServiceServer::new(Slow))
            .start()
            .await
            .unwrap();
        let client = BlockedClient::connect(&server.url()).await.unwrap();
        let spawned = tokio::spawn(async move { client.quickly() });
        spawned.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn the_only_thread_of_a_run_time_is_told_that_it_cannot_wait() {
        let server = dubbo::serve("dubbo://127.0.0.1:0")
            .publish(BlockingServiceServer::new(Slow))
            .start()
            .await
            .unwrap();
        let client = BlockedClient::connect(&server.url()).await.unwrap();
        let error = client.quickly().unwrap_err().to_string();
        assert!(error.contains("spawn_blocking"), "{error}");
        let elsewhere = tokio::task::spawn_blocking(move || client.quickly());
        elsewhere.await.unwrap().unwrap();
    }

    #[test]
    fn a_blocking_client_needs_no_run_time_and_no_await() {
        use super::{ConsumedBlockingClient, Forms, FormsBlockingClient, FormsServer};

        let (send, receive) = std::sync::mpsc::channel();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let provider = std::thread::spawn(move || {
            let server = dubbo::serve("dubbo://127.0.0.1:0")
                .publish(BlockingServiceServer::new(Slow))
                .publish(FormsServer::new(super::All));
            dubbo::blocking::wait(async {
                let running = server.start().await?;
                send.send(running.url()).unwrap();
                let _ = stopped.await;
                Ok(())
            })
        });
        let url = receive.recv().unwrap();
        let consumed = ConsumedBlockingClient::connect(&url).unwrap();
        assert!(consumed.thread("on ", &[]).unwrap().starts_with("on 0"));
        let forms = FormsBlockingClient::connect(&url).unwrap();
        assert_eq!(forms.awaited("x").unwrap(), "awaited x");
        assert_eq!(forms.future("x").unwrap(), "future x");
        fn takes(_: &impl Forms) {}
        takes(forms.client());
        stop.send(()).unwrap();
        provider.join().unwrap().unwrap();
    }

    #[test]
    fn a_blocking_client_is_injected_and_has_its_time_limit() {
        use super::ConsumedBlockingClient;

        #[dubbo::reference]
        struct Shop {
            #[reference(url = "dubbo://127.0.0.1:1")]
            consumed: Option<ConsumedBlockingClient>,
            #[reference(url = "dubbo://127.0.0.1:1", check = false, timeout = 20)]
            later: ConsumedBlockingClient,
        }

        let dubbo = dubbo::Dubbo::builder().build().unwrap();
        let shop = dubbo::blocking::wait(Shop::refer(&dubbo)).unwrap();
        assert!(shop.consumed.is_none());
        shop.later.quick().unwrap_err();
    }

    #[test]
    fn a_blocking_client_is_around_whatever_implements_the_contract() {
        use super::{All, FormsBlockingClient};

        let forms = FormsBlockingClient::new(All);
        assert_eq!(forms.provided("x".to_owned()).unwrap(), "awaited x");
    }
}
