//! `/users`, `/grants`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::views::{EditUser, GrantView, NewGrant, NewUser, UserView};
use super::{service, store};
use crate::access::caller::Caller;
use crate::access::password;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(read, edit)).routes(routes!(grants, give)).routes(routes!(end_grant))
}

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserQuery {
    /// Words of the name or account, with or without diacritics.
    pub q: Option<String>,
    /// At or below this organisation.
    pub within: Option<Uuid>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List people in the order of their names.
#[utoipa::path(get, path = "/users", tag = "people", params(UserQuery),
    responses((status = 200, body = Page<UserView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(caller: Caller, State(app): State<AppState>, Query(query): Query<UserQuery>) -> Result<Json<Page<UserView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let rows = store::users(app.read(), &caller, query.q.as_deref(), query.within, page.after()?, limit).await?;
    Ok(Json(Page::of(rows, limit, |row| (row.sort_key.clone(), row.id)).map(UserView::from)))
}

/// Make an account.
#[utoipa::path(post, path = "/users", tag = "people", request_body = NewUser,
    responses((status = 201, body = UserView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn create(caller: Caller, State(app): State<AppState>, Valid(input): Valid<NewUser>) -> Result<Created<UserView>, Problem> {
    caller.require_somewhere(Action::EditUser)?;
    password::check_strength(&input.username, &input.password)?;
    let hash = password::hash(input.password.clone()).await?;
    let tx = app.begin(&caller).await?;
    let row = service::create(&tx, &caller, input, hash).await?;
    tx.commit().await?;
    Ok(Created(row.version, row.into()))
}

/// Read one person.
#[utoipa::path(get, path = "/users/{id}", tag = "people", params(("id" = Uuid, Path, description = "The person")),
    responses((status = 200, body = UserView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Versioned<UserView>, Problem> {
    let row = store::user(app.read(), &caller, id).await?;
    Ok(Versioned(row.version, row.into()))
}

/// Change an account.
#[utoipa::path(patch, path = "/users/{id}", tag = "people", request_body = EditUser,
    params(("id" = Uuid, Path, description = "The person"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = UserView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn edit(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<EditUser>,
) -> Result<Versioned<UserView>, Problem> {
    let person = store::user(app.read(), &caller, id).await?;
    let hash = match &input.password {
        Some(new) => {
            password::check_strength(&person.username, new)?;
            Some(password::hash(new.clone()).await?)
        }
        None => None,
    };
    let tx = app.begin(&caller).await?;
    let row = service::edit(&tx, &caller, id, seen, input, hash).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, row.into()))
}

/// List a person's grants, past ones too.
#[utoipa::path(get, path = "/users/{id}/grants", tag = "people", params(("id" = Uuid, Path, description = "The person")),
    responses((status = 200, body = Vec<GrantView>), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn grants(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Json<Vec<GrantView>>, Problem> {
    store::user(app.read(), &caller, id).await?;
    Ok(Json(store::grants(app.read(), id).await?.into_iter().map(GrantView::from).collect()))
}

/// Give a role.
#[utoipa::path(post, path = "/users/{id}/grants", tag = "people", request_body = NewGrant, params(("id" = Uuid, Path, description = "The person")),
    responses((status = 201, body = GrantView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn give(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Valid(input): Valid<NewGrant>,
) -> Result<Created<GrantView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::give(&tx, &caller, id, input).await?;
    tx.commit().await?;
    Ok(Created(row.version, row.into()))
}

/// End a grant now.
#[utoipa::path(delete, path = "/grants/{id}", tag = "people",
    params(("id" = Uuid, Path, description = "The grant"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 412, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn end_grant(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
) -> Result<StatusCode, Problem> {
    let tx = app.begin(&caller).await?;
    service::end_grant(&tx, &caller, id, seen).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
