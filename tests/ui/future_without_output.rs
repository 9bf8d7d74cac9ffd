//~ errors: 1
//~ message: a remote call waits for its reply: write `async fn`, or `-> impl Future<Output = dubbo::Result<T>> + Send`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    fn touch(&self) -> impl Send;
}

fn main() {}
