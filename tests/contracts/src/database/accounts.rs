//! Accounts and sign-ins.

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::identity::account::{Account, LinkedIdentity, Principal, Role};
use domain_model::identity::api_key::{ApiKey, KeyScope};
use domain_model::identity::audit::{AuditAction, AuditEntry, AuditOutcome, ChainedEntry};
use domain_model::identity::factor::Factor;
use domain_model::identity::session::{Assurance, Authentication, LoginSession, Origin, Proof};
use domain_model::kernel::id::{AccountId, ApiKeyId, FactorId, LoginSessionId};
use domain_model::kernel::page::{Page, PageCursor, PageRequest};
use futures_util::future::join_all;
use ports::{Actor, Database, PortErrorKind, SecretHash};
use uuid::Uuid;

use super::{TablePrivileges, account, later, now};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[
    TablePrivileges::new("account_roles", "", "s", "s"),
    TablePrivileges::new("accounts", "", "s", "s"),
    TablePrivileges::new("api_keys", "", "", ""),
    TablePrivileges::new("audit_log", "", "", ""),
    TablePrivileges::new("factors", "", "", ""),
    TablePrivileges::new("linked_identities", "", "", ""),
    TablePrivileges::new("login_sessions", "", "", ""),
    TablePrivileges::new("recovery_codes", "", "", ""),
];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! accounts_rules {
    ($made:expr) => {
        $crate::database_rules!(
            accounts,
            $made,
            an_address_is_taken_in_any_case,
            an_account_is_contested_until_its_address_is_confirmed,
            nobody_reads_anothers_account,
            credentials_come_with_the_password_hash,
            az_03_a_sign_in_has_the_stored_role,
            au_06_a_session_that_is_over_speaks_for_nobody,
            a_session_is_written_back,
            sessions_end_together,
            pi_05_a_deleted_account_leaves_no_row,
            au_28_an_account_elsewhere_opens_one_account,
            au_25_second_factors_are_kept_with_what_was_used,
            an_api_key_speaks_for_its_account,
            pi_04_the_audit_log_only_grows,
            accounts_are_listed_for_whom_they_are,
        );
    };
}

/// AU-30.
pub async fn an_address_is_taken_in_any_case(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let email = "P1@Example.ORG".parse().unwrap();
    let twin = Account::new(AccountId(Uuid::from_u128(2)), email, Role::Provider, None, now());
    let mut uow = database.begin(Actor::System).await.unwrap();
    let outcome = uow.accounts().insert(&twin, None).await;
    assert_eq!(outcome.unwrap_err().kind, PortErrorKind::Conflict);
    // The unit of work goes on, without the twin.
    let other = Account { email: "p2@example.org".parse().unwrap(), ..twin.clone() };
    uow.accounts().insert(&other, None).await.unwrap();
    uow.commit().await.unwrap();
    let found = database.read(Actor::System).accounts().credentials(&other.email).await.unwrap().unwrap();
    assert_eq!((found.account.id, found.account.role), (twin.id, Role::Provider));
}

/// But for one that is confirmed, and the one that asks.
pub async fn an_account_is_contested_until_its_address_is_confirmed(database: &dyn Database) {
    for n in 1..=3 {
        account(database, n, Role::Seeker).await;
    }
    let id = |n| AccountId(Uuid::from_u128(n));
    let mut uow = database.begin(Actor::System).await.unwrap();
    let confirmed = uow.accounts().lock(id(2)).await.unwrap().unwrap().account;
    uow.accounts().update(&Account { verified_at: Some(now()), ..confirmed }).await.unwrap();
    for (email, except) in [("P1@example.org", 9), ("p2@example.org", 9), ("p3@example.org", 3), ("p4@example.org", 9)]
    {
        uow.accounts().contest(&email.parse().unwrap(), id(except)).await.unwrap();
    }
    for (n, is_contested) in [(1, true), (2, false), (3, false)] {
        let account = uow.accounts().lock(id(n)).await.unwrap().unwrap().account;
        assert_eq!(account.is_contested, is_contested, "{n}");
        uow.accounts().update(&Account { is_contested: false, ..account }).await.unwrap();
        assert!(!uow.accounts().lock(id(n)).await.unwrap().unwrap().account.is_contested, "{n}");
    }
}

