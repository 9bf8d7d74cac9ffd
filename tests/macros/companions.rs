//! `#[service(dyn)]`: one `Arc<dyn DynXxx>` for implementations and clients.

use std::fmt::Debug;
use std::future::Future;
use std::sync::Arc;

#[dubbo::service(dyn)]
#[dubbo::reference]
pub(crate) trait Base {
    async fn base(&self) -> dubbo::Result<String>;
}

#[dubbo::service(interface = "org.demo.Texts", dyn)]
#[dubbo::reference]
pub(crate) trait Texts: Base + Debug {
    async fn join<'a>(
        &self,
        first: &'a str,
        rest: &'a [String],
        sep: char,
    ) -> dubbo::Result<String>;
    fn length(&self, text: String) -> impl Future<Output = dubbo::Result<i32>> + Send;
    async fn twice(&self, text: String) -> dubbo::Result<String> {
        self.join(&text, std::slice::from_ref(&text), ' ').await
    }
    #[deprecated]
    async fn old(&self) -> dubbo::Result<()>;
    #[cfg(any())]
    async fn not_compiled(&self, what: NoSuchType) -> dubbo::Result<()>;
}

#[derive(Debug)]
struct English;

impl Base for English {
    async fn base(&self) -> dubbo::Result<String> {
        Ok("base".to_owned())
    }
}

impl Texts for English {
    async fn join(&self, first: &str, rest: &[String], sep: char) -> dubbo::Result<String> {
        Ok(format!("{first}{sep}{}", rest.join(",")))
    }

    async fn length(&self, text: String) -> dubbo::Result<i32> {
        Ok(text.len() as i32)
    }

    async fn old(&self) -> dubbo::Result<()> {
        Ok(())
    }
}

/// Application code that holds either.
struct Application {
    texts: Arc<dyn DynTexts>,
}

impl Application {
    async fn run(&self) -> String {
        let joined = self.texts.join("a", &["b".to_owned()], '-').await.unwrap();
        let length = self.texts.length(joined).await.unwrap();
        let twice = self.texts.twice("x".to_owned()).await.unwrap();
        format!("{length} {twice} {}", self.texts.base().await.unwrap())
    }
}

#[tokio::test]
async fn a_trait_object_is_an_implementation_or_a_client() {
    let here = Application {
        texts: Arc::new(English),
    };
    let there = Application {
        texts: Arc::new(TextsClient::new(TextsServer::new(English))),
    };
    for application in [here, there] {
        let spawned = tokio::spawn(async move { application.run().await });
        assert_eq!(spawned.await.unwrap(), "3 x x base");
    }
}

#[tokio::test]
async fn a_trait_object_is_served_and_passed_on_as_any_implementation() {
    fn takes(_: &impl Texts) {}
    let texts: Arc<dyn DynTexts> = Arc::new(English);
    takes(&texts);
    let client = TextsClient::new(TextsServer::new(texts));
    assert_eq!(client.base().await.unwrap(), "base");
    assert_eq!(client.length("four".to_owned()).await.unwrap(), 4);
}
