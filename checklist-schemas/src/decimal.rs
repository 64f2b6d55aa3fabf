//! Exact arithmetic for scores: decimals from strings, percentages with two decimals rounded half up.

use num_rational::BigRational;

/// A fraction of whole numbers of any size. Means over samples make denominators that no machine integer bounds.
pub(crate) type Exact = BigRational;

/// A whole number.
pub(crate) fn whole(number: u32) -> Exact {
    Exact::from_integer(number.into())
}

/// A decimal string such as "0.5", not negative, at most `greatest`, six places at most, without superfluous zeros in front.
pub(crate) fn parse(text: &str, greatest: u32) -> Option<Exact> {
    let (integer, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let padded = integer.len() > 1 && integer.starts_with('0');
    if !digits(integer) || !digits(fraction) || padded || integer.len() > 6 || fraction.len() > 6 {
        return None;
    }
    let scale = 10_u32.pow(u32::try_from(fraction.len()).ok()?);
    let value = whole(integer.parse().ok()?) + whole(fraction.parse().ok()?) / whole(scale);
    (value <= whole(greatest)).then_some(value)
}

/// `part` of `total` in per cent, exactly; `None` when the total is nothing.
pub(crate) fn percent(part: &Exact, total: &Exact) -> Option<Exact> {
    (*total > whole(0)).then(|| part / total * whole(100))
}

/// Two decimals, rounded half up: 66.6666… is "66.67", 12.345 is "12.35". For numbers that are not negative.
pub(crate) fn two_decimals(value: &Exact) -> String {
    let hundredths = (value * whole(100) + whole(1) / whole(2)).floor().to_integer();
    let digits = format!("{hundredths:0>3}");
    let (integer, fraction) = digits.split_at(digits.len() - 2);
    format!("{integer}.{fraction}")
}

/// "7/2", or "3" for a whole number.
pub(crate) fn fraction(value: &Exact) -> String {
    value.to_string()
}
