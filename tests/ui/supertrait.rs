//~ errors: 1
//~ message: the generated client cannot implement this supertrait: only `Send`, `Sync`, `Unpin`, `Clone`, `Debug` and `Any` hold for it; repeat the parent's methods in this trait

pub trait Named {
    fn name(&self) -> String;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter: Named + std::fmt::Debug + Send {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

fn main() {}
