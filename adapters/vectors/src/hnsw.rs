//! The index: an HNSW graph with the exact vectors beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{IndexChange, IndexPosition, Neighbour, PortError, PortErrorKind, PortResult, VectorIndex};
use tokio::task::spawn_blocking;
use tracing::{info, warn};
use usearch::{Index, IndexOptions, MetricKind, ScalarKind};

use crate::exact::ExactVectors;
use crate::snapshot::{self, IndexedJob, RowMap};

/// Links of a node. This and the two expansions below trade recall for speed; chosen by `make bench`.
const CONNECTIVITY: usize = 16;
const EXPANSION_ADD: usize = 64;
const EXPANSION_SEARCH: usize = 48;
/// Candidates per requested neighbour, which the exact vectors rerank.
const CANDIDATES: usize = 2;
/// The maximum number of threads that use the graph concurrently.
const THREADS: usize = 64;
/// The capacity of the graph grows by this many rows.
const CAPACITY_STEP: usize = 4_096;

/// The vector index of this process.
#[derive(Clone)]
pub struct HnswIndex {
    inner: Arc<SharedIndex>,
}

struct SharedIndex {
    folder: PathBuf,
    /// The lock of the process that may write into the folder. `None` in another process, which works on a copy and saves
    /// nothing.
    lock: Option<fs::File>,
    model: ModelId,
    exact: ExactVectors,
    state: RwLock<State>,
}

struct State {
    graph: Index,
    row_map: RowMap,
    /// The position of the saved snapshot.
    saved: Option<IndexPosition>,
}

impl HnswIndex {
    /// Opens the snapshot in the folder, or starts with an empty index. One process at a time may save; others may read.
    pub fn open(folder: &Path, model: ModelId) -> PortResult<Self> {
        let inner = SharedIndex::open(folder, model).map_err(PortError::internal)?;
        Ok(Self { inner: Arc::new(inner) })
    }
}

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

impl SharedIndex {
    fn open(folder: &Path, model: ModelId) -> Fallible<Self> {
        fs::create_dir_all(folder)?;
        let lock = fs::File::create(folder.join("lock"))?;
        let lock = match lock.try_lock() {
            Ok(()) => Some(lock),
            Err(fs::TryLockError::WouldBlock) => None,
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        };
        let vectors = folder.join("vectors.f32");
        let exact = match &lock {
            Some(_) => ExactVectors::open(&vectors, model.dimensions)?,
            None => ExactVectors::private_copy(&vectors, model.dimensions)?,
        };
        let state = match Self::load(folder, &model, &exact) {
            Ok(Some(state)) => {
                info!(jobs = state.row_map.by_job.len(), "loaded the vector index");
                state
            }
            Ok(None) => State { graph: empty_graph(&model)?, row_map: RowMap::default(), saved: None },
            Err(error) => {
                warn!(%error, "the saved vector index is unusable; rebuilding it");
                State { graph: empty_graph(&model)?, row_map: RowMap::default(), saved: None }
            }
        };
        Ok(Self { folder: folder.to_owned(), lock, model, exact, state: RwLock::new(state) })
    }

    fn load(folder: &Path, model: &ModelId, exact: &ExactVectors) -> Fallible<Option<State>> {
        let Some((path, row_map)) = snapshot::load(folder, model)? else { return Ok(None) };
        let (rows, jobs) = (row_map.by_row.len(), row_map.by_job.len());
        if jobs < rows / 2 {
            info!(rows, jobs, "most rows of the vector index belong to removed jobs; rebuilding it");
            return Ok(None);
        }
        let graph = empty_graph(model)?;
        graph.load(path.to_str().ok_or("the path is not UTF-8")?)?;
        if graph.size() != jobs || graph.dimensions() != model.dimensions || !exact.has_rows(rows as u64)? {
            return Err("the files of the snapshot are inconsistent".into());
        }
        graph.change_expansion_search(EXPANSION_SEARCH);
        graph.reserve_capacity_and_threads(rows, THREADS)?;
        Ok(Some(State { graph, saved: row_map.position, row_map }))
    }

    fn apply(&self, changes: &[IndexChange]) -> Fallible<()> {
        for change in changes {
            let job = change.position.job_id;
            let known = self.read_state().row_map.by_job.get(&job).copied();
            let is_current = known.is_some_and(|entry| entry.updated_at == change.position.updated_at);
            match &change.embedding {
                Some(embedding) if !is_current => self.put(change.position, embedding, known)?,
                None if known.is_some() => self.remove(job)?,
                Some(_) | None => {}
            }
            let mut state = self.write_state();
            state.row_map.position = state.row_map.position.max(Some(change.position));
        }
        Ok(())
    }

