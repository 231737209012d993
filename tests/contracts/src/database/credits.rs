//! The ledger of credits.

use std::num::NonZeroU32;

use domain_model::identity::account::{Principal, Role};
use domain_model::identity::credits::{CreditEntry, CreditLedger};
use domain_model::kernel::page::PageRequest;
use futures_util::future::join_all;
use ports::{Actor, Database, PortErrorKind};

use super::{TablePrivileges, account, later};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[TablePrivileges::new("credit_entries", "", "s", "s")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! credits_rules {
    ($made:expr) => {
        $crate::database_rules!(
            credits,
            $made,
            an_entry_is_written_once_and_the_last_one_is_found,
            fifty_deductions_at_once_take_what_is_there_and_no_more,
            az_01_nobody_reads_anothers_ledger,
            the_ledger_is_read_by_page_newest_first,
        );
    };
}

fn amount(credits: u32) -> NonZeroU32 {
    NonZeroU32::new(credits).unwrap()
}

async fn append(database: &dyn Database, owner: &Principal, credits: u32) -> CreditEntry {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let last = uow.credits().last(owner, owner.account_id).await.unwrap();
    let entry = CreditLedger::of(owner.account_id, last.as_ref()).add(amount(credits), later(1));
    uow.credits().insert(&entry).await.unwrap();
    uow.commit().await.unwrap();
    entry
}

async fn last(database: &dyn Database, owner: &Principal) -> Option<CreditEntry> {
    database.read(owner.into()).credits().last(owner, owner.account_id).await.unwrap()
}

/// A number that is taken is refused.
pub async fn an_entry_is_written_once_and_the_last_one_is_found(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    assert_eq!(last(database, &mira).await, None);
    append(database, &mira, 3).await;
    let second = append(database, &mira, 4).await;
    assert_eq!(last(database, &mira).await, Some(second.clone()));
    let mut uow = database.begin(Actor::System).await.unwrap();
    let again = uow.credits().insert(&second).await.unwrap_err();
    assert_eq!(again.kind, PortErrorKind::Conflict);
}

/// Each transaction locks the account before it looks.
pub async fn fifty_deductions_at_once_take_what_is_there_and_no_more(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    append(database, &mira, 70).await;
    let deduct = async || {
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.accounts().lock(mira.account_id).await.unwrap();
        let last = uow.credits().last(&mira, mira.account_id).await.unwrap();
        let Ok(entry) = CreditLedger::of(mira.account_id, last.as_ref()).deduct(amount(3), later(2)) else {
            return false;
        };
        uow.credits().insert(&entry).await.unwrap();
        uow.commit().await.unwrap();
        true
    };
    let outcomes = join_all((0..50).map(|_| deduct())).await;
    assert_eq!(outcomes.into_iter().filter(|is_done| *is_done).count(), 23);
    let last = last(database, &mira).await.unwrap();
    assert_eq!((last.seq, last.balance), (24, 1));
}

/// An administrator may.
pub async fn az_01_nobody_reads_anothers_ledger(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let eve = account(database, 2, Role::Provider).await;
    append(database, &mira, 3).await;
    let mut read = database.read((&eve).into());
    assert_eq!(read.credits().last(&eve, mira.account_id).await.unwrap(), None);
    let page = read.credits().list(&eve, mira.account_id, PageRequest::first(9)).await.unwrap();
    assert_eq!(page.items, []);
}

/// Without one that is there twice.
pub async fn the_ledger_is_read_by_page_newest_first(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    for credits in 1..=5 {
        append(database, &mira, credits).await;
    }
    let (mut read, mut page) = (Vec::new(), PageRequest::first(2));
    loop {
        let part = database.read((&mira).into()).credits().list(&mira, mira.account_id, page).await.unwrap();
        read.extend(part.items.into_iter().map(|entry| entry.balance));
        let Some(next) = part.next else { break };
        page.after = Some(next);
    }
    assert_eq!(read, [15, 10, 6, 3, 1]);
}
