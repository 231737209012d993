//! Credits of accounts.

use std::num::NonZeroU32;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain_model::identity::account::Principal;
use domain_model::identity::audit::{AuditAction, AuditOutcome};
use domain_model::identity::credits::{CreditEntry, CreditLedger};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use ports::{Actor, UnitOfWork};

use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::{IdentityError, IdentityResult, Resource};

/// What is left of somebody's credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CreditBalance {
    /// How many.
    pub credits: u64,
    /// When that changed last. `None`: there have never been any.
    pub updated_at: Option<DateTime<Utc>>,
}

impl From<&CreditEntry> for CreditBalance {
    fn from(last: &CreditEntry) -> Self {
        Self { credits: last.balance, updated_at: Some(last.entered_at) }
    }
}

/// Keeps the ledger of credits.
pub struct CreditService {
    pub(crate) core: Arc<Core>,
}

impl CreditService {
    /// The principal's own balance.
    pub async fn balance(&self, principal: &Principal) -> IdentityResult<CreditBalance> {
        let last = self.core.database.read(principal.into()).credits().last(principal, principal.account_id).await?;
        Ok(last.as_ref().map(CreditBalance::from).unwrap_or_default())
    }

    /// The principal's own ledger, newest entry first.
    pub async fn entries(
        &self,
        principal: &Principal,
        page: PageRequest<u64>,
    ) -> IdentityResult<Page<CreditEntry, u64>> {
        Ok(self.core.database.read(principal.into()).credits().list(principal, principal.account_id, page).await?)
    }

    /// Adds credits to an account's balance. Only for administrators and payments.
    pub async fn add(&self, admin: &Principal, to: AccountId, amount: NonZeroU32) -> IdentityResult<CreditBalance> {
        let (mut uow, ledger) = self.lock(admin, to).await?;
        let entry = ledger.add(amount, self.core.clock.now());
        uow.credits().insert(&entry).await?;
        self.commit(uow, admin, AuditAction::CreditsAdded, &entry).await
    }

    /// Takes credits from the principal's own balance.
    pub async fn deduct(&self, principal: &Principal, amount: NonZeroU32) -> IdentityResult<CreditBalance> {
        let (mut uow, ledger) = self.lock(principal, principal.account_id).await?;
        let entry = ledger.deduct(amount, self.core.clock.now())?;
        uow.credits().insert(&entry).await?;
        self.commit(uow, principal, AuditAction::CreditsDeducted, &entry).await
    }

    /// A transaction in which nobody else appends to the account's ledger.
    async fn lock(&self, actor: &Principal, id: AccountId) -> IdentityResult<(Box<dyn UnitOfWork>, CreditLedger)> {
        let mut uow = self.core.database.begin(Actor::System).await?;
        uow.accounts().lock(id).await?.ok_or(IdentityError::NotFound(Resource::Account))?;
        let last = uow.credits().last(actor, id).await?;
        Ok((uow, CreditLedger::of(id, last.as_ref())))
    }

    async fn commit(
        &self,
        uow: Box<dyn UnitOfWork>,
        actor: &Principal,
        action: AuditAction,
        entry: &CreditEntry,
    ) -> IdentityResult<CreditBalance> {
        let record = AuditRecord {
            actor: Some(actor.account_id),
            action,
            subject: Some(entry.account_id),
            outcome: AuditOutcome::Done,
            note: entry.amount.to_string(),
        };
        self.core.log.commit(uow, record).await?;
        Ok(entry.into())
    }
}