    fn put(&self, position: IndexPosition, embedding: &Embedding, known: Option<IndexedJob>) -> Fallible<()> {
        let row = self.read_state().row_map.by_row.len();
        self.exact.write(row as u64, embedding.vector())?;
        let quantise = quantise(embedding.vector());
        let mut state = self.write_state();
        if state.graph.capacity() <= row {
            state.graph.reserve_capacity_and_threads(row + CAPACITY_STEP, THREADS)?;
        }
        if let Some(known) = known {
            state.graph.remove(u64::from(known.row))?;
        }
        state.graph.add(row as u64, &quantise)?;
        let entry = IndexedJob { row: u32::try_from(row)?, updated_at: position.updated_at };
        state.row_map.by_row.push(position.job_id);
        state.row_map.by_job.insert(position.job_id, entry);
        Ok(())
    }

    fn remove(&self, job: JobId) -> Fallible<()> {
        let mut state = self.write_state();
        if let Some(entry) = state.row_map.by_job.remove(&job) {
            state.graph.remove(u64::from(entry.row))?;
        }
        Ok(())
    }

    fn search(&self, query: &Embedding, limit: usize) -> Fallible<Vec<Neighbour>> {
        let state = self.read_state();
        if state.graph.size() == 0 || limit == 0 {
            return Ok(Vec::new());
        }
        let found = state.graph.search(&quantise(query.vector()), limit * CANDIDATES)?;
        let mut buffer = Vec::new();
        let mut neighbours = Vec::with_capacity(found.keys.len());
        for row in found.keys {
            let job_id = state.row_map.by_row[usize::try_from(row)?];
            let cosine = self.exact.cosine(row, query.vector(), &mut buffer)?;
            neighbours.push(Neighbour { job_id, cosine });
        }
        drop(state);
        neighbours.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.job_id.cmp(&b.job_id)));
        neighbours.truncate(limit);
        Ok(neighbours)
    }

    fn save(&self) -> Fallible<()> {
        if self.lock.is_none() {
            return Ok(());
        }
        // A read lock: updates wait while the graph is written to disk, searches do not.
        let state = self.read_state();
        let Some(position) = state.row_map.position.filter(|position| state.saved != Some(*position)) else {
            return Ok(());
        };
        self.exact.sync()?;
        let graph = format!("graph-{}-{}.usearch", position.updated_at.timestamp_millis(), state.row_map.by_row.len());
        let path = self.folder.join(&graph);
        state.graph.save(path.to_str().ok_or("the path is not UTF-8")?)?;
        fs::File::open(&path)?.sync_all()?;
        snapshot::save(&self.folder, &self.model, &graph, &state.row_map)?;
        let jobs = state.row_map.by_job.len();
        drop(state);
        self.write_state().saved = Some(position);
        info!(jobs, "saved the vector index");
        Ok(())
    }

    fn read_state(&self) -> std::sync::RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_state(&self) -> std::sync::RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn empty_graph(model: &ModelId) -> Fallible<Index> {
    let graph = Index::new(&IndexOptions {
        dimensions: model.dimensions,
        metric: MetricKind::IP,
        quantization: ScalarKind::I8,
        connectivity: CONNECTIVITY,
        expansion_add: EXPANSION_ADD,
        expansion_search: EXPANSION_SEARCH,
        multi: false,
    })?;
    graph.reserve_capacity_and_threads(CAPACITY_STEP, THREADS)?;
    Ok(graph)
}

/// Quantises a vector to 8 bits. The components of a unit vector spread around 1/√dimensions, so five times that covers the
/// range; the few beyond it are clamped.
#[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i8")]
#[expect(clippy::cast_precision_loss, reason = "dimensions are a few thousand at most")]
fn quantise(vector: &[f32]) -> Vec<i8> {
    let scale = 127.0 * (vector.len() as f32).sqrt() / 5.0;
    vector.iter().map(|x| (x * scale).round().clamp(-127.0, 127.0) as i8).collect()
}

#[async_trait]
impl VectorIndex for HnswIndex {
    fn model(&self) -> &ModelId {
        &self.inner.model
    }

    fn position(&self) -> Option<IndexPosition> {
        self.inner.read_state().row_map.position
    }

    async fn apply(&self, changes: &[IndexChange]) -> PortResult<()> {
        let (inner, changes) = (Arc::clone(&self.inner), changes.to_vec());
        spawn_blocking(move || inner.apply(&changes)).await.map_err(PortError::internal)?.map_err(PortError::internal)
    }

    async fn search(&self, query: &Embedding, limit: usize) -> PortResult<Vec<Neighbour>> {
        if query.model() != &self.inner.model {
            let reason = format!("the index holds vectors of `{}`, not of `{}`", self.inner.model, query.model());
            return Err(PortErrorKind::Invalid(reason).because("vectors of different models"));
        }
        // Takes a tenth of a millisecond, less than moving it to a blocking thread.
        self.inner.search(query, limit).map_err(PortError::internal)
    }

    async fn save(&self) -> PortResult<()> {
        let inner = Arc::clone(&self.inner);
        spawn_blocking(move || inner.save()).await.map_err(PortError::internal)?.map_err(PortError::internal)
    }
}
