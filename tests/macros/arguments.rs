//! Arguments: how many, lent or owned, and under which Java types.

use std::collections::BTreeMap;

use dubbo::{Value, pojo, reference, service};

use crate::recorder::{Recorded, Recorder};

#[pojo("org.demo.Item")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub(crate) id: i64,
}

type Bytes = Vec<u8>;

#[service(interface = "org.demo.Echo")]
#[reference]
pub(crate) trait Echo {
    #[allow(clippy::too_many_arguments)]
    async fn many(
        &self,
        a: i32,
        b: i32,
        c: i32,
        d: i32,
        e: i32,
        f: i32,
        g: i32,
        h: i32,
        i: i32,
        j: i32,
        k: i64,
        l: i64,
        m: i64,
        n: i64,
        o: i64,
        p: i64,
        q: i64,
        r: i64,
        s: i64,
        t: String,
    ) -> dubbo::Result<String>;

    async fn lent<'a>(
        &self,
        text: &str,
        items: &'a [Item],
        item: &Item,
        bytes: &[u8],
        table: &'a BTreeMap<String, i32>,
    ) -> dubbo::Result<String>;

    async fn unnamed(&self, _: i32, r#type: Option<i64>, own: Bytes) -> dubbo::Result<i64>;

    // Overloads: one name in Java, three parameter lists.
    async fn add(&self, a: i32) -> dubbo::Result<String>;
    #[method(name = "add")]
    async fn add_long(&self, a: i64) -> dubbo::Result<String>;
    #[method(name = "add")]
    async fn add_two(&self, a: i32, b: i32) -> dubbo::Result<String>;

    // What Rust cannot say.
    async fn stated(
        &self,
        #[java("java.lang.Integer")] boxed: i32,
        #[java("int[]")] numbers: Vec<i32>,
        #[java("java.lang.String...")] names: &[String],
        #[java("java.lang.Object")] anything: String,
        #[java("byte[]")] bytes: &[u8],
        #[java("org.demo.Item[]")] items: Vec<Item>,
    ) -> dubbo::Result<String>;
}

struct Echoing;

impl Echo for Echoing {
    async fn many(
        &self,
        a: i32,
        b: i32,
        c: i32,
        d: i32,
        e: i32,
        f: i32,
        g: i32,
        h: i32,
        i: i32,
        j: i32,
        k: i64,
        l: i64,
        m: i64,
        n: i64,
        o: i64,
        p: i64,
        q: i64,
        r: i64,
        s: i64,
        t: String,
    ) -> dubbo::Result<String> {
        let ints = [a, b, c, d, e, f, g, h, i, j];
        let longs = [k, l, m, n, o, p, q, r, s];
        Ok(format!("{ints:?} {longs:?} {t}"))
    }

    async fn lent<'a>(
        &self,
        text: &str,
        items: &'a [Item],
        item: &Item,
        bytes: &[u8],
        table: &'a BTreeMap<String, i32>,
    ) -> dubbo::Result<String> {
        tokio::task::yield_now().await;
        Ok(format!(
            "{text} {} {} {bytes:?} {table:?}",
            items.len(),
            item.id
        ))
    }

    async fn unnamed(&self, _: i32, r#type: Option<i64>, own: Bytes) -> dubbo::Result<i64> {
        Ok(r#type.unwrap_or_default() + own.len() as i64)
    }

    async fn add(&self, a: i32) -> dubbo::Result<String> {
        Ok(format!("int {a}"))
    }

    async fn add_long(&self, a: i64) -> dubbo::Result<String> {
        Ok(format!("long {a}"))
    }

    async fn add_two(&self, a: i32, b: i32) -> dubbo::Result<String> {
        Ok(format!("int {a}, int {b}"))
    }

    async fn stated(
        &self,
        boxed: i32,
        numbers: Vec<i32>,
        names: &[String],
        anything: String,
        bytes: &[u8],
        items: Vec<Item>,
    ) -> dubbo::Result<String> {
        Ok(format!(
            "{boxed} {numbers:?} {names:?} {anything} {bytes:?} {}",
            items.len()
        ))
    }
}

