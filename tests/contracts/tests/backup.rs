//! Backup and restore on real databases and directories: damaged archives, installations that are not empty, files that
//! are replaced during a backup (MN-12).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use adapter_archive::{ZipFileReader, ZipFileWriter};
use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
use adapter_storage::Objects;
use adapter_system::{KeyRingFile, RandomIds, SystemClock};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::DateTime;
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::{DocumentType, Resume, ResumeFile};
use domain_model::identity::account::{Account, Role};
use domain_model::kernel::id::AccountId;
use domain_operations::{BackupError, BackupService, Manifest, ObjectReaper, verify_archive};
use ports::{Actor, ArchiveReader, ArchiveWriter, Database, ObjectStorage, PortErrorKind, PortResult, Snapshots};
use sqlx::Row;
use tempfile::TempDir;
use tests_servers::TestPostgres;
use url::Url;
use uuid::Uuid;

/// An installation in a directory.
struct Installation {
    folder: TempDir,
    service: BackupService,
}

impl Installation {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = DatabaseConfig::Sqlite(SqliteConfig { path: folder.path().join("jobwright.sqlite") });
        Self::on(folder, &config).await
    }

    async fn on(folder: TempDir, config: &DatabaseConfig) -> Self {
        let database = SqlDatabase::connect(config).await.unwrap();
        let service = BackupService {
            snapshots: Arc::new(database.clone()),
            database: Arc::new(database),
            storage: Arc::new(Objects::local(&folder.path().join("objects")).unwrap()),
            key: Arc::new(KeyRingFile::at(&folder.path().join("keys/ring"))),
            clock: Arc::new(SystemClock),
            ids: Arc::new(RandomIds),
        };
        Self { folder, service }
    }

    /// With people, their resumes and a signing key.
    async fn with_data() -> Self {
        let installation = Self::new().await;
        for n in 1..=3 {
            installation.upload(n).await;
        }
        installation.service.key.put(b"a key").unwrap();
        installation
    }

    async fn upload(&self, n: u128) {
        let account_id = AccountId(Uuid::from_u128(n));
        let now = DateTime::from_timestamp_millis(1_800_000_000_123).unwrap();
        let email = format!("p{n}@example.org").parse().unwrap();
        let name = Some("Žofie \"Zoë\" O'Neill\n".to_owned());
        let account = Account::new(account_id, email, Role::Seeker, name, now);
        let key = format!("resumes/{n}.pdf");
        let file =
            ResumeFile { name: "mine.pdf".to_owned(), document_type: DocumentType::Pdf, object_key: key.clone() };
        let resume = Resume::uploaded(account_id, file, Document::from("I weld."), now);
        let mut uow = self.service.database.begin(Actor::System).await.unwrap();
        uow.accounts().insert(&account, Some("hash")).await.unwrap();
        uow.objects().insert_pending(&key, account_id, now).await.unwrap();
        uow.objects().mark_stored(&key).await.unwrap();
        uow.resumes().insert(&resume).await.unwrap();
        uow.commit().await.unwrap();
        self.service.storage.put(&key, Bytes::from(format!("resume of {n}").repeat(50))).await.unwrap();
    }

    fn archive(&self) -> PathBuf {
        self.folder.path().join("backup.zip")
    }

    async fn back_up(&self) -> Manifest {
        let archive = Box::new(ZipFileWriter::create(&self.archive()).unwrap());
        self.service.back_up(archive, "0.0.1", &mut |_, _, _| {}).await.unwrap().0
    }

    async fn restore(&self, archive: &Path) -> Result<Manifest, BackupError> {
        let mut reader = ZipFileReader::open(archive)?;
        let manifest = verify_archive(&mut reader, &mut |_, _, _| {})?;
        self.service.restore(&mut reader, &manifest, &mut |_, _, _| {}).await?;
        Ok(manifest)
    }

    async fn rows(&self) -> u64 {
        let mut snapshot = self.service.snapshots.begin().await.unwrap();
        let mut rows = 0;
        for table in snapshot.tables() {
            rows += snapshot.count(table).await.unwrap();
        }
        rows
    }

    #[track_caller]
    fn assert_nothing_was_left(&self, rows: u64) {
        assert_eq!(rows, 0);
        let files = fs::read_dir(self.folder.path().join("objects/resumes")).map_or(0, Iterator::count);
        assert_eq!(files, 0);
        assert_eq!(self.service.key.read().unwrap(), None);
    }
}

