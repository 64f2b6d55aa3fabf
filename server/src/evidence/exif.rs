//! What a camera wrote into a picture: when, where, which way up, with which device (CIPA DC-008, Exif 2.32).
//!
//! The facts are claims of the file, not truths. Broken Exif is common and no reason to refuse a photo, so reading never
//! fails: what cannot be read is absent, and the list of flaws says why.

use exif::{Exif, In, Reader, Tag, Value};
use jiff::civil::DateTime;
use serde::Serialize;

use super::exif_block::{MAX_BLOCK, is_bounded, locate};

/// Longest make or model kept, in characters.
const MAX_TEXT: usize = 64;
/// Altitudes outside of this are not from a phone in somebody's hand, in metres.
const ALTITUDES: std::ops::RangeInclusive<f64> = -500.0..=10_000.0;

/// What the Exif block says, as far as it can be used.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExifFacts {
    pub captured: Option<CaptureTime>,
    pub position: Option<Position>,
    pub orientation: Option<Orientation>,
    pub make: Option<String>,
    pub model: Option<String>,
    /// What was dropped, in the order it was met, each at most once.
    pub flaws: Vec<ExifFlaw>,
}

/// When the shutter opened, by the camera's own clock (`DateTimeOriginal`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaptureTime {
    /// Local time as ISO 8601 without a zone, with the fraction if one was recorded: `2015-04-10T20:12:23.45`.
    pub local: String,
    /// Offset from UTC as recorded (`OffsetTimeOriginal`): `+07:00`. Never derived from the position or from settings.
    pub offset: Option<String>,
}

/// A position in WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Position {
    /// Decimal degrees, north positive.
    pub latitude: f64,
    /// Decimal degrees, east positive.
    pub longitude: f64,
    /// Metres above sea level, negative below.
    pub altitude: Option<f64>,
}

/// How the stored picture has to be turned to be upright: the Exif value, 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Orientation(u8);

/// A claim in the Exif block that was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExifFlaw {
    /// The block or its container cannot be read at all.
    Unreadable,
    /// Some entries are damaged; the others were read.
    PartlyUnreadable,
    /// Larger, or with more entries, than any camera writes; not read.
    Oversized,
    TimeMalformed,
    SubsecondMalformed,
    OffsetMalformed,
    PositionMalformed,
    PositionOutOfRange,
    /// Latitude and longitude are both zero: what receivers write before they have a fix.
    PositionNull,
    /// Given in another datum than WGS 84.
    PositionDatum,
    AltitudeMalformed,
    OrientationInvalid,
    TextMalformed,
}

impl ExifFlaw {
    /// The stable name of the flaw.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "exif-unreadable",
            Self::PartlyUnreadable => "exif-partly-unreadable",
            Self::Oversized => "exif-oversized",
            Self::TimeMalformed => "exif-time-malformed",
            Self::SubsecondMalformed => "exif-subsecond-malformed",
            Self::OffsetMalformed => "exif-offset-malformed",
            Self::PositionMalformed => "exif-position-malformed",
            Self::PositionOutOfRange => "exif-position-out-of-range",
            Self::PositionNull => "exif-position-null",
            Self::PositionDatum => "exif-position-datum",
            Self::AltitudeMalformed => "exif-altitude-malformed",
            Self::OrientationInvalid => "exif-orientation-invalid",
            Self::TextMalformed => "exif-text-malformed",
        }
    }
}

impl Orientation {
    pub const UPRIGHT: Self = Self(1);

    /// `None` for anything but 1 to 8.
    #[must_use]
    pub fn new(value: u32) -> Option<Self> {
        u8::try_from(value).ok().filter(|value| (1..=8).contains(value)).map(Self)
    }

    /// The Exif value, 1 to 8.
    #[must_use]
    pub fn value(self) -> u8 {
        self.0
    }

    /// Whether width and height change places when the picture is turned upright.
    #[must_use]
    pub fn swaps_sides(self) -> bool {
        self.0 >= 5
    }
}

impl CaptureTime {
    /// The instant, known only when an offset was recorded.
    #[must_use]
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        format!("{}{}", self.local, self.offset.as_ref()?).parse().ok()
    }
}

