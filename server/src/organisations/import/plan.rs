//! What an import would change, worked out against the rows there are. Pure but for the ids it is given.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;
use validator::ValidateEmail;

use super::columns::{Column, Row, Table, flaw};
use crate::kernel::catalogue::field;
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::problem::FieldError;
use crate::kernel::vietnamese;
use crate::organisations::entity::organisation;
use crate::organisations::input::is_code;
use crate::organisations::rules::{self, Edges, Level};
use crate::organisations::service::search_text;
use crate::organisations::views::Warning;

/// What there is, as far as the import is concerned.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    /// The organisation below which the rows without a superior come; none: each of them is the top of a register.
    pub place: Option<organisation::Model>,
    /// All organisations of the registers concerned.
    pub rows: Vec<organisation::Model>,
    /// Of these, those that the import may change or put others below: at or below the place.
    pub reachable: HashSet<Uuid>,
    /// Of these, those that the caller may name as a second superior.
    pub readable: HashSet<Uuid>,
    /// Second superiors in other registers, by id: their codes.
    pub codes_elsewhere: HashMap<Uuid, String>,
    /// Closed organisations and what followed them.
    pub followed: Vec<(Uuid, Uuid)>,
    /// Former names, for search.
    pub former_names: HashMap<Uuid, Vec<String>>,
    /// Codes of all kinds.
    pub kinds: HashSet<String>,
    /// The kind of rows without a superior, when the operator names one.
    pub root_kind: Option<String>,
}

/// What is to be written.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// New organisations, the superiors before those below them being no matter.
    pub created: Vec<organisation::Model>,
    /// Changed ones: before and after.
    pub updated: Vec<(organisation::Model, organisation::Model)>,
    /// Rows that say what is there already.
    pub unchanged: usize,
    /// Direct superiors of each organisation that is new or has other superiors.
    pub edges: Edges,
    /// Oddities.
    pub warnings: Vec<Warning>,
}

/// Plans an import.
///
/// # Errors
/// Every flaw of every row.
pub fn plan(table: &Table, existing: &Existing, now: Instant, fresh: impl FnMut() -> Uuid) -> Result<Plan, Vec<FieldError>> {
    let mut planner = Planner::new(table, existing, now);
    planner.match_rows(fresh);
    let rows: Vec<_> = table.rows.iter().map(|row| planner.organisation(row)).collect();
    planner.refuse_circles(&rows);
    if planner.flaws.is_empty() {
        let warnings = planner.oddities(&rows);
        Ok(Planner::sort(rows, warnings))
    } else {
        planner.flaws.sort_by_key(|(row, _)| *row);
        Err(planner.flaws.into_iter().map(|(_, flaw)| flaw).collect())
    }
}

/// Whom a row is about.
#[derive(Clone, Copy, Debug)]
struct Matched {
    id: Uuid,
    root: Uuid,
}

struct Planner<'a> {
    table: &'a Table,
    existing: &'a Existing,
    now: Instant,
    by_place: HashMap<(Uuid, &'a str), &'a organisation::Model>,
    rows_by_code: HashMap<&'a str, &'a Row>,
    matched: HashMap<&'a str, Matched>,
    flaws: Vec<(u32, FieldError)>,
}

impl<'a> Planner<'a> {
    fn new(table: &'a Table, existing: &'a Existing, now: Instant) -> Self {
        let by_place = existing.rows.iter().map(|row| ((row.root_id, row.code.as_str()), row)).collect();
        let mut planner = Self { table, existing, now, by_place, rows_by_code: HashMap::new(), matched: HashMap::new(), flaws: Vec::new() };
        for row in &table.rows {
            match table.cell(row, Column::Code) {
                None => planner.refuse(row, Column::Code, &field::MISSING, &[("name", "code")]),
                Some(code) if !is_code(code) => planner.refuse(row, Column::Code, &field::FORMAT, &[("expected", "A–Z 0–9 . - _ /")]),
                Some(code) if planner.rows_by_code.contains_key(code) => planner.refuse(row, Column::Code, &field::NOT_UNIQUE, &[]),
                Some(code) => _ = planner.rows_by_code.insert(code, row),
            }
        }
        planner
    }

    fn refuse(&mut self, row: &Row, column: Column, kind: &field::Flaw, params: &[(&str, &str)]) {
        self.flaws.push((row.number, flaw(row.number, column.name(), kind, params)));
    }

