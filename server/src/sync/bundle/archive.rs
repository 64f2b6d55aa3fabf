//! Headers of a tar archive, as far as bundles use them: plain files with short names. Pure.

/// Bytes of a header, and of everything that content is filled up to.
pub const BLOCK: usize = 512;

/// What a header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Header {
    /// A file follows.
    File {
        /// Its name.
        name: String,
        /// Its bytes.
        size: u64,
    },
    /// The archive ends here.
    End,
}

/// Reads a header; none when it is not one that bundles use.
#[must_use]
pub fn header(block: &[u8; BLOCK]) -> Option<Header> {
    if block.iter().all(|byte| *byte == 0) {
        return Some(Header::End);
    }
    let (name, rest) = (text(&block[..100])?, text(&block[345..500])?);
    let is_plain_file = matches!(block[156], b'0' | 0) && block[257..262] == *b"ustar" && rest.is_empty();
    if !is_plain_file || octal(&block[148..156])? != checksum(block) {
        return None;
    }
    Some(Header::File { name: name.to_owned(), size: octal(&block[124..136])? })
}

/// The bytes that fill up content of this size.
#[must_use]
pub fn padding(size: u64) -> usize {
    usize::try_from(size.next_multiple_of(BLOCK as u64) - size).unwrap_or(0)
}

fn checksum(block: &[u8; BLOCK]) -> u64 {
    let byte = |(at, byte): (usize, &u8)| if (148..156).contains(&at) { u64::from(b' ') } else { u64::from(*byte) };
    block.iter().enumerate().map(byte).sum()
}

fn text(field: &[u8]) -> Option<&str> {
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    std::str::from_utf8(&field[..end]).ok().filter(|text| text.is_ascii())
}

fn octal(field: &[u8]) -> Option<u64> {
    let digits = text(field)?.trim_matches(' ');
    if digits.is_empty() || digits.len() > 11 { None } else { u64::from_str_radix(digits, 8).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(name: &str, size: &str, kind: u8) -> [u8; BLOCK] {
        let mut block = [0_u8; BLOCK];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..124 + size.len()].copy_from_slice(size.as_bytes());
        block[156] = kind;
        block[257..263].copy_from_slice(b"ustar\0");
        let sum = format!("{:06o}\0 ", checksum(&block));
        block[148..156].copy_from_slice(sum.as_bytes());
        block
    }

    #[test]
    fn a_plain_file_is_read() {
        let read = header(&block("ops.json", "00000000017\0", b'0'));
        assert_eq!(read, Some(Header::File { name: "ops.json".into(), size: 15 }));
        assert_eq!(header(&[0; BLOCK]), Some(Header::End));
        assert_eq!((padding(0), padding(1), padding(512), padding(513)), (0, 511, 0, 511));
    }

    #[test]
    fn links_folders_extensions_and_damage_are_not() {
        for kind in [b'1', b'2', b'5', b'x', b'g', b'L'] {
            assert_eq!(header(&block("ops.json", "00000000017\0", kind)), None, "{}", char::from(kind));
        }
        assert_eq!(header(&block("ops.json", "\u{80}", b'0')), None, "a size in another notation");
        assert_eq!(header(&block("ops.json", "", b'0')), None);
        let mut damaged = block("ops.json", "00000000017\0", b'0');
        damaged[3] = b'_';
        assert_eq!(header(&damaged), None);
        assert_eq!(header(&[0xff; BLOCK]), None);
    }
}
