//! Moments as a PDF writes them (ISO 32000-2, 7.9.4).

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};
use lopdf::{Object, StringFormat};

/// A moment with its offset.
#[must_use]
pub fn date(at: &Zoned) -> Object {
    let seconds = at.offset().seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    let date = format!("D:{}{sign}{:02}'{:02}'", at.strftime("%Y%m%d%H%M%S"), minutes / 60, minutes % 60);
    Object::String(date.into_bytes(), StringFormat::Literal)
}

/// Reads a moment given to the second and with its offset; anything less names no moment.
#[must_use]
pub fn read_date(bytes: &[u8]) -> Option<(Timestamp, Offset)> {
    let text = std::str::from_utf8(bytes).ok()?.strip_prefix("D:")?;
    let (moment, zone) = text.split_at_checked(14)?;
    let moment = DateTime::strptime("%Y%m%d%H%M%S", moment).ok()?;
    let offset = match zone.split_at_checked(1) {
        Some(("Z", _)) => Offset::UTC,
        Some((sign @ ("+" | "-"), parts)) => {
            let mut parts = parts.split('\'').map(str::parse::<i32>);
            let (hours, minutes) = (parts.next()?.ok()?, parts.next().and_then(Result::ok).unwrap_or(0));
            let seconds = ((0..=23).contains(&hours) && (0..=59).contains(&minutes)).then_some(hours * 3600 + minutes * 60)?;
            Offset::from_seconds(if sign == "-" { -seconds } else { seconds }).ok()?
        }
        _ => return None,
    };
    Some((offset.to_timestamp(moment).ok()?, offset))
}
