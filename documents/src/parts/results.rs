//! Degree of fulfilment by part of the checklist, score and band, the statement on sampling.

use super::prose::{self, cell, column, middle, strong};
use crate::content::{Inspection, Item, ItemState, Score, Verdict};
use crate::layout::{Piece, Row, Table, WIDTH, table};
use crate::press::Press;
use crate::wording::{heading, outcome};

/// The verdicts that are counted in columns.
const COUNTED: [Verdict; 4] = [Verdict::Conforming, Verdict::PartlyConforming, Verdict::Nonconforming, Verdict::NotApplicable];

/// Sentence, table and score.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let counts = content.fulfilment;
    let figures =
        [counts.asked, counts.conforming, counts.partly_conforming, counts.nonconforming, counts.not_applicable, counts.not_judged]
            .map(|count| count.to_string());
    let mut pieces = prose::text(press.fonts, &press.fill(outcome::FULFILMENT, &figures.each_ref().map(String::as_str)));
    if counts.unanswered > 0 {
        pieces.extend(prose::text(press.fonts, &press.fill(outcome::UNANSWERED_ITEMS, &[&counts.unanswered.to_string()])));
    }
    if counts.excluded > 0 {
        pieces.extend(prose::text(press.fonts, &press.fill(outcome::EXCLUDED_ITEMS, &[&counts.excluded.to_string()])));
    }
    pieces.extend(by_part(press, content));
    pieces.extend(prose::remark(press.fonts, press.say(outcome::SHORT_MEANING)));
    if let Some(score) = &content.score {
        pieces.extend(rating(press, content, score));
    }
    pieces
}

/// The statement on sampling.
#[must_use]
pub fn sampling(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    prose::text(press.fonts, content.sampling.statement.get(press.lang()))
}

/// Items of a list with a verdict.
#[must_use]
pub fn count<'a>(items: impl Iterator<Item = &'a Item>, verdict: Verdict) -> usize {
    items.filter(|item| item.state != ItemState::Excluded && item.verdict == Some(verdict)).count()
}

/// The heads of the columns of counted verdicts.
pub fn verdict_columns(press: &Press<'_>) -> impl Iterator<Item = crate::layout::Cell> {
    COUNTED.map(|verdict| column(press.say(outcome::short(verdict)))).into_iter()
}

/// The counts of verdicts among items, one a column.
pub fn verdict_counts(items: &[&Item]) -> impl Iterator<Item = String> {
    COUNTED.map(|verdict| count(items.iter().copied(), verdict).to_string()).into_iter()
}

fn by_part(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let scored = content.score.is_some();
    let percent = |id: &str| {
        let part = content.score.as_ref()?.sections.iter().find(|part| part.section == id)?;
        part.percent.as_ref().map(|percent| format!("{}%", decimal(press, percent)))
    };
    let asked = |item: &&Item| item.state != ItemState::Excluded;
    let mut rows = Vec::new();
    for section in &content.checklist.sections {
        let mut cells = vec![cell(section.title.get(press.lang())), middle(&section.items.iter().filter(asked).count().to_string())];
        cells.extend(verdict_counts(&section.items.iter().collect::<Vec<_>>()).map(|count| middle(&count)));
        if scored {
            cells.push(middle(percent(&section.id).as_deref().unwrap_or("–")));
        }
        rows.push(Row::Cells(cells));
    }
    let mut total = vec![strong(press.say(outcome::TOTAL)), column(&content.checklist.items().filter(asked).count().to_string())];
    let all: Vec<&Item> = content.checklist.items().collect();
    total.extend(verdict_counts(&all).map(|count| column(&count)));
    let mut head = vec![column(press.say(heading::PART)), column(press.say(heading::ITEMS))];
    head.extend(verdict_columns(press));
    let mut parts = vec![40, 10, 10, 12, 10, 10];
    if scored {
        head.push(column(press.say(heading::SCORE)));
        let whole = content.score.as_ref().and_then(|score| score.percent.as_ref()).map(|percent| format!("{}%", decimal(press, percent)));
        total.push(column(whole.as_deref().unwrap_or("–")));
        parts.push(14);
    }
    rows.push(Row::Cells(total));
    Table { columns: table::shares(WIDTH, &parts), head, rows, gap: prose::BETWEEN }.pieces(press.fonts)
}

fn rating(press: &Press<'_>, content: &Inspection, score: &Score) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(percent) = &score.percent {
        let line = press.fill(outcome::SCORE, &[&decimal(press, percent), &points(press, &score.earned), &points(press, &score.possible)]);
        pieces.extend(prose::text(press.fonts, &line));
    }
    let Some(rating) = &content.rating else { return pieces };
    let name = |key: &Option<String>| key.as_deref().and_then(|key| rating.band(key)).map(|band| band.name.get(press.lang()));
    if let Some(band) = name(&score.band) {
        let title = prose::inner(rating.title.get(press.lang()));
        pieces.extend(prose::styled(press.fonts, &press.fill(outcome::BAND, &[band, &title]), crate::fonts::Face::Bold));
    }
    if score.band != score.uncapped_band
        && let Some(band) = name(&score.uncapped_band)
    {
        pieces.extend(prose::text(press.fonts, &press.fill(outcome::CAPPED, &[band])));
    }
    pieces
}

/// A decimal as the language writes it: `87,50`.
#[must_use]
pub fn decimal(press: &Press<'_>, text: &str) -> String {
    match press.lang() {
        crate::content::Lang::Vi => text.replace('.', ","),
        crate::content::Lang::En => text.to_owned(),
    }
}

/// An exact fraction as people read it: whole, or with two decimals.
fn points(press: &Press<'_>, fraction: &str) -> String {
    let Some((above, below)) = fraction.split_once('/') else { return fraction.to_owned() };
    let (Ok(above), Ok(below)) = (above.parse::<i128>(), below.parse::<i128>()) else { return fraction.to_owned() };
    if below <= 0 {
        return fraction.to_owned();
    }
    let hundredths = (above * 100 + below / 2) / below;
    decimal(press, &format!("{}.{:02}", hundredths / 100, hundredths % 100))
}
