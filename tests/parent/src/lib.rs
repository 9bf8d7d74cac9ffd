//! Contracts in a crate of their own, in which the SDK has another name.

/// What all services have.
#[rpc::service(interface = "org.demo.Health", crate = rpc)]
#[rpc::reference]
pub trait Health {
    /// Whether it is well.
    async fn state(&self, detail: &Detail) -> rpc::Result<String>;
}

/// How much is asked.
#[rpc::pojo("org.demo.Detail", crate = rpc)]
#[derive(Clone, Debug)]
pub struct Detail {
    /// How many lines.
    pub lines: i32,
}

/// In a module, where no path but the trait's leads to its types.
pub mod audit {
    use super::Health;

    /// What can be audited.
    #[rpc::service(interface = "org.demo.Audited", crate = rpc)]
    #[rpc::reference]
    pub trait Audited: Health {
        /// The last entries.
        #[method(name = "last")]
        async fn last_entries(&self, count: i32) -> rpc::Result<Vec<String>>;
    }
}
