//~ errors: 8
//~ message: a remote call cannot change its argument; take it by value or by `&`, and return what changes
//~ message: a decoded argument does not live for `'static`; take it by value, or by plain `&`
//~ message: `dyn` has no type on the wire; name the type
//~ message: only a whole argument can be borrowed (`&str`, `&[T]`, `&T`); inside another type write the owned one, such as `Option<String>`
//~ message: `Self` is another type on each side; name the type
//~ message: `#[method]` cannot stand inside `cfg_attr`; write two items, each under its own `#[cfg]`
//~ message: not on an argument; put `#[cfg]` on two methods instead

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn change(&self, name: &mut String) -> dubbo::Result<()>;
    async fn forever(&self, name: &'static str) -> dubbo::Result<()>;
    async fn any(&self, name: Box<dyn ToString + Send + Sync>) -> dubbo::Result<()>;
    async fn maybe(&self, name: Option<&str>) -> dubbo::Result<()>;
    async fn same(&self, other: &Self) -> dubbo::Result<()>;
    #[cfg_attr(all(), method(timeout = "1s"))]
    async fn slow(&self) -> dubbo::Result<()>;
    async fn linux(&self, #[cfg(all())] name: String) -> dubbo::Result<()>;
    async fn pair(&self, (left, right): (i32, i32)) -> dubbo::Result<()> {
        drop((left, right));
        Ok(())
    }
}

fn main() {}
