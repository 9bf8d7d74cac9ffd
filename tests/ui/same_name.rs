//~ errors: 9
//~ message: `first_name` and `other` are both `firstName` in Java; give one of them another name: `#[serde(rename = "…")]`
//~ message: `Red` and `Crimson` are both `RED` in Java; give one of them another name
//~ message: `item_id` and `item` are both `itemId` in Java; give one of them another name
//~ message: `org.demo.NotFound` is the class of `NotFound` already, so `Missing` would never arrive; give it a class of its own, or keep one of the two
//~ message: `Sold` and `SoldAgain` are of the same class, so `SoldAgain` would never arrive; keep one of the two
//~ message: `cause` is a field of Java's `Throwable` itself, and no class has its own; leave `cause` out, or give it another name: `#[serde(rename = "…")]`
//~ message: `stackTrace` is a field of Java's `Throwable` itself
//~ message: `detailMessage` is a field of Java's `Throwable` itself
//~ message: `suppressedExceptions` is a field of Java's `Throwable` itself

#[dubbo::pojo("org.demo.User")]
pub struct User {
    pub first_name: String,
    #[serde(rename = "firstName")]
    pub other: String,
    #[serde(skip)]
    #[serde(rename = "firstName")]
    pub at_home: String,
}

#[dubbo::pojo("org.demo.Color")]
pub enum Color {
    Red,
    #[serde(rename = "RED")]
    Crimson,
}

#[dubbo::exception]
pub enum ShopError {
    #[exception("org.demo.NotFound")]
    NotFound {
        item_id: i64,
        #[serde(rename = "itemId")]
        item: i64,
        message: String,
    },
    #[exception("org.demo.NotFound")]
    Missing { message: String },
    #[exception(other)]
    Other(dubbo::Error),
}

#[dubbo::exception("org.demo.Sold")]
pub struct Sold {
    pub message: String,
}

#[dubbo::exception]
pub enum Sale {
    Sold(Sold),
    #[exception("org.demo.Sold")]
    SoldAgain,
    #[exception(other)]
    Other(dubbo::Error),
}

#[dubbo::exception("org.demo.Thrown")]
pub struct Thrown {
    pub message: String,
    pub cause: String,
    pub stack_trace: Vec<String>,
    #[serde(rename = "detailMessage")]
    pub detail: String,
    pub suppressed_exceptions: Vec<String>,
}

#[dubbo::service]
#[dubbo::reference]
pub trait Shop {
    async fn paint(&self, user: User, color: Color) -> Result<(), ShopError>;
    async fn sell(&self) -> Result<(), Sale>;
    async fn lose(&self) -> Result<(), Thrown>;
}

fn main() {}
