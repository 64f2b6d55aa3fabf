//! `/auth`, `/me` and the public keys.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, State};
use axum::http::{Extensions, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::caller::Caller;
use super::device_keys::PublicJwk;
use super::entity::{grant, user};
use super::policy::Role;
use super::service::{self, Session, SignIn};
use crate::app::AppState;
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::extract::Valid;
use crate::kernel::problem::{Problem, ProblemBody};

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sign_in))
        .routes(routes!(refresh))
        .routes(routes!(sign_out))
        .routes(routes!(me))
        .routes(routes!(change_password))
}

/// What is presented to sign in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    /// Account name; letter case does not matter.
    #[validate(length(min = 1, max = 64))]
    pub username: String,
    /// Password.
    #[validate(length(min = 1, max = 256))]
    pub password: String,
    /// The device that signs in.
    #[validate(nested)]
    pub device: DeviceRequest,
}

/// A device that signs in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceRequest {
    /// The id it was given at an earlier sign-in.
    pub id: Option<Uuid>,
    /// A name its owner recognises.
    #[validate(length(min = 1, max = 120))]
    pub name: String,
    /// `android`, `ios`, `web` …
    #[validate(length(min = 1, max = 40))]
    pub platform: String,
    /// Version of the app, for the list of devices.
    #[validate(length(min = 1, max = 60))]
    pub app_version: Option<String>,
    /// Public key made on the device; bundles are signed with its private half.
    pub public_key: Option<PublicJwk>,
}

/// A session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// Access token: `Authorization: Bearer …`.
    pub access_token: String,
    /// Refresh token, good once.
    pub refresh_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// When the access token ends.
    pub expires_at: Instant,
    /// Seconds until then.
    pub expires_in: i64,
    /// The device, to be given at the next sign-in.
    pub device_id: Uuid,
    /// The person.
    pub user: PersonView,
}

/// A person as they see themselves.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonView {
    /// The person.
    pub id: Uuid,
    /// Account name.
    pub username: String,
    /// Full name.
    pub display_name: String,
    /// Position (chức vụ).
    pub title: String,
    /// Preferred language.
    pub locale: String,
    /// The organisation that employs them.
    pub organisation_id: Uuid,
}

impl From<&user::Model> for PersonView {
    fn from(row: &user::Model) -> Self {
        Self {
            id: row.id,
            username: row.username.clone(),
            display_name: row.display_name.clone(),
            title: row.title.clone(),
            locale: row.locale.clone(),
            organisation_id: row.organisation_id,
        }
    }
}

/// A grant as its holder sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnGrantView {
    /// The grant.
    pub id: Uuid,
    /// The role.
    pub role: Role,
    /// Where.
    pub organisation_id: Uuid,
    /// First day.
    pub valid_from: LocalDate,
    /// Last day.
    pub valid_to: Option<LocalDate>,
}

impl From<&grant::Model> for OwnGrantView {
    fn from(row: &grant::Model) -> Self {
        Self {
            id: row.id,
            role: row.role,
            organisation_id: row.organisation_id,
            valid_from: row.valid_from.clone(),
            valid_to: row.valid_to.clone(),
        }
    }
}

/// The caller: person, grants, device.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeView {
    /// The person.
    pub user: PersonView,
    /// Grants in force.
    pub grants: Vec<OwnGrantView>,
    /// The device of this session.
    pub device_id: Uuid,
    /// The time of the server.
    pub server_time: Instant,
}

fn view(session: Session, now: Instant) -> SessionView {
    SessionView {
        expires_in: (session.expires_at.0 - now.0) / 1_000,
        access_token: session.access_token,
        refresh_token: session.refresh_token,
        token_type: "Bearer",
        expires_at: session.expires_at,
        device_id: session.device_id,
        user: PersonView::from(&session.user),
    }
}

/// Sign in with a device.
#[utoipa::path(post, path = "/auth/sign-in", tag = "auth", security(()), request_body = SignInRequest,
    responses((status = 200, body = SessionView), (status = 401, body = ProblemBody), (status = 410, body = ProblemBody), (status = 422, body = ProblemBody), (status = 429, body = ProblemBody)))]
async fn sign_in(
    State(app): State<AppState>,
    extensions: Extensions,
    Valid(input): Valid<SignInRequest>,
) -> Result<Json<SessionView>, Problem> {
    let address = extensions.get::<ConnectInfo<SocketAddr>>().map_or_else(|| "unknown".to_owned(), |info| info.0.ip().to_string());
    let request = SignIn {
        username: input.username,
        password: input.password,
        device_id: input.device.id,
        device_name: input.device.name,
        platform: input.device.platform,
        public_key: input.device.public_key,
        app_version: input.device.app_version,
        address,
    };
    let session = service::sign_in(&app, request).await?;
    Ok(Json(view(session, app.now())))
}

/// A refresh token to exchange.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// The refresh token of the last answer.
    #[validate(length(min = 1, max = 200))]
    pub refresh_token: String,
}

/// Exchange a refresh token for a new session.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", security(()), request_body = RefreshRequest,
    responses((status = 200, body = SessionView), (status = 401, body = ProblemBody), (status = 410, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn refresh(State(app): State<AppState>, Valid(input): Valid<RefreshRequest>) -> Result<Json<SessionView>, Problem> {
    let session = service::refresh(&app, &input.refresh_token).await?;
    Ok(Json(view(session, app.now())))
}

/// End the session of this device.
#[utoipa::path(post, path = "/auth/sign-out", tag = "auth", responses((status = 204), (status = 401, body = ProblemBody)))]
async fn sign_out(caller: Caller, State(app): State<AppState>) -> Result<StatusCode, Problem> {
    let tx = app.begin(&caller).await?;
    service::end_sessions_of_device(&tx, caller.device.id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who am I.
#[utoipa::path(get, path = "/me", tag = "auth", responses((status = 200, body = MeView), (status = 401, body = ProblemBody)))]
async fn me(caller: Caller, State(app): State<AppState>) -> Json<MeView> {
    Json(MeView {
        user: PersonView::from(&caller.user),
        grants: caller.grants.iter().map(OwnGrantView::from).collect(),
        device_id: caller.device.id,
        server_time: app.now(),
    })
}

/// A change of one's own password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordRequest {
    /// The present password.
    #[validate(length(min = 1, max = 256))]
    pub old_password: String,
    /// The new one, 10 characters at least.
    #[validate(length(min = 1, max = 256))]
    pub new_password: String,
}

/// Change one's own password; other devices are signed out.
#[utoipa::path(post, path = "/me/password", tag = "auth", request_body = PasswordRequest,
    responses((status = 204), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody), (status = 429, body = ProblemBody)))]
async fn change_password(caller: Caller, State(app): State<AppState>, Valid(input): Valid<PasswordRequest>) -> Result<StatusCode, Problem> {
    service::change_password(&app, &caller, input.old_password, input.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}
