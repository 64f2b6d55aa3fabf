//! Which regions may be covered: decisions only.

use super::Region;
use crate::kernel::catalogue::field;
use crate::kernel::problem::FieldError;

/// The most regions of one redaction.
pub const MAX_REGIONS: usize = 50;
/// Places are kept to a millionth of a side; a sum may be off by what that rounding adds.
const MILLION: f64 = 1_000_000.0;

/// What is wrong with the regions of a redaction, by place.
#[must_use]
pub fn flaws(regions: &[Region]) -> Vec<FieldError> {
    if regions.is_empty() || regions.len() > MAX_REGIONS {
        let most = MAX_REGIONS.to_string();
        return vec![FieldError::of(&field::COUNT, "/regions", &[("min", "1"), ("max", &most)])];
    }
    let mut flaws = Vec::new();
    for (at, region) in regions.iter().enumerate() {
        let mut outside = |name: &str, least: &str, most: f64| {
            let most = format!("{}", (most.max(0.0) * MILLION).round() / MILLION);
            flaws.push(FieldError::of(&field::RANGE, format!("/regions/{at}/{name}"), &[("min", least), ("max", &most)]));
        };
        for (side, start, length, from) in [("w", "x", region.w, region.x), ("h", "y", region.h, region.y)] {
            if !(0.0..1.0).contains(&from) {
                outside(start, "0", 1.0);
            } else if !(length >= 1.0 / MILLION && from + length <= 1.0 + 1.0 / MILLION) {
                outside(side, "0.000001", 1.0 - from);
            }
        }
    }
    flaws
}

/// Regions as they are kept: to a millionth of a side, never smaller than they were asked for and never beyond the picture.
#[must_use]
pub fn kept(regions: &[Region]) -> Vec<Region> {
    let side = |from: f64, length: f64| {
        let start = (from * MILLION).floor() / MILLION;
        let end = ((from + length).min(1.0) * MILLION).ceil() / MILLION;
        (start, ((end - start) * MILLION).round() / MILLION)
    };
    let keep = |region: &Region| {
        let (x, w) = side(region.x, region.w);
        let (y, h) = side(region.y, region.h);
        Region { x, y, w, h }
    };
    regions.iter().map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn region(x: f64, y: f64, w: f64, h: f64) -> Region {
        Region { x, y, w, h }
    }

    #[test]
    fn regions_lie_within_the_picture() {
        assert!(flaws(&[region(0.0, 0.0, 1.0, 1.0), region(0.7, 0.1, 0.3, 0.9)]).is_empty());
        let bad = [region(-0.1, 0.0, 0.5, 0.5), region(0.5, 0.0, 0.6, 0.5), region(0.0, 1.0, 0.5, 0.5), region(0.0, 0.0, 0.5, 0.0)];
        let pointers: Vec<String> = flaws(&bad).into_iter().map(|flaw| flaw.pointer).collect();
        assert_eq!(pointers, ["/regions/0/x", "/regions/1/w", "/regions/2/y", "/regions/3/h"]);
        assert_eq!(flaws(&[]).len(), 1);
        assert_eq!(flaws(&[region(0.0, 0.0, 1.0, 1.0); MAX_REGIONS + 1]).len(), 1);
    }

    #[test]
    fn what_is_kept_covers_what_was_asked_for() {
        let asked = region(0.123_456_78, 0.2, 0.333_333_33, 0.8);
        let kept = kept(&[asked])[0];
        assert!(kept.x <= asked.x && kept.x + kept.w >= asked.x + asked.w - 1e-9 && kept.y + kept.h <= 1.0 + 1e-9);
        assert!((kept.x - 0.123_456).abs() < 1e-12);
    }
}
