//! Time-stamps: asked for, taken in, put into the signature, judged.

use soat_documents::seal::Refusal;
use soat_documents::seal::sign::{Signed, Signing, prepare};
use soat_documents::seal::timestamp::Request;
use soat_documents::seal::verify::facts::{Check, Outcome};
use soat_documents::seal::verify::{Expected, Trust, verify};

use crate::judges::Bench;
use crate::paper::{asking, failing, framed, sign_stamped, verified};
use crate::people::{OFFICE, local, moment};
use crate::responder::{Responder, sequence};

const AT: &str = "2026-11-28T03:00:00Z";

fn signed(base: &[u8]) -> Signed {
    let (chain, at) = ([OFFICE.lead.certificate.clone()], local(AT));
    prepare(base.to_vec(), &Signing { chain: &chain, ..asking("lead", base, &at) }).unwrap().sign(&OFFICE.lead.key).unwrap()
}

fn asked() -> (Vec<u8>, Signed, Request) {
    let base = framed();
    let signed = signed(&base);
    let request = signed.time_stamp_request().unwrap();
    (base, signed, request)
}

#[test]
fn every_judge_accepts_time_stamped_signatures() {
    let base = framed();
    let one = sign_stamped(base.clone(), &base, "lead", &OFFICE.lead, &local(AT));
    let two = sign_stamped(one.clone(), &base, "unit_head", &OFFICE.head, &local("2026-11-28T03:10:00Z"));
    let bench = Bench::new();
    assert_eq!(bench.pdfsig(&two), [(true, false), (true, true)]);
    bench.qpdf(&two).unwrap();
    for answer in bench.pyhanko(&OFFICE, &[&one, &two]) {
        for signature in answer["signatures"].as_array().unwrap_or_else(|| panic!("{answer}")) {
            assert_eq!(
                (&signature["bottom_line"], &signature["time_stamp"], &signature["ades"]),
                (&true.into(), &true.into(), &"OK".into()),
                "{answer}"
            );
        }
    }
    let record = verified(&OFFICE, &two, &base);
    assert_eq!(failing(&record), [""; 0], "{record:#?}");
    for signature in &record.signatures {
        assert!(signature.facts.iter().all(|fact| fact.outcome == Outcome::Holds), "{signature:#?}");
        assert_eq!(signature.time_stamp.as_ref().map(|stamp| stamp.authority.name.as_str()), Some("Dấu thời gian"));
    }
}

#[test]
fn openssl_believes_the_token_of_the_responder() {
    let (_, _, request) = asked();
    let answer = OFFICE.stamps.answer(request.bytes(), moment(AT));
    let bench = Bench::new();
    bench.put("query.tsq", request.bytes());
    bench.put("answer.tsr", &answer);
    bench.put("root.pem", OFFICE.stamps.certificate.to_pem().as_bytes());
    let at = moment(AT).as_second().to_string();
    let (accepted, said) =
        bench.openssl(&["ts", "-verify", "-queryfile", "query.tsq", "-in", "answer.tsr", "-CAfile", "root.pem", "-attime", &at]);
    assert!(accepted, "{said}");
}

#[test]
fn an_answer_to_another_question_is_refused() {
    let (_, signed, request) = asked();
    let (_, other, other_request) = asked();
    let answer = OFFICE.stamps.answer(other_request.bytes(), moment(AT));
    assert_eq!(request.accept(&answer).unwrap_err(), Refusal::TimeStampForeign);
    let token = other_request.accept(&answer).unwrap();
    assert_eq!(signed.finish(Some(&token)).unwrap_err(), Refusal::TimeStampForeign);
    assert!(other.finish(Some(&token)).is_ok());
}

#[test]
fn a_no_of_the_authority_is_passed_on() {
    let (_, _, request) = asked();
    let no = sequence(&[&sequence(&[&[2, 1, 2], &sequence(&[b"\x0C\x04busy"])])]);
    assert_eq!(request.accept(&no).unwrap_err(), Refusal::TimeStampRefused("status 2: busy".into()));
    for noise in [&b""[..], b"<html>", &[0x30, 0x80], &sequence(&[&sequence(&[&[2, 1, 0]])])] {
        assert_eq!(request.accept(noise).unwrap_err().code(), "time-stamp-refused");
    }
}

#[test]
fn a_changed_answer_is_refused() {
    let (_, _, request) = asked();
    let answer = OFFICE.stamps.answer(request.bytes(), moment(AT));
    let time = answer.windows(15).position(|window| window == b"20261128030000Z").unwrap();
    let mut changed = answer.clone();
    changed[time + 3] = b'0';
    assert_eq!(request.accept(&changed).unwrap_err(), Refusal::TimeStampForeign);
}

#[test]
fn a_time_stamp_of_an_authority_that_is_not_trusted_does_not_count() {
    let base = framed();
    let pdf = sign_stamped(base.clone(), &base, "lead", &OFFICE.lead, &local(AT));
    let anchors = [OFFICE.authority.certificate.clone()];
    let lists = [OFFICE.revocation_list()];
    let stranger = [Responder::new().certificate];
    let outcome = |stamps: &[_]| {
        let trust = Trust {
            anchors: &anchors,
            time_stamp_anchors: stamps,
            revocation_lists: &lists,
            taken_back: &[],
            now: moment("2026-11-30T09:00:00Z"),
        };
        verify(&pdf, &trust, &Expected::default()).signatures[0].outcome(Check::TimeStampValid)
    };
    assert_eq!(outcome(&stranger), Outcome::Fails);
    assert_eq!(outcome(&[]), Outcome::Unknown);
}
