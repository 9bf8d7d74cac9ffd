//~ errors: 1
//~ message: a list has no parameters: the types that it holds are concrete

dubbo::balances! {
    pub enum Balances<T> { .., Mine = "mine" => T }
}

fn main() {}
