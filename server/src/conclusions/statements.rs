//! Statements of the frozen content that ISO 19011:2018, 6.5.1 asks for and nobody types in: objectives, criteria, sampling.

use soat_checklist_schemas::Text;
use soat_checklist_schemas::catalogue::{Edition, edition};

use crate::inspections::entity::inspection::Kind;

fn text(vi: impl Into<String>, en: impl Into<String>) -> Text {
    Text { vi: vi.into(), en: en.into() }
}

/// What the inspection is for.
#[must_use]
pub fn objectives(kind: Kind) -> Vec<Text> {
    let conformity = text(
        "Xác định mức độ phù hợp của hệ thống quản lý chất lượng của đơn vị với các chuẩn mực kiểm tra.",
        "To determine how far the quality management system of the unit conforms to the criteria.",
    );
    let ability = text(
        "Đánh giá khả năng của hệ thống trong việc bảo đảm tuân thủ quy định pháp luật và đạt được mục tiêu chất lượng.",
        "To evaluate whether the system ensures that legal requirements are met and objectives reached.",
    );
    let improvement = text("Nhận diện các điểm cần cải tiến của hệ thống.", "To identify where the system should be improved.");
    let closing = text(
        "Xác nhận việc thực hiện và hiệu lực của các hành động khắc phục còn theo dõi.",
        "To verify that open corrective actions were carried out and work.",
    );
    match kind {
        Kind::FollowUp => vec![closing],
        Kind::External | Kind::InternalAudit | Kind::SelfCheck => vec![conformity, ability, improvement],
    }
}

/// What conformity is determined against: the standard with its amendments, the unit's own documents, the law.
#[must_use]
pub fn criteria(standard: &str, amendments: &[String]) -> Vec<Text> {
    let named = std::iter::once(standard).chain(amendments.iter().map(String::as_str)).map(|name| {
        let mut title = title(name);
        title.vi.push('.');
        title.en.push('.');
        title
    });
    let own = text(
        "Hệ thống tài liệu, quy trình đã ban hành của đơn vị và các quy định pháp luật có liên quan.",
        "The documents and procedures issued by the unit and the legal requirements that apply.",
    );
    named.chain([own]).collect()
}

/// What the reader must know about sampling.
#[must_use]
pub fn sampling() -> Text {
    text(
        "Kết quả được đưa ra trên cơ sở lấy mẫu hồ sơ, tài liệu và phỏng vấn tại thời điểm kiểm tra; phần không được lấy mẫu có thể còn \
         những điểm chưa phù hợp chưa được phát hiện.",
        "The results rest on samples of dossiers, documents and interviews at the time of the inspection; nonconformities may exist in \
         what was not sampled.",
    )
}

/// The full title of an edition or amendment, where the catalogue has it.
#[must_use]
pub fn title(name: &str) -> Text {
    edition(name).and_then(|edition: &Edition| edition.title.clone()).unwrap_or_else(|| short_name(name))
}

/// The short name of an edition or amendment, as it stands in a title.
#[must_use]
pub fn short_name(name: &str) -> Text {
    text(format!("TCVN ISO {name}"), format!("ISO {name}"))
}

/// The place a body sits at, as written before a date: what follows the kind of place in its name, `Lạng Sơn` for `UBND tỉnh
/// Lạng Sơn`; empty where the name says no place.
#[must_use]
pub fn locality(name: &str) -> &str {
    const PLACES: [&str; 8] = ["tỉnh ", "thành phố ", "huyện ", "quận ", "thị trấn ", "xã ", "phường ", "đặc khu "];
    let begins = |place: &&str| {
        let after_space = name.rfind(&format!(" {place}")).map(|at| at + 1 + place.len());
        let capital: String = place.chars().take(1).flat_map(char::to_uppercase).chain(place.chars().skip(1)).collect();
        let in_capital = name.rfind(&capital).map(|at| at + capital.len());
        after_space.max(in_capital)
    };
    PLACES.iter().filter_map(|place| begins(&place)).max().map_or("", |at| name[at..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_sits_at_the_place_in_its_name() {
        assert_eq!(locality("UBND tỉnh Lạng Sơn"), "Lạng Sơn");
        assert_eq!(locality("Tỉnh Lạng Sơn"), "Lạng Sơn");
        assert_eq!(locality("Sở Khoa học và Công nghệ tỉnh Lạng Sơn"), "Lạng Sơn");
        assert_eq!(locality("Ủy ban nhân dân xã Gia Cát"), "Gia Cát");
        assert_eq!(locality("Bộ Nội vụ"), "");
    }

    #[test]
    fn criteria_name_the_standard_its_amendments_and_the_units_own_documents() {
        let criteria = criteria("9001:2015", &["9001:2015/Amd 1:2024".to_owned()]);
        assert_eq!(criteria.len(), 3);
        assert!(criteria[0].vi.starts_with("TCVN ISO 9001:2015"), "{:?}", criteria[0]);
        assert!(criteria[1].en.contains("Amendment 1"), "{:?}", criteria[1]);
    }
}
