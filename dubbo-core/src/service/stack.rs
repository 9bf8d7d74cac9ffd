use crate::cluster::{Balance, Cluster, Failover, LoadBalance};
use crate::protocol::{ConsumerContext, FilterChain};
use crate::transport::{Tcp, Transport};

/// What a reference is made of, as types. An application with filters or a transport of its own
/// names them once:
///
/// ```
/// use dubbo_core::{ConsumerContext, Stack, cluster, transport};
///
/// #[derive(Clone)]
/// struct Mine;
///
/// impl Stack for Mine {
///     type Filters = (ConsumerContext, ());
///     type Cluster = cluster::Failover;
///     type Balance = cluster::Random;
///     type Transport = transport::Memory;
/// }
/// ```
pub trait Stack: Clone + Send + Sync + 'static {
    /// The filters around every call, the outermost first.
    type Filters: FilterChain + Default;
    /// What is done with several providers, and when one fails.
    type Cluster: Cluster + Default;
    /// Who of several providers is called: a list, of which a URL's `loadbalance` chooses, or one type.
    type Balance: LoadBalance + Default;
    /// How connections are made.
    type Transport: Transport + Default;
}

/// Dubbo's own defaults, over TCP.
#[derive(Clone, Copy, Debug)]
pub struct Standard;

impl Stack for Standard {
    type Filters = (ConsumerContext, ());
    type Cluster = Failover;
    type Balance = Balance;
    type Transport = Tcp;
}
