//! The words of the public page, in both languages.

use soat_documents::seal::verify::SignatureFacts;
use soat_documents::seal::verify::facts::{Fact, Outcome};

use super::entity::report::Kind;
use super::page::{Document, Group, Signature, Told};
use super::verification::Verified;
use super::views::{PublicReport, PublicSignature};
use super::words;
use crate::kernel::clock::Instant;
use crate::kernel::text::{Lang, Text};

macro_rules! labels {
    ($($name:ident $vi:literal / $en:literal;)+) => {
        /// Fixed words of the page.
        #[derive(Debug)]
        pub struct Labels {
            $(#[doc = $en] pub $name: &'static str,)+
        }
        static VI: Labels = Labels { $($name: $vi,)+ };
        static EN: Labels = Labels { $($name: $en,)+ };
    };
}

labels! {
    title "Kiểm tra văn bản" / "Verify a document";
    skip "Đến nội dung chính" / "Skip to the content";
    other_lang "English" / "Tiếng Việt";
    signatures "Chữ ký" / "Signatures";
    result "Kết quả kiểm tra tệp" / "What is true of the file";
    no_verdict "Mỗi dòng là một nội dung kiểm tra độc lập; người đọc tự đánh giá." / "Each line is a fact by itself; the judgement is the reader's.";
    check "Kiểm tra tệp PDF" / "Check a PDF file";
    how "Chọn tệp đã nhận để so với văn bản đang lưu. Tệp chỉ được đọc để kiểm tra và không được giữ lại." / "Choose the file you have, to compare it with the document kept here. It is read for this check and not kept.";
    file "Tệp PDF" / "PDF file";
    submit "Kiểm tra" / "Check";
    root "Chứng thư số gốc và danh sách thu hồi:" / "Root certificate and revocation list:";
}

/// The fixed words in a language.
#[must_use]
pub fn labels(lang: Lang) -> &'static Labels {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

const fn both(vi: &'static str, en: &'static str) -> Text {
    Text { vi, en }
}

/// There is no document of this code.
#[must_use]
pub fn no_such_document(lang: Lang) -> &'static str {
    both(
        "Không có văn bản nào mang mã này. Kiểm tra lại mã in ở cuối trang.",
        "No document has this code. Check the code at the foot of the page.",
    )
    .get(lang)
}

/// There is no file in the form.
#[must_use]
pub fn no_file(lang: Lang) -> &'static str {
    both("Chưa có tệp, hoặc tệp quá lớn.", "There is no file, or it is too large.").get(lang)
}

/// Too many files are being checked at once.
#[must_use]
pub fn busy(lang: Lang) -> &'static str {
    both(
        "Hệ thống đang kiểm tra nhiều tệp khác. Gửi lại sau ít giây.",
        "Many other files are being checked. Send it again in a few seconds.",
    )
    .get(lang)
}

/// A moment as people read it, on the clocks of the document.
fn moment(at: Instant, zone: &str) -> String {
    at.zoned(zone).strftime("%H:%M %d/%m/%Y").to_string()
}

/// A document for the page.
#[must_use]
pub fn document(document: PublicReport, lang: Lang) -> Document {
    let (standing, mood) = words::standing(document.status, document.is_current);
    let say = |vi, en| both(vi, en).get(lang);
    let mut rows = vec![
        (say("Loại văn bản", "Kind"), words::kind(document.kind).get(lang).to_owned()),
        (say("Mã văn bản", "Code"), document.code.clone()),
        (say("Số, ký hiệu", "Number"), document.number.clone().unwrap_or_else(|| "–".to_owned())),
        (say("Đơn vị được kiểm tra", "Audited unit"), document.organisation.clone()),
        (say("Lập lúc", "Made at"), moment(document.made_at, &document.zone)),
    ];
    if let Some(at) = document.signed_at {
        rows.push((say("Ký đủ lúc", "Completed at"), moment(at, &document.zone)));
    }
    let digests = vec![
        (say("Mã băm nội dung (SHA-256)", "Digest of the content (SHA-256)"), document.content_sha256.clone()),
        (say("Mã băm bản mới nhất (SHA-256)", "Digest of the newest revision (SHA-256)"), document.sha256.clone()),
    ];
    let signatures = document.signatures.into_iter().map(|signature| signed(document.kind, signature, &document.zone, lang)).collect();
    Document { title: document.title, standing: standing.get(lang), mood, rows, signatures, digests }
}

fn signed(kind: Kind, signature: PublicSignature, zone: &str, lang: Lang) -> Signature {
    let state = words::state(signature.state);
    let at = signature.at.map(|at| format!(" · {}", moment(at, zone))).unwrap_or_default();
    let level = signature.level.map(|level| format!(" · PAdES {level}")).unwrap_or_default();
    let name = if signature.name.is_empty() { "–".to_owned() } else { signature.name };
    Signature { name, field: words::field(kind, &signature.field).get(lang), state: format!("{}{at}{level}", state.get(lang)) }
}

/// What was found out, under headings: what we know, the file, each signature.
#[must_use]
pub fn groups(found: &Verified, lang: Lang) -> Vec<Group> {
    let say = |vi, en| both(vi, en).get(lang).to_owned();
    let told = |facts: &[Fact]| facts.iter().map(|fact| fact_of(fact, lang)).collect();
    let mut groups = vec![
        Group {
            title: say("Đối chiếu với hệ thống", "Compared with this installation"), about: String::new(), facts: told(&found.known)
        },
        Group { title: say("Tệp", "The file"), about: format!("SHA-256 {}", found.record.sha256), facts: told(&found.record.facts) },
    ];
    let zone = found.report.as_ref().map_or(crate::kernel::clock::DEFAULT_ZONE, |report| report.zone.as_str());
    let kind = found.report.as_ref().map_or(Kind::Minutes, |report| report.kind);
    for signature in &found.record.signatures {
        let title = format!("{}: {}", say("Chữ ký", "Signature"), words::field(kind, &signature.field).get(lang));
        groups.push(Group { title, about: signer(signature, zone), facts: told(&signature.facts) });
    }
    groups
}

fn signer(signature: &SignatureFacts, zone: &str) -> String {
    let name = signature.signer.as_ref().map(|signer| {
        let parts = [Some(&signer.subject.name), signer.subject.title.as_ref(), signer.subject.organisation.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    });
    let at = signature.claimed_at.map(|at| moment(Instant(at.as_millisecond()), zone));
    [name, at].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn fact_of(fact: &Fact, lang: Lang) -> Told {
    let (outcome, mark) = match fact.outcome {
        Outcome::Holds => ("holds", both("✓ Đúng", "✓ Holds")),
        Outcome::Fails => ("fails", both("✗ Sai", "✗ Fails")),
        Outcome::Unknown => ("unknown", both("? Chưa rõ", "? Unknown")),
    };
    let text = match lang {
        Lang::Vi => &fact.vi,
        Lang::En => &fact.en,
    };
    Told { outcome, mark: mark.get(lang), text: text.clone() }
}
