//! Uploads that are interrupted at any step (UP-13): resumes and the reaper on a real database and directory.
//!
//! A dropped future simulates the kill: nothing that it would still have done happens.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
use adapter_storage::Objects;
use adapter_system::{Es256Signer, KeyRing, RandomIds};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta};
use domain_candidates::{Download, ResumeError, ResumeExchange, ResumeReader, ResumeResult, ResumeService, Upload};
use domain_model::candidates::exchange::OriginalFile;
use domain_model::candidates::resume::{DocumentType, Resume, ResumeOrigin};
use domain_model::identity::account::{Account, Principal, Role};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::PageRequest;
use domain_operations::ObjectReaper;
use futures_util::future::join_all;
use ports::{
    Actor, Clock, Database, DocumentParser, DocumentReading, ExchangeContent, ExchangeFiles, ExchangeReading,
    ObjectStorage, PortErrorKind, PortResult, SetClock,
};
use serde_json::{Value, json};
use tests_servers::TestPostgres;
use tokio::sync::Notify;
use url::Url;
use uuid::Uuid;

/// A moment in the life of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    BeforePut,
    AfterPut,
    BeforeDelete,
    AfterDelete,
}

/// A directory that stops at a step until it is let go.
struct InterruptedStorage {
    objects: Objects,
    at: Mutex<Option<Step>>,
    halted: Notify,
    go_on: Notify,
}

impl InterruptedStorage {
    fn halt_at(&self, step: Step) {
        *self.at.lock().unwrap() = Some(step);
    }

    async fn reach(&self, step: Step) {
        if self.at.lock().unwrap().take_if(|at| *at == step).is_some() {
            self.halted.notify_one();
            self.go_on.notified().await;
        }
    }
}

#[async_trait]
impl ObjectStorage for InterruptedStorage {
    async fn put(&self, key: &str, bytes: Bytes) -> PortResult<()> {
        self.reach(Step::BeforePut).await;
        self.objects.put(key, bytes).await?;
        self.reach(Step::AfterPut).await;
        Ok(())
    }

    async fn get(&self, key: &str) -> PortResult<Option<Bytes>> {
        self.objects.get(key).await
    }

    async fn delete(&self, key: &str) -> PortResult<()> {
        self.reach(Step::BeforeDelete).await;
        self.objects.delete(key).await?;
        self.reach(Step::AfterDelete).await;
        Ok(())
    }

    async fn is_empty(&self) -> PortResult<bool> {
        self.objects.is_empty().await
    }

    async fn ping(&self) -> PortResult<()> {
        self.objects.ping().await
    }

    async fn download_link(&self, key: &str, file_name: &str, expires_in: Duration) -> PortResult<Option<Url>> {
        self.objects.download_link(key, file_name, expires_in).await
    }
}

/// Reads the same in every document.
struct AlwaysReads;

#[async_trait]
impl DocumentParser for AlwaysReads {
    async fn read(&self, _: DocumentType, _: Bytes) -> PortResult<DocumentReading> {
        Ok(DocumentReading::Document("I have welded frames and masts in three shipyards since 2009.".into()))
    }

    async fn page_picture(&self, _: DocumentType, _: Bytes, _: u16, _: u16) -> PortResult<Option<Bytes>> {
        Ok(None)
    }
}

/// Opens everything as an archive of a resume with a document.
struct Archives;

#[async_trait]
impl ExchangeFiles for Archives {
    async fn open(&self, bytes: Bytes) -> PortResult<ExchangeReading> {
        let original = OriginalFile { name: "cv.pdf".to_owned(), bytes: bytes.to_vec() };
        let resume = json!({"format": "jobwright-resume", "version": 1, "resume": {}});
        Ok(ExchangeReading::Content(ExchangeContent::Archive { resume, original: Some(original) }))
    }

    async fn pack(&self, _: Value, _: Option<OriginalFile>) -> PortResult<Bytes> {
        Ok(Bytes::from_static(b"PK"))
    }
}

