//! Whatever the network and the provider do: calls end in time, with their own answer or with an error, nothing leaks, and
//! the connection heals without a storm.

use std::collections::BTreeSet;
use std::time::Duration;

use simulation::{Attempt, Call, History, Outcome, Plan, Rest, Sabotage, run, violations};

/// How many seeds are run; `SIMULATION_SEEDS=17` runs the seed 17 alone, `SIMULATION_SEEDS=0..1000` all of these.
const SEEDS: std::ops::Range<u64> = 0..32;

fn seeds() -> std::ops::Range<u64> {
    let Ok(text) = std::env::var("SIMULATION_SEEDS") else {
        return SEEDS;
    };
    let number = |text: &str| {
        text.parse()
            .expect("SIMULATION_SEEDS is `from..to`, or one number")
    };
    match text.split_once("..") {
        Some((from, to)) => number(from)..number(to),
        None => number(&text)..number(&text) + 1,
    }
}

#[test]
fn whatever_fails_calls_end_in_time_with_their_own_answer_and_nothing_leaks() {
    let (mut calls, mut answered, mut kinds) = (0, 0, BTreeSet::new());
    let seeds = seeds();
    for seed in seeds.clone() {
        let (plan, history) = run(seed, None);
        let found = violations(&plan, &history);
        assert!(found.is_empty(), "seed {seed}, {plan:?}: {found:#?}");
        let ok = history
            .calls
            .iter()
            .filter(|call| call.outcome == Outcome::Answered)
            .count();
        println!(
            "seed {seed}: {} calls, {ok} answered, {} attempts to connect, {plan:?}",
            history.calls.len(),
            history.attempts.len()
        );
        calls += history.calls.len();
        answered += ok;
        kinds.extend(plan.faults.iter().map(|(_, _, fault)| kind(fault)));
    }
    println!("seeds {seeds:?}: {calls} calls, {answered} answered; faults: {kinds:?}");
    if seeds == SEEDS {
        assert_eq!(kinds.len(), 8, "each kind of fault occurs: {kinds:?}");
        assert!(
            answered > calls / 2,
            "{answered} of {calls} calls were answered"
        );
    }
}

fn kind(fault: &simulation::Fault) -> String {
    let text = format!("{fault:?}");
    text.split('(').next().unwrap_or_default().to_owned()
}

#[test]
fn a_seed_is_one_run() {
    for seed in [3, 7, 19] {
        let ((_, one), (_, other)) = (run(seed, None), run(seed, None));
        let calls = one.calls.iter().zip(&other.calls);
        let difference = calls.clone().find(|(one, other)| one != other);
        assert_eq!(difference, None, "seed {seed} made two different runs");
        assert!(one == other, "seed {seed} made two different runs");
    }
}

/// The same checks, of runs in which what they look for is there.
#[test]
fn the_checks_see_what_must_not_be() {
    for (sabotage, words) in [
        (Sabotage::SwapsAnswers, "got the answer to"),
        (Sabotage::NeverEnds, "provider had"),
        (Sabotage::NeverRepaired, "failed although all is repaired"),
    ] {
        let (plan, history) = run(1, Some(sabotage));
        let found = violations(&plan, &history);
        assert!(
            found.iter().any(|line| line.contains(words)),
            "{sabotage:?}: {found:?}"
        );
    }
}

#[test]
fn the_checks_see_late_calls_calls_served_twice_leaks_and_storms() {
    let second = Duration::from_secs(1);
    let plan = Plan {
        faults: Vec::new(),
        repaired: second,
    };
    let call = Call {
        token: 1,
        start: second,
        timeout: second,
        end: second * 2,
        outcome: Outcome::Answered,
    };
    let attempt = Attempt {
        consumer: 0,
        at: second,
        connected: false,
    };
    let rest = |tasks| Rest {
        tasks,
        ..Rest::default()
    };
    let good = History {
        calls: vec![call.clone()],
        served: [(1, 1)].into(),
        attempts: vec![attempt; 11],
        rest: [("provider".to_owned(), (rest(1), rest(1)))].into(),
    };
    assert_eq!(violations(&plan, &good), [""; 0]);
    type Spoil = fn(&mut History);
    let spoilt: [(&str, Spoil); 4] = [
        ("after its deadline", |history| {
            history.calls[0].end += Duration::from_millis(3)
        }),
        ("served 2 times", |history| {
            *history.served.entry(1).or_default() += 1
        }),
        ("in the end", |history| {
            history
                .rest
                .values_mut()
                .for_each(|(_, rest)| rest.tasks += 1)
        }),
        ("tried too often", |history| {
            history.attempts.extend_from_within(..1)
        }),
    ];
    for (words, spoil) in spoilt {
        let mut history = good.clone();
        spoil(&mut history);
        let found = violations(&plan, &history);
        assert!(
            found.len() == 1 && found[0].contains(words),
            "{words}: {found:?}"
        );
    }
}
