//! The audit log: changes to accounts and rights, appended in the transaction of the change (PI-04).

use std::sync::Arc;

use domain_model::identity::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain_model::kernel::id::AccountId;
use ports::{Actor, Clock, Database, UnitOfWork};

use crate::IdentityResult;
use crate::mechanics::chain::chained;

/// The data of an entry except its time.
pub(crate) struct AuditRecord {
    pub(crate) actor: Option<AccountId>,
    pub(crate) action: AuditAction,
    pub(crate) subject: Option<AccountId>,
    pub(crate) outcome: AuditOutcome,
    pub(crate) note: String,
}

impl AuditRecord {
    /// The owner changed their own account.
    pub(crate) fn own(id: AccountId, action: AuditAction) -> Self {
        Self { actor: Some(id), action, subject: Some(id), outcome: AuditOutcome::Done, note: String::new() }
    }

    /// An unauthenticated caller was refused.
    pub(crate) fn refused(subject: Option<AccountId>, action: AuditAction, why: &str) -> Self {
        Self { actor: None, action, subject, outcome: AuditOutcome::Refused, note: why.to_owned() }
    }

    /// An unauthenticated caller did this.
    pub(crate) fn anonymous(action: AuditAction) -> Self {
        Self { actor: None, action, subject: None, outcome: AuditOutcome::Done, note: String::new() }
    }

    /// The operator did this on the command line.
    pub(crate) fn by_operator(subject: AccountId, action: AuditAction) -> Self {
        let note = "on the command line".to_owned();
        Self { actor: None, action, subject: Some(subject), outcome: AuditOutcome::Done, note }
    }

    pub(crate) fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

/// Appends entries to the log.
#[derive(Clone)]
pub(crate) struct AuditLog {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl AuditLog {
    /// Appends an entry and commits. The append is the last statement of a transaction, because it blocks all other
    /// appends until the commit.
    pub(crate) async fn commit(&self, mut uow: Box<dyn UnitOfWork>, record: AuditRecord) -> IdentityResult<()> {
        let last = uow.audit().lock_last().await?;
        let AuditRecord { actor, action, subject, outcome, note } = record;
        let entry = AuditEntry { at: self.clock.now(), actor, action, subject, outcome, note };
        uow.audit().insert(&chained(last.as_ref(), entry)).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Appends an entry in a transaction of its own, for refusals.
    pub(crate) async fn append(&self, record: AuditRecord) -> IdentityResult<()> {
        let uow = self.database.begin(Actor::System).await?;
        self.commit(uow, record).await
    }
}
