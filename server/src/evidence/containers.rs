//! The containers that pictures and sound come in, taken apart without trusting their lengths: boxes (ISO 14496-12), chunks
//! (W3C PNG, RFC 9649), EBML.

/// The boxes of an ISO base media file (ISO 14496-12), or of the inside of one of its boxes: four-letter type and body.
/// Ends quietly at the first box that does not fit.
pub(super) fn boxes(mut rest: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (size, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (body, next) = match u32::from_be_bytes(*size) {
            0 => (after, &[][..]),
            1 => {
                let (long, after) = after.split_first_chunk::<8>()?;
                let length = usize::try_from(u64::from_be_bytes(*long)).ok()?.checked_sub(16)?;
                after.split_at_checked(length)?
            }
            short => after.split_at_checked(usize::try_from(short).ok()?.checked_sub(8)?)?,
        };
        rest = next;
        Some((*kind, body))
    })
}

/// The body of the first box or chunk of the wanted type.
pub(super) fn first<'a>(mut parts: impl Iterator<Item = ([u8; 4], &'a [u8])>, wanted: [u8; 4]) -> Option<&'a [u8]> {
    parts.find(|(kind, _)| *kind == wanted).map(|(_, body)| body)
}

/// The chunks of a PNG: type and body, up to the first that does not fit.
pub(super) fn png_chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk()?;
        let (kind, after) = after.split_first_chunk()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (body, after) = after.split_at_checked(length)?;
        rest = after.get(4..)?;
        Some((*kind, body))
    })
}

/// The chunks of a WebP: type and body, up to the first that does not fit.
pub(super) fn webp_chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, after) = rest.split_first_chunk()?;
        let (length, after) = after.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (body, after) = after.split_at_checked(length)?;
        rest = after.get(length % 2..).unwrap_or_default();
        Some((*kind, body))
    })
}

/// The element at the start of an EBML file (RFC 8794): its id, the length of its head, and that of its body unless it is open.
pub(super) fn ebml(bytes: &[u8]) -> Option<(u32, usize, Option<usize>)> {
    let id_length = bytes.first()?.leading_zeros() as usize + 1;
    let id = bytes.get(..id_length).filter(|id| id.len() <= 4)?.iter().fold(0, |id, byte| (id << 8) | u32::from(*byte));
    let first = *bytes.get(id_length)?;
    let size_length = first.leading_zeros() as usize + 1;
    let size = bytes.get(id_length..id_length + size_length).filter(|size| size.len() <= 8)?;
    let value = size.iter().fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
    let mask = (1_u64 << (7 * size_length)) - 1;
    let length = Some(value & mask).filter(|length| *length != mask).and_then(|length| usize::try_from(length).ok());
    Some((id, id_length + size_length, length))
}
