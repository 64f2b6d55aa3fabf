//! An office with its authority, and the people who sign; a moment that stands still.

use std::sync::LazyLock;

use jiff::{Timestamp, Zoned};
use soat_documents::seal::authority::{Authority, Issue, Term};
use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::key::Key;
use soat_documents::seal::revocation::{self, Revoked};
use soat_documents::seal::subject::Subject;
use soat_documents::seal::verify::Trust;

use crate::responder::Responder;

pub fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// In the zone that documents are signed in.
pub fn local(text: &str) -> Zoned {
    moment(text).in_tz("Asia/Ho_Chi_Minh").unwrap()
}

pub fn term() -> Term {
    Term { from: moment("2026-01-01T00:00:00Z"), to: moment("2028-12-31T23:59:59Z") }
}

pub struct Office {
    pub authority: Authority,
    /// The authority for time-stamps, which is another one.
    pub stamps: Responder,
    pub revoked: Vec<Revoked>,
    pub lead: Person,
    pub secretary: Person,
    pub head: Person,
}

pub struct Person {
    pub key: Key,
    pub certificate: Certificate,
}

impl Office {
    pub fn new() -> Self {
        let root = Subject {
            name: "Soát thử nghiệm".into(),
            organisation: Some("Sở thử nghiệm".into()),
            country: Some("VN".into()),
            ..Subject::default()
        };
        let authority = Authority::found(&root, Term { from: moment("2025-01-01T00:00:00Z"), to: moment("2035-12-31T00:00:00Z") }).unwrap();
        let person = |name: &str, title: &str, organisation: &str| Person::of(&authority, &subject(name, title, organisation), term());
        Self {
            lead: person("Trưởng đoàn Nguyễn Ỷ Ưỡn", "Trưởng đoàn kiểm tra", "Sở Khoa học và Công nghệ"),
            secretary: person("Thư ký Đoàn", "Thư ký đoàn kiểm tra", "Sở Khoa học và Công nghệ"),
            head: person("Thủ trưởng Đơn vị", "Chủ tịch Ủy ban nhân dân xã", "Ủy ban nhân dân xã Thử Nghiệm"),
            authority,
            stamps: Responder::new(),
            revoked: Vec::new(),
        }
    }

    pub fn revocation_list(&self) -> Vec<u8> {
        let (at, next) = (moment("2026-11-30T00:00:00Z"), moment("2026-12-31T00:00:00Z"));
        revocation::list(&self.authority, &self.revoked, 1, at, next).unwrap()
    }

    /// Trusts this office and its authority for time-stamps, as of two days after signing.
    pub fn trusting<T>(&self, ask: impl FnOnce(&Trust) -> T) -> T {
        let anchors = [self.authority.certificate.clone()];
        let stamps = [self.stamps.certificate.clone()];
        let lists = [self.revocation_list()];
        ask(&Trust {
            anchors: &anchors,
            time_stamp_anchors: &stamps,
            revocation_lists: &lists,
            taken_back: &[],
            now: moment("2026-11-30T09:00:00Z"),
        })
    }
}

impl Person {
    pub fn of(authority: &Authority, subject: &Subject, term: Term) -> Self {
        let key = Key::generate().unwrap();
        let issue = Issue { subject, public_key: key.public_key().unwrap(), term, revocation_url: Some("http://127.0.0.1/soat.crl") };
        let certificate = authority.issue(&issue).unwrap();
        Self { key, certificate }
    }
}

pub fn subject(name: &str, title: &str, organisation: &str) -> Subject {
    Subject {
        name: name.into(),
        title: Some(title.into()),
        organisation: Some(organisation.into()),
        identifier: Some("01J".into()),
        country: Some("VN".into()),
    }
}

/// One office for all tests that change nothing of it.
pub static OFFICE: LazyLock<Office> = LazyLock::new(Office::new);
