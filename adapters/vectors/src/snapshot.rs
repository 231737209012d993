//! The snapshot of the index: the graph in usearch's format, and beside it the list of jobs by row.
//!
//! The list names its graph and is renamed last, so a crash at any moment leaves either the old pair or the new one.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::ModelId;
use ports::IndexPosition;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const LIST: &str = "jobs.list";

/// The row of a job, and the change that wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IndexedJob {
    /// The row in the graph and in the file of exact vectors.
    pub(crate) row: u32,
    /// The time of the change.
    pub(crate) updated_at: DateTime<Utc>,
}

/// The rows of the jobs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RowMap {
    /// The current row of each job.
    pub(crate) by_job: HashMap<JobId, IndexedJob>,
    /// The job of each row. Rows of removed jobs stay and are not reused.
    pub(crate) by_row: Vec<JobId>,
    /// The newest applied change.
    pub(crate) position: Option<IndexPosition>,
}

/// The first line of the list.
#[derive(Serialize, Deserialize)]
struct Header {
    model: ModelId,
    graph: String,
    rows: usize,
    jobs: usize,
    updated_at: DateTime<Utc>,
    job_id: JobId,
}

/// Writes the list for a graph file that is already on disk; older graphs are deleted.
pub(crate) fn save(folder: &Path, model: &ModelId, graph: &str, row_map: &RowMap) -> io::Result<()> {
    let Some(position) = row_map.position else { return Ok(()) };
    let header = Header {
        model: model.clone(),
        graph: graph.to_owned(),
        rows: row_map.by_row.len(),
        jobs: row_map.by_job.len(),
        updated_at: position.updated_at,
        job_id: position.job_id,
    };
    let draft = folder.join("jobs.list.new");
    let mut file = BufWriter::new(fs::File::create(&draft)?);
    serde_json::to_writer(&mut file, &header)?;
    file.write_all(b"\n")?;
    for job in &row_map.by_row {
        file.write_all(job.0.as_bytes())?;
    }
    for (job, entry) in &row_map.by_job {
        file.write_all(job.0.as_bytes())?;
        file.write_all(&entry.row.to_le_bytes())?;
        file.write_all(&entry.updated_at.timestamp_millis().to_le_bytes())?;
    }
    file.into_inner()?.sync_all()?;
    fs::rename(&draft, folder.join(LIST))?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_graph = path.extension().is_some_and(|extension| extension == "usearch");
        if is_graph && path.file_name().is_some_and(|name| name != graph) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// The newest list and its graph file; `None` when there is none for this model.
pub(crate) fn load(folder: &Path, model: &ModelId) -> io::Result<Option<(PathBuf, RowMap)>> {
    let file = match fs::File::open(folder.join(LIST)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let mut file = BufReader::new(file);
    let mut line = String::new();
    io::BufRead::read_line(&mut file, &mut line)?;
    let header: Header = serde_json::from_str(&line)?;
    if header.model != *model {
        return Ok(None);
    }
    let mut row_map = RowMap {
        by_job: HashMap::with_capacity(header.jobs),
        by_row: Vec::with_capacity(header.rows),
        position: Some(IndexPosition { updated_at: header.updated_at, job_id: header.job_id }),
    };
    for _ in 0..header.rows {
        row_map.by_row.push(JobId(Uuid::from_bytes(read(&mut file)?)));
    }
    for _ in 0..header.jobs {
        let job = JobId(Uuid::from_bytes(read(&mut file)?));
        let row = u32::from_le_bytes(read(&mut file)?);
        let millis = i64::from_le_bytes(read(&mut file)?);
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the list of jobs is damaged");
        let updated_at = DateTime::from_timestamp_millis(millis).ok_or_else(damaged)?;
        if row_map.by_row.get(row as usize) != Some(&job) {
            return Err(damaged());
        }
        row_map.by_job.insert(job, IndexedJob { row, updated_at });
    }
    Ok(Some((folder.join(header.graph), row_map)))
}

fn read<const N: usize>(file: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
