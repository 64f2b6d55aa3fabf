//! `soat serve`.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::app::AppState;
use crate::kernel::config::Settings;
use crate::{jobs, router};

/// Serves until a signal asks to stop; requests under way are finished.
///
/// # Errors
/// A sentence about what could not be opened.
pub(crate) async fn serve(settings: Settings) -> Result<(), String> {
    super::start_logging(&settings);
    let app = super::open_app(settings).await?;
    serve_app(app).await
}

/// Takes the address of the settings.
///
/// # Errors
/// When it is taken.
pub(super) async fn listen(settings: &Settings) -> Result<TcpListener, String> {
    TcpListener::bind(&settings.listen).await.map_err(|error| format!("{}: {error}", settings.listen))
}

/// Serves a state that is open already.
///
/// # Errors
/// When the address is taken.
pub(crate) async fn serve_app(app: AppState) -> Result<(), String> {
    let listener = listen(app.settings()).await?;
    serve_on(listener, app).await
}

/// Serves at an address that is taken already.
///
/// # Errors
/// When the connection to the network or the database fails.
pub(super) async fn serve_on(listener: TcpListener, app: AppState) -> Result<(), String> {
    tracing::info!(listen = app.settings().listen, "serving");
    let workers = jobs::start(&app);
    let service = router::build(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let listeners = app.listeners().clone();
    let stop = async move {
        asked_to_stop().await;
        // Those who listen would keep the program waiting.
        listeners.close();
    };
    axum::serve(listener, service).with_graceful_shutdown(stop).await.map_err(|error| error.to_string())?;
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
