//! Those present, on each side, and at which sessions.

use super::prose::{self, cell, column, middle, strong};
use crate::content::{Inspection, Member, Side, TeamRole};
use crate::layout::{Piece, Row, Table, WIDTH, table};
use crate::press::Press;
use crate::wording::{heading, visit};

/// The member of the team in a role.
#[must_use]
pub fn in_role(content: &Inspection, role: TeamRole) -> Option<&Member> {
    content.team.iter().find(|member| member.team_role == role)
}

/// The person who stands first for the unit among those present.
#[must_use]
pub fn unit_head(content: &Inspection) -> &str {
    content.attendees.iter().find(|one| one.side == Side::Unit).map_or("", |one| one.name.as_str())
}

/// A table of the team and of everybody else on record as present.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let mut rows = Vec::new();
    let mut number = 0;
    for side in [Side::Team, Side::Unit, Side::Other] {
        let people = people(press, content, side);
        if people.is_empty() && side == Side::Other {
            continue;
        }
        rows.push(Row::Band(strong(press.say(visit::side(side)))));
        if people.is_empty() {
            let nobody = ["", press.say(visit::NOBODY), "", "", ""];
            rows.push(Row::Cells(nobody.map(cell).to_vec()));
        }
        for person in people {
            number += 1;
            let [name, title, role, present] = person;
            rows.push(Row::Cells(vec![middle(&number.to_string()), cell(&name), cell(&title), cell(&role), cell(&present)]));
        }
    }
    let head = [heading::NO, heading::NAME, heading::POSITION, heading::ROLE, heading::PRESENT_AT];
    let columns = table::shares(WIDTH, &[8, 27, 33, 20, 27]);
    Table { columns, head: head.map(|words| column(press.say(words))).to_vec(), rows, gap: prose::BETWEEN }.pieces(press.fonts)
}

/// Name, position, role and sessions of everybody on a side; members of the team are there whether or not they are on record.
fn people(press: &Press<'_>, content: &Inspection, side: Side) -> Vec<[String; 4]> {
    let sessions = |present: &[String]| {
        let held = content.visit.sessions.iter().filter(|session| session.id.as_ref().is_some_and(|id| present.contains(id)));
        let names: Vec<String> = held.map(|session| super::scope::session_name(press, session)).collect();
        names.join("; ")
    };
    let on_record = |name: &str| content.attendees.iter().find(|one| one.side == side && one.name == name);
    let mut people = Vec::new();
    if side == Side::Team {
        for member in &content.team {
            let present = on_record(&member.display_name).map(|one| sessions(&one.present_at)).unwrap_or_default();
            let role = press.say(visit::role(member.team_role)).to_owned();
            people.push([member.display_name.clone(), member.title.clone(), role, present]);
        }
    }
    for one in content.attendees.iter().filter(|one| one.side == side) {
        if side != Side::Team || !content.team.iter().any(|member| member.display_name == one.name) {
            people.push([one.name.clone(), one.title.clone(), String::new(), sessions(&one.present_at)]);
        }
    }
    people
}
