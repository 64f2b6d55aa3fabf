//! Setting text: spans of several faces and sizes are broken into lines of a width, at spaces, and inside a word only when it
//! is wider than the line (a hash, an address).

use super::mark::{Ink, Mark};
use super::times;
use crate::fonts::{Face, Fonts, TIED};

/// Height of a line as a multiple of its size, at single spacing: what the faces ask for.
pub const SINGLE: f32 = 1.149;
/// From the top of a line to its baseline, as a multiple of its size.
const ASCENT: f32 = 0.891;
/// A justified line whose spaces would grow by more than this many sizes is left ragged.
const MAX_STRETCH: f32 = 0.9;

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Face.
    pub face: Face,
    /// Size in points.
    pub size: f32,
    /// Colour.
    pub ink: Ink,
}

impl Style {
    /// Black text.
    #[must_use]
    pub const fn of(face: Face, size: f32) -> Self {
        Self { face, size, ink: Ink::BLACK }
    }

    /// The same in another colour.
    #[must_use]
    pub const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

/// A run of text of one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// As it comes; it is made drawable when it is set.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

impl Span {
    /// A run of text.
    #[must_use]
    pub fn of(text: impl Into<String>, face: Face, size: f32) -> Self {
        Self { text: text.into(), style: Style::of(face, size) }
    }
}

/// Where lines stand in their column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
    /// As wide as the column, but for the last line.
    Justify,
}

/// A paragraph; line feeds in its text begin new lines.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Its text.
    pub spans: Vec<Span>,
    /// How it stands.
    pub align: Align,
    /// The first line begins further in.
    pub indent: f32,
    /// All other lines begin further in.
    pub hang: f32,
    /// Height of lines, as a multiple of single spacing; 0 means single.
    pub leading: f32,
    /// Space before it.
    pub gap: f32,
}

/// A line, set.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its height.
    pub height: f32,
    /// Its marks, relative to its upper left corner.
    pub marks: Vec<Mark>,
}

/// A part of a word in one style.
#[derive(Clone, Debug)]
struct Part {
    span: usize,
    text: String,
    width: f32,
}

/// What stands between two spaces.
#[derive(Clone, Debug, Default)]
struct Word {
    parts: Vec<Part>,
    width: f32,
    /// Begins a line.
    breaks: bool,
}

/// Sets a paragraph into lines of a width.
#[must_use]
pub fn set(fonts: &Fonts, paragraph: &Paragraph, width: f32) -> Vec<Line> {
    let words = split_long(fonts, paragraph, words(fonts, paragraph), width);
    let mut lines = Vec::new();
    let mut rest = words.as_slice();
    let tallest = paragraph.spans.iter().map(|span| span.style.size).fold(0.0, f32::max);
    while !rest.is_empty() {
        let start = if lines.is_empty() { paragraph.indent } else { paragraph.hang };
        let taken = fill(fonts, paragraph, rest, width - start);
        let (line, after) = rest.split_at(taken);
        rest = after;
        let ends = rest.first().is_none_or(|word| word.breaks);
        lines.push(compose(fonts, paragraph, line, (start, width), ends, tallest));
    }
    lines
}

/// The narrowest width that takes no more lines than `width` does: centred titles look better when their lines are alike.
#[must_use]
pub fn balanced(fonts: &Fonts, paragraph: &Paragraph, width: f32) -> f32 {
    let count = set(fonts, paragraph, width).len();
    let steps = (1..=20).map(|step| width * (1.0 - 0.025 * times(step)));
    steps.take_while(|narrower| set(fonts, paragraph, *narrower).len() <= count).last().unwrap_or(width)
}

