//~ errors: 5
//~ message: a key stands in URLs as it is: `load balance` is not made of letters, digits, `.`, `-` and `_` alone
//~ message: `list` takes the name of a macro: `list = balances`
//~ message: unknown option `builtin` of `#[extension]`; did you mean `built_in`?
//~ message: other crates find `path` from the root: `path = crate::cluster::Storage`
//~ message: this is the path of another item: it ends in `Store`, the trait

#[dubbo::extension(
    key = "load balance",
    list = my::stores,
    builtin = crate::Stores,
    path = cluster::Storage
)]
pub trait Store {
    fn put(&self);
}

fn main() {}