/// Writes an archive of these parts anew, as a skilful hand would change it.
fn rewrite(from: &Path, to: &Path, change: impl Fn(&str, Vec<u8>) -> Vec<u8>) {
    let mut reader = ZipFileReader::open(from).unwrap();
    let mut writer = Box::new(ZipFileWriter::create(to).unwrap());
    let names = reader.names();
    for name in names {
        let mut bytes = Vec::new();
        reader.part(&name).unwrap().unwrap().read_to_end(&mut bytes).unwrap();
        writer.begin(&name).unwrap();
        writer.write(&change(&name, bytes)).unwrap();
    }
    writer.finish().unwrap();
}

fn replaced(bytes: &[u8], this: &str, that: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(text.contains(this), "{this} is not in {text}");
    text.replacen(this, that, 1).into_bytes()
}

#[tokio::test]
async fn mn_12_what_is_restored_equals_what_was_backed_up() {
    let (from, to) = (Installation::with_data().await, Installation::new().await);
    let manifest = from.back_up().await;
    assert_eq!((manifest.objects.len(), manifest.rows()), (3, 12), "{manifest:?}");
    to.restore(&from.archive()).await.unwrap();
    let again = to.back_up().await;
    assert_eq!((again.tables, again.objects, again.keys), (manifest.tables, manifest.objects, manifest.keys));
    let file = to.service.storage.get("resumes/2.pdf").await.unwrap().unwrap();
    assert_eq!(file, "resume of 2".repeat(50));
}

#[tokio::test]
async fn mn_12_every_table_is_in_the_backup_or_was_left_out_on_purpose() {
    let postgres = TestPostgres::new().await;
    let tables =
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'jobwright'::regnamespace AND relkind IN ('r', 'p')";
    let there = sqlx::query(tables).fetch_all(&mut postgres.superuser().await).await.unwrap();
    let there: BTreeSet<String> = there.iter().map(|row| row.get(0)).collect();
    let database = SqlDatabase::connect(&DatabaseConfig::Postgres(postgres.config(false))).await.unwrap();
    let saved = Snapshots::begin(&database).await.unwrap().tables();
    let excluded = SqlDatabase::excluded_from_backups().into_iter().map(|(table, _)| table);
    assert_eq!(there, saved.into_iter().chain(excluded).map(str::to_owned).collect());
}

#[tokio::test]
async fn mn_12_a_byte_that_changed_is_noticed() {
    let from = Installation::with_data().await;
    let manifest = from.back_up().await;
    let whole = fs::read(from.archive()).unwrap();
    let damaged = from.folder.path().join("damaged.zip");
    let mut refused = 0;
    for at in (0..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        fs::write(&damaged, bytes).unwrap();
        let read = ZipFileReader::open(&damaged).map_err(BackupError::from);
        match read.and_then(|mut archive| verify_archive(&mut archive, &mut |_, _, _| {})) {
            // A date in a header, for example, means nothing to us.
            Ok(read) => assert_eq!(read, manifest, "byte {at} changed something that was not noticed"),
            Err(_) => refused += 1,
        }
    }
    // The headers of empty tables mean nothing to us either.
    assert!(refused * 9 > whole.len(), "{refused} of {} were noticed", whole.len() / 3);
}

#[tokio::test]
async fn mn_12_an_archive_that_was_cut_off_is_refused_and_leaves_nothing() {
    let (from, to) = (Installation::with_data().await, Installation::new().await);
    from.back_up().await;
    let whole = fs::read(from.archive()).unwrap();
    let cut = from.folder.path().join("cut.zip");
    for length in (0..whole.len()).step_by(whole.len() / 97) {
        fs::write(&cut, &whole[..length]).unwrap();
        assert!(to.restore(&cut).await.is_err(), "{length} of {} bytes are not all of it", whole.len());
    }
    to.assert_nothing_was_left(to.rows().await);
}

