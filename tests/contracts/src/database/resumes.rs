//! Resumes and their embeddings.

use chrono::{DateTime, Utc};
use domain_model::candidates::document::Document;
use domain_model::candidates::field::{Field, Span};
use domain_model::candidates::resume::{DocumentType, Resume, ResumeFile, ResumeOrigin, ResumeSummary};
use domain_model::candidates::structured_resume::StructuredResume;
use domain_model::identity::account::{Principal, Role};
use domain_model::kernel::page::{Page, PageRequest};
use ports::{Actor, Database, PortErrorKind};

use super::{TablePrivileges, account, embedding, later, model, now};

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
            the_last_version_is_in_use_and_none_is_lost,
            versions_are_listed_page_by_page,
            two_versions_do_not_share_a_number_or_the_use,
            an_older_version_is_used_again,
            the_bin_is_emptied_of_what_is_old_enough,
            nobody_reads_anothers_resume,
            a_resume_waits_for_a_vector_of_the_current_model,
            a_vector_of_a_replaced_resume_is_not_kept,
        );
    };
}

fn resume(owner: &Principal, version: u32) -> Resume {
    let file = ResumeFile {
        name: "cv.pdf".to_owned(),
        document_type: DocumentType::Pdf,
        object_key: format!("resumes/{}-{version}.pdf", owner.account_id),
    };
    let content = StructuredResume {
        name: Field::clear("Zoë 李".to_owned(), vec![Span { line: 0, start: 0, end: 1 }]),
        ..StructuredResume::default()
    };
    Resume {
        version,
        content: Some(content),
        skills: vec!["Welding".to_owned()],
        ..Resume::uploaded(owner.account_id, file, Document::from("I weld.\n\nIn Łódź."), now())
    }
}

fn draft(owner: &Principal, version: u32) -> Resume {
    Resume { is_current: false, ..resume(owner, version) }
}

async fn insert(database: &dyn Database, resume: &Resume) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert_eq!(uow.resumes().next_version(resume.account_id).await.unwrap(), resume.version);
    uow.resumes().insert(resume).await.unwrap();
    uow.commit().await.unwrap();
}

async fn current(database: &dyn Database, owner: &Principal) -> Option<u32> {
    let found = database.read(Actor::System).resumes().current(owner, owner.account_id).await.unwrap();
    found.map(|resume| resume.version)
}

async fn move_to_bin(database: &dyn Database, owner: &Principal, version: u32, now: DateTime<Utc>) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let changed = uow.resumes().move_to_bin(owner.account_id, version, now).await.unwrap();
    uow.commit().await.unwrap();
    changed
}

async fn make_current(database: &dyn Database, owner: &Principal, version: u32) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let changed = uow.resumes().make_current(owner.account_id, version).await.unwrap();
    if changed {
        uow.commit().await.unwrap();
    }
    changed
}

async fn embed(database: &dyn Database, resume: &Resume, model: &str) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.embeddings().put_resume(resume, &embedding(model, 1.0)).await.unwrap();
    uow.commit().await.unwrap();
}

/// Every field of it, and the version before stays.
pub async fn the_last_version_is_in_use_and_none_is_lost(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    assert_eq!(current(database, &owner).await, None);
    insert(database, &resume(&owner, 1)).await;
    insert(database, &resume(&owner, 2)).await;
    insert(database, &draft(&owner, 3)).await;
    let mut read = database.read(Actor::System);
    let get = read.resumes().get(&owner, owner.account_id, 2).await.unwrap();
    assert_eq!(get, Some(resume(&owner, 2)));
    let before = read.resumes().get(&owner, owner.account_id, 1).await.unwrap();
    assert_eq!(before, Some(draft(&owner, 1)), "no longer in use");
    assert_eq!(read.resumes().get(&owner, owner.account_id, 4).await.unwrap(), None);
    assert_eq!(read.resumes().get(&owner, owner.account_id, u32::MAX).await.unwrap(), None);
    assert_eq!(current(database, &owner).await, Some(2), "a draft is not in use");
}

/// Newest first, page by page.
pub async fn versions_are_listed_page_by_page(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    for version in 1..=3 {
        insert(database, &resume(&owner, version)).await;
    }
    move_to_bin(database, &owner, 1, later(1)).await;
    let mut read = database.read(Actor::System);
    let first = read.resumes().list(&owner, owner.account_id, PageRequest::first(2)).await.unwrap();
    let rest = PageRequest { after: first.next, limit: 2 };
    let rest = read.resumes().list(&owner, owner.account_id, rest).await.unwrap();
    let versions = |page: &Page<ResumeSummary, u32>| {
        page.items.iter().map(|item| (item.version, item.is_current, item.deleted_at)).collect::<Vec<_>>()
    };
    assert_eq!(versions(&first), [(3, true, None), (2, false, None)]);
    assert_eq!((versions(&rest), rest.next), (vec![(1, false, Some(later(1)))], None), "the bin is part of the list");
}

