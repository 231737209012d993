//! Sending mail.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::EmailAddress;
use uuid::Uuid;

use crate::PortResult;

/// A message to one person: plain text, which every reader shows and nothing can hide in.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Becomes the `Message-ID`: what is sent a second time can be recognised.
    pub id: Uuid,
    /// To whom.
    pub to: EmailAddress,
    /// One line; control characters in it arrive as spaces.
    pub subject: String,
    /// Lines end in `\n`. It may hold links that speak for the person: never log it.
    pub text: String,
}

/// A mail that was kept instead of sent.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptMail {
    /// As it would have been sent.
    pub mail: Mail,
    /// When, to the second.
    pub at: DateTime<Utc>,
}

/// Sends mail.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Returns once the other side has taken responsibility for the mail. Sent twice, it may arrive twice.
    /// `Invalid` when this mail will never be taken, `Unauthorized` when we are not accepted as who we say we are,
    /// `RateLimited`, `Timeout` and `Unavailable` when it may be taken later. No error names the person or quotes the mail.
    async fn send(&self, mail: &Mail) -> PortResult<()>;

    /// Answers while the other side does, and accepts us. Sends nothing.
    async fn ping(&self) -> PortResult<()>;
}

/// Mail that was kept instead of sent, for whoever tries the program out.
#[async_trait]
pub trait Mailbox: Send + Sync {
    /// The newest mails first, so many at most.
    async fn newest(&self, limit: usize) -> PortResult<Vec<KeptMail>>;
}
