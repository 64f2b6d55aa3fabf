//! Every kind of notice: one entry each, both languages in one place, so that none can be forgotten.
//!
//! Codes are never renamed and never reused. `{name}` in a text is replaced by the parameter of that name: a day (`…_on`) as
//! dd/mm/yyyy, a code (`deadline`, `event`) by its word in [`WORDS`], a reason with a stop at its end, anything else as it is.

use std::collections::BTreeMap;

use crate::kernel::clock::LocalDate;
use crate::kernel::text::{Lang, Text};

/// One kind of notice.
#[derive(Debug)]
pub struct Kind {
    /// Stable code, kebab-case.
    pub code: &'static str,
    /// One line, also the subject of the mail.
    pub title: Text,
    /// What happened and what is asked for.
    pub body: Text,
}

macro_rules! notices {
    ($($name:ident $code:literal
        $title_vi:literal / $title_en:literal
        $body_vi:literal / $body_en:literal;)+) => {
        $(
            #[doc = concat!("`", $code, "`")]
            pub const $name: Kind = Kind {
                code: $code,
                title: Text { vi: $title_vi, en: $title_en },
                body: Text { vi: $body_vi, en: $body_en },
            };
        )+
        /// All kinds, in the order they are written here.
        pub const ALL: &[&Kind] = &[$(&$name),+];
    };
}

notices! {
    DEADLINE_NEAR "deadline-near"
        "Còn {days} ngày đến hạn {deadline}: phiếu {number}" / "Days until {deadline} is due: {days}, request {number}"
        "Phiếu yêu cầu hành động khắc phục {number} của {unit}: hạn {deadline} là hết ngày {due_on}, còn {days} ngày."
            / "Corrective action request {number} of {unit}: {deadline} is due by the end of {due_on}. Days left: {days}.";
    DEADLINE_TODAY "deadline-today"
        "Hôm nay là hạn {deadline}: phiếu {number}" / "Due today: {deadline}, request {number}"
        "Phiếu yêu cầu hành động khắc phục {number} của {unit}: hạn {deadline} là hết ngày hôm nay, {due_on}."
            / "Corrective action request {number} of {unit}: {deadline} is due by the end of today, {due_on}.";
    DEADLINE_PASSED "deadline-passed"
        "Đã quá hạn {deadline} {days} ngày: phiếu {number}" / "Overdue since {due_on}: {deadline}, request {number}"
        "Phiếu yêu cầu hành động khắc phục {number} của {unit}: hạn {deadline} là ngày {due_on}, đến nay đã quá {days} ngày. Đề nghị khẩn trương thực hiện hoặc đôn đốc thực hiện."
            / "Corrective action request {number} of {unit}: {deadline} was due on {due_on}. Days overdue: {days}. Please have it done, or see to it that it is done.";
    CAR_ISSUED "car-issued"
        "Phiếu yêu cầu hành động khắc phục mới: {number}" / "New corrective action request: {number}"
        "{unit} nhận phiếu yêu cầu hành động khắc phục {number}. Đề nghị tiếp nhận và gửi kế hoạch khắc phục chậm nhất ngày {due_on}."
            / "{unit} has the corrective action request {number}. Please acknowledge it and send the plan by {due_on}.";
    CAR_DISPUTED "car-disputed"
        "Đơn vị không nhất trí với phiếu {number}" / "Request {number} is disputed"
        "{unit} không nhất trí với phiếu {number}: {reason} Đề nghị Ban chỉ đạo xem xét, quyết định."
            / "{unit} disputes request {number}: {reason} The committee is asked to decide.";
    CAR_DECIDED "car-decided"
        "Đã có quyết định về phiếu {number}" / "Request {number} was decided upon"
        "Ban chỉ đạo đã quyết định về phiếu {number} của {unit}: {event}. Lý do: {reason}"
            / "The committee has decided about request {number} of {unit}: {event}. Reason: {reason}";
    CAR_PLAN_SUBMITTED "car-plan-submitted"
        "Kế hoạch khắc phục chờ xem xét: phiếu {number}" / "A plan waits for review: request {number}"
        "{unit} đã gửi kế hoạch khắc phục của phiếu {number}. Đề nghị xem xét, chấp nhận hoặc trả lại kèm lý do."
            / "{unit} has sent the plan of request {number}. Please accept it, or return it with a reason.";
    CAR_IMPLEMENTATION_SUBMITTED "car-implementation-submitted"
        "Kết quả khắc phục chờ xác nhận: phiếu {number}" / "An implementation waits to be verified: request {number}"
        "{unit} đã gửi kết quả thực hiện của phiếu {number}. Đề nghị đoàn kiểm tra xác nhận tại đơn vị hoặc qua hồ sơ."
            / "{unit} has sent what was done about request {number}. The team is asked to verify it, on site or by file.";
    CAR_RETURNED "car-returned"
        "Phiếu {number} được trả lại" / "Request {number} was returned"
        "Nội dung {unit} gửi cho phiếu {number} được trả lại: {reason} Hạn gửi lại: hết ngày {due_on}."
            / "What {unit} sent about request {number} was returned: {reason} To be sent again by the end of {due_on}.";
    CAR_PLAN_ACCEPTED "car-plan-accepted"
        "Kế hoạch khắc phục được chấp nhận: phiếu {number}" / "The plan was accepted: request {number}"
        "Kế hoạch của phiếu {number} được chấp nhận. Đề nghị {unit} hoàn thành chậm nhất ngày {due_on} và gửi bằng chứng của từng hành động."
            / "The plan of request {number} was accepted. {unit} is asked to carry it out by {due_on} and to send evidence of each action.";
    CAR_VERIFIED "car-verified"
        "Đã xác nhận thực hiện: phiếu {number}" / "The implementation was verified: request {number}"
        "Đoàn kiểm tra đã xác nhận việc thực hiện phiếu {number} của {unit}."
            / "The team has verified the implementation of request {number} of {unit}.";
    CAR_READY_TO_CLOSE "car-ready-to-close"
        "Phiếu {number} chờ đóng" / "Request {number} waits to be closed"
        "Phiếu {number} của {unit} đã được xác nhận thực hiện và không còn điều kiện nào khác. Đề nghị Trưởng Ban chỉ đạo đóng phiếu."
            / "Request {number} of {unit} was verified and nothing else is missing. The chair of the committee is asked to close it.";
    CAR_CLOSED "car-closed"
        "Phiếu {number} đã đóng" / "Request {number} is closed"
        "Phiếu yêu cầu hành động khắc phục {number} của {unit} đã được đóng."
            / "The corrective action request {number} of {unit} is closed.";
    EXTENSION_ASKED "extension-asked"
        "Đề nghị gia hạn: phiếu {number}" / "An extension is asked: request {number}"
        "{unit} đề nghị gia hạn phiếu {number} đến ngày {to_on}: {reason}"
            / "{unit} asks for request {number} to be extended to {to_on}: {reason}";
    EXTENSION_DECIDED "extension-decided"
        "Trả lời đề nghị gia hạn: phiếu {number}" / "The extension was decided upon: request {number}"
        "Đề nghị gia hạn phiếu {number} của {unit}: {event}. Lý do: {reason}"
            / "The extension of request {number} of {unit}: {event}. Reason: {reason}";
    CAR_MESSAGE "car-message"
        "Trao đổi mới về phiếu {number}" / "A new message about request {number}"
        "Có trao đổi mới về phiếu {number} của {unit}." / "There is a new message about request {number} of {unit}.";
}