/// Reads the Exif facts of a JPEG, PNG, WebP or HEIC file. Other files, and files without Exif, give no facts and no flaw.
#[must_use]
pub fn read(bytes: &[u8]) -> ExifFacts {
    let mut facts = ExifFacts::default();
    let block = match locate(bytes) {
        Ok(Some(block)) => block,
        Ok(None) => return facts,
        Err(flaw) => {
            facts.flaw(flaw);
            return facts;
        }
    };
    if block.len() > MAX_BLOCK || !is_bounded(&block) {
        facts.flaw(ExifFlaw::Oversized);
        return facts;
    }
    match parse(block) {
        None => facts.flaw(ExifFlaw::Unreadable),
        Some((exif, is_whole)) => {
            if !is_whole {
                facts.flaw(ExifFlaw::PartlyUnreadable);
            }
            facts.take(&exif);
        }
    }
    facts
}

/// The parsed block, and whether all of it could be read.
fn parse(block: Vec<u8>) -> Option<(Exif, bool)> {
    let mut is_whole = true;
    Reader::new()
        .continue_on_error(true)
        .read_raw(block)
        .or_else(|error| error.distill_partial_result(|_| is_whole = false))
        .ok()
        .map(|exif| (exif, is_whole))
}

impl ExifFacts {
    fn flaw(&mut self, flaw: ExifFlaw) {
        if !self.flaws.contains(&flaw) {
            self.flaws.push(flaw);
        }
    }

    fn take(&mut self, exif: &Exif) {
        self.captured = self.capture_time(exif);
        self.position = self.read_position(exif);
        if let Some(field) = exif.get_field(Tag::Orientation, In::PRIMARY) {
            self.orientation = field.value.get_uint(0).and_then(Orientation::new);
            if self.orientation.is_none() {
                self.flaw(ExifFlaw::OrientationInvalid);
            }
        }
        self.make = self.text(exif, Tag::Make);
        self.model = self.text(exif, Tag::Model);
    }

    fn capture_time(&mut self, exif: &Exif) -> Option<CaptureTime> {
        let time = ascii(exif, Tag::DateTimeOriginal)?;
        let Some(mut local) = local_time(&time) else {
            self.flaw(ExifFlaw::TimeMalformed);
            return None;
        };
        if let Some(digits) = ascii(exif, Tag::SubSecTimeOriginal) {
            if digits.len() <= 9 && digits.bytes().all(|digit| digit.is_ascii_digit()) {
                local = format!("{local}.{digits}");
            } else {
                self.flaw(ExifFlaw::SubsecondMalformed);
            }
        }
        let offset = ascii(exif, Tag::OffsetTimeOriginal).filter(|offset| {
            let is_good = is_offset(offset);
            if !is_good {
                self.flaw(ExifFlaw::OffsetMalformed);
            }
            is_good
        });
        Some(CaptureTime { local, offset })
    }