    /// Gives every row the organisation it is about: an existing one by its code, or a fresh id.
    fn match_rows(&mut self, mut fresh: impl FnMut() -> Uuid) {
        let roots: HashMap<&str, Uuid> =
            self.existing.rows.iter().filter(|row| row.parent_id.is_none()).map(|row| (row.code.as_str(), row.root_id)).collect();
        for row in &self.table.rows {
            let Some(code) = self.table.cell(row, Column::Code) else { continue };
            if self.matched.contains_key(code) {
                continue;
            }
            let root = match &self.existing.place {
                Some(place) => place.root_id,
                None => self.root_of_new_register(row, &roots, &mut fresh),
            };
            if self.matched.contains_key(code) {
                continue;
            }
            let id = match self.by_place.get(&(root, code)) {
                Some(known) if self.existing.place.is_some() && !self.existing.reachable.contains(&known.id) => {
                    self.refuse(row, Column::Code, &field::NOT_UNIQUE, &[]);
                    continue;
                }
                Some(known) => known.id,
                None => fresh(),
            };
            self.matched.insert(code, Matched { id, root });
        }
    }

    /// The register of a row when every row without a superior is the top of one; matches that top row on the way.
    fn root_of_new_register(&mut self, row: &'a Row, roots: &HashMap<&str, Uuid>, fresh: &mut impl FnMut() -> Uuid) -> Uuid {
        let mut top = row;
        let mut steps = 0;
        while let Some(above) = self.table.cell(top, Column::ParentCode).and_then(|code| self.rows_by_code.get(code)) {
            top = above;
            steps += 1;
            if steps > self.table.rows.len() {
                break; // A circle; it is named later.
            }
        }
        let code = self.table.cell(top, Column::Code).unwrap_or_default();
        if let Some(known) = self.matched.get(code) {
            return known.root;
        }
        let root = roots.get(code).copied().unwrap_or_else(fresh);
        self.matched.insert(self.table.cell(top, Column::Code).unwrap_or_default(), Matched { id: root, root });
        root
    }

