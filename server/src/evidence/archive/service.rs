//! Gathering what goes into the archive of an inspection.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::layout::{Content, Entry, Layout, Stamp};
use super::manifest::{self, FORMAT, Form, Inspection, LeftOut, Manifest, Piece};
use super::names::{self, Named};
use super::{checksums, labels};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::blobs::Digest;
use crate::evidence::entity::evidence::{self, State};
use crate::evidence::giving::{self, Given};
use crate::evidence::media_type::Kind;
use crate::evidence::store::{self, Filter};
use crate::evidence::{rules, verification};
use crate::inspections::{self, entity::inspection};
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::people;

/// Rows read at a time.
const PAGE: u64 = 500;
/// Files looked for at once: a bucket answers each question over the network.
const ASKED_AT_ONCE: usize = 16;

/// The archive of an inspection, ready to be sent.
#[derive(Clone, Debug)]
pub struct Archive {
    /// Where its bytes lie.
    pub layout: Arc<Layout>,
    /// The evidence whose original each entry is; none of the manifest and the sums.
    pub originals: Vec<Option<Uuid>>,
    /// The name under which it is saved.
    pub name: String,
}

impl Archive {
    /// The evidence whose original a range shows something of.
    #[must_use]
    pub fn shown(&self, range: &Range<u64>) -> Vec<Uuid> {
        let entries = self.layout.touched(range).iter().filter_map(|stretch| stretch.entry);
        entries.filter_map(|entry| *self.originals.get(entry)?).collect()
    }
}

/// The file that stands for a piece of evidence, or why there is none.
type Found = Result<Given, LeftOut>;

/// Lays out the archive of an inspection whose work the caller may read. No content is read for it, but for what was kept before
/// there were archives.
///
/// # Errors
/// `not-found`, `storage-unavailable`.
pub async fn prepare(app: &AppState, caller: &Caller, id: Uuid) -> Result<Archive, Problem> {
    let db = app.read();
    let inspection = inspections::store::inspection(db, caller, Action::ReadWork, id).await?;
    let mut rows = all(db, id).await?;
    rows.sort_by_key(|row| (taken(row), row.id));
    let mut pieces = described(db, &rows).await?;
    let files = files(app, caller, &inspection, &rows).await?;
    let known: Vec<(Digest, u64)> = files.iter().flatten().map(|given| (given.file.digest.clone(), given.file.length)).collect();
    let crcs = checksums::of(app, &known).await?;
    name_files(&inspection, &rows, &files, &mut pieces);
    let manifest = Manifest { format: FORMAT, inspection: head(db, &inspection).await?, evidence: pieces };
    assemble(&inspection, &rows, &manifest, files, &crcs)
}

/// How many files the archive of an inspection holds beside what it says of itself, and their bytes together, by the records. The
/// caller was let in before.
///
/// # Errors
/// Database failures.
pub async fn extent(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<(i64, i64), Problem> {
    let found: Option<(i64, Option<i64>)> = evidence::Entity::find()
        .select_only()
        .column_as(evidence::Column::Id.count(), "files")
        .column_as(evidence::Column::Size.sum().cast_as("bigint"), "bytes")
        .filter(evidence::Column::InspectionId.eq(inspection_id))
        .filter(evidence::Column::State.eq(State::Verified))
        .filter(evidence::Column::Withdrawn.eq(false))
        .filter(evidence::Column::ContentDeletedAt.is_null())
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.map_or((0, 0), |(files, bytes)| (files, bytes.unwrap_or_default())))
}

fn taken(row: &evidence::Model) -> Instant {
    row.captured_at.unwrap_or(row.declared_at)
}

async fn all(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<evidence::Model>, Problem> {
    let filter = Filter { withdrawn: true, ..Filter::default() };
    let mut rows: Vec<evidence::Model> = Vec::new();
    loop {
        let after = rows.last().map(|row| row.id);
        let page = store::of_inspection(db, id, &filter, after, PAGE).await?;
        let is_last = page.len() as u64 <= PAGE;
        rows.extend(page.into_iter().take(usize::try_from(PAGE).unwrap_or(usize::MAX)));
        if is_last {
            return Ok(rows);
        }
    }
}

async fn described(db: &impl ConnectionTrait, rows: &[evidence::Model]) -> Result<Vec<Piece>, Problem> {
    let labels = labels::of(db, rows).await?;
    let takers: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.captured_by).collect();
    let takers = people::store::names(db, takers).await?;
    let describe = |row: &evidence::Model| {
        let label = labels.get(&row.attached_id).map_or("", String::as_str);
        Piece::of(row, label, row.captured_by.and_then(|id| takers.get(&id)).map_or("", String::as_str))
    };
    Ok(rows.iter().map(describe).collect())
}

/// The files that go in, by row. Each is looked for before the first byte goes out, for a promise of bytes that are not there could
/// never be kept.
async fn files(app: &AppState, caller: &Caller, inspection: &inspection::Model, rows: &[evidence::Model]) -> Result<Vec<Found>, Problem> {
    let looks: Vec<_> = rows.iter().map(|row| file(app, caller, inspection, row)).collect();
    stream::iter(looks).buffered(ASKED_AT_ONCE).try_collect().await
}

