//! `XxxFake`: answers by closures, and a record of what was asked.

use dubbo::{Error, FakeCall, Value};
use parent_contracts::Health;

#[dubbo::pojo("org.demo.Item")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub(crate) id: i64,
}

#[dubbo::exception("org.demo.SoldOut")]
#[derive(Debug)]
pub(crate) struct SoldOut {
    pub(crate) message: String,
}

#[dubbo::reference(interface = "org.demo.Stock")]
pub(crate) trait Stock: Health {
    /// Overloads are faked apart.
    async fn count(&self, item: &Item, places: &[String]) -> dubbo::Result<i32>;
    #[method(name = "count")]
    async fn count_by_name<'a>(&self, name: &'a str) -> dubbo::Result<i32>;
    async fn sell(&self, item: Item) -> Result<i64, SoldOut>;
    #[cfg(any())]
    async fn not_compiled(&self, what: NoSuchType) -> dubbo::Result<()>;
}

/// What is tested: it knows no fake.
async fn application(stock: &impl Stock) -> dubbo::Result<i32> {
    let item = Item { id: 7 };
    let places = ["north".to_owned()];
    Ok(stock.count(&item, &places).await? + stock.count_by_name("tea").await?)
}

#[tokio::test]
async fn a_fake_answers_by_closures_and_keeps_the_calls() {
    let fake = StockFake::new()
        .on_count(|item, places| Ok(item.id as i32 + places.len() as i32))
        .on_count_by_name(|name| Ok(name.len() as i32));
    assert_eq!(application(&fake.client()).await.unwrap(), 8 + 3);
    let calls = fake.calls();
    let names: Vec<_> = calls.iter().map(|call| call.method.as_str()).collect();
    assert_eq!(names, ["count", "count_by_name"]);
    let FakeCall { arguments, .. } = &calls[1];
    assert_eq!(arguments[..], [Value::from("tea")]);
    assert_eq!(
        dubbo::from_value::<Item>(calls[0].arguments[0].clone()).unwrap(),
        Item { id: 7 }
    );
}

#[tokio::test]
async fn a_method_without_an_answer_fails_with_its_name_and_is_kept() {
    let fake = StockFake::new();
    let client = fake.client();
    let error = client.count_by_name("tea").await.unwrap_err().to_string();
    assert!(
        error.contains("`StockFake`") && error.contains("`count_by_name`"),
        "{error}"
    );
    let error = client.sell(Item { id: 1 }).await.unwrap_err();
    assert!(error.message.contains("`.on_sell(|…| Ok(…))`"), "{error:?}");
    assert_eq!(fake.calls().len(), 2);
}

#[tokio::test]
async fn an_answer_may_be_an_exception_and_may_change() {
    let fake = StockFake::new().on_sell(|item| Ok(item.id));
    let client = fake.client();
    assert_eq!(client.sell(Item { id: 4 }).await.unwrap(), 4);
    let _same = fake.clone().on_sell(|_| {
        Err(SoldOut {
            message: "gone".to_owned(),
        })
    });
    let error = client.sell(Item { id: 4 }).await.unwrap_err();
    assert_eq!(error.message, "gone");
}

#[tokio::test]
async fn the_methods_of_a_parent_are_answered_by_its_fake() {
    #[dubbo::reference]
    trait Base {
        async fn state(&self, deep: bool) -> dubbo::Result<String>;
    }
    #[dubbo::reference]
    trait Child: Base {
        async fn own(&self) -> dubbo::Result<()>;
    }
    async fn ask(base: &impl Base) -> dubbo::Result<String> {
        base.state(true).await
    }
    let base = BaseFake::new().on_state(|deep| Ok(format!("deep: {deep}")));
    let child = ChildFake::new().with_parent(base);
    assert_eq!(ask(&child.client()).await.unwrap(), "deep: true");
    let bare = ChildFake::default().client();
    let error = ask(&bare).await.unwrap_err();
    assert!(
        matches!(&error, Error::Config(text) if text.contains("`state`")),
        "{error}"
    );
    bare.own().await.unwrap_err();
}
