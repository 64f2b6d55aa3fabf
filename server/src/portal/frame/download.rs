//! Tables as files: CSV in UTF-8 with a mark at the head, as spreadsheets want it, and formulas made harmless.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use csv::WriterBuilder;

use crate::kernel::problem::Problem;
use crate::organisations::import::columns::guarded;

/// Rows of a list that are fetched at once for a file of all of them.
pub const AT_ONCE: u64 = 500;

/// What was fetched, without the one row more that says that there are others, and where those begin.
#[must_use]
pub fn cut<Row, Place>(mut found: Vec<Row>, place_of: impl Fn(&Row) -> Place) -> (Vec<Row>, Option<Place>) {
    let most = usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
    let is_more = found.len() > most;
    found.truncate(most);
    let next = found.last().filter(|_| is_more).map(place_of);
    (found, next)
}

/// A table as a file to be downloaded.
///
/// # Errors
/// `internal` when it cannot be written.
pub fn csv(name: &str, heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<Response, Problem> {
    let mut writer = WriterBuilder::new().from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(heads).map_err(Problem::internal)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell))).map_err(Problem::internal)?;
    }
    let bytes = writer.into_inner().map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, bytes).into_response())
}
