//! One-time secrets, and the mails that carry them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use domain_model::identity::account::{Principal, Role};
use domain_model::kernel::id::MailId;
use futures_util::future::join_all;
use ports::{Actor, Database, OneTimeToken, SealedMail, SecretHash};
use uuid::Uuid;

use super::{TablePrivileges, account, later, now};

pub(super) const PRIVILEGES: &[TablePrivileges] =
    &[TablePrivileges::new("mails", "", "", ""), TablePrivileges::new("one_time_tokens", "", "", "")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! secrets_rules {
    ($made:expr) => {
        $crate::database_rules!(
            secrets,
            $made,
            au_24_a_one_time_token_works_once,
            a_revoked_one_time_token_is_worthless,
            one_time_tokens_are_revoked_by_address,
            a_one_time_token_is_good_for_its_purpose_and_time_only,
            a_mail_waits_sealed,
            of_mails_with_one_collapse_key_one_waits,
        );
    };
}

fn token(owner: &Principal, purpose: &str) -> OneTimeToken {
    OneTimeToken {
        hash: SecretHash([7; 32]),
        purpose: purpose.to_owned(),
        account_id: owner.account_id,
        details: serde_json::Map::from_iter([("to".to_owned(), serde_json::json!("x@example.org"))]),
        expires_at: later(60),
    }
}

/// Of fifty at once, one gets it.
pub async fn au_24_a_one_time_token_works_once(database: &dyn Database) {
    let owner = account(database, 1, Role::Admin).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.one_time_tokens().insert(&token(&owner, "x"), now()).await.unwrap();
    uow.commit().await.unwrap();
    let taken = Arc::new(AtomicU32::new(0));
    let attempts = (0..50).map(|_| async {
        let mut uow = database.begin(Actor::System).await.unwrap();
        let found = uow.one_time_tokens().take(SecretHash([7; 32]), "x", now()).await.unwrap();
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
    uow.one_time_tokens().insert(&token(&owner, "x"), now()).await.unwrap();
    uow.one_time_tokens().insert(&other, now()).await.unwrap();
    let kinds = ["w".to_owned(), "x".to_owned()];
    uow.one_time_tokens().revoke(owner.account_id, &kinds).await.unwrap();
    uow.one_time_tokens().revoke(owner.account_id, &kinds).await.unwrap();
    assert_eq!(uow.one_time_tokens().take(SecretHash([7; 32]), "x", now()).await.unwrap(), None);
    assert_eq!(uow.one_time_tokens().take(SecretHash([8; 32]), "y", now()).await.unwrap(), Some(other));
}

/// Others of the address stay good, and so do those of other addresses.
pub async fn one_time_tokens_are_revoked_by_address(database: &dyn Database) {
    let (owner, other) = (account(database, 1, Role::Seeker).await, account(database, 2, Role::Seeker).await);
    let of_other = OneTimeToken { hash: SecretHash([8; 32]), ..token(&other, "x") };
    let of_another_kind = OneTimeToken { hash: SecretHash([9; 32]), ..token(&owner, "y") };
    let mut uow = database.begin(Actor::System).await.unwrap();
    for token in [&token(&owner, "x"), &of_other, &of_another_kind] {
        uow.one_time_tokens().insert(token, now()).await.unwrap();
    }
    for email in ["P1@Example.ORG", "nobody@example.org"] {
        uow.one_time_tokens().revoke_for_address(&email.parse().unwrap(), &["x".to_owned()]).await.unwrap();
    }
    for (hash, purpose, is_good) in [(7, "x", false), (8, "x", true), (9, "y", true)] {
        let found = uow.one_time_tokens().find(SecretHash([hash; 32]), purpose, now()).await.unwrap();
        assert_eq!(found.is_some(), is_good, "{hash}");
    }
}

/// And stays where it is when asked for wrongly.
pub async fn a_one_time_token_is_good_for_its_purpose_and_time_only(database: &dyn Database) {
    let owner = account(database, 1, Role::Admin).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.one_time_tokens().insert(&token(&owner, "x"), now()).await.unwrap();
    let hash = SecretHash([7; 32]);
    assert_eq!(uow.one_time_tokens().take(hash, "y", now()).await.unwrap(), None);
    assert_eq!(uow.one_time_tokens().take(SecretHash([8; 32]), "x", now()).await.unwrap(), None);
    assert_eq!(uow.one_time_tokens().take(hash, "x", later(60)).await.unwrap(), None);
    for (hash, purpose, now) in [(hash, "y", now()), (SecretHash([8; 32]), "x", now()), (hash, "x", later(60))] {
        assert_eq!(uow.one_time_tokens().find(hash, purpose, now).await.unwrap(), None);
    }
    let found = uow.one_time_tokens().find(hash, "x", now()).await.unwrap();
    let taken = uow.one_time_tokens().take(hash, "x", now()).await.unwrap();
    assert_eq!((found, taken), (Some(token(&owner, "x")), Some(token(&owner, "x"))), "looking uses nothing up");
    assert_eq!(uow.one_time_tokens().find(hash, "x", now()).await.unwrap(), None);
}

fn mail(n: u128, owner: &Principal, collapse_key: Option<&str>) -> SealedMail {
    SealedMail {
        id: MailId(Uuid::from_u128(n)),
        account_id: Some(owner.account_id),
        sealed: vec![u8::try_from(n).unwrap(), 2, 3],
        created_at: now(),
        collapse_key: collapse_key.map(str::to_owned),
    }
}

/// Also of many at once; mails without a key, or with another one, are not touched.
pub async fn of_mails_with_one_collapse_key_one_waits(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let keep = async |mail: SealedMail| {
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.mails().insert(&mail).await.unwrap();
        uow.commit().await.unwrap();
    };
    let others = [mail(1, &owner, None), mail(2, &owner, None), mail(3, &owner, Some("other"))];
    for other in &others {
        keep(other.clone()).await;
    }
    join_all((10..30).map(|n| keep(mail(n, &owner, Some("key"))))).await;
    let mut waiting = Vec::new();
    for n in 10..30 {
        waiting.extend(database.read(Actor::System).mails().get(MailId(Uuid::from_u128(n))).await.unwrap());
    }
    assert_eq!(waiting, [mail(waiting[0].id.0.as_u128(), &owner, Some("key"))], "one, and whole");
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert!(uow.mails().lock(waiting[0].id).await.unwrap());
    uow.mails().discard(&["key".to_owned(), "unknown".to_owned()]).await.unwrap();
    assert!(!uow.mails().lock(waiting[0].id).await.unwrap());
    for other in others {
        assert_eq!(uow.mails().get(other.id).await.unwrap(), Some(other));
    }
}

/// Until it was sent.
pub async fn a_mail_waits_sealed(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let id = MailId(Uuid::from_u128(3));
    let mail = mail(3, &owner, None);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.mails().insert(&mail).await.unwrap();
    assert_eq!(uow.mails().get(id).await.unwrap(), Some(mail));
    uow.mails().delete(id).await.unwrap();
    uow.mails().delete(id).await.unwrap();
    assert_eq!(uow.mails().get(id).await.unwrap(), None);
}
