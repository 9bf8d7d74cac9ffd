//! A contract in a crate that both sides share compiles with every feature set, also with none: then it is
//! the traits and the classes alone.

use dubbo::{exception, pojo, reference, service};

#[pojo("org.demo.User")]
#[derive(Clone, Debug, PartialEq)]
struct User {
    id: i64,
    first_name: Option<String>,
}

#[pojo("org.demo.Color")]
#[derive(Debug, PartialEq)]
enum Color {
    Red,
}

#[exception("org.demo.GreetException")]
#[derive(Debug)]
struct GreetError {
    code: i32,
    message: String,
}

#[exception]
#[derive(Debug)]
enum ShopError {
    #[exception("org.demo.SoldOut")]
    SoldOut { code: i32 },
    #[exception(other)]
    Other(dubbo::Error),
}

#[service(interface = "org.demo.GreetService")]
#[reference]
trait Greeter {
    async fn greet(&self, user: &User) -> Result<Color, GreetError>;
    async fn buy(&self, user: User) -> Result<User, ShopError>;
}

struct Fake;

impl Greeter for Fake {
    async fn greet(&self, user: &User) -> Result<Color, GreetError> {
        match user.id {
            1 => Ok(Color::Red),
            code => Err(GreetError {
                code: code as i32,
                message: "no".to_owned(),
            }),
        }
    }

    async fn buy(&self, user: User) -> Result<User, ShopError> {
        match user.id {
            1 => Ok(user),
            2 => Err(ShopError::SoldOut { code: 2 }),
            _ => Err(ShopError::Other(dubbo::Error::config("nothing to sell"))),
        }
    }
}

#[tokio::test]
async fn a_contract_is_usable_with_or_without_a_run_time() {
    let user = |id| User {
        id,
        first_name: None,
    };
    assert_eq!(Fake.greet(&user(1)).await.unwrap(), Color::Red);
    let error = Fake.greet(&user(2)).await.unwrap_err();
    assert_eq!((error.code, error.to_string().as_str()), (2, "no"));
    assert_eq!(Fake.buy(user(1)).await.unwrap(), user(1));
    let sold_out = Fake.buy(user(2)).await.unwrap_err();
    assert!(
        matches!(sold_out, ShopError::SoldOut { code: 2 })
            && sold_out.to_string() == "org.demo.SoldOut"
    );
    assert_eq!(
        Fake.buy(user(3)).await.unwrap_err().to_string(),
        "nothing to sell"
    );
    assert_eq!(<User as dubbo::JavaType>::DESCRIPTOR, "Lorg/demo/User;");
}
