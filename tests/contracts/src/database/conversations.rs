//! Chat sessions and messages.

use domain_model::catalogue::enrichment::GeneratedBy;
use domain_model::chat::waiting::{Waiting, WaitingReason};
use domain_model::chat::{ChatMessage, ChatSession, ChatStatus, Reply, Sender};
use domain_model::identity::account::{Principal, Role};
use domain_model::kernel::id::{ChatSessionId, JobId};
use domain_model::kernel::page::PageRequest;
use ports::{Actor, ChatFilter, Database, PortErrorKind};
use uuid::Uuid;

use super::{TablePrivileges, account, insert_jobs, job, later, now};

pub(super) const PRIVILEGES: &[TablePrivileges] =
    &[TablePrivileges::new("chat_messages", "", "si", "si"), TablePrivileges::new("chat_sessions", "", "siu", "siu")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! conversations_rules {
    ($made:expr) => {
        $crate::database_rules!(
            conversations,
            $made,
            there_is_one_open_conversation_for_each_job,
            ws_03_nobody_enters_anothers_conversation,
            messages_are_read_in_order_and_by_page,
            a_number_is_taken_once,
            ws_07_a_message_is_found_by_the_senders_own_id,
            ws_18_the_newest_numbers_of_many_conversations_are_read_at_once,
            unanswered_conversations_are_found,
            who_waits_for_a_person_is_found_by_it,
            the_control_tower_sees_everything_and_nobody_sees_anothers,
        );
    };
}

fn opened(n: u128, owner: &Principal, job: Option<u128>) -> ChatSession {
    let job = job.map(|n| JobId(Uuid::from_u128(n)));
    ChatSession::open(ChatSessionId(Uuid::from_u128(n)), owner.account_id, job, now())
}

async fn insert(database: &dyn Database, session: &ChatSession) -> ports::PortResult<()> {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.chats().insert(session).await?;
    uow.commit().await
}

async fn record(database: &dyn Database, (session, message): &(ChatSession, ChatMessage)) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.chats().update(session).await.unwrap();
    uow.chats().insert_message(message).await.unwrap();
    uow.commit().await.unwrap();
}

/// And any number about none; a closed one makes room.
pub async fn there_is_one_open_conversation_for_each_job(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert_jobs(database, &[job(1)]).await;
    insert(database, &opened(1, &owner, Some(1))).await.unwrap();
    insert(database, &opened(2, &owner, None)).await.unwrap();
    insert(database, &opened(4, &owner, None)).await.unwrap();
    let again = insert(database, &opened(3, &owner, Some(1))).await;
    assert_eq!(again.unwrap_err().kind, PortErrorKind::Conflict);
    let found = database.read(Actor::System).chats().find(owner.account_id, JobId(Uuid::from_u128(1))).await.unwrap();
    assert_eq!(found, Some(opened(1, &owner, Some(1))));
    record(database, &opened(1, &owner, Some(1)).close(later(1)).unwrap()).await;
    assert_eq!(
        database.read(Actor::System).chats().find(owner.account_id, JobId(Uuid::from_u128(1))).await.unwrap(),
        None
    );
    insert(database, &opened(5, &owner, Some(1))).await.unwrap();
    assert_eq!(database.read(Actor::System).chats().list_own(owner.account_id).await.unwrap().len(), 4);
}

/// Its owner and an admin do.
pub async fn ws_03_nobody_enters_anothers_conversation(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let other = account(database, 2, Role::Seeker).await;
    let admin = account(database, 3, Role::Admin).await;
    let session = opened(1, &owner, None);
    insert(database, &session).await.unwrap();
    for (principal, enters) in [(&owner, true), (&other, false), (&admin, true)] {
        assert_eq!(database.read(Actor::System).chats().get(principal, session.id).await.unwrap().is_some(), enters);
        let mut uow = database.begin(Actor::System).await.unwrap();
        assert_eq!(uow.chats().lock(principal, session.id).await.unwrap().is_some(), enters);
    }
    assert!(database.read(Actor::System).chats().exists(session.id).await.unwrap());
    assert!(!database.read(Actor::System).chats().exists(ChatSessionId(Uuid::nil())).await.unwrap());
}

/// As they were written.
pub async fn messages_are_read_in_order_and_by_page(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let mut session = opened(1, &owner, None);
    insert(database, &session).await.unwrap();
    let mut written = Vec::new();
    for n in 1..=5 {
        let sent = session.add_user_message(&format!("message {n}"), None, later(n)).unwrap();
        record(database, &sent).await;
        (session, _) = sent.clone();
        written.push(sent.1);
    }
    let reply = Reply { content: "Yes".to_owned(), generated_by: GeneratedBy::Rules, is_sure: true };
    let sent = session.add_reply(reply, 0, 5, later(9)).unwrap();
    record(database, &sent).await;
    written.push(sent.1.clone());
    let stored = database.read(Actor::System).chats().get(&owner, sent.0.id).await.unwrap().unwrap();
    assert_eq!(stored, sent.0);
    let mut read = database.read(Actor::System);
    assert_eq!(read.chats().messages_after(&stored, 0, 100).await.unwrap(), written);
    assert_eq!(read.chats().messages_after(&stored, 2, 2).await.unwrap(), written[2..4]);
    assert!(read.chats().messages_after(&stored, 6, 100).await.unwrap().is_empty());
    assert!(read.chats().messages_after(&stored, u64::MAX, 100).await.unwrap().is_empty());
}

/// WS-05.
pub async fn a_number_is_taken_once(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert(database, &opened(1, &owner, None)).await.unwrap();
    let sent = opened(1, &owner, None).add_user_message("Hello", None, now()).unwrap();
    record(database, &sent).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    let again = uow.chats().insert_message(&sent.1).await;
    assert_eq!(again.unwrap_err().kind, PortErrorKind::Conflict);
}

