//! Accounts and sign-ins.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::TimeDelta;
use domain_model::account::{Account, LoginSession, Principal, Role};
use domain_model::id::{AccountId, LoginSessionId};
use futures_util::future::join_all;
use ports::{Actor, Database, OneTimeToken, PortErrorKind, SecretHash};
use uuid::Uuid;

use super::{account, later, now};

/// AU-30.
pub async fn an_address_is_taken_in_any_case(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let twin = Account {
        id: AccountId(Uuid::from_u128(2)),
        email: "P1@Example.ORG".parse().unwrap(),
        role: Role::Provider,
        full_name: None,
        created_at: now(),
    };
    let mut uow = database.begin(Actor::System).await.unwrap();
    let outcome = uow.accounts().insert(&twin, None).await;
    assert_eq!(outcome.unwrap_err().kind, PortErrorKind::Conflict);
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

fn token(owner: &Principal, purpose: &str) -> OneTimeToken {
    OneTimeToken {
        hash: SecretHash([7; 32]),
        purpose: purpose.to_owned(),
        account_id: owner.account_id,
        expires_at: later(60),
    }
}

/// Of fifty at once, one gets it.
pub async fn au_24_a_one_time_token_works_once(database: &dyn Database) {
    let owner = account(database, 1, Role::Admin).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.accounts().insert_one_time_token(&token(&owner, "x"), now()).await.unwrap();
    uow.commit().await.unwrap();
    let taken = Arc::new(AtomicU32::new(0));
    let attempts = (0..50).map(|_| async {
        let mut uow = database.begin(Actor::System).await.unwrap();
        let found = uow.accounts().take_one_time_token(SecretHash([7; 32]), "x", now()).await.unwrap();
        uow.commit().await.unwrap();
        taken.fetch_add(u32::from(found.is_some()), Ordering::Relaxed);
    });
    join_all(attempts).await;
    assert_eq!(taken.load(Ordering::Relaxed), 1);
}

/// Others of the account stay good.
pub async fn a_revoked_one_time_token_is_worthless(database: &dyn Database) {
    let owner = account(database, 1, Role::Admin).await;
    let other = OneTimeToken { hash: SecretHash([8; 32]), ..token(&owner, "y") };
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.accounts().insert_one_time_token(&token(&owner, "x"), now()).await.unwrap();
    uow.accounts().insert_one_time_token(&other, now()).await.unwrap();
    uow.accounts().revoke_one_time_tokens(owner.account_id, "x").await.unwrap();
    uow.accounts().revoke_one_time_tokens(owner.account_id, "x").await.unwrap();
    assert_eq!(uow.accounts().take_one_time_token(SecretHash([7; 32]), "x", now()).await.unwrap(), None);
    assert_eq!(uow.accounts().take_one_time_token(SecretHash([8; 32]), "y", now()).await.unwrap(), Some(other));
}

/// And stays where it is when asked for wrongly.
pub async fn a_one_time_token_is_good_for_its_purpose_and_time_only(database: &dyn Database) {
    let owner = account(database, 1, Role::Admin).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.accounts().insert_one_time_token(&token(&owner, "x"), now()).await.unwrap();
    let hash = SecretHash([7; 32]);
    assert_eq!(uow.accounts().take_one_time_token(hash, "y", now()).await.unwrap(), None);
    assert_eq!(uow.accounts().take_one_time_token(SecretHash([8; 32]), "x", now()).await.unwrap(), None);
    assert_eq!(uow.accounts().take_one_time_token(hash, "x", later(60)).await.unwrap(), None);
    let taken = uow.accounts().take_one_time_token(hash, "x", now()).await.unwrap();
    assert_eq!(taken, Some(token(&owner, "x")));
}

async fn sign_in(database: &dyn Database, owner: &Principal) -> LoginSession {
    let session = LoginSession {
        id: LoginSessionId(Uuid::from_u128(9)),
        account_id: owner.account_id,
        refresh_counter: 0,
        refreshed_at: now(),
        expires_at: now() + TimeDelta::days(30),
        revoked_at: None,
    };
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.login_sessions().insert(&session).await.unwrap();
    uow.commit().await.unwrap();
    session
}

/// Not the one in any token.
pub async fn a_principal_has_the_stored_role(database: &dyn Database) {
    let owner = account(database, 1, Role::Provider).await;
    let session = sign_in(database, &owner).await;
    let principal = database.read(Actor::System).login_sessions().principal(session.id, now()).await.unwrap();
    assert_eq!(principal, Some(owner));
}

/// Expired, revoked, or never there.
pub async fn a_session_that_is_over_speaks_for_nobody(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let session = sign_in(database, &owner).await;
    let mut read = database.read(Actor::System);
    let after_its_end = read.login_sessions().principal(session.id, now() + TimeDelta::days(30)).await.unwrap();
    assert_eq!(after_its_end, None);
    assert_eq!(read.login_sessions().principal(LoginSessionId(Uuid::nil()), now()).await.unwrap(), None);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.login_sessions().update(&LoginSession { revoked_at: Some(now()), ..session.clone() }).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(read.login_sessions().principal(session.id, now()).await.unwrap(), None);
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
