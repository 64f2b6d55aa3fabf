//! Records and values of any collection in words, as people who decide about them need to read them.

use serde_json::Value;
use soat_checklist_schemas::{Checklist, Item};

use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::inspections::{answers, gaps};
use crate::portal::text::{Inbox, fill, named};

/// The item that a record of `responses` or `samples` belongs to.
#[must_use]
pub fn item_of<'a>(checklist: &'a Checklist, record: Option<&Value>) -> Option<&'a Item> {
    checklist.item(record?.get("item_id")?.as_str()?)
}

/// What a record is about, in words: the question of an answer, the number of a finding, the name of a person.
#[must_use]
pub fn about(collection: &str, record: Option<&Value>, checklist: &Checklist, lang: Lang) -> String {
    let text = |name: &str| record.and_then(|record| record.get(name)).and_then(Value::as_str).unwrap_or_default();
    let said = match collection {
        "responses" => item_of(checklist, record).map(|item| gaps::say(&item.question, lang)).unwrap_or_default(),
        "samples" => text("dossier_code"),
        "attendees" => text("name"),
        "evidence" => text("caption"),
        "findings" if text("number").is_empty() => text("local_label"),
        "findings" | "corrective_action_requests" => text("number"),
        _ => "",
    };
    let kind = named::collection(collection, lang);
    if said.is_empty() { kind.to_owned() } else { format!("{kind}: {said}") }
}

/// A value of a field in words.
#[must_use]
pub fn value(field: &str, value: &Value, item: Option<&Item>, lang: Lang) -> String {
    let t = Inbox::of(lang);
    match (field, value) {
        ("withdrawn", Value::Null) => t.keep_record.to_owned(),
        ("withdrawn", Value::String(reason)) => fill(t.withdraw_record, &[reason]),
        ("value", value) if !value.is_null() => match item {
            Some(item) => answers::value_in_words(item, value, lang),
            None => plain(value, lang),
        },
        ("verdict", Value::String(verdict)) => named::verdict(verdict, lang).to_owned(),
        ("grade", Value::String(grade)) => named::grade(grade, lang).to_owned(),
        ("side", Value::String(side)) => named::side(side, lang).to_owned(),
        ("item_id", Value::String(id)) => {
            item.filter(|item| item.id == *id).map_or_else(|| id.clone(), |item| gaps::say(&item.question, lang).to_owned())
        }
        (_, value) => plain(value, lang),
    }
}

fn plain(value: &Value, lang: Lang) -> String {
    match value {
        Value::Null => Inbox::of(lang).empty_value.to_owned(),
        Value::String(text) if text.is_empty() => Inbox::of(lang).empty_value.to_owned(),
        Value::String(text) => moment_or_day(text).unwrap_or_else(|| text.clone()),
        Value::Array(items) => items.iter().map(|item| plain(item, lang)).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            let part = |(name, value): (&String, &Value)| format!("{}: {}", named::field(name, lang), plain(value, lang));
            fields.iter().map(part).collect::<Vec<_>>().join(", ")
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn moment_or_day(text: &str) -> Option<String> {
    if text.len() == 10 {
        return text.parse::<LocalDate>().ok().map(|day| format::date(&day));
    }
    if text.len() > 18 && text.as_bytes().get(10) == Some(&b'T') {
        return text.parse::<Instant>().ok().map(format::moment);
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_read_as_words() {
        let said = |field, given: Value| value(field, &given, None, Lang::Vi);
        assert_eq!(said("verdict", json!("nonconforming")), "Không phù hợp");
        assert_eq!(said("withdrawn", Value::Null), "Giữ bản ghi");
        assert_eq!(said("due_on", json!("2026-03-09")), "09/03/2026");
        assert_eq!(said("clauses", json!(["8.5.1", "9.1"])), "8.5.1; 9.1");
        assert_eq!(said("note", json!("")), "(để trống)");
    }
}
