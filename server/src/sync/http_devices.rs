//! `/devices`: how the synchronisation of devices fares, their keys, revoking them.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::parked;
use crate::access::caller::Caller;
use crate::access::device_keys::{self, PublicJwk};
use crate::access::entity::device;
use crate::app::AppState;
use crate::kernel::clock::Instant;
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::Versioned;
use crate::people::{service, store};

/// The operations on devices.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(devices)).routes(routes!(revoke)).routes(routes!(register_key))
}

/// A device and how its synchronisation fares.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeviceView {
    /// The device.
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// Its name.
    pub name: String,
    /// Its platform.
    pub platform: String,
    /// Version of its app, as it last said.
    pub app_version: Option<String>,
    /// First sign-in.
    pub created_at: Instant,
    /// Last time a session was opened or refreshed.
    pub last_seen_at: Instant,
    /// Last pull.
    pub last_pull_at: Option<Instant>,
    /// Last push.
    pub last_push_at: Option<Instant>,
    /// Server clock less device clock at the last push, in milliseconds.
    pub clock_offset_ms: Option<i64>,
    /// Operations that wait on it to be sent, as it last said.
    pub pending_ops: Option<i64>,
    /// Files that wait on it to be sent, as it last said.
    pub pending_files: Option<i64>,
    /// Operations of it that are parked here and not decided.
    pub parked_ops: u64,
    /// Revoked at.
    pub revoked_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl DeviceView {
    fn of(row: device::Model, parked_ops: u64) -> Self {
        Self {
            id: row.id,
            user_id: row.user_id,
            name: row.name,
            platform: row.platform,
            app_version: row.app_version,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            last_pull_at: row.last_pull_at,
            last_push_at: row.last_push_at,
            clock_offset_ms: row.clock_offset_ms,
            pending_ops: row.pending_ops,
            pending_files: row.pending_files,
            parked_ops,
            revoked_at: row.revoked_at,
            version: row.version,
        }
    }
}

/// List devices with the state of their synchronisation, the newest first.
#[utoipa::path(get, path = "/devices", tag = "people", params(PageQuery),
    responses((status = 200, body = Page<DeviceView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn devices(caller: Caller, State(app): State<AppState>, Query(page): Query<PageQuery>) -> Result<Json<Page<DeviceView>>, Problem> {
    let limit = page.limit()?;
    let rows = store::devices(app.read(), &caller, page.after()?, limit).await?;
    let parked = parked::open_counts(app.read(), rows.iter().map(|row| row.id)).await?;
    let view = |row: device::Model| {
        let count = parked.get(&row.id).copied().unwrap_or(0);
        DeviceView::of(row, count)
    };
    Ok(Json(Page::of(rows, limit, |row| row.id).map(view)))
}

/// Revoke a device.
#[utoipa::path(post, path = "/devices/{id}/revoke", tag = "people",
    params(("id" = Uuid, Path, description = "The device"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = DeviceView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 412, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn revoke(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
) -> Result<Versioned<DeviceView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::revoke_device(&tx, &caller, id, seen).await?;
    let parked = parked::open_count_of_device(tx.db(), id).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, DeviceView::of(row, parked)))
}

/// A key to register.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyRequest {
    /// The public key.
    pub public_key: PublicJwk,
}

/// A key that is registered.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeyView {
    /// Its name, the thumbprint of its JWK (RFC 7638): the `kid` of what it signs.
    pub kid: String,
}

/// Register the public key of the device of this session, with which it signs bundles. Earlier keys stay good.
#[utoipa::path(post, path = "/me/device/public-key", tag = "auth", request_body = KeyRequest,
    responses((status = 200, body = KeyView), (status = 401, body = ProblemBody), (status = 410, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn register_key(caller: Caller, State(app): State<AppState>, Valid(input): Valid<KeyRequest>) -> Result<Json<KeyView>, Problem> {
    let tx = app.begin(&caller).await?;
    let kid = device_keys::register(&tx, caller.device.id, &input.public_key, "/public_key").await?;
    tx.commit().await?;
    Ok(Json(KeyView { kid }))
}
