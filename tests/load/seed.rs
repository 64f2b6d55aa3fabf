//! What the program must know before it can be measured: a register, people with roles, inspections under way.

use reqwest::Method;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::{Value, json};
use soat::access::policy::Role;
use soat::app::AppState;
use soat::kernel::clock::Clock;
use soat::kernel::database::Database;
use soat::kernel::vietnamese;
use soat::ledger::{Actor, Tx};
use soat::organisations::entity::{organisation, reach};
use soat::people::service;
use soat::people::views::{NewGrant, NewUser};
use soat_migrations::{Migrator, MigratorTrait};
use uuid::Uuid;

use crate::client::{Device, text};
use crate::server::{Place, Server};
use crate::{Failure, Outcome};

/// Everybody's password.
pub const PASSWORD: &str = "Mot-mat-khau-do-2026";
/// The checklist of all inspections.
pub const CHECKLIST: &str = "provincial-inspection";

/// Who and where.
pub struct World {
    /// Units to be inspected.
    pub units: Vec<Uuid>,
    /// Organisations below which all administrative units of the country are imported, one for each round.
    pub countries: Vec<Uuid>,
}

/// The account of the standing office.
pub const OFFICE: &str = "thuongtruc";
/// The account that imports.
pub const ADMINISTRATOR: &str = "quantri";

/// The account of an inspector, counted from 0.
pub fn inspector(number: usize) -> String {
    format!("kiemtra{number}")
}

impl World {
    /// Writes register, people and as many countries to import into as are wanted into the database, the program not running.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn settle(place: &Place, people: usize, countries: usize) -> Outcome<Self> {
        let settings = place.settings();
        let database = Database::open(&settings.database(), 2).await?;
        Migrator::up(database.owner(), None).await?;
        let app = AppState::over(database, settings, Clock::System).await.map_err(said)?;
        let tx = app.begin_as(Actor::default()).await.map_err(said)?;
        let province = place_of(&tx, "provincial_peoples_committee", "provincial", None).await?;
        let mut world = Self { units: Vec::new(), countries: Vec::new() };
        for _ in 0..people {
            world.units.push(place_of(&tx, "commune_peoples_committee", "communal", Some(province)).await?);
        }
        let hash = soat::access::password::hash(PASSWORD.to_owned()).await.map_err(said)?;
        person(&tx, OFFICE, &hash, Role::ProgrammeManager, &[province]).await?;
        for number in 0..people {
            person(&tx, &inspector(number), &hash, Role::Inspector, &[province]).await?;
        }
        for _ in 0..countries {
            world.countries.push(place_of(&tx, "ministry", "central", None).await?);
        }
        if countries > 0 {
            person(&tx, ADMINISTRATOR, &hash, Role::Administrator, &world.countries).await?;
        }
        tx.commit().await.map_err(said)?;
        app.database().clone().close().await?;
        Ok(world)
    }

    /// Devices, signed in: all of them, or the first some.
    ///
    /// # Errors
    /// When one is refused.
    pub async fn devices(&self, server: &Server, count: usize) -> Outcome<Vec<Device>> {
        let mut devices = Vec::new();
        for number in 0..count.min(self.units.len()) {
            devices.push(Device::sign_in(&server.address, &inspector(number)).await?);
        }
        Ok(devices)
    }

    /// Plans and begins an inspection for every group of devices that share one.
    ///
    /// # Errors
    /// When a step is refused.
    pub async fn begin_inspections(&self, server: &Server, devices: &mut [Device], sharing: usize) -> Outcome<()> {
        let office = Device::sign_in(&server.address, OFFICE).await?;
        for (team, unit) in devices.chunks_mut(sharing.max(1)).zip(self.units.iter().cycle()) {
            let inspection = begin(&office, team, *unit).await?;
            for device in team.iter_mut() {
                device.inspection = inspection;
            }
        }
        Ok(())
    }
}