/// A seeker, the service she uploads to, and the reaper behind it.
struct Fixture {
    resumes: ResumeService,
    reaper: ObjectReaper,
    storage: Arc<InterruptedStorage>,
    clock: Arc<SetClock>,
    seeker: Principal,
    objects: PathBuf,
    _folder: tempfile::TempDir,
}

impl Fixture {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jobwright.sqlite");
        Self::open_on(&DatabaseConfig::Sqlite(SqliteConfig { path }), folder).await
    }

    async fn open_on(database: &DatabaseConfig, folder: tempfile::TempDir) -> Self {
        let database: Arc<dyn Database> = Arc::new(SqlDatabase::connect(database).await.unwrap());
        let objects = folder.path().join("objects");
        let storage = Arc::new(InterruptedStorage {
            objects: Objects::local(&objects).unwrap(),
            at: Mutex::default(),
            halted: Notify::new(),
            go_on: Notify::new(),
        });
        let clock = Arc::new(SetClock::at(DateTime::from_timestamp_secs(1_800_000_000).unwrap()));
        let ring = KeyRing::open(&folder.path().join("ring"), clock.now()).unwrap();
        let tokens = Es256Signer::new(ring, clock.clone());
        let email = "mira@example.org".parse().unwrap();
        let seeker = Account::new(AccountId(Uuid::from_u128(1)), email, Role::Seeker, None, clock.now());
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.accounts().insert(&seeker, None).await.unwrap();
        uow.commit().await.unwrap();
        let resumes = ResumeService::new(
            database.clone(),
            ResumeReader::new(Arc::new(AlwaysReads), None),
            storage.clone(),
            clock.clone(),
            Arc::new(RandomIds),
            Arc::new(tokens),
            ResumeExchange::new(Arc::new(Archives)),
        );
        let reaper = ObjectReaper::new(database, storage.clone(), clock.clone());
        let seeker = Principal { account_id: seeker.id, role: seeker.role };
        Self { resumes, reaper, storage, clock, seeker, objects, _folder: folder }
    }

    async fn upload(&self, content: &str) -> ResumeResult<Resume> {
        let bytes = Bytes::from(format!("%PDF-{content}"));
        self.resumes.upload(&self.seeker, Upload::used("cv.pdf", bytes)).await
    }

    /// Does this until it halts at the step, and no further.
    async fn kill_at<T>(&self, step: Step, doing: impl Future<Output = T>) {
        self.storage.halt_at(step);
        tokio::select! {
            _ = doing => panic!("it never came to {step:?}"),
            () = self.storage.halted.notified() => {}
        }
    }

    fn later(&self, minutes: i64) {
        self.clock.advance(TimeDelta::minutes(minutes));
    }

    /// What lies in the directory.
    fn files(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.objects.join("resumes")) else { return Vec::new() };
        files.map(|file| format!("resumes/{}", file.unwrap().file_name().to_str().unwrap())).collect()
    }

    /// The content of the seeker's resume, downloaded.
    async fn downloaded(&self) -> String {
        let token = self.resumes.download_token(&self.seeker).await.unwrap();
        let Download::Here { bytes, .. } = self.resumes.download(&token).await.unwrap() else {
            panic!("a directory has no links");
        };
        String::from_utf8_lossy(&bytes).replace("%PDF-", "")
    }

    /// Ten minutes after a kill, the reaper has been here, and only the files of versions are left.
    async fn assert_tidy_in_ten_minutes(&self) {
        self.later(10);
        while self.reaper.reap().await.unwrap() > 0 {}
        let mut used = BTreeSet::new();
        for version in self.resumes.versions(&self.seeker, PageRequest::first(1_000)).await.unwrap().items {
            let file = self.resumes.version(&self.seeker, version.version).await.unwrap().file;
            used.extend(file.map(|file| file.object_key));
        }
        assert_eq!(self.files().into_iter().collect::<BTreeSet<_>>(), used);
    }
}

#[tokio::test]
async fn up_13_an_upload_that_is_killed_leaves_no_file_and_the_resume_before() {
    for step in [Step::BeforePut, Step::AfterPut] {
        let desk = Fixture::open().await;
        desk.upload("first").await.unwrap();
        desk.kill_at(step, desk.upload("second")).await;
        desk.assert_tidy_in_ten_minutes().await;
        assert_eq!(desk.downloaded().await, "first", "{step:?}");
    }
}

