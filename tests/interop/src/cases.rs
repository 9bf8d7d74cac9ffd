//! The table of cases, the same as `Cases.java`'s.

use std::sync::LazyLock;

use crate::case::Case;

/// `case!(cases, name, method(arguments) => answer)`; the arguments are evaluated for every call.
macro_rules! case {
    ($cases:ident, $name:expr, $method:ident($($argument:expr),*) => $answer:expr) => {
        case!($cases, $name, $method($($argument),*),
            arriving($($argument),*) => Answer::Value(datum($answer)), false)
    };
    ($cases:ident, $name:expr, $method:ident($($argument:expr),*), thrown $words:expr) => {
        case!($cases, $name, $method($($argument),*),
            arriving($($argument),*) => Answer::Thrown($words.to_owned()), false)
    };
    ($cases:ident, $name:expr, $method:ident($($sent:expr),*),
        arriving($($arriving:expr),*) => $answer:expr, $wrong:expr) => {
        $cases.push(Case {
            name: $name.into(),
            method: stringify!($method),
            arriving: vec![$(datum($arriving)),*],
            answer: $answer,
            deliberately_wrong: $wrong,
            call: Box::new(move |client: InteropServiceClient| {
                Box::pin(async move {
                    match client.$method($($sent),*).await {
                        Ok(value) => Answer::Value(datum(value)),
                        Err(error) => error.answer(),
                    }
                })
            }),
        })
    };
}

/// `echo!(cases, name, method, value)`: the value is sent and comes back.
macro_rules! echo {
    ($cases:ident, $name:expr, $method:ident, $value:expr) => {
        case!($cases, $name, $method($value) => $value)
    };
}

// Below the macros, which they use.
mod calls;
mod collections;
mod objects;
mod scalars;

/// All cases; for providers, whatever the consumer's version.
pub static ALL: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut cases = Vec::new();
    scalars::add(&mut cases);
    collections::add(&mut cases);
    objects::add(&mut cases);
    calls::add(&mut cases);
    cases
});

/// The cases for a provider of this version of Dubbo.
pub fn of(version: &str) -> impl Iterator<Item = &'static Case> {
    // 3.3.6 reads a class's primitive float wrongly, from Java, too.
    let left_out = if version == "3.3.6" { "single" } else { "" };
    ALL.iter().filter(move |case| case.name != left_out)
}

/// The case of that name.
pub fn named(name: &str) -> Option<&'static Case> {
    ALL.iter().find(|case| case.name == name)
}

/// Whether a provider of this version refuses to write an exception that no signature names.
pub fn refuses_undeclared(version: &str) -> bool {
    version == "3.3.6"
}
