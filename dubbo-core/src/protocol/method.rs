use std::time::Duration;

/// A method of a contract: what is known of it at compile time.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// The name on the wire.
    pub name: &'static str,
    /// The types of the parameters, as `Ljava/lang/String;J` (dubbo-protocol §3.1).
    pub descriptor: &'static str,
    /// Name and descriptor as hessian2 strings, one after the other.
    pub(crate) hessian2: &'static [u8],
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
}

impl Method {
    /// A method by name and descriptor; `hessian2` is both, encoded by [`constant::tail`].
    ///
    /// [`constant::tail`]: super::constant::tail
    #[must_use]
    pub const fn new(
        name: &'static str,
        descriptor: &'static str,
        hessian2: &'static [u8],
    ) -> Self {
        Self {
            name,
            descriptor,
            hessian2,
            timeout: None,
            retries: None,
        }
    }

    /// The contract's own time limit for a call of this method.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often the contract lets a failed call be sent again.
    #[must_use]
    pub const fn retries(mut self, retries: u32) -> Self {
        self.retries = Some(retries);
        self
    }
}
