//! Credits: what an account may use up. A ledger by double entry, in whole credits: each entry debits one ledger account and
//! credits another by the same amount, so that nothing appears or vanishes. Entries are never changed.

use std::num::NonZeroU32;

use chrono::{DateTime, Utc};

use crate::kernel::id::AccountId;
use crate::kernel::named::named_enum;

named_enum! {
    /// A ledger account of somebody's credits.
    LedgerAccount {
        /// What was granted or paid for.
        Grants = "grants",
        /// What is there.
        Balance = "balance",
        /// What was used.
        Usage = "usage",
    }
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditEntry {
    /// Whose credits.
    pub account_id: AccountId,
    /// The number, from 1 without gaps.
    pub seq: u64,
    /// The ledger account that it takes from.
    pub debit: LedgerAccount,
    /// The ledger account that it gives to.
    pub credit: LedgerAccount,
    /// How many credits.
    pub amount: NonZeroU32,
    /// The balance after it.
    pub balance: u64,
    /// When.
    pub entered_at: DateTime<Utc>,
}

/// The balance is lower than the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Insufficient token balance")]
pub struct InsufficientBalance;

/// Somebody's ledger, as far as the next entry needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditLedger {
    account_id: AccountId,
    seq: u64,
    balance: u64,
}

impl CreditLedger {
    /// The account's ledger up to its last entry.
    pub fn of(account_id: AccountId, last: Option<&CreditEntry>) -> Self {
        Self { account_id, seq: last.map_or(0, |entry| entry.seq), balance: last.map_or(0, |entry| entry.balance) }
    }

    /// The entry that adds credits to the balance.
    pub fn add(self, amount: NonZeroU32, now: DateTime<Utc>) -> CreditEntry {
        self.entry((LedgerAccount::Grants, LedgerAccount::Balance), amount, self.balance + added(amount), now)
    }

    /// The entry that takes credits from the balance, if there are so many.
    pub fn deduct(self, amount: NonZeroU32, now: DateTime<Utc>) -> Result<CreditEntry, InsufficientBalance> {
        let left = self.balance.checked_sub(added(amount)).ok_or(InsufficientBalance)?;
        Ok(self.entry((LedgerAccount::Balance, LedgerAccount::Usage), amount, left, now))
    }

    fn entry(
        self,
        (debit, credit): (LedgerAccount, LedgerAccount),
        amount: NonZeroU32,
        balance: u64,
        entered_at: DateTime<Utc>,
    ) -> CreditEntry {
        CreditEntry { account_id: self.account_id, seq: self.seq + 1, debit, credit, amount, balance, entered_at }
    }
}

fn added(amount: NonZeroU32) -> u64 {
    u64::from(amount.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(credits: u32) -> NonZeroU32 {
        NonZeroU32::new(credits).unwrap()
    }

    #[test]
    fn every_entry_continues_the_one_before_and_none_goes_below_zero() {
        let (id, now) = (AccountId(uuid::Uuid::nil()), DateTime::UNIX_EPOCH);
        let empty = CreditLedger::of(id, None);
        assert_eq!(empty.deduct(amount(1), now), Err(InsufficientBalance));
        let added = empty.add(amount(5), now);
        assert_eq!(
            (added.seq, added.debit, added.credit, added.balance),
            (1, LedgerAccount::Grants, LedgerAccount::Balance, 5)
        );
        let after = CreditLedger::of(id, Some(&added));
        assert_eq!(after.deduct(amount(6), now), Err(InsufficientBalance));
        let used = after.deduct(amount(5), now).unwrap();
        assert_eq!(
            (used.seq, used.debit, used.credit, used.balance),
            (2, LedgerAccount::Balance, LedgerAccount::Usage, 0)
        );
    }

    #[test]
    fn what_is_debited_is_credited() {
        let (id, now) = (AccountId(uuid::Uuid::nil()), DateTime::UNIX_EPOCH);
        let mut entries: Vec<CreditEntry> = Vec::new();
        for credits in [7_i64, -3, u32::MAX.into(), -4, -1, 2] {
            let ledger = CreditLedger::of(id, entries.last());
            let size = amount(u32::try_from(credits.unsigned_abs()).unwrap());
            entries.push(if credits > 0 { ledger.add(size, now) } else { ledger.deduct(size, now).unwrap() });
        }
        let total = |account| {
            let credited =
                entries.iter().filter(|entry| entry.credit == account).map(|entry| i64::from(entry.amount.get()));
            let debited =
                entries.iter().filter(|entry| entry.debit == account).map(|entry| i64::from(entry.amount.get()));
            credited.sum::<i64>() - debited.sum::<i64>()
        };
        assert_eq!(LedgerAccount::ALL.iter().map(|&account| total(account)).sum::<i64>(), 0);
        assert_eq!(u64::try_from(total(LedgerAccount::Balance)), Ok(entries.last().unwrap().balance));
    }
}
