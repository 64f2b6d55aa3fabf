//! Bars drawn on the server: each is a picture beside the number that says the same, so whoever does not see it misses nothing.

use askama::Template;
use askama::filters::HtmlSafe;

/// A bar: a whole, and a part of it that is shown darker.
#[derive(Clone, Copy, Debug, Template)]
#[template(
    source = r#"<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar-all" x="0" y="0" width="{{ all }}" height="12"/>{% if part != 0 %}<rect class="bar-part" x="0" y="0" width="{{ part }}" height="12"/>{% endif %}</svg>"#,
    ext = "html"
)]
pub struct Bar {
    all: u64,
    part: u64,
}

impl HtmlSafe for Bar {}

impl Bar {
    /// A bar for `count`, `part` of it darker, where the longest one is for `most`.
    #[must_use]
    pub fn new(count: u64, part: u64, most: u64) -> Self {
        let length = |value: u64| if most == 0 { 0 } else { (value * 1_000).div_ceil(most).min(1_000) };
        Self { all: length(count), part: length(part) }
    }
}

/// A row of a drawn table.
#[derive(Clone, Debug)]
pub struct BarRow {
    /// What is counted.
    pub label: String,
    /// The number, in words.
    pub count: String,
    /// Its rows.
    pub href: String,
    /// A part of it, in words; empty when there is none to tell.
    pub part: String,
    /// The rows of the part; empty when no list shows them.
    pub part_href: String,
    /// The bar.
    pub bar: Bar,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_its_place_and_none_is_invisible() {
        let width = |bar: Bar| (bar.all, bar.part);
        assert_eq!(width(Bar::new(40, 10, 40)), (1_000, 250));
        assert_eq!(width(Bar::new(1, 0, 100_000)), (1, 0));
        assert_eq!(width(Bar::new(0, 0, 0)), (0, 0));
    }
}
