//! When a device with nothing to do shall ask again.

/// The share of the time for which nothing has moved that a device waits before it asks again: one 720th, so that half a day of
/// silence makes a minute and a month an hour.
const SHARE: i64 = 720;

/// Seconds until the next poll. `quiet_ms` is how long nothing has moved in the person's inspections; none when there are none.
#[must_use]
pub fn next_poll(quiet_ms: Option<i64>, shortest: u32, longest: u32) -> u32 {
    let longest = longest.max(shortest);
    let Some(quiet_ms) = quiet_ms else { return longest };
    u32::try_from(quiet_ms.max(0) / 1_000 / SHARE).unwrap_or(u32::MAX).clamp(shortest, longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn the_longer_nothing_moves_the_longer_a_device_waits() {
        assert_eq!(next_poll(Some(0), 60, 3_600), 60);
        assert_eq!(next_poll(Some(12 * HOUR), 60, 3_600), 60);
        assert_eq!(next_poll(Some(72 * HOUR), 60, 3_600), 360);
        assert_eq!(next_poll(Some(24 * 60 * HOUR), 60, 3_600), 3_600);
        assert_eq!(next_poll(None, 60, 3_600), 3_600);
    }

    #[test]
    fn settings_that_cross_each_other_do_no_harm() {
        assert_eq!(next_poll(Some(0), 60, 5), 60);
        assert_eq!(next_poll(Some(-5), 0, 5), 0);
    }
}
