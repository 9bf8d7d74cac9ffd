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
    /// Which of its contract's own methods it is.
    pub number: u32,
    /// Which contract it comes from: 0 is the one itself, 1 the first of its ancestors, and so on.
    pub ancestor: u32,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) one_way: bool,
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
            number: 0,
            ancestor: 0,
            timeout: None,
            retries: None,
            one_way: false,
        }
    }

    /// Gives it its number among the contract's own methods.
    #[must_use]
    pub const fn number(mut self, number: u32) -> Self {
        self.number = number;
        self
    }

    /// A call of the method is not answered (Dubbo's `return=false`).
    #[must_use]
    pub const fn one_way(mut self) -> Self {
        self.one_way = true;
        self
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