async fn begin(office: &Device, team: &[Device], unit: Uuid) -> Outcome<Uuid> {
    let people: Vec<Uuid> = team.iter().map(|device| device.user_id).collect();
    let (id, etag) = announce(office, &people, unit).await?;
    let lead = team.first().ok_or("an inspection needs a lead")?;
    lead.change(Method::POST, &format!("/inspections/{id}/start"), &etag, &json!({})).await?;
    Ok(id)
}

/// Plans an inspection of a unit with a team, its lead first and its secretary second, and gives notice of it: it can begin.
///
/// # Errors
/// When a step is refused.
pub async fn announce(office: &Device, team: &[Uuid], unit: Uuid) -> Outcome<(Uuid, String)> {
    let body = json!({
        "organisation_id": unit, "kind": "external", "form": "on_site", "planned_from": "2026-03-09", "planned_to": "2026-03-10",
        "checklist": {"key": CHECKLIST}, "grading": true,
    });
    let (planned, etag) = office.change(Method::POST, "/inspections", "", &body).await?;
    let id = text(&planned, "/id")?.parse()?;
    let path = format!("/inspections/{id}");
    let member = |(place, person): (usize, &Uuid)| {
        let role = ["lead", "secretary"].get(place).copied().unwrap_or("member");
        json!({"user_id": person, "team_role": role, "independence_declared": true})
    };
    let members: Vec<Value> = team.iter().enumerate().map(member).collect();
    let body = json!({"decision_number": "12/QĐ-SKHCN", "decided_on": "2026-03-02", "members": members});
    let (_, etag) = office.change(Method::PUT, &format!("{path}/team"), &etag, &body).await?;
    let body = json!({"notice_number": "45/TB-SKHCN", "notice_sent_on": "2026-03-04"});
    let (_, etag) = office.change(Method::POST, &format!("{path}/notify"), &etag, &body).await?;
    Ok((id, etag))
}

pub(crate) fn said(problem: impl std::fmt::Debug) -> Failure {
    format!("{problem:?}").into()
}

pub(crate) async fn place_of(tx: &Tx, kind: &str, level: &str, parent: Option<Uuid>) -> Outcome<Uuid> {
    let id = tx.new_id();
    let code = format!("DO-{id}");
    let row = organisation::ActiveModel {
        id: Set(id),
        name: Set(format!("Đơn vị đo tải {code}")),
        short_name: Set(None),
        kind: Set(kind.to_owned()),
        level: Set(level.to_owned()),
        parent_id: Set(parent),
        second_superior_id: Set(None),
        root_id: Set(parent.unwrap_or(id)),
        unit_code: Set(None),
        valid_from: Set(None),
        valid_to: Set(None),
        address: Set(None),
        phone: Set(None),
        email: Set(None),
        search_text: Set(vietnamese::fold(&code)),
        sort_key: Set(vietnamese::sort_key(&code)),
        code: Set(code),
        version: Set(1),
        created_at: Set(tx.now()),
    };
    row.insert(tx.db()).await?;
    for ancestor in parent.into_iter().chain([id]) {
        reach::ActiveModel { ancestor_id: Set(ancestor), descendant_id: Set(id) }.insert(tx.db()).await?;
    }
    Ok(id)
}

pub(crate) async fn person(tx: &Tx, username: &str, password_hash: &str, role: Role, at: &[Uuid]) -> Outcome<()> {
    let input = NewUser {
        id: None,
        username: username.to_owned(),
        password: String::new(),
        display_name: format!("Người đo {username}"),
        title: String::new(),
        email: None,
        phone: None,
        locale: soat::kernel::text::Lang::Vi,
        organisation_id: *at.first().ok_or("a person belongs somewhere")?,
    };
    let user = service::insert(tx, input, password_hash.to_owned()).await.map_err(said)?;
    for organisation_id in at {
        let grant = NewGrant { role, organisation_id: *organisation_id, valid_from: None, valid_to: None };
        service::insert_grant(tx, user.id, grant).await.map_err(said)?;
    }
    Ok(())
}
