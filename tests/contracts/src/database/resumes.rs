//! Resumes and their embeddings.

use domain_model::candidates::resume::{DocumentType, Resume};
use domain_model::identity::account::{Principal, Role};
use ports::{Actor, Database};

use super::{TablePrivileges, account, embedding, model, now};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[
    TablePrivileges::new("resume_embeddings", "", "siud", "siud"),
    TablePrivileges::new("resumes", "", "siud", "siud"),
];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! resumes_rules {
    ($made:expr) => {
        $crate::database_rules!(
            resumes,
            $made,
            the_last_resume_stays,
            nobody_reads_anothers_resume,
            a_resume_waits_for_a_vector_of_the_current_model,
            a_vector_of_a_replaced_resume_is_not_kept,
        );
    };
}

fn resume(owner: &Principal, key: &str) -> Resume {
    Resume {
        account_id: owner.account_id,
        file_name: "cv.pdf".to_owned(),
        document_type: DocumentType::Pdf,
        object_key: key.to_owned(),
        text: "I weld.".to_owned(),
        skills: vec!["Welding".to_owned()],
        uploaded_at: now(),
    }
}

async fn replace(database: &dyn Database, resume: &Resume) -> Option<Resume> {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let before = uow.resumes().replace(resume).await.unwrap();
    uow.commit().await.unwrap();
    before
}

async fn embed(database: &dyn Database, resume: &Resume, model: &str) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.embeddings().put_resume(resume, &embedding(model, 1.0)).await.unwrap();
    uow.commit().await.unwrap();
}

/// And the one before is answered, so that its file can go.
pub async fn the_last_resume_stays(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    assert_eq!(replace(database, &resume(&owner, "a")).await, None);
    assert_eq!(replace(database, &resume(&owner, "b")).await, Some(resume(&owner, "a")));
    let found = database.read(Actor::System).resumes().get(&owner, owner.account_id).await.unwrap();
    assert_eq!(found, Some(resume(&owner, "b")));
}

/// AZ-01, LM-08: neither its words nor its vector.
pub async fn nobody_reads_anothers_resume(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let other = account(database, 2, Role::Seeker).await;
    replace(database, &resume(&owner, "a")).await;
    embed(database, &resume(&owner, "a"), "m").await;
    let mut read = database.read(Actor::System);
    assert_eq!(read.resumes().get(&other, owner.account_id).await.unwrap(), None);
    assert_eq!(read.embeddings().get_resume(&other, owner.account_id, &model("m")).await.unwrap(), None);
    let own = read.embeddings().get_resume(&owner, owner.account_id, &model("m")).await.unwrap();
    assert_eq!(own, Some(embedding("m", 1.0)));
}

/// A vector of another model does not count.
pub async fn a_resume_waits_for_a_vector_of_the_current_model(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    replace(database, &resume(&owner, "a")).await;
    let waiting = |name: &'static str| async move {
        database.read(Actor::System).resumes().list_without_embedding(&model(name), None, 10).await.unwrap().len()
    };
    assert_eq!(waiting("m").await, 1);
    embed(database, &resume(&owner, "a"), "m").await;
    assert_eq!((waiting("m").await, waiting("newer").await), (0, 1));
    embed(database, &resume(&owner, "a"), "newer").await;
    assert_eq!(waiting("newer").await, 0);
    let later = account(database, 2, Role::Seeker).await;
    replace(database, &resume(&later, "b")).await;
    let mut read = database.read(Actor::System);
    let page = read.resumes().list_without_embedding(&model("newest"), Some(owner.account_id), 10).await.unwrap();
    assert_eq!(page, [resume(&later, "b")], "in pages, by account");
}

/// The work took so long that there is a new resume.
pub async fn a_vector_of_a_replaced_resume_is_not_kept(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    replace(database, &resume(&owner, "a")).await;
    embed(database, &resume(&owner, "a"), "m").await;
    replace(database, &resume(&owner, "b")).await;
    embed(database, &resume(&owner, "a"), "m").await;
    let found =
        database.read(Actor::System).embeddings().get_resume(&owner, owner.account_id, &model("m")).await.unwrap();
    assert_eq!(found, None);
}
