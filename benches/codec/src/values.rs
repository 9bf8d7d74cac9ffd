//! What is written and read: serde's derives, and a Java class by `rename`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A Java enum.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[serde(rename = "com.bench.Sex", rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "constants")]
pub enum Sex {
    Unknown,
    Male,
    Female,
}

/// A class of twenty fields.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename = "com.bench.User", rename_all = "camelCase")]
#[allow(missing_docs, reason = "each is called by what it holds")]
pub struct User {
    pub id: i64,
    pub tenant_id: i64,
    pub name: String,
    pub nickname: String,
    pub sex: Sex,
    pub birthday: i32,
    pub email: String,
    pub mobile: String,
    pub address: String,
    pub icon: String,
    pub permissions: Vec<i32>,
    pub tags: Vec<String>,
    pub status: i32,
    pub active: bool,
    pub verified: bool,
    pub balance: f64,
    pub score: f64,
    pub login_count: i32,
    pub create_time: i64,
    pub update_time: i64,
}

/// A page of users.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename = "com.bench.Page", rename_all = "camelCase")]
#[allow(missing_docs, reason = "each is called by what it holds")]
pub struct Page {
    pub page_no: i32,
    pub total: i32,
    pub result: Vec<User>,
}

/// The user called `id`.
#[must_use]
pub fn user(id: i64) -> User {
    User {
        id,
        tenant_id: 10_086,
        name: "Doug Lea".to_owned(),
        nickname: "the concurrency guy".to_owned(),
        sex: [Sex::Unknown, Sex::Male, Sex::Female][id.rem_euclid(3) as usize],
        birthday: -9_862,
        email: "doug.lea.user@example.com".to_owned(),
        mobile: "18612345678".to_owned(),
        address: "No. 1 Zhongguancun South Street, Haidian District, Beijing".to_owned(),
        icon: "https://www.example.com/static/avatar/u/000000/icon_128x128.png".to_owned(),
        permissions: vec![
            1, 12, 123, 1_234, 12_345, 123_456, 1_234_567, -1, 0, 19_700_101,
        ],
        tags: ["admin", "beta-tester", "long-time-customer", "zh-CN"]
            .map(str::to_owned)
            .into(),
        status: 1,
        active: true,
        verified: id & 1 == 0,
        balance: 1_234_567.89,
        score: 0.618_033_988_749,
        login_count: 4_242,
        create_time: 1_700_000_000_000 + id,
        update_time: 1_700_000_500_000 + id,
    }
}

/// A page of fifteen users.
#[must_use]
pub fn page() -> Page {
    Page {
        page_no: 3,
        total: 1_000,
        result: (45..60).map(user).collect(),
    }
}

/// 1 MiB of ASCII.
#[must_use]
pub fn text() -> String {
    "The quick brown fox jumps over the lazy dog. 0123456789 abcdefg."[..64].repeat(16 << 10)
}

/// 100 kB of ints of every length.
#[must_use]
pub fn ints() -> Vec<i32> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state
    };
    (0..25_000)
        .map(|_| (next() as i32) >> (next() >> 27))
        .collect()
}

/// A map of 10,000 entries.
#[must_use]
pub fn map() -> BTreeMap<String, i64> {
    (0..10_000)
        .map(|number| (format!("key-{number:05}"), number * 7_919))
        .collect()
}