/// AZ-01: only its owner and an admin do.
pub async fn nobody_reads_anothers_account(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let other = account(database, 2, Role::Provider).await;
    let admin = account(database, 3, Role::Admin).await;
    for (principal, sees) in [(&owner, true), (&other, false), (&admin, true)] {
        let found = database.read(Actor::System).accounts().get(principal, owner.account_id).await.unwrap();
        assert_eq!(found.is_some(), sees, "{principal:?}");
    }
}

/// Found by the address in any case.
pub async fn credentials_come_with_the_password_hash(database: &dyn Database) {
    account(database, 1, Role::Provider).await;
    let email = "P1@EXAMPLE.org".parse().unwrap();
    let known = database.read(Actor::System).accounts().credentials(&email).await.unwrap().unwrap();
    assert_eq!((known.account.role, known.password_hash.as_deref()), (Role::Provider, Some("hash")));
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.accounts().set_password_hash(known.account.id, "new").await.unwrap();
    let missing = uow.accounts().set_password_hash(AccountId(Uuid::nil()), "new").await;
    assert_eq!(missing.unwrap_err().kind, PortErrorKind::NotFound);
    uow.commit().await.unwrap();
    let known = database.read(Actor::System).accounts().credentials(&email).await.unwrap().unwrap();
    assert_eq!(known.password_hash.as_deref(), Some("new"));
    let unknown = "nobody@example.org".parse().unwrap();
    assert!(database.read(Actor::System).accounts().credentials(&unknown).await.unwrap().is_none());
}

async fn sign_in(database: &dyn Database, owner: &Principal) -> LoginSession {
    let id = LoginSessionId(Uuid::from_u128(9));
    let origin = Origin { user_agent: Some("test".to_owned()), address: Some("192.0.2.1".to_owned()) };
    let session = LoginSession::begin(id, owner.account_id, Proof::Password, origin, now());
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.login_sessions().insert(&session).await.unwrap();
    uow.commit().await.unwrap();
    session
}

async fn authentication_of(
    database: &dyn Database,
    session: &LoginSession,
    at: DateTime<Utc>,
) -> Option<Authentication> {
    database.read(Actor::System).login_sessions().authentication(session.id, at).await.unwrap()
}

/// Not the one in any token.
pub async fn az_03_a_sign_in_has_the_stored_role(database: &dyn Database) {
    let owner = account(database, 1, Role::Provider).await;
    let session = sign_in(database, &owner).await;
    let known = authentication_of(database, &session, now()).await.unwrap();
    assert_eq!((known.principal, known.session(), known.may_write), (owner, Some(session.id), true));
    assert_eq!((known.assurance, known.proved_at), (Assurance::One, now()));
    assert!(!known.has_second_factor);
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert_eq!(uow.login_sessions().changed(&[known], now()).await.unwrap(), []);
    uow.accounts().set_role(owner.account_id, Role::Admin).await.unwrap();
    assert_eq!(uow.login_sessions().changed(&[known], now()).await.unwrap(), [session.id]);
    uow.commit().await.unwrap();
    assert_eq!(authentication_of(database, &session, now()).await.unwrap().principal.role, Role::Admin);
}

/// Expired, revoked, shut out, or never there.
pub async fn au_06_a_session_that_is_over_speaks_for_nobody(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let session = sign_in(database, &owner).await;
    assert_eq!(authentication_of(database, &session, now() + TimeDelta::days(30)).await, None);
    let stranger = LoginSession { id: LoginSessionId(Uuid::nil()), ..session.clone() };
    assert_eq!(authentication_of(database, &stranger, now()).await, None);
    let known = authentication_of(database, &session, now()).await.unwrap();

    let mut uow = database.begin(Actor::System).await.unwrap();
    let mut account = uow.accounts().lock(owner.account_id).await.unwrap().unwrap().account;
    account.banned_until = Some(later(60));
    uow.accounts().update(&account).await.unwrap();
    assert_eq!(uow.login_sessions().changed(&[known], now()).await.unwrap(), [session.id]);
    uow.commit().await.unwrap();
    assert_eq!(authentication_of(database, &session, now()).await, None);
    assert!(authentication_of(database, &session, later(60)).await.is_some(), "the ban is over");

    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.login_sessions().update(&LoginSession { revoked_at: Some(now()), ..session.clone() }).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(authentication_of(database, &session, later(60)).await, None);
}

