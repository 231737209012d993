//! Backup and restore of an installation (rows, objects, keys) as one archive.
//!
//! An archive has one line of JSON per row, so it can be restored into another database backend. A backup of a running
//! server is consistent: the rows are those of one snapshot, and the reaper deletes nothing since before that snapshot, so
//! every object that the rows refer to still exists. A restore is atomic: one transaction, committed after the rows were read
//! back and compared.

mod manifest;

use std::collections::BTreeSet;
use std::io::{BufRead, Read};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain_model::operations::lease::Lease;
use futures_util::future::{Either, select};
use ports::{
    Actor, ArchiveReader, ArchiveWriter, Clock, Database, IdGenerator, KeyFile, ObjectStorage, PortError,
    PortErrorKind, PortResult, RowSink, Snapshot, Snapshots,
};
use sha2::{Digest, Sha256};
use tracing::warn;

pub use manifest::{Manifest, ObjectPart, TablePart, verify_archive};

use manifest::{KEY_PART, MANIFEST_PART, damaged, object_part, table_part};

/// The lease of a running backup. While it is held, the reaper deletes nothing.
pub(crate) const LEASE: &str = "backup";
/// The duration of the lease: after a killed backup the reaper pauses for this long.
const LEASE_DURATION: Duration = Duration::from_mins(1);
/// Renewals per lease duration.
const RENEWALS: u32 = 3;

/// Called with the name of the current part, the progress, and the total.
pub type ProgressObserver<'a> = dyn FnMut(&str, u64, u64) + Send + 'a;

/// The result of a backup or a restore.
pub type BackupResult<T> = Result<T, BackupError>;

