//! `#[deprecated]` is the user's word to the user's callers: generated code does not warn of it. This whole crate denies
//! warnings; only who uses what is deprecated here allows it.

mod contract {
    #[dubbo::service(interface = "org.demo.Old", dyn)]
    #[dubbo::reference]
    #[deprecated = "the contract"]
    pub(crate) trait Old {
        async fn touch(&self) -> dubbo::Result<()>;
    }

    #[dubbo::service(interface = "org.demo.Blocking")]
    #[deprecated = "the contract, on one side"]
    pub(crate) trait Blocking {
        #[deprecated]
        fn block(&self, text: &str) -> dubbo::Result<i32>;
    }

    #[dubbo::service(interface = "org.demo.Aging", dyn)]
    #[dubbo::reference]
    pub(crate) trait Aging {
        #[deprecated]
        async fn asked(&self, item: &Item, kind: Kind) -> Result<Item, Failed>;
        #[deprecated(since = "1.0.0", note = "a method with a body")]
        async fn provided(&self, text: String) -> dubbo::Result<String> {
            Ok(text)
        }
    }

    #[dubbo::service(dyn)]
    #[dubbo::reference]
    #[deprecated]
    pub(crate) trait Child: Aging {
        #[deprecated]
        async fn own(&self) -> dubbo::Result<()>;
    }

    #[dubbo::pojo("org.demo.Item")]
    #[derive(Clone, Debug, Default, PartialEq)]
    pub(crate) struct Item {
        pub(crate) id: i64,
        #[deprecated = "a field"]
        pub(crate) name: Option<String>,
    }

    #[dubbo::pojo("org.demo.Kind")]
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub(crate) enum Kind {
        Usual,
        #[deprecated = "a constant"]
        Rare,
    }

    #[dubbo::exception("org.demo.Failed")]
    #[derive(Debug)]
    pub(crate) struct Failed {
        #[deprecated = "a field of an exception"]
        pub(crate) code: i32,
        pub(crate) message: String,
    }

    #[dubbo::exception]
    #[derive(Debug)]
    #[allow(dead_code, reason = "it need only compile")]
    pub(crate) enum Failures {
        #[deprecated = "a variant"]
        Failed(Failed),
        #[exception("org.demo.Gone")]
        #[deprecated = "another"]
        Gone {
            #[deprecated = "its field"]
            code: i32,
        },
        #[allow(deprecated)]
        Broken(Broken),
        #[exception(other)]
        Other(dubbo::Error),
    }

    #[dubbo::pojo("org.demo.Ancient")]
    #[derive(Debug)]
    #[deprecated = "a class"]
    pub(crate) struct Ancient {
        pub(crate) id: i64,
    }

    #[dubbo::pojo("org.demo.Era")]
    #[derive(Debug)]
    #[deprecated = "an enum"]
    pub(crate) enum Era {
        Ancient,
    }

    #[dubbo::exception("org.demo.Broken")]
    #[derive(Debug)]
    #[deprecated = "an exception"]
    pub(crate) struct Broken {
        pub(crate) message: String,
    }

    /// Who names them is told, once, and may be silent.
    #[dubbo::service(interface = "org.demo.Excavation", dyn)]
    #[dubbo::reference]
    #[allow(deprecated)]
    pub(crate) trait Excavation {
        async fn dig(&self, first: &Ancient, all: &[Ancient]) -> Result<Era, Broken>;
        async fn found(&self, eras: Vec<Era>) -> dubbo::Result<Option<Ancient>>;
    }

    #[dubbo::reference]
    #[deprecated = "an injected struct"]
    pub(crate) struct Nested {
        #[reference(url = "dubbo://127.0.0.1:1", check = false)]
        pub(crate) excavation: ExcavationClient,
    }

    #[dubbo::reference]
    #[allow(deprecated)]
    pub(crate) struct Outer<C = OldClient> {
        #[reference(url = "dubbo://127.0.0.1:1", check = false)]
        pub(crate) nested: Nested,
        #[reference(url = "dubbo://127.0.0.1:1", check = false)]
        #[deprecated]
        pub(crate) old: C,
    }

    #[dubbo::reference]
    pub(crate) struct Shop {
        #[reference(url = "dubbo://127.0.0.1:1", check = false)]
        #[deprecated = "a client"]
        pub(crate) aging: AgingClient,
        pub(crate) number: i32,
    }
}

#[tokio::test]
#[allow(deprecated, reason = "the only uses")]
async fn what_is_deprecated_works_as_before() {
    use contract::{
        Aging, AgingClient, AgingServer, Failed, Item, Kind, Old, OldClient, OldServer, Shop,
    };

    struct Mine;

    impl Old for Mine {
        async fn touch(&self) -> dubbo::Result<()> {
            Ok(())
        }
    }

    impl contract::Blocking for Mine {
        fn block(&self, text: &str) -> dubbo::Result<i32> {
            Ok(text.len() as i32)
        }
    }

    impl Aging for Mine {
        async fn asked(&self, item: &Item, kind: Kind) -> Result<Item, Failed> {
            match kind {
                Kind::Rare => Ok(item.clone()),
                Kind::Usual => Err(Failed {
                    code: 7,
                    message: "usual".to_owned(),
                }),
            }
        }
    }

    OldClient::new(OldServer::new(Mine)).touch().await.unwrap();
    let aging = AgingClient::new(AgingServer::new(Mine));
    let item = Item {
        id: 1,
        name: Some("tea".to_owned()),
    };
    assert_eq!(aging.asked(&item, Kind::Rare).await.unwrap(), item);
    let failed = aging.asked(&item, Kind::Usual).await.unwrap_err();
    assert_eq!((failed.code, failed.message.as_str()), (7, "usual"));
    let _ = contract::BlockingServer::new(Mine);
    let _ = |outer: contract::Outer| (outer.nested.excavation, outer.old);
    let dubbo = dubbo::Dubbo::builder().build().unwrap();
    let shop = Shop::refer(&dubbo, 3).await.unwrap();
    assert_eq!(shop.number, 3);
    shop.aging.provided(String::new()).await.unwrap_err();
}