/// All, or all but one; listed newest first while they are not over.
pub async fn sessions_end_together(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let other = account(database, 2, Role::Seeker).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    for (n, owner) in [(1, &owner), (2, &owner), (3, &owner), (4, &other)] {
        let id = LoginSessionId(Uuid::from_u128(n));
        let session = LoginSession::begin(id, owner.account_id, Proof::Password, Origin::default(), now());
        uow.login_sessions().insert(&session).await.unwrap();
    }
    let id = |n| LoginSessionId(Uuid::from_u128(n));
    assert_eq!(uow.login_sessions().end_all(owner.account_id, Some(id(2)), now()).await.unwrap(), 2);
    let left = uow.login_sessions().list(owner.account_id, now()).await.unwrap();
    assert_eq!(left.iter().map(|session| session.id).collect::<Vec<_>>(), [id(2)]);
    assert_eq!(uow.login_sessions().end_all(owner.account_id, None, now()).await.unwrap(), 1);
    assert_eq!(uow.login_sessions().list(other.account_id, now()).await.unwrap().len(), 1);
    assert_eq!(uow.login_sessions().delete_expired(now()).await.unwrap(), 0);
    assert_eq!(uow.login_sessions().delete_expired(now() + TimeDelta::days(31)).await.unwrap(), 4);
    uow.commit().await.unwrap();
}

/// Everything of it, and nothing of anybody else's.
pub async fn pi_05_a_deleted_account_leaves_no_row(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let other = account(database, 2, Role::Seeker).await;
    sign_in(database, &owner).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    for (n, account) in [(1, &owner), (2, &other)] {
        uow.factors().insert(&factor(n, account), b"sealed").await.unwrap();
        uow.factors().replace_recovery_codes(account.account_id, &[SecretHash([1; 32])]).await.unwrap();
        uow.linked_identities().insert(&linked(n, account)).await.unwrap();
        uow.api_keys().insert(&api_key(n, account), SecretHash([u8::try_from(n).unwrap(); 32])).await.unwrap();
    }
    uow.accounts().delete(owner.account_id).await.unwrap();
    uow.accounts().delete(owner.account_id).await.unwrap();
    uow.commit().await.unwrap();
    let mut read = database.read(Actor::System);
    assert_eq!(read.factors().sealed(None, 10).await.unwrap().len(), 1);
    assert!(read.linked_identities().find("issuer", "1").await.unwrap().is_none());
    assert!(read.linked_identities().find("issuer", "2").await.unwrap().is_some());
    assert!(read.api_keys().authentication(SecretHash([1; 32]), now()).await.unwrap().is_none());
    assert!(read.api_keys().authentication(SecretHash([2; 32]), now()).await.unwrap().is_some());
    assert_eq!(read.login_sessions().list(owner.account_id, now()).await.unwrap(), []);
}

fn factor(n: u128, owner: &Principal) -> Factor {
    let (id, account_id) = (FactorId(Uuid::from_u128(n)), owner.account_id);
    Factor { id, account_id, name: "phone".to_owned(), created_at: now(), verified_at: None, last_step: None }
}

fn linked(n: u128, owner: &Principal) -> LinkedIdentity {
    LinkedIdentity {
        issuer: "issuer".to_owned(),
        subject: n.to_string(),
        account_id: owner.account_id,
        provider: "google".to_owned(),
        email: Some("ada@example.org".to_owned()),
        created_at: now(),
        last_sign_in_at: now(),
    }
}

fn api_key(n: u128, owner: &Principal) -> ApiKey {
    ApiKey {
        id: ApiKeyId(Uuid::from_u128(n)),
        account_id: owner.account_id,
        name: "spreadsheet".to_owned(),
        scopes: vec![KeyScope::Read],
        created_at: now(),
        expires_at: Some(later(60)),
    }
}

/// Found under issuer and subject only, and taken once.
pub async fn au_28_an_account_elsewhere_opens_one_account(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let other = account(database, 2, Role::Seeker).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.linked_identities().insert(&linked(7, &owner)).await.unwrap();
    let found = uow.linked_identities().find("issuer", "7").await.unwrap();
    assert_eq!(found, Some(linked(7, &owner)));
    assert_eq!(uow.linked_identities().find("another issuer", "7").await.unwrap(), None);
    uow.commit().await.unwrap();
    let mut uow = database.begin(Actor::System).await.unwrap();
    let again = uow.linked_identities().insert(&linked(7, &other)).await;
    assert_eq!(again.unwrap_err().kind, PortErrorKind::Conflict);
    drop(uow);
    let mut uow = database.begin(Actor::System).await.unwrap();
    let seen = LinkedIdentity { last_sign_in_at: later(5), email: None, ..linked(7, &owner) };
    uow.linked_identities().update(&seen).await.unwrap();
    assert_eq!(uow.linked_identities().list(owner.account_id).await.unwrap(), [seen]);
    uow.linked_identities().delete_all(owner.account_id).await.unwrap();
    assert_eq!(uow.linked_identities().list(owner.account_id).await.unwrap(), []);
}

