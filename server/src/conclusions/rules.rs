//! What keeps an inspection from being concluded. Pure.

use soat_checklist_schemas::completeness::{Assessment, Gap};

use super::assessment::Work;
use crate::findings::rules::is_nonconformity;
use crate::inspections::lifecycle::Need;
use crate::kernel::problem::FieldError;

/// What is missing for one need of concluding.
#[must_use]
pub fn unmet(need: Need, work: &Work, assessment: &Assessment) -> Vec<FieldError> {
    match need {
        Need::Answers => assessment.items.iter().flat_map(|item| item.gaps.iter().map(|gap| missing(&item.item, gap))).collect(),
        Need::Evidence => unverified(work),
        Need::NoConflict if work.open_conflicts > 0 => vec![FieldError::words(
            "open-conflicts",
            "/conflicts",
            format!("Còn {} xung đột dữ liệu chưa được giải quyết", work.open_conflicts),
            format!("{} conflicts are not resolved", work.open_conflicts),
        )],
        Need::NonconformityEvidence => without_evidence(work),
        _ => Vec::new(),
    }
}

fn missing(item: &str, gap: &Gap) -> FieldError {
    let (code, vi, en) = match gap {
        Gap::Answer => ("item-unanswered", format!("Mục {item} chưa được trả lời"), format!("Item {item} is not answered")),
        Gap::InvalidAnswer { code } => (
            "item-answer-invalid",
            format!("Mục {item}: câu trả lời chưa hợp lệ ({code})"),
            format!("Item {item}: the answer is not valid ({code})"),
        ),
        Gap::Samples { have, need } => (
            "item-samples",
            format!("Mục {item}: mới lấy mẫu {have}/{need} hồ sơ"),
            format!("Item {item}: {have} of {need} dossiers are drawn"),
        ),
        Gap::SampleVerdicts { have, need } => (
            "item-sample-verdicts",
            format!("Mục {item}: mới đánh giá {have}/{need} hồ sơ lấy mẫu"),
            format!("Item {item}: {have} of {need} dossiers are judged"),
        ),
        Gap::Evidence { have, need } => (
            "item-evidence",
            format!("Mục {item}: cần bằng chứng ({have}/{need})"),
            format!("Item {item}: evidence is needed ({have} of {need})"),
        ),
    };
    FieldError::words(code, format!("/items/{item}"), vi, en)
}

fn unverified(work: &Work) -> Vec<FieldError> {
    work.evidence
        .iter()
        .filter(|row| row.is_awaited())
        .map(|row| {
            FieldError::words(
                "evidence-not-verified",
                format!("/evidence/{}", row.id),
                "Bằng chứng đã khai báo nhưng chưa được tải lên và xác minh",
                "Evidence was declared but is not uploaded and verified",
            )
        })
        .collect()
}

fn without_evidence(work: &Work) -> Vec<FieldError> {
    work.findings
        .iter()
        .filter(|finding| {
            let from_nonconforming = finding.grade.is_none() && work.verdict_behind(finding) == Some("nonconforming");
            is_nonconformity(finding.grade.as_deref()) || from_nonconforming
        })
        .filter(|finding| work.evidence_of(finding.id) == 0 && finding.response_id.is_none_or(|id| work.evidence_of(id) == 0))
        .map(|finding| {
            let name = finding.number.as_deref().unwrap_or(&finding.local_label);
            FieldError::words(
                "finding-evidence",
                format!("/findings/{}", finding.id),
                format!("Phát hiện {name} là điểm không phù hợp nên cần bằng chứng"),
                format!("Finding {name} is a nonconformity and needs evidence"),
            )
        })
        .collect()
}
