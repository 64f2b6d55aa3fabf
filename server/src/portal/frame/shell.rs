//! The page around a page: title, navigation, who is signed in, what was just done.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::visit::Visit;
use super::{assets, links};
use crate::access::policy::{Action, Role};
use crate::kernel::clock;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::text::done::Done;
use crate::portal::text::{Frame, fill};

/// What the layout of every page shows.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Words of the frame.
    pub w: &'static Frame,
    /// The language.
    pub lang: Lang,
    /// The title of the page.
    pub title: String,
    /// The rooms that the person may enter.
    pub nav: Vec<NavItem>,
    /// Full name of whoever is signed in.
    pub person: Option<String>,
    /// The token of forms.
    pub token: String,
    /// Path and query of this page; of a form that was sent, the page of its record.
    pub address: String,
    /// Notices that are not read, in words; empty when there are none.
    pub unread: String,
    /// What was just done.
    pub said: Option<&'static str>,
}

/// A room in the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Its address.
    pub href: &'static str,
    /// Its name.
    pub label: &'static str,
    /// The page shown is in it.
    pub is_current: bool,
}

impl Shell {
    /// The frame of a page.
    #[must_use]
    pub fn new(visit: &Visit, title: impl Into<String>) -> Self {
        let query = visit.address.split_once('?').map_or("", |(_, query)| query);
        let code = query.split('&').find_map(|pair| pair.strip_prefix("done="));
        Self {
            w: Frame::of(visit.lang),
            lang: visit.lang,
            title: title.into(),
            nav: navigation(visit),
            person: visit.caller.as_ref().map(|caller| caller.user.display_name.clone()),
            token: visit.token.clone(),
            address: if visit.is_form { links::record_address(visit.path()).to_owned() } else { visit.address.clone() },
            unread: unread(visit),
            said: code.and_then(Done::said).map(|text| text.get(visit.lang)),
        }
    }

    /// A fresh key for a form, so that posting it twice acts once.
    #[must_use]
    pub fn once(&self) -> String {
        clock::new_id().to_string()
    }

    /// The address of the style sheet.
    #[must_use]
    pub fn style(&self) -> &'static str {
        &assets::STYLE_ADDRESS
    }

    /// The address of the icon.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        &assets::ICON_ADDRESS
    }

    /// The other language.
    #[must_use]
    pub fn other_language(&self) -> &'static str {
        match self.lang {
            Lang::Vi => Lang::En.tag(),
            Lang::En => Lang::Vi.tag(),
        }
    }
}

fn unread(visit: &Visit) -> String {
    let count = i64::try_from(visit.unread).unwrap_or(i64::MAX);
    if count == 0 { String::new() } else { fill(Frame::of(visit.lang).unread, &[&format::number(count, visit.lang)]) }
}

/// The rooms in their order, each for those who have something to do or to see in it.
fn navigation(visit: &Visit) -> Vec<NavItem> {
    let Some(caller) = &visit.caller else { return Vec::new() };
    let w = Frame::of(visit.lang);
    let inspector = caller.has_role(Role::Inspector);
    let rooms = [
        ("/", w.home, true),
        ("/notices", w.notices, true),
        ("/dashboard", w.dashboard, visit.may_somewhere(Action::ReadProgramme)),
        ("/programmes", w.programmes, visit.may_somewhere(Action::ReadProgramme)),
        ("/inspections", w.inspections, inspector || visit.may_somewhere(Action::ReadInspection)),
        ("/findings", w.findings, inspector || visit.may_somewhere(Action::ReadFinding)),
        ("/car", w.requests, inspector || visit.may_somewhere(Action::ReadCar)),
        ("/reports", w.documents, inspector || visit.may_somewhere(Action::ReadReport)),
        ("/committee", w.committee, visit.may_somewhere(Action::DecideCar)),
        ("/conflicts", w.conflicts, inspector || visit.may_somewhere(Action::ReadWork)),
        ("/parked", w.parked, inspector || visit.may_somewhere(Action::DecideParked)),
        ("/organisations", w.organisations, visit.may_somewhere(Action::ReadOrganisation)),
        ("/people", w.people, visit.may_somewhere(Action::ReadUser)),
        ("/devices", w.devices, visit.may_somewhere(Action::ReadUser)),
    ];
    let path = visit.path();
    let is_current = |href: &str| path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')));
    let shown = rooms.into_iter().filter(|(.., shown)| *shown);
    shown.map(|(href, label, _)| NavItem { href, label, is_current: is_current(href) }).collect()
}

/// A page as an answer.
///
/// # Errors
/// `internal` when the template fails.
pub fn html(visit: &Visit, page: &impl Template) -> Result<Response, Problem> {
    let text = page.render().map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(visit.lang.tag())),
    ];
    Ok((headers, text).into_response())
}
