//! The index of this process: the writer lock, commits with their position, and queries.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain_model::search::query::{SearchRequest, SearchResults};
use ports::{IndexPosition, PortError, PortErrorKind, PortResult, SearchChange};
use tantivy::{IndexReader, IndexWriter, Searcher};
use tracing::{info, warn};

use crate::collect::Collection;
use crate::files::{self, Files, Progress};
use crate::lookups;
use crate::schema::Fields;
use crate::statistics::TermStatistics;

/// In an index of fewer jobs, the statistics are refreshed after every batch.
const FEW_JOBS: u64 = 5_000;
/// In a larger one, when this share of its jobs has changed, or when no changes come any more.
const NEW_PERCENT: u64 = 2;

/// The index of this process.
pub(crate) struct Store {
    folder: PathBuf,
    /// Held while the index changes, never while it is searched.
    writing: Mutex<Writing>,
    /// `None` while there is no index that can be searched.
    reading: RwLock<Option<Reading>>,
}

#[derive(Default)]
struct Writing {
    /// Held by the one process that may write into the folder.
    lock: Option<fs::File>,
    open: Option<(Files, IndexWriter)>,
    /// Jobs that changed since the statistics were computed.
    uncounted: u64,
    /// Whether some changed since the last call of `lead`.
    is_busy: bool,
}

#[derive(Clone)]
struct Reading {
    reader: IndexReader,
    fields: Fields,
    progress: Progress,
    statistics: Arc<TermStatistics>,
}

impl Store {
    pub(crate) fn open(folder: &Path) -> std::io::Result<Self> {
        fs::create_dir_all(folder)?;
        let store = Self { folder: folder.to_owned(), writing: Mutex::default(), reading: RwLock::default() };
        if files::exists(folder) {
            match files::catch_panics(|| store.read(&Files::open(folder)?, None)) {
                Ok(()) => info!(jobs = store.count().unwrap_or_default(), "opened the search index"),
                // The process with the writer lock replaces it.
                Err(error) => warn!(%error, "the search index cannot be opened yet"),
            }
        }
        Ok(store)
    }

    /// Takes the writer lock when it is free, and opens or replaces the index. `false` while another process holds the lock.
    pub(crate) fn lead(&self) -> PortResult<bool> {
        let mut writing = self.writing();
        if writing.lock.is_none() {
            writing.lock = files::lock(&self.folder).map_err(PortError::internal)?;
        }
        if writing.lock.is_none() {
            self.reload_commits().map_err(PortError::internal)?;
            return Ok(false);
        }
        if writing.open.is_some() && !files::exists(&self.folder) {
            warn!("the search index is gone; building it again");
            self.abandon(&mut writing);
        }
        if writing.open.is_none() {
            let files = Files::open_or_replace(&self.folder).map_err(PortError::internal)?;
            let writer = files.writer().map_err(PortError::internal)?;
            self.read(&files, None).map_err(PortError::internal)?;
            writing.open = Some((files, writer));
        }
        if !std::mem::take(&mut writing.is_busy) && writing.uncounted > 0 {
            self.refresh_statistics(&mut writing).map_err(PortError::internal)?;
        }
        Ok(true)
    }

    pub(crate) fn position(&self) -> Option<IndexPosition> {
        self.reading().and_then(|reading| reading.progress.position())
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.reading().is_some_and(|reading| reading.progress.is_complete)
    }

    pub(crate) fn statistics(&self) -> Arc<TermStatistics> {
        self.reading().map(|reading| reading.statistics).unwrap_or_default()
    }

    pub(crate) fn count(&self) -> PortResult<u32> {
        let jobs = self.reading().map_or(0, |reading| reading.reader.searcher().num_docs());
        u32::try_from(jobs).map_err(PortError::internal)
    }

    pub(crate) fn apply(&self, changes: &[SearchChange]) -> PortResult<()> {
        let position = changes.iter().map(|change| change.position).max();
        self.write(|files, writer, progress| {
            for change in changes {
                writer.delete_term(files.fields.id_term(change.position.job_id));
                if let Some(job) = &change.document {
                    writer.add_document(files.fields.document(job))?;
                }
            }
            Ok(progress.at(progress.position().max(position)))
        })?;
        let mut writing = self.writing();
        writing.uncounted += changes.len() as u64;
        writing.is_busy = true;
        let jobs = u64::from(self.count()?);
        if jobs < FEW_JOBS || writing.uncounted * 100 >= jobs * NEW_PERCENT {
            self.refresh_statistics(&mut writing).map_err(PortError::internal)?;
        }
        Ok(())
    }