/// So that sending again is not saying again.
pub async fn ws_07_a_message_is_found_by_the_senders_own_id(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert(database, &opened(1, &owner, None)).await.unwrap();
    let own_id = Uuid::from_u128(77);
    let sent = opened(1, &owner, None).add_user_message("Hello", Some(own_id), now()).unwrap();
    record(database, &sent).await;
    let mut read = database.read(Actor::System);
    let found = read.chats().find_message(&sent.0, Sender::User, own_id).await.unwrap();
    assert_eq!(found.as_ref(), Some(&sent.1));
    assert_eq!(read.chats().find_message(&sent.0, Sender::Admin, own_id).await.unwrap(), None);
    assert_eq!(read.chats().find_message(&sent.0, Sender::User, Uuid::nil()).await.unwrap(), None);
}

/// So that what no hint told of is found.
pub async fn ws_18_the_newest_numbers_of_many_conversations_are_read_at_once(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert_jobs(database, &[job(1)]).await;
    insert(database, &opened(1, &owner, None)).await.unwrap();
    insert(database, &opened(2, &owner, Some(1))).await.unwrap();
    record(database, &opened(2, &owner, Some(1)).add_user_message("Hello", None, later(1)).unwrap()).await;
    let many: Vec<ChatSessionId> = (1..=500).map(|n| ChatSessionId(Uuid::from_u128(n))).collect();
    let mut newest = database.read(Actor::System).chats().last_seqs(&many).await.unwrap();
    newest.sort_unstable();
    assert_eq!(newest, [(many[0], 0), (many[1], 1)], "what does not exist is left out");
    assert_eq!(database.read(Actor::System).chats().last_seqs(&[]).await.unwrap(), []);
}

/// After a restart, or when answering failed.
pub async fn unanswered_conversations_are_found(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert(database, &opened(1, &owner, None)).await.unwrap();
    let waiting = |at: i64| async move {
        database.read(Actor::System).chats().list_awaiting_answer(later(at), 10).await.unwrap()
    };
    assert!(waiting(100).await.is_empty());
    let awaiting = opened(1, &owner, None).add_user_message("Hello?", None, later(5)).unwrap();
    record(database, &awaiting).await;
    assert_eq!(waiting(5).await, [awaiting.0.id]);
    assert!(waiting(4).await.is_empty(), "not yet overdue");
    let reply = Reply { content: "Yes".to_owned(), generated_by: GeneratedBy::Rules, is_sure: true };
    record(database, &awaiting.0.add_reply(reply, 0, 1, later(6)).unwrap()).await;
    assert!(waiting(100).await.is_empty());
}

/// With the reason and the times, until a person comes.
pub async fn who_waits_for_a_person_is_found_by_it(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let admin = account(database, 2, Role::Admin).await;
    insert(database, &opened(1, &owner, None)).await.unwrap();
    let waiting = || async {
        let filter = ChatFilter { status: Some(ChatStatus::Waiting), ..ChatFilter::default() };
        database.read(Actor::System).chats().list(&admin, filter, PageRequest::first(10)).await.unwrap().items
    };
    let awaiting = opened(1, &owner, None).add_user_message("Anybody?", None, later(1)).unwrap();
    record(database, &awaiting).await;
    let unsure = Reply { content: "Well.".to_owned(), generated_by: GeneratedBy::Rules, is_sure: false };
    let answered = awaiting.0.add_reply(unsure, 0, 1, later(2)).unwrap();
    record(database, &answered).await;
    assert!(waiting().await.is_empty());
    let wish = Waiting { reason: WaitingReason::Unsure, since: later(2), answer_due_at: later(9) };
    let waiting_now = answered.0.wait(wish, "Somebody was told.").unwrap().unwrap();
    record(database, &waiting_now).await;
    let listed = waiting().await;
    assert_eq!(listed.iter().map(|item| &item.session).collect::<Vec<_>>(), [&waiting_now.0]);
    assert_eq!((listed[0].session.waiting, listed[0].session.unsure_answers), (Some(wish), 1));
    record(database, &waiting_now.0.take_over(admin.account_id, later(3)).unwrap().unwrap()).await;
    assert!(waiting().await.is_empty());
}

/// With what it needs to know about each.
pub async fn the_control_tower_sees_everything_and_nobody_sees_anothers(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let admin = account(database, 2, Role::Admin).await;
    insert_jobs(database, &[job(1)]).await;
    insert(database, &opened(1, &owner, Some(1))).await.unwrap();
    let first = opened(1, &owner, Some(1)).add_user_message("Hello?", None, later(1)).unwrap();
    record(database, &first).await;
    record(database, &first.0.add_user_message("Anybody?", None, later(2)).unwrap()).await;
    let listed = database
        .read(Actor::System)
        .chats()
        .list(&admin, ChatFilter::default(), PageRequest::first(10))
        .await
        .unwrap()
        .items;
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].unread, listed[0].user_email.as_str()), (2, "p1@example.org"));
    assert_eq!(listed[0].job_title.as_deref(), Some("Welder 1"));
    let stranger = account(database, 4, Role::Seeker).await;
    let seen =
        database.read(Actor::System).chats().list(&stranger, ChatFilter::default(), PageRequest::first(10)).await;
    assert!(seen.unwrap().items.is_empty());
    let id = listed[0].session.id;
    assert_eq!(database.read(Actor::System).chats().summary(&admin, id).await.unwrap().as_ref(), listed.first());
    assert_eq!(database.read(Actor::System).chats().summary(&stranger, id).await.unwrap(), None);
    assert_eq!(database.read(Actor::System).chats().summary(&admin, ChatSessionId(Uuid::nil())).await.unwrap(), None);
}
