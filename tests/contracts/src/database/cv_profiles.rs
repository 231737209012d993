//! Profiles of the CV contract.

use domain_model::identity::account::{Principal, Role};
use domain_model::kernel::id::CvProfileId;
use domain_model::kernel::page::PageRequest;
use ports::{CvProfile, Database};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{TablePrivileges, account, later};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[TablePrivileges::new("cv_profiles", "", "siud", "siud")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! cv_profiles_rules {
    ($made:expr) => {
        $crate::database_rules!(
            cv_profiles,
            $made,
            one_that_is_replaced_keeps_its_id_and_its_creation,
            az_01_everybody_has_a_profile_of_their_own,
            who_sees_all_accounts_reads_all_profiles_page_by_page,
        );
    };
}

fn content(summary: &str) -> Map<String, Value> {
    let Value::Object(content) = json!({ "summary": summary, "hobbies": { "of": ["looms"] } }) else {
        unreachable!("an object")
    };
    content
}

async fn put(database: &dyn Database, owner: &Principal, id: u128, summary: &str, at: i64) -> CvProfile {
    let profile = CvProfile {
        id: CvProfileId(Uuid::from_u128(id)),
        account_id: owner.account_id,
        content: content(summary),
        created_at: later(at),
        updated_at: later(at),
    };
    let mut uow = database.begin(owner.into()).await.unwrap();
    let stored = uow.cv_profiles().put(&profile).await.unwrap();
    uow.commit().await.unwrap();
    stored
}

async fn got(database: &dyn Database, owner: &Principal) -> Option<CvProfile> {
    database.read(owner.into()).cv_profiles().get(owner).await.unwrap()
}

/// What is answered is what is stored.
pub async fn one_that_is_replaced_keeps_its_id_and_its_creation(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    assert_eq!(got(database, &mira).await, None);
    let first = put(database, &mira, 7, "first", 1).await;
    assert_eq!((first.id, &first.content), (CvProfileId(Uuid::from_u128(7)), &content("first")));
    let second = put(database, &mira, 8, "second", 5).await;
    let expected = CvProfile { content: content("second"), updated_at: later(5), ..first };
    assert_eq!(second, expected);
    assert_eq!(got(database, &mira).await, Some(expected));
    let mut uow = database.begin((&mira).into()).await.unwrap();
    assert!(uow.cv_profiles().delete(&mira).await.unwrap());
    assert!(!uow.cv_profiles().delete(&mira).await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(got(database, &mira).await, None);
}

/// An administrator, too.
pub async fn az_01_everybody_has_a_profile_of_their_own(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let admin = account(database, 2, Role::Admin).await;
    put(database, &mira, 7, "mira", 1).await;
    assert_eq!(got(database, &admin).await, None);
    let mut uow = database.begin((&admin).into()).await.unwrap();
    assert!(!uow.cv_profiles().delete(&admin).await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(got(database, &mira).await.unwrap().content, content("mira"));
}

/// Somebody else finds only the own one.
pub async fn who_sees_all_accounts_reads_all_profiles_page_by_page(database: &dyn Database) {
    let admin = account(database, 9, Role::Admin).await;
    let mut people = Vec::new();
    for n in 1..=3 {
        let person = account(database, n, Role::Seeker).await;
        put(database, &person, 10 + n, "x", 1).await;
        people.push(person);
    }
    let listed = async |reader: &Principal| {
        let (mut read, mut page) = (Vec::new(), PageRequest::first(2));
        loop {
            let part = database.read(reader.into()).cv_profiles().list(reader, page).await.unwrap();
            read.extend(part.items.into_iter().map(|profile| profile.account_id));
            let Some(next) = part.next else { return read };
            page.after = Some(next);
        }
    };
    assert_eq!(listed(&admin).await, people.iter().map(|person| person.account_id).collect::<Vec<_>>());
    assert_eq!(listed(&people[1]).await, [people[1].account_id]);
}
