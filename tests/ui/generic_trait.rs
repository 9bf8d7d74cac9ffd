//~ errors: 4
//~ message: a contract cannot be generic: one interface has one set of methods; write `trait Store` with concrete types
//~ message: an associated type does not travel: a contract has only methods; name the type, or move this to another trait
//~ message: an associated constant does not travel
//~ message: `Empty` has no methods; write one: `async fn say_hello(&self, name: String) -> dubbo::Result<String>;`

#[dubbo::service]
#[dubbo::reference]
pub trait Store<K> {
    async fn get(&self, key: String) -> dubbo::Result<String>;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Shelf {
    type Book;
    const SIZE: usize;
    async fn first(&self) -> dubbo::Result<String>;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Empty {}

struct Memory;

impl Store<i32> for Memory {
    async fn get(&self, key: String) -> dubbo::Result<String> {
        Ok(key)
    }
}

fn main() {
    let _ = StoreServer::new(Memory);
    let _ = ShelfServer::new(Memory);
}
