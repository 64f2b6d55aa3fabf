//! The few pieces of HTML that the page is made of; everything that comes from the document is escaped here.

/// Text as HTML writes it, in element content and in attributes.
#[must_use]
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// A sentence of the document: escaped, with what stands between backticks as code.
#[must_use]
pub(super) fn prose(text: &str) -> String {
    let pieces: Vec<String> = text.split('`').map(escape).collect();
    // An odd backtick at the end opens nothing.
    let closed = pieces.len() - usize::from(pieces.len().is_multiple_of(2));
    let mut html = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match (index % 2, index < closed) {
            (1, true) => html.push_str(&["<code>", piece, "</code>"].concat()),
            _ => html.push_str(piece),
        }
    }
    html
}

/// A table with a heading row; cells are HTML already. Nothing when there are no rows.
#[must_use]
pub(super) fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let row = |tag: &str, cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect();
        format!("<tr>{}</tr>", cells.concat())
    };
    let heads: Vec<String> = heads.iter().map(|head| escape(head)).collect();
    let body: String = rows.iter().map(|cells| row("td", cells)).collect();
    format!("<table><thead>{}</thead><tbody>{body}</tbody></table>", row("th", &heads))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_document_becomes_markup() {
        assert_eq!(prose("a `<b>` & \"c\""), "a <code>&lt;b&gt;</code> &amp; &quot;c&quot;");
        assert_eq!(prose("an odd ` mark"), "an odd  mark");
    }
}