fn words(fonts: &Fonts, paragraph: &Paragraph) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut current = Word::default();
    for (at, span) in paragraph.spans.iter().enumerate() {
        let mut part = String::new();
        let end_part = |part: &mut String, word: &mut Word| {
            if !part.is_empty() {
                let text = std::mem::take(part);
                let width = fonts.width(span.style.face, span.style.size, &text);
                word.width += width;
                word.parts.push(Part { span: at, text, width });
            }
        };
        for c in fonts.drawable(&span.text).chars() {
            if c != ' ' && c != '\n' {
                part.push(c);
                continue;
            }
            end_part(&mut part, &mut current);
            if !current.parts.is_empty() {
                words.push(std::mem::take(&mut current));
            }
            current.breaks |= c == '\n';
        }
        end_part(&mut part, &mut current);
    }
    if !current.parts.is_empty() {
        words.push(current);
    }
    words
}

/// Cuts words that no line can hold.
fn split_long(fonts: &Fonts, paragraph: &Paragraph, words: Vec<Word>, width: f32) -> Vec<Word> {
    let room = width - paragraph.indent.max(paragraph.hang);
    let mut cut = Vec::with_capacity(words.len());
    for word in words {
        if word.width <= room {
            cut.push(word);
            continue;
        }
        let mut current = Word { breaks: word.breaks, ..Word::default() };
        for part in word.parts {
            let style = paragraph.spans[part.span].style;
            let mut text = String::new();
            for c in part.text.chars() {
                let wider = fonts.width(style.face, style.size, c.encode_utf8(&mut [0; 4]));
                if current.width + wider > room && (!text.is_empty() || !current.parts.is_empty()) {
                    let mut rest = after_joint(&mut text);
                    push_part(fonts, &mut current, part.span, style, &mut text);
                    cut.push(std::mem::take(&mut current));
                    current.width = fonts.width(style.face, style.size, &rest);
                    std::mem::swap(&mut text, &mut rest);
                }
                text.push(c);
                current.width += wider;
            }
            push_part(fonts, &mut current, part.span, style, &mut text);
        }
        cut.push(current);
    }
    cut
}

/// Takes what follows the last joint (`-`, `/`, `_`) off a text, where its last half has one: `GC-260202-` and `0018`.
fn after_joint(text: &mut String) -> String {
    let joint = text.rfind(['-', '/', '_']).map(|at| at + 1);
    joint.filter(|at| *at * 2 > text.len() && *at < text.len()).map(|at| text.split_off(at)).unwrap_or_default()
}

fn push_part(fonts: &Fonts, word: &mut Word, span: usize, style: Style, text: &mut String) {
    if !text.is_empty() {
        let text = std::mem::take(text);
        let width = fonts.width(style.face, style.size, &text);
        word.parts.push(Part { span, text, width });
    }
}

fn space(fonts: &Fonts, paragraph: &Paragraph, word: &Word) -> f32 {
    let style = word.parts.first().map(|part| paragraph.spans[part.span].style);
    style.map_or(0.0, |style| fonts.width(style.face, style.size, " "))
}

/// How many words the next line holds; at least one.
fn fill(fonts: &Fonts, paragraph: &Paragraph, words: &[Word], room: f32) -> usize {
    let mut used = 0.0;
    for (at, word) in words.iter().enumerate() {
        let wider = if at == 0 { word.width } else { space(fonts, paragraph, word) + word.width };
        if at > 0 && (word.breaks || used + wider > room + 0.01) {
            return at;
        }
        used += wider;
    }
    words.len()
}

