//! The hash chain of the audit log: each entry carries the hash of the previous one, so that gaps and changes are
//! detected.

use domain_model::identity::audit::{AuditEntry, ChainedEntry};
use domain_model::kernel::id::AccountId;
use sha2::{Digest, Sha256};

/// The previous hash of the first entry.
const GENESIS_HASH: [u8; 32] = [0; 32];

/// The entry chained to the last one.
pub(crate) fn chained(last: Option<&ChainedEntry>, entry: AuditEntry) -> ChainedEntry {
    let seq = last.map_or(1, |last| last.seq + 1);
    let previous = last.map_or(GENESIS_HASH, |last| last.hash);
    ChainedEntry { seq, hash: digest(&previous, seq, &entry), entry }
}

/// Whether the entry directly follows the last one and is unchanged.
pub(crate) fn follows(last: Option<&ChainedEntry>, next: &ChainedEntry) -> bool {
    chained(last, next.entry.clone()) == *next
}

fn digest(previous: &[u8; 32], seq: u64, entry: &AuditEntry) -> [u8; 32] {
    let AuditEntry { at, actor, action, subject, outcome, note } = entry;
    let named = |id: &Option<AccountId>| id.map(|id| id.to_string()).unwrap_or_default();
    let mut hasher = Sha256::new();
    hasher.update(previous);
    for part in [
        &seq.to_string(),
        &at.timestamp_micros().to_string(),
        &named(actor),
        action.as_str(),
        &named(subject),
        outcome.as_str(),
        note,
    ] {
        // The length separates the fields.
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain_model::identity::audit::{AuditAction, AuditOutcome};

    use super::*;

    fn entry(note: &str) -> AuditEntry {
        let (action, outcome) = (AuditAction::RoleChanged, AuditOutcome::Done);
        AuditEntry { at: DateTime::UNIX_EPOCH, actor: None, action, subject: None, outcome, note: note.to_owned() }
    }

    #[test]
    fn pi_04_a_changed_moved_or_missing_entry_breaks_the_chain() {
        let first = chained(None, entry("seeker -> admin"));
        let second = chained(Some(&first), entry("admin -> seeker"));
        assert!(follows(None, &first) && follows(Some(&first), &second));
        assert!(!follows(None, &second), "the one before it is missing");
        assert!(!follows(Some(&first), &ChainedEntry { entry: entry("seeker -> seeker"), ..second.clone() }));
        assert!(!follows(Some(&first), &ChainedEntry { seq: 3, ..second }));
    }
}
