//! Forms that carry files small enough to be held in memory.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::request::Parts;

use super::posted::Posted;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// Fields and files that one form may have.
const MAX_PARTS: usize = 1_000;

/// A file of a form.
#[derive(Clone, Debug)]
pub struct File {
    /// The field it came in.
    pub field: String,
    /// Its name, as the browser says.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// The files of a form.
#[derive(Clone, Debug, Default)]
pub struct Files(pub Vec<File>);

impl Files {
    /// The file of a field, if one was chosen.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&File> {
        self.0.iter().find(|file| file.field == field && !file.bytes.is_empty())
    }
}

/// Reads a form with files.
///
/// # Errors
/// `body-incomplete` when it cannot be read to its end.
pub async fn read(mut request: Request) -> Result<(Posted, Files), Problem> {
    let broken = || Problem::of(&catalogue::BODY_INCOMPLETE);
    // Its size was looked at before.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = form.next_field().await.map_err(|_| broken())? {
        if fields.len() + files.len() >= MAX_PARTS {
            return Err(broken());
        }
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(ToOwned::to_owned) {
            Some(file) => files.push(File { field: name, name: file, bytes: part.bytes().await.map_err(|_| broken())? }),
            None => fields.push((name, part.text().await.map_err(|_| broken())?)),
        }
    }
    Ok((Posted::new(fields), Files(files)))
}

impl<S: Send + Sync> FromRequestParts<S> for Files {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}
