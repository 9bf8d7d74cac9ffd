use crate::protocol::Invocation;

/// Chooses one of several providers (Dubbo's `loadbalance`).
pub trait LoadBalance: Clone + Send + Sync + 'static {
    /// The index, below `count`, of the provider to call; `count` is at least 1.
    fn select(&self, count: usize, call: &Invocation<'_>) -> usize;
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
