//! A notice as a letter: plain text in the person's language, with the way to the page.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::{Address, address::AddressError};

use super::entity::notice;
use super::{catalogue, views};
use crate::access::entity::user;
use crate::kernel::clock::Instant;
use crate::kernel::text::{Lang, Text};

const FOOTER: Text = Text {
    vi: "Thư này do hệ thống Soát tự động gửi; xin không trả lời thư này.",
    en: "Soát sent this letter by itself; please do not answer it.",
};

/// Writes the letter. The same notice gives the same letter, whenever and wherever it is written: its `Message-ID` is the id of
/// the notice, so that a mail system that gets it twice can drop the second.
///
/// # Errors
/// A sentence about what is wrong with an address.
pub fn letter(notice: &notice::Model, person: &user::Model, from: &Mailbox, public_address: &str) -> Result<Message, String> {
    let address = person.email.as_deref().unwrap_or_default();
    let to: Address = address.parse().map_err(|error: AddressError| error.to_string())?;
    let lang = if person.locale == "en" { Lang::En } else { Lang::Vi };
    let (title, body) = catalogue::render(&notice.kind, &views::params_of(notice), lang);
    let way = views::path_of(notice).map(|path| format!("\n\n{public_address}{path}")).unwrap_or_default();
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(Some(one_line(&person.display_name)), to))
        .subject(one_line(&title))
        .date(system_time(notice.created_at))
        .message_id(Some(format!("<{}@{}>", notice.id, from.email.domain())))
        // RFC 3834: no answering machine answers it.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(format!("{body}{way}\n\n-- \n{}\n", FOOTER.get(lang)))
        .map_err(|error| error.to_string())
}

/// No text becomes a second header.
fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}

fn system_time(at: Instant) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(at.0).unwrap_or(0))
}
