//! The province: its register and its people.
//!
//! The top of the register and the first administrator are made as an operator makes them; everything else the administrator
//! does through the API. Units and codes are those of the list of March 2025.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::office::Office;
use super::people::{Account, EVERYBODY, PASSWORD};
use super::site::{self, InProcess};
use crate::access::password;
use crate::app::AppState;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::ledger::Actor;
use crate::organisations::input::NewOrganisation;
use crate::organisations::rules::Level;
use crate::people::views::{NewGrant, NewUser};
use crate::{organisations, people};

/// The top of the register.
pub const PROVINCE: Uuid = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0001);
/// Its code.
const PROVINCE_CODE: &str = "20";
const TABLE: &str = include_str!("register.csv");

/// Who and what there is, by code and account name.
#[derive(Clone, Debug, Default)]
pub struct Register {
    organisations: HashMap<String, Uuid>,
    people: HashMap<String, Uuid>,
}

impl Register {
    /// The organisation of a code.
    ///
    /// # Errors
    /// When there is none.
    pub fn organisation(&self, code: &str) -> Result<Uuid, String> {
        self.organisations.get(code).copied().ok_or_else(|| format!("no organisation has the code {code}"))
    }

    /// The person of an account name.
    ///
    /// # Errors
    /// When there is none.
    pub fn person(&self, username: &str) -> Result<Uuid, String> {
        self.people.get(username).copied().ok_or_else(|| format!("nobody is called {username}"))
    }
}

/// Makes the register and the people.
///
/// # Errors
/// What was refused.
pub async fn settle(site: &InProcess) -> Result<Register, String> {
    let first = EVERYBODY[0];
    let administrator = found(&site.app, first).await.map_err(|problem| format!("{problem:?}"))?;
    let office = Office::sign_in(site, first.username).await?;
    office.import(PROVINCE, TABLE).await?;
    let mut register = Register::default();
    let listed = office.get("/organisations?limit=500").await?;
    for row in listed.body["items"].as_array().into_iter().flatten() {
        register.organisations.insert(site::text_at(row, "/code")?.to_owned(), site::id_at(row, "/id")?);
    }
    register.people.insert(first.username.to_owned(), administrator);
    for account in &EVERYBODY[1..] {
        let id = employ(&office, &register, account).await?;
        register.people.insert(account.username.to_owned(), id);
    }
    Ok(register)
}

/// Makes the top of the register and the first administrator, without asking who may: nobody is there yet.
async fn found(app: &AppState, first: Account) -> Result<Uuid, Problem> {
    let hash = password::hash(PASSWORD.to_owned()).await?;
    let tx = app.begin_as(Actor::default()).await?;
    organisations::service::insert(&tx, PROVINCE, province()).await?;
    let person = NewUser {
        id: None,
        username: first.username.to_owned(),
        password: String::new(),
        display_name: first.name.to_owned(),
        title: first.title.to_owned(),
        email: None,
        phone: None,
        locale: Lang::Vi,
        organisation_id: PROVINCE,
    };
    let id = people::service::insert(&tx, person, hash).await?.id;
    let grant = NewGrant { role: first.role, organisation_id: PROVINCE, valid_from: None, valid_to: None };
    people::service::insert_grant(&tx, id, grant).await?;
    tx.commit().await?;
    Ok(id)
}

fn province() -> NewOrganisation {
    NewOrganisation {
        id: Some(PROVINCE),
        code: PROVINCE_CODE.to_owned(),
        name: "UBND tỉnh Lạng Sơn".to_owned(),
        short_name: Some("Lạng Sơn".to_owned()),
        kind: "provincial_peoples_committee".to_owned(),
        level: Level::Provincial,
        parent_id: None,
        second_superior_id: None,
        unit_code: Some(PROVINCE_CODE.to_owned()),
        valid_from: None,
        valid_to: None,
        address: None,
        phone: None,
        email: None,
    }
}

/// Makes an account and gives it its role.
async fn employ(office: &Office<'_>, register: &Register, account: &Account) -> Result<Uuid, String> {
    let body = json!({
        "username": account.username, "password": PASSWORD, "display_name": account.name, "title": account.title,
        "organisation_id": register.organisation(account.employer)?,
    });
    let id = office.create("/users", &body).await?.id()?;
    let grant: Value = json!({"role": account.role, "organisation_id": register.organisation(account.at)?});
    office.create(&format!("/users/{id}/grants"), &grant).await?;
    Ok(id)
}
