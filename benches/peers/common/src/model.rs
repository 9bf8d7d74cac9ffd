//! The classic rpc-benchmark shape: `User` with 20 mixed fields and `Page` of 15 users.
#[cfg(feature = "java")]
use dubbo::pojo;
#[cfg(not(feature = "java"))]
use serde::{Deserialize, Serialize};

pub const ECHO_LEN: usize = 128;
pub const PAGE_SIZE: usize = 15;

#[cfg_attr(feature = "java", pojo("com.bench.Sex"))]
#[cfg_attr(not(feature = "java"), derive(Serialize, Deserialize))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Unknown,
    Male,
    Female,
}

#[cfg_attr(feature = "java", pojo("com.bench.Echo"))]
#[cfg_attr(not(feature = "java"), derive(Serialize, Deserialize))]
#[derive(Clone, Debug, PartialEq)]
pub struct Echo {
    pub text: String,
}

#[cfg_attr(feature = "java", pojo("com.bench.User"))]
#[cfg_attr(not(feature = "java"), derive(Serialize, Deserialize))]
#[derive(Clone, Debug, PartialEq)]
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

#[cfg_attr(feature = "java", pojo("com.bench.Page"))]
#[cfg_attr(not(feature = "java"), derive(Serialize, Deserialize))]
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub page_no: i32,
    pub total: i32,
    pub result: Vec<User>,
}

pub fn make_echo() -> String {
    let mut s = String::with_capacity(ECHO_LEN);
    while s.len() < ECHO_LEN {
        s.push((b'a' + (s.len() % 26) as u8) as char);
    }
    s
}

/// What every server runs for `getUser`: build a fresh owned `User`. Deliberately does no
/// `format!`, so that the service itself costs about a dozen allocations and nothing else.
pub fn make_user(id: i64) -> User {
    User {
        id,
        tenant_id: 10_086,
        name: "Doug Lea".to_string(),
        nickname: "the concurrency guy".to_string(),
        sex: match id.rem_euclid(3) {
            0 => Sex::Unknown,
            1 => Sex::Male,
            _ => Sex::Female,
        },
        birthday: -9_862,
        email: "dong.li.user@example.com".to_string(),
        mobile: "18612345678".to_string(),
        address: "No. 1 Zhongguancun South Street, Haidian District, Beijing".to_string(),
        icon: "https://www.example.com/static/avatar/u/000000/icon_128x128.png".to_string(),
        permissions: vec![
            1, 12, 123, 1_234, 12_345, 123_456, 1_234_567, -1, 0, 19_700_101,
        ],
        tags: vec![
            "admin".to_string(),
            "beta-tester".to_string(),
            "long-time-customer".to_string(),
            "zh-CN".to_string(),
        ],
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

pub fn make_page(page_no: i32) -> Page {
    let first = page_no as i64 * PAGE_SIZE as i64;
    Page {
        page_no,
        total: 1_000,
        result: (0..PAGE_SIZE as i64)
            .map(|i| make_user(first + i))
            .collect(),
    }
}
