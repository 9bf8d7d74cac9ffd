//! The same classes as protobuf's messages, since prost does not go through serde.

use crate::values;

/// See [`values::User`].
#[derive(Clone, PartialEq, prost::Message)]
#[allow(missing_docs, reason = "as there")]
pub struct User {
    #[prost(int64, tag = "1")]
    pub id: i64,
    #[prost(int64, tag = "2")]
    pub tenant_id: i64,
    #[prost(string, tag = "3")]
    pub name: String,
    #[prost(string, tag = "4")]
    pub nickname: String,
    #[prost(int32, tag = "5")]
    pub sex: i32,
    #[prost(int32, tag = "6")]
    pub birthday: i32,
    #[prost(string, tag = "7")]
    pub email: String,
    #[prost(string, tag = "8")]
    pub mobile: String,
    #[prost(string, tag = "9")]
    pub address: String,
    #[prost(string, tag = "10")]
    pub icon: String,
    #[prost(int32, repeated, tag = "11")]
    pub permissions: Vec<i32>,
    #[prost(string, repeated, tag = "12")]
    pub tags: Vec<String>,
    #[prost(int32, tag = "13")]
    pub status: i32,
    #[prost(bool, tag = "14")]
    pub active: bool,
    #[prost(bool, tag = "15")]
    pub verified: bool,
    #[prost(double, tag = "16")]
    pub balance: f64,
    #[prost(double, tag = "17")]
    pub score: f64,
    #[prost(int32, tag = "18")]
    pub login_count: i32,
    #[prost(int64, tag = "19")]
    pub create_time: i64,
    #[prost(int64, tag = "20")]
    pub update_time: i64,
}

/// See [`values::Page`].
#[derive(Clone, PartialEq, prost::Message)]
#[allow(missing_docs, reason = "as there")]
pub struct Page {
    #[prost(int32, tag = "1")]
    pub page_no: i32,
    #[prost(int32, tag = "2")]
    pub total: i32,
    #[prost(message, repeated, tag = "3")]
    pub result: Vec<User>,
}

/// See [`values::text`].
#[derive(Clone, PartialEq, prost::Message)]
#[allow(missing_docs, reason = "as there")]
pub struct Text {
    #[prost(string, tag = "1")]
    pub text: String,
}

/// See [`values::ints`].
#[derive(Clone, PartialEq, prost::Message)]
#[allow(missing_docs, reason = "as there")]
pub struct Ints {
    #[prost(int32, repeated, tag = "1")]
    pub ints: Vec<i32>,
}

/// See [`values::map`].
#[derive(Clone, PartialEq, prost::Message)]
#[allow(missing_docs, reason = "as there")]
pub struct Map {
    #[prost(btree_map = "string, int64", tag = "1")]
    pub map: std::collections::BTreeMap<String, i64>,
}

impl From<values::User> for User {
    fn from(user: values::User) -> Self {
        Self {
            id: user.id,
            tenant_id: user.tenant_id,
            name: user.name,
            nickname: user.nickname,
            sex: user.sex as i32,
            birthday: user.birthday,
            email: user.email,
            mobile: user.mobile,
            address: user.address,
            icon: user.icon,
            permissions: user.permissions,
            tags: user.tags,
            status: user.status,
            active: user.active,
            verified: user.verified,
            balance: user.balance,
            score: user.score,
            login_count: user.login_count,
            create_time: user.create_time,
            update_time: user.update_time,
        }
    }
}

impl From<values::Page> for Page {
    fn from(page: values::Page) -> Self {
        Self {
            page_no: page.page_no,
            total: page.total,
            result: page.result.into_iter().map(User::from).collect(),
        }
    }
}
