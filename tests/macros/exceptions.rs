//! `#[exception]`.

use std::error::Error as _;

use dubbo::{Error, Exception, exception, reference, service};

/// One class, with all that is not of it in its message.
#[exception("org.demo.GreetException")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GreetError {
    pub(crate) code: i32,
    pub(crate) message: String,
    pub(crate) error_tags: Option<Vec<String>>,
    #[serde(rename = "RAW")]
    pub(crate) raw: Vec<u8>,
}

/// One class, with all that is not of it kept apart.
#[exception("org.demo.KeepException")]
#[derive(Debug)]
pub(crate) struct Keeping {
    code: i32,
    message: Option<String>,
    #[exception(other)]
    rest: Option<Error>,
}

/// Only a part of an enum.
#[exception("org.demo.Closed")]
#[derive(Debug)]
pub(crate) struct Closed;

#[exception]
#[derive(Debug)]
pub(crate) enum ShopError {
    #[exception("org.demo.NotFound")]
    NotFound {
        item_id: i64,
        message: Option<String>,
    },
    #[exception("org.demo.SoldOut")]
    SoldOut,
    Greet(GreetError),
    Closed(Closed),
    #[exception(other)]
    Other(Error),
}

/// Text of the user's own.
#[exception("org.demo.Quiet", display = false)]
#[derive(Debug)]
pub(crate) struct Quiet {
    message: String,
}

impl std::fmt::Display for Quiet {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "quiet: {}", self.message)
    }
}

impl std::error::Error for Quiet {}

#[service]
#[reference]
pub(crate) trait Shop {
    async fn greet(&self, how: i32) -> Result<String, GreetError>;
    async fn keep(&self, how: i32) -> Result<String, Keeping>;
    async fn buy(&self, how: i32) -> Result<String, ShopError>;
    async fn quiet(&self) -> Result<String, Quiet>;
}

/// The same methods, as somebody sees them who knows no class.
#[reference(interface = "Shop")]
pub(crate) trait Stranger {
    async fn greet(&self, how: i32) -> dubbo::Result<String>;
    async fn keep(&self, how: i32) -> dubbo::Result<String>;
    async fn buy(&self, how: i32) -> dubbo::Result<String>;
    async fn quiet(&self) -> dubbo::Result<String>;
}

struct Corner;

fn greet_error() -> GreetError {
    let error_tags = Some(vec!["rude".to_owned()]);
    GreetError {
        code: 7,
        message: "no greeting".to_owned(),
        error_tags,
        raw: vec![1, 2],
    }
}

impl Shop for Corner {
    async fn greet(&self, how: i32) -> Result<String, GreetError> {
        match how {
            0 => Err(greet_error()),
            _ => Err(Error::exception(
                "java.lang.IllegalStateException",
                "not now",
            ))?,
        }
    }

    async fn keep(&self, how: i32) -> Result<String, Keeping> {
        match how {
            0 => Err(Keeping {
                code: 3,
                message: None,
                rest: None,
            }),
            _ => Err(Error::exception(
                "java.lang.IllegalStateException",
                "not now",
            ))?,
        }
    }

    async fn buy(&self, how: i32) -> Result<String, ShopError> {
        Err(match how {
            0 => ShopError::NotFound {
                item_id: 9,
                message: Some("no such item".to_owned()),
            },
            1 => ShopError::SoldOut,
            2 => ShopError::Greet(greet_error()),
            3 => ShopError::Closed(Closed),
            _ => Error::exception("java.lang.IllegalStateException", "not now").into(),
        })
    }

    async fn quiet(&self) -> Result<String, Quiet> {
        Err(Quiet {
            message: "hush".to_owned(),
        })
    }
}

fn shop() -> ShopClient<ShopServer<Corner>> {
    ShopClient::new(ShopServer::new(Corner))
}

/// What arrives, for somebody who knows no class.
async fn thrown(
    how: impl AsyncFnOnce(StrangerClient<ShopServer<Corner>>) -> dubbo::Result<String>,
) -> Exception {
    let error = how(StrangerClient::new(ShopServer::new(Corner)))
        .await
        .unwrap_err();
    error
        .as_exception()
        .unwrap_or_else(|| panic!("{error}"))
        .clone()
}

#[tokio::test]
async fn a_typed_error_arrives_as_it_was_thrown() {
    assert_eq!(shop().greet(0).await.unwrap_err(), greet_error());
    let kept = shop().keep(0).await.unwrap_err();
    assert!(
        matches!(
            kept,
            Keeping {
                code: 3,
                message: None,
                rest: None
            }
        ),
        "{kept:?}"
    );
    let error = shop().buy(0).await.unwrap_err();
    let ShopError::NotFound {
        item_id: 9,
        message,
    } = error
    else {
        panic!("{error:?}")
    };
    assert_eq!(message.as_deref(), Some("no such item"));
    assert!(matches!(shop().buy(1).await, Err(ShopError::SoldOut)));
    let error = shop().buy(2).await.unwrap_err();
    assert!(
        matches!(&error, ShopError::Greet(inner) if *inner == greet_error()),
        "{error:?}"
    );
    assert!(matches!(
        shop().buy(3).await,
        Err(ShopError::Closed(Closed))
    ));
    assert_eq!(shop().quiet().await.unwrap_err().message, "hush");
}

