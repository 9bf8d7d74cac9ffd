//! The proof that Rust's types are those that Java publishes: what `contract = "…"` on a trait generates against.
//!
//! Everything here runs in the compiler. [`JavaSide`] is the table that a trait's macro makes of Java's definition;
//! [`Check`] walks from a type to the classes that it is made of, and compares the fields of each with that table.
//! [`Depth`] counts how far: a class that holds itself would have no end otherwise.

mod constants;
mod message;
mod names;

use std::marker::PhantomData;

use crate::java_type::JavaType;
use crate::pojo::{Field, FieldType, Pojo};

pub use constants::{expect_all_constants, expect_constant};
use message::Message;
pub use names::{fits, is_erasure_of, same_name};

/// What Java publishes of a service.
pub trait JavaSide {
    /// The interface.
    const INTERFACE: &'static str;
    /// The classes of parameters, results and fields, in no particular order.
    const CLASSES: &'static [JavaClass];
}

/// A class as Java publishes it.
#[derive(Debug)]
pub struct JavaClass {
    /// Its name; an inner class is `Outer.Inner` or `Outer$Inner`.
    pub name: &'static str,
    /// Its constants, where it is an enum; else none.
    pub constants: &'static [&'static str],
    /// Name and type of each field, those of its superclasses included.
    pub fields: &'static [(&'static str, &'static str)],
}

/// A proof: evaluating it fails where something does not fit.
pub trait Check {
    /// The proof itself.
    const CHECK: ();
}

/// Nothing to prove.
impl Check for () {
    const CHECK: () = ();
}

/// Both proofs.
impl<A: Check, B: Check> Check for (A, B) {
    const CHECK: () = {
        let () = A::CHECK;
        B::CHECK
    };
}

/// How many classes deep a proof still goes: `(D,)` is one more than `D`, and `()` the end.
pub trait Depth {
    /// One less.
    type Less: Depth;
    /// `P`, or nothing at the end.
    type Of<P: Check>: Check;
}

impl<D: Depth> Depth for (D,) {
    type Less = D;
    type Of<P: Check> = P;
}

impl Depth for () {
    type Less = ();
    type Of<P: Check> = ();
}

type Four<D> = ((((D,),),),);

/// Where each proof starts: 16 classes deep.
pub type Start = Four<Four<Four<Four<()>>>>;

/// The proof of a class: `#[pojo]` implements [`ClassProof`] of it.
#[derive(Debug)]
pub struct OfClass<T, C, D>(PhantomData<(T, C, D)>);

/// What `#[pojo]` proves of `T` where Java's side is `C`, on [`Proving<C, D>`](Proving).
pub trait ClassProof<T> {
    /// The proof of its own fields. It is the same at every depth, and asked for at one.
    const FIELDS: ();
    /// The proofs of its fields' types.
    const PARTS: ();
}

/// Carries `C` and `D` for [`ClassProof`].
#[derive(Debug)]
pub struct Proving<C, D>(PhantomData<(C, D)>);

impl<T, C, D> Check for OfClass<T, C, D>
where
    Proving<C, ()>: ClassProof<T>,
    Proving<C, D>: ClassProof<T>,
{
    const CHECK: () = {
        let () = <Proving<C, ()> as ClassProof<T>>::FIELDS;
        <Proving<C, D> as ClassProof<T>>::PARTS
    };
}

/// The proof of field `INDEX` of the class whose fields' types are `F`'s: one class less deep.
///
/// A type of its own, as all that is generated for a type that may turn out to stand for none of Java's: that is then
/// one error, at the place that names it.
#[derive(Debug)]
pub struct FieldProof<F, const INDEX: usize, C, D>(PhantomData<(F, C, D)>);

impl<F, const INDEX: usize, C, D> FieldProof<F, INDEX, C, D>
where
    F: FieldType<INDEX>,
    C: JavaSide,
    D: Depth,
{
    /// The proof.
    pub const CHECK: () = <<F::Type as JavaType>::Proof<C, D::Less> as Check>::CHECK;
}

/// What a Rust type is called in Java, to be compared with what Java says.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    erased: &'static str,
    generic: &'static str,
    shown: &'static str,
}

impl Name {
    /// The name of `T`.
    #[must_use]
    pub const fn of<T: JavaType + ?Sized>() -> Self {
        Self {
            erased: T::NAME,
            generic: T::GENERIC_NAME,
            shown: T::GENERIC_NAME,
        }
    }

    /// The name that `#[java("…")]` states, of which the peer alone knows whether the value fits.
    #[must_use]
    pub const fn stated(name: &'static str) -> Self {
        Self {
            erased: name,
            generic: "java.lang.Object",
            shown: name,
        }
    }

    /// Whether Java finds a method by this type: the erasures are the same, as in its descriptors, and what is between
    /// `<` and `>` fits.
    const fn is_parameter(self, java: &str) -> bool {
        is_erasure_of(self.erased, java) && fits(java, self.generic)
    }
}

/// A method as Java publishes it: the types of its parameters, and of its result.
pub type JavaMethod = (&'static [&'static str], &'static str);

