//~ errors: 2
//~ message: `Base` extends contracts that `Orders` does not list; write all of them: `trait Orders: Base + …`
//~ message: `Base` extends contracts that `Served` does not list

#[dubbo::service]
#[dubbo::reference]
pub trait Grand {
    async fn grand(&self) -> dubbo::Result<()>;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Base: Grand {
    async fn base(&self) -> dubbo::Result<()>;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Orders: Base {
    async fn order(&self) -> dubbo::Result<()>;
}

#[dubbo::service]
pub trait Served: Base {
    async fn order(&self) -> dubbo::Result<()>;
}

fn main() {}
