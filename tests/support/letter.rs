//! A letter as the mail server of the tests got it, read as a mail program reads it.

use data_encoding::BASE64;

/// One letter with its envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Sender on the envelope.
    pub from: String,
    /// Recipient on the envelope.
    pub to: String,
    /// Headers and body as they came.
    pub text: String,
    /// It came over TLS.
    pub is_tls: bool,
    /// What was given at AUTH PLAIN, with `/` between the parts.
    pub signed_in_as: Option<String>,
}

impl Letter {
    /// A header, unfolded, as it was sent; empty when it is not there.
    #[must_use]
    pub fn raw_header(&self, name: &str) -> String {
        let (head, _) = self.parts();
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let found = head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then(|| value.to_owned())
        });
        found.unwrap_or_default()
    }

    /// A header with its encoded words (RFC 2047) decoded.
    ///
    /// # Panics
    /// When one is not encoded as it says.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let (mut out, mut after_encoded) = (String::new(), true);
        for word in self.raw_header(name).split(' ') {
            let encoded = word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.split("?=").next());
            let is_joined = out.is_empty() || (after_encoded && encoded.is_some());
            if !is_joined {
                out.push(' ');
            }
            match encoded {
                Some(encoded) => out.push_str(&text(BASE64.decode(encoded.as_bytes()).unwrap())),
                None => out.push_str(word),
            }
            after_encoded = encoded.is_some();
        }
        out
    }

    /// The body, decoded.
    ///
    /// # Panics
    /// When it is not encoded as it says.
    #[must_use]
    pub fn body(&self) -> String {
        let (_, body) = self.parts();
        let decoded = match self.raw_header("Content-Transfer-Encoding").as_str() {
            "base64" => text(BASE64.decode(body.replace("\r\n", "").as_bytes()).unwrap()),
            "quoted-printable" => quoted_printable(body),
            _ => body.to_owned(),
        };
        decoded.replace("\r\n", "\n")
    }

    fn parts(&self) -> (&str, &str) {
        self.text.split_once("\r\n\r\n").expect("a head and a body")
    }
}

fn quoted_printable(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let (mut out, mut rest) = (Vec::new(), joined.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'=').then(|| std::str::from_utf8(after.get(..2).unwrap_or_default()).unwrap());
        if let Some(code) = code {
            out.push(u8::from_str_radix(code, 16).unwrap());
            rest = &after[2..];
        } else {
            out.push(*first);
            rest = after;
        }
    }
    text(out)
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}
