//~ errors: 1
//~ message: the trait bound `Mine: LoadBalance` is not satisfied

#[derive(Clone, Default)]
pub struct Mine;

dubbo::balances! {
    pub enum Balances { .., Mine = "mine" => Mine }
}

fn main() {}
