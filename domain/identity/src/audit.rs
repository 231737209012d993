//! Writing down what was done, by the transaction that does it (PI-04).

use domain_model::identity::audit::{AuditAction, AuditEntry, AuditOutcome, ChainedEntry};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use ports::{Actor, UnitOfWork};

use crate::chain::{chained, follows};
use crate::{IdentityResult, IdentityService};

/// Entries read at once.
const PAGE: u32 = 500;

/// What reading the whole log came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditReading {
    /// Every entry is as it was written.
    Whole {
        /// So many.
        entries: u64,
    },
    /// From here on nothing is sure.
    Broken {
        /// The number of the first entry that is not as it was written, or does not follow the one before.
        at: u64,
    },
}

/// What an entry says, but for when.
pub(crate) struct Deed {
    pub(crate) actor: Option<AccountId>,
    pub(crate) action: AuditAction,
    pub(crate) subject: Option<AccountId>,
    pub(crate) outcome: AuditOutcome,
    pub(crate) note: String,
}

impl Deed {
    /// Somebody did this to their own account.
    pub(crate) fn own(id: AccountId, action: AuditAction) -> Self {
        Self { actor: Some(id), action, subject: Some(id), outcome: AuditOutcome::Done, note: String::new() }
    }

    /// Somebody unknown was refused this.
    pub(crate) fn refused(subject: Option<AccountId>, action: AuditAction, why: &str) -> Self {
        Self { actor: None, action, subject, outcome: AuditOutcome::Refused, note: why.to_owned() }
    }

    /// Somebody unknown did this.
    pub(crate) fn by_nobody(action: AuditAction) -> Self {
        Self { actor: None, action, subject: None, outcome: AuditOutcome::Done, note: String::new() }
    }

    /// The operator did this by hand.
    pub(crate) fn by_hand(subject: AccountId, action: AuditAction) -> Self {
        let note = "on the command line".to_owned();
        Self { actor: None, action, subject: Some(subject), outcome: AuditOutcome::Done, note }
    }

    pub(crate) fn noting(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

impl IdentityService {
    /// Adds an entry and commits: the log is the last thing a transaction touches, because from then on nobody else adds
    /// to it.
    pub(crate) async fn commit(&self, mut uow: Box<dyn UnitOfWork>, deed: Deed) -> IdentityResult<()> {
        let last = uow.audit().lock_last().await?;
        let Deed { actor, action, subject, outcome, note } = deed;
        let entry = AuditEntry { at: self.ports.clock.now(), actor, action, subject, outcome, note };
        uow.audit().insert(&chained(last.as_ref(), entry)).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Writes down what was refused.
    pub(crate) async fn note(&self, deed: Deed) -> IdentityResult<()> {
        let uow = self.ports.database.begin(Actor::System).await?;
        self.commit(uow, deed).await
    }

    /// Entries, newest first, for administrators.
    pub async fn audit_log(&self, page: PageRequest<u64>) -> IdentityResult<Page<ChainedEntry, u64>> {
        Ok(self.ports.database.read(Actor::System).audit().newest(page).await?)
    }

    /// Reads the whole log and looks whether anything was changed, moved or left out.
    pub async fn verify_audit_log(&self) -> IdentityResult<AuditReading> {
        let mut last: Option<ChainedEntry> = None;
        loop {
            let seq = last.as_ref().map_or(0, |last| last.seq);
            let page = self.ports.database.read(Actor::System).audit().list(seq, PAGE).await?;
            if page.is_empty() {
                return Ok(AuditReading::Whole { entries: seq });
            }
            for entry in page {
                if !follows(last.as_ref(), &entry) {
                    return Ok(AuditReading::Broken { at: entry.seq });
                }
                last = Some(entry);
            }
        }
    }
}
