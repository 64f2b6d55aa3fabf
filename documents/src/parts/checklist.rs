//! The checklist as it was answered: question, clauses, what was recorded, verdict.

use serde_json::Value;

use super::prose::{self, cell, column, middle, strong};
use crate::content::{Inspection, Item, ItemState, Response};
use crate::fonts::Face;
use crate::layout::{Align, Cell, Piece, Row, Table, WIDTH, table};
use crate::press::Press;
use crate::wording::{heading, outcome};

/// One row an item, under the title of its part.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let mut rows = Vec::new();
    let mut number = 0;
    for section in content.checklist.sections.iter().filter(|section| !section.items.is_empty()) {
        rows.push(Row::Band(strong(section.title.get(press.lang()))));
        for item in &section.items {
            number += 1;
            rows.push(row(press, content, item, number));
        }
    }
    let words = [heading::NO, heading::QUESTION, heading::CLAUSE, heading::VERDICT];
    let columns = table::shares(WIDTH, &[8, 72, 16, 19]);
    let head = words.map(|words| column(press.say(words))).to_vec();
    Table { columns, head, rows, gap: prose::BETWEEN }.pieces(press.fonts)
}

fn row(press: &Press<'_>, content: &Inspection, item: &Item, number: usize) -> Row {
    let mut paragraphs = vec![prose::paragraph(item.question.get(press.lang()), Face::Regular, prose::TABLE, Align::Left)];
    for response in content.responses.iter().filter(|response| response.item_id == item.id) {
        let record = record(press, content, item, response);
        if !record.is_empty() {
            let mut paragraph = prose::paragraph(&record, Face::Italic, prose::TABLE - 0.5, Align::Left);
            paragraph.gap = 2.0;
            paragraphs.push(paragraph);
        }
    }
    let verdict = match (item.state, item.verdict) {
        (ItemState::Excluded, _) => press.say(outcome::EXCLUDED),
        (_, Some(verdict)) => press.say(outcome::verdict(verdict)),
        (ItemState::Unanswered, None) => press.say(outcome::UNANSWERED),
        (ItemState::Answered, None) => "–",
    };
    Row::Cells(vec![middle(&number.to_string()), Cell { paragraphs }, cell(&item.clauses.join("; ")), middle(verdict)])
}

/// Value and remarks; for a dossier with its code and verdict.
fn record(press: &Press<'_>, content: &Inspection, item: &Item, response: &Response) -> String {
    let mut parts = Vec::new();
    if let Some(sample) = response.sample_id.as_ref().and_then(|id| content.samples.iter().find(|sample| sample.id == *id)) {
        let verdict = response.verdict.map_or("–", |verdict| press.say(outcome::verdict(verdict)));
        parts.push(format!("{}: {verdict}.", sample.dossier_code));
    }
    let value = value(press, item, &response.value);
    if !value.is_empty() {
        parts.push(format!("{}.", value.trim_end_matches('.')));
    }
    if !response.note.is_empty() {
        parts.push(response.note.clone());
    }
    parts.join(" ")
}

/// The value as people read it, by the kind of the item.
fn value(press: &Press<'_>, item: &Item, value: &Value) -> String {
    let option = |text: &str| {
        item.options.iter().find(|option| option.value == text).map_or(text, |option| option.label.get(press.lang())).to_owned()
    };
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => press.say(if *flag { outcome::YES } else { outcome::NO }).to_owned(),
        Value::Number(number) => {
            let unit = item.unit.as_ref().map(|unit| format!(" {}", unit.get(press.lang()))).unwrap_or_default();
            format!("{}{unit}", super::results::decimal(press, &number.to_string()))
        }
        Value::String(text) if item.kind == "date" => {
            text.parse().map_or_else(|_| text.clone(), |day| press.calendar.day(crate::content::Day(day)))
        }
        Value::String(text) => option(text),
        Value::Array(values) => values.iter().filter_map(Value::as_str).map(option).collect::<Vec<_>>().join("; "),
        Value::Object(_) => value.to_string(),
    }
}
