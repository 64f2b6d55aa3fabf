//! The notices as their page shows them, the newest first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::Query;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::notify::store;
use crate::notify::views::NoticeView;
use crate::portal::format;
use crate::portal::frame::links;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::Notices;

/// Notices of a page.
const ROWS: u64 = 25;

/// Which notices.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    only: String,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/notices/page.html")]
struct NoticesPage {
    shell: Shell,
    t: &'static Notices,
    only_unread: bool,
    rows: Vec<Row>,
    newest: Option<Uuid>,
    next: Option<String>,
    first: Option<String>,
}

/// A notice on the page.
struct Row {
    id: Uuid,
    title: String,
    text: String,
    when: String,
    is_new: bool,
    leads_somewhere: bool,
}

/// Shows them.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let query = PageQuery { limit: Some(ROWS), after: asked.after.clone() };
    let only_unread = asked.only == "unread";
    let found = store::of_person(app.read(), caller.user.id, only_unread.then_some(true), query.after()?, ROWS).await?;
    let Page { items, next } = Page::of(found, ROWS, |row| (row.created_at, row.id));
    let address = |after: &str| links::with_query("/notices", &[("only", &asked.only), ("after", after)]);
    let t = Notices::of(visit.lang);
    let page = NoticesPage {
        shell: Shell::new(&visit, t.title),
        t,
        only_unread,
        newest: items.first().map(|row| row.id).filter(|_| visit.unread > 0 && asked.after.is_none()),
        rows: items.into_iter().map(|row| one(NoticeView::of(row, visit.lang))).collect(),
        next: next.map(|next| address(&next)),
        first: asked.after.is_some().then(|| address("")),
    };
    shell::html(&visit, &page)
}

fn one(view: NoticeView) -> Row {
    Row {
        id: view.id,
        title: view.title,
        text: view.text,
        when: format::moment(view.created_at),
        is_new: view.read_at.is_none(),
        leads_somewhere: view.path.is_some(),
    }
}
