//! The Rust types that the contract's own signatures leave out: each is sent where Java says
//! `Object`, so that the Java provider tells what it has become, and comes back as itself.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::sync::Arc;

use bytes::Bytes;
use dubbo::java::{Array, Date, LocalDateTime, OffsetDateTime, Period, ZoneOffset, ZonedDateTime};
use dubbo::{Error, ReferenceOptions, Result, Value, pojo, reference};

use super::Peer;
use crate::contract::{InteropService, User};
use crate::report::{Check, Report, ensure};
use crate::values::{date, full_user, named_user, texts, time};

pub(super) async fn all(report: &mut Report, peer: &Peer) {
    collections(report, peer).await;
    arrays(report, peer).await;
    dates(report, peer).await;
    wrapped(report, peer).await;
    report.run("borrowed-arguments", borrowed(peer)).await;
    report.run("answer-does-not-fit", does_not_fit(peer)).await;
}

/// `travels!(report, peer, Type, value => "what Java says")`
macro_rules! travels {
    ($report:ident, $peer:ident, $type:ty, $value:expr => $described:expr) => {{
        #[reference(interface = "org.demo.InteropService")]
        trait Typed {
            async fn describe(&self, #[java("java.lang.Object")] v: $type) -> Result<String>;
            async fn echo_object(&self, #[java("java.lang.Object")] v: $type) -> Result<$type>;
        }
        let check = async {
            let client: TypedClient = $peer.refer(ReferenceOptions::new()).await?;
            let described = client.describe($value).await?;
            ensure!(described == $described, "Java got {described}");
            let answer = client.echo_object($value).await?;
            ensure!(answer == $value, "answered {answer:?}");
            Ok(())
        };
        $report
            .run(concat!("type ", stringify!($type)), check)
            .await;
    }};
}

async fn collections(report: &mut Report, peer: &Peer) {
    let entries = || ["b", "a"].map(|key| (key.to_owned(), 1));
    let strings = || ["b", "a"].map(String::from);
    travels!(report, peer, HashMap<String, i32>, HashMap::from(entries())
        => r#"HashMap {"a" = Integer 1, "b" = Integer 1}"#);
    travels!(report, peer, BTreeMap<String, i32>, BTreeMap::from(entries())
        => r#"LinkedHashMap {"a" = Integer 1, "b" = Integer 1}"#);
    travels!(report, peer, HashSet<String>, HashSet::from(["a".to_owned()]) => r#"HashSet ["a"]"#);
    travels!(report, peer, BTreeSet<String>, BTreeSet::from(strings())
        => r#"LinkedHashSet ["a", "b"]"#);
    travels!(report, peer, VecDeque<i64>, VecDeque::from([1, 2]) => "ArrayList [Long 1, Long 2]");
    travels!(report, peer, LinkedList<bool>, LinkedList::from([true])
        => "ArrayList [Boolean true]");
}

async fn arrays(report: &mut Report, peer: &Peer) {
    travels!(report, peer, Array<i8>, Array(vec![1, -1]) => "byte[2] 01ff");
    travels!(report, peer, Array<i16>, Array(vec![1, -1]) => "short[] [Short 1, Short -1]");
    // Java itself writes a char[] as a text.
    travels!(report, peer, Array<char>, Array(vec!['a', 'b']) => r#""ab""#);
    travels!(report, peer, Array<Array<i64>>, Array(vec![Array(vec![1]), Array(vec![])])
        => "long[][] [long[] [Long 1], long[] []]");
    travels!(report, peer, Array<Option<User>>, Array(vec![None]) => "User[] [null]");
    travels!(report, peer, Array<Array<i32>>, Array(vec![Array(vec![1, 2])])
        => "int[][] [int[] [Integer 1, Integer 2]]");
    travels!(report, peer, Array<Date>, Array(vec![Date(60_000)]) => "Date[] [Date 60000 ms]");
    travels!(report, peer, Array<Value>, Array(vec![Value::from(1), Value::from("x")])
        => r#"Object[] [Integer 1, "x"]"#);
}

/// What stands for the type that it holds.
async fn wrapped(report: &mut Report, peer: &Peer) {
    travels!(report, peer, Bytes, Bytes::from_static(&[0, 1, 2]) => "byte[3] 000102");
    travels!(report, peer, Box<i64>, Box::new(7) => "Long 7");
    travels!(report, peer, Arc<String>, Arc::new("a".to_owned()) => r#""a""#);
    travels!(report, peer, Cow<'static, str>, Cow::Borrowed("a") => r#""a""#);
}

async fn dates(report: &mut Report, peer: &Peer) {
    let date_time = || LocalDateTime {
        date: date(2024, 2, 29),
        time: time(12, 30, 0, 0),
    };
    let offset = || ZoneOffset::new(3600).expect("an offset");
    let offset_date_time = || OffsetDateTime {
        date_time: date_time(),
        offset: offset(),
    };
    let zone = || "Europe/Berlin".to_owned();
    let zoned = || ZonedDateTime {
        date_time: date_time(),
        offset: offset(),
        zone: zone(),
    };
    travels!(report, peer, Period, Period { years: 1, months: -2, days: 3 } => "Period P1Y-2M3D");
    travels!(report, peer, ZoneOffset, offset() => "ZoneOffset +01:00");
    travels!(report, peer, OffsetDateTime, offset_date_time()
        => "OffsetDateTime 2024-02-29T12:30+01:00");
    travels!(report, peer, ZonedDateTime, zoned()
        => "ZonedDateTime 2024-02-29T12:30+01:00[Europe/Berlin]");
}

/// Arguments that a caller lends.
#[reference(interface = "org.demo.InteropService")]
trait Borrowing {
    async fn size(&self, v: &[u8]) -> Result<i32>;
    async fn echo_string(&self, v: &str) -> Result<String>;
    async fn echo_user(&self, v: &User) -> Result<User>;
    async fn echo_string_list(&self, v: &[String]) -> Result<Vec<String>>;
}

async fn borrowed(peer: &Peer) -> Check {
    let client: BorrowingClient = peer.refer(ReferenceOptions::new()).await?;
    let (bytes, text, user, list) = (vec![1; 100], "世", full_user(), texts(&["a", "b"]));
    ensure!(client.size(&bytes).await? == 100, "bytes");
    ensure!(client.echo_string(text).await? == text, "text");
    ensure!(client.echo_user(&user).await? == user, "class");
    ensure!(client.echo_string_list(&list).await? == list, "list");
    Ok(())
}

/// `org.demo.User` by someone who has taken its id for an int.
#[pojo("org.demo.User")]
#[derive(Debug)]
struct NarrowUser {
    id: i32,
}

#[reference(interface = "org.demo.InteropService")]
trait Narrow {
    #[method(name = "findUser")]
    async fn find_user(&self, id: i64) -> Result<NarrowUser>;
}

/// A long that does not fit is an error that names the field; what is left out is passed over.
async fn does_not_fit(peer: &Peer) -> Check {
    let client: NarrowClient = peer.refer(ReferenceOptions::new()).await?;
    let user = client.find_user(5).await?;
    ensure!(user.id == 5, "answered {user:?}");
    let outcome = client.find_user(1 << 33).await;
    let Err(Error::Serialization { .. }) = &outcome else {
        return Err(format!("expected an error of the serialization, got {outcome:?}").into());
    };
    let text = format!("{:?}", outcome.map(drop));
    ensure!(
        text.contains("id") && text.contains("8589934592"),
        "the error names neither field nor value: {text}"
    );
    let again = peer
        .client("")
        .await?
        .echo_user(Some(named_user(1 << 33, "Ann")))
        .await?;
    ensure!(
        again.is_some_and(|user| user.id == 1 << 33),
        "the right type fails, too"
    );
    Ok(())
}
