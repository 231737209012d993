//! Sending mail.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::EmailAddress;
use uuid::Uuid;

use crate::PortResult;

/// A mail to one person, as plain text: every reader shows it, and nothing can hide in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Becomes the `Message-ID`, by which duplicates can be recognised.
    pub id: Uuid,
    /// The recipient.
    pub to: EmailAddress,
    /// The subject: one line; control characters are replaced by spaces.
    pub subject: String,
    /// The body, with `\n` line ends. It may contain links that sign the recipient in: never log it.
    pub text: String,
}

/// A mail that was stored instead of sent.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredMail {
    /// The mail as it would have been sent.
    pub mail: Mail,
    /// When it was stored, to the second.
    pub at: DateTime<Utc>,
}

/// Sends mail.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends a mail. Returns once the server has accepted responsibility for it. Sending twice may deliver twice.
    /// `Invalid` when this mail will never be accepted, `Unauthorized` when our credentials are refused, `RateLimited`,
    /// `Timeout` and `Unavailable` when a retry may succeed. No error names the recipient or quotes the mail.
    async fn send(&self, mail: &Mail) -> PortResult<()>;

    /// Succeeds while the server is reachable and accepts our credentials. Sends nothing.
    async fn ping(&self) -> PortResult<()>;
}

/// Stored mail, for trial installations.
#[async_trait]
pub trait Mailbox: Send + Sync {
    /// The newest mails, newest first.
    async fn newest(&self, limit: usize) -> PortResult<Vec<StoredMail>>;
}
