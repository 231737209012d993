//! The queue of mail to be sent.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::{AccountId, MailId};

use crate::PortResult;

/// A queued mail, encrypted because it may contain links that sign its recipient in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedMail {
    /// The mail's id.
    pub id: MailId,
    /// The recipient's account, if there is one.
    pub account_id: Option<AccountId>,
    /// Address, subject and text, encrypted.
    pub sealed: Vec<u8>,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// Only the newest mail with the same collapse key stays queued; `None` for a mail that is always sent.
    pub collapse_key: Option<String>,
}

/// The queue of mail to be sent.
#[async_trait]
pub trait MailRepository: Send {
    /// Queues a mail. It replaces a queued mail with the same collapse key.
    async fn insert(&mut self, mail: &SealedMail) -> PortResult<()>;

    /// The mail, while it is queued.
    async fn get(&mut self, id: MailId) -> PortResult<Option<SealedMail>>;

    /// Locks the mail against replacement and deletion until the unit of work ends. `false` when it is no longer
    /// queued.
    async fn lock(&mut self, id: MailId) -> PortResult<bool>;

    /// Deletes the mail. Succeeds when there is none.
    async fn delete(&mut self, id: MailId) -> PortResult<()>;

    /// Deletes the queued mails with these collapse keys. Succeeds when there is none.
    async fn discard(&mut self, collapse_keys: &[String]) -> PortResult<()>;
}
