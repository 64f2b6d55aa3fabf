//! What a text must satisfy wherever it is written: checklists, rating schemes and answers.
//!
//! Lengths are counted in Unicode code points, so that server and client count alike.

use unicode_normalization::is_nfc;

use crate::flaw::{Flaw, step};
use crate::message;
use crate::template::Text;

/// Longest title, heading, label or name.
pub(crate) const TITLE: Limit = Limit { characters: 300, lines: false };
/// Longest question or evidence hint.
pub(crate) const QUESTION: Limit = Limit { characters: 1000, lines: true };
/// Longest guidance or purpose.
pub(crate) const GUIDANCE: Limit = Limit { characters: 4000, lines: true };

/// How long a text may be and whether it may have several lines.
#[derive(Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) characters: usize,
    lines: bool,
}

/// Both languages of a text for people.
pub(crate) fn check_text(text: &Text, limit: Limit, pointer: &str, flaws: &mut Vec<Flaw>) {
    check_wording(&text.vi, limit, &step(pointer, "vi"), flaws);
    check_wording(&text.en, limit, &step(pointer, "en"), flaws);
}

fn check_wording(text: &str, limit: Limit, pointer: &str, flaws: &mut Vec<Flaw>) {
    if text.trim().is_empty() {
        flaws.push(Flaw::new(&message::TEXT_EMPTY, pointer, &[]));
        return;
    }
    if text.trim() != text {
        flaws.push(Flaw::new(&message::TEXT_UNTRIMMED, pointer, &[]));
    }
    check_characters(text, limit.lines, pointer, flaws);
    check_length(text, limit.characters, pointer, flaws);
}

/// Text written by an inspector: may be empty and have lines and tabs.
pub(crate) fn check_free_text(text: &str, limit: usize, pointer: &str, flaws: &mut Vec<Flaw>) {
    check_characters(text, true, pointer, flaws);
    check_length(text, limit, pointer, flaws);
}

fn check_length(text: &str, limit: usize, pointer: &str, flaws: &mut Vec<Flaw>) {
    if text.chars().nth(limit).is_some() {
        flaws.push(Flaw::new(&message::TEXT_TOO_LONG, pointer, &[&limit]));
    }
}

fn check_characters(text: &str, lines: bool, pointer: &str, flaws: &mut Vec<Flaw>) {
    if !is_nfc(text) {
        flaws.push(Flaw::new(&message::TEXT_NOT_NFC, pointer, &[]));
    }
    let allowed = |c: &char| lines && matches!(c, '\n' | '\t');
    if let Some(bad) = text.chars().find(|c| is_invisible(*c) && !allowed(c)) {
        let name = format!("U+{:04X}", u32::from(bad));
        flaws.push(Flaw::new(&message::TEXT_CONTROL_CHARACTER, pointer, &[&name]));
    }
}

/// Control characters, and those that reorder or hide text in a signed document. The joiners U+200C and U+200D stay:
/// some scripts and emoji need them.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{FEFF}'
            | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFB}')
}