#[tokio::test]
async fn mn_12_other_archives_are_refused_by_name() {
    let (from, to) = (Installation::with_data().await, Installation::new().await);
    from.back_up().await;
    let altered = |part: &'static str, this: &str, that: &str| {
        let path = from.folder.path().join(format!("{}.zip", that.replace(|c: char| !c.is_alphanumeric(), "")));
        rewrite(&from.archive(), &path, |name, bytes| if name == part { replaced(&bytes, this, that) } else { bytes });
        path
    };
    let newer = altered("manifest.json", "\"version\": 1", "\"version\": 2");
    assert!(matches!(to.restore(&newer).await, Err(BackupError::NewerFormat { version: 2, known: 1 })));
    let foreign = altered("manifest.json", "jobwright-backup", "another-backup");
    assert!(matches!(to.restore(&foreign).await, Err(BackupError::NotABackup)));
    let other_schema = altered("manifest.json", "\"schema\": \"m", "\"schema\": \"of before ");
    assert!(matches!(to.restore(&other_schema).await, Err(BackupError::OtherSchema { .. })));
    let altered_row = altered("tables/accounts.jsonl", "p1@example.org", "p9@example.org");
    let message = to.restore(&altered_row).await.unwrap_err().to_string();
    assert!(message.contains("`tables/accounts.jsonl` was changed"), "{message}");
    let path = from.folder.path().join("empty.zip");
    Box::new(ZipFileWriter::create(&path).unwrap()).finish().unwrap();
    assert!(matches!(to.restore(&path).await, Err(BackupError::NotABackup)));
    to.assert_nothing_was_left(to.rows().await);
}

#[tokio::test]
async fn mn_12_what_cannot_be_stored_undoes_everything() {
    let (from, to) = (Installation::with_data().await, Installation::new().await);
    let manifest = from.back_up().await;
    let roles = manifest.tables.iter().find(|table| table.name == "account_roles").unwrap();
    // An account without a name, and whoever changed it knew how to change the list.
    let orphan = from.folder.path().join("orphan.zip");
    let mut text = Vec::new();
    ZipFileReader::open(&from.archive())
        .unwrap()
        .part("tables/account_roles.jsonl")
        .unwrap()
        .unwrap()
        .read_to_end(&mut text)
        .unwrap();
    let changed = replaced(&text, &Uuid::from_u128(3).to_string(), &Uuid::from_u128(4).to_string());
    let sha256 = hex_sha256(&changed);
    rewrite(&from.archive(), &orphan, |name, bytes| match name {
        "tables/account_roles.jsonl" => changed.clone(),
        "manifest.json" => replaced(&bytes, &roles.sha256, &sha256),
        _ => bytes,
    });
    assert!(matches!(to.restore(&orphan).await, Err(BackupError::Port(_))));
    to.assert_nothing_was_left(to.rows().await);
}

fn hex_sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    hex::encode(sha2::Sha256::digest(bytes))
}

#[tokio::test]
async fn mn_12_an_installation_that_is_not_empty_is_left_alone() {
    let from = Installation::with_data().await;
    from.back_up().await;
    let with_rows = Installation::new().await;
    with_rows.upload(7).await;
    with_rows.service.storage.delete("resumes/7.pdf").await.unwrap();
    let with_files = Installation::new().await;
    with_files.service.storage.put("a", Bytes::from_static(b"x")).await.unwrap();
    let with_key = Installation::new().await;
    with_key.service.key.put(b"another key").unwrap();
    for (installation, message, rows) in
        [(with_rows, "rows", 4), (with_files, "files", 0), (with_key, "signing key", 0)]
    {
        let refused = installation.restore(&from.archive()).await.unwrap_err();
        assert!(matches!(&refused, BackupError::NotEmpty(what) if what.contains(message)), "{refused}");
        assert_eq!(installation.rows().await, rows);
        assert_eq!(installation.service.storage.get("resumes/1.pdf").await.unwrap(), None);
    }
}

