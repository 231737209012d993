//! Keyset pagination: while rows are inserted between two pages, every row that was there at the start is listed once,
//! in order.

use domain_model::chat::{ChatSession, ChatStatus};
use domain_model::identity::account::Role;
use domain_model::identity::audit::{AuditAction, AuditEntry, AuditOutcome, ChainedEntry};
use domain_model::kernel::id::{ChatSessionId, JobId, TaskId};
use domain_model::kernel::page::{Page, PageCursor, PageRequest, SortKey};
use domain_model::operations::task::{EnrichJob, NewTask};
use ports::{Actor, ChatFilter, Database, TaskFilter};
use uuid::Uuid;

use super::operations::log;
use super::{account, insert_jobs, job, later, now, stored};

/// The rules, as tests of every database.
#[macro_export]
macro_rules! pages_rules {
    ($made:expr) => {
        $crate::database_rules!(
            pages,
            $made,
            every_account_is_listed_once_while_others_register,
            what_belongs_to_many_accounts_is_read_at_once,
            every_entry_of_the_audit_log_is_listed_once_while_it_grows,
            every_task_is_listed_once_while_others_are_put_in,
            every_run_is_listed_once_while_others_begin,
            every_conversation_is_listed_once_while_others_are_opened,
            every_change_of_a_job_is_listed_once_while_others_come,
        );
    };
}

/// Rows that are inserted between pages have these ids and greater ones.
const NEW: u128 = 100;

/// Reads a list to its end, two items at a time, with something happening after each page. Cursors go out and come back as
/// bytes.
pub(super) async fn walk<T, K: SortKey>(
    read: impl AsyncFn(PageRequest<K>) -> Page<T, K>,
    between: impl AsyncFn(u128),
) -> Vec<T> {
    let mut all = Vec::new();
    let mut request = PageRequest::first(2);
    for round in NEW.. {
        let page = read(request).await;
        assert!(page.items.len() <= 2);
        all.extend(page.items);
        let Some(next) = page.next else { break };
        between(round).await;
        request.after = Some(PageCursor::from_bytes(&next.to_bytes()).unwrap());
    }
    all
}

