//! Helpers for account tests: sent mail, codes of second factors, expired tokens.

use std::path::Path;

use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::{Api, Installation, eventually};

pub(crate) const PASSWORD: &str = "correct horse";

/// A mail, as far as tests look at it.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) subject: String,
    text: String,
}

impl Mail {
    fn read(path: &Path) -> Self {
        let raw = std::fs::read_to_string(path).unwrap();
        let (head, text) = raw.split_once("\r\n\r\n").unwrap();
        let head = head.replace("\r\n ", " ");
        let header = |name: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().trim().trim_matches(['<', '>']).to_owned()
        };
        // Quoted-printable, where a line is too long.
        let text = text.replace("=\r\n", "").replace("=3D", "=");
        Self { to: header("To:"), subject: header("Subject:"), text }
    }

    /// The address of its link.
    pub(crate) fn link(&self) -> String {
        let link = self.text.split_whitespace().find(|word| word.starts_with("http") && word.contains("token="));
        link.unwrap_or_else(|| panic!("no link in {self:?}")).to_owned()
    }

    /// The secret in its link.
    pub(crate) fn secret(&self) -> String {
        let link = self.link();
        link.split_once("token=").unwrap().1.split('&').next().unwrap().to_owned()
    }

    /// Its six digits.
    pub(crate) fn code(&self) -> String {
        let code =
            self.text.split_whitespace().find(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()));
        code.unwrap_or_else(|| panic!("no code in {self:?}")).to_owned()
    }
}

impl Installation {
    /// Every mail so far, oldest first.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        let Ok(folder) = std::fs::read_dir(self.folder.path().join("data/mail")) else { return Vec::new() };
        let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
        files.sort();
        files.iter().map(|path| Mail::read(path)).collect()
    }

    /// The newest mail to this address about this, once it is there.
    pub(crate) async fn mail(&self, to: &str, subject: &str) -> Mail {
        eventually(&format!("a mail `{subject}` to {to}"), async || {
            let mails = self.mails();
            mails.into_iter().rfind(|mail| mail.to == to && mail.subject.starts_with(subject))
        })
        .await
    }
}

impl Api {
    /// Somebody who signs in with the usual password: the tokens.
    pub(crate) async fn login(&self, email: &str) -> Value {
        self.post("/auth/login", json!({"email": email, "password": PASSWORD})).await.ok()
    }

    /// Somebody who has just signed in with the usual password.
    pub(crate) async fn signed_in(&self, email: &str) -> Self {
        self.with_token(&self.login(email).await["access_token"])
    }

    /// What it came with opens nothing any more.
    pub(crate) async fn is_shut_out(&self) {
        self.get("/users/me").await.problem(401, "unauthorized");
    }

    /// Somebody whose address is confirmed.
    pub(crate) async fn register_verified(&self, installation: &Installation, email: &str, role: &str) -> Self {
        let person = self.register(email, role).await;
        let secret = installation.mail(email, "Confirm your e-mail address").await.secret();
        self.post("/api/v1/auth/verify-email", json!({"token": secret})).await.ok();
        person
    }

    /// Adds a second factor: its secret, and a client that has proved it.
    pub(crate) async fn with_second_factor(&self) -> (Authenticator, Self, Value) {
        let enrollment = self.post("/api/v1/auth/mfa/enroll", json!({})).await.ok();
        let authenticator = Authenticator(enrollment["secret"].as_str().unwrap().to_owned());
        // The one of the next half minute is still unused then, and good already.
        let proved = self.post("/api/v1/auth/mfa/verify", json!({"code": authenticator.code(0)})).await.ok();
        let api = self.with_token(&proved["access_token"]);
        (authenticator, api, proved)
    }
}

/// Makes codes.
pub(crate) struct Authenticator(String);

impl Authenticator {
    /// The code of so many seconds from now.
    #[expect(clippy::disallowed_methods, reason = "an authenticator has the time of the machine it is on")]
    pub(crate) fn code(&self, seconds: i64) -> String {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let totp = Builder::new().with_secret(Secret::try_from_base32(&self.0).unwrap()).build().unwrap();
        totp.generate(now.checked_add_signed(seconds).unwrap()).to_string()
    }
}
