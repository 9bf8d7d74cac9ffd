//! One run of the simulation.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use turmoil::Sim;

use crate::consumer::{BEGIN, Consumer};
use crate::provider::{self, Control};
use crate::{Fault, History, Plan, Rest};

pub(crate) const CONSUMERS: usize = 3;

/// How a run is spoilt, to show that this is noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sabotage {
    /// The provider's answers that are written together are swapped.
    SwapsAnswers,
    /// Some calls are served without an end.
    NeverEnds,
    /// In the end nothing gets through to the provider.
    NeverRepaired,
}

/// Makes the run of a seed. The same seed is the same run, to the millisecond.
///
/// # Panics
/// When a task of the run panics.
pub fn run(seed: u64, sabotage: Option<Sabotage>) -> (Plan, History) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    align_task_numbers();
    fastrand::seed(seed);
    let mut plan = Plan::new(seed, CONSUMERS);
    if sabotage == Some(Sabotage::NeverRepaired) {
        let begin = plan.repaired;
        plan.faults
            .push((begin, Duration::MAX, Fault::Partition(None)));
    }
    let history = Arc::new(Mutex::new(History::default()));
    let control = Control::default();
    let mut sim = turmoil::Builder::new()
        .rng_seed(seed)
        .enable_random_order()
        .tick_duration(Duration::from_millis(2))
        .max_message_latency(Duration::from_millis(20))
        .simulation_duration(Duration::from_secs(300))
        .build();
    let (served, controlled) = (history.clone(), control.clone());
    sim.host("provider", move || {
        provider::serve(served.clone(), controlled.clone(), sabotage)
    });
    for index in 0..CONSUMERS {
        let consumer = Consumer {
            index,
            seed,
            history: history.clone(),
        };
        sim.client(consumer_name(index), consumer.run(plan.clone()));
    }
    let before = drive(&mut sim, &plan, &control);
    let after = *control.rest.lock().unwrap();
    drop(sim);
    let mut history = history.lock().unwrap_or_else(PoisonError::into_inner);
    history.rest.insert("provider".to_owned(), (before, after));
    (plan, history.clone())
}

/// Tokio drops the tasks of a run time, as a crash does, in an order that hangs on their numbers, which all run times of a
/// process count together.
fn align_task_numbers() {
    /// A multiple of the lists over which tokio distributes a run time's tasks.
    const ALIGNMENT: u64 = 64;
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a run time without I/O can be made");
    let number = || runtime.spawn(async {}).id().to_string().parse::<u64>();
    while number().expect("a task's id is a number") % ALIGNMENT != 0 {}
}

/// Steps until all consumers are done; returns what the provider held before anything went wrong.
fn drive(sim: &mut Sim<'_>, plan: &Plan, control: &Control) -> Rest {
    let mut before = None;
    let mut faults = plan.faults.iter();
    let mut current = faults.next();
    let mut begun = false;
    while !sim.step().expect("no task of the run fails") {
        let now = sim.elapsed();
        if now >= BEGIN {
            before.get_or_insert_with(|| *control.rest.lock().unwrap());
        }
        let Some((begin, end, fault)) = current else {
            continue;
        };
        if !begun && now >= *begin {
            fault.begin(sim, control);
            begun = true;
        }
        if begun && now >= *end {
            fault.end(sim, control);
            begun = false;
            current = faults.next();
        }
    }
    before.unwrap_or_default()
}

impl Fault {
    fn begin(self, sim: &mut Sim<'_>, control: &Control) {
        let (provider, one) = ("provider", consumer_name);
        match self {
            Self::Crash => sim.crash(provider),
            Self::PowerCut => {
                all(|consumer| sim.partition(provider, consumer));
                sim.crash(provider);
            }
            Self::Shutdown => control.shut_down.notify_one(),
            Self::Partition(Some(index)) => sim.partition(provider, one(index)),
            Self::Partition(None) => all(|consumer| sim.partition(provider, consumer)),
            Self::LossToProvider(index) => sim.partition_oneway(one(index), provider),
            Self::LossToConsumer(index) => sim.partition_oneway(provider, one(index)),
            Self::Hold(index) => sim.hold(provider, one(index)),
            Self::Latency(index, latency) => sim.set_link_latency(provider, one(index), latency),
        }
    }

    fn end(self, sim: &mut Sim<'_>, control: &Control) {
        /// As long as it mostly is.
        const USUAL: Duration = Duration::from_millis(5);
        let (provider, one) = ("provider", consumer_name);
        match self {
            Self::Crash => sim.bounce(provider),
            Self::PowerCut => {
                all(|consumer| sim.repair(provider, consumer));
                sim.bounce(provider);
            }
            Self::Shutdown => control.start.notify_one(),
            Self::Partition(Some(index)) => sim.repair(provider, one(index)),
            Self::Partition(None) => all(|consumer| sim.repair(provider, consumer)),
            Self::LossToProvider(index) => sim.repair_oneway(one(index), provider),
            Self::LossToConsumer(index) => sim.repair_oneway(provider, one(index)),
            Self::Hold(index) => sim.release(provider, one(index)),
            Self::Latency(index, _) => sim.set_link_latency(provider, one(index), USUAL),
        }
    }
}

fn all(with: impl Fn(String)) {
    (0..CONSUMERS).map(consumer_name).for_each(with);
}

fn consumer_name(index: usize) -> String {
    format!("consumer-{index}")
}

/// The simulated time since the beginning of the run.
pub(crate) fn now() -> Duration {
    turmoil::sim_elapsed().expect("this runs on a host of the simulation")
}
