//! What is called: an answer that belongs to one call and to no other.

use dubbo::{reference, service};

/// Answers with what makes the call recognisable.
#[service(interface = "org.demo.TokenService")]
#[reference]
pub trait Tokens {
    /// Answers [`answer`] to `token` after that many milliseconds, followed by as many bytes as `ballast` has.
    async fn echo(&self, token: i64, millis: i32, ballast: Vec<u8>) -> dubbo::Result<Vec<u8>>;
}

/// The answer that belongs to `token`.
pub(crate) fn answer(token: i64, ballast: &[u8]) -> Vec<u8> {
    [token.to_be_bytes().as_slice(), ballast].concat()
}
