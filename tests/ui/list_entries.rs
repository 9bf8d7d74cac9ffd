//~ errors: 9
//~ message: how do URLs call it? write `Nameless = "nameless" => …`
//~ message: what is it? write `Typeless = "typeless" => Type`, or `=> const VALUE` for one without state
//~ message: a name is a string: `Number = "1"`
//~ message: a name stands in URLs as it is: `a name` is not made of letters, digits, `.`, `-` and `_` alone
//~ message: `first` is given twice; a name stands for one
//~ message: there is a variant `First` already
//~ message: there is a default already; keep one of them
//~ message: the default cannot stand under `#[cfg]`
//~ message: expected `Mine = "mine" => Mine` or `..`

use dubbo::Invocation;
use dubbo::cluster::LoadBalance;

#[derive(Clone, Default)]
pub struct First;

impl LoadBalance for First {
    fn select(&self, _: usize, _: &Invocation<'_>) -> usize {
        0
    }
}

dubbo::balances! {
    pub enum Balances {
        #[default]
        First = "first" => First,
        Nameless => First,
        Typeless = "typeless",
        Number = 1 => First,
        Spaced = "a name" => First,
        Again = "first" => First,
        First = "another" => First,
        #[default]
        Second = "second" => First,
        #[default]
        #[cfg(unix)]
        Third = "third" => First,
        "fourth" => First,
        Right = "right" => First,
    }
}

fn main() {
    let _ = Balances::Right(First);
    let _ = Balances::default().select(1, unreachable());
}

fn unreachable() -> &'static Invocation<'static> {
    loop {}
}