/// Why a backup or a restore failed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Another backup holds the lease.
    #[error("another backup is in progress; the lease of a killed one expires within a minute")]
    InProgress,
    /// The lease expired while the backup was written.
    #[error("the backup lost its lease, so files may have been deleted meanwhile; try again")]
    Interrupted,
    /// A row refers to an object that is missing.
    #[error("the file `{0}` is not in the storage, although a row refers to it")]
    ObjectMissing(String),
    /// The file is not an archive of this program.
    #[error("the file is not a backup of Jobwright")]
    NotABackup,
    /// A newer version of the program wrote the archive.
    #[error(
        "the archive has format {version}, and this program knows formats up to {known}: restore it with a newer one"
    )]
    NewerFormat {
        /// The version of the archive's format.
        version: u32,
        /// The newest version that this program reads.
        known: u32,
    },
    /// The archive is incomplete or was changed.
    #[error("the archive is damaged: {0}")]
    Damaged(String),
    /// The archive has another schema.
    #[error(
        "the archive has the schema `{theirs}` of version {program}, and this program has `{ours}`: restore it with \
         version {program}, then start this one, which brings it up to date"
    )]
    OtherSchema {
        /// The archive's schema.
        theirs: String,
        /// The version of the program that wrote the archive.
        program: String,
        /// This program's schema.
        ours: String,
    },
    /// The installation is not empty.
    #[error("{0}; a backup is restored into an empty installation only")]
    NotEmpty(&'static str),
    /// The restored rows or objects differ from the archive.
    #[error("the restored data differs from the archive ({0}); the restore was rolled back")]
    Mismatch(String),
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl BackupError {
    fn unreadable(error: PortError) -> Self {
        match error.kind {
            PortErrorKind::Invalid(reason) => Self::Damaged(reason),
            _ => Self::Port(error),
        }
    }
}

/// Takes backups and restores them.
pub struct BackupService {
    /// The database, for the lease.
    pub database: Arc<dyn Database>,
    /// Snapshots of the same database.
    pub snapshots: Arc<dyn Snapshots>,
    /// The object storage.
    pub storage: Arc<dyn ObjectStorage>,
    /// The key file.
    pub key: Arc<dyn KeyFile>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Generates the lease's holder id.
    pub ids: Arc<dyn IdGenerator>,
}

impl BackupService {
    /// Writes a backup while the server runs. `program` is the version of this program. Returns the manifest and the size of
    /// the archive in bytes.
    pub async fn back_up(
        &self,
        mut archive: Box<dyn ArchiveWriter>,
        program: &str,
        progress: &mut ProgressObserver<'_>,
    ) -> BackupResult<(Manifest, u64)> {
        let lease = self.acquire().await?;
        let written = self.run_under_lease(&lease, self.write(archive.as_mut(), program, progress)).await;
        let released = self.release(&lease).await;
        let manifest = written?;
        released?;
        Ok((manifest, archive.finish()?))
    }

    async fn write(
        &self,
        archive: &mut dyn ArchiveWriter,
        program: &str,
        progress: &mut ProgressObserver<'_>,
    ) -> BackupResult<Manifest> {
        let created_at = self.clock.now();
        let mut manifest = Manifest::new(program, self.snapshots.schema(), self.snapshots.backend(), created_at);
        let mut snapshot = self.snapshots.begin().await?;
        for name in snapshot.tables() {
            archive.begin(&table_part(name))?;
            manifest.tables.push(read(snapshot.as_mut(), name, progress, &mut |line| archive.write(line)).await?);
        }
        let keys = snapshot.stored_objects().await?;
        // Copying objects may take long and needs no transaction.
        drop(snapshot);
        for (done, key) in (0..).zip(&keys) {
            progress("files", done, keys.len() as u64);
            let bytes = self.storage.get(key).await?.ok_or_else(|| BackupError::ObjectMissing(key.clone()))?;
            archive.begin(&object_part(key))?;
            archive.write(&bytes)?;
            manifest.objects.push(ObjectPart { key: key.clone(), bytes: bytes.len() as u64, sha256: sha256(&bytes) });
        }
        if let Some(key) = self.key.read()? {
            archive.begin(KEY_PART)?;
            archive.write(&key)?;
            manifest.keys = Some(sha256(&key));
        }
        archive.begin(MANIFEST_PART)?;
        archive.write(&serde_json::to_vec_pretty(&manifest).map_err(PortError::internal)?)?;
        Ok(manifest)
    }

    async fn acquire(&self) -> BackupResult<Lease> {
        let mut uow = self.database.begin(Actor::System).await?;
        let lease =
            uow.leases().acquire(LEASE, self.ids.next(), LEASE_DURATION).await?.ok_or(BackupError::InProgress)?;
        uow.commit().await?;
        Ok(lease)
    }

    /// Runs the work to its end while renewing the lease. `Interrupted` when the lease is lost.
    async fn run_under_lease<T>(&self, lease: &Lease, work: impl Future<Output = BackupResult<T>>) -> BackupResult<T> {
        match select(pin!(work), pin!(self.renew_until_lost(lease))).await {
            Either::Left((outcome, _)) if outcome.is_err() || self.renew(lease).await? => outcome,
            Either::Left(_) | Either::Right(_) => Err(BackupError::Interrupted),
        }
    }

    /// Renews the lease until it is lost.
    async fn renew_until_lost(&self, lease: &Lease) {
        loop {
            self.clock.sleep(LEASE_DURATION / RENEWALS).await;
            match self.renew(lease).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => warn!(error = error.chain(), "could not renew the lease of the backup; trying again"),
            }
        }
    }

    /// `false` when the lease has expired, even if nobody acquired it: the reaper may have deleted objects.
    async fn renew(&self, lease: &Lease) -> PortResult<bool> {
        let mut uow = self.database.begin(Actor::System).await?;
        let is_ours = uow.leases().is_held(LEASE).await? && uow.leases().renew(lease, LEASE_DURATION).await?;
        uow.commit().await?;
        Ok(is_ours)
    }

    async fn release(&self, lease: &Lease) -> PortResult<()> {
        let mut uow = self.database.begin(Actor::System).await?;
        uow.leases().release(lease).await?;
        uow.commit().await
    }

    /// Restores an archive, [verified](verify_archive) before, into this empty installation. Changes nothing on failure.
    pub async fn restore(
        &self,
        archive: &mut dyn ArchiveReader,
        manifest: &Manifest,
        progress: &mut ProgressObserver<'_>,
    ) -> BackupResult<()> {
        let ours = self.snapshots.schema();
        if manifest.schema != ours {
            let (theirs, program) = (manifest.schema.clone(), manifest.program.clone());
            return Err(BackupError::OtherSchema { theirs, program, ours });
        }
        let key = manifest.keys.as_ref().map(|_| read_part(archive, KEY_PART)).transpose()?;
        self.require_empty(key.as_deref()).await?;
        let mut stored_keys = Vec::new();
        let outcome = self.fill(archive, manifest, key.as_deref(), &mut stored_keys, progress).await;
        if outcome.is_err() {
            for key in stored_keys {
                if let Err(error) = self.storage.delete(&key).await {
                    warn!(
                        error = error.chain(),
                        key, "an orphaned file remains in the storage; delete it before the next attempt"
                    );
                }
            }
        }
        outcome
    }

    async fn require_empty(&self, key: Option<&[u8]>) -> BackupResult<()> {
        require_no_rows(self.snapshots.begin().await?.as_mut()).await?;
        if !self.storage.is_empty().await? {
            return Err(BackupError::NotEmpty("there are files in the storage already"));
        }
        let existing = self.key.read()?;
        if existing.is_some() && existing.as_deref() != key {
            return Err(BackupError::NotEmpty("there is another signing key in the data directory"));
        }
        Ok(())
    }

    /// Restores the objects first, so that no transaction is open during calls to the storage. `stored_keys` collects their
    /// keys.
    async fn fill(
        &self,
        archive: &mut dyn ArchiveReader,
        manifest: &Manifest,
        key: Option<&[u8]>,
        stored_keys: &mut Vec<String>,
        progress: &mut ProgressObserver<'_>,
    ) -> BackupResult<()> {
        for (done, object) in (0..).zip(&manifest.objects) {
            progress("files", done, manifest.objects.len() as u64);
            let bytes = Bytes::from(read_part(archive, &object_part(&object.key))?);
            stored_keys.push(object.key.clone());
            self.storage.put(&object.key, bytes).await?;
            let back = self.storage.get(&object.key).await?;
            if back.is_none_or(|back| sha256(&back) != object.sha256) {
                return Err(BackupError::Mismatch(object.key.clone()));
            }
        }
        let mut snapshot = self.snapshots.begin().await?;
        require_no_rows(snapshot.as_mut()).await?;
        let archived: BTreeSet<&str> = manifest.tables.iter().map(|table| table.name.as_str()).collect();
        if archived.len() != manifest.tables.len() || archived != snapshot.tables().into_iter().collect() {
            return Err(BackupError::Damaged("its tables are not those of its schema".to_owned()));
        }
        for table in &manifest.tables {
            let name = table_part(&table.name);
            let part = archive.part(&name)?.ok_or_else(|| BackupError::Damaged(format!("`{name}` is missing")))?;
            let mut done = 0;
            let mut lines = part.split(b'\n').map(|line| {
                progress(&table.name, done, table.rows);
                done += 1;
                line.map_err(PortError::internal)
            });
            snapshot.write(&table.name, &mut lines).await?;
        }
        for table in &manifest.tables {
            if read(snapshot.as_mut(), &table.name, progress, &mut |_| Ok(())).await? != *table {
                return Err(BackupError::Mismatch(table.name.clone()));
            }
        }
        if !manifest.objects.iter().map(|object| &object.key).eq(&snapshot.stored_objects().await?) {
            return Err(BackupError::Mismatch("its files are not those that its rows refer to".to_owned()));
        }
        if let Some(key) = key {
            self.key.put(key)?;
        }
        Ok(snapshot.commit().await?)
    }
}

