//~ errors: 11
//~ message: this variant holds the error: `Other(dubbo::Error)`
//~ message: the field for everything else is written `#[exception(other)] other: Option<dubbo::Error>`
//~ message: `#[pojo]` is given twice; one type is one class: keep one of them
//~ message: `#[exception]` is given twice; one type is one class: keep one of them
//~ message: `Self` is another type on each side; name the type
//~ message: the class is a string: `#[pojo("org.demo.Item")]`
//~ message: expected `,` or the end after the value of `interface`
//~ message: `std::io::Error` stands for no Java exception
//~ message: this error has no class in Java: write `dubbo::Result<T>`, or an error type with `#[exception]`
//~ message: the generated client has its own `with`, which would be called in its place; write `#[method(name = "with")] async fn with_…`

use std::error::Error;

#[dubbo::exception]
pub enum ShopError {
    #[exception("org.demo.SoldOut")]
    SoldOut,
    #[exception(other)]
    Other(String),
}

#[dubbo::exception]
#[derive(Debug)]
pub enum Wrapping {
    #[exception("org.demo.SoldOut")]
    SoldOut,
    Io(std::io::Error),
    #[exception(other)]
    Other(dubbo::Error),
}

#[dubbo::exception("org.demo.Lost")]
pub struct Lost {
    pub message: String,
    #[exception(other)]
    pub other: Option<String>,
}

#[dubbo::pojo("org.demo.User")]
#[dubbo::pojo("org.demo.Person")]
#[derive(Debug)]
pub struct User {
    pub id: i64,
}

#[dubbo::exception("org.demo.Twice")]
#[dubbo::exception("org.demo.Again")]
pub struct Twice {
    pub message: String,
}

#[dubbo::service]
#[dubbo::reference]
pub trait Shop {
    async fn sell(&self, user: User) -> Result<(), ShopError>;
    async fn lose(&self) -> Result<(), Lost>;
    async fn twice(&self) -> Result<(), Twice>;
}

#[dubbo::pojo(Item)]
pub struct Item {
    pub id: i64,
}

#[dubbo::service(interface = "org.demo.Copies" version = "1.0.0")]
#[dubbo::reference]
pub trait Copies {
    async fn copy(&self) -> dubbo::Result<Self>;
    async fn merge(&self, other: Option<Self>) -> dubbo::Result<Item>;
    async fn read(&self) -> Result<String, Box<dyn Error>>;
    async fn with(&self, id: i64) -> dubbo::Result<()>;
}

struct Paper;

impl Copies for Paper {
    async fn copy(&self) -> dubbo::Result<Self> {
        Ok(Self)
    }

    async fn merge(&self, _other: Option<Self>) -> dubbo::Result<Item> {
        Ok(Item { id: 1 })
    }

    async fn read(&self) -> Result<String, Box<dyn Error>> {
        Err("empty".into())
    }

    async fn with(&self, _id: i64) -> dubbo::Result<()> {
        Ok(())
    }
}

async fn copy() {
    let copies = CopiesClient::new(CopiesServer::new(Paper));
    let _ = copies.copy().await;
    let _ = copies.read().await;
}

fn main() {
    drop(copy());
}
