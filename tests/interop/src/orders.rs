//! `org.demo.Orders`, which extends other interfaces, and a method of which blocks its thread.

use std::thread;
use std::time::Duration;

use dubbo::{Error, Exception, Result, reference, service};

/// `org.demo.Named`
#[service(interface = "org.demo.Named")]
#[reference]
pub trait Named {
    /// What the shop is called.
    async fn title(&self) -> Result<String>;
}

/// `org.demo.Tracked`
#[service(interface = "org.demo.Tracked")]
#[reference]
pub trait Tracked: Named {
    /// Where the order was: `id/0`, `id/1` …
    async fn track(&self, id: i64, steps: i32) -> Result<Vec<String>>;
}

/// `org.demo.Orders`
#[service(interface = "org.demo.Orders")]
#[reference]
pub trait Orders: Tracked + Named {
    /// Takes `tea` alone, and answers `count * 100`, after 300 ms.
    fn place(&self, item: String, count: i32) -> Result<i64>;
}

/// The provider.
#[derive(Debug)]
pub struct Shop;

impl Named for Shop {
    async fn title(&self) -> Result<String> {
        Ok("The shop".to_owned())
    }
}

impl Tracked for Shop {
    async fn track(&self, id: i64, steps: i32) -> Result<Vec<String>> {
        Ok((0..steps).map(|step| format!("{id}/{step}")).collect())
    }
}

impl Orders for Shop {
    fn place(&self, item: String, count: i32) -> Result<i64> {
        if item != "tea" {
            let message = format!("there is no {item}");
            let exception = Exception::new("java.lang.IllegalArgumentException", message);
            return Err(Error::Exception(exception.into()));
        }
        thread::sleep(Duration::from_millis(300));
        Ok(i64::from(count) * 100)
    }
}
