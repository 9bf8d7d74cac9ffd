//~ errors: 1
//~ message: the trait bound `Mine: Default` is not satisfied

use dubbo::Invocation;
use dubbo::cluster::LoadBalance;

#[derive(Clone)]
pub struct Mine;

impl LoadBalance for Mine {
    fn select(&self, _: usize, _: &Invocation<'_>) -> usize {
        0
    }
}

dubbo::balances! {
    pub enum Balances { Mine = "mine" => Mine }
}

fn main() {}
