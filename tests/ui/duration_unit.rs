//~ errors: 1
//~ message: `timeout`: `"1h"` is no duration; expected a duration above zero: `"500ms"`, `"2s"`, `"1m"`, or a whole number of milliseconds

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    #[method(timeout = "1h")]
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}
