//! The register and its kinds.

use serde_json::json;
use soat_tests::people::place;

use super::{Records, Row, row};

pub(super) fn rows(_: &Records) -> Vec<Row> {
    let organisation = format!("/organisations/{}", place::GIA_CAT);
    let body = json!({"code": "06184", "name": "Thị trấn Đồng Đăng", "kind": "commune_peoples_committee", "level": "communal",
                      "parent_id": place::CAO_LOC});
    let decision = json!({"number": "1672/NQ-UBTVQH15", "signed_on": "2025-06-16", "effective_on": "2025-07-01"});
    let totals = json!({"totals": [{"stated": 22, "source": "Báo cáo", "stated_on": "2025-06-30"}]});
    let kind = json!({"code": "state_enterprise", "name_vi": "Doanh nghiệp nhà nước", "name_en": "State enterprise"});
    let table = "code,name,level,parent_code\n06187,Thị trấn Cao Lộc,commune,183\n".to_owned();
    let import = row("POST /organisations/import", format!("/organisations/import?within={}", place::LANG_SON));
    vec![
        row("GET /organisations", "/organisations?q=cao+loc").names_nothing(),
        row("POST /organisations", "/organisations").json(body),
        row("GET /organisations/{id}", &organisation),
        row("PATCH /organisations/{id}", &organisation).json(json!({"short_name": "Gia Cát"})),
        row("POST /organisations/{id}/reorganise", format!("{organisation}/reorganise"))
            .json(json!({"decision": decision, "rename": "Xã Khác"})),
        row("PUT /organisations/{id}/stated-totals", format!("{organisation}/stated-totals")).json(totals),
        row("GET /organisations/export", "/organisations/export").names_nothing(),
        import.text("text/csv", table, soat::organisations::import::columns::MAX_BYTES),
        row("GET /organisation-kinds", "/organisation-kinds").names_nothing(),
        row("POST /organisation-kinds", "/organisation-kinds").json(kind).names_nothing(),
    ]
}
