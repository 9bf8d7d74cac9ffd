//! What goes wrong when, from a seed.

use std::time::Duration;

use fastrand::Rng;

/// What goes wrong between the provider and one or all of its consumers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The provider's process dies and is started again.
    Crash,
    /// The provider's machine loses its power: nobody is told.
    PowerCut,
    /// The provider shuts down gracefully and is started again.
    Shutdown,
    /// Nothing gets through to or from one consumer, or all of them (`None`).
    Partition(Option<usize>),
    /// Nothing gets from one consumer to the provider.
    LossToProvider(usize),
    /// Nothing gets from the provider to one consumer.
    LossToConsumer(usize),
    /// What is sent to or from one consumer is held up, and comes all at once in the end.
    Hold(usize),
    /// What is sent to or from one consumer takes this long.
    Latency(usize, Duration),
}

/// What goes wrong in one run, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Each with the time when it begins and when it ends.
    pub faults: Vec<(Duration, Duration, Fault)>,
    /// From then on nothing goes wrong any more.
    pub repaired: Duration,
}

impl Plan {
    /// The plan of a seed, for so many consumers.
    pub fn new(seed: u64, consumers: usize) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut now = Duration::from_secs(1);
        let mut faults = Vec::new();
        for _ in 0..rng.usize(2..=4) {
            let end = now + Duration::from_millis(rng.u64(5..6_000));
            faults.push((now, end, fault(&mut rng, consumers)));
            now = end + Duration::from_millis(rng.u64(1..3_000));
        }
        Self {
            faults,
            repaired: now,
        }
    }
}

fn fault(rng: &mut Rng, consumers: usize) -> Fault {
    let one = rng.usize(..consumers);
    match rng.u8(..9) {
        0 => Fault::Crash,
        1 => Fault::PowerCut,
        2 => Fault::Shutdown,
        3 => Fault::Partition(Some(one)),
        4 => Fault::Partition(None),
        5 => Fault::LossToProvider(one),
        6 => Fault::LossToConsumer(one),
        7 => Fault::Hold(one),
        _ => Fault::Latency(one, Duration::from_millis(rng.u64(20..800))),
    }
}
