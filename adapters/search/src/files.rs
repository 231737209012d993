//! The files of the index: opened when they are intact, replaced when they are not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use domain_model::kernel::id::JobId;
use ports::IndexPosition;
use serde::{Deserialize, Serialize};
use tantivy::indexer::LogMergePolicy;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy};
use tracing::warn;
use uuid::Uuid;

use crate::schema::{self, Fields, VERSION};

/// What the writer collects in memory before it writes a segment.
const WRITER_MEMORY: usize = 40_000_000;
/// Smaller segments are merged as if they were of this size.
const SMALL_SEGMENT: u32 = 2_000;
/// The file by which another process asks for a rebuild.
const REBUILD: &str = "rebuild";

/// What is committed beside the documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    pub(crate) updated_at: Option<i64>,
    pub(crate) job_id: Uuid,
    /// Whether the index has held every job since it was last empty.
    pub(crate) is_complete: bool,
}

impl Progress {
    pub(crate) fn position(self) -> Option<IndexPosition> {
        let updated_at = DateTime::from_timestamp_micros(self.updated_at?)?;
        Some(IndexPosition { updated_at, job_id: JobId(self.job_id) })
    }

    pub(crate) fn at(self, position: Option<IndexPosition>) -> Self {
        match position {
            Some(at) => Self { updated_at: Some(at.updated_at.timestamp_micros()), job_id: at.job_id.0, ..self },
            None => self,
        }
    }
}

/// An open index.
pub(crate) struct Files {
    pub(crate) index: Index,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
}

impl Files {
    /// Opens the index as it was last committed.
    pub(crate) fn open(folder: &Path) -> tantivy::Result<Self> {
        let mut index = Index::open_in_dir(version_dir(folder))?;
        index.set_tokenizers(schema::tokenizers());
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            return Err(tantivy::TantivyError::SchemaError("the index has other fields".to_owned()));
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index, reader, fields })
    }

    /// Opens the index, or replaces it by an empty one when it is missing or damaged. Deletes indexes of other versions.
    pub(crate) fn open_or_replace(folder: &Path) -> tantivy::Result<Self> {
        let own = version_dir(folder);
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() && path != own {
                fs::remove_dir_all(&path)?;
            }
        }
        if own.join("meta.json").exists() {
            match catch_panics(|| Self::open_verified(folder)) {
                Ok(files) => return Ok(files),
                Err(error) => warn!(%error, "the search index is not usable; building it again"),
            }
        }
        if own.exists() {
            fs::remove_dir_all(&own)?;
        }
        fs::create_dir_all(&own)?;
        Index::create_in_dir(&own, Fields::schema().0)?;
        Self::open(folder)
    }

    /// Opens the index and verifies its checksums, so that damage is noticed before it is searched.
    fn open_verified(folder: &Path) -> tantivy::Result<Self> {
        let files = Self::open(folder)?;
        let wrong = files.index.validate_checksum()?;
        match wrong.into_iter().next() {
            Some(path) => Err(damaged(&format!("`{}` is not what was written", path.display()))),
            None => Ok(files),
        }
    }

    pub(crate) fn writer(&self) -> tantivy::Result<IndexWriter> {
        let writer = self.index.writer_with_num_threads(1, WRITER_MEMORY)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_layer_size(SMALL_SEGMENT);
        writer.set_merge_policy(Box::new(merging));
        Ok(writer)
    }

    /// What was committed beside the documents.
    pub(crate) fn progress(&self) -> tantivy::Result<Progress> {
        let payload = self.index.load_metas()?.payload;
        Ok(payload.and_then(|payload| serde_json::from_str(&payload).ok()).unwrap_or_default())
    }
}

/// Turns panics into errors: Tantivy trusts the lengths in its files and panics when they are damaged.
pub(crate) fn catch_panics<T>(read: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged("a file is not what it says")))
}

fn damaged(how: &str) -> tantivy::TantivyError {
    tantivy::TantivyError::InternalError(format!("the index is damaged: {how}"))
}

/// Commits what the writer holds together with the progress.
pub(crate) fn commit(writer: &mut IndexWriter, progress: Progress) -> tantivy::Result<()> {
    let payload = serde_json::to_string(&progress)?;
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&payload);
    commit.commit()?;
    Ok(())
}

/// Whether the index exists.
pub(crate) fn exists(folder: &Path) -> bool {
    version_dir(folder).join("meta.json").exists()
}

/// The lock of the process that writes; `None` while another holds it.
pub(crate) fn lock(folder: &Path) -> io::Result<Option<fs::File>> {
    fs::create_dir_all(folder)?;
    let lock = fs::File::create(folder.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

pub(crate) fn request_rebuild(folder: &Path) -> io::Result<()> {
    fs::write(folder.join(REBUILD), b"")
}

pub(crate) fn is_rebuild_requested(folder: &Path) -> bool {
    folder.join(REBUILD).exists()
}

pub(crate) fn clear_rebuild_request(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(REBUILD)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn version_dir(folder: &Path) -> PathBuf {
    folder.join(format!("v{VERSION}"))
}
