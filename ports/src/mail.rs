//! Mail to people.

use async_trait::async_trait;
use domain_model::account::EmailAddress;
use uuid::Uuid;

use crate::PortResult;

/// A message to one person: plain text, which every reader shows and nothing can hide in.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Becomes the `Message-ID`: what is sent a second time can be recognised.
    pub id: Uuid,
    /// To whom.
    pub to: EmailAddress,
    /// One line.
    pub subject: String,
    /// Lines end in `\n`. It may hold links that speak for the person: never log it.
    pub text: String,
}

/// Sends mail.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Returns once the other side has taken responsibility for the mail. Sent twice, it may arrive twice.
    /// `Invalid` when this mail will never be taken, `Unauthorized` when our credentials are not accepted, `RateLimited`,
    /// `Timeout` and `Unavailable` when it may be taken later.
    async fn send(&self, mail: &Mail) -> PortResult<()>;
}

/// Mail that was kept instead of sent, for whoever tries the program out.
#[async_trait]
pub trait Mailbox: Send + Sync {
    /// The newest mails first, so many at most.
    async fn newest(&self, limit: usize) -> PortResult<Vec<Mail>>;
}
