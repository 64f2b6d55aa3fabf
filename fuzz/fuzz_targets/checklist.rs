//! Checklists and rating schemes: any JSON is refused with places or read; what was read keeps its digest, and can be judged and scored.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soat_checklist_schemas::completeness::{Circumstances, assess};
use soat_checklist_schemas::score::score;
use soat_checklist_schemas::{Checklist, RatingScheme, shipped};

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice(bytes) else { return };
    let rating = RatingScheme::parse(&value);
    if let Ok(rating) = &rating {
        assert_eq!(RatingScheme::parse(&rating.to_value()).expect("what was written is read").digest(), rating.digest());
        rating.validate();
    }
    let Ok(checklist) = Checklist::parse(&value) else { return };
    let again = Checklist::parse(&checklist.to_value()).expect("what was written is read");
    assert_eq!(again.digest(), checklist.digest());
    checklist.validate();
    let circumstances = Circumstances::default();
    assess(&checklist, &circumstances);
    for scheme in shipped::ratings() {
        score(&checklist, scheme, &circumstances);
    }
});