/// Verified ones count; a recovery code works once.
pub async fn au_25_second_factors_are_kept_with_what_was_used(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let other = account(database, 2, Role::Seeker).await;
    let session = sign_in(database, &owner).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.factors().insert(&factor(1, &owner), b"sealed").await.unwrap();
    assert!(uow.factors().lock(other.account_id, FactorId(Uuid::from_u128(1))).await.unwrap().is_none());
    let (new, sealed) = uow.factors().lock(owner.account_id, FactorId(Uuid::from_u128(1))).await.unwrap().unwrap();
    assert_eq!((&new, sealed.as_slice()), (&factor(1, &owner), &b"sealed"[..]));
    let used = new.accept(58_000_000, now()).unwrap();
    uow.factors().update(&used).await.unwrap();
    uow.factors().reseal(used.id, b"anew").await.unwrap();
    assert_eq!(uow.factors().list(owner.account_id).await.unwrap(), std::slice::from_ref(&used));
    assert_eq!(uow.factors().sealed(None, 10).await.unwrap(), [(used.id, b"anew".to_vec())]);
    uow.factors().replace_recovery_codes(owner.account_id, &[SecretHash([1; 32]), SecretHash([2; 32])]).await.unwrap();
    uow.commit().await.unwrap();
    assert!(authentication_of(database, &session, now()).await.unwrap().has_second_factor);

    let taken = join_all((0..10).map(|_| async {
        let mut uow = database.begin(Actor::System).await.unwrap();
        let is_taken = uow.factors().take_recovery_code(owner.account_id, SecretHash([1; 32])).await.unwrap();
        uow.commit().await.unwrap();
        is_taken
    }));
    assert_eq!(taken.await.into_iter().filter(|is_taken| *is_taken).count(), 1);
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert!(!uow.factors().take_recovery_code(other.account_id, SecretHash([2; 32])).await.unwrap());
    uow.factors().delete(other.account_id, used.id).await.unwrap();
    assert_eq!(uow.factors().list(owner.account_id).await.unwrap().len(), 1, "it is somebody else's");
    uow.factors().delete(owner.account_id, used.id).await.unwrap();
    uow.commit().await.unwrap();
    assert!(!authentication_of(database, &session, now()).await.unwrap().has_second_factor);
}

/// Until it expires, for what its scopes say, and its account is let in.
pub async fn an_api_key_speaks_for_its_account(database: &dyn Database) {
    let owner = account(database, 1, Role::Provider).await;
    let other = account(database, 2, Role::Seeker).await;
    let hash = SecretHash([5; 32]);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.api_keys().insert(&api_key(1, &owner), hash).await.unwrap();
    let known = uow.api_keys().authentication(hash, now()).await.unwrap().unwrap();
    assert_eq!((known.principal, known.session(), known.may_write), (owner, None, false));
    assert!(!known.has_recent_auth(now()), "a key proves nothing anew");
    assert_eq!(uow.api_keys().authentication(hash, later(60)).await.unwrap(), None);
    assert_eq!(uow.api_keys().list(owner.account_id).await.unwrap(), [api_key(1, &owner)]);
    let id = ApiKeyId(Uuid::from_u128(1));
    assert!(!uow.api_keys().delete(other.account_id, id).await.unwrap());
    assert_eq!(uow.api_keys().changed(&[known], now()).await.unwrap(), []);
    assert_eq!(uow.api_keys().changed(&[known], later(60)).await.unwrap(), [id], "it is over");
    assert!(uow.api_keys().delete(owner.account_id, id).await.unwrap());
    assert_eq!(uow.api_keys().changed(&[known], now()).await.unwrap(), [id], "it is gone");
    assert_eq!(uow.api_keys().authentication(hash, now()).await.unwrap(), None);
}