/// Only hessian2 keeps names and widths of fields for somebody who does not know the class.
#[cfg(feature = "hessian2")]
#[tokio::test]
async fn java_sees_its_class_its_message_and_its_fields() {
    let exception = thrown(async |shop| shop.greet(0).await).await;
    assert_eq!(exception.class, "org.demo.GreetException");
    assert_eq!(exception.message.as_deref(), Some("no greeting"));
    assert_eq!(exception.field("code"), Some(&7.into()));
    assert!(
        exception.field("errorTags").is_some() && exception.field("RAW").is_some(),
        "{exception:?}"
    );
    let exception = thrown(async |shop| shop.buy(0).await).await;
    assert_eq!(exception.class, "org.demo.NotFound");
    assert_eq!(exception.field("itemId"), Some(&9_i64.into()));
    assert_eq!(
        thrown(async |shop| shop.buy(1).await).await.class,
        "org.demo.SoldOut"
    );
    assert_eq!(
        thrown(async |shop| shop.buy(2).await).await.class,
        "org.demo.GreetException"
    );
    assert_eq!(
        thrown(async |shop| shop.buy(3).await).await.class,
        "org.demo.Closed"
    );
}

#[tokio::test]
async fn whatever_else_goes_wrong_is_kept_apart_where_there_is_a_place_for_it() {
    let error = shop().buy(4).await.unwrap_err();
    let ShopError::Other(inner) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        inner.as_exception().unwrap().class,
        "java.lang.IllegalStateException"
    );
    assert_eq!(
        error.to_string(),
        "java.lang.IllegalStateException: not now"
    );
    let kept = shop().keep(1).await.unwrap_err();
    assert_eq!(
        kept.rest
            .as_ref()
            .unwrap()
            .as_exception()
            .unwrap()
            .message
            .as_deref(),
        Some("not now")
    );
    assert!(kept.to_string().contains("not now"));
}

#[tokio::test]
async fn whatever_else_goes_wrong_is_in_the_message_where_there_is_no_other_place() {
    let error = shop().greet(1).await.unwrap_err();
    assert!(error.message.contains("not now"), "{error:?}");
    assert_eq!((error.code, error.error_tags), (0, None));
}

#[tokio::test]
async fn what_else_a_provider_throws_passes_through_as_it_was() {
    for exception in [
        thrown(async |shop| shop.buy(4).await).await,
        thrown(async |shop| shop.keep(1).await).await,
    ] {
        assert_eq!(exception.class, "java.lang.IllegalStateException");
        assert_eq!(exception.message.as_deref(), Some("not now"));
    }
}

#[tokio::test]
async fn a_class_with_other_fields_than_expected_is_an_error_that_says_so() {
    #[exception("org.demo.GreetException")]
    #[derive(Debug)]
    struct Different {
        code: Vec<i32>,
        message: String,
    }
    #[exception]
    #[derive(Debug)]
    enum Either {
        Different(Different),
        #[exception(other)]
        Other(Error),
    }
    #[reference(interface = "Shop")]
    trait Confused {
        async fn greet(&self, how: i32) -> Result<String, Either>;
    }
    let confused = ConfusedClient::new(ShopServer::new(Corner));
    let error = confused.greet(0).await.unwrap_err();
    let Either::Other(inner) = &error else {
        panic!("{error:?}")
    };
    let text = inner.to_string();
    assert!(
        text.contains("org.demo.GreetException") && text.contains("code"),
        "{text}"
    );
    assert_eq!(
        Different {
            code: Vec::new(),
            message: String::new()
        }
        .code,
        Vec::<i32>::new()
    );
}

#[test]
fn errors_show_their_message_or_else_their_class() {
    assert_eq!(greet_error().to_string(), "no greeting");
    assert_eq!(ShopError::Greet(greet_error()).to_string(), "no greeting");
    assert_eq!(ShopError::SoldOut.to_string(), "org.demo.SoldOut");
    assert_eq!(
        ShopError::NotFound {
            item_id: 1,
            message: None
        }
        .to_string(),
        "org.demo.NotFound"
    );
    assert_eq!(Closed.to_string(), "org.demo.Closed");
    assert_eq!(
        Quiet {
            message: "hush".to_owned()
        }
        .to_string(),
        "quiet: hush"
    );
    let cause = Exception::new("org.demo.Cause", "the cause");
    let error = Exception::new("org.demo.Unknown", "unknown").with_cause(cause);
    let error = ShopError::from(Error::Exception(Box::new(error)));
    assert_eq!(
        error.source().unwrap().to_string(),
        "org.demo.Cause: the cause"
    );
}
