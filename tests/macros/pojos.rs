//! `#[pojo]`.

use std::collections::HashMap;

use dubbo::__macro::v1::Pojo;
use dubbo::{JavaType, Value, pojo, reference, service};

use crate::recorder::Recorder;

#[pojo("org.demo.User")]
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct User {
    id: i64,
    first_name: String,
    photo: Vec<u8>,
    r#type: Option<i32>,
    #[serde(rename = "URL")]
    url: String,
    #[serde(skip)]
    cache: u8,
    color: Color,
    friends: HashMap<String, Vec<User>>,
}

#[pojo("org.demo.Outer$Color")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Color {
    #[default]
    Red,
    DarkGreen,
    #[serde(rename = "azul")]
    Blue,
}

/// An older version of the same class, with nothing but an `Option`.
#[pojo("org.demo.User")]
#[derive(Debug, PartialEq)]
pub(crate) struct Newer {
    id: i64,
    nickname: Option<String>,
    #[serde(default)]
    score: i32,
}

#[pojo("org.demo.Ping")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ping;

/// The user's own serde attributes win.
#[pojo("org.demo.Mine")]
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) struct Mine {
    first_name: String,
    #[serde(with = "as_text")]
    number: u64,
}

mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[service]
#[reference]
pub(crate) trait Users {
    async fn user(&self, user: User) -> dubbo::Result<User>;
    async fn color(&self, colors: Vec<Color>) -> dubbo::Result<Option<Color>>;
    async fn newer(&self, user: Newer) -> dubbo::Result<Newer>;
    async fn ping(&self, ping: Ping) -> dubbo::Result<Ping>;
    async fn mine(&self, mine: Mine) -> dubbo::Result<Mine>;
}

struct Echoing;

impl Users for Echoing {
    async fn user(&self, user: User) -> dubbo::Result<User> {
        Ok(user)
    }

    async fn color(&self, colors: Vec<Color>) -> dubbo::Result<Option<Color>> {
        Ok(colors.last().copied())
    }

    async fn newer(&self, user: Newer) -> dubbo::Result<Newer> {
        Ok(user)
    }

    async fn ping(&self, ping: Ping) -> dubbo::Result<Ping> {
        Ok(ping)
    }

    async fn mine(&self, mine: Mine) -> dubbo::Result<Mine> {
        Ok(mine)
    }
}

fn maria() -> User {
    let ann = User {
        id: 2,
        first_name: "Ann".to_owned(),
        color: Color::Blue,
        ..User::default()
    };
    let friends = HashMap::from([("best".to_owned(), vec![ann])]);
    let first_name = "Maria".to_owned();
    User {
        id: 1,
        first_name,
        photo: vec![0, 255],
        r#type: Some(3),
        friends,
        ..User::default()
    }
}

/// The one argument of `call`, as Java would see it.
async fn sent<R>(call: impl AsyncFnOnce(UsersClient<Recorder>) -> dubbo::Result<R>) -> Value {
    let recorder = Recorder::answering(&());
    let _ = call(UsersClient::new(recorder.clone())).await;
    recorder.only().arguments.remove(0)
}

#[tokio::test]
async fn what_is_sent_comes_back() {
    let users = UsersClient::new(UsersServer::new(Echoing));
    assert_eq!(users.user(maria()).await.unwrap(), maria());
    let colors = vec![Color::Red, Color::DarkGreen];
    assert_eq!(users.color(colors).await.unwrap(), Some(Color::DarkGreen));
    assert_eq!(users.ping(Ping).await.unwrap(), Ping);
    let mine = || Mine {
        first_name: "Ann".to_owned(),
        number: u64::MAX,
    };
    assert_eq!(users.mine(mine()).await.unwrap(), mine());
}

