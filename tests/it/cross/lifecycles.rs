//! Every pair of a status and an event is decided, and a change of any decision shows here.

use std::fmt::Write as _;

use sea_orm::Iterable;
use soat::corrective_actions::entity::{extension, request};
use soat::corrective_actions::{extension_lifecycle, lifecycle as requests};
use soat::findings::{entity::finding, lifecycle as findings};
use soat::inspections::entity::inspection::Status;
use soat::inspections::lifecycle::{self, EVENTS};
use soat::reports::{entity::report, lifecycle as documents};

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

/// Every pair of a status and an event, decided: the status it leads to and the needs, or `–`.
macro_rules! decisions {
    ($status:ty, $lifecycle:ident) => {{
        let mut decided = String::new();
        for from in <$status>::iter() {
            for &event in $lifecycle::EVENTS {
                let pair = format!("{} {}", from.as_str(), event.as_str());
                match $lifecycle::next(from, event) {
                    None => writeln!(decided, "{pair} –").unwrap(),
                    Some((to, needs)) => writeln!(decided, "{pair} {} {needs:?}", to.as_str()).unwrap(),
                }
            }
        }
        decided
    }};
}

#[test]
fn every_status_and_event_of_a_finding_is_decided() {
    insta::assert_snapshot!(decisions!(finding::Status, findings), @r"
    draft record recorded [Criterion, Statement, Grade, Evidence, NoConflict]
    draft accept –
    draft dispute –
    draft uphold –
    draft withdraw draft [Reason]
    draft close –
    draft reopen –
    recorded record –
    recorded accept accepted []
    recorded dispute disputed [Reason]
    recorded uphold –
    recorded withdraw withdrawn [Reason, NoOpenRequest]
    recorded close closed [Reason, NoOpenRequest]
    recorded reopen draft [NoOpenRequest]
    accepted record –
    accepted accept –
    accepted dispute –
    accepted uphold –
    accepted withdraw –
    accepted close closed [Reason, NoOpenRequest]
    accepted reopen –
    disputed record –
    disputed accept –
    disputed dispute –
    disputed uphold upheld [Reason, NotRaiser]
    disputed withdraw withdrawn [Reason, NotRaiser, NoOpenRequest]
    disputed close –
    disputed reopen –
    upheld record –
    upheld accept –
    upheld dispute –
    upheld uphold –
    upheld withdraw –
    upheld close closed [Reason, NoOpenRequest]
    upheld reopen –
    withdrawn record –
    withdrawn accept –
    withdrawn dispute –
    withdrawn uphold –
    withdrawn withdraw –
    withdrawn close –
    withdrawn reopen –
    closed record –
    closed accept –
    closed dispute –
    closed uphold –
    closed withdraw –
    closed close –
    closed reopen –
    ");
}

#[test]
fn every_status_and_event_of_a_corrective_action_request_is_decided() {
    insta::assert_snapshot!(decisions!(request::Status, requests), @r"
    issued acknowledge acknowledged []
    issued dispute disputed [Reason]
    issued uphold –
    issued withdraw –
    issued draft_plan –
    issued approve_plan –
    issued submit_plan –
    issued accept_plan –
    issued return_plan –
    issued record_progress –
    issued submit_implementation –
    issued verify –
    issued return_implementation –
    issued confirm_effective –
    issued find_ineffective –
    issued close –
    issued cancel withdrawn [Reason]
    issued ask_extension issued [Reason, InTime, NoneWaiting]
    acknowledged acknowledge –
    acknowledged dispute disputed [Reason]
    acknowledged uphold –
    acknowledged withdraw –
    acknowledged draft_plan acknowledged []
    acknowledged approve_plan acknowledged [Correction, RootCause, Actions, SimilarCases]
    acknowledged submit_plan plan_submitted [Correction, RootCause, Actions, SimilarCases, HeadApproval]
    acknowledged accept_plan –
    acknowledged return_plan –
    acknowledged record_progress –
    acknowledged submit_implementation –
    acknowledged verify –
    acknowledged return_implementation –
    acknowledged confirm_effective –
    acknowledged find_ineffective –
    acknowledged close –
    acknowledged cancel withdrawn [Reason]
    acknowledged ask_extension acknowledged [Reason, InTime, NoneWaiting]
    disputed acknowledge –
    disputed dispute –
    disputed uphold acknowledged [Reason, NotRaiser]
    disputed withdraw withdrawn [Reason, NotRaiser]
    disputed draft_plan –
    disputed approve_plan –
    disputed submit_plan –
    disputed accept_plan –
    disputed return_plan –
    disputed record_progress –
    disputed submit_implementation –
    disputed verify –
    disputed return_implementation –
    disputed confirm_effective –
    disputed find_ineffective –
    disputed close –
    disputed cancel withdrawn [Reason, NotRaiser]
    disputed ask_extension –
    plan_submitted acknowledge –
    plan_submitted dispute –
    plan_submitted uphold –
    plan_submitted withdraw –
    plan_submitted draft_plan –
    plan_submitted approve_plan –
    plan_submitted submit_plan –
    plan_submitted accept_plan implementing []
    plan_submitted return_plan plan_returned [Reason]
    plan_submitted record_progress –
    plan_submitted submit_implementation –
    plan_submitted verify –
    plan_submitted return_implementation –
    plan_submitted confirm_effective –
    plan_submitted find_ineffective –
    plan_submitted close –
    plan_submitted cancel withdrawn [Reason]
    plan_submitted ask_extension –
    plan_returned acknowledge –
    plan_returned dispute –
    plan_returned uphold –
    plan_returned withdraw –
    plan_returned draft_plan plan_returned []
    plan_returned approve_plan plan_returned [Correction, RootCause, Actions, SimilarCases]
    plan_returned submit_plan plan_submitted [Correction, RootCause, Actions, SimilarCases, HeadApproval]
    plan_returned accept_plan –
    plan_returned return_plan –
    plan_returned record_progress –
    plan_returned submit_implementation –
    plan_returned verify –
    plan_returned return_implementation –
    plan_returned confirm_effective –
    plan_returned find_ineffective –
    plan_returned close –
    plan_returned cancel withdrawn [Reason]
    plan_returned ask_extension plan_returned [Reason, InTime, NoneWaiting]
    implementing acknowledge –
    implementing dispute –
    implementing uphold –
    implementing withdraw –
    implementing draft_plan –
    implementing approve_plan –
    implementing submit_plan –
    implementing accept_plan –
    implementing return_plan –
    implementing record_progress implementing []
    implementing submit_implementation implementation_submitted [ActionsDone, ActionEvidence]
    implementing verify –
    implementing return_implementation –
    implementing confirm_effective –
    implementing find_ineffective –
    implementing close –
    implementing cancel withdrawn [Reason]
    implementing ask_extension implementing [Reason, InTime, NoneWaiting]
    implementation_submitted acknowledge –
    implementation_submitted dispute –
    implementation_submitted uphold –
    implementation_submitted withdraw –
    implementation_submitted draft_plan –
    implementation_submitted approve_plan –
    implementation_submitted submit_plan –
    implementation_submitted accept_plan –
    implementation_submitted return_plan –
    implementation_submitted record_progress –
    implementation_submitted submit_implementation –
    implementation_submitted verify verified [IndependentVerifier, Method]
    implementation_submitted return_implementation implementation_returned [IndependentVerifier, Reason]
    implementation_submitted confirm_effective –
    implementation_submitted find_ineffective –
    implementation_submitted close –
    implementation_submitted cancel –
    implementation_submitted ask_extension –
    implementation_returned acknowledge –
    implementation_returned dispute –
    implementation_returned uphold –
    implementation_returned withdraw –
    implementation_returned draft_plan –
    implementation_returned approve_plan –
    implementation_returned submit_plan –
    implementation_returned accept_plan –
    implementation_returned return_plan –
    implementation_returned record_progress implementation_returned []
    implementation_returned submit_implementation implementation_submitted [ActionsDone, ActionEvidence]
    implementation_returned verify –
    implementation_returned return_implementation –
    implementation_returned confirm_effective –
    implementation_returned find_ineffective –
    implementation_returned close –
    implementation_returned cancel –
    implementation_returned ask_extension implementation_returned [Reason, InTime, NoneWaiting]
    verified acknowledge –
    verified dispute –
    verified uphold –
    verified withdraw –
    verified draft_plan –
    verified approve_plan –
    verified submit_plan –
    verified accept_plan –
    verified return_plan –
    verified record_progress –
    verified submit_implementation –
    verified verify –
    verified return_implementation –
    verified confirm_effective verified [IndependentVerifier, EffectivenessDay, Reason]
    verified find_ineffective reissued [IndependentVerifier, EffectivenessDay, Reason]
    verified close closed [Effective]
    verified cancel –
    verified ask_extension verified [Reason, InTime, NoneWaiting]
    closed acknowledge –
    closed dispute –
    closed uphold –
    closed withdraw –
    closed draft_plan –
    closed approve_plan –
    closed submit_plan –
    closed accept_plan –
    closed return_plan –
    closed record_progress –
    closed submit_implementation –
    closed verify –
    closed return_implementation –
    closed confirm_effective –
    closed find_ineffective –
    closed close –
    closed cancel –
    closed ask_extension –
    withdrawn acknowledge –
    withdrawn dispute –
    withdrawn uphold –
    withdrawn withdraw –
    withdrawn draft_plan –
    withdrawn approve_plan –
    withdrawn submit_plan –
    withdrawn accept_plan –
    withdrawn return_plan –
    withdrawn record_progress –
    withdrawn submit_implementation –
    withdrawn verify –
    withdrawn return_implementation –
    withdrawn confirm_effective –
    withdrawn find_ineffective –
    withdrawn close –
    withdrawn cancel –
    withdrawn ask_extension –
    reissued acknowledge –
    reissued dispute –
    reissued uphold –
    reissued withdraw –
    reissued draft_plan –
    reissued approve_plan –
    reissued submit_plan –
    reissued accept_plan –
    reissued return_plan –
    reissued record_progress –
    reissued submit_implementation –
    reissued verify –
    reissued return_implementation –
    reissued confirm_effective –
    reissued find_ineffective –
    reissued close –
    reissued cancel –
    reissued ask_extension –
    ");
}

#[test]
fn every_state_and_event_of_an_extension_is_decided() {
    insta::assert_snapshot!(decisions!(extension::State, extension_lifecycle), @r"
    asked grant_extension granted [Reason, Awaited]
    asked refuse_extension refused [Reason]
    asked lapse_extension lapsed []
    granted grant_extension –
    granted refuse_extension –
    granted lapse_extension –
    refused grant_extension –
    refused refuse_extension –
    refused lapse_extension –
    lapsed grant_extension –
    lapsed refuse_extension –
    lapsed lapse_extension –
    ");
}

#[test]
fn every_status_and_event_of_a_document_is_decided() {
    insta::assert_snapshot!(decisions!(report::Status, documents), @r"
    prepared sign_field signing [OwnField]
    prepared refuse_signing prepared [Dissent]
    prepared complete –
    prepared supersede superseded []
    prepared withdraw withdrawn [Reason]
    signing sign_field signing [OwnField]
    signing refuse_signing signing [Dissent, InReport]
    signing complete signed [EveryField]
    signing supersede –
    signing withdraw withdrawn [Reason]
    signed sign_field –
    signed refuse_signing –
    signed complete –
    signed supersede –
    signed withdraw withdrawn [Reason]
    superseded sign_field –
    superseded refuse_signing –
    superseded complete –
    superseded supersede –
    superseded withdraw –
    withdrawn sign_field –
    withdrawn refuse_signing –
    withdrawn complete –
    withdrawn supersede –
    withdrawn withdraw –
    ");
}
