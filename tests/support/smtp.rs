//! A mail server for the tests: it speaks as much ESMTP as is needed (RFC 5321, STARTTLS, AUTH PLAIN), keeps the letters and can be
//! as unkind as real ones.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use data_encoding::BASE64;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::letter::Letter;

/// How the server behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Takes every letter.
    Kind,
    /// Answers a command (`RCPT`, `DATA`, `.` for the end of a letter …) with this line instead.
    Answers(&'static str, &'static str),
    /// Goes away when the first line of a letter has come.
    DropsMidway,
    /// Keeps the letter and goes away without saying so.
    TakesAndGoes,
    /// Never answers this command.
    SilentAt(&'static str),
}

/// When the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// Never.
    None,
    /// From the first byte.
    Tls,
    /// When the client asks for it, and no letter before.
    StartTls,
}

/// A running server; it stops when it is dropped.
pub struct MailServer {
    /// Its port on 127.0.0.1.
    pub port: u16,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

struct Shared {
    protection: Protection,
    tls: Option<TlsAcceptor>,
    mood: Mutex<Mood>,
    letters: Mutex<Vec<Letter>>,
}

impl MailServer {
    /// Starts one without TLS.
    pub async fn start() -> Self {
        Self::listen(Protection::None, None).await
    }

    /// Starts one with a certificate of an authority of its own, whose certificate is left as `ca.pem` in the folder.
    pub async fn start_protected(protection: Protection, folder: &Path) -> Self {
        Self::listen(protection, Some(acceptor(folder))).await
    }

    async fn listen(protection: Protection, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared { protection, tls, mood: Mutex::new(Mood::Kind), letters: Mutex::default() });
        let serving = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&serving);
                tokio::spawn(async move { Session::serve(stream, shared).await });
            }
        });
        Self { port, shared, task }
    }

    /// Changes its mood.
    ///
    /// # Panics
    /// When another thread panicked with it.
    pub fn is_now(&self, mood: Mood) {
        *self.shared.mood.lock().unwrap() = mood;
    }

    /// The letters it has, the oldest first.
    ///
    /// # Panics
    /// When another thread panicked with them.
    #[must_use]
    pub fn letters(&self) -> Vec<Letter> {
        self.shared.letters.lock().unwrap().clone()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

struct Session {
    stream: BufReader<Box<dyn Stream>>,
    shared: Arc<Shared>,
    letter: Letter,
}

/// What comes after a command.
enum Next {
    Go,
    Upgrade,
    Stop,
}

impl Session {
    async fn serve(stream: TcpStream, shared: Arc<Shared>) {
        let mut stream: Box<dyn Stream> = Box::new(stream);
        let mut is_tls = false;
        if shared.protection == Protection::Tls {
            let Ok(inner) = shared.tls.as_ref().unwrap().accept(stream).await else { return };
            (stream, is_tls) = (Box::new(inner), true);
        }
        let mut session = Self { stream: BufReader::new(stream), shared, letter: Letter { is_tls, ..Letter::default() } };
        if session.say("220 mail.test ESMTP").await.is_err() {
            return;
        }
        loop {
            let mut line = String::new();
            match session.stream.read_line(&mut line).await {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
            match session.obey(line.trim_end()).await {
                Ok(Next::Go) => {}
                Ok(Next::Upgrade) => match session.upgraded().await {
                    Some(upgraded) => session = upgraded,
                    None => return,
                },
                Ok(Next::Stop) | Err(_) => return,
            }
        }
    }

    async fn upgraded(self) -> Option<Self> {
        let acceptor = self.shared.tls.clone().unwrap();
        let stream: Box<dyn Stream> = Box::new(acceptor.accept(self.stream.into_inner()).await.ok()?);
        Some(Self { stream: BufReader::new(stream), shared: self.shared, letter: Letter { is_tls: true, ..Letter::default() } })
    }

    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        self.stream.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.stream.flush().await
    }

    fn mood(&self) -> Mood {
        *self.shared.mood.lock().unwrap()
    }

    async fn obey(&mut self, line: &str) -> std::io::Result<Next> {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match self.mood() {
            Mood::Answers(command, answer) if command == verb => return self.say(answer).await.map(|()| Next::Go),
            Mood::SilentAt(command) if command == verb => return self.wait_for_the_end().await,
            _ => {}
        }
        match verb.as_str() {
            "EHLO" if self.shared.protection == Protection::StartTls && !self.letter.is_tls => {
                self.say("250-mail.test\r\n250-8BITMIME\r\n250 STARTTLS").await?;
            }
            "EHLO" => self.say("250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN").await?,
            "STARTTLS" => {
                self.say("220 go on").await?;
                return Ok(Next::Upgrade);
            }
            "AUTH" => {
                let secret = BASE64.decode(line.rsplit(' ').next().unwrap_or_default().as_bytes()).unwrap_or_default();
                self.letter.signed_in_as = Some(String::from_utf8_lossy(&secret).replace('\0', "/"));
                self.say("235 welcome").await?;
            }
            "MAIL" if self.shared.protection == Protection::StartTls && !self.letter.is_tls => self.say("530 STARTTLS first").await?,
            "MAIL" => {
                self.letter.from = between_brackets(line);
                self.say("250 ok").await?;
            }
            "RCPT" => {
                self.letter.to = between_brackets(line);
                self.say("250 ok").await?;
            }
            "DATA" => return self.take_letter().await,
            "QUIT" => {
                self.say("221 bye").await?;
                return Ok(Next::Stop);
            }
            _ => self.say("250 ok").await?,
        }
        Ok(Next::Go)
    }

    async fn take_letter(&mut self) -> std::io::Result<Next> {
        self.say("354 go on").await?;
        let mut text = String::new();
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await? == 0 || self.mood() == Mood::DropsMidway {
                return Ok(Next::Stop);
            }
            if line == ".\r\n" {
                break;
            }
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
        match self.mood() {
            Mood::Answers(".", answer) => return self.say(answer).await.map(|()| Next::Go),
            Mood::SilentAt(".") => return self.wait_for_the_end().await,
            _ => {}
        }
        self.letter.text = text;
        self.shared.letters.lock().unwrap().push(self.letter.clone());
        if self.mood() == Mood::TakesAndGoes {
            return Ok(Next::Stop);
        }
        self.say("250 taken").await.map(|()| Next::Go)
    }

    async fn wait_for_the_end(&mut self) -> std::io::Result<Next> {
        let mut line = String::new();
        while self.stream.read_line(&mut line).await? > 0 {}
        Ok(Next::Stop)
    }
}

fn between_brackets(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

/// An authority and a certificate for 127.0.0.1 from it, made by OpenSSL.
fn acceptor(folder: &Path) -> TlsAcceptor {
    let openssl = |arguments: &[&str]| {
        let made = Command::new("openssl").args(arguments).current_dir(folder).output().expect("openssl is there");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    };
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    std::fs::write(folder.join("names.txt"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n").unwrap();
    openssl(&[&["req", "-x509", "-subj", "/CN=Test CA", "-days", "30", "-keyout", "ca.key", "-out", "ca.pem"], &key[..]].concat());
    openssl(&[&["req", "-subj", "/CN=localhost", "-keyout", "mail.key", "-out", "mail.csr"], &key[..]].concat());
    let sign = ["x509", "-req", "-in", "mail.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30"];
    openssl(&[&sign[..], &["-extfile", "names.txt", "-out", "mail.pem"]].concat());
    let certificate = CertificateDer::from_pem_file(folder.join("mail.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(folder.join("mail.key")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}
