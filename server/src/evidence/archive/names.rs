//! How files are called in the archive: readable, safe on every system, and no two alike.

use std::collections::HashMap;

use uuid::Uuid;

use crate::kernel::vietnamese;

/// The folder of the evidence itself.
const FOLDER: &str = "evidence";
/// The longest part that is made of words, in characters.
const WORDS: usize = 48;
/// Digits of the id that tell two photos of one second apart.
const TAIL: usize = 8;

/// What a file is called by.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// The evidence.
    pub id: Uuid,
    /// When it was taken, on the clock of the inspection.
    pub taken: jiff::Zoned,
    /// What it belongs to, as people call it.
    pub label: &'a str,
    /// What it shows.
    pub caption: &'a str,
    /// With its dot.
    pub extension: &'static str,
}

/// The names of some files, in their order: when, to what, what it shows, and the end of the id. Ids are made by devices, so two
/// may end alike: then the whole id is told.
#[must_use]
pub fn of(all: &[Named<'_>]) -> Vec<String> {
    let name = |named: &Named<'_>, id: &str| {
        let moment = named.taken.strftime("%Y%m%d-%H%M%S").to_string();
        let words = [named.label, named.caption].map(plain).into_iter().filter(|words| !words.is_empty());
        let parts: Vec<String> = std::iter::once(moment).chain(words).chain([id.to_owned()]).collect();
        format!("{FOLDER}/{}{}", parts.join("_"), named.extension)
    };
    let whole: Vec<String> = all.iter().map(|named| named.id.simple().to_string()).collect();
    let short: Vec<String> = all.iter().zip(&whole).map(|(named, id)| name(named, &id[id.len() - TAIL..])).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for name in &short {
        *times.entry(name).or_default() += 1;
    }
    let is_taken = |name: &String| times.get(name.as_str()).is_some_and(|times| *times > 1);
    all.iter().zip(whole).zip(&short).map(|((named, id), short)| if is_taken(short) { name(named, &id) } else { short.clone() }).collect()
}

/// Words as a file may be called: lower-case letters without marks, digits, hyphens. Nothing that a system reads as a path or a
/// command is among them.
fn plain(text: &str) -> String {
    let folded = vietnamese::fold(text);
    let safe = folded.chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == ' ').take(WORDS).collect::<String>();
    safe.split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named<'a>(id: u128, label: &'a str, caption: &'a str) -> Named<'a> {
        let taken = "2026-03-09T09:14:31+07:00[Asia/Ho_Chi_Minh]".parse().unwrap();
        Named { id: Uuid::from_u128(id), taken, label, caption, extension: ".jpg" }
    }

    #[test]
    fn names_are_read_and_are_safe() {
        let long = "dài ".repeat(500);
        let all = [
            named(1, "4.1.2", "Bảng niêm yết thủ tục tại bộ phận một cửa"),
            named(2, "", "../../etc/passwd\0\u{202e}gpj.exe"),
            named(3, "", "部分"),
            named(4, "", &long),
        ];
        let names = of(&all);
        assert_eq!(names[0], "evidence/20260309-091431_4-1-2_bang-niem-yet-thu-tuc-tai-bo-phan-mot-cua_00000001.jpg");
        assert_eq!(names[1], "evidence/20260309-091431_etc-passwd-gpj-exe_00000002.jpg");
        assert_eq!(names[2], "evidence/20260309-091431_00000003.jpg");
        assert!(names[3].len() < 120, "{}", names[3]);
    }

    #[test]
    fn ids_that_end_alike_are_told_whole() {
        let names = of(&[named(0x1_0000_0007, "", ""), named(0x2_0000_0007, "", ""), named(0x3_0000_0008, "", "")]);
        assert_ne!(names[0], names[1]);
        assert!(names[0].ends_with("_00000000000000000000000100000007.jpg"), "{}", names[0]);
        assert!(names[2].ends_with("_00000008.jpg"), "{}", names[2]);
    }
}
