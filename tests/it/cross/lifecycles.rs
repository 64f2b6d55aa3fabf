//! Every pair of a status and an event is decided, and a change of any decision shows here.

use std::fmt::Write as _;

use sea_orm::Iterable;
use soat::inspections::entity::inspection::Status;
use soat::inspections::lifecycle::{self, EVENTS};

#[test]
fn every_status_and_event_of_an_inspection_is_decided() {
    let mut decided = String::new();
    for from in Status::iter() {
        for &event in EVENTS {
            let (from, event_name) = (from, event.as_str());
            match lifecycle::next(from, event) {
                None => writeln!(decided, "{} {event_name} –", from.as_str()).unwrap(),
                Some((to, needs)) => writeln!(decided, "{} {event_name} {} {needs:?}", from.as_str(), to.as_str()).unwrap(),
            }
        }
    }
    insta::assert_snapshot!(decided, @r"
    planned notify notified [Notice, Team]
    planned start in_progress [OwnInspection, Team]
    planned conclude –
    planned reopen –
    planned sign –
    planned issue –
    planned archive –
    planned cancel cancelled [Reason]
    notified notify –
    notified start in_progress [Team]
    notified conclude –
    notified reopen –
    notified sign –
    notified issue –
    notified archive –
    notified cancel cancelled [Reason]
    in_progress notify –
    in_progress start –
    in_progress conclude concluded [Answers, Evidence, NoConflict, NonconformityEvidence, WholeFindings]
    in_progress reopen –
    in_progress sign –
    in_progress issue –
    in_progress archive –
    in_progress cancel cancelled [Reason]
    concluded notify –
    concluded start –
    concluded conclude –
    concluded reopen in_progress [Reason]
    concluded sign signed []
    concluded issue –
    concluded archive –
    concluded cancel –
    signed notify –
    signed start –
    signed conclude –
    signed reopen –
    signed sign –
    signed issue issued [Number]
    signed archive –
    signed cancel –
    issued notify –
    issued start –
    issued conclude –
    issued reopen –
    issued sign –
    issued issue –
    issued archive archived []
    issued cancel –
    archived notify –
    archived start –
    archived conclude –
    archived reopen –
    archived sign –
    archived issue –
    archived archive –
    archived cancel –
    cancelled notify –
    cancelled start –
    cancelled conclude –
    cancelled reopen –
    cancelled sign –
    cancelled issue –
    cancelled archive –
    cancelled cancel –
    ");
}

#[test]
fn what_is_allowed_is_what_leads_somewhere() {
    for from in Status::iter() {
        let allowed: Vec<_> = lifecycle::allowed(from).collect();
        for &event in EVENTS {
            assert_eq!(allowed.contains(&event), lifecycle::next(from, event).is_some(), "{} {}", from.as_str(), event.as_str());
        }
    }
}