#[tokio::test]
async fn java_sees_its_class_its_names_and_its_byte_array_however_deep() {
    let user = sent(async |users| users.user(maria()).await).await;
    assert_eq!(class(&user), "org.demo.User");
    assert_eq!(user.get("firstName"), Some(&Value::String("Maria".into())));
    assert_eq!(user.get("URL"), Some(&Value::String("".into())));
    assert_eq!(user.get("photo"), Some(&Value::Binary(vec![0, 255])));
    assert_eq!(user.get("type"), Some(&Value::Int(3)));
    assert_eq!(user.get("cache"), None);
    let Some(Value::Map(friends)) = user.get("friends") else {
        panic!("{user:?}")
    };
    let Value::List(best) = &friends.entries[0].1 else {
        panic!("{friends:?}")
    };
    assert_eq!(class(&best.items[0]), "org.demo.User");
    let color = best.items[0].get("color").unwrap();
    assert_eq!(class(color), "org.demo.Outer$Color");
    assert_eq!(color.get("name"), Some(&Value::String("azul".into())));
}

#[tokio::test]
async fn the_users_own_serde_attributes_win() {
    let mine = Mine {
        first_name: "Ann".to_owned(),
        number: 7,
    };
    let mine = sent(async |users| users.mine(mine).await).await;
    assert_eq!(class(&mine), "org.demo.Mine");
    assert_eq!(mine.get("FIRST_NAME"), Some(&Value::String("Ann".into())));
    assert_eq!(mine.get("NUMBER"), Some(&Value::String("7".into())));
}

/// bincode has no names of fields, so nothing can be left out.
#[cfg(any(feature = "hessian2", feature = "msgpack"))]
#[tokio::test]
async fn an_option_and_a_default_may_be_left_out_by_an_older_peer() {
    #[reference(interface = "Users")]
    trait OlderUsers {
        async fn newer(&self, user: Older) -> dubbo::Result<Newer>;
    }
    #[pojo("org.demo.User")]
    struct Older {
        id: i64,
        gone: String,
    }
    let users = OlderUsersClient::new(UsersServer::new(Echoing));
    let newer = users
        .newer(Older {
            id: 1,
            gone: "x".to_owned(),
        })
        .await
        .unwrap();
    assert_eq!(
        newer,
        Newer {
            id: 1,
            nickname: None,
            score: 0
        }
    );
}

#[test]
fn a_class_has_a_name_a_descriptor_and_a_table_of_fields() {
    assert_eq!(User::CLASS, "org.demo.User");
    assert_eq!(<Color as JavaType>::DESCRIPTOR, "Lorg/demo/Outer$Color;");
    assert_eq!(<Color as JavaType>::NAME, "org.demo.Outer$Color");
    assert_eq!(<Option<Ping> as JavaType>::DESCRIPTOR, "Lorg/demo/Ping;");
    let fields: Vec<_> = User::FIELDS
        .iter()
        .map(|f| (f.rust, f.wire, f.java))
        .collect();
    let expected = [
        ("id", "id", "long"),
        ("first_name", "firstName", "java.lang.String"),
        ("photo", "photo", "byte[]"),
        ("type", "type", "java.lang.Integer"),
        ("url", "URL", "java.lang.String"),
        ("color", "color", "org.demo.Outer$Color"),
        (
            "friends",
            "friends",
            "java.util.Map<java.lang.String,java.util.List<org.demo.User>>",
        ),
    ];
    assert_eq!(fields, expected);
    assert!(Color::FIELDS.is_empty() && Ping::FIELDS.is_empty());
    assert_eq!(Mine::FIELDS[0].wire, "FIRST_NAME");
    assert_eq!(Mine::FIELDS[1].java, "java.lang.Object");
}

fn class(value: &Value) -> &str {
    match value {
        Value::Object(object) => &object.class.name,
        other => panic!("no object: {other:?}"),
    }
}

/// Names that are the same, but never at once.
#[pojo("org.demo.Alternatives")]
#[derive(Debug, Default)]
pub(crate) struct Alternatives {
    #[cfg(any())]
    size: i32,
    #[cfg(not(any()))]
    #[serde(rename = "size")]
    length: i64,
    #[serde(skip, rename = "size")]
    at_home: u8,
}

#[test]
fn fields_that_exclude_each_other_may_have_one_name() {
    let all = Alternatives {
        length: 3,
        at_home: 4,
    };
    let names: Vec<&str> = Alternatives::FIELDS
        .iter()
        .map(|field| field.wire)
        .collect();
    assert_eq!(names, ["size"]);
    assert_eq!(all.length + i64::from(all.at_home), 7);
}
