//! The same content gives the same bytes: twice, in other threads, in another process.

use std::process::Command;
use std::thread;

use aws_lc_rs::digest::{SHA256, digest};
use soat_documents::{Lang, car_form, minutes, report};

use crate::sample::{self, USUAL};
use crate::{particulars, small_photos};

const ASKED: &str = "SOAT_PRINT_DIGEST";

fn digests() -> String {
    let content = sample::inspection(USUAL);
    let printed = [
        minutes(&content, &mut small_photos, &particulars(Lang::Vi)),
        report(&content, &mut small_photos, &particulars(Lang::En)),
        car_form(&sample::car(true), &mut small_photos, &particulars(Lang::Vi)),
    ];
    printed.map(|printed| data_encoding::HEXLOWER.encode(digest(&SHA256, &printed.unwrap().pdf).as_ref())).join(" ")
}

#[test]
fn printing_twice_and_in_threads_gives_the_same_bytes() {
    let first = digests();
    let others: Vec<_> = (0..3).map(|_| thread::spawn(digests)).collect();
    for other in others {
        assert_eq!(other.join().unwrap(), first);
    }
}

#[test]
fn another_process_gives_the_same_bytes() {
    if std::env::var_os(ASKED).is_some() {
        println!("digests: {}", digests());
        return;
    }
    let name = "same::another_process_gives_the_same_bytes";
    let other = Command::new(std::env::current_exe().unwrap()).args([name, "--exact", "--nocapture"]).env(ASKED, "1").output().unwrap();
    let said = String::from_utf8_lossy(&other.stdout);
    assert!(said.contains(&format!("digests: {}", digests())), "{said}");
}

#[test]
fn another_identifier_time_or_language_gives_other_bytes() {
    let content = sample::inspection(USUAL);
    let print = |change: fn(&mut soat_documents::Particulars<'static>)| {
        let mut given = particulars(Lang::Vi);
        change(&mut given);
        minutes(&content, &mut small_photos, &given).unwrap().pdf
    };
    let usual = print(|_| {});
    assert_ne!(print(|given| given.id = *b"soat-sample-0002"), usual);
    assert_ne!(print(|given| given.made_at_millis += 1_000), usual);
    assert_ne!(print(|given| given.lang = Lang::En), usual);
}