async fn require_no_rows(snapshot: &mut dyn Snapshot) -> BackupResult<()> {
    for table in snapshot.tables() {
        if snapshot.count(table).await? > 0 {
            return Err(BackupError::NotEmpty("there are rows in the database already"));
        }
    }
    Ok(())
}

/// Writes the rows of a table to `sink` as lines, counting and hashing them.
async fn read(
    snapshot: &mut dyn Snapshot,
    name: &str,
    progress: &mut ProgressObserver<'_>,
    sink: &mut RowSink<'_>,
) -> PortResult<TablePart> {
    let all = snapshot.count(name).await?;
    let (mut rows, mut hash, mut line) = (0, Sha256::new(), Vec::new());
    progress(name, 0, all);
    let mut write_row = |row: &[u8]| {
        line.clear();
        line.extend_from_slice(row);
        line.push(b'\n');
        hash.update(&line);
        rows += 1;
        progress(name, rows, all);
        sink(&line)
    };
    snapshot.read(name, &mut write_row).await?;
    Ok(TablePart { name: name.to_owned(), rows, sha256: hex::encode(hash.finalize()) })
}

/// Reads a part into memory.
fn read_part(archive: &mut dyn ArchiveReader, name: &str) -> BackupResult<Vec<u8>> {
    let missing = || BackupError::Damaged(format!("`{name}` is missing"));
    let mut part = archive.part(name).map_err(BackupError::unreadable)?.ok_or_else(missing)?;
    let mut bytes = Vec::new();
    part.read_to_end(&mut bytes).map_err(|error| damaged(name, &error))?;
    Ok(bytes)
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
