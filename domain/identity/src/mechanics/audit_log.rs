//! The audit log: changes of accounts and rights, written in the transaction that makes them (PI-04).

use std::sync::Arc;

use domain_model::identity::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain_model::kernel::id::AccountId;
use ports::{Actor, Clock, Database, UnitOfWork};

use crate::IdentityResult;
use crate::mechanics::chain::chained;

/// What an entry says, but for when.
pub(crate) struct AuditRecord {
    pub(crate) actor: Option<AccountId>,
    pub(crate) action: AuditAction,
    pub(crate) subject: Option<AccountId>,
    pub(crate) outcome: AuditOutcome,
    pub(crate) note: String,
}

impl AuditRecord {
    /// Somebody did this to their own account.
    pub(crate) fn own(id: AccountId, action: AuditAction) -> Self {
        Self { actor: Some(id), action, subject: Some(id), outcome: AuditOutcome::Done, note: String::new() }
    }

    /// Somebody unknown was refused this.
    pub(crate) fn refused(subject: Option<AccountId>, action: AuditAction, why: &str) -> Self {
        Self { actor: None, action, subject, outcome: AuditOutcome::Refused, note: why.to_owned() }
    }

    /// Somebody unknown did this.
    pub(crate) fn anonymous(action: AuditAction) -> Self {
        Self { actor: None, action, subject: None, outcome: AuditOutcome::Done, note: String::new() }
    }

    /// The operator did this by hand.
    pub(crate) fn by_operator(subject: AccountId, action: AuditAction) -> Self {
        let note = "on the command line".to_owned();
        Self { actor: None, action, subject: Some(subject), outcome: AuditOutcome::Done, note }
    }

    pub(crate) fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

/// Adds entries to the log.
#[derive(Clone)]
pub(crate) struct AuditLog {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl AuditLog {
    /// Adds an entry and commits: the log is the last thing a transaction touches, because from then on nobody else adds
    /// to it.
    pub(crate) async fn commit(&self, mut uow: Box<dyn UnitOfWork>, record: AuditRecord) -> IdentityResult<()> {
        let last = uow.audit().lock_last().await?;
        let AuditRecord { actor, action, subject, outcome, note } = record;
        let entry = AuditEntry { at: self.clock.now(), actor, action, subject, outcome, note };
        uow.audit().insert(&chained(last.as_ref(), entry)).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Adds an entry in a transaction of its own: what was refused.
    pub(crate) async fn append(&self, record: AuditRecord) -> IdentityResult<()> {
        let uow = self.database.begin(Actor::System).await?;
        self.commit(uow, record).await
    }
}
