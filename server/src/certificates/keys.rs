//! Keys of people and of organisations' seals: issued with a certificate of the built-in authority, requested from another one,
//! registered when they are held elsewhere, revoked, and opened to sign.

use data_encoding::{BASE64, HEXLOWER};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use soat_documents::seal::authority::{self as issuing, Issue, Term};
use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::key::Key;
use soat_documents::seal::subject::Subject;
use soat_documents::seal::vault::MasterKey;
use uuid::Uuid;

use super::authority::fingerprint;
use super::entity::key;
use super::{authority, refusals, revocation};
use crate::access::entity::user;
use crate::access::service::ACCESS_STREAM;
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::{Entry, Tx};
use crate::organisations::entity::organisation;

/// The country in certificates.
const COUNTRY: &str = "VN";

/// Whose key.
#[derive(Clone, Debug)]
pub enum Holder {
    /// A person, with the organisation that employs them.
    Person(Box<user::Model>, Box<organisation::Model>),
    /// An organisation, for its seal.
    Seal(Box<organisation::Model>),
}

impl Holder {
    /// A person by their id.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn person(db: &impl ConnectionTrait, id: Uuid) -> Result<Self, Problem> {
        let person = user::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
        let employer = organisation::Entity::find_by_id(person.organisation_id).one(db).await?.ok_or_else(Problem::not_found)?;
        Ok(Self::Person(Box::new(person), Box::new(employer)))
    }

    /// What a certificate says of them.
    #[must_use]
    pub fn subject(&self) -> Subject {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        match self {
            Self::Person(person, employer) => Subject {
                name: person.display_name.clone(),
                title: said(&person.title),
                organisation: said(&employer.name),
                identifier: said(&person.id.to_string()),
                country: said(COUNTRY),
            },
            Self::Seal(organisation) => Subject {
                name: organisation.name.clone(),
                title: None,
                organisation: said(&organisation.name),
                identifier: said(&organisation.code),
                country: said(COUNTRY),
            },
        }
    }

    const fn ids(&self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Person(person, _) => (Some(person.id), None),
            Self::Seal(organisation) => (None, Some(organisation.id)),
        }
    }

    fn note(&self, action: &str) -> Entry {
        match self {
            Self::Person(person, _) => Entry::new("user", person.id, action),
            Self::Seal(organisation) => Entry::new("organisation", organisation.id, action),
        }
    }
}

/// Makes a key with a certificate of the built-in authority, valid for some days and no longer than the authority.
///
/// # Errors
/// `no-authority`, `master-key-wrong`; what the name is refused for.
pub async fn issue(tx: &Tx, master: &MasterKey, holder: &Holder, days: u16, list_url: &str) -> Result<key::Model, Problem> {
    let root = authority::required(tx.db()).await?;
    let opened = authority::open(&root, master)?;
    let fresh = Key::generate().map_err(refusals::problem)?;
    let to = tx.now().plus_days(i64::from(days)).timestamp().min(opened.certificate.validity().1);
    let issued = Issue {
        subject: &holder.subject(),
        public_key: fresh.public_key().map_err(refusals::problem)?,
        term: Term { from: tx.now().timestamp(), to },
        revocation_url: Some(list_url),
    };
    let certificate = opened.issue(&issued).map_err(refusals::problem)?;
    let id = tx.new_id();
    let row = key::ActiveModel {
        locked_key: Set(Some(lock(master, id, &fresh)?)),
        authority_id: Set(Some(root.id)),
        ..described(id, tx.now(), holder, Some(&[certificate.clone(), opened.certificate]))
    };
    tx.note(ACCESS_STREAM, holder.note("issue_certificate").with("serial", HEXLOWER.encode(certificate.serial()))).await?;
    Ok(row.insert(tx.db()).await?)
}

/// Makes a key for which another authority is to issue the certificate; gives the request for it, DER (PKCS#10).
///
/// # Errors
/// What the name is refused for.
pub async fn request(tx: &Tx, master: &MasterKey, holder: &Holder) -> Result<(key::Model, Vec<u8>), Problem> {
    let fresh = Key::generate().map_err(refusals::problem)?;
    let asked = issuing::request(&fresh, &holder.subject()).map_err(refusals::problem)?;
    let id = tx.new_id();
    let row = key::ActiveModel { locked_key: Set(Some(lock(master, id, &fresh)?)), ..described(id, tx.now(), holder, None) };
    tx.note(ACCESS_STREAM, holder.note("request_certificate")).await?;
    Ok((row.insert(tx.db()).await?, asked))
}

/// Takes in a certificate of another authority: for a key that was requested here, or else for one that is held elsewhere.
///
/// # Errors
/// `already-exists`, `signature-refused` when documents may not be signed with it, or not any more.
pub async fn register(tx: &Tx, master: Option<&MasterKey>, holder: &Holder, chain: &[Certificate]) -> Result<key::Model, Problem> {
    let certificate = chain.first().ok_or_else(|| refusals::problem(soat_documents::seal::Refusal::CertificateUnreadable))?;
    if !certificate.may_sign_documents() {
        return Err(refusals::problem(soat_documents::seal::Refusal::CertificateNotForSigning));
    }
    if certificate.validity().1 < tx.now().timestamp() {
        return Err(refusals::problem(soat_documents::seal::Refusal::CertificateOutsideValidity));
    }
    let known = key::Entity::find().filter(key::Column::CertificateSha256.eq(fingerprint(certificate))).one(tx.db()).await?;
    if known.is_some() {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "certificate").param("key", fingerprint(certificate)));
    }
    tx.note(ACCESS_STREAM, holder.note("register_certificate").with("serial", HEXLOWER.encode(certificate.serial()))).await?;
    let waiting = of_holder(tx.db(), holder.ids()).await?.into_iter().filter(|row| row.chain.is_empty());
    for row in waiting {
        let Some(master) = master else { break };
        if unlock(&row, master).is_ok_and(|key| certificate.is_of(&key)) {
            let filled = described(row.id, row.created_at, holder, Some(chain));
            let mut row = row.into_active_model();
            (row.chain, row.certificate_sha256, row.serial) = (filled.chain, filled.certificate_sha256, filled.serial);
            (row.valid_from, row.valid_to) = (filled.valid_from, filled.valid_to);
            return Ok(row.update(tx.db()).await?);
        }
    }
    Ok(described(tx.new_id(), tx.now(), holder, Some(chain)).insert(tx.db()).await?)
}

