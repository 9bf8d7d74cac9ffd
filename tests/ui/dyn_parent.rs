//~ errors: 1
//~ message: cannot find trait `DynBase` in this scope

// The companion extends that of each parent, and of a trait a macro sees only the path: its companion is a name beside
// it, and a name that is not there is the compiler's to tell.

#[dubbo::service]
#[dubbo::reference]
pub trait Base {
    async fn base(&self) -> dubbo::Result<String>;
}

#[dubbo::service(dyn)]
#[dubbo::reference]
pub trait Orders: Base {
    async fn place(&self) -> dubbo::Result<String>;
}

fn main() {}