    pub(crate) fn clear(&self) -> PortResult<()> {
        self.write(|_, writer, _| {
            writer.delete_all_documents()?;
            Ok(Progress::default())
        })?;
        files::clear_rebuild_request(&self.folder).map_err(PortError::internal)?;
        self.refresh_statistics(&mut self.writing()).map_err(PortError::internal)
    }

    pub(crate) fn mark_complete(&self) -> PortResult<()> {
        self.write(|_, _, progress| Ok(Progress { is_complete: true, ..progress }))
    }

    pub(crate) fn request_rebuild(&self) -> PortResult<()> {
        files::request_rebuild(&self.folder).map_err(PortError::internal)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as every question to the store")]
    pub(crate) fn is_rebuild_requested(&self) -> PortResult<bool> {
        Ok(files::is_rebuild_requested(&self.folder))
    }

    pub(crate) fn search(&self, request: &SearchRequest) -> PortResult<SearchResults> {
        let reading = self.reading().ok_or_else(unavailable)?;
        let searcher = reading.reader.searcher();
        search(&searcher, &reading, request).map_err(PortError::internal)
    }

    /// Changes the index and commits. After a failed write the index is closed; the next `lead` opens it again.
    fn write(
        &self,
        change: impl FnOnce(&Files, &mut IndexWriter, Progress) -> tantivy::Result<Progress>,
    ) -> PortResult<()> {
        let mut writing = self.writing();
        let Some((files, writer)) = &mut writing.open else { return Err(unavailable()) };
        let progress = self.reading().map(|reading| reading.progress).unwrap_or_default();
        let written = change(files, writer, progress)
            .and_then(|progress| files::commit(writer, progress))
            .and_then(|()| self.read(files, Some(self.statistics())));
        written.map_err(|error| {
            self.abandon(&mut writing);
            PortError::internal(error)
        })
    }

    fn abandon(&self, writing: &mut Writing) {
        writing.open = None;
        *self.reading.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Shows readers what was committed.
    fn read(&self, files: &Files, statistics: Option<Arc<TermStatistics>>) -> tantivy::Result<()> {
        files.reader.reload()?;
        let searcher = files.reader.searcher();
        let statistics = match statistics {
            Some(statistics) => statistics,
            None => Arc::new(TermStatistics::of(&searcher, &files.fields)?),
        };
        let reading =
            Reading { reader: files.reader.clone(), fields: files.fields, progress: files.progress()?, statistics };
        *self.reading.write().unwrap_or_else(PoisonError::into_inner) = Some(reading);
        Ok(())
    }

    /// Reloads the index when another process has committed to it.
    fn reload_commits(&self) -> tantivy::Result<()> {
        if !files::exists(&self.folder) {
            return Ok(());
        }
        let files = Files::open(&self.folder)?;
        let known = self.reading().map(|reading| reading.progress);
        if known == Some(files.progress()?) { Ok(()) } else { self.read(&files, None) }
    }

    fn refresh_statistics(&self, writing: &mut Writing) -> tantivy::Result<()> {
        if let Some((files, _)) = &writing.open {
            self.read(files, None)?;
            writing.uncounted = 0;
        }
        Ok(())
    }

    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading(&self) -> Option<Reading> {
        self.reading.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn search(searcher: &Searcher, reading: &Reading, request: &SearchRequest) -> tantivy::Result<SearchResults> {
    let matcher = lookups::matcher(searcher, &reading.fields, &reading.statistics.languages, &request.query)?;
    let mut collection = Collection::new(searcher, &reading.fields, request)?;
    for segment in searcher.segment_readers() {
        collection.segment(segment, |found| matcher.for_each(segment, found))?;
    }
    Ok(collection.results())
}

fn unavailable() -> PortError {
    PortErrorKind::Unavailable.because("the search index is not there yet")
}