/// A number is given once, and one version is in use.
pub async fn two_versions_do_not_share_a_number_or_the_use(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert(database, &resume(&owner, 1)).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    let error = uow.resumes().insert(&draft(&owner, 1)).await.unwrap_err();
    assert_eq!(error.kind, PortErrorKind::Conflict);
}

/// Another version comes into use, out of the bin if it is there, and the vector of the one before goes.
pub async fn an_older_version_is_used_again(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert(database, &resume(&owner, 1)).await;
    insert(database, &resume(&owner, 2)).await;
    embed(database, &resume(&owner, 2), "m").await;
    assert!(!move_to_bin(database, &owner, 2, later(1)).await, "the version in use is not deleted");
    assert!(move_to_bin(database, &owner, 1, later(1)).await);
    assert!(!make_current(database, &owner, 7).await);
    assert_eq!(current(database, &owner).await, Some(2), "there is no seventh");
    assert!(make_current(database, &owner, 1).await);
    let mut read = database.read(Actor::System);
    let found = read.resumes().current(&owner, owner.account_id).await.unwrap();
    assert_eq!(found, Some(resume(&owner, 1)), "out of the bin");
    assert_eq!(read.embeddings().get_resume(&owner, owner.account_id, &model("m")).await.unwrap(), None);
    assert!(move_to_bin(database, &owner, 2, later(2)).await);
}

/// For good, and the file with the last version that has it.
pub async fn the_bin_is_emptied_of_what_is_old_enough(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert(database, &resume(&owner, 1)).await;
    let edited = Resume { version: 2, origin: ResumeOrigin::Edit, ..resume(&owner, 1) };
    insert(database, &edited).await;
    insert(database, &resume(&owner, 3)).await;
    move_to_bin(database, &owner, 1, later(1)).await;
    move_to_bin(database, &owner, 2, later(3)).await;
    let purge = |before: DateTime<Utc>| async move {
        let mut uow = database.begin(Actor::System).await.unwrap();
        let purged = uow.resumes().purge(before, 10).await.unwrap();
        uow.commit().await.unwrap();
        (purged.versions, purged.object_keys)
    };
    assert_eq!(purge(later(1)).await, (0, vec![]));
    assert_eq!(purge(later(2)).await, (1, vec![]), "the second version has the same file");
    assert_eq!(purge(later(4)).await, (1, vec![edited.file.unwrap().object_key]));
    let mut read = database.read(Actor::System);
    for (version, is_left) in [(1, false), (2, false), (3, true)] {
        let found = read.resumes().get(&owner, owner.account_id, version).await.unwrap();
        assert_eq!(found.is_some(), is_left, "{version}");
    }
}

/// AZ-01, LM-08: neither its words nor its vector.
pub async fn nobody_reads_anothers_resume(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    let other = account(database, 2, Role::Seeker).await;
    insert(database, &resume(&owner, 1)).await;
    embed(database, &resume(&owner, 1), "m").await;
    let mut read = database.read(Actor::System);
    assert_eq!(read.resumes().current(&other, owner.account_id).await.unwrap(), None);
    assert_eq!(read.resumes().get(&other, owner.account_id, 1).await.unwrap(), None);
    let list = read.resumes().list(&other, owner.account_id, PageRequest::first(10)).await.unwrap();
    assert_eq!(list.items, []);
    assert_eq!(read.embeddings().get_resume(&other, owner.account_id, &model("m")).await.unwrap(), None);
    let own = read.embeddings().get_resume(&owner, owner.account_id, &model("m")).await.unwrap();
    assert_eq!(own, Some(embedding("m", 1.0)));
}

/// A vector of another model does not count, and a version that is not in use needs none.
pub async fn a_resume_waits_for_a_vector_of_the_current_model(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert(database, &resume(&owner, 1)).await;
    insert(database, &resume(&owner, 2)).await;
    let waiting = |name: &'static str| async move {
        database.read(Actor::System).resumes().list_without_embedding(&model(name), None, 10).await.unwrap().len()
    };
    assert_eq!(waiting("m").await, 1);
    embed(database, &resume(&owner, 2), "m").await;
    assert_eq!((waiting("m").await, waiting("newer").await), (0, 1));
    embed(database, &resume(&owner, 2), "newer").await;
    assert_eq!(waiting("newer").await, 0);
    let next = account(database, 2, Role::Seeker).await;
    insert(database, &resume(&next, 1)).await;
    let mut read = database.read(Actor::System);
    let page = read.resumes().list_without_embedding(&model("newest"), Some(owner.account_id), 10).await.unwrap();
    assert_eq!(page, [resume(&next, 1)], "in pages, by account");
}

/// The work took so long that there is a new version.
pub async fn a_vector_of_a_replaced_resume_is_not_kept(database: &dyn Database) {
    let owner = account(database, 1, Role::Seeker).await;
    insert(database, &resume(&owner, 1)).await;
    embed(database, &resume(&owner, 1), "m").await;
    insert(database, &resume(&owner, 2)).await;
    embed(database, &resume(&owner, 1), "m").await;
    let found =
        database.read(Actor::System).embeddings().get_resume(&owner, owner.account_id, &model("m")).await.unwrap();
    assert_eq!(found, None);
}
