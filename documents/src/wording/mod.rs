//! Every fixed text of the documents, in both languages; neither can be forgotten.

pub mod act;
pub mod decree;
pub mod heading;
pub mod outcome;
pub mod request;
pub mod visit;

use crate::content::Lang;

/// A fixed text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// The text in one language.
    #[must_use]
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }

    /// The text with its places, written `{}`, filled in order.
    #[must_use]
    pub fn fill(self, lang: Lang, places: &[&str]) -> String {
        let mut places = places.iter();
        let mut pieces = self.get(lang).split("{}");
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |text, piece| text + places.next().copied().unwrap_or_default() + piece)
    }
}

const fn words(vi: &'static str, en: &'static str) -> Words {
    Words { vi, en }
}
