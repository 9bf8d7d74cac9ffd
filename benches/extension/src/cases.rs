//! The same calls three ways: of the type itself, through a list, through a trait object.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::choices::{
    Asking, Askings, Choice, Choices, DynAsking, InTurn, Ours, Twice, asking_object, object,
};

/// How a call finds what it calls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The type itself.
    Direct,
    /// A list.
    List,
    /// A trait object.
    Dyn,
}

/// A case: what is asked of one way, and so many calls of it.
pub(crate) struct Case {
    /// What is compared; the ways of one group do the same work.
    pub(crate) group: &'static str,
    /// The way.
    pub(crate) way: Way,
    /// Does it so many times.
    pub(crate) run: fn(u64) -> u64,
}

const fn case(group: &'static str, way: Way, run: fn(u64) -> u64) -> Case {
    Case { group, way, run }
}

/// All of them.
pub(crate) const CASES: &[Case] = &[
    case("the name is constant", Way::Direct, direct),
    case("the name is constant", Way::List, constant),
    case("the name is constant", Way::Dyn, constant_dyn),
    case("one, named at run time", Way::Direct, direct),
    case("one, named at run time", Way::List, |times| {
        named(Choices::from_name(black_box("inturn")), times)
    }),
    case("one, named at run time", Way::Dyn, |times| {
        named_dyn(object(black_box("inturn")), times)
    }),
    case("one of a list that includes another", Way::List, |times| {
        named(Ours::from_name(black_box("inturn")), times)
    }),
    case("one of a list that includes another", Way::Dyn, |times| {
        named_dyn(object(black_box("inturn")), times)
    }),
    case("three in no order", Way::List, mixed::<Choices>),
    case("three in no order", Way::Dyn, mixed_dyn),
    case(
        "three in no order of a list that includes another",
        Way::List,
        mixed::<Ours>,
    ),
    case(
        "three in no order of a list that includes another",
        Way::Dyn,
        mixed_dyn,
    ),
    case("a future, the name is constant", Way::Direct, |times| {
        asked(&Twice::default(), times)
    }),
    case("a future, the name is constant", Way::List, constant_asking),
    case("a future, the name is constant", Way::Dyn, |times| {
        asked_dyn(asking_object("twice"), times)
    }),
    case("a future, named at run time", Way::List, named_asking),
    case("a future, named at run time", Way::Dyn, |times| {
        asked_dyn(asking_object(black_box("twice")), times)
    }),
];

#[inline(always)]
fn calls<C: Choice + ?Sized>(chosen: &C, times: u64) -> u64 {
    (0..times).fold(0, |sum, call| {
        sum + chosen.select(black_box(8), call) as u64
    })
}

#[inline(never)]
fn direct(times: u64) -> u64 {
    calls(&InTurn::default(), times)
}

#[inline(never)]
fn constant(times: u64) -> u64 {
    Choices::from_name("inturn").map_or(0, |chosen| calls(&chosen, times))
}

/// As a list that is looked up by a constant name; the object is made where nobody sees its type.
#[inline(never)]
fn constant_dyn(times: u64) -> u64 {
    named_dyn(black_box(object("inturn")), times)
}

#[inline(never)]
fn named<C: Choice>(chosen: Option<C>, times: u64) -> u64 {
    chosen.map_or(0, |chosen| calls(&chosen, times))
}

#[inline(never)]
fn named_dyn(chosen: Option<Box<dyn Choice>>, times: u64) -> u64 {
    chosen.map_or(0, |chosen| calls(&*chosen, times))
}

const MIXED: [&str; 3] = ["hashed", "first", "inturn"];

/// Which of three comes next, in no order that a processor could learn.
fn order() -> Vec<usize> {
    let mut seed = 1_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % MIXED.len()
    };
    (0..1 << 14).map(|_| random()).collect()
}

#[inline(never)]
fn mixed<C: Choice + std::str::FromStr>(times: u64) -> u64 {
    let chosen: Vec<C> = black_box(MIXED)
        .iter()
        .filter_map(|name| name.parse().ok())
        .collect();
    let order = order();
    let mut turn = order.iter().copied().cycle();
    (0..times).fold(0, |sum, call| {
        let one = &chosen[turn.next().unwrap_or_default()];
        sum + one.select(black_box(8), call) as u64
    })
}

#[inline(never)]
fn mixed_dyn(times: u64) -> u64 {
    let chosen: Vec<_> = black_box(MIXED)
        .iter()
        .filter_map(|name| object(name))
        .collect();
    let order = order();
    let mut turn = order.iter().copied().cycle();
    (0..times).fold(0, |sum, call| {
        let one = &chosen[turn.next().unwrap_or_default()];
        sum + one.select(black_box(8), call) as u64
    })
}

/// What a future has at its first poll: none of these waits.
fn at_once(future: impl Future<Output = u64>) -> u64 {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => 0,
    }
}

#[inline(always)]
fn asked<A: Asking>(chosen: &A, times: u64) -> u64 {
    (0..times).fold(0, |sum, call| {
        sum + at_once(Asking::ask(chosen, black_box(call)))
    })
}

#[inline(never)]
fn asked_dyn(chosen: Option<Box<dyn DynAsking>>, times: u64) -> u64 {
    black_box(chosen).map_or(0, |chosen| {
        (0..times).fold(0, |sum, call| {
            sum + at_once(chosen.ask_boxed(black_box(call)))
        })
    })
}

#[inline(never)]
fn constant_asking(times: u64) -> u64 {
    Askings::from_name("twice").map_or(0, |chosen| asked(&chosen, times))
}

#[inline(never)]
fn named_asking(times: u64) -> u64 {
    black_box(Askings::from_name(black_box("twice"))).map_or(0, |chosen| asked(&chosen, times))
}
