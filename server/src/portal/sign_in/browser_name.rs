//! What a browser is called in the list of devices, so that its owner recognises it.

use crate::kernel::text::{Lang, Text};

const BROWSERS: &[(&str, &str)] =
    &[("Edg/", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
const SYSTEMS: &[(&str, &str)] =
    &[("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("Linux", "Linux")];
const NAME: Text = Text { vi: "Trình duyệt", en: "Browser" };
const ON: Text = Text { vi: "trên", en: "on" };

/// A name from what the browser says of itself.
#[must_use]
pub fn of(user_agent: &str, lang: Lang) -> String {
    let find = |table: &[(&'static str, &'static str)]| table.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name);
    match (find(BROWSERS), find(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{} {browser} {} {system}", NAME.get(lang), ON.get(lang)),
        (Some(one), None) | (None, Some(one)) => format!("{} {one}", NAME.get(lang)),
        (None, None) => NAME.get(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_as_its_owner_knows_it() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(of(edge, Lang::Vi), "Trình duyệt Edge trên Windows");
        assert_eq!(of("curl/8.0", Lang::En), "Browser");
    }
}