async fn file(app: &AppState, caller: &Caller, inspection: &inspection::Model, row: &evidence::Model) -> Result<Found, Problem> {
    if let Some(why) = manifest::left_out(row) {
        return Ok(Err(why));
    }
    let given = match giving::bytes_for(app, caller, row, inspection, None).await {
        Ok(given) => given,
        Err(problem) if problem.code() == catalogue::NO_PREVIEW.code => return Ok(Err(LeftOut::NoCoveredCopy)),
        Err(problem) => return if is_there(app, row).await? { Err(problem) } else { Ok(Err(missing(row))) },
    };
    // Copies were not looked for yet, and an original may have been cut on its disk.
    let length = if given.is_original { Some(given.file.length) } else { app.blobs().size(&given.file.digest).await? };
    let expected = if given.is_original { u64::try_from(row.size).ok() } else { Some(given.file.length) };
    Ok(if length == expected { Ok(given) } else { Err(missing(row)) })
}

async fn is_there(app: &AppState, row: &evidence::Model) -> Result<bool, Problem> {
    app.blobs().exists(&verification::digest_of(row)?).await
}

fn missing(row: &evidence::Model) -> LeftOut {
    tracing::error!(evidence = %row.id, sha256 = row.sha256, "the store does not have the content of verified evidence");
    LeftOut::Missing
}

fn name_files(inspection: &inspection::Model, rows: &[evidence::Model], files: &[Found], pieces: &mut [Piece]) {
    let with_file = || rows.iter().zip(files).enumerate().filter_map(|(at, (row, file))| Some((at, row, file.as_ref().ok()?)));
    let described: Vec<Named<'_>> = with_file()
        .map(|(at, row, given)| Named {
            id: row.id,
            taken: taken(row).zoned(&inspection.zone),
            label: pieces.get(at).map_or("", |piece| piece.attached_to.label.as_str()),
            caption: &row.caption,
            extension: rules::declared_kind(given.file.media_type).map_or(".bin", Kind::extension),
        })
        .collect();
    let names = names::of(&described);
    for ((at, _, given), name) in with_file().zip(names) {
        if let Some(piece) = pieces.get_mut(at) {
            piece.file = Some(name);
            piece.form = Some(if given.is_original { Form::Original } else { Form::Covered });
        }
    }
    for (piece, file) in pieces.iter_mut().zip(files) {
        piece.left_out = file.as_ref().err().copied();
    }
}

async fn head(db: &impl ConnectionTrait, row: &inspection::Model) -> Result<Inspection, Problem> {
    let unit = inspections::views::unit_of(db, row.organisation_id).await?;
    Ok(Inspection {
        id: row.id,
        code: row.code.clone(),
        organisation_id: unit.id,
        organisation: unit.name,
        planned_from: row.planned_from.clone(),
        planned_to: row.planned_to.clone(),
        zone: row.zone.clone(),
    })
}

fn assemble(
    inspection: &inspection::Model,
    rows: &[evidence::Model],
    manifest: &Manifest,
    files: Vec<Found>,
    crcs: &HashMap<Digest, u32>,
) -> Result<Archive, Problem> {
    let stamp = |at: Instant| Stamp::of(&at.zoned(&inspection.zone));
    let (mut entries, mut originals, mut sums) = (Vec::new(), vec![None, None], Vec::new());
    for ((row, piece), file) in rows.iter().zip(&manifest.evidence).zip(files) {
        let (Ok(Given { file, is_original }), Some(name)) = (file, &piece.file) else { continue };
        let crc32 = *crcs.get(&file.digest).ok_or_else(|| Problem::internal("a file without a checksum"))?;
        sums.push((file.digest.clone(), name.as_str()));
        originals.push(Some(row.id).filter(|_| is_original));
        let content = Content::File { digest: file.digest, length: file.length, crc32 };
        entries.push(Entry { name: name.clone(), at: stamp(taken(row)), content });
    }
    let text = serde_json::to_vec_pretty(manifest).map_err(Problem::internal)?;
    let sums =
        manifest::sums(std::iter::once((&Digest::of(&text), "manifest.json")).chain(sums.iter().map(|(digest, name)| (digest, *name))));
    // As late as the latest thing they speak of: a moment of making would make every archive another one.
    let at = stamp(rows.iter().filter_map(|row| row.stored_at).max().unwrap_or(inspection.created_at));
    let made = |name: &str, bytes: Vec<u8>| Entry { name: name.to_owned(), at, content: Content::Bytes(bytes) };
    let entries = [made("manifest.json", text), made("SHA256SUMS", sums.into_bytes())].into_iter().chain(entries).collect();
    Ok(Archive { layout: Arc::new(Layout::of(entries)), originals, name: format!("evidence-{}.zip", inspection.code) })
}
