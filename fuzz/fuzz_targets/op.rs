//! Operations of a push: any bytes give operations or a refusal with its place, and what is read rests on its own record.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soat::kernel::json_input;
use soat::sync::op;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = json_input::parse(bytes) else { return };
    let all = match value {
        serde_json::Value::Array(all) => all,
        one => vec![one],
    };
    for one in all {
        match op::read(one) {
            Ok(op) => {
                assert!(op.rests_on().contains(&op.id));
                assert!(op.base_change >= 0 && op.counter.is_none_or(|counter| counter >= 0));
            }
            Err(problem) => {
                assert!(!problem.code().is_empty());
            }
        }
    }
});
