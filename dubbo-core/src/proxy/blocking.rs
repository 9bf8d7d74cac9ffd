use std::panic::resume_unwind;

use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use crate::error::{Error, Result};
use crate::protocol::Context;

/// Runs a method that blocks, off the threads that do the I/O, in the context of the call that it serves.
///
/// # Errors
/// The run time ends before the method began.
pub async fn run_blocking<R: Send + 'static>(
    method: impl FnOnce() -> R + Send + 'static,
) -> Result<R> {
    if Handle::try_current().is_err() {
        return Ok(method());
    }
    let context = Context::try_current();
    let run = move || match context {
        Some(context) => context.scope_blocking(method),
        None => method(),
    };
    spawn_blocking(run).await.map_err(|error| {
        if error.is_panic() {
            resume_unwind(error.into_panic());
        }
        Error::config("the run time ended before the method began")
    })
}

#[cfg(feature = "blocking")]
pub use parked::{wait, wait_for};

#[cfg(feature = "blocking")]
mod parked {
    use std::pin::pin;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock};
    use std::task::{Context, Poll, Wake, Waker};
    use std::thread::{self, Thread};
    use std::time::{Duration, Instant};

    use tokio::runtime::{Builder, Handle, RuntimeFlavor};
    use tokio::task::block_in_place;

    use super::super::Outcome;
    use super::super::signature::Returns;
    use crate::error::{Error, Result};

    /// How long a run time's only thread may do nothing before it is taken for the one that waits here.
    const SILENCE: Duration = Duration::from_secs(1);

    /// Waits for a call of method `METHOD` as [`wait`] does.
    pub fn wait_for<S: Returns<METHOD>, const METHOD: usize>(
        call: impl Future<Output = S::Outcome>,
    ) -> S::Outcome {
        run(call, |error| S::Outcome::from_reply(Err(error)))
    }

    /// Waits for `future` on this thread. Its I/O is done by a thread that starts with the first call, or, on a
    /// thread of a run time, by the others of that.
    ///
    /// # Errors
    /// That of `future`; and a wait on the only thread of a run time, which cannot do the I/O, too.
    pub fn wait<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
        run(future, Err)
    }

    fn run<R>(call: impl Future<Output = R>, stuck: fn(Error) -> R) -> R {
        match Handle::try_current() {
            Err(_) => {
                let _entered = own_runtime().map(Handle::enter);
                park(call, || false, stuck)
            }
            Ok(handle) if handle.runtime_flavor() == RuntimeFlavor::MultiThread => {
                block_in_place(|| park(call, || false, stuck))
            }
            Ok(handle) => {
                let (runs, seen) = (Arc::new(AtomicBool::new(false)), Instant::now());
                let sign = runs.clone();
                handle.spawn(async move { sign.store(true, Ordering::Relaxed) });
                let is_stuck = || !runs.load(Ordering::Relaxed) && seen.elapsed() >= SILENCE;
                park(call, is_stuck, stuck)
            }
        }
    }

    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    fn park<R>(
        call: impl Future<Output = R>,
        is_stuck: impl Fn() -> bool,
        stuck: fn(Error) -> R,
    ) -> R {
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut context = Context::from_waker(&waker);
        let mut call = pin!(call);
        loop {
            if let Poll::Ready(outcome) = call.as_mut().poll(&mut context) {
                return outcome;
            }
            thread::park_timeout(SILENCE);
            if is_stuck() {
                return stuck(Error::config(
                    "a call that blocks was made on the only thread of a run time, which then cannot receive the \
                     reply; make it in `tokio::task::spawn_blocking`, or on a run time with several threads",
                ));
            }
        }
    }

    /// None where the system gives no more threads.
    fn own_runtime() -> Option<&'static Handle> {
        static OWN: OnceLock<Option<Handle>> = OnceLock::new();
        let start = || {
            let runtime = Builder::new_current_thread().enable_all().build().ok()?;
            let handle = runtime.handle().clone();
            let run = move || runtime.block_on(std::future::pending::<()>());
            let thread = thread::Builder::new().name("dubbo-blocking".to_owned());
            thread.spawn(run).ok().map(|_detached| handle)
        };
        OWN.get_or_init(start).as_ref()
    }
}
