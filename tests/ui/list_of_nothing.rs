//~ errors: 1
//~ message: `Balances` lists nothing; write `enum Ours { .., Mine = "mine" => Mine }`

dubbo::balances! {
    pub enum Balances {}
}

fn main() {}
