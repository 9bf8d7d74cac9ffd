//! Two extension points, implementations, the lists of them, and the trait objects beside which they are held.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};

use dubbo::extension;

/// Chooses one of several, as a load balance does.
#[extension(key = "choice", list = choices, built_in = Choices)]
pub(crate) trait Choice {
    /// An index below `count`, which is not zero.
    fn select(&self, count: usize, call: u64) -> usize;
}

choices! {
    /// Those that there are.
    pub(crate) enum Choices {
        First = "first" => First,
        InTurn = "inturn" => InTurn,
        Hashed = "hashed" => Hashed,
    }
}

choices! {
    /// A user's own list.
    pub(crate) enum Ours { .., Last = "last" => Last }
}

/// Always the first.
#[derive(Default)]
pub(crate) struct First;

/// One after the other.
#[derive(Default)]
pub(crate) struct InTurn {
    next: AtomicUsize,
}

/// By the call.
#[derive(Default)]
pub(crate) struct Hashed;

/// Always the last.
#[derive(Default)]
pub(crate) struct Last;

impl Choice for First {
    fn select(&self, _: usize, _: u64) -> usize {
        0
    }
}

impl Choice for InTurn {
    fn select(&self, count: usize, _: u64) -> usize {
        let next = self.next.load(Ordering::Relaxed);
        let following = if next + 1 < count { next + 1 } else { 0 };
        self.next.store(following, Ordering::Relaxed);
        next
    }
}

impl Choice for Hashed {
    fn select(&self, count: usize, call: u64) -> usize {
        let mixed = call.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((u128::from(mixed) * count as u128) >> 64) as usize
    }
}

impl Choice for Last {
    fn select(&self, count: usize, _: u64) -> usize {
        count - 1
    }
}

/// What Java would look up: the object of that name.
pub(crate) fn object(name: &str) -> Option<Box<dyn Choice>> {
    match name {
        "first" => Some(Box::new(First)),
        "inturn" => Some(Box::<InTurn>::default()),
        "hashed" => Some(Box::new(Hashed)),
        "last" => Some(Box::new(Last)),
        _ => None,
    }
}

/// Asks one of several, later.
#[extension(key = "asking", list = askings)]
pub(crate) trait Asking: Sync {
    /// The answer.
    fn ask(&self, call: u64) -> impl Future<Output = u64> + Send;
}

askings! {
    /// Those that there are.
    pub(crate) enum Askings {
        Once = "once" => Once,
        Twice = "twice" => Twice,
    }
}

/// Answers at once.
#[derive(Default)]
pub(crate) struct Once;

/// Asks the other twice.
#[derive(Default)]
pub(crate) struct Twice {
    inner: Once,
}

impl Asking for Once {
    async fn ask(&self, call: u64) -> u64 {
        call + 1
    }
}

impl Asking for Twice {
    async fn ask(&self, call: u64) -> u64 {
        let first = self.inner.ask(call).await;
        self.inner.ask(first).await
    }
}

/// `Asking` as a trait object, whose futures are boxed, since their types have no one size.
pub(crate) trait DynAsking {
    /// The answer.
    fn ask_boxed(&self, call: u64) -> Pin<Box<dyn Future<Output = u64> + Send + '_>>;
}

impl<T: Asking> DynAsking for T {
    fn ask_boxed(&self, call: u64) -> Pin<Box<dyn Future<Output = u64> + Send + '_>> {
        Box::pin(Asking::ask(self, call))
    }
}

/// The object of that name.
pub(crate) fn asking_object(name: &str) -> Option<Box<dyn DynAsking>> {
    match name {
        "once" => Some(Box::new(Once)),
        "twice" => Some(Box::<Twice>::default()),
        _ => None,
    }
}