#[tokio::test]
async fn mn_12_there_is_one_backup_at_a_time_and_none_without_a_file() {
    let installation = Installation::with_data().await;
    let mut uow = installation.service.database.begin(Actor::System).await.unwrap();
    let lease = uow.leases().acquire("backup", Uuid::from_u128(1), Duration::from_mins(1)).await.unwrap().unwrap();
    uow.commit().await.unwrap();
    let attempt = async || {
        let archive = Box::new(ZipFileWriter::create(&installation.archive()).unwrap());
        installation.service.back_up(archive, "0.0.1", &mut |_, _, _| {}).await
    };
    assert!(matches!(attempt().await, Err(BackupError::InProgress)));
    let mut uow = installation.service.database.begin(Actor::System).await.unwrap();
    uow.leases().release(&lease).await.unwrap();
    uow.commit().await.unwrap();
    installation.service.storage.delete("resumes/2.pdf").await.unwrap();
    let failed = attempt().await;
    assert!(matches!(&failed, Err(BackupError::ObjectMissing(key)) if key == "resumes/2.pdf"), "{failed:?}");
    assert!(!installation.archive().exists());
}

/// A storage in which every object is replaced, and the reaper comes, just before it is read.
struct ReplacingStorage {
    objects: Arc<dyn ObjectStorage>,
    database: Arc<dyn Database>,
}

#[async_trait]
impl ObjectStorage for ReplacingStorage {
    async fn put(&self, key: &str, bytes: Bytes) -> PortResult<()> {
        self.objects.put(key, bytes).await
    }

    async fn get(&self, key: &str) -> PortResult<Option<Bytes>> {
        let mut uow = self.database.begin(Actor::System).await?;
        uow.objects().abandon(key).await?;
        uow.commit().await?;
        ObjectReaper::new(self.database.clone(), self.objects.clone(), Arc::new(SystemClock)).reap().await?;
        self.objects.get(key).await
    }

    async fn delete(&self, key: &str) -> PortResult<()> {
        self.objects.delete(key).await
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

#[tokio::test]
async fn mn_12_a_file_that_is_replaced_meanwhile_is_still_in_the_backup() {
    let mut installation = Installation::with_data().await;
    let (objects, database) = (installation.service.storage.clone(), installation.service.database.clone());
    installation.service.storage = Arc::new(ReplacingStorage { objects: objects.clone(), database: database.clone() });
    assert_eq!(installation.back_up().await.objects.len(), 3);
    let reaper = ObjectReaper::new(database, objects.clone(), Arc::new(SystemClock));
    assert_eq!(reaper.reap().await.unwrap(), 3, "it goes on when the backup is done");
    assert!(objects.is_empty().await.unwrap());
    let restored = Installation::new().await;
    restored.restore(&installation.archive()).await.unwrap();
    assert!(restored.service.storage.get("resumes/1.pdf").await.unwrap().is_some());
}

#[tokio::test]
async fn mn_12_a_snapshot_is_of_one_moment_on_postgres() {
    let postgres = TestPostgres::new().await;
    let installation =
        Installation::on(tempfile::tempdir().unwrap(), &DatabaseConfig::Postgres(postgres.config(false))).await;
    installation.upload(1).await;
    let mut snapshot = installation.service.snapshots.begin().await.unwrap();
    assert_eq!(snapshot.count("accounts").await.unwrap(), 1);
    installation.upload(2).await;
    assert_eq!(snapshot.count("objects").await.unwrap(), 1);
    assert_eq!(snapshot.stored_objects().await.unwrap(), ["resumes/1.pdf"]);
    let refused = snapshot.count("seaql_migrations").await.unwrap_err();
    assert!(matches!(refused.kind, PortErrorKind::Invalid(_)));
}
