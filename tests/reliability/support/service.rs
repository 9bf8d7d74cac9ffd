//! The service that all these tests call.

use std::time::{Duration, Instant};

use dubbo::{reference, service};

#[service(interface = "org.demo.Echo")]
#[reference]
pub trait Echo {
    async fn echo(&self, text: String) -> dubbo::Result<String>;
    /// Answers `text` after that many milliseconds.
    async fn echo_after(&self, text: String, millis: i32) -> dubbo::Result<String>;
    async fn echo_bytes(&self, bytes: Vec<u8>) -> dubbo::Result<Vec<u8>>;
    async fn panics(&self, after_await: bool) -> dubbo::Result<()>;
    /// Keeps a processor busy for that many milliseconds.
    async fn burn(&self, millis: i32) -> dubbo::Result<()>;
    /// Asks for more memory than any machine has.
    async fn exhaust_memory(&self) -> dubbo::Result<i32>;
    /// The tasks that live on the provider's run time.
    async fn tasks(&self) -> dubbo::Result<i32>;
}

#[derive(Clone, Copy, Default)]
pub struct Service;

impl Echo for Service {
    async fn echo(&self, text: String) -> dubbo::Result<String> {
        Ok(text)
    }

    async fn echo_after(&self, text: String, millis: i32) -> dubbo::Result<String> {
        tokio::time::sleep(Duration::from_millis(millis as u64)).await;
        Ok(text)
    }

    async fn echo_bytes(&self, bytes: Vec<u8>) -> dubbo::Result<Vec<u8>> {
        Ok(bytes)
    }

    async fn panics(&self, after_await: bool) -> dubbo::Result<()> {
        if after_await {
            tokio::task::yield_now().await;
        }
        panic!("this handler panics, as the test wants it");
    }

    async fn burn(&self, millis: i32) -> dubbo::Result<()> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(millis as u64) {
            std::hint::spin_loop();
        }
        Ok(())
    }

    async fn exhaust_memory(&self) -> dubbo::Result<i32> {
        Ok(Vec::<u8>::with_capacity(1 << 50).capacity() as i32)
    }

    async fn tasks(&self) -> dubbo::Result<i32> {
        Ok(tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks() as i32)
    }
}

/// The tasks of the provider's run time, once none has ended for a while.
pub async fn tasks_of(client: &EchoClient) -> i32 {
    let mut last = -1;
    loop {
        let tasks = client.tasks().await.unwrap();
        if std::mem::replace(&mut last, tasks) == tasks {
            return tasks;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}
