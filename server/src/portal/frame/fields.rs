//! The pieces that forms are made of: each knows its label, its hint, what was typed and what is wrong with it.

use askama::Template;
use askama::filters::HtmlSafe;

use super::filled::Filled;
use super::shell::Shell;
use crate::kernel::problem::ProblemBody;
use crate::portal::text::Frame;

/// One form of a page.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// Its name on the page.
    pub id: &'static str,
    filled: &'a Filled,
    w: &'static Frame,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// Something that can be chosen.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A field with everything around it.
#[derive(Clone, Debug, Template)]
#[template(path = "portal/frame/field.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by itself")]
pub struct Field<'a> {
    id: String,
    name: &'a str,
    label: &'a str,
    kind: &'static str,
    value: String,
    hint: &'a str,
    is_needed: bool,
    flaw: Option<&'a str>,
    choices: &'a [Choice],
    suggestions: &'a [String],
    autocomplete: &'static str,
    was_sent: bool,
    accepts: &'static str,
    takes_many: bool,
    is_draft: bool,
    w: &'static Frame,
}

impl HtmlSafe for Field<'_> {}

impl<'a> Form<'a> {
    fn field(&self, kind: &'static str, name: &'a str, label: &'a str) -> Field<'a> {
        Field {
            id: format!("{}-{name}", self.id),
            name,
            label,
            kind,
            value: self.filled.value(name).to_owned(),
            hint: "",
            is_needed: false,
            flaw: self.filled.flaw(name),
            choices: &[],
            suggestions: &[],
            autocomplete: "off",
            was_sent: self.filled.is_refused(),
            accepts: "",
            takes_many: false,
            is_draft: false,
            w: self.w,
        }
    }

    /// One line of text.
    #[must_use]
    pub fn text(&self, name: &'a str, label: &'a str) -> Field<'a> {
        self.field("text", name, label)
    }

    /// A password; never filled in.
    #[must_use]
    pub fn password(&self, name: &'a str, label: &'a str, autocomplete: &'static str) -> Field<'a> {
        Field { value: String::new(), autocomplete, ..self.field("password", name, label) }
    }

    /// A day.
    #[must_use]
    pub fn date(&self, name: &'a str, label: &'a str) -> Field<'a> {
        self.field("date", name, label)
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, name: &'a str, label: &'a str) -> Field<'a> {
        self.field("number", name, label)
    }

    /// Several lines of text.
    #[must_use]
    pub fn area(&self, name: &'a str, label: &'a str) -> Field<'a> {
        self.field("area", name, label)
    }

    /// One of several.
    #[must_use]
    pub fn choice(&self, name: &'a str, label: &'a str, choices: &'a [Choice]) -> Field<'a> {
        Field { choices, ..self.field("choice", name, label) }
    }

    /// One line of text that may be one of several suggestions.
    #[must_use]
    pub fn suggested(&self, name: &'a str, label: &'a str, suggestions: &'a [String]) -> Field<'a> {
        Field { suggestions, ..self.field("suggested", name, label) }
    }

    /// A box to tick.
    #[must_use]
    pub fn tick(&self, name: &'a str, label: &'a str) -> Field<'a> {
        self.field("tick", name, label)
    }

    /// A file.
    #[must_use]
    pub fn file(&self, name: &'a str, label: &'a str, accepts: &'static str) -> Field<'a> {
        Field { accepts, ..self.field("file", name, label) }
    }

    /// Several files at once, of any kind: what they are is looked at when they arrive.
    #[must_use]
    pub fn files(&self, name: &'a str, label: &'a str) -> Field<'a> {
        Field { takes_many: true, ..self.field("file", name, label) }
    }

    /// What is wrong with something that is no field by itself.
    #[must_use]
    pub fn flaw(&self, name: &str) -> Option<&'a str> {
        self.filled.flaw(name)
    }

    /// Whether this form was sent and refused: then it is shown open.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.filled.is_refused()
    }
}

impl<'a> Field<'a> {
    /// It has to be filled in.
    #[must_use]
    pub fn needed(self) -> Self {
        Self { is_needed: true, ..self }
    }

    /// It may be left open for now, but not for good: no word about it stands beside its label.
    #[must_use]
    pub fn draft(self) -> Self {
        Self { is_draft: true, ..self }
    }

    /// What it holds before anybody types.
    #[must_use]
    pub fn before(self, value: impl AsRef<str>) -> Self {
        if self.was_sent { self } else { Self { value: value.as_ref().to_owned(), ..self } }
    }

    /// What helps to fill it in.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// What browsers may fill in by themselves (HTML, autofill).
    #[must_use]
    pub fn autofill(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    fn described_by(&self) -> String {
        let parts = [(self.flaw.is_some(), "flaw"), (!self.hint.is_empty(), "hint")];
        let ids: Vec<String> = parts.into_iter().filter(|(is, _)| *is).map(|(_, part)| format!("{}-{part}", self.id)).collect();
        ids.join(" ")
    }
}

/// The hidden fields of a form: the session's token, the key that lets it act once, its name, the version that was seen.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<input type="hidden" name="csrf" value="{{ token }}"><input type="hidden" name="once" value="{{ once }}"><input type="hidden" name="sheet" value="{{ form }}">{% if let Some(version) = version %}<input type="hidden" name="version" value="{{ version }}">{% endif %}"#,
    ext = "html"
)]
pub struct Hidden {
    token: String,
    once: String,
    form: &'static str,
    version: Option<i64>,
}

impl HtmlSafe for Hidden {}

/// What is wrong with a form that was sent, at the head of the page.
#[derive(Clone, Debug, Template)]
#[template(path = "portal/frame/refused.html")]
pub struct Refused<'a> {
    w: &'static Frame,
    refusal: Option<&'a ProblemBody>,
    form: &'a str,
    flaws: Vec<(Option<&'a str>, &'a str)>,
}

impl HtmlSafe for Refused<'_> {}

impl Shell {
    /// A form of this page.
    #[must_use]
    pub fn form<'a>(&self, filled: &'a Filled, id: &'static str) -> Form<'a> {
        Form { id, filled: filled.of(id), w: self.w }
    }

    /// The hidden fields of a form that makes something.
    #[must_use]
    pub fn own(&self, form: &'static str) -> Hidden {
        Hidden { token: self.token.clone(), once: self.once(), form, version: None }
    }

    /// The hidden fields of a form about a record as it was seen.
    #[must_use]
    pub fn seen(&self, form: &'static str, version: &i64) -> Hidden {
        Hidden { version: Some(*version), ..self.own(form) }
    }

    /// What is wrong with the form that was sent, if one was refused.
    #[must_use]
    pub fn refused<'a>(&self, filled: &'a Filled) -> Refused<'a> {
        Refused { w: self.w, refusal: filled.refusal(), form: filled.form(), flaws: filled.flaws() }
    }
}
