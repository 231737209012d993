//! Reads and verifies the audit log.

use std::sync::Arc;

use domain_model::identity::account::Principal;
use domain_model::identity::audit::{AuditAction, ChainedEntry};
use domain_model::kernel::page::{Page, PageRequest};
use ports::Actor;

use crate::IdentityResult;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::chain::follows;
use crate::mechanics::core::Core;

/// Entries read in one statement.
const PAGE: u32 = 500;

/// The result of verifying the whole log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditVerification {
    /// No entry was changed, moved or removed.
    Intact {
        /// The number of entries.
        entries: u64,
    },
    /// The hash chain is broken.
    Broken {
        /// The number of the first entry that was changed or does not follow the previous one.
        at: u64,
    },
}

/// The audit log, for administrators and for the operator.
pub struct AuditService {
    pub(crate) core: Arc<Core>,
}

impl AuditService {
    /// Entries, newest first.
    pub async fn audit_log(&self, page: PageRequest<u64>) -> IdentityResult<Page<ChainedEntry, u64>> {
        Ok(self.core.database.read(Actor::System).audit().newest(page).await?)
    }

    /// Reads the whole log and verifies its hash chain.
    pub async fn verify_audit_log(&self) -> IdentityResult<AuditVerification> {
        let mut last: Option<ChainedEntry> = None;
        loop {
            let seq = last.as_ref().map_or(0, |last| last.seq);
            let page = self.core.database.read(Actor::System).audit().list(seq, PAGE).await?;
            if page.is_empty() {
                return Ok(AuditVerification::Intact { entries: seq });
            }
            for entry in page {
                if !follows(last.as_ref(), &entry) {
                    return Ok(AuditVerification::Broken { at: entry.seq });
                }
                last = Some(entry);
            }
        }
    }

    /// Appends that an administrator exported everybody's CV profiles.
    pub async fn note_profiles_export(&self, admin: &Principal) -> IdentityResult<()> {
        let record = AuditRecord::own(admin.account_id, AuditAction::ProfilesExported);
        self.core.log.append(AuditRecord { subject: None, ..record }).await
    }

    /// Appends that an account's owner exported their data.
    pub async fn note_export(&self, who: &Principal) -> IdentityResult<()> {
        self.core.log.append(AuditRecord::own(who.account_id, AuditAction::Exported)).await
    }
}