    /// The organisation as the row wants it, beside the row it was.
    fn organisation(&mut self, row: &'a Row) -> Option<Wanted<'a>> {
        let code = self.table.cell(row, Column::Code)?;
        let Matched { id, root } = *self.matched.get(code)?;
        let before = self.by_place.get(&(root, code)).copied();
        let name = self.required(row, Column::Name);
        let level = self.level(row);
        let parent_id = self.parent(row, id, before);
        let second_superior_id = self.second_superior(row, root, before.and_then(|row| row.second_superior_id));
        let kind = self.kind(row, level, before);
        let text = |column, old: Option<&String>| self.text(row, column, old);
        let short_name = text(Column::ShortName, before.and_then(|row| row.short_name.as_ref()));
        let address = text(Column::Address, before.and_then(|row| row.address.as_ref()));
        let phone = text(Column::Phone, before.and_then(|row| row.phone.as_ref()));
        let email = text(Column::Email, before.and_then(|row| row.email.as_ref()));
        let mut unit_code = text(Column::UnitCode, before.and_then(|row| row.unit_code.as_ref()));
        if self.table.is_list_of_units() {
            unit_code = Some(code.to_owned());
        }
        if email.as_ref().is_some_and(|email| !email.validate_email()) {
            self.refuse(row, Column::Email, &field::FORMAT, &[("expected", "ten@co-quan.gov.vn")]);
        }
        let valid_from = self.date(row, Column::ValidFrom, before.and_then(|row| row.valid_from.as_ref()));
        let valid_to = self.date(row, Column::ValidTo, before.and_then(|row| row.valid_to.as_ref()));
        if !rules::days_in_order(valid_from.as_ref(), valid_to.as_ref()) {
            self.refuse(row, Column::ValidTo, &field::FORMAT, &[("expected", "valid_to ≥ valid_from")]);
        }
        let (name, level, kind) = (name?, level?, kind?);
        let former = self.existing.former_names.get(&id).map_or(&[][..], Vec::as_slice);
        let after = organisation::Model {
            id,
            search_text: search_text(name, short_name.as_deref(), code, unit_code.as_deref(), former),
            sort_key: vietnamese::sort_key(name),
            code: code.to_owned(),
            name: name.to_owned(),
            short_name,
            kind,
            level: level.name().to_owned(),
            parent_id,
            second_superior_id,
            root_id: root,
            unit_code,
            valid_from,
            valid_to,
            address,
            phone,
            email,
            version: before.map_or(1, |row| row.version),
            created_at: before.map_or(self.now, |row| row.created_at),
        };
        Some(Wanted { row, before, after })
    }

    fn required(&mut self, row: &'a Row, column: Column) -> Option<&'a str> {
        let cell = self.table.cell(row, column);
        if cell.is_none() {
            self.refuse(row, column, &field::MISSING, &[("name", column.name())]);
        }
        cell
    }

    fn level(&mut self, row: &'a Row) -> Option<Level> {
        let name = self.required(row, Column::Level)?;
        let level = Level::named(name);
        if level.is_none() {
            let expected = "central, provincial (province), district, communal (commune)";
            self.refuse(row, Column::Level, &field::FORMAT, &[("expected", expected)]);
        }
        level
    }

    fn kind(&mut self, row: &'a Row, level: Option<Level>, before: Option<&organisation::Model>) -> Option<String> {
        let is_top = self.existing.place.is_none() && self.table.cell(row, Column::ParentCode).is_none();
        let named = self.table.cell(row, Column::Kind).or(self.existing.root_kind.as_deref().filter(|_| is_top));
        let same_level = before.filter(|row| !self.table.has(Column::Kind) && level.is_some_and(|level| level.name() == row.level));
        let kind = match (named, same_level) {
            (Some(kind), _) => kind,
            (None, Some(before)) => &before.kind,
            // Without a level the row is refused already, and nothing is known of its kind.
            (None, None) => match level?.usual_kind() {
                Some(kind) => kind,
                None => return self.required(row, Column::Kind).map(ToOwned::to_owned),
            },
        };
        if !self.existing.kinds.contains(kind) {
            self.refuse(row, Column::Kind, &field::UNKNOWN_REFERENCE, &[]);
        }
        Some(kind.to_owned())
    }

    fn parent(&mut self, row: &'a Row, id: Uuid, before: Option<&organisation::Model>) -> Option<Uuid> {
        let place = self.existing.place.as_ref();
        let Some(code) = self.table.cell(row, Column::ParentCode) else {
            // The place itself may stand in the file; its own superior is none of the file's business.
            return if place.is_some_and(|place| place.id == id) { before?.parent_id } else { place.map(|place| place.id) };
        };
        if let Some(matched) = self.matched.get(code) {
            return Some(matched.id);
        }
        if self.rows_by_code.contains_key(code) {
            return None; // Refused in its own row.
        }
        let known = place.and_then(|place| self.by_place.get(&(place.root_id, code)));
        let known = known.filter(|known| self.existing.reachable.contains(&known.id)).map(|known| known.id);
        if known.is_none() {
            self.refuse(row, Column::ParentCode, &field::UNKNOWN_REFERENCE, &[]);
        }
        known
    }

    fn second_superior(&mut self, row: &'a Row, root: Uuid, before: Option<Uuid>) -> Option<Uuid> {
        if !self.table.has(Column::SecondSuperiorCode) {
            return before;
        }
        let code = self.table.cell(row, Column::SecondSuperiorCode)?;
        // One that is there already may stay, whoever may read it and whichever register it is in.
        let stays = before.filter(|id| self.existing.codes_elsewhere.get(id).is_some_and(|elsewhere| elsewhere == code));
        let named = self.by_place.get(&(root, code)).map(|row| row.id);
        let named = named.filter(|id| before == Some(*id) || self.existing.readable.contains(id));
        let known = self.matched.get(code).map(|matched| matched.id).or(stays).or(named);
        if known.is_none() && !self.rows_by_code.contains_key(code) {
            self.refuse(row, Column::SecondSuperiorCode, &field::UNKNOWN_REFERENCE, &[]);
        } else if Some(code) == self.table.cell(row, Column::ParentCode) {
            self.refuse(row, Column::SecondSuperiorCode, &field::NOT_UNIQUE, &[]);
        }
        known
    }

    fn text(&self, row: &'a Row, column: Column, before: Option<&String>) -> Option<String> {
        if self.table.has(column) { self.table.cell(row, column).map(ToOwned::to_owned) } else { before.cloned() }
    }

    fn date(&mut self, row: &'a Row, column: Column, before: Option<&LocalDate>) -> Option<LocalDate> {
        if !self.table.has(column) {
            return before.cloned();
        }
        let cell = self.table.cell(row, column)?;
        let date = cell.parse().ok().filter(|date: &LocalDate| date.as_str() == cell);
        if date.is_none() {
            self.refuse(row, column, &field::FORMAT, &[("expected", "YYYY-MM-DD")]);
        }
        date
    }

    /// Names each row that would stand above itself.
    fn refuse_circles(&mut self, rows: &[Option<Wanted<'a>>]) {
        let mut edges: Edges = HashMap::new();
        for row in &self.existing.rows {
            edges.insert(row.id, superiors(row));
        }
        for wanted in rows.iter().flatten() {
            edges.insert(wanted.after.id, superiors(&wanted.after));
        }
        for (closed, successor) in &self.existing.followed {
            edges.entry(*closed).or_default().push(*successor);
        }
        let Err(circle) = rules::closure(&edges, &HashMap::new()) else { return };
        for wanted in rows.iter().flatten().filter(|wanted| circle.contains(&wanted.after.id)) {
            let by_second = wanted.after.second_superior_id.is_some_and(|second| circle.contains(&second));
            let by_parent = wanted.after.parent_id.is_some_and(|parent| circle.contains(&parent));
            let column = if by_second && !by_parent { Column::SecondSuperiorCode } else { Column::ParentCode };
            self.refuse(wanted.row, column, &field::CIRCLE, &[]);
        }
    }

    /// What is odd but may well be so.
    fn oddities(&self, rows: &[Option<Wanted<'a>>]) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let mut names: HashSet<(Option<Uuid>, &str)> = HashSet::new();
        let levels: HashMap<Uuid, &str> =
            self.existing.rows.iter().chain(self.existing.place.as_ref()).map(|row| (row.id, row.level.as_str())).collect();
        let wanted: HashMap<Uuid, &str> = rows.iter().flatten().map(|wanted| (wanted.after.id, wanted.after.level.as_str())).collect();
        for Wanted { row, after, .. } in rows.iter().flatten() {
            if !names.insert((after.parent_id, after.name.as_str())) {
                let vi = format!("Dòng {}: tên {} đã có dưới cùng cấp trên.", row.number, after.name);
                let en = format!("Row {}: the name {} occurs below the same superior.", row.number, after.name);
                warnings.push(Warning::new("same-name", vi, en).at(row.number, Column::Name.name()));
            }
            let above = after.parent_id.and_then(|parent| wanted.get(&parent).or_else(|| levels.get(&parent)));
            if above.is_some_and(|above| Level::named(above) > Level::named(&after.level)) {
                let vi = format!("Dòng {}: {} có cấp cao hơn cấp trên của nó.", row.number, after.name);
                let en = format!("Row {}: {} is of a higher level than its superior.", row.number, after.name);
                warnings.push(Warning::new("level-above-superior", vi, en).at(row.number, Column::Level.name()));
            }
        }
        warnings
    }

    fn sort(rows: Vec<Option<Wanted<'a>>>, warnings: Vec<Warning>) -> Plan {
        let mut plan = Plan { warnings, ..Plan::default() };
        for Wanted { before, after, .. } in rows.into_iter().flatten() {
            match before {
                None => {
                    plan.edges.insert(after.id, superiors(&after));
                    plan.created.push(after);
                }
                Some(before) if *before == after => plan.unchanged += 1,
                Some(before) => {
                    if (before.parent_id, before.second_superior_id) != (after.parent_id, after.second_superior_id) {
                        plan.edges.insert(after.id, superiors(&after));
                    }
                    plan.updated.push((before.clone(), organisation::Model { version: before.version + 1, ..after }));
                }
            }
        }
        plan
    }
}

struct Wanted<'a> {
    row: &'a Row,
    before: Option<&'a organisation::Model>,
    after: organisation::Model,
}

fn superiors(row: &organisation::Model) -> Vec<Uuid> {
    let both: BTreeSet<Uuid> = [row.parent_id, row.second_superior_id].into_iter().flatten().collect();
    both.into_iter().collect()
}
