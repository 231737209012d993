//! The manifest of an archive, and the verification of an archive against it.

use std::collections::HashSet;
use std::io::Read;

use chrono::{DateTime, Utc};
use ports::ArchiveReader;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{BackupError, BackupResult, ProgressObserver};

/// The `format` of our archives.
const FORMAT: &str = "jobwright-backup";
/// The version of the format. Incremented when older programs cannot read the archive.
const VERSION: u32 = 1;
/// The part with the manifest.
pub(super) const MANIFEST_PART: &str = "manifest.json";
/// The part with the key file.
pub(super) const KEY_PART: &str = "keys/ring";
/// The maximum size of a manifest, which has a few hundred bytes per object.
const MAX_MANIFEST_BYTES: u64 = 1024 * 1024 * 1024;
/// The size of the read buffer.
const BUFFER_BYTES: usize = 64 * 1024;

/// The contents and the origin of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `jobwright-backup`.
    pub(super) format: String,
    /// The version of the format.
    pub(super) version: u32,
    /// The version of the program that wrote the archive.
    pub program: String,
    /// The last migration of the schema.
    pub schema: String,
    /// The database backend. The archive can be restored into any backend.
    pub backend: String,
    /// When the backup was taken.
    pub created_at: DateTime<Utc>,
    /// The tables, in the order in which they are restored.
    pub tables: Vec<TablePart>,
    /// Every object that a row refers to.
    pub objects: Vec<ObjectPart>,
    /// The SHA-256 of the key file. `None` without one.
    pub keys: Option<String>,
}

/// A table, with one line of JSON per row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePart {
    /// The name.
    pub name: String,
    /// The number of rows.
    pub rows: u64,
    /// The SHA-256 of the lines. It depends on the contents only, not on the database backend.
    pub sha256: String,
}

/// A stored object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectPart {
    /// The key.
    pub key: String,
    /// The size in bytes.
    pub bytes: u64,
    /// The SHA-256 of the bytes.
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

    /// The number of rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// The names of all parts except the manifest, each with its SHA-256.
    fn parts(&self) -> impl Iterator<Item = (String, &str)> {
        let tables = self.tables.iter().map(|table| (table_part(&table.name), table.sha256.as_str()));
        let objects = self.objects.iter().map(|object| (object_part(&object.key), object.sha256.as_str()));
        tables.chain(objects).chain(self.keys.as_deref().map(|sha256| (KEY_PART.to_owned(), sha256)))
    }
}

pub(super) fn table_part(name: &str) -> String {
    format!("tables/{name}.jsonl")
}

pub(super) fn object_part(key: &str) -> String {
    format!("objects/{key}")
}

/// Verifies an archive: its format is known, it is complete, and every part has the SHA-256 of the manifest.
pub fn verify_archive(archive: &mut dyn ArchiveReader, progress: &mut ProgressObserver<'_>) -> BackupResult<Manifest> {
    let manifest = manifest(archive)?;
    let names: Vec<String> = archive.names();
    let known: HashSet<String> = manifest.parts().map(|(name, _)| name).chain([MANIFEST_PART.to_owned()]).collect();
    if names.len() != known.len() || names.iter().any(|name| !known.contains(name)) {
        return Err(BackupError::Damaged("its parts are not those of its manifest".to_owned()));
    }
    for (done, (name, sha256)) in manifest.parts().enumerate() {
        progress("checking", done as u64, names.len() as u64);
        if sha256_of(archive, &name)? != sha256 {
            return Err(BackupError::Damaged(format!("`{name}` was changed")));
        }
    }
    Ok(manifest)
}

/// Reads the manifest. The format is checked first, because the rest of a newer one may not be readable.
fn manifest(archive: &mut dyn ArchiveReader) -> BackupResult<Manifest> {
    #[derive(Deserialize)]
    struct Format {
        format: String,
        version: u32,
    }
    let part = archive.part(MANIFEST_PART).map_err(BackupError::unreadable)?.ok_or(BackupError::NotABackup)?;
    let mut text = Vec::new();
    part.take(MAX_MANIFEST_BYTES).read_to_end(&mut text).map_err(|error| damaged(MANIFEST_PART, &error))?;
    let format: Format = serde_json::from_slice(&text).map_err(|_| BackupError::NotABackup)?;
    if format.format != FORMAT {
        return Err(BackupError::NotABackup);
    }
    if format.version > VERSION {
        return Err(BackupError::NewerFormat { version: format.version, known: VERSION });
    }
    serde_json::from_slice(&text).map_err(|error| BackupError::Damaged(format!("its manifest cannot be read: {error}")))
}

fn sha256_of(archive: &mut dyn ArchiveReader, name: &str) -> BackupResult<String> {
    let missing = || BackupError::Damaged(format!("`{name}` is missing"));
    let mut part = archive.part(name).map_err(BackupError::unreadable)?.ok_or_else(missing)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; BUFFER_BYTES];
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
