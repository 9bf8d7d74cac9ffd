//~ errors: 1
//~ message: a list is an enum: write `enum Ours { .., Mine = "mine" => Mine }`

dubbo::balances! {
    pub struct Balances { .. }
}

fn main() {}