/// Codes in parameters that people read as words.
pub const WORDS: &[(&str, Text)] = &[
    ("plan", Text { vi: "gửi kế hoạch khắc phục", en: "the plan" }),
    ("implementation", Text { vi: "hoàn thành hành động khắc phục", en: "the corrective actions" }),
    ("effectiveness", Text { vi: "đánh giá hiệu lực", en: "the check of effectiveness" }),
    ("uphold", Text { vi: "giữ nguyên phiếu", en: "upheld" }),
    ("withdraw", Text { vi: "rút phiếu", en: "withdrawn" }),
    ("cancel", Text { vi: "hủy phiếu", en: "cancelled" }),
    ("grant", Text { vi: "đồng ý gia hạn", en: "granted" }),
    ("refuse", Text { vi: "không đồng ý gia hạn", en: "refused" }),
];

/// The parameters of one notice.
pub type Params = BTreeMap<String, String>;

/// Title and body of a notice in one language; of a kind that this program does not know (a newer one wrote it) its code.
#[must_use]
pub fn render(code: &str, params: &Params, lang: Lang) -> (String, String) {
    match ALL.iter().find(|kind| kind.code == code) {
        Some(kind) => (fill(kind.title, params, lang), fill(kind.body, params, lang)),
        None => (code.to_owned(), String::new()),
    }
}

fn fill(text: Text, params: &Params, lang: Lang) -> String {
    let (mut out, mut rest) = (String::new(), text.get(lang));
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&shown(name, params.get(name).map_or("", String::as_str), lang));
        rest = after;
    }
    out + rest
}

fn shown(name: &str, value: &str, lang: Lang) -> String {
    if name == "reason" {
        return sentence(value);
    }
    if let Some((_, word)) = WORDS.iter().find(|(code, _)| ["deadline", "event"].contains(&name) && *code == value) {
        return word.get(lang).to_owned();
    }
    match value.parse::<LocalDate>() {
        Ok(day) if name.ends_with("_on") => day_month_year(&day),
        _ => value.to_owned(),
    }
}

/// What somebody wrote, as a sentence that another one may follow.
fn sentence(value: &str) -> String {
    let value = value.trim_end();
    let ends = value.chars().next_back().is_none_or(|last| ['.', '!', '?', '…'].contains(&last));
    if ends { value.to_owned() } else { format!("{value}.") }
}

fn day_month_year(day: &LocalDate) -> String {
    let day = day.civil();
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn params(of: &[(&str, &str)]) -> Params {
        of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn days_and_codes_become_what_people_write() {
        let given = params(&[("number", "01/2026"), ("unit", "Xã {days}"), ("deadline", "plan"), ("due_on", "2026-03-23"), ("days", "7")]);
        let (title, body) = render("deadline-near", &given, Lang::Vi);
        assert_eq!(title, "Còn 7 ngày đến hạn gửi kế hoạch khắc phục: phiếu 01/2026");
        assert!(body.contains("hết ngày 23/03/2026") && body.contains("Xã {days}"), "{body}");
        assert!(render("deadline-near", &given, Lang::En).0.starts_with("Days until the plan is due: 7"));
    }

    #[test]
    fn codes_are_said_once_and_texts_name_the_same_parameters_in_both_languages() {
        let named = |title: &str, body: &str| -> BTreeSet<String> {
            let both = format!("{title} {body}");
            both.split('{').skip(1).filter_map(|rest| rest.split('}').next()).map(ToOwned::to_owned).collect()
        };
        for (at, kind) in ALL.iter().enumerate() {
            assert!(ALL[at + 1..].iter().all(|other| other.code != kind.code), "{}", kind.code);
            assert_eq!(named(kind.title.vi, kind.body.vi), named(kind.title.en, kind.body.en), "{}", kind.code);
        }
    }

    #[test]
    fn a_kind_that_is_not_known_shows_its_code() {
        assert_eq!(render("of-tomorrow", &Params::new(), Lang::Vi), ("of-tomorrow".to_owned(), String::new()));
    }
}