    fn read_position(&mut self, exif: &Exif) -> Option<Position> {
        exif.get_field(Tag::GPSLatitude, In::PRIMARY).or_else(|| exif.get_field(Tag::GPSLongitude, In::PRIMARY))?;
        let latitude = degrees(exif, Tag::GPSLatitude, (Tag::GPSLatitudeRef, "N", "S"));
        let longitude = degrees(exif, Tag::GPSLongitude, (Tag::GPSLongitudeRef, "E", "W"));
        let (Some(latitude), Some(longitude)) = (latitude, longitude) else {
            self.flaw(ExifFlaw::PositionMalformed);
            return None;
        };
        if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
            self.flaw(ExifFlaw::PositionOutOfRange);
            return None;
        }
        if latitude == 0.0 && longitude == 0.0 {
            self.flaw(ExifFlaw::PositionNull);
            return None;
        }
        let datum = ascii(exif, Tag::GPSMapDatum).map(|datum| datum.to_ascii_uppercase().replace([' ', '-'], ""));
        if datum.is_some_and(|datum| !datum.starts_with("WGS84") && datum != "UNKNOWN") {
            self.flaw(ExifFlaw::PositionDatum);
            return None;
        }
        Some(Position { latitude, longitude, altitude: self.altitude(exif) })
    }

    fn altitude(&mut self, exif: &Exif) -> Option<f64> {
        let field = exif.get_field(Tag::GPSAltitude, In::PRIMARY)?;
        let reference = exif.get_field(Tag::GPSAltitudeRef, In::PRIMARY).and_then(|field| field.value.get_uint(0));
        let metres = fractions(&field.value).first().copied();
        // 1 and 3 are below, of the sea and of the ellipsoid.
        let sign = if matches!(reference, Some(1 | 3)) { -1.0 } else { 1.0 };
        let metres = metres.map(|metres| sign * metres).filter(|metres| ALTITUDES.contains(metres));
        if metres.is_none() {
            self.flaw(ExifFlaw::AltitudeMalformed);
        }
        metres
    }

    fn text(&mut self, exif: &Exif, tag: Tag) -> Option<String> {
        let text = ascii(exif, tag)?;
        let is_plain = |c: char| c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric();
        if text.chars().count() > MAX_TEXT || !text.chars().all(is_plain) {
            self.flaw(ExifFlaw::TextMalformed);
            return None;
        }
        Some(text)
    }
}

/// The first string of an ASCII field without padding; `None` when absent or blank, which Exif defines as "unknown".
fn ascii(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(strings) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let text = String::from_utf8_lossy(strings.first()?);
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    (!text.chars().all(|c| c == ':' || c == ' ')).then(|| text.to_owned())
}

/// `2015:04:10 20:12:23` as `2015-04-10T20:12:23`, if there is such a moment. A leap second does not count as one.
fn local_time(text: &str) -> Option<String> {
    let is_digit_or_mark = |byte: u8| byte.is_ascii_digit() || b": ".contains(&byte);
    let is_shaped = text.len() == 19 && text.bytes().all(is_digit_or_mark);
    let numbers = text.split([':', ' ']).map_while(|number| number.parse().ok());
    let numbers: Vec<i16> = numbers.filter(|_| is_shaped).collect();
    let [year, rest @ ..] = <[i16; 6]>::try_from(numbers).ok()?;
    let [month, day, hour, minute, second] = rest.map(|number| i8::try_from(number).unwrap_or(i8::MAX));
    let time = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    (year > 0).then(|| time.to_string())
}

/// `+07:00`; no offset in civil use ever reached fifteen hours.
fn is_offset(text: &str) -> bool {
    let &[sign, h0, h1, b':', m0, m1] = text.as_bytes() else {
        return false;
    };
    let is_number = [h0, h1, m0, m1].iter().all(u8::is_ascii_digit);
    b"+-".contains(&sign) && is_number && [h0, h1] <= *b"14" && m0 < b'6'
}

/// The values of a field of fractions. Some phones write positions as signed ones, against the standard.
fn fractions(value: &Value) -> Vec<f64> {
    match value {
        Value::Rational(values) => values.iter().map(exif::Rational::to_f64).collect(),
        Value::SRational(values) => values.iter().map(exif::SRational::to_f64).collect(),
        _ => Vec::new(),
    }
}

/// Degrees, minutes and seconds as signed decimal degrees. Without a hemisphere there is no position.
fn degrees(exif: &Exif, tag: Tag, (hemisphere, positive, negative): (Tag, &str, &str)) -> Option<f64> {
    let parts = fractions(&exif.get_field(tag, In::PRIMARY)?.value);
    let [degrees, minutes, seconds] = *parts.first_chunk()?;
    // Some receivers write 0/0 for the seconds that they fold into the minutes.
    let seconds = if seconds.is_nan() { 0.0 } else { seconds };
    let is_part = |part: f64| (0.0..60.0).contains(&part);
    let is_sane = is_part(minutes) && is_part(seconds) && degrees.is_finite() && degrees >= 0.0;
    let magnitude = is_sane.then_some(degrees + minutes / 60.0 + seconds / 3600.0)?;
    match ascii(exif, hemisphere)?.as_str() {
        side if side == positive => Some(magnitude),
        side if side == negative => Some(-magnitude),
        _ => None,
    }
}