fn compose(fonts: &Fonts, paragraph: &Paragraph, words: &[Word], (start, width): (f32, f32), ends: bool, tallest: f32) -> Line {
    let leading = if paragraph.leading > 0.0 { paragraph.leading } else { 1.0 };
    let height = tallest * SINGLE * leading;
    let baseline = (height - tallest * SINGLE) / 2.0 + tallest * ASCENT;
    let spaces: f32 = words.iter().skip(1).map(|word| space(fonts, paragraph, word)).sum();
    let natural = words.iter().map(|word| word.width).sum::<f32>() + spaces;
    let slack = (width - start - natural).max(0.0);
    let tied = |text: &str| text.matches(TIED).count();
    let wide = words.len() - 1 + words.iter().flat_map(|word| &word.parts).map(|part| tied(&part.text)).sum::<usize>();
    let stretch = match paragraph.align {
        Align::Justify if !ends && wide > 0 => Some(slack / times(wide)).filter(|each| *each <= MAX_STRETCH * tallest),
        _ => None,
    }
    .unwrap_or(0.0);
    let mut x = match paragraph.align {
        Align::Left | Align::Justify => start,
        Align::Centre => start + slack / 2.0,
        Align::Right => start + slack,
    };
    let mut marks: Vec<Mark> = Vec::new();
    let mut last: Option<usize> = None;
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            x += space(fonts, paragraph, word) + stretch;
        }
        for (nth, part) in word.parts.iter().enumerate() {
            let drawn = part.text.replace(TIED, " ");
            let joined = if nth == 0 && at > 0 { format!(" {drawn}") } else { drawn.clone() };
            match marks.last_mut() {
                Some(Mark::Text { text, .. }) if last == Some(part.span) => text.push_str(&joined),
                _ => {
                    let style = paragraph.spans[part.span].style;
                    let Style { face, size, ink } = style;
                    marks.push(Mark::Text { x, y: baseline, face, size, ink, text: drawn, stretch });
                }
            }
            last = Some(part.span);
            x += part.width + stretch * times(tied(&part.text));
        }
    }
    Line { height, marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: f32, align: Align) -> Vec<Line> {
        let fonts = Fonts::load().unwrap();
        let paragraph = Paragraph { spans: vec![Span::of(text, Face::Regular, 10.0)], align, ..Paragraph::default() };
        set(fonts, &paragraph, width)
    }

    fn words_of(lines: &[Line]) -> Vec<String> {
        let text = |mark: &Mark| if let Mark::Text { text, .. } = mark { text.clone() } else { String::new() };
        lines.iter().map(|line| line.marks.iter().map(text).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_line_feeds() {
        assert_eq!(words_of(&lines("Cao Lộc Gia Cát\nHoà Cư", 40.0, Align::Left)), ["Cao Lộc", "Gia Cát", "Hoà Cư"]);
        assert!(lines("", 40.0, Align::Left).is_empty());
        assert!(lines(" \n ", 40.0, Align::Left).is_empty());
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_nothing_is_lost() {
        let hash = "0123456789abcdef".repeat(4);
        let set = lines(&hash, 60.0, Align::Justify);
        assert!(set.len() > 4);
        assert_eq!(words_of(&set).concat(), hash);
        assert_eq!(words_of(&lines("GC-260202-0018", 54.0, Align::Left)), ["GC-260202-", "0018"]);
    }

    #[test]
    fn justified_lines_reach_the_margin_and_the_last_one_does_not() {
        let set = lines(&"kiểm tra việc áp dụng hệ thống quản lý ".repeat(6), 200.0, Align::Justify);
        let fonts = Fonts::load().unwrap();
        let right = |line: &Line| match &line.marks[0] {
            Mark::Text { x, face, size, text, stretch, .. } => {
                x + fonts.width(*face, *size, text) + stretch * times(text.matches(' ').count())
            }
            _ => 0.0,
        };
        let (last, full) = set.split_last().unwrap();
        assert!(full.iter().all(|line| (right(line) - 200.0).abs() < 0.1));
        assert!(right(last) < 199.0);
    }

    #[test]
    fn what_is_tied_together_stays_on_one_line() {
        assert_eq!(words_of(&lines("theo ISO\u{a0}9001", 50.0, Align::Left)), ["theo", "ISO 9001"]);
    }

    #[test]
    fn a_change_of_face_within_a_word_does_not_break_it() {
        let fonts = Fonts::load().unwrap();
        let spans = vec![Span::of("Số: 12/", Face::Regular, 10.0), Span::of("BB-ĐKT tiếp", Face::Bold, 10.0)];
        let set = set(fonts, &Paragraph { spans, ..Paragraph::default() }, 400.0);
        assert_eq!(words_of(&set), ["Số: 12/|BB-ĐKT tiếp"]);
    }
}
