//! The register.

use serde_json::json;
use soat_tests::people::place;

use super::{Row, row};

pub(super) fn rows() -> Vec<Row> {
    let here = format!("/organisations/{}", place::GIA_CAT);
    let new = json!({"code": "LS-MOI", "name": "Đơn vị mới", "kind": "department", "level": "provincial", "parent_id": place::LANG_SON});
    let decision = json!({"number": "1/NQ", "signed_on": "2026-01-02", "effective_on": "2026-03-01"});
    let total = json!({"totals": [{"stated": 166, "source": "Báo cáo 2025", "stated_on": "2025-06-30"}]});
    let sheet = "code,name,kind,level,parent_code\nLS-NV,Sở Nội vụ,department,provincial,20\n";
    vec![
        row("GET /organisation-kinds", "/organisation-kinds").names_nothing(),
        row("POST /organisation-kinds", "/organisation-kinds")
            .json(json!({"code": "kind_of_test", "name_vi": "Loại thử", "name_en": "A kind"}))
            .names_nothing(),
        row("GET /organisations", "/organisations?q=xa").names_nothing(),
        row("GET /organisations/export", format!("/organisations/export?within={}", place::LANG_SON)).names_nothing(),
        row("POST /organisations/import", format!("/organisations/import?dry_run=true&within={}", place::LANG_SON)).text("text/csv", sheet),
        row("POST /organisations", "/organisations").json(new),
        row("GET /organisations/{id}", here.clone()),
        row("PATCH /organisations/{id}", here.clone()).json(json!({"short_name": "Gia Cát"})),
        row("PUT /organisations/{id}/stated-totals", format!("{here}/stated-totals")).json(total),
        row("POST /organisations/{id}/reorganise", format!("{here}/reorganise"))
            .json(json!({"decision": decision, "rename": "Xã Gia Cát mới"})),
    ]
}
