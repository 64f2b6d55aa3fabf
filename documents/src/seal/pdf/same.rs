//! Whether two objects mean the same, however they are written.

use lopdf::{Dictionary, Object};

/// Strings may be written in two ways, numbers with or without a point; both say the same.
pub fn same(one: &Object, other: &Object) -> bool {
    match (one, other) {
        (Object::String(one, _), Object::String(other, _)) => one == other,
        (Object::Integer(_) | Object::Real(_), Object::Integer(_) | Object::Real(_)) => one.as_float().ok() == other.as_float().ok(),
        (Object::Array(one), Object::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Object::Dictionary(one), Object::Dictionary(other)) => differing(one, other).is_empty(),
        (Object::Stream(one), Object::Stream(other)) => one.content == other.content && differing(&one.dict, &other.dict).is_empty(),
        _ => one == other,
    }
}

/// The keys whose values differ, with those that only one of the two has.
pub fn differing<'a>(one: &'a Dictionary, other: &'a Dictionary) -> Vec<&'a [u8]> {
    let changed = one.iter().filter(|(key, value)| !other.get(key).is_ok_and(|there| same(value, there)));
    let added = other.iter().filter(|(key, _)| !one.has(key));
    changed.chain(added).map(|(key, _)| key.as_slice()).collect()
}
