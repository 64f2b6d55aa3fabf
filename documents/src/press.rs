//! The press: what every part of a document needs while it is made, and the end, where sheets become a file.

use crate::content::{Calendar, Day, Flaw, Lang, Moment};
use crate::fonts::{Fonts, TIED};
use crate::layout::{Flow, Piece, SHEET_HEIGHT};
use crate::paper::{Identity, Plates, file};
use crate::parts::footer;
use crate::printed::{Box, Particulars, Photos, Printed};
use crate::wording::Words;

/// One document being made.
pub struct Press<'a> {
    /// The typeface.
    pub fonts: &'static Fonts,
    /// Its days and hours.
    pub calendar: Calendar,
    /// Number, code, identifiers, times.
    pub particulars: &'a Particulars<'a>,
    /// Where pictures come from.
    pub photos: &'a mut dyn Photos,
    /// The beginning of the file.
    pub plates: Plates,
    /// Photos shown so far.
    pub shown: usize,
}

/// What the file says about itself in words.
pub struct Front<'a> {
    /// Title.
    pub title: String,
    /// In whose name.
    pub author: &'a str,
    /// What it is about.
    pub subject: &'a str,
}

impl<'a> Press<'a> {
    /// Begins a document.
    ///
    /// # Errors
    /// [`Flaw::Font`], [`Flaw::Zone`].
    pub fn begin(particulars: &'a Particulars<'a>, photos: &'a mut dyn Photos) -> Result<Self, Flaw> {
        Ok(Self {
            fonts: Fonts::load()?,
            calendar: Calendar::of(particulars.zone, particulars.lang)?,
            particulars,
            photos,
            plates: Plates::default(),
            shown: 0,
        })
    }

    /// Its language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.particulars.lang
    }

    /// A fixed text in its language.
    #[must_use]
    pub const fn say(&self, words: Words) -> &'static str {
        words.get(self.particulars.lang)
    }

    /// A fixed text with its places filled.
    #[must_use]
    pub fn fill(&self, words: Words, places: &[&str]) -> String {
        words.fill(self.particulars.lang, places)
    }

    /// The date of the document: the one given, else the local day of a moment.
    ///
    /// # Errors
    /// [`Flaw::Content`] when the date given is none.
    pub fn date(&self, otherwise: Moment) -> Result<Day, Flaw> {
        let Some(given) = self.particulars.issued_on else { return Ok(self.calendar.day_of(otherwise)) };
        given.parse().map(Day).map_err(|_| Flaw::Content(format!("the date of issue {given:?} is not YYYY-MM-DD")))
    }

    /// Lays everything on sheets and writes the file.
    ///
    /// # Errors
    /// [`Flaw::Address`], [`Flaw::Pdf`], [`Flaw::Zone`].
    pub fn finish(mut self, pieces: &[Piece], front: &Front<'_>) -> Result<Printed, Flaw> {
        let mut flow = Flow::default();
        flow.lay(pieces);
        footer::add(&mut self, &mut flow.sheets)?;
        let title = front.title.replace(TIED, " ");
        let identity = Identity {
            title: &title,
            author: front.author,
            subject: front.subject,
            lang: self.particulars.lang,
            id: self.particulars.id,
            made_at: Moment::from_millis(self.particulars.made_at_millis),
            zone: self.particulars.zone,
        };
        let boxes = flow.rooms.iter().map(box_of).collect();
        let pages = flow.sheets.len();
        let pdf = file::assemble(self.fonts, self.plates, &flow.sheets, &flow.bookmarks, &identity)?;
        Ok(Printed { pdf, boxes, title, pages })
    }
}

fn box_of(room: &crate::layout::flow::LaidRoom) -> Box {
    let rect = room.rect;
    let (bottom, top) = (SHEET_HEIGHT - rect.y - rect.height, SHEET_HEIGHT - rect.y);
    Box { field: room.field.clone(), page: room.sheet, rect: [rect.x, bottom, rect.x + rect.width, top] }
}
