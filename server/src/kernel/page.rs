//! Lists come in pages: `?limit=&after=` → `{items, next}`; `next` is opaque and names the last row's place in the order.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use super::catalogue;
use super::problem::Problem;

/// Rows a page holds unless the request says otherwise.
pub const DEFAULT_LIMIT: u64 = 50;
/// The most rows a page may hold.
pub const MAX_LIMIT: u64 = 500;

/// What a caller says about the page it wants.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

impl PageQuery {
    /// Rows to fetch, within bounds.
    ///
    /// # Errors
    /// `invalid-parameter` when the limit is 0 or above [`MAX_LIMIT`].
    pub fn limit(&self) -> Result<u64, Problem> {
        match self.limit.unwrap_or(DEFAULT_LIMIT) {
            n @ 1..=MAX_LIMIT => Ok(n),
            _ => Err(Problem::of(&catalogue::INVALID_PARAMETER).param("name", "limit").param("expected", "1–500")),
        }
    }

    /// The place after which the page begins, when one was given.
    ///
    /// # Errors
    /// `invalid-parameter` when `after` is not one that this list gave.
    pub fn after<K: DeserializeOwned>(&self) -> Result<Option<K>, Problem> {
        let Some(after) = &self.after else { return Ok(None) };
        BASE64URL_NOPAD
            .decode(after.as_bytes())
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .map(Some)
            .ok_or_else(|| Problem::of(&catalogue::INVALID_PARAMETER).param("name", "after").param("expected", "next"))
    }
}

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows, in order.
    pub items: Vec<T>,
    /// Give it as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Makes a page of rows of which one more than `limit` was fetched; `key` names the place of a row.
    pub fn of<K: Serialize>(mut rows: Vec<T>, limit: u64, key: impl Fn(&T) -> K) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next =
            rows.last().filter(|_| more).and_then(|row| serde_json::to_vec(&key(row)).ok()).map(|bytes| BASE64URL_NOPAD.encode(&bytes));
        Self { items: rows, next }
    }

    /// The same page with each row turned into its view.
    pub fn map<U>(self, view: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(view).collect(), next: self.next }
    }
}
