//! The manifest of an archive, and its verification.

use std::collections::HashSet;
use std::io::Read;

use chrono::{DateTime, Utc};
use ports::ArchiveReader;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{BackupError, BackupResult, ProgressObserver};

/// Marks the archive as one of ours.
const FORMAT: &str = "jobwright-backup";
/// Rises when older programs could not read the archive.
const VERSION: u32 = 1;
/// The part that is the manifest.
const MANIFEST: &str = "manifest.json";
/// The part that is the file of keys.
const KEY: &str = "keys/ring";
/// A manifest is not longer: some hundred bytes for each object.
const MANIFEST_LIMIT: u64 = 1024 * 1024 * 1024;
/// Bytes that are read at once.
const BUFFER: usize = 64 * 1024;

/// What an archive holds, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `jobwright-backup`
    pub(super) format: String,
    /// Of the format.
    pub(super) version: u32,
    /// The program's version.
    pub program: String,
    /// The last change of the schema.
    pub schema: String,
    /// The database it was taken from. It can be restored into any other.
    pub backend: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// The tables, in the order in which they can be filled.
    pub tables: Vec<TablePart>,
    /// Every object that a row refers to.
    pub objects: Vec<ObjectPart>,
    /// The SHA-256 of the file of keys. `None` without one.
    pub keys: Option<String>,
}

/// A table: one line of JSON for each row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePart {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// Of its lines. Equal tables have equal ones, whichever database they are in.
    pub sha256: String,
}

/// An object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectPart {
    /// Its key.
    pub key: String,
    /// Its length.
    pub bytes: u64,
    /// Of its bytes.
    pub sha256: String,
}

impl Manifest {
    pub(super) fn new(program: &str, schema: String, backend: &str, created_at: DateTime<Utc>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: program.to_owned(),
            schema,
            backend: backend.to_owned(),
            created_at,
            tables: Vec::new(),
            objects: Vec::new(),
            keys: None,
        }
    }

    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// The names of all parts but the manifest's, each with its SHA-256.
    fn parts(&self) -> impl Iterator<Item = (String, &str)> {
        let tables = self.tables.iter().map(|table| (table_part(&table.name), table.sha256.as_str()));
        let objects = self.objects.iter().map(|object| (object_part(&object.key), object.sha256.as_str()));
        tables.chain(objects).chain(self.keys.as_deref().map(|sha256| (KEY.to_owned(), sha256)))
    }
}

pub(super) fn manifest_part() -> &'static str {
    MANIFEST
}

pub(super) fn key_part() -> &'static str {
    KEY
}

pub(super) fn table_part(name: &str) -> String {
    format!("tables/{name}.jsonl")
}

pub(super) fn object_part(key: &str) -> String {
    format!("objects/{key}")
}

/// Reads all of the archive and compares it with its manifest: it is ours, of a format that is known, whole, and as it was
/// written.
pub fn examine(archive: &mut dyn ArchiveReader, progress: &mut ProgressObserver<'_>) -> BackupResult<Manifest> {
    let manifest = manifest(archive)?;
    let names: Vec<String> = archive.names();
    let known: HashSet<String> = manifest.parts().map(|(name, _)| name).chain([MANIFEST.to_owned()]).collect();
    if names.len() != known.len() || names.iter().any(|name| !known.contains(name)) {
        return Err(BackupError::Damaged("its parts are not those of its list".to_owned()));
    }
    for (done, (name, sha256)) in manifest.parts().enumerate() {
        progress("checking", done as u64, names.len() as u64);
        if sha256_of(archive, &name)? != sha256 {
            return Err(BackupError::Damaged(format!("`{name}` is not what was written")));
        }
    }
    Ok(manifest)
}

/// The format is looked at first: the rest of a newer one may not be understood at all.
fn manifest(archive: &mut dyn ArchiveReader) -> BackupResult<Manifest> {
    #[derive(Deserialize)]
    struct Format {
        format: String,
        version: u32,
    }
    let part = archive.part(MANIFEST).map_err(BackupError::unreadable)?.ok_or(BackupError::Foreign)?;
    let mut text = Vec::new();
    part.take(MANIFEST_LIMIT).read_to_end(&mut text).map_err(|error| damaged(MANIFEST, &error))?;
    let format: Format = serde_json::from_slice(&text).map_err(|_| BackupError::Foreign)?;
    if format.format != FORMAT {
        return Err(BackupError::Foreign);
    }
    if format.version > VERSION {
        return Err(BackupError::Newer { version: format.version, known: VERSION });
    }
    serde_json::from_slice(&text).map_err(|error| BackupError::Damaged(format!("its list cannot be read: {error}")))
}

fn sha256_of(archive: &mut dyn ArchiveReader, name: &str) -> BackupResult<String> {
    let missing = || BackupError::Damaged(format!("`{name}` is missing"));
    let mut part = archive.part(name).map_err(BackupError::unreadable)?.ok_or_else(missing)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        match part.read(&mut buffer).map_err(|error| damaged(name, &error))? {
            0 => return Ok(hex::encode(hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}

pub(super) fn damaged(name: &str, error: &std::io::Error) -> BackupError {
    BackupError::Damaged(format!("`{name}` cannot be read: {error}"))
}
