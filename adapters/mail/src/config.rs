//! `[mail]`: the provider that sends mail, and the sender address.

use std::path::PathBuf;

use lettre::Address;
use lettre::message::Mailbox;
use ports::PortError;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

/// How mail is sent.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum MailConfig {
    /// Mail is not sent but stored in a directory on this machine.
    Spool {
        /// Created when missing. `None` means `mail` in the data directory.
        directory: Option<PathBuf>,
    },
    /// Sent by an SMTP server.
    Smtp(SmtpConfig),
    /// Sent by `SendGrid`.
    Sendgrid(SendgridConfig),
}

impl Default for MailConfig {
    fn default() -> Self {
        Self::Spool { directory: None }
    }
}

/// An SMTP server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    /// The host name, which the certificate must match.
    pub host: String,
    /// The port; `None` is the default: 587 for `starttls`, 465 for `tls`, 25 for `none`.
    pub port: Option<u16>,
    /// Encryption of the connection.
    #[serde(default)]
    pub security: Security,
    /// `None` for a server without authentication.
    pub username: Option<String>,
    /// The password for `username`.
    pub password: Option<SecretString>,
    /// Certificates (PEM) of a private authority, trusted besides those the system trusts.
    pub ca_file: Option<PathBuf>,
    /// The sender, for example `Jobwright <jobs@example.org>`.
    pub from: Sender,
    /// The timeout for a mail.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u16,
}

/// Encryption of the connection to a mail server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// STARTTLS is required: a server that does not offer it gets no mail.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// None: only for a server on this machine.
    None,
}

/// An account at `SendGrid`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendgridConfig {
    /// The API key, with the permission "Mail Send".
    pub api_key: SecretString,
    /// The sender, which has to be verified at `SendGrid`.
    pub from: Sender,
    /// The address of the API: `https://api.eu.sendgrid.com` for accounts in the EU.
    #[serde(default = "default_base_url")]
    pub base_url: Url,
    /// The timeout for a mail.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u16,
}

/// The sender of mail: an address in ASCII, with a name or without.
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
    /// The sender of stored mail.
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

    /// The domain used in message ids and in `EHLO`.
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
