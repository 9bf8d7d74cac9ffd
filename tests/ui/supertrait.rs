//~ errors: 2
//~ message: the generated client cannot implement this supertrait: `Send`, `Sync`, `Unpin`, `Clone`, `Debug` and `Any` hold for it, and every other supertrait must be a contract

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter: std::fmt::Display + AsRef<str> + std::fmt::Debug + Send {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

fn main() {}