fn echo() -> EchoClient<EchoServer<Echoing>> {
    EchoClient::new(EchoServer::new(Echoing))
}

fn items() -> Vec<Item> {
    vec![Item { id: 1 }, Item { id: 2 }]
}

#[tokio::test]
async fn any_number_of_arguments_keeps_its_order() {
    let t = "t".to_owned();
    let answer = echo()
        .many(
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, t,
        )
        .await;
    let expected = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10] [11, 12, 13, 14, 15, 16, 17, 18, 19] t";
    assert_eq!(answer.unwrap(), expected);
}

#[tokio::test]
async fn lent_arguments_need_no_clone_on_either_side() {
    let table = BTreeMap::from([("one".to_owned(), 1)]);
    let answer = echo()
        .lent("text", &items(), &Item { id: 9 }, &[1, 2], &table)
        .await;
    assert_eq!(answer.unwrap(), r#"text 2 9 [1, 2] {"one": 1}"#);
    let recorder = Recorder::answering(&String::new());
    let client = EchoClient::new(recorder.clone());
    client
        .lent("text", &items(), &Item { id: 9 }, &[1, 2], &table)
        .await
        .unwrap();
    let descriptor = "Ljava/lang/String;Ljava/util/List;Lorg/demo/Item;[BLjava/util/Map;";
    assert_eq!(recorder.only().descriptor, descriptor);
}

#[tokio::test]
async fn an_argument_need_not_have_a_name() {
    assert_eq!(echo().unnamed(1, Some(40), vec![0, 0]).await.unwrap(), 42);
}

#[tokio::test]
async fn overloads_share_a_name_and_are_told_apart_by_their_parameters() {
    let echo = echo();
    assert_eq!(echo.add(1).await.unwrap(), "int 1");
    assert_eq!(echo.add_long(1).await.unwrap(), "long 1");
    assert_eq!(echo.add_two(1, 2).await.unwrap(), "int 1, int 2");
}

#[tokio::test]
async fn a_stated_java_type_replaces_the_descriptor_and_names_the_list() {
    let names = ["Ann".to_owned()];
    let recorder = Recorder::answering(&String::new());
    let client = EchoClient::new(recorder.clone());
    client
        .stated(1, vec![2, 3], &names, "x".to_owned(), &[4], items())
        .await
        .unwrap();
    let Recorded {
        descriptor,
        arguments,
        interface,
        method,
    } = recorder.only();
    assert_eq!(
        (interface.as_str(), method.as_str()),
        ("org.demo.Echo", "stated")
    );
    assert_eq!(
        descriptor,
        "Ljava/lang/Integer;[I[Ljava/lang/String;Ljava/lang/Object;[B[Lorg/demo/Item;"
    );
    let class = |value: &Value| match value {
        Value::List(list) => list.class.as_ref().map(ToString::to_string),
        other => panic!("no list: {other:?}"),
    };
    assert_eq!(class(&arguments[1]).as_deref(), Some("[int"));
    assert_eq!(class(&arguments[2]).as_deref(), Some("[string"));
    assert_eq!(class(&arguments[5]).as_deref(), Some("[org.demo.Item"));
    assert_eq!(arguments[4], Value::Binary(vec![4]));
    let answer = echo()
        .stated(1, vec![2, 3], &names, "x".to_owned(), &[4], items())
        .await;
    assert_eq!(answer.unwrap(), r#"1 [2, 3] ["Ann"] x [4] 2"#);
}

#[tokio::test]
async fn an_argument_that_does_not_fit_is_named_in_the_error() {
    #[reference(interface = "org.demo.Echo")]
    trait Wrong {
        /// The long does not fit the provider's `int`, which it says it is.
        async fn add(&self, #[java("int")] a: i64) -> dubbo::Result<String>;
        async fn nothing_like_it(&self) -> dubbo::Result<()>;
    }
    let wrong = WrongClient::new(EchoServer::new(Echoing));
    let error = wrong.add(i64::MAX).await.unwrap_err().to_string();
    assert!(error.contains("argument `a`"), "{error}");
    let error = wrong.nothing_like_it().await.unwrap_err().to_string();
    assert!(error.contains("nothingLikeIt"), "{error}");
}
