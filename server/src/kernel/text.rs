//! Text in two languages, and the cleaning of text that comes in.

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};
use utoipa::ToSchema;

/// A language of the user interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese, the first language.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The better of the two languages for an `Accept-Language` header (RFC 9110, 12.5.4); Vietnamese when it names neither.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0.0_f32, Self::Vi);
        for part in header.split(',') {
            let mut pieces = part.trim().split(';');
            let lang = match pieces.next().unwrap_or_default().get(..2).map(str::to_ascii_lowercase).as_deref() {
                Some("vi") => Self::Vi,
                Some("en") => Self::En,
                _ => continue,
            };
            let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            if weight > best.0 {
                best = (weight, lang);
            }
        }
        best.1
    }

    /// The tag for `Content-Language`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// A fixed text of the program, in both languages; neither can be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in one language.
    #[must_use]
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}

/// Why a text that came in was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForbiddenCharacter(pub char);

/// Brings `text` to NFC and refuses NUL, control characters (other than tab and line breaks), bidirectional overrides and
/// zero-width marks, which make two different names look the same.
///
/// # Errors
/// The first forbidden character.
pub fn clean(text: &str) -> Result<String, ForbiddenCharacter> {
    if let Some(bad) = text.chars().find(|&c| is_forbidden(c)) {
        return Err(ForbiddenCharacter(bad));
    }
    Ok(if is_nfc(text) { text.to_owned() } else { text.nfc().collect() })
}

fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => true,
        _ => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_stands_first_and_english_on_request() {
        assert_eq!(Lang::from_accept_language(""), Lang::Vi);
        assert_eq!(Lang::from_accept_language("fr, en-GB;q=0.8, vi;q=0.3"), Lang::En);
        assert_eq!(Lang::from_accept_language("en;q=0.5, vi"), Lang::Vi);
    }

    #[test]
    fn decomposed_text_is_composed_and_hidden_characters_are_refused() {
        assert_eq!(clean("Cao Lo\u{323}\u{302}c").unwrap(), "Cao Lộc");
        assert_eq!(clean("a\0b"), Err(ForbiddenCharacter('\0')));
        assert_eq!(clean("abc\u{202e}cba"), Err(ForbiddenCharacter('\u{202e}')));
        assert!(clean("dòng một\ndòng hai").is_ok());
    }
}