#[tokio::test]
async fn up_13_a_deleted_version_stays_for_thirty_days_and_its_file_goes_however_often_the_reaper_is_killed() {
    let desk = Fixture::open().await;
    desk.upload("first").await.unwrap();
    desk.upload("second").await.unwrap();
    assert!(matches!(desk.resumes.delete(&desk.seeker, 2).await, Err(ResumeError::InUse)));
    desk.resumes.delete(&desk.seeker, 1).await.unwrap();
    desk.later(30 * 24 * 60 - 10);
    assert!(!desk.resumes.purge_bin().await.unwrap());
    desk.assert_tidy_in_ten_minutes().await;
    assert_eq!(desk.files().len(), 2, "for thirty days it can be restored");
    desk.later(1);
    assert!(desk.resumes.purge_bin().await.unwrap());
    assert!(matches!(desk.resumes.version(&desk.seeker, 1).await, Err(ResumeError::NoSuchVersion)));
    for step in [Step::BeforeDelete, Step::AfterDelete] {
        desk.kill_at(step, desk.reaper.reap()).await;
        assert_eq!(desk.downloaded().await, "second", "{step:?}");
    }
    desk.assert_tidy_in_ten_minutes().await;
    assert_eq!((desk.files().len(), desk.downloaded().await.as_str()), (1, "second"));
}

#[tokio::test]
async fn a_deleted_version_is_restored_and_used() {
    let desk = Fixture::open().await;
    desk.upload("first").await.unwrap();
    desk.upload("second").await.unwrap();
    desk.resumes.delete(&desk.seeker, 1).await.unwrap();
    desk.resumes.restore(&desk.seeker, 1).await.unwrap();
    assert_eq!(desk.downloaded().await, "first");
    desk.resumes.delete(&desk.seeker, 2).await.unwrap();
    desk.later(31 * 24 * 60);
    desk.resumes.purge_bin().await.unwrap();
    desk.assert_tidy_in_ten_minutes().await;
    assert!(matches!(desk.resumes.restore(&desk.seeker, 2).await, Err(ResumeError::NoSuchVersion)));
}

#[tokio::test]
async fn an_edit_of_a_version_that_is_no_longer_in_use_is_refused() {
    let desk = Fixture::open().await;
    let first = desk.upload("first").await.unwrap();
    let content = ResumeService::content(&first);
    let edited = desk.resumes.edit(&desk.seeker, 1, content.clone()).await.unwrap();
    assert_eq!((edited.version, edited.origin), (2, ResumeOrigin::Edit));
    assert_eq!(edited.file, first.file, "it shares the file");
    assert!(matches!(desk.resumes.edit(&desk.seeker, 1, content).await, Err(ResumeError::Outdated)));
    assert_eq!(desk.resumes.current(&desk.seeker).await.unwrap().unwrap().version, 2);
    assert_eq!(desk.downloaded().await, "first");
}

#[tokio::test]
async fn an_import_keeps_the_document_of_an_archive_and_is_a_version_like_any_other() {
    let desk = Fixture::open().await;
    let imported = desk.resumes.import(&desk.seeker, Bytes::from_static(b"%PDF-old"), false).await.unwrap();
    assert_eq!((imported.resume.version, imported.resume.origin), (1, ResumeOrigin::Import));
    assert_eq!(imported.resume.file.unwrap().name, "cv.pdf");
    assert_eq!(desk.downloaded().await, "old");
    // What cannot be read is not kept; the resume is.
    let imported = desk.resumes.import(&desk.seeker, Bytes::from_static(b"\0\x01nothing"), true).await.unwrap();
    assert_eq!((imported.resume.version, imported.resume.file, imported.resume.is_current), (2, None, false));
    desk.assert_tidy_in_ten_minutes().await;
}

