//! Forms that carry evidence: their files go to disk as they come, however many and large they are; nothing is held in memory.

use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::request::Parts;

use super::posted::Posted;
use crate::app::AppState;
use crate::blobs::{Piece, Sealed};
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// Files that one form may carry.
const MOST_FILES: usize = 500;
/// Fields that one form may carry.
const MOST_FIELDS: usize = 1_000;
/// Bytes at the head of a file that are kept for telling its kind.
const HEAD: usize = 64 * 1_024;
/// Bytes of files that are let pass for the sake of the fields between them.
const MOST_PASSED: usize = 512 << 20;

/// A file that came with a form.
#[derive(Clone, Debug)]
pub struct SpooledFile {
    /// The field it came in.
    pub field: String,
    /// Its name, as the browser says.
    pub name: String,
    /// Its media type, as the browser says.
    pub media_type: String,
    /// Its first bytes.
    pub head: Vec<u8>,
    /// Its content; none when it is larger than any evidence may be.
    pub content: Option<Sealed>,
}

/// The files of a form. Whoever takes them keeps or discards each.
#[derive(Clone, Debug, Default)]
pub struct Spooled(pub Vec<SpooledFile>);

impl Spooled {
    /// Lets go of all content.
    pub async fn discard(&self, app: &AppState) {
        let pieces: Vec<_> = self.0.iter().filter_map(|file| file.content.as_ref()).map(|content| content.id).collect();
        app.blobs().discard(&pieces).await;
    }

    /// What tells these files from others.
    #[must_use]
    pub fn marks(&self) -> Vec<u8> {
        let mark = |file: &SpooledFile| format!("\n{} {}", file.field, file.content.as_ref().map_or("", |content| content.sha256.as_str()));
        self.0.iter().map(mark).collect::<String>().into_bytes()
    }
}

/// Whether the form of an address carries evidence.
#[must_use]
pub fn is_for(path: &str) -> bool {
    let steps: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    matches!(steps.as_slice(), ["car", _, "progress" | "files"])
}

/// A form that could not be taken: why, and the fields that came.
pub type NotTaken = (Problem, Posted);

/// Reads a form. `trust` looks at the fields before the first file is taken: the token comes first in the form. From whoever is
/// not trusted no file is kept, but the fields are read to their end, so that nothing that was typed is lost.
///
/// # Errors
/// What `trust` refuses; `body-incomplete`; `storage-full`. No content is left behind then.
pub async fn read(app: &AppState, request: Request, trust: impl Fn(&Posted) -> Result<(), Problem>) -> Result<(Posted, Spooled), NotTaken> {
    let (mut fields, mut spooled) = (Vec::new(), Spooled::default());
    match take(app, request, &mut fields, &mut spooled, trust).await {
        Ok(()) => Ok((Posted::new(fields), spooled)),
        Err(problem) => {
            spooled.discard(app).await;
            Err((problem, Posted::new(fields)))
        }
    }
}

fn broken() -> Problem {
    Problem::of(&catalogue::BODY_INCOMPLETE)
}

async fn take(
    app: &AppState,
    mut request: Request,
    fields: &mut Vec<(String, String)>,
    spooled: &mut Spooled,
    trust: impl Fn(&Posted) -> Result<(), Problem>,
) -> Result<(), Problem> {
    // Each file is bounded by itself.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let (mut room, mut patience, mut refusal) = (app.settings().body_limit(), MOST_PASSED, None);
    loop {
        let Some(part) = form.next_field().await.map_err(|_| broken())? else { break };
        if fields.len() >= MOST_FIELDS || spooled.0.len() >= MOST_FILES {
            return Err(broken());
        }
        if part.file_name().is_none() {
            fields.push(text(part, &mut room).await?);
            continue;
        }
        if refusal.is_none() {
            refusal = trust(&Posted::new(fields.clone())).err();
        }
        if refusal.is_some() {
            pass(part, &mut patience).await?;
        } else if let Some(file) = spool(app, part).await? {
            spooled.0.push(file);
        }
    }
    refusal.map_or(Ok(()), Err)
}

/// Lets a file pass without keeping it.
async fn pass(mut part: Field<'_>, patience: &mut usize) -> Result<(), Problem> {
    while let Some(chunk) = part.chunk().await.map_err(|_| broken())? {
        *patience = patience.checked_sub(chunk.len()).ok_or_else(broken)?;
    }
    Ok(())
}

/// Reads a field that is no file; all of them together have `room`.
async fn text(mut part: Field<'_>, room: &mut usize) -> Result<(String, String), Problem> {
    let name = part.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|_| broken())? {
        *room = room.checked_sub(chunk.len()).ok_or_else(|| Problem::of(&catalogue::BODY_TOO_LARGE).param("limit_bytes", bytes.len()))?;
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map(|value| (name, value)).map_err(|_| broken())
}

async fn spool(app: &AppState, mut part: Field<'_>) -> Result<Option<SpooledFile>, Problem> {
    let mut file = SpooledFile {
        field: part.name().unwrap_or_default().to_owned(),
        name: part.file_name().unwrap_or_default().to_owned(),
        media_type: part.content_type().unwrap_or_default().to_owned(),
        head: Vec::new(),
        content: None,
    };
    let mut piece = app.blobs().begin_piece().await?;
    let id = piece.id();
    let done = fill(&mut piece, &mut part, &mut file.head, app.settings().evidence_limit_mib.saturating_mul(1 << 20)).await;
    if !matches!(done, Ok(true)) || (file.name.is_empty() && piece.length() == 0) {
        app.blobs().discard(&[id]).await;
        return done.map(|_| Some(file).filter(|file| !file.name.is_empty()));
    }
    file.content = Some(piece.seal().await?);
    Ok(Some(file))
}

/// Writes a file as it comes; false when it is larger than allowed: then the rest is let pass.
async fn fill(piece: &mut Piece, part: &mut Field<'_>, head: &mut Vec<u8>, limit: u64) -> Result<bool, Problem> {
    let mut fits = true;
    while let Some(chunk) = part.chunk().await.map_err(|_| broken())? {
        fits = fits && piece.length() + chunk.len() as u64 <= limit;
        if fits {
            let missing = HEAD.saturating_sub(head.len()).min(chunk.len());
            head.extend_from_slice(&chunk[..missing]);
            piece.write(&chunk).await?;
        }
    }
    Ok(fits)
}

impl<S: Send + Sync> FromRequestParts<S> for Spooled {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}
