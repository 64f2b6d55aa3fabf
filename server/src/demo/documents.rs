//! Documents of the demonstration: everybody who signs has a key of the built-in authority; the earlier inspection has signed
//! minutes and a sealed report, that of today has minutes that wait for the unit.

use std::path::Path;

use axum::http::Method;
use serde_json::{Value, json};
use soat_documents::seal::subject::Subject;
use uuid::Uuid;

use super::office::{Office, Seen};
use super::people::{EVERYBODY, PASSWORD};
use super::register::Register;
use crate::access::policy::Role;
use crate::app::AppState;
use crate::certificates::http::LIST_PATH;
use crate::certificates::keys::{self, Holder};
use crate::certificates::{authority, master_key};
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;
use crate::ledger::Actor;
use crate::organisations;

/// The file in the data folder that holds the master key of the demonstration.
const MASTER_KEY: &str = "master-key";
/// The body whose seal is on reports.
const SEALED_BY: &str = "LS-KHCN";
/// Days that the keys are valid: before today and after.
const DAYS: u16 = 1_095;

/// Gives the demonstration a master key of its own, unless the settings name one. It stays in the folder when the data is made anew.
///
/// # Errors
/// When the file cannot be read or written.
pub fn provide_master_key(settings: &mut Settings, folder: &Path) -> Result<(), String> {
    if master_key::is_named(settings) {
        return Ok(());
    }
    let file = folder.join(MASTER_KEY);
    if !file.exists() {
        let key = master_key::generate().map_err(|error| error.to_string())?;
        std::fs::write(&file, key).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    settings.master_key_file = file;
    Ok(())
}

/// Founds the authority and issues keys: to everybody who signs, and for the seal.
///
/// # Errors
/// What was refused.
pub async fn issue_keys(app: &AppState, register: &Register) -> Result<(), String> {
    let said = |problem: Problem| format!("{problem:?}");
    let master = master_key::of(app.settings()).await.map_err(said)?;
    let list = format!("{}{LIST_PATH}", app.settings().public_address());
    let subject = Subject { name: "Soát – bản trình diễn".to_owned(), country: Some("VN".to_owned()), ..Subject::default() };
    let tx = app.begin_as(Actor::default()).await.map_err(said)?;
    authority::found(&tx, &master, &subject, 10).await.map_err(said)?;
    for account in EVERYBODY.iter().filter(|account| !matches!(account.role, Role::Administrator | Role::Viewer)) {
        let holder = Holder::person(tx.db(), register.person(account.username)?).await.map_err(said)?;
        keys::issue(&tx, &master, &holder, DAYS, &list).await.map_err(said)?;
    }
    let body = organisations::store::by_ids(tx.db(), &[register.organisation(SEALED_BY)?]).await.map_err(said)?;
    let body = body.into_iter().next().ok_or("the body of the seal is not there")?;
    keys::issue(&tx, &master, &Holder::Seal(Box::new(body)), DAYS, &list).await.map_err(said)?;
    tx.commit().await.map_err(said)
}

/// Makes minutes or report of an inspection; gives the document.
///
/// # Errors
/// What was refused.
pub async fn make(office: &Office<'_>, inspection: Uuid, kind: &str) -> Result<Uuid, String> {
    office.create(&format!("/inspections/{inspection}/reports"), &json!({ "kind": kind })).await?.id()
}

/// Signs a field of a document.
///
/// # Errors
/// What was refused.
pub async fn sign(office: &Office<'_>, document: Uuid, field: &str) -> Result<(), String> {
    let path = format!("/reports/{document}");
    let seen = office.get(&path).await?;
    office.change(Method::POST, &format!("{path}/signatures"), &seen, &json!({"field": field, "password": PASSWORD})).await?;
    Ok(())
}

/// The clerk gives the number.
///
/// # Errors
/// What was refused.
pub async fn number(office: &Office<'_>, inspection: Uuid) -> Result<Seen, String> {
    let path = format!("/inspections/{inspection}");
    let seen = office.get(&path).await?;
    office.change(Method::PATCH, &path, &seen, &json!({"number": "…/BC-SKHCN (minh họa)"})).await
}

/// The report goes out.
///
/// # Errors
/// What was refused.
pub async fn issue(office: &Office<'_>, inspection: Uuid) -> Result<Value, String> {
    let path = format!("/inspections/{inspection}");
    let seen = office.get(&path).await?;
    Ok(office.change(Method::POST, &format!("{path}/issue"), &seen, &json!({})).await?.body)
}
