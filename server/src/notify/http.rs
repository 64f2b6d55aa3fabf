//! `/notices`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::views::NoticeView;
use super::{service, store};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::{Path, Query, ReaderLang};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read))
}

/// Which notices.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NoticeQuery {
    /// `true`: those not read yet; `false`: those read; both unless given.
    pub unread: Option<bool>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List the caller's notices, the newest first.
#[utoipa::path(get, path = "/notices", tag = "notices", params(NoticeQuery),
    responses((status = 200, body = Page<NoticeView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(
    caller: Caller,
    ReaderLang(lang): ReaderLang,
    State(app): State<AppState>,
    Query(query): Query<NoticeQuery>,
) -> Result<Json<Page<NoticeView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let rows = store::of_person(app.read(), caller.user.id, query.unread, page.after()?, limit).await?;
    Ok(Json(Page::of(rows, limit, |row| (row.created_at, row.id)).map(|row| NoticeView::of(row, lang))))
}

/// Mark a notice as read. It needs no `If-Match`: only its reader marks it, and marking it twice changes nothing.
#[utoipa::path(post, path = "/notices/{id}/read", tag = "notices", params(("id" = Uuid, Path, description = "The notice")),
    responses((status = 200, body = NoticeView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(
    caller: Caller,
    ReaderLang(lang): ReaderLang,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
) -> Result<Json<NoticeView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::read(&tx, &caller, id).await?;
    tx.commit().await?;
    Ok(Json(NoticeView::of(row, lang)))
}
