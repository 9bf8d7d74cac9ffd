use crate::extension;
use crate::protocol::Invocation;

/// Chooses one of several providers (Dubbo's `loadbalance`).
///
/// A URL's `loadbalance` chooses among the names of [`Balance`], or of a list of one's own that includes them, made by
/// [`balances!`](crate::balances). A type in no list serves, too, and is itself whatever a URL says. A [`Stack`](crate::Stack)
/// names either.
#[extension(
    crate = crate,
    key = "loadbalance",
    list = balances,
    path = crate::cluster::LoadBalance,
    built_in = crate::cluster::Balance
)]
pub trait LoadBalance: Clone + Send + Sync + 'static {
    /// The index, below `count`, of the provider to call; `count` is at least 1.
    fn select(&self, count: usize, call: &crate::protocol::Invocation<'_>) -> usize;
}

balances! {
    /// The load balances that there are.
    #[derive(Debug)]
    #[non_exhaustive]
    pub enum Balance {
        /// Each provider with the same probability: Dubbo's default.
        #[default]
        Random = "random" => Random,
    }
}

/// Each provider with the same probability: Dubbo's default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Random;

impl LoadBalance for Random {
    fn select(&self, count: usize, _: &Invocation<'_>) -> usize {
        match count {
            0 | 1 => 0,
            _ => fastrand::usize(..count),
        }
    }
}
