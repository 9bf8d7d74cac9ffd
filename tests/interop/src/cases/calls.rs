//! Void, null, several arguments, exceptions, and what must be noticed.

use crate::case::{Answer, Case, Failure, datum};
use crate::contract::{InteropService, InteropServiceClient, User};
use crate::values::*;

pub(super) fn add(cases: &mut Vec<Case>) {
    calls(cases);
    failures(cases);
    deliberately_wrong(cases);
}

fn calls(cases: &mut Vec<Case>) {
    case!(cases, "void", touch() => ());
    case!(cases, "void-with-argument", touch_name("x".to_owned()) => ());
    case!(cases, "null-answer", nothing() => None::<String>);
    case!(cases, "no-arguments", ping() => "pong".to_owned());
    let list = || texts(&["a", "b"]);
    case!(cases, "three-arguments", mixed(1, named_user(2, "Ann"), list())
        => "1/Ann/a,b".to_owned());
    case!(cases, "exception-declared-not-thrown", find_user(5i64) => Some(named_user(5, "user-5")));
    case!(cases, "size", size(bytes(1000)) => 1000);
    case!(cases, "bytes", bytes(1000) => bytes(1000));
    case!(cases, "sleepy", sleepy(20, "awake".to_owned()) => "awake".to_owned());
}

fn failures(cases: &mut Vec<Case>) {
    let ann = || "Ann".to_owned();
    case!(cases, "exception-declared", find_user(-5i64),
        thrown "GreetException code 404, reason Some(\"no user -5\"), \
            message Some(\"404: no user -5\")");
    case!(cases, "exception-java-lang", illegal(ann()),
        thrown "java.lang.IllegalArgumentException: not a name: Ann");
    case!(cases, "exception-with-cause", caused(ann()),
        thrown "java.lang.IllegalStateException: outer Ann, \
            caused by java.lang.IllegalArgumentException: inner");
    case!(cases, "exception-unchecked-beside-interface", rude(ann()),
        thrown "org.demo.RudeException: go away, Ann");
}

/// What is sent is not what the table says, in a scalar and deep in an object: a check that does
/// not notice is no check.
fn deliberately_wrong(cases: &mut Vec<Case>) {
    let never = || Some("never sent".to_owned());
    case!(cases, "deliberately-wrong", echo_string(Some("sent".to_owned())),
        arriving(never()) => Answer::Value(datum(never())), true);
    let sent = || Some(vec![Some(befriended(1, "Ann", full_user()))]);
    let never = || {
        let friend = User {
            avatar: Some(vec![0, 1, 3]),
            ..full_user()
        };
        Some(vec![Some(befriended(1, "Ann", friend))])
    };
    case!(cases, "deliberately-wrong-nested", echo_user_list(sent()),
        arriving(never()) => Answer::Value(datum(never())), true);
}
