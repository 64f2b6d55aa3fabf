//! The cursor of a device: how far it has come in each of its streams. Opaque to the device; base64url of a short JSON list.

use std::collections::BTreeMap;

use data_encoding::BASE64URL_NOPAD;

use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// Version of the form.
const FORM: u8 = 1;

/// How far a device has come in one stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The last change that was told.
    pub reached: i64,
    /// Up to this change everything is told, also what the device made itself: the stream was begun anew.
    pub whole_until: i64,
}

/// How far a device has come, by stream number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor(pub BTreeMap<i64, Place>);

impl Cursor {
    /// The text that the device keeps.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut flat = vec![i64::from(FORM)];
        flat.extend(self.0.iter().flat_map(|(stream, place)| {
            let whole_until = if place.reached < place.whole_until { place.whole_until } else { 0 };
            [*stream, place.reached, whole_until]
        }));
        BASE64URL_NOPAD.encode(serde_json::to_string(&flat).unwrap_or_default().as_bytes())
    }

    /// Reads what a device kept.
    ///
    /// # Errors
    /// `invalid-parameter` when it is not one that this server gave.
    pub fn decode(text: &str) -> Result<Self, Problem> {
        let refuse = || Problem::of(&catalogue::INVALID_PARAMETER).param("name", "cursor").param("expected", "cursor");
        if text.len() > 100_000 {
            return Err(refuse());
        }
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| refuse())?;
        let flat: Vec<i64> = serde_json::from_slice(&bytes).map_err(|_| refuse())?;
        let (form, places) = flat.split_first().ok_or_else(refuse)?;
        if *form != i64::from(FORM) || places.len() % 3 != 0 || places.iter().any(|number| *number < 0) {
            return Err(refuse());
        }
        Ok(Self(places.chunks_exact(3).map(|place| (place[0], Place { reached: place[1], whole_until: place[2] })).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let cursor = Cursor(BTreeMap::from([(3, Place { reached: 17, whole_until: 0 }), (12, Place { reached: 0, whole_until: 9 })]));
        assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "x", "WzEsMl0", "WzIsMSwxLDBd", "WzEsMSwtMSwwXQ", &"a".repeat(200_000)] {
            assert!(Cursor::decode(text).is_err(), "{text}");
        }
    }

    #[test]
    fn forty_streams_fit_in_two_thirds_of_a_kilobyte() {
        let cursor = Cursor((0..40).map(|stream| (1_000 + stream, Place { reached: 200, whole_until: 0 })).collect());
        assert!(cursor.encode().len() < 640);
    }
}
