//~ errors: 2
//~ message: `Shop` has `#[service]`, so its parent `Called` needs `#[dubbo::service]`, too
//~ message: `Market` has `#[reference]`, so its parent `Served` needs `#[dubbo::reference]`, too

#[dubbo::service]
pub trait Served {
    async fn served(&self) -> dubbo::Result<()>;
}

#[dubbo::reference]
pub trait Called {
    async fn called(&self) -> dubbo::Result<()>;
}

#[dubbo::service]
pub trait Shop: Called {
    async fn sell(&self) -> dubbo::Result<()>;
}

#[dubbo::reference]
pub trait Market: Served {
    async fn buy(&self) -> dubbo::Result<()>;
}

fn main() {}
