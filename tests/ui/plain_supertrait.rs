//~ errors: 2
//~ message: cannot find method or associated constant `__dubbo_dispatch` in trait `Named`
//~ message: expected value, found trait `Named`

pub trait Named {
    fn name(&self) -> String;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter: Named + std::fmt::Debug + Send {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

fn main() {}
