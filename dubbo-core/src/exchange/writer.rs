use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, sleep_until};

use super::lent;
use super::observer::ConnectionEvent;
use super::shared::Shared;

/// How long a connection that closes waits for a peer that does not read.
const FLUSH: Duration = Duration::from_secs(3);

/// Writes what callers have put into the buffer, as much as there is at once, until the connection
/// closes. Callers never touch the socket, so a call that is dropped cannot break a frame.
pub(super) async fn run<S: AsyncWrite + Unpin>(
    shared: Arc<Shared>,
    mut stream: S,
    _ended: impl Send,
) {
    let _ends = shared.ends_with("its writer ended");
    let _closed = shared.closed.clone().drop_guard();
    let mut busy = 0;
    loop {
        let closing = shared.is_closing();
        // With others in flight, their tasks get a turn to add to this write: that gathers many
        // frames into one system call, and costs a single caller nothing.
        if !closing && busy > 1 {
            tokio::task::yield_now().await;
        }
        let buffer;
        (buffer, busy) = shared.take_out();
        if buffer.is_empty() {
            if closing {
                break;
            }
            tokio::select! {
                () = shared.writable.notified() => {}
                () = shared.closing.cancelled() => {}
            }
            continue;
        }
        if let Err(error) = write(&shared, &mut stream, &buffer).await {
            shared.fail("write failed", &error);
            break;
        }
        lent::give_back(buffer);
    }
    shared.close("closed".to_owned());
    let _gone = tokio::time::timeout(FLUSH, stream.shutdown()).await;
    shared.tell(|peer| ConnectionEvent::Disconnected {
        peer,
        reason: shared.closed_reason().into(),
    });
}

/// Writes all of `buffer`, or gives the peer up.
async fn write<S: AsyncWrite + Unpin>(
    shared: &Shared,
    stream: &mut S,
    buffer: &[u8],
) -> io::Result<()> {
    tokio::select! {
        biased;
        written = write_all(shared, stream, buffer) => written,
        () = overdue(shared) => Err(io::ErrorKind::TimedOut.into()),
    }
}

async fn write_all<S: AsyncWrite + Unpin>(
    shared: &Shared,
    stream: &mut S,
    mut rest: &[u8],
) -> io::Result<()> {
    while !rest.is_empty() {
        let written = stream.write(rest).await?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        shared.note_write(written);
        rest = &rest[written..];
    }
    // TLS may still hold what the socket had no room for.
    stream.flush().await
}

/// Resolves when the peer has read nothing for a heartbeat's time or, once the connection closes, for
/// [`FLUSH`]. A peer that closes its own side and does not read is not noticed otherwise.
async fn overdue(shared: &Shared) {
    let (mut start, mut limit) = (Instant::now(), shared.options.heartbeat);
    let mut closing = false;
    loop {
        let due = shared.last_write().max(start) + limit;
        if Instant::now() >= due {
            return;
        }
        tokio::select! {
            () = sleep_until(due) => {}
            () = shared.closing.cancelled(), if !closing => {
                closing = true;
                (start, limit) = (Instant::now(), limit.min(FLUSH));
            }
        }
    }
}
