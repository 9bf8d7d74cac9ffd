use std::future::Future;

use super::{Invocation, Reply};
use crate::error::Result;

/// Carries out a call: a reference, a filter around another invoker, a service in this process.
///
/// All are composed as types; nothing on a call's way is boxed or looked up by name.
pub trait Invoker: Clone + Send + Sync + 'static {
    /// Carries out `call`.
    fn invoke(&self, call: &mut Invocation<'_>) -> impl Future<Output = Result<Reply>> + Send;

    /// Whether it can be expected to carry out calls now. Of several, one that cannot is passed over.
    fn is_available(&self) -> bool {
        true
    }
}
