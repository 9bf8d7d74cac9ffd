//! Extension points and their lists, ours and a user's.

use std::future::Future;

use dubbo::cluster::{Balance, LoadBalance, Random};
use dubbo::{Invocation, Serialization, Url, extension};

/// What a list forwards: every form of a method.
#[extension(key = "store", list = stores)]
trait Store: Clone + Sized {
    fn put(&mut self, word: &str);
    fn last(&self) -> Option<&str>;
    async fn count(&self, _: usize) -> usize;
    fn length<T: AsRef<[u8]> + Send>(&self, of: T) -> impl Future<Output = usize> + Send;
    fn into_words(self) -> Vec<String>;
    fn is_empty(&self) -> bool {
        self.last().is_none()
    }
}

#[derive(Clone, Default)]
struct All(Vec<String>);

#[derive(Clone, Default)]
struct Last(Option<String>);

impl Store for All {
    fn put(&mut self, word: &str) {
        self.0.push(word.to_owned());
    }

    fn last(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    async fn count(&self, beside: usize) -> usize {
        self.0.len() + beside
    }

    async fn length<T: AsRef<[u8]> + Send>(&self, of: T) -> usize {
        tokio::task::yield_now().await;
        of.as_ref().len()
    }

    fn into_words(self) -> Vec<String> {
        self.0
    }
}

impl Store for Last {
    fn put(&mut self, word: &str) {
        self.0 = Some(word.to_owned());
    }

    fn last(&self) -> Option<&str> {
        self.0.as_deref()
    }

    async fn count(&self, beside: usize) -> usize {
        usize::from(self.0.is_some()) + beside
    }

    async fn length<T: AsRef<[u8]> + Send>(&self, _: T) -> usize {
        0
    }

    fn into_words(self) -> Vec<String> {
        self.0.into_iter().collect()
    }

    fn is_empty(&self) -> bool {
        true
    }
}

stores! {
    /// Where words are kept.
    enum Stores {
        /// All of them.
        All = "all" => All,
        #[default]
        Last = "last" => Last,
        #[cfg(any())]
        Never = "never" => Missing,
    }
}

#[tokio::test]
async fn every_form_of_a_method_reaches_the_one_that_was_chosen() {
    for (name, words, count, length, is_empty) in [
        ("all", vec!["a", "b"], 12, 3, false),
        ("last", vec!["b"], 11, 0, true),
    ] {
        let mut store: Stores = name.parse().unwrap();
        store.put("a");
        store.put("b");
        assert_eq!(store.last(), Some("b"));
        assert_eq!(store.count(10).await, count);
        assert_eq!(store.length("abc").await, length);
        assert_eq!(
            store.is_empty(),
            is_empty,
            "{name} has its own, or the trait's"
        );
        assert_eq!(store.clone().into_words(), words);
        assert_eq!((store.name(), store.to_string()), (name, name.to_owned()));
    }
}

#[test]
fn a_key_chooses_and_without_it_there_is_the_default() {
    let chosen = |url: &str| {
        let url: Url = url.parse().unwrap();
        Stores::adaptive(|key| url.parameter(key)).map(|store| store.name())
    };
    assert_eq!(Stores::KEY, "store");
    assert_eq!(chosen("dubbo://h?store=all"), Ok("all"));
    assert_eq!(chosen("dubbo://h?stores=all"), Ok("last"));
    let error = chosen("dubbo://h?store=lst").unwrap_err();
    assert_eq!((error.key(), error.name()), ("store", "lst"));
    assert_eq!(error.names(), ["all", "last"]);
    assert_eq!(
        error.to_string(),
        "unknown store `lst`; did you mean `last`? there are `all`, `last`"
    );
    assert!(
        chosen("dubbo://h?store=never").is_err(),
        "it is not compiled in"
    );
    assert_eq!(
        All::adaptive(|_| panic!("a type in no list asks for nothing")).map(|all| all.0),
        Ok(Vec::new())
    );
}

/// A value of the type's own, without state.
#[extension(key = "shape", list = shapes)]
trait Shape {
    fn corners(&self) -> u32;
}

struct Corners(u32);

const SQUARE: Corners = Corners(4);

impl Shape for Corners {
    fn corners(&self) -> u32 {
        self.0
    }
}

shapes! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Shapes {
        Triangle = "triangle" => const self::TRIANGLE,
        Square = "square" => const SQUARE,
    }
}

const TRIANGLE: Corners = Corners(3);

#[test]
fn a_list_of_constants_holds_nothing() {
    assert_eq!(Shapes::ALL, [Shapes::Triangle, Shapes::Square]);
    assert_eq!(Shapes::ALL.iter().map(Shape::corners).sum::<u32>(), 7);
    assert_eq!(Shapes::default(), Shapes::Triangle);
    assert_eq!(size_of::<Shapes>(), 1);
}

/// In a module where the names of the prelude mean other things.
mod elsewhere {
    #![allow(dead_code, unused_macros)]

    use dubbo::Invocation;
    use dubbo::cluster::LoadBalance;

    type Result<T> = ::core::result::Result<T, ()>;
    struct Option;
    struct Send;
    struct Default;

    #[derive(Clone, Debug, ::core::default::Default)]
    pub(super) struct Never;

    impl LoadBalance for Never {
        fn select(&self, count: usize, _: &Invocation<'_>) -> usize {
            count
        }
    }

    dubbo::balances! {
        /// Ours, and those of dubbo.
        #[derive(Debug)]
        pub(super) enum Ours {
            ..,
            Never = "never" => Never,
        }
    }
}

#[test]
fn a_list_of_ones_own_includes_ours() {
    use elsewhere::Ours;
    assert_eq!(Ours::NAMES, ["never", "random"]);
    assert_eq!(Ours::KEY, "loadbalance");
    assert!(matches!(
        Ours::default(),
        Ours::Balance(Balance::Random(Random))
    ));
    assert!(matches!("never".parse(), Ok(Ours::Never(_))));
    assert_eq!("random".parse::<Ours>().unwrap().name(), "random");
    assert_eq!(
        "newer".parse::<Ours>().unwrap_err().to_string(),
        "unknown loadbalance `newer`; did you mean `never`? there are `never`, `random`"
    );
}

/// A list of an application that does without ours.
#[derive(Clone, Debug, Default)]
struct Second;

impl LoadBalance for Second {
    fn select(&self, _: usize, _: &Invocation<'_>) -> usize {
        1
    }
}

dubbo::balances! {
    #[derive(Debug)]
    enum Own { Second = "second" => Second }
}

#[test]
fn a_list_need_not_include_ours() {
    assert_eq!(Own::NAMES, ["second"]);
    assert_eq!(
        "random".parse::<Own>().unwrap_err().to_string(),
        "unknown loadbalance `random`; there is `second` alone"
    );
}

#[test]
fn serializations_are_a_list() {
    assert_eq!(Serialization::KEY, "serialization");
    for serialization in Serialization::ALL {
        assert_eq!(serialization.name().parse(), Ok(*serialization));
    }
    let error = "hesian2".parse::<Serialization>().unwrap_err().to_string();
    assert!(
        error.starts_with("unknown serialization `hesian2`; "),
        "{error}"
    );
}