/// And of one role as well.
pub async fn every_account_is_listed_once_while_others_register(database: &dyn Database) {
    let admin = account(database, 1, Role::Admin).await;
    for n in 2..=5 {
        account(database, n, if n == 3 { Role::Provider } else { Role::Seeker }).await;
    }
    let read = async |role, page| database.read(Actor::System).accounts().list(&admin, role, page).await.unwrap();
    let between = async |round| {
        account(database, round, Role::Seeker).await;
    };
    let all = walk(async |page| read(None, page).await, between).await;
    assert_eq!(all.iter().map(|account| account.id.0.as_u128()).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
    let between = async |round| {
        account(database, NEW + round, Role::Seeker).await;
    };
    let seekers = walk(async |page| read(Some(Role::Seeker), page).await, between).await;
    let first = seekers.iter().map(|account| account.id.0.as_u128()).filter(|n| *n < NEW).collect::<Vec<_>>();
    assert_eq!(first, [5, 4, 2]);
    let skipped = database.read(Actor::System).accounts().list_after(&admin, 2, 100).await.unwrap();
    assert_eq!(skipped.last().map(|account| account.id), Some(admin.account_id));
    let seeker = account(database, 99, Role::Seeker).await;
    let own = database.read(Actor::System).accounts().list_after(&seeker, 0, 100).await.unwrap();
    assert_eq!(own.len(), 1);
}

/// Those that are asked for, and nobody else's.
pub async fn what_belongs_to_many_accounts_is_read_at_once(database: &dyn Database) {
    let admin = account(database, 1, Role::Admin).await;
    let (ada, bob) = (account(database, 2, Role::Seeker).await, account(database, 3, Role::Seeker).await);
    let kept = serde_json::Map::from_iter([("theme".to_owned(), serde_json::json!("dark"))]);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.accounts().set_metadata(bob.account_id, &kept).await.unwrap();
    uow.commit().await.unwrap();
    let ids = [ada.account_id, bob.account_id];
    let mut read = database.read(Actor::System);
    let mut found = read.accounts().metadata_of(&admin, &ids).await.unwrap();
    found.sort_by_key(|(id, _)| *id);
    assert_eq!(found, [(ada.account_id, serde_json::Map::new()), (bob.account_id, kept.clone())]);
    assert_eq!(read.accounts().metadata_of(&bob, &ids).await.unwrap(), [(bob.account_id, kept)]);
    assert!(read.accounts().metadata_of(&admin, &[]).await.unwrap().is_empty());
    assert!(read.linked_identities().list_of(&ids).await.unwrap().is_empty());
    assert!(read.factors().list_of(&ids).await.unwrap().is_empty());
}

/// Newest first.
pub async fn every_entry_of_the_audit_log_is_listed_once_while_it_grows(database: &dyn Database) {
    let append = async |seq: u64| {
        let entry = AuditEntry {
            at: now(),
            actor: None,
            action: AuditAction::RoleChanged,
            subject: None,
            outcome: AuditOutcome::Done,
            note: String::new(),
        };
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.audit().insert(&ChainedEntry { seq, entry, hash: [0; 32] }).await.unwrap();
        uow.commit().await.unwrap();
    };
    for seq in 1..=5 {
        append(seq).await;
    }
    let read = async |page| database.read(Actor::System).audit().newest(page).await.unwrap();
    let all = walk(read, async |round| append(u64::try_from(round).unwrap()).await).await;
    assert_eq!(all.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
    let beyond = PageRequest { after: Some(PageCursor(u64::MAX)), limit: 1 };
    assert_eq!(read(beyond).await.items.len(), 1);
}

/// In whatever state.
pub async fn every_task_is_listed_once_while_others_are_put_in(database: &dyn Database) {
    let enqueue = async |n: u128| {
        let task = NewTask::new(TaskId(Uuid::from_u128(n)), &EnrichJob { job: JobId(Uuid::from_u128(n)) }, now());
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.tasks().enqueue(&[task], now()).await.unwrap();
        uow.commit().await.unwrap();
    };
    for n in 1..=5 {
        enqueue(n).await;
    }
    let read = async |page| database.read(Actor::System).tasks().list(TaskFilter::default(), page).await.unwrap();
    let all = walk(read, enqueue).await;
    assert_eq!(all.iter().map(|task| task.id.0.as_u128()).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
}

/// Even where several began at the same time.
pub async fn every_run_is_listed_once_while_others_begin(database: &dyn Database) {
    let insert = async |n: u128, second| {
        let mut run = log(n, "lever:acme");
        run.started_at = later(second);
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.scraping_logs().insert(&run).await.unwrap();
        uow.commit().await.unwrap();
    };
    for (n, second) in [(1, 0), (2, 5), (3, 0), (4, 0), (5, 5), (6, 0)] {
        insert(n, second).await;
    }
    let read = async |page| database.read(Actor::System).scraping_logs().list(page).await.unwrap();
    let all = walk(read, async |round| insert(round, 5).await).await;
    assert_eq!(all.iter().map(|log| log.id.0.as_u128()).collect::<Vec<_>>(), [5, 2, 6, 4, 3, 1]);
}

/// By when they were last used, which for a new one is when it was opened; and nobody sees another one's.
pub async fn every_conversation_is_listed_once_while_others_are_opened(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let other = account(database, 2, Role::Seeker).await;
    let admin = account(database, 3, Role::Admin).await;
    let open = async |n: u128, owner, second| {
        let job = Some(JobId(Uuid::from_u128(n)));
        let session = ChatSession::open(ChatSessionId(Uuid::from_u128(n)), owner, job, later(second));
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.chats().insert(&session).await.unwrap();
        uow.commit().await.unwrap();
        session
    };
    for n in 1..=4 {
        open(n, owner.account_id, 0).await;
    }
    let used = open(5, owner.account_id, -60).await.add_user_message("Hello?", None, later(60)).unwrap();
    let closed = open(6, other.account_id, -60).await.close(later(30)).unwrap();
    let mut uow = database.begin(Actor::System).await.unwrap();
    for (session, message) in [&used, &closed] {
        uow.chats().update(session).await.unwrap();
        uow.chats().insert_message(message).await.unwrap();
    }
    uow.commit().await.unwrap();
    let read = async |who, filter, page| database.read(Actor::System).chats().list(who, filter, page).await.unwrap();
    let everything = ChatFilter::default();
    let between = async |round| {
        open(round, owner.account_id, 90).await;
    };
    let all = walk(async |page| read(&admin, everything, page).await, between).await;
    let ids = |all: &[ports::ChatSessionSummary]| all.iter().map(|one| one.session.id.0.as_u128()).collect::<Vec<_>>();
    assert_eq!(ids(&all), [5, 6, 4, 3, 2, 1]);

    let whole = PageRequest::first(100);
    let closed = ChatFilter { status: Some(ChatStatus::Closed), ..everything };
    assert_eq!(ids(&read(&admin, closed, whole).await.items), [6]);
    let of_owner = ChatFilter { owner: Some(owner.account_id), ..everything };
    assert_eq!(ids(&read(&admin, of_owner, whole).await.items)[2..], [5, 4, 3, 2, 1]);
    assert_eq!(ids(&read(&other, everything, whole).await.items), [6]);
    assert!(read(&other, of_owner, whole).await.items.is_empty());
}

/// By the revisions they made.
pub async fn every_change_of_a_job_is_listed_once_while_others_come(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    let change = async |n: u128| {
        let mut posting = job(1).posting;
        posting.title = format!("Welder, title {n}");
        let (updated, change) = stored(database, 1).await.observe(posting, later(60));
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.jobs().update(&[(updated, change.unwrap())], &["words".to_owned()]).await.unwrap();
        uow.commit().await.unwrap();
    };
    for n in 1..=5 {
        change(n).await;
    }
    let newest = stored(database, 1).await.revision;
    let id = JobId(Uuid::from_u128(1));
    let read = async |page| database.read(Actor::System).jobs().history(id, page).await.unwrap();
    let all = walk(read, change).await;
    let expected: Vec<u32> = (newest - 4..=newest).rev().collect();
    assert_eq!(all.iter().map(|change| change.revision).collect::<Vec<_>>(), expected);
}
