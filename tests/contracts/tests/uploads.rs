//! Uploads that are interrupted at any step (UP-13): resumes and the reaper on a real database and directory.
//!
//! A dropped future simulates the kill: nothing that it would still have done happens.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

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
use domain_candidates::{Download, ResumeError, ResumeResult, ResumeService};
use domain_model::candidates::resume::{DocumentType, Resume};
use domain_model::identity::account::{Account, Principal, Role};
use domain_model::kernel::id::AccountId;
use domain_operations::ObjectReaper;
use ports::{
    Actor, Clock, Database, DocumentParser, DocumentReading, ObjectStorage, PortErrorKind, PortResult, SetClock,
};
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

    async fn download_link(&self, key: &str, file_name: &str, lasting: Duration) -> PortResult<Option<Url>> {
        self.objects.download_link(key, file_name, lasting).await
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
            Arc::new(AlwaysReads),
            storage.clone(),
            clock.clone(),
            Arc::new(RandomIds),
            Arc::new(tokens),
        );
        let reaper = ObjectReaper::new(database, storage.clone(), clock.clone());
        let seeker = Principal { account_id: seeker.id, role: seeker.role };
        Self { resumes, reaper, storage, clock, seeker, objects, _folder: folder }
    }

    async fn upload(&self, content: &str) -> ResumeResult<Resume> {
        self.resumes.upload(&self.seeker, "cv.pdf", Bytes::from(format!("%PDF-{content}"))).await
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

    /// Ten minutes after a kill, the reaper has been here, and only what is used is left.
    async fn assert_tidy_in_ten_minutes(&self) {
        self.later(10);
        while self.reaper.reap().await.unwrap() > 0 {}
        let used = self.resumes.current(&self.seeker).await.unwrap().map(|resume| resume.object_key);
        assert_eq!(self.files(), used.into_iter().collect::<Vec<_>>());
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
async fn up_13_a_replaced_file_goes_however_often_the_reaper_is_killed() {
    let desk = Fixture::open().await;
    desk.upload("first").await.unwrap();
    desk.upload("second").await.unwrap();
    assert_eq!(desk.files().len(), 2, "killed after the commit: the first one waits for the reaper");
    for step in [Step::BeforeDelete, Step::AfterDelete] {
        desk.kill_at(step, desk.reaper.reap()).await;
        assert_eq!(desk.downloaded().await, "second", "{step:?}");
    }
    desk.assert_tidy_in_ten_minutes().await;
    assert_eq!(desk.downloaded().await, "second");
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
