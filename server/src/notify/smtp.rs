//! The way to the mail server, as the settings name it. The only file that knows SMTP.

use std::time::Duration;

use axum::http::Uri;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::kernel::config::Settings;

/// Answers about who may send at all rather than about one letter (RFC 4954).
const ABOUT_THE_SENDER: std::ops::RangeInclusive<u16> = 530..=538;

/// The mail server and the address that letters come from.
#[derive(Debug)]
pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    /// The sender.
    pub from: Mailbox,
    patience: Duration,
}

/// Why a letter was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server will never take this letter.
    Refused(String),
    /// The server was not there, busy, or does not let us in; later it may.
    NotNow(String),
}

impl MailServer {
    /// The mail server of the settings; none when they name none.
    ///
    /// # Errors
    /// A sentence that names the setting that is wrong.
    pub fn of(settings: &Settings) -> Result<Option<Self>, String> {
        if settings.smtp_url.is_empty() {
            return Ok(None);
        }
        let route = Route::read(&settings.smtp_url)?;
        let from: Mailbox = settings.smtp_from.parse().map_err(|_| "smtp_from: expected an address such as Soát <soat@example.vn>")?;
        let patience = Duration::from_secs(settings.smtp_timeout_seconds);
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&route.host)
            .port(route.port)
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(patience))
            .tls(tls(&route, settings)?);
        if let Some(credentials) = credentials(&route, settings)? {
            builder = builder.credentials(credentials);
        }
        Ok(Some(Self { transport: builder.build(), from, patience }))
    }

    /// Hands over a letter.
    ///
    /// # Errors
    /// When the server did not say that it has it.
    pub async fn send(&self, letter: Message) -> Result<(), Fault> {
        // The transport bounds each command; a server that answers each of them slowly is bounded here.
        let sending = tokio::time::timeout(self.patience * 4, self.transport.send(letter));
        let error = match sending.await {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) => error,
            Err(_) => return Err(Fault::NotNow("no answer in time".to_owned())),
        };
        let is_about_the_letter = error.status().is_some_and(|code| !ABOUT_THE_SENDER.contains(&u16::from(code)));
        let said = error.to_string();
        Err(if error.is_permanent() && is_about_the_letter { Fault::Refused(said) } else { Fault::NotNow(said) })
    }
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protection {
    /// TLS from the first byte.
    Tls,
    /// Begun in the clear and protected before anything is said (STARTTLS), or given up.
    StartTls,
    /// None.
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Route {
    host: String,
    port: u16,
    protection: Protection,
}

impl Route {
    fn read(url: &str) -> Result<Self, String> {
        let wrong = |what: &str| format!("smtp_url: {what}; expected smtps://host:465, smtp://host:587 or smtp://host:25?tls=none");
        let uri: Uri = url.parse().map_err(|_| wrong("not an address"))?;
        let authority = uri.authority().ok_or_else(|| wrong("no host"))?;
        if authority.as_str().contains('@') {
            return Err(wrong("user and password belong into smtp_user and smtp_password_file"));
        }
        let (protection, port) = match (uri.scheme_str(), uri.query()) {
            (Some("smtps"), None) => (Protection::Tls, 465),
            (Some("smtp"), None) => (Protection::StartTls, 587),
            (Some("smtp"), Some("tls=none")) => (Protection::None, 25),
            _ => return Err(wrong("not a way to a mail server")),
        };
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        Ok(Self { host, port: authority.port_u16().unwrap_or(port), protection })
    }

    fn is_this_machine(&self) -> bool {
        self.host == "localhost" || self.host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

fn tls(route: &Route, settings: &Settings) -> Result<Tls, String> {
    if route.protection == Protection::None {
        return Ok(Tls::None);
    }
    let mut parameters = TlsParameters::builder(route.host.clone());
    if !settings.smtp_ca_file.as_os_str().is_empty() {
        let named = |error: &dyn std::fmt::Display| format!("smtp_ca_file: {}: {error}", settings.smtp_ca_file.display());
        let pem = std::fs::read(&settings.smtp_ca_file).map_err(|error| named(&error))?;
        parameters = parameters.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| named(&error))?);
    }
    let parameters = parameters.build().map_err(|error| format!("smtp_url: {error}"))?;
    Ok(if route.protection == Protection::Tls { Tls::Wrapper(parameters) } else { Tls::Required(parameters) })
}

fn credentials(route: &Route, settings: &Settings) -> Result<Option<Credentials>, String> {
    if settings.smtp_user.is_empty() {
        return Ok(None);
    }
    if route.protection == Protection::None && !route.is_this_machine() {
        return Err(
            "smtp_user: a password is not sent to another machine in the clear; use smtps:// or smtp:// without tls=none".to_owned()
        );
    }
    let file = &settings.smtp_password_file;
    let password = std::fs::read_to_string(file).map_err(|error| format!("smtp_password_file: {}: {error}", file.display()))?;
    Ok(Some(Credentials::new(settings.smtp_user.clone(), password.trim_end_matches(['\r', '\n']).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_the_connection_is_protected() {
        let route = |url: &str| Route::read(url).map(|route| (route.host, route.port, route.protection));
        assert_eq!(route("smtps://mail.example"), Ok(("mail.example".to_owned(), 465, Protection::Tls)));
        assert_eq!(route("smtp://mail.example:2525"), Ok(("mail.example".to_owned(), 2_525, Protection::StartTls)));
        assert_eq!(route("smtp://[::1]:25?tls=none"), Ok(("::1".to_owned(), 25, Protection::None)));
        for wrong in
            ["mail.example", "http://mail.example", "smtp://mail.example?tls=maybe", "smtp://u:p@mail.example", "smtps://h?tls=none", ""]
        {
            assert!(Route::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_never_sent_in_the_clear_to_another_machine() {
        let settings = Settings {
            smtp_url: "smtp://mail.example:25?tls=none".into(),
            smtp_from: "Soát <soat@example.vn>".into(),
            smtp_user: "soat".into(),
            ..Settings::default()
        };
        assert!(MailServer::of(&settings).unwrap_err().starts_with("smtp_user: "));
    }
}