/// Takes a certificate back, and tells so in the revocation list when the built-in authority issued it.
///
/// # Errors
/// `master-key-wrong` and others when the list cannot be signed; nothing is changed then.
pub async fn revoke(tx: &Tx, master: &MasterKey, row: key::Model, reason: &str) -> Result<key::Model, Problem> {
    // One at a time: each list is written from all that was revoked before it.
    tx.stream(ACCESS_STREAM).await?;
    let row = key::Entity::find_by_id(row.id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    if row.revoked_at.is_some() {
        return Ok(row);
    }
    let ours = row.authority_id.is_some();
    let holder = row.user_id.or(row.organisation_id).unwrap_or(row.id);
    let kind = if row.user_id.is_some() { "user" } else { "organisation" };
    let entry = Entry::new(kind, holder, "revoke_certificate").with("serial", row.serial.clone()).with("reason", reason);
    let mut changed = row.into_active_model();
    changed.revoked_at = Set(Some(tx.now()));
    changed.revoked_reason = Set(Some(reason.to_owned()));
    let row = changed.update(tx.db()).await?;
    if ours {
        let root = authority::required(tx.db()).await?;
        let opened = authority::open(&root, master)?;
        revocation::renew(tx, root, &opened).await?;
    }
    tx.note(ACCESS_STREAM, entry).await?;
    Ok(row)
}

/// Every key of a person or of an organisation's seal, the newest first.
///
/// # Errors
/// Database failures.
pub async fn of_holder(
    db: &impl ConnectionTrait,
    (person, organisation): (Option<Uuid>, Option<Uuid>),
) -> Result<Vec<key::Model>, Problem> {
    let whose = Condition::any()
        .add_option(person.map(|id| key::Column::UserId.eq(id)))
        .add_option(organisation.map(|id| key::Column::OrganisationId.eq(id)));
    if whose.is_empty() {
        return Ok(Vec::new());
    }
    Ok(key::Entity::find().filter(whose).order_by_desc(key::Column::CreatedAt).order_by_desc(key::Column::Id).all(db).await?)
}

/// Whether the certificate of a key is one, and valid at a moment.
#[must_use]
pub fn is_valid(row: &key::Model, now: Instant) -> bool {
    let begun = row.valid_from.is_some_and(|from| from <= now);
    begun && row.valid_to.is_some_and(|to| now <= to) && row.revoked_at.is_none()
}

/// Keys that may sign at a moment, the newest first: those kept here, or those held elsewhere.
#[must_use]
pub fn usable(rows: Vec<key::Model>, kept_here: bool, now: Instant) -> Option<key::Model> {
    rows.into_iter().find(|row| row.locked_key.is_some() == kept_here && is_valid(row, now))
}

/// The certificate of a key and those above it.
///
/// # Errors
/// `internal` when what is stored is damaged.
pub fn chain(row: &key::Model) -> Result<Vec<Certificate>, Problem> {
    Certificate::all_from_pem(&row.chain).map_err(Problem::internal)
}

/// Opens a key that is kept here.
///
/// # Errors
/// `master-key-wrong`; `internal` when what is stored is damaged.
pub fn unlock(row: &key::Model, master: &MasterKey) -> Result<Key, Problem> {
    let locked = row.locked_key.as_ref().ok_or_else(|| Problem::internal("a key that is held elsewhere"))?;
    let locked = BASE64.decode(locked.as_bytes()).map_err(Problem::internal)?;
    let secret = master.unlock(&row.id.to_string(), &locked).map_err(refusals::problem)?;
    Key::from_pkcs8(&secret).map_err(refusals::problem)
}

fn lock(master: &MasterKey, id: Uuid, key: &Key) -> Result<String, Problem> {
    let secret = key.to_pkcs8().map_err(refusals::problem)?;
    Ok(BASE64.encode(&master.lock(&id.to_string(), &secret).map_err(refusals::problem)?))
}

fn described(id: Uuid, created_at: Instant, holder: &Holder, chain: Option<&[Certificate]>) -> key::ActiveModel {
    let (user_id, organisation_id) = holder.ids();
    let first = chain.and_then(<[Certificate]>::first);
    let moment = |at: jiff::Timestamp| Instant(at.as_millisecond());
    key::ActiveModel {
        id: Set(id),
        user_id: Set(user_id),
        organisation_id: Set(organisation_id),
        locked_key: Set(None),
        chain: Set(chain.into_iter().flatten().map(Certificate::to_pem).collect()),
        certificate_sha256: Set(first.map(fingerprint)),
        serial: Set(first.map(|first| HEXLOWER.encode(first.serial()))),
        authority_id: Set(None),
        valid_from: Set(first.map(|first| moment(first.validity().0))),
        valid_to: Set(first.map(|first| moment(first.validity().1))),
        revoked_at: Set(None),
        revoked_reason: Set(None),
        created_at: Set(created_at),
    }
}
