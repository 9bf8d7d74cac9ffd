use std::io;
use std::sync::Arc;

use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::lent;
use super::observer::ConnectionEvent;
use super::shared::Shared;

/// How long a connection that closes waits for a peer that does not read.
const FLUSH: std::time::Duration = std::time::Duration::from_secs(3);

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
        let closing = shared.closing.is_cancelled();
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

/// Writes all of `buffer`. Each part counts: a peer that reads slowly is not idle.
async fn write<S: AsyncWrite + Unpin>(
    shared: &Shared,
    stream: &mut S,
    buffer: &[u8],
) -> io::Result<()> {
    let mut rest = buffer;
    while !rest.is_empty() {
        let written = tokio::select! {
            biased;
            written = stream.write(rest) => written?,
            () = overdue(shared) => return Err(io::ErrorKind::TimedOut.into()),
        };
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        shared.note_write(written);
        rest = &rest[written..];
    }
    // TLS may still hold what the socket had no room for.
    tokio::select! {
        biased;
        flushed = stream.flush() => flushed,
        () = overdue(shared) => Err(io::ErrorKind::TimedOut.into()),
    }
}

/// Resolves when the peer has had its time to read: a heartbeat's, or what is left of it when the
/// connection closes. A peer that closes its own side and does not read is not noticed otherwise.
async fn overdue(shared: &Shared) {
    let closing = async {
        shared.closing.cancelled().await;
        tokio::time::sleep(FLUSH).await;
    };
    tokio::select! {
        () = closing => {}
        () = tokio::time::sleep(shared.options.heartbeat) => {}
    }
}
