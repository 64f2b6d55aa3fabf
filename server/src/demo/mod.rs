//! The demonstration: a province with people, a programme and inspections, made through the API as browsers and phones use it.
//!
//! Some of it lies in the past: a clock that is turned by hand lets requests be overdue and effectiveness be judged.
//!
//! Only the top of the register and the first administrator are written by the program itself.

pub mod calendar;
pub mod content;
pub mod corrective;
pub mod device;
pub mod documents;
pub mod folder;
pub mod leaflet;
pub mod office;
pub mod people;
pub mod picture;
pub mod plan;
pub mod register;
pub mod site;
pub mod timeline;
pub mod upload_queue;
pub mod visit;

use crate::app::AppState;
use crate::kernel::clock::DEFAULT_ZONE;
use corrective::Past;
use office::Office;
use site::InProcess;
use visit::Team;

/// Fills an empty database with the demonstration.
///
/// # Errors
/// What the program refused, in its own words.
pub async fn seed(app: &AppState) -> Result<(), String> {
    let site = InProcess::over(app);
    let (content, calendar) = content::on(&app.now().local_date(DEFAULT_ZONE))?;
    let mut past = Past::before(app, timeline::BEGINS).await?;
    let register = register::settle(&past.site).await?;
    documents::issue_keys(&past.site.app, &register).await?;
    corrective::live(&mut past, &register).await?;
    let office = Office::sign_in(&site, "thuongtruc").await?;
    plan::make(&office, &register, &content, &calendar).await?;
    let mut team = Team::gather(&site).await?;
    team.conclude(&register, plan::FIRST, &content.first, 0).await?;
    let lead = Office::sign_in(&site, "truongdoan").await?;
    let minutes = documents::make(&lead, plan::FIRST, "minutes").await?;
    documents::sign(&lead, minutes, "lead").await?;
    documents::sign(&Office::sign_in(&site, "thuky").await?, minutes, "secretary").await?;
    team.leave_half_way(&register, plan::SECOND, &content.second).await
}
