//~ errors: 1
//~ message: the generated client cannot implement this supertrait: `Send`, `Sync`, `Unpin`, `Clone`, `Debug` and `Any` hold for it, and every other supertrait must be a contract

#[dubbo::service]
pub trait Greeter: Base<i32> {
    async fn touch(&self) -> dubbo::Result<()>;
}

pub trait Base<T> {}

fn main() {}
