//! What the API shows of a notice.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::catalogue::{self, Params};
use super::entity::notice;
use crate::kernel::clock::Instant;
use crate::kernel::text::Lang;

/// A notice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// The notice.
    pub id: Uuid,
    /// Stable code of its kind.
    pub kind: String,
    /// One line in the reader's language.
    pub title: String,
    /// What happened and what is asked for, in the reader's language.
    pub text: String,
    /// Kind of the record it is about.
    pub record_kind: String,
    /// The record it is about.
    pub record_id: Uuid,
    /// The page of that record, from the root of the portal; absent when it has none.
    pub path: Option<String>,
    /// The particulars that fill the texts.
    pub params: Params,
    /// Written at.
    pub created_at: Instant,
    /// Read at; absent while unread.
    pub read_at: Option<Instant>,
    /// Handed to the mail server at; absent when it was not, or not yet.
    pub mailed_at: Option<Instant>,
}

impl NoticeView {
    /// A notice as its reader sees it.
    #[must_use]
    pub fn of(row: notice::Model, lang: Lang) -> Self {
        let params = params_of(&row);
        let (title, text) = catalogue::render(&row.kind, &params, lang);
        Self {
            title,
            text,
            params,
            path: path_of(&row),
            id: row.id,
            kind: row.kind,
            record_kind: row.record_kind,
            record_id: row.record_id,
            created_at: row.created_at,
            read_at: row.read_at,
            mailed_at: row.mailed_at,
        }
    }
}

/// The parameters of a notice.
#[must_use]
pub fn params_of(row: &notice::Model) -> Params {
    serde_json::from_str(&row.params).unwrap_or_default()
}

/// The portal's page of the record that a notice is about.
#[must_use]
pub fn path_of(row: &notice::Model) -> Option<String> {
    let room = match row.record_kind.as_str() {
        "corrective_action_request" => "car",
        "inspection" => "inspections",
        "finding" => "findings",
        "programme" => "programmes",
        _ => return None,
    };
    Some(format!("/{room}/{}", row.record_id))
}
