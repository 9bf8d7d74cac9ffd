//~ errors: 8
//~ message: unknown option `ulr` of `#[reference]`; did you mean `url`? expected one of `url`, `group`, `version`, `timeout`, `retries`, `serialization` or `check`
//~ message: `Till` has nothing to inject: put `#[reference(url = "…")]` on the fields that are clients
//~ message: clients are injected by name: write `struct Cart { #[reference(url = "…")] greeter: GreeterClient }`
//~ message: `127.0.0.1:20880` is no URL; write `url = "dubbo://127.0.0.1:20880"`
//~ message: `timeout`: `"never"` is no duration
//~ message: `check` takes `true` or `false`: `check = false`
//~ message: unknown option `url` of `#[reference]`
//~ message: is no client, so it cannot be injected

#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

#[dubbo::reference]
pub struct Shop {
    #[reference(ulr = "dubbo://127.0.0.1:20880")]
    pub greeter: GreeterClient,
}

#[dubbo::reference]
pub struct Till {
    pub greeter: GreeterClient,
}

#[dubbo::reference]
pub struct Cart(#[reference] pub GreeterClient);

#[dubbo::reference]
pub struct Store {
    #[reference(url = "127.0.0.1:20880", timeout = "never", check = "no")]
    pub greeter: GreeterClient,
}

#[dubbo::reference(url = "dubbo://127.0.0.1:20880")]
pub struct Stall {
    #[reference]
    pub greeter: GreeterClient,
}

#[dubbo::reference]
pub struct Kiosk {
    #[reference]
    pub name: String,
}

fn main() {}
