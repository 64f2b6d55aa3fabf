//! Connections of clients: HTTP/1.1, and nobody holds one without saying anything.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum_server::{Handle, Server};
use tokio::net::TcpListener;

/// Serves at an address that is taken already, until `stop` ends; then no new connection is taken and requests under way are finished.
///
/// A connection whose next request head is not whole after `keep_alive_seconds` (at least 1) is closed. Otherwise whoever opens connections
/// and sends a byte now and then has all that the machine can keep open before long.
///
/// # Errors
/// When the network fails.
pub async fn serve(
    listener: TcpListener,
    service: Router,
    keep_alive_seconds: u64,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let patience = Duration::from_secs(keep_alive_seconds);
    let handle = Handle::new();
    let asked = handle.clone();
    tokio::spawn(async move {
        stop.await;
        asked.graceful_shutdown(None);
    });
    let mut server = Server::<SocketAddr>::from_listener(listener)
        .http1_only()
        .first_request_timeout(patience)
        .accept_error_handler(|_, error| tracing::error!(%error, "a connection could not be taken"))
        .handle(handle);
    server.http_builder().http1().header_read_timeout(patience);
    server.serve(service.into_make_service_with_connect_info::<SocketAddr>()).await
}
