//~ errors: 1
//~ message: the generated client cannot implement this supertrait: only `Send`, `Sync`, `Unpin`, `Clone` and `Any` hold for it; repeat the parent's methods in this trait

pub trait Named {
    fn name(&self) -> String;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter: Named + Send {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

fn main() {}
