//! The built-in authority: founded once, opened to issue and to revoke.

use data_encoding::BASE64;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};
use soat_documents::seal::authority::{Authority, Term};
use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::key::Key;
use soat_documents::seal::subject::Subject;
use soat_documents::seal::vault::MasterKey;

use super::entity::authority;
use super::{refusals, revocation};
use crate::access::service::ACCESS_STREAM;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;
use crate::ledger::{Entry, Tx};

/// The authority of this installation, if it was founded.
///
/// # Errors
/// Database failures.
pub async fn stored(db: &impl ConnectionTrait) -> Result<Option<authority::Model>, Problem> {
    Ok(authority::Entity::find().order_by_desc(authority::Column::CreatedAt).one(db).await?)
}

/// The same, which must be there.
///
/// # Errors
/// `no-authority`.
pub async fn required(db: &impl ConnectionTrait) -> Result<authority::Model, Problem> {
    stored(db).await?.ok_or_else(|| Problem::of(&catalogue::NO_AUTHORITY))
}

/// Founds the authority: a root that is valid for some years, with an empty revocation list.
///
/// # Errors
/// `already-exists`; what the name is refused for.
pub async fn found(tx: &Tx, master: &MasterKey, subject: &Subject, years: u16) -> Result<authority::Model, Problem> {
    if stored(tx.db()).await?.is_some() {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "certificate authority").param("key", &subject.name));
    }
    let id = tx.new_id();
    let term = Term { from: tx.now().timestamp(), to: tx.now().plus_days(i64::from(years) * 365).timestamp() };
    let root = Authority::found(subject, term).map_err(refusals::problem)?;
    let secret = root.key.to_pkcs8().map_err(refusals::problem)?;
    let locked = master.lock(&id.to_string(), &secret).map_err(refusals::problem)?;
    let row = authority::ActiveModel {
        id: Set(id),
        certificate: Set(root.certificate.to_pem()),
        locked_key: Set(BASE64.encode(&locked)),
        revocation_number: Set(0),
        revocation_list: Set(None),
        revocation_due_at: Set(None),
        created_at: Set(tx.now()),
    };
    let row = revocation::renew(tx, row.insert(tx.db()).await?, &root).await?;
    let entry = Entry::new("certificate_authority", id, "found").with("name", subject.name.as_str());
    tx.note(ACCESS_STREAM, entry.with("certificate_sha256", fingerprint(&root.certificate))).await?;
    Ok(row)
}

/// Opens the authority with the master key.
///
/// # Errors
/// `master-key-wrong`; `internal` when what is stored is damaged.
pub fn open(row: &authority::Model, master: &MasterKey) -> Result<Authority, Problem> {
    let locked = BASE64.decode(row.locked_key.as_bytes()).map_err(Problem::internal)?;
    let secret = master.unlock(&row.id.to_string(), &locked).map_err(refusals::problem)?;
    let key = Key::from_pkcs8(&secret).map_err(refusals::problem)?;
    Authority::open(certificate(row)?, key).map_err(refusals::problem)
}

/// Its certificate.
///
/// # Errors
/// `internal` when what is stored is damaged.
pub fn certificate(row: &authority::Model) -> Result<Certificate, Problem> {
    Certificate::from_pem_or_der(row.certificate.as_bytes()).map_err(Problem::internal)
}

/// SHA-256 of a certificate, lower-case hex.
#[must_use]
pub fn fingerprint(certificate: &Certificate) -> String {
    data_encoding::HEXLOWER.encode(&certificate.sha256())
}
