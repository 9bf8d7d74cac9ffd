//! Contracts that extend others, also across crates.

use dubbo::__macro::v1::Contract;
use parent_contracts::audit::Audited as Trail;
use parent_contracts::{Detail, Health};

use crate::recorder::Recorder;

#[dubbo::service(interface = "org.demo.Orders", version = "1.0.0")]
#[dubbo::reference]
pub(crate) trait Orders: Trail + Health + Send {
    async fn place(&self, item: String) -> dubbo::Result<i64>;
}

/// A child that adds nothing.
#[dubbo::service]
#[dubbo::reference]
pub(crate) trait Plain: Health {}

struct Shop;

impl Health for Shop {
    async fn state(&self, detail: &Detail) -> dubbo::Result<String> {
        Ok(format!("well, in {} lines", detail.lines))
    }
}

impl Trail for Shop {
    async fn last_entries(&self, count: i32) -> dubbo::Result<Vec<String>> {
        Ok(vec!["placed".to_owned(); count as usize])
    }
}

impl Orders for Shop {
    async fn place(&self, item: String) -> dubbo::Result<i64> {
        Ok(item.len() as i64)
    }
}

impl Plain for Shop {}

#[tokio::test]
async fn a_child_serves_and_calls_the_methods_of_all_its_ancestors() {
    async fn application(orders: &impl Orders) {
        assert_eq!(orders.place("tea".to_owned()).await.unwrap(), 3);
        assert_eq!(orders.last_entries(2).await.unwrap(), ["placed", "placed"]);
        let state = orders.state(&Detail { lines: 7 }).await;
        assert_eq!(state.unwrap(), "well, in 7 lines");
    }
    application(&Shop).await;
    application(&OrdersClient::new(OrdersServer::new(Shop))).await;
    let plain = PlainClient::new(PlainServer::new(Shop));
    plain.state(&Detail { lines: 1 }).await.unwrap();
}

#[tokio::test]
async fn an_inherited_method_is_called_under_the_childs_interface() {
    let recorder = Recorder::answering(&Vec::<String>::new());
    let client = OrdersClient::new(recorder.clone());
    client.last_entries(1).await.unwrap();
    let call = recorder.only();
    assert_eq!(
        (call.interface.as_str(), call.method.as_str()),
        ("org.demo.Orders", "last")
    );
}

#[test]
fn a_contract_has_its_own_methods_first_and_then_those_of_its_ancestors() {
    fn names<C: Contract>() -> Vec<&'static str> {
        C::METHODS.iter().map(|method| method.name).collect()
    }
    assert_eq!(names::<OrdersContract>(), ["place", "last", "state"]);
    assert_eq!(names::<PlainContract>(), ["state"]);
}

/// Contracts whose names are those of std's traits.
mod namesakes {
    #[dubbo::service]
    #[dubbo::reference]
    pub(crate) trait Debug {
        async fn level(&self) -> dubbo::Result<i32>;
    }

    #[dubbo::service]
    #[dubbo::reference]
    pub(crate) trait Display {
        async fn width(&self) -> dubbo::Result<i32>;
    }
}

#[tokio::test]
async fn a_supertrait_that_is_called_like_one_of_stds_is_what_its_name_means() {
    use namesakes::{Debug, Display};

    #[dubbo::service]
    #[dubbo::reference]
    trait Screen: Debug + namesakes::Display + std::fmt::Debug + Clone {}

    #[derive(Clone, Debug)]
    struct Mine;

    impl Debug for Mine {
        async fn level(&self) -> dubbo::Result<i32> {
            Ok(3)
        }
    }

    impl Display for Mine {
        async fn width(&self) -> dubbo::Result<i32> {
            Ok(80)
        }
    }

    impl Screen for Mine {}

    let screen = ScreenClient::new(ScreenServer::new(Mine));
    let outcomes = (screen.level().await, screen.width().await);
    assert_eq!((outcomes.0.unwrap(), outcomes.1.unwrap()), (3, 80));
}

#[tokio::test]
async fn parents_may_stand_in_functions_and_come_from_macros() {
    macro_rules! family {
        ($parent:ident, $($path:tt)+) => {
            #[dubbo::service]
            #[dubbo::reference]
            trait $parent {
                async fn first(&self) -> dubbo::Result<i32>;
            }

            #[dubbo::service]
            #[dubbo::reference]
            trait Child: $($path)+ {
                async fn second(&self) -> dubbo::Result<i32>;
            }
        };
    }
    family!(Parent, Parent + crate::inheritance::Plain + Health);

    impl Parent for Shop {
        async fn first(&self) -> dubbo::Result<i32> {
            Ok(1)
        }
    }

    impl Child for Shop {
        async fn second(&self) -> dubbo::Result<i32> {
            Ok(2)
        }
    }

    let child = ChildClient::new(ChildServer::new(Shop));
    assert_eq!(child.first().await.unwrap(), 1);
    assert_eq!(child.second().await.unwrap(), 2);
    assert!(child.state(&Detail { lines: 5 }).await.is_ok());
}

#[tokio::test]
async fn what_no_ancestor_has_is_not_found() {
    #[dubbo::reference(interface = "org.demo.Orders")]
    trait Other {
        async fn unknown(&self) -> dubbo::Result<()>;
    }
    let other = OtherClient::new(OrdersServer::new(Shop));
    let error = other.unknown().await.unwrap_err().to_string();
    assert!(error.contains("unknown"), "{error}");
}
