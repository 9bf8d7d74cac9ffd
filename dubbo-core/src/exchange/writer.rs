use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, sleep_until};

use super::lent;
use super::observer::ConnectionEvent;
use super::outgoing::Outgoing;
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
        let mut out;
        (out, busy) = shared.take_out();
        if out.is_empty() {
            if closing {
                break;
            }
            tokio::select! {
                () = shared.writable.notified() => {}
                () = shared.closing.cancelled() => {}
            }
            continue;
        }
        if let Err(error) = write(&shared, &mut stream, &mut out).await {
            shared.fail("write failed", &error);
            break;
        }
    }
    shared.close("closed".to_owned());
    let _gone = tokio::time::timeout(FLUSH, stream.shutdown()).await;
    shared.tell(|peer| ConnectionEvent::Disconnected {
        peer,
        reason: shared.closed_reason().into(),
    });
}

/// Writes all there is, or gives the peer up.
async fn write<S: AsyncWrite + Unpin>(
    shared: &Shared,
    stream: &mut S,
    out: &mut Outgoing,
) -> io::Result<()> {
    while let Some(buffer) = out.next_buffer() {
        let written = poll_fn(|context| Poll::Ready(write_now(shared, stream, &buffer, context)));
        let written = written.await?;
        if written < buffer.len() || !is_flushed(stream).await? {
            // Few connections ever come here, so that the others need no room for it.
            Box::pin(write_slowly(shared, stream, &buffer[written..])).await?;
        }
        lent::give_back(buffer);
    }
    Ok(())
}

/// Writes what the peer has room for; returns how much that is.
fn write_now<S: AsyncWrite + Unpin>(
    shared: &Shared,
    stream: &mut S,
    buffer: &[u8],
    context: &mut Context<'_>,
) -> io::Result<usize> {
    let mut all = 0;
    while all < buffer.len() {
        match Pin::new(&mut *stream).poll_write(context, &buffer[all..]) {
            Poll::Ready(written) => all += noted(shared, written?)?,
            Poll::Pending => break,
        }
    }
    Ok(all)
}

/// Whether the stream holds nothing back. TLS may still hold what the socket had no room for.
async fn is_flushed<S: AsyncWrite + Unpin>(stream: &mut S) -> io::Result<bool> {
    poll_fn(|context| match Pin::new(&mut *stream).poll_flush(context) {
        Poll::Ready(flushed) => Poll::Ready(flushed.map(|()| true)),
        Poll::Pending => Poll::Ready(Ok(false)),
    })
    .await
}

/// Writes the rest as the peer makes room for it.
async fn write_slowly<S: AsyncWrite + Unpin>(
    shared: &Shared,
    stream: &mut S,
    mut rest: &[u8],
) -> io::Result<()> {
    let writing = async {
        while !rest.is_empty() {
            let written = noted(shared, stream.write(rest).await?)?;
            rest = &rest[written..];
        }
        stream.flush().await
    };
    tokio::select! {
        biased;
        written = writing => written,
        () = overdue(shared) => Err(io::ErrorKind::TimedOut.into()),
    }
}

fn noted(shared: &Shared, written: usize) -> io::Result<usize> {
    if written == 0 {
        return Err(io::ErrorKind::WriteZero.into());
    }
    shared.note_write(written);
    Ok(written)
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
