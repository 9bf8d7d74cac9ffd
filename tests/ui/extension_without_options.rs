//~ errors: 2
//~ message: by which key do URLs choose? write `#[extension(key = "loadbalance", list = …)]`
//~ message: how is the macro called that makes lists of it? write `#[extension(key = …, list = stores)]`

#[dubbo::extension]
pub trait Store {
    fn put(&self);
}

fn main() {}
