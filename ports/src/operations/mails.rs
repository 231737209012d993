//! The queue of mail to be sent.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::{AccountId, MailId};

use crate::PortResult;

/// A mail that waits, whole and sealed: it may hold links that speak for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedMail {
    /// Its own.
    pub id: MailId,
    /// To whom, when that is an account.
    pub account_id: Option<AccountId>,
    /// Address, subject and text.
    pub sealed: Vec<u8>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Of all mails with this key only the newest waits; `None` for a mail that is sent in any case.
    pub collapse_key: Option<String>,
}

/// Mail that waits to be sent.
#[async_trait]
pub trait MailRepository: Send {
    /// Keeps a mail. It replaces the one that waits with the same collapse key.
    async fn insert(&mut self, mail: &SealedMail) -> PortResult<()>;

    /// The mail, as long as it waits.
    async fn get(&mut self, id: MailId) -> PortResult<Option<SealedMail>>;

    /// Keeps the mail from being replaced or deleted until the unit of work ends. `false` when it does not wait any more.
    async fn lock(&mut self, id: MailId) -> PortResult<bool>;

    /// Deletes the mail. Succeeds when there is none.
    async fn delete(&mut self, id: MailId) -> PortResult<()>;

    /// Deletes the mails that wait with these collapse keys. Succeeds when there is none.
    async fn discard(&mut self, collapse_keys: &[String]) -> PortResult<()>;
}
