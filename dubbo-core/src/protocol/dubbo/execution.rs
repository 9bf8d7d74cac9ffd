use std::sync::atomic::{AtomicUsize, Ordering};

use crate::protocol::Dispatcher;

/// How the calls of one method run at this server.
#[derive(Debug, Default)]
pub(crate) struct Execution {
    pub(crate) dispatcher: Dispatcher,
    /// `executes`: calls at once; 0 is no limit.
    executes: usize,
    running: AtomicUsize,
}

impl Execution {
    pub(crate) fn new(dispatcher: Dispatcher, executes: usize) -> Self {
        Self {
            dispatcher,
            executes,
            running: AtomicUsize::new(0),
        }
    }

    pub(crate) fn is_default(&self) -> bool {
        self.dispatcher == Dispatcher::default() && self.executes == 0
    }

    /// Lets one more call run until what is returned is dropped, or says how many run already.
    pub(super) fn enter(&self) -> Result<Option<Executing<'_>>, usize> {
        if self.executes == 0 {
            return Ok(None);
        }
        let executing = Executing(&self.running);
        match self.running.fetch_add(1, Ordering::Relaxed) < self.executes {
            true => Ok(Some(executing)),
            false => Err(self.executes),
        }
    }
}

/// A call that runs, until dropped.
#[derive(Debug)]
pub(super) struct Executing<'a>(&'a AtomicUsize);

impl Drop for Executing<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
