//~ errors: 3
//~ message: a remote call can fail, so its type is written as a `Result`; write `dubbo::Result<Vec<String>>`
//~ message: a remote call can fail, so its type is written as a `Result`; write `-> dubbo::Result<()>`
//~ message: a remote call can fail, so its type is written as a `Result`; write `dubbo::Result<(i32, i32)>`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn names(&self) -> Vec<String>;
    async fn forget(&self, name: String);
    async fn pair(&self) -> (i32, i32);
}

struct English;

impl Greeter for English {
    async fn names(&self) -> Vec<String> {
        Vec::new()
    }

    async fn forget(&self, _name: String) {}

    async fn pair(&self) -> (i32, i32) {
        (1, 2)
    }
}

async fn use_it() -> usize {
    let greeter = GreeterClient::new(GreeterServer::new(English));
    greeter.forget("Maria".to_owned()).await;
    greeter.names().await.len()
}

fn main() {
    drop(use_it());
}
