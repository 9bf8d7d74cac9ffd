//~ errors: 2
//~ message: `std::fmt::Display` does not hold for the generated client; leave it out and ask for it where it is used: `impl Greeter + std::fmt::Display` (of std's traits, `Send`, `Sync`, `Unpin`, `Clone`, `Debug` and `Any` may stand here)
//~ message: `AsRef` has parameters, which a contract cannot have; leave it out

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter: std::fmt::Display + AsRef<str> + std::fmt::Debug + Send {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

fn main() {}
