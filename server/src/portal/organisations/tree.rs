//! The tree of organisations.

use std::collections::{HashMap, HashSet};

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::organisations::entity::organisation;
use crate::organisations::store::{self, Filter};
use crate::portal::format;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::{Organisations, fill};

/// Levels that stand open at first.
const OPEN: usize = 2;

/// An organisation with what is below it.
#[derive(Template)]
#[template(path = "portal/organisations/node.html")]
struct Node {
    id: Uuid,
    name: String,
    below: Vec<Self>,
    is_open: bool,
    lang: Lang,
}

impl HtmlSafe for Node {}

impl Node {
    fn count(&self) -> String {
        fill(Organisations::of(self.lang).units_below, &[&format::count(self.below.len(), self.lang)])
    }
}

#[derive(Template)]
#[template(path = "portal/organisations/tree.html")]
struct TreePage {
    shell: Shell,
    t: &'static Organisations,
    tops: Vec<Node>,
}

/// Shows the tree of what the caller may read and is in force today.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>) -> Result<Response, Problem> {
    let filter = Filter { on: Some(visit.today()), ..Filter::default() };
    let mut rows = store::all(app.read(), &caller, &filter).await?;
    rows.sort_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
    let t = Organisations::of(visit.lang);
    shell::html(&visit, &TreePage { shell: Shell::new(&visit, t.tree), t, tops: grow(rows, visit.lang) })
}

/// The rows as trees: the tops are those whose superior is not among them.
fn grow(rows: Vec<organisation::Model>, lang: Lang) -> Vec<Node> {
    let known: HashSet<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut below: HashMap<Option<Uuid>, Vec<organisation::Model>> = HashMap::new();
    for row in rows {
        below.entry(row.parent_id.filter(|id| known.contains(id))).or_default().push(row);
    }
    nodes(&mut below, None, 0, lang)
}

fn nodes(below: &mut HashMap<Option<Uuid>, Vec<organisation::Model>>, of: Option<Uuid>, depth: usize, lang: Lang) -> Vec<Node> {
    let rows = below.remove(&of).unwrap_or_default();
    let node = |row: organisation::Model| Node {
        below: nodes(below, Some(row.id), depth + 1, lang),
        id: row.id,
        name: row.name,
        is_open: depth < OPEN,
        lang,
    };
    rows.into_iter().map(node).collect()
}
