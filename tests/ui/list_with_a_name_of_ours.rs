//~ errors: 2
//~ message: `random` is a name of `Balance` already, which `..` includes
//~ message: `..` is the variant `Balance`, the list that it includes; call this one otherwise

use dubbo::Invocation;
use dubbo::cluster::LoadBalance;

#[derive(Clone, Default)]
pub struct Mine;

impl LoadBalance for Mine {
    fn select(&self, _: usize, _: &Invocation<'_>) -> usize {
        0
    }
}

dubbo::balances! {
    pub enum Balances {
        ..,
        Random = "random" => Mine,
        Balance = "mine" => Mine,
    }
}

fn main() {}
