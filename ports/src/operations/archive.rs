//! Backups: a consistent snapshot of the database, and the archive file.

use std::io::BufRead;

use async_trait::async_trait;

use crate::PortResult;

/// Receives the rows of a table, each a JSON object with a member per column, without a line break. An error ends the
/// reading.
pub type RowSink<'a> = dyn FnMut(&[u8]) -> PortResult<()> + Send + 'a;

/// Rows in the form that a [`RowSink`] receives.
pub type RowSource<'a> = dyn Iterator<Item = PortResult<Vec<u8>>> + Send + 'a;

/// The database as tables of rows in a form that is the same on every backend.
#[async_trait]
pub trait Snapshots: Send + Sync {
    /// The name of the backend.
    fn backend(&self) -> &'static str;

    /// The schema version: the name of the last migration. Rows fit only a database of the same version.
    fn schema(&self) -> String;

    /// Begins a transaction that reads one consistent snapshot and its own writes.
    async fn begin(&self) -> PortResult<Box<dyn Snapshot>>;
}

/// A transaction over all tables of a backup. Dropped without `commit`, it is rolled back.
#[async_trait]
pub trait Snapshot: Send {
    /// The tables, referenced tables first. Derived data and the state of running processes are not included.
    fn tables(&self) -> Vec<&'static str>;

    /// The number of rows in the table.
    async fn count(&mut self, table: &str) -> PortResult<u64>;

    /// Reads all rows of the table in the order of their keys, which is the same on every backend: equal tables are
    /// equal byte for byte.
    async fn read(&mut self, table: &str, rows: &mut RowSink<'_>) -> PortResult<()>;

    /// Adds rows. `Conflict` when one exists already, `Invalid` when one does not fit the table.
    async fn write(&mut self, table: &str, rows: &mut RowSource<'_>) -> PortResult<()>;

    /// Keys of the stored objects that a row refers to, in byte order.
    async fn stored_objects(&mut self) -> PortResult<Vec<String>>;

    /// Commits. The changes are durable when it returns.
    async fn commit(self: Box<Self>) -> PortResult<()>;
}

/// An archive file of named parts, being written. For commands: it may block on disk.
pub trait ArchiveWriter: Send {
    /// Begins the next part.
    fn begin(&mut self, name: &str) -> PortResult<()>;

    /// Appends bytes to the current part.
    fn write(&mut self, bytes: &[u8]) -> PortResult<()>;

    /// Completes the archive and returns its size in bytes. The file is durable under its name when this returns, and
    /// no file is replaced. Dropped without `finish`, there is no file.
    fn finish(self: Box<Self>) -> PortResult<u64>;
}

/// An archive file of named parts. For commands: it may block on disk.
pub trait ArchiveReader: Send {
    /// The names of the parts, in any order.
    fn names(&self) -> Vec<String>;

    /// The part. Reading it fails where the file is damaged.
    fn part<'a>(&'a mut self, name: &str) -> PortResult<Option<Box<dyn BufRead + Send + 'a>>>;
}
