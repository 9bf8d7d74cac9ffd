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
