//! Search and order of Vietnamese text: search without diacritics, sorting by the Vietnamese alphabet (đ after d).

use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let locale = icu_collator::CollatorPreferences::from(&"vi".parse::<icu_locale_core::Locale>().ok()?);
    Collator::try_new(locale, CollatorOptions::default()).ok()
});

/// The text as it is searched: lower case, without diacritics, đ as d, white space folded ("Cao Lộc" → "cao loc").
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd().filter(|&c| !is_combining_mark(c)) {
        match c {
            'đ' | 'Đ' => folded.push('d'),
            c if c.is_alphanumeric() => folded.extend(c.to_lowercase()),
            _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A key whose byte order, written as lower-case hexadecimal, is the Vietnamese alphabetical order of the text.
///
/// Kept in a column beside the name, so that both databases sort alike and no collation has to be registered with them.
#[must_use]
pub fn sort_key(text: &str) -> String {
    let mut key = Vec::with_capacity(text.len() * 3);
    match COLLATOR.as_ref() {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
        }
        None => key.extend_from_slice(fold(text).as_bytes()),
    }
    data_encoding::HEXLOWER.encode(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_ignores_marks_and_case() {
        assert_eq!(fold("  Xã Đồng   Đăng "), "xa dong dang");
        assert_eq!(fold("Cao Lộc"), "cao loc");
        assert_eq!(fold("UBND-xã_Gia Cát"), "ubnd xa gia cat");
    }

    #[test]
    fn the_order_is_that_of_the_vietnamese_alphabet() {
        let mut names = ["Đà Nẵng", "Dương", "Ân", "An", "Ăn", "Ê", "E", "Ơ", "Ô", "O", "Ư", "U", "Đa"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["An", "Ăn", "Ân", "Dương", "Đa", "Đà Nẵng", "E", "Ê", "O", "Ô", "Ơ", "U", "Ư"]);
    }
}
