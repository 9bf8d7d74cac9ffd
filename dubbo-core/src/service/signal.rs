/// Resolves when the process is asked to end: by SIGTERM, as from a container's manager, or by SIGINT,
/// a Ctrl-C. From its first poll on, these signals end the process no more.
///
/// For [`Server::run_until`](super::Server::run_until):
///
/// `dubbo::serve(url).publish(greeter).run_until(dubbo::shutdown_signal()).await`.
///
/// Where the system does not let the process listen to them, this says so in the log and never
/// resolves: the signals end the process as ever.
pub async fn shutdown_signal() {
    if let Err(error) = asked_to_end().await {
        tracing::warn!(%error, "signals cannot be listened to: there will be no graceful shutdown");
        std::future::pending().await
    }
}

#[cfg(unix)]
async fn asked_to_end() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_end() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
