//! Mail that waits to be sent.

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
}

/// Mail that waits to be sent.
#[async_trait]
pub trait MailRepository: Send {
    /// Keeps a mail.
    async fn insert(&mut self, mail: &SealedMail) -> PortResult<()>;

    /// The mail, as long as it waits.
    async fn get(&mut self, id: MailId) -> PortResult<Option<SealedMail>>;

    /// Deletes the mail. Succeeds when there is none.
    async fn delete(&mut self, id: MailId) -> PortResult<()>;
}
