//! Names of the user's that generated code might have used itself.

use contract::{
    Alphabet, C, Failures, Holder, I, K, M, R, S, T, TClient, TServer, Z, sum_of_names,
};

mod contract {
    use dubbo::{exception, pojo, reference, service};

    #[allow(non_upper_case_globals, reason = "the point of the test")]
    mod values {
        pub(crate) static service: i32 = 1;
        pub(crate) const call: i32 = 2;
        pub(crate) static outcome: i32 = 3;
        pub(crate) static body: i32 = 4;
        pub(crate) static decoder: i32 = 5;
        pub(crate) static error: i32 = 6;
        pub(crate) static this: i32 = 7;
        pub(crate) static exception: i32 = 8;
        pub(crate) static encoder: i32 = 9;
        pub(crate) static formatter: i32 = 10;
        pub(crate) static fields: i32 = 11;
        pub(crate) static dubbo: i32 = 12;
        pub(crate) static serializer: i32 = 13;
        pub(crate) static deserializer: i32 = 14;
        pub(crate) static message: i32 = 15;
        pub(crate) static code: i32 = 16;
        pub(crate) static e: i32 = 17;
    }
    use values::*;

    macro_rules! classes {
    ($($name:ident)*) => { $(
        #[pojo("org.demo.Letter")]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $name {
            pub(crate) number: i32,
        }
    )* };
}
    classes!(I K R S M C Z);

    #[service]
    #[reference]
    pub(crate) trait T {
        async fn letters(&self, i: I, k: &K, m: &[M], s: Option<S>) -> dubbo::Result<R>;
        async fn last(&self, c: C, z: Vec<Z>) -> Result<i32, Failure>;
        async fn worst(&self) -> Result<(), Failures>;
    }

    #[exception("org.demo.Failure")]
    pub(crate) struct Failure {
        pub(crate) code: i32,
        pub(crate) message: String,
        #[exception(other)]
        pub(crate) other: Option<dubbo::Error>,
    }

    #[exception]
    pub(crate) enum Failures {
        #[exception("org.demo.Broken")]
        Broken {
            code: i32,
            message: String,
        },
        Failure(Failure),
        #[exception(other)]
        Other(dubbo::Error),
    }

    #[reference]
    pub(crate) struct Holder {
        #[reference(url = "dubbo://127.0.0.1:20880", check = false)]
        pub(crate) letters: TClient,
    }

    pub(crate) fn sum_of_names() -> i32 {
        let sum = service + call + outcome + body + decoder + error + this + exception + encoder;
        sum + formatter + fields + dubbo + serializer + deserializer + message + code + e
    }

    pub(crate) struct Alphabet;

    impl T for Alphabet {
        async fn letters(&self, i: I, k: &K, m: &[M], s: Option<S>) -> dubbo::Result<R> {
            let number = i.number + k.number + m.len() as i32 + s.map_or(0, |s| s.number);
            Ok(R { number })
        }

        async fn worst(&self) -> Result<(), Failures> {
            Err(Failures::Broken {
                code: 3,
                message: "worst".to_owned(),
            })
        }

        async fn last(&self, c: C, z: Vec<Z>) -> Result<i32, Failure> {
            Err(Failure {
                code: c.number + z.len() as i32,
                message: "last".to_owned(),
                other: None,
            })
        }
    }
}

#[tokio::test]
async fn types_traits_and_constants_of_any_name_work() {
    let client = TClient::new(TServer::new(Alphabet));
    let sum = client
        .letters(
            I { number: 1 },
            &K { number: 2 },
            &[M::default()],
            Some(S { number: 4 }),
        )
        .await;
    assert_eq!(sum.unwrap(), R { number: 8 });
    let failure = client
        .last(C { number: 1 }, vec![Z::default()])
        .await
        .unwrap_err();
    assert_eq!((failure.code, failure.message.as_str()), (2, "last"));
    let Failures::Broken { code, message } = client.worst().await.unwrap_err() else {
        panic!("another failure");
    };
    assert_eq!((code, message.as_str()), (3, "worst"));
    assert_eq!(sum_of_names(), (1..=17).sum::<i32>());
}

