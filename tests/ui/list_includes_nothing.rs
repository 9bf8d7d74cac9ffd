//~ errors: 2
//~ message: there is no list of `Store` to include: `..` needs `#[extension(built_in = crate::…)]` on the trait
//~ message: `put` takes `&mut self`, and a constant cannot change: list a type, `Fixed = "fixed" => Type`

#[dubbo::extension(key = "store", list = stores)]
pub trait Store {
    fn put(&mut self);
}

pub struct Fixed;

impl Store for Fixed {
    fn put(&mut self) {}
}

stores! {
    pub enum Stores { .., Fixed = "fixed" => const Fixed }
}

fn main() {}
