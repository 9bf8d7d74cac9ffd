//! The constants of an enum, on both sides.
//!
//! Java publishes what `toString` says of each, which is its name unless the enum says otherwise. So they are compared
//! only where all that is published could be names, and one of them is a constant here, too.

use super::message::Message;
use super::{JavaClass, JavaSide, same_name};
use crate::pojo::Pojo;

/// Panics where Java has no constant `wire` in the enum `T`, and names all others of `T` that it does not have: the compiler
/// stops at an enum's first.
#[track_caller]
pub const fn expect_constant<T: Pojo, C: JavaSide>(class: Option<&JavaClass>, wire: &str) {
    let Some(class) = class else { return };
    if !are_names::<T>(class) || has(class.constants, wire) {
        return;
    }
    let message = javas::<C>(class).push(", and no ");
    let message = push_missing(message, T::CONSTANTS, class.constants);
    panic!("{}", message.text());
}

/// Panics where Java has constants that the enum `T` lacks: one that comes could not be read.
#[track_caller]
pub const fn expect_all_constants<T: Pojo, C: JavaSide>(class: Option<&JavaClass>) {
    let Some(class) = class else { return };
    let mut at = 0;
    while at < class.constants.len() && are_names::<T>(class) {
        if !has(T::CONSTANTS, class.constants[at]) {
            let message = javas::<C>(class).push("; here is no ");
            let message = push_missing(message, class.constants, T::CONSTANTS);
            panic!("{}", message.text());
        }
        at += 1;
    }
}

/// Whether what Java publishes are names, and not texts of the enum's own.
const fn are_names<T: Pojo>(class: &JavaClass) -> bool {
    let mut is_known = false;
    let mut at = 0;
    while at < class.constants.len() {
        let constant = class.constants[at];
        if !is_name(constant.as_bytes()) {
            return false;
        }
        is_known = is_known || has(T::CONSTANTS, constant);
        at += 1;
    }
    is_known
}

const fn is_name(text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len()
        && (text[at].is_ascii_alphanumeric()
            || !text[at].is_ascii()
            || matches!(text[at], b'_' | b'$'))
    {
        at += 1;
    }
    at > 0 && at == text.len() && !text[0].is_ascii_digit()
}

const fn javas<C: JavaSide>(class: &JavaClass) -> Message {
    let message = Message::of(&["Java's `", class.name, "` of `", C::INTERFACE, "` has "]);
    push_missing(message, class.constants, &[])
}

/// The message with all of `names` behind it that are not in `others`.
const fn push_missing(mut message: Message, names: &[&str], others: &[&str]) -> Message {
    let mut is_first = true;
    let mut at = 0;
    while at < names.len() {
        if !has(others, names[at]) {
            message = message.push(if is_first { "`" } else { ", `" });
            message = message.push(names[at]).push("`");
            is_first = false;
        }
        at += 1;
    }
    message
}

const fn has(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if same_name(names[at], name) {
            return true;
        }
        at += 1;
    }
    false
}