#[tokio::test]
async fn clients_are_injected_beside_a_static_dubbo() {
    let dubbo = dubbo::Dubbo::builder().application("hygiene").build();
    let holder = Holder::refer(&dubbo.unwrap()).await.unwrap();
    let _: &TClient = &holder.letters;
}

/// The user's own types, called like those that everybody knows; and contracts and classes of them.
mod namesakes {
    #[dubbo::pojo("org.demo.Option")]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Option {
        pub(crate) value: i32,
    }

    #[dubbo::pojo("org.demo.String")]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct String {
        pub(crate) option: Option,
        pub(crate) text: std::string::String,
    }

    #[dubbo::pojo("org.demo.Box")]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Box {
        pub(crate) string: String,
        pub(crate) vec: std::option::Option<Vec>,
    }

    #[dubbo::pojo("org.demo.Vec")]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) enum Vec {
        Some,
        None,
    }

    #[dubbo::exception("org.demo.Error")]
    pub(crate) struct Error {
        pub(crate) code: i32,
        pub(crate) message: std::string::String,
    }

    #[dubbo::exception]
    pub(crate) enum Failure {
        Error(Error),
        #[exception("org.demo.Ok")]
        Ok {
            string: String,
        },
        #[exception(other)]
        Err(dubbo::Error),
    }

    pub(crate) type Result<T> = std::result::Result<T, Error>;

    #[dubbo::service(dyn)]
    #[dubbo::reference]
    pub(crate) trait Send {
        async fn each(&self, option: Option, string: &String, all: &[Box]) -> Result<Vec>;
        async fn whole(&self, result: std::vec::Vec<Option>) -> std::result::Result<Box, Failure>;
        fn future(&self) -> impl Future<Output = Result<()>> {
            async { std::result::Result::Ok(()) }
        }
    }

    #[dubbo::reference]
    pub(crate) struct Sync {
        #[reference(url = "dubbo://127.0.0.1:20880", check = false)]
        pub(crate) send: SendClient,
        pub(crate) option: Option,
        pub(crate) string: String,
    }
}

#[tokio::test]
async fn types_may_be_called_option_string_box_vec_and_result() {
    use namesakes::{
        Box, Error, Failure, Option, Result, Send, SendClient, SendServer, String, Vec,
    };

    struct Mine;

    impl Send for Mine {
        async fn each(&self, option: Option, string: &String, all: &[Box]) -> Result<Vec> {
            match option == string.option && all.is_empty() {
                true => Ok(Vec::None),
                false => Err(Error {
                    code: option.value,
                    message: "each".to_owned(),
                }),
            }
        }

        async fn whole(&self, result: std::vec::Vec<Option>) -> std::result::Result<Box, Failure> {
            let Some(option) = result.into_iter().next() else {
                return Err(Failure::Ok { string: string(0) });
            };
            Ok(Box {
                string: string(option.value),
                vec: Some(Vec::Some),
            })
        }
    }

    fn string(value: i32) -> String {
        String {
            option: Option { value },
            text: value.to_string(),
        }
    }

    let send = SendClient::new(SendServer::new(Mine));
    send.future().await.unwrap();
    assert_eq!(
        send.each(Option { value: 1 }, &string(1), &[])
            .await
            .unwrap(),
        Vec::None
    );
    let error = send
        .each(Option { value: 1 }, &string(2), &[])
        .await
        .unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (1, "each"));
    let whole = send.whole(vec![Option { value: 3 }]).await;
    let Ok(Box {
        string: three,
        vec: Some(Vec::Some),
    }) = whole
    else {
        panic!("{whole:?}")
    };
    assert_eq!(three, string(3));
    let Err(Failure::Ok { string: zero }) = send.whole(vec![]).await else {
        panic!("no failure")
    };
    assert_eq!(zero, string(0));
    let dubbo = dubbo::Dubbo::builder().build().unwrap();
    let sync = namesakes::Sync::refer(&dubbo, Option { value: 4 }, string(5))
        .await
        .unwrap();
    assert_eq!((sync.option.value, sync.string), (4, string(5)));
    let failed = sync.send.whole(vec![]).await.unwrap_err();
    assert!(matches!(failed, Failure::Err(_)), "{failed:?}");
}