/// Not by the program either.
pub async fn pi_04_the_audit_log_only_grows(database: &dyn Database) {
    let entry = |seq: u64| ChainedEntry {
        seq,
        entry: AuditEntry {
            at: now(),
            actor: Some(AccountId(Uuid::from_u128(1))),
            action: AuditAction::RoleChanged,
            subject: None,
            outcome: AuditOutcome::Done,
            note: "seeker -> admin".to_owned(),
        },
        hash: [u8::try_from(seq).unwrap(); 32],
    };
    let append = async || {
        let mut uow = database.begin(Actor::System).await.unwrap();
        let last = uow.audit().lock_last().await.unwrap();
        uow.audit().insert(&entry(last.map_or(1, |last| last.seq + 1))).await.unwrap();
        uow.commit().await.unwrap();
    };
    join_all((0..20).map(|_| append())).await;
    let mut read = database.read(Actor::System);
    let all = read.audit().list(0, 100).await.unwrap();
    assert_eq!(all.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
    assert_eq!(all[6], entry(7));
    assert_eq!(read.audit().list(18, 100).await.unwrap().len(), 2);
    assert_eq!(read.audit().newest(PageRequest::first(1)).await.unwrap().items, [entry(20)]);
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert_eq!(uow.audit().insert(&entry(20)).await.unwrap_err().kind, PortErrorKind::Conflict);
}

/// Roles are counted, listed, and held together.
pub async fn accounts_are_listed_for_whom_they_are(database: &dyn Database) {
    let seeker = account(database, 1, Role::Seeker).await;
    account(database, 2, Role::Provider).await;
    let admin = account(database, 3, Role::Admin).await;
    let mut read = database.read(Actor::System);
    let ids =
        |page: Page<Account, AccountId>| page.items.iter().map(|account| account.id.0.as_u128()).collect::<Vec<_>>();
    assert_eq!(ids(read.accounts().list(&admin, None, PageRequest::first(10)).await.unwrap()), [3, 2, 1]);
    assert_eq!(ids(read.accounts().list(&admin, Some(Role::Provider), PageRequest::first(10)).await.unwrap()), [2]);
    let after_admin = PageRequest { after: Some(PageCursor(admin.account_id)), limit: 1 };
    assert_eq!(ids(read.accounts().list(&admin, None, after_admin).await.unwrap()), [2]);
    let own = read.accounts().list(&seeker, None, PageRequest::first(10)).await.unwrap();
    assert_eq!(ids(own), [1]);
    let counted = read.accounts().count_by_role().await.unwrap();
    assert_eq!(counted, [(Role::Admin, 1), (Role::Provider, 1), (Role::Seeker, 1)]);
    let registered = read.accounts().get(&admin, seeker.account_id).await.unwrap().unwrap().created_at;
    let by_day = read.accounts().count_by_day(registered).await.unwrap();
    let day = registered.date_naive();
    assert_eq!(by_day, [(day, Role::Admin, 1), (day, Role::Provider, 1), (day, Role::Seeker, 1)]);
    assert_eq!(read.accounts().count_by_day(registered + TimeDelta::days(1)).await.unwrap(), []);
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert_eq!(uow.accounts().lock_role(Role::Admin).await.unwrap(), [admin.account_id]);
    let kept = serde_json::Map::from_iter([("theme".to_owned(), serde_json::json!("dark"))]);
    uow.accounts().set_metadata(seeker.account_id, &kept).await.unwrap();
    assert_eq!(uow.accounts().metadata(&seeker, seeker.account_id).await.unwrap(), kept);
    uow.accounts().clear_password(seeker.account_id).await.unwrap();
    assert_eq!(uow.accounts().lock(seeker.account_id).await.unwrap().unwrap().password_hash, None);
}

/// With its account.
pub async fn a_session_is_written_back(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let session = sign_in(database, &owner).await;
    let moved = LoginSession { refresh_counter: 5, refreshed_at: later(7), ..session.clone() };
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.login_sessions().update(&moved).await.unwrap();
    let (found, account) = uow.login_sessions().lock(session.id).await.unwrap().unwrap();
    assert_eq!((found, account.id), (moved.clone(), owner.account_id));
    assert!(uow.login_sessions().lock(LoginSessionId(Uuid::nil())).await.unwrap().is_none());
    let gone = LoginSession { id: LoginSessionId(Uuid::nil()), ..moved };
    assert_eq!(uow.login_sessions().update(&gone).await.unwrap_err().kind, PortErrorKind::NotFound);
}