/// Panics where the parameter `java` is another type in Rust: `before`, its name, `after`.
#[track_caller]
pub const fn expect_parameter(java: &str, rust: Name, before: &str, after: &str) {
    if !rust.is_parameter(java) {
        panic!("{}", Message::of(&[before, rust.shown, after]).text());
    }
}

/// Panics where Java's result `java` cannot be read as the Rust type.
#[track_caller]
pub const fn expect_result(java: &str, rust: Name, before: &str, after: &str) {
    if !fits(java, rust.generic) {
        panic!("{}", Message::of(&[before, rust.shown, after]).text());
    }
}

/// Panics where none of Java's overloads has these parameters.
#[track_caller]
pub const fn expect_overload(java: &[JavaMethod], rust: &[Name], before: &str, after: &str) {
    if overload(java, rust).is_none() {
        let mut message = Message::of(&[before]);
        let mut at = 0;
        while at < rust.len() {
            message = message.push(if at > 0 { ", " } else { "" });
            message = message.push(rust[at].shown);
            at += 1;
        }
        panic!("{}", message.push(after).text());
    }
}

/// Panics where the result of the overload that has these parameters cannot be read as the Rust type.
#[track_caller]
pub const fn expect_overload_result(
    java: &[JavaMethod],
    parameters: &[Name],
    rust: Name,
    before: &str,
    after: &str,
) {
    if let Some(at) = overload(java, parameters) {
        let (_, result) = java[at];
        if !fits(result, rust.generic) {
            let pieces = [before, rust.shown, "`, where Java has `", result, after];
            panic!("{}", Message::of(&pieces).text());
        }
    }
}

/// Which of Java's overloads has these parameters.
const fn overload(java: &[JavaMethod], rust: &[Name]) -> Option<usize> {
    let mut at = 0;
    while at < java.len() {
        let (parameters, _) = java[at];
        let mut matching = 0;
        while matching < parameters.len()
            && matching < rust.len()
            && rust[matching].is_parameter(parameters[matching])
        {
            matching += 1;
        }
        if matching == parameters.len() && matching == rust.len() {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// What Java publishes of the class `T`; nothing where its definition does not have it. Panics where one side has
/// an enum and the other a class with fields.
#[track_caller]
#[must_use]
pub const fn expect_class<T: Pojo, C: JavaSide>(is_enum: bool) -> Option<&'static JavaClass> {
    let mut at = 0;
    while at < C::CLASSES.len() {
        let class = &C::CLASSES[at];
        if same_name(class.name, T::CLASS) {
            let is_javas = !class.constants.is_empty();
            if is_javas != is_enum && (is_javas || !class.fields.is_empty()) {
                let other = if is_enum {
                    "` is a class with fields: write a struct"
                } else {
                    "` is an enum: write an enum"
                };
                let pieces = [
                    "in Java's `",
                    C::INTERFACE,
                    "` the type `",
                    class.name,
                    other,
                ];
                panic!("{}", Message::of(&pieces).text());
            }
            return Some(class);
        }
        at += 1;
    }
    None
}

/// Panics where the field `wire` of `T` does not fit, and says the same of all others of `T`: the compiler stops at
/// a class's first.
#[track_caller]
pub const fn expect_field<T: Pojo, C: JavaSide>(class: Option<&JavaClass>, wire: &str) {
    let Some(class) = class else { return };
    let mut at = 0;
    while at < T::FIELDS.len() && !same_name(T::FIELDS[at].wire, wire) {
        at += 1;
    }
    if at == T::FIELDS.len() || field_fits(class, at, T::FIELDS) {
        return;
    }
    let mut message = Message::of(&[
        "this is not Java's `",
        class.name,
        "` of `",
        C::INTERFACE,
        "`: ",
    ]);
    let mut is_first = true;
    while at < T::FIELDS.len() {
        if !field_fits(class, at, T::FIELDS) {
            message = if is_first {
                message
            } else {
                message.push("; ")
            };
            message = tell_field(message, class, at, T::FIELDS);
            is_first = false;
        }
        at += 1;
    }
    panic!("{}", message.text());
}

const fn java_field(class: &JavaClass, wire: &str) -> Option<&'static str> {
    let mut at = 0;
    while at < class.fields.len() {
        let (name, java) = class.fields[at];
        if same_name(name, wire) {
            return Some(java);
        }
        at += 1;
    }
    None
}

const fn field_fits(class: &JavaClass, at: usize, fields: &[Field]) -> bool {
    match java_field(class, fields[at].wire) {
        Some(java) => fits(java, fields[at].java),
        None => false,
    }
}

const fn tell_field(message: Message, class: &JavaClass, at: usize, fields: &[Field]) -> Message {
    let Field {
        wire, java: rust, ..
    } = fields[at];
    let message = message.push("`").push(wire);
    if let Some(java) = java_field(class, wire) {
        let message = message
            .push("` is `")
            .push(java)
            .push("` there and `")
            .push(rust);
        return message.push("` here");
    }
    let mut message = message.push("` is no field there, which has ");
    let mut other = 0;
    while other < class.fields.len() {
        let (name, _) = class.fields[other];
        message = message
            .push(if other > 0 { ", `" } else { "`" })
            .push(name)
            .push("`");
        other += 1;
    }
    message.push(if class.fields.is_empty() { "none" } else { "" })
}