#[tokio::test]
async fn twenty_uploads_at_once_are_twenty_versions() {
    let postgres = DatabaseConfig::Postgres(TestPostgres::new().await.config(false));
    let desk = Fixture::open_on(&postgres, tempfile::tempdir().unwrap()).await;
    let contents: Vec<String> = (0..20).map(|n| n.to_string()).collect();
    let uploaded = join_all(contents.iter().map(|content| desk.upload(content))).await;
    let numbers: BTreeSet<u32> = uploaded.into_iter().map(|resume| resume.unwrap().version).collect();
    assert_eq!(numbers, (1..=20).collect());
}

#[tokio::test]
async fn up_13_an_upload_under_way_is_left_alone() {
    let desk = Fixture::open().await;
    desk.storage.halt_at(Step::AfterPut);
    let reaping = async {
        desk.storage.halted.notified().await;
        desk.later(4);
        assert_eq!(desk.reaper.reap().await.unwrap(), 0);
        desk.storage.go_on.notify_one();
    };
    let (uploaded, ()) = tokio::join!(desk.upload("first"), reaping);
    uploaded.unwrap();
    desk.assert_tidy_in_ten_minutes().await;
    assert_eq!(desk.downloaded().await, "first");
}

#[tokio::test]
async fn up_13_a_file_that_was_given_up_during_its_upload_is_not_used() {
    for step in [Step::BeforePut, Step::AfterPut] {
        let desk = Fixture::open().await;
        desk.upload("first").await.unwrap();
        // The process sleeps for a while, and another one reaps.
        desk.storage.halt_at(step);
        let reaping = async {
            desk.storage.halted.notified().await;
            desk.later(6);
            assert_eq!(desk.reaper.reap().await.unwrap(), 1);
            desk.storage.go_on.notify_one();
        };
        let (uploaded, ()) = tokio::join!(desk.upload("second"), reaping);
        assert!(matches!(uploaded, Err(ResumeError::Port(error)) if error.kind == PortErrorKind::Timeout));
        desk.assert_tidy_in_ten_minutes().await;
        assert_eq!(desk.downloaded().await, "first", "{step:?}");
    }
}

#[tokio::test]
async fn up_13_an_upload_has_the_rights_it_needs_where_rows_are_secured() {
    let postgres = DatabaseConfig::Postgres(TestPostgres::new().await.config(false));
    let desk = Fixture::open_on(&postgres, tempfile::tempdir().unwrap()).await;
    desk.upload("first").await.unwrap();
    desk.upload("second").await.unwrap();
    desk.kill_at(Step::AfterPut, desk.upload("third")).await;
    desk.assert_tidy_in_ten_minutes().await;
    assert_eq!(desk.downloaded().await, "second");
    desk.resumes.restore(&desk.seeker, 1).await.unwrap();
    desk.resumes.delete(&desk.seeker, 2).await.unwrap();
    desk.later(31 * 24 * 60);
    assert!(desk.resumes.purge_bin().await.unwrap());
    desk.assert_tidy_in_ten_minutes().await;
    assert_eq!(desk.downloaded().await, "first");
}

#[tokio::test]
async fn up_13_two_hundred_kills_leave_no_orphan() {
    let desk = Fixture::open().await;
    let mut finished = 0;
    for kill in 0..200 {
        // Killed whenever it waits for the n-th time, for something of its own or of the database.
        let content = kill.to_string();
        let mut upload = pin!(desk.upload(&content));
        let mut waits = kill % 25;
        let outcome = poll_fn(|context| match upload.as_mut().poll(context) {
            Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
            Poll::Pending if waits == 0 => Poll::Ready(None),
            Poll::Pending => {
                waits -= 1;
                Poll::Pending
            }
        })
        .await;
        if let Some(outcome) = outcome {
            outcome.unwrap();
            finished += 1;
            assert_eq!(desk.downloaded().await, content, "acknowledged is durable");
        }
    }
    assert!((1..200).contains(&finished), "{finished} uploads were not killed");
    // A real kill takes the thread along that writes a file; this one has ended by the time of another upload.
    desk.upload("last").await.unwrap();
    desk.assert_tidy_in_ten_minutes().await;
}
