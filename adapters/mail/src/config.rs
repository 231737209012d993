//! Who takes our mail, and in whose name it goes.

use std::path::PathBuf;

use lettre::Address;
use lettre::message::Mailbox;
use ports::PortError;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

/// What becomes of mail.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum MailConfig {
    /// It is kept in a directory on this machine, and sent to nobody.
    Spool {
        /// Created when missing. `None` means `mail` in the data directory.
        directory: Option<PathBuf>,
    },
    /// It is handed to a mail server.
    Smtp(SmtpConfig),
    /// It is handed to `SendGrid`.
    Sendgrid(SendgridConfig),
}

impl Default for MailConfig {
    fn default() -> Self {
        Self::Spool { directory: None }
    }
}

/// A mail server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    /// Its name, which its certificate has to bear.
    pub host: String,
    /// `None` is the usual one: 587 for `starttls`, 465 for `tls`, 25 for `none`.
    pub port: Option<u16>,
    /// How the way there is closed.
    #[serde(default)]
    pub security: Security,
    /// `None` when it wants no sign-in.
    pub username: Option<String>,
    /// Goes with `username`.
    pub password: Option<SecretString>,
    /// Certificates (PEM) that are trusted besides those the system trusts: a private authority's.
    pub ca_file: Option<PathBuf>,
    /// In whose name mail goes, for example `Jobwright <jobs@example.org>`.
    pub from: Sender,
    /// A mail has been taken by then, or it failed.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u16,
}

/// How the way to a mail server is closed to others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// Encrypted from the first command that matters; a server that does not offer it gets nothing.
    #[default]
    Starttls,
    /// Encrypted from the first byte.
    Tls,
    /// Not at all: only for a server on this very machine.
    None,
}

/// An account at `SendGrid`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendgridConfig {
    /// The key, which needs the right "Mail Send".
    pub api_key: SecretString,
    /// In whose name mail goes; `SendGrid` has to know this sender.
    pub from: Sender,
    /// Where it runs: `https://api.eu.sendgrid.com` for accounts in the EU.
    #[serde(default = "default_base_url")]
    pub base_url: Url,
    /// A mail has been taken by then, or it failed.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u16,
}

/// In whose name mail goes: an address in ASCII, with a name or without.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Sender(Mailbox);

fn default_timeout_seconds() -> u16 {
    30
}

fn default_base_url() -> Url {
    Url::parse("https://api.sendgrid.com").expect("a constant address")
}

impl Sender {
    /// Whoever runs a machine that sends nothing.
    pub(crate) fn local() -> Self {
        let address = Address::new("jobwright", "localhost").expect("a constant address");
        Self(Mailbox::new(Some("Jobwright".to_owned()), address))
    }

    pub(crate) fn mailbox(&self) -> &Mailbox {
        &self.0
    }

    pub(crate) fn address(&self) -> &Address {
        &self.0.email
    }

    pub(crate) fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// What answers for us, in the names of messages and in greetings.
    pub(crate) fn domain(&self) -> &str {
        self.0.email.domain()
    }
}

impl TryFrom<String> for Sender {
    type Error = PortError;

    fn try_from(text: String) -> Result<Self, PortError> {
        let is_one_line = !text.chars().any(char::is_control);
        let mailbox =
            text.parse::<Mailbox>().ok().filter(|mailbox| is_one_line && mailbox.email.to_string().is_ascii());
        let advice = "a sender is `Name <name@example.org>`, its address in ASCII (`xn--…` for other domains)";
        mailbox.map(Self).ok_or_else(|| PortError::invalid(advice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_an_address_with_a_name_or_without() {
        let sender = |text: &str| Sender::try_from(text.to_owned());
        let named = sender("\"Jobwright, Zürich\" <jobs@example.org>").unwrap();
        assert_eq!((named.name(), named.domain()), (Some("Jobwright, Zürich"), "example.org"));
        assert_eq!(sender("jobs@example.org").unwrap().name(), None);
        for text in ["", "Jobwright", "jobs@", "Jobs\r\nBcc: x@y.org <jobs@example.org>", "jobs@zürich.example"] {
            assert!(sender(text).is_err(), "{text:?}");
        }
    }
}
