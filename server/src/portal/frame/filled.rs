//! A form as a page shows it again: what was typed, and what is wrong with it.

use std::future::Future;

use axum::response::Response;

use super::posted::Posted;
use super::visit::Visit;
use crate::kernel::problem::{Problem, ProblemBody};
use crate::portal::text;

/// A form as a page shows it again. Without a refusal it is a form that nobody has sent yet.
#[derive(Debug, Default)]
pub struct Filled {
    posted: Posted,
    refusal: Option<ProblemBody>,
    needed: &'static str,
}

/// A form that nobody has sent yet.
static FRESH: std::sync::LazyLock<Filled> = std::sync::LazyLock::new(Filled::default);

impl Filled {
    /// What was sent, and why it was refused.
    #[must_use]
    pub fn refused(visit: &Visit, posted: Posted, problem: &Problem) -> Self {
        Self { posted, refusal: Some(problem.body(visit.lang, visit.path())), needed: text::Frame::of(visit.lang).needed }
    }

    /// The state of one form of a page that has several: of another form than the one that was sent, nothing is filled in.
    #[must_use]
    pub fn of(&self, form: &str) -> &Self {
        if self.refusal.is_some() && self.posted.raw("sheet") == form { self } else { &FRESH }
    }

    /// The refusal, if there is one.
    #[must_use]
    pub fn refusal(&self) -> Option<&ProblemBody> {
        self.refusal.as_ref()
    }

    /// Whether this form was refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.refusal.is_some()
    }

    /// The name of the form that was sent.
    #[must_use]
    pub fn form(&self) -> &str {
        self.posted.raw("sheet")
    }

    /// What was typed into a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.posted.raw(name)
    }

    /// What was typed into a field, or what it holds before anybody typed.
    #[must_use]
    pub fn value_or<'a>(&'a self, name: &str, before: &'a str) -> &'a str {
        if self.is_refused() { self.posted.raw(name) } else { before }
    }

    /// Whether a choice is the chosen one; before anybody chose, `before` is.
    #[must_use]
    pub fn is_chosen(&self, name: &str, choice: &str, before: &str) -> bool {
        self.value_or(name, before) == choice
    }

    /// Whether a box is ticked; before anybody chose, as `before` says.
    #[must_use]
    pub fn is_ticked(&self, name: &str, before: bool) -> bool {
        if self.is_refused() { self.posted.is_ticked(name) } else { before }
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn flaw(&self, name: &str) -> Option<&str> {
        let errors = &self.refusal.as_ref()?.errors;
        let found = errors.iter().find(|error| field_of(&error.pointer) == name || error.pointer == format!("/{name}"))?;
        let is_empty = self.posted.text(name).is_none();
        Some(if is_empty && found.code != "needed" { self.needed } else { &found.detail })
    }

    /// Every place that is wrong: the field's name where the form has such a field, and what is wrong.
    #[must_use]
    pub fn flaws(&self) -> Vec<(Option<&str>, &str)> {
        let errors = self.refusal.iter().flat_map(|refusal| &refusal.errors);
        errors
            .map(|error| {
                let sent = |name: &&str| self.posted.fields().iter().any(|(field, _)| field == name);
                let name = [error.pointer.trim_start_matches('/'), field_of(&error.pointer)].into_iter().find(sent);
                (name, name.and_then(|name| self.flaw(name)).unwrap_or(&error.detail))
            })
            .collect()
    }
}

/// The field of a form that a JSON pointer means: its first step.
fn field_of(pointer: &str) -> &str {
    pointer.trim_start_matches('/').split('/').next().unwrap_or_default()
}

/// Whether a refusal is shown on the page of the form, with everything that was typed.
#[must_use]
pub fn is_shown_in_place(problem: &Problem) -> bool {
    matches!(problem.status().as_u16(), 409 | 422 | 429) || problem.code() == "sign-in-refused"
}

/// The answer to a form: what was done, or the page again with the form filled in and what is wrong with it.
///
/// # Errors
/// Refusals that are not about what was typed.
pub async fn or_again<Show, Shown>(visit: &Visit, posted: Posted, done: Result<Response, Problem>, show: Show) -> Result<Response, Problem>
where
    Show: FnOnce(Filled) -> Shown,
    Shown: Future<Output = Result<Response, Problem>>,
{
    match done {
        Err(problem) if is_shown_in_place(&problem) => {
            problem.log(visit.path());
            let mut response = show(Filled::refused(visit, posted, &problem)).await?;
            *response.status_mut() = problem.status();
            Ok(response)
        }
        other => other,
    }
}
