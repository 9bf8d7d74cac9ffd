//~ errors: 6
//~ message: `#[service]` goes on a trait: the contract
//~ message: `#[reference]` goes on a trait, for its client, or on a struct, to inject clients into it
//~ message: `#[pojo]` goes on a struct or an enum
//~ message: `#[exception]` goes on a struct or an enum

#[dubbo::service]
pub struct Greeter;

#[dubbo::service]
/// Documented.
pub(crate) fn greet() {}

#[dubbo::service]
impl Greeter {}

#[dubbo::reference]
pub enum Color {
    Red,
}

#[dubbo::pojo("org.demo.User")]
pub trait User {}

#[dubbo::exception("org.demo.GreetException")]
type GreetError = std::io::Error;

fn main() {
    greet();
    let _ = (Greeter, Color::Red);
    let _: Option<GreetError> = None;
}
