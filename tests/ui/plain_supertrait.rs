//~ errors: 4
//~ message: `Named` is not a contract: put `#[dubbo::service]` and `#[dubbo::reference]` on it, or leave it out and ask for it where it is used: `impl Greeter + Named` (of std's traits,
//~ message: `fmt::Write` is not a contract
//~ message: `Display` is not a contract
//~ message: `hash::Hash` is not a contract

use std::fmt::{self, Display};
use std::hash;

pub trait Named {
    fn name(&self) -> String;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter: Named + std::fmt::Debug + Send + fmt::Write + Display {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Hashed: hash::Hash {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

struct English;

impl Named for English {
    fn name(&self) -> String {
        String::new()
    }
}

fn serve(english: GreeterServer<English>) -> String {
    english.service().name()
}

fn main() {}
