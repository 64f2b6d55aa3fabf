//! `soat serve`.

use tokio::net::TcpListener;

use crate::app::AppState;
use crate::evidence::heic;
use crate::kernel::config::Settings;
use crate::{connections, jobs, router};

/// Serves until a signal asks to stop; requests under way are finished.
///
/// # Errors
/// A sentence about what could not be opened.
pub(crate) async fn serve(mut settings: Settings) -> Result<(), String> {
    super::start_logging(&settings);
    let listener = listen(&mut settings).await?;
    let app = super::open_app(settings).await?;
    serve_on(listener, app).await
}

/// Takes the address of the settings. A port that was left to the system to choose stands in the settings then: links name it.
///
/// # Errors
/// When it is taken.
pub(super) async fn listen(settings: &mut Settings) -> Result<TcpListener, String> {
    let refused = |error: std::io::Error| format!("{}: {error}", settings.listen);
    let listener = TcpListener::bind(&settings.listen).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    if settings.listen.ends_with(":0") {
        settings.listen = bound.to_string();
    }
    Ok(listener)
}

/// Serves at an address that is taken already.
///
/// # Errors
/// When the connection to the network or the database fails.
pub(super) async fn serve_on(listener: TcpListener, app: AppState) -> Result<(), String> {
    tracing::info!(listen = app.settings().listen, "serving");
    heic::announce(&app.settings().heic_decoder);
    let workers = jobs::start(&app);
    let listeners = app.listeners().clone();
    let stop = async move {
        asked_to_stop().await;
        // Those who listen would keep the program waiting.
        listeners.close();
    };
    let keep_alive = app.settings().keep_alive_seconds;
    connections::serve(listener, router::build(app.clone()), keep_alive, stop).await.map_err(|error| error.to_string())?;
    workers.stop().await;
    tracing::info!("stopped");
    app.database().clone().close().await.map_err(|error| error.to_string())
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
