//! Reads the audit log.

use std::sync::Arc;

use domain_model::identity::account::Principal;
use domain_model::identity::audit::{AuditAction, ChainedEntry};
use domain_model::kernel::page::{Page, PageRequest};
use ports::Actor;

use crate::IdentityResult;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::chain::follows;
use crate::mechanics::core::Core;

/// Entries read at once.
const PAGE: u32 = 500;

/// What reading the whole log came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditVerification {
    /// Every entry is as it was written.
    Intact {
        /// So many.
        entries: u64,
    },
    /// From here on nothing is sure.
    Broken {
        /// The number of the first entry that is not as it was written, or does not follow the one before.
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

    /// Reads the whole log and looks whether anything was changed, moved or left out.
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

    /// Writes down that somebody was given everything about themselves.
    pub async fn note_export(&self, who: &Principal) -> IdentityResult<()> {
        self.core.log.append(AuditRecord::own(who.account_id, AuditAction::Exported)).await
    }
}
