//! `Range` and `If-Range` on content (RFC 9110, 14): so that a download that broke off goes on where it stopped.

use std::ops::Range;

/// What to send of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it.
    Whole,
    /// One stretch, in bytes, within the file.
    Part(Range<u64>),
    /// A stretch that begins behind the end.
    Unsatisfiable,
}

/// Reads a `Range` header against a file of `length` bytes. What is malformed, or asks for several stretches, counts as not
/// there, as RFC 9110 allows.
#[must_use]
pub fn wanted(header: Option<&str>, length: u64) -> Wanted {
    let Some((first, last)) = header.and_then(|header| header.trim().strip_prefix("bytes=")?.split_once('-')) else {
        return Wanted::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok().filter(|_| text.trim().bytes().all(|byte| byte.is_ascii_digit()));
    match (first.trim().is_empty(), last.trim().is_empty(), number(first), number(last)) {
        (true, _, _, Some(0)) => Wanted::Unsatisfiable,
        (true, _, _, Some(_)) if length == 0 => Wanted::Unsatisfiable,
        (true, _, _, Some(suffix)) => Wanted::Part(length.saturating_sub(suffix)..length),
        (_, true, Some(from), _) if from < length => Wanted::Part(from..length),
        (_, false, Some(from), Some(to)) if to < from => Wanted::Whole,
        (_, false, Some(from), Some(to)) if from < length => Wanted::Part(from..to.saturating_add(1).min(length)),
        (_, true, Some(_), _) | (_, false, Some(_), Some(_)) => Wanted::Unsatisfiable,
        _ => Wanted::Whole,
    }
}

/// Whether a header that lists entity tags names this one (RFC 9110, 13.1.2: weak comparison).
#[must_use]
pub fn names_tag(header: &str, tag: &str) -> bool {
    header.trim() == "*" || header.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let cases = [
            (None, Wanted::Whole),
            (Some("bytes=0-"), Wanted::Part(0..100)),
            (Some("bytes=10-19"), Wanted::Part(10..20)),
            (Some("bytes=90-400"), Wanted::Part(90..100)),
            (Some("bytes=-30"), Wanted::Part(70..100)),
            (Some("bytes=-300"), Wanted::Part(0..100)),
            (Some("bytes=-0"), Wanted::Unsatisfiable),
            (Some("bytes=100-"), Wanted::Unsatisfiable),
            (Some("bytes=100-120"), Wanted::Unsatisfiable),
            (Some("bytes=9-3"), Wanted::Whole),
            (Some("bytes=0-1,5-6"), Wanted::Whole),
            (Some("bytes=-"), Wanted::Whole),
            (Some("bytes=+1-2"), Wanted::Whole),
            (Some("lines=1-2"), Wanted::Whole),
        ];
        for (header, expected) in cases {
            assert_eq!(wanted(header, 100), expected, "{header:?}");
        }
    }

    #[test]
    fn tags_are_compared_weakly() {
        assert!(names_tag("\"a\", W/\"b\"", "\"b\"") && names_tag("*", "\"b\"") && !names_tag("\"bb\"", "\"b\""));
    }
}
