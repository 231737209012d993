//! Backups: a consistent snapshot of the database, and the archive file.

use std::io::BufRead;

use async_trait::async_trait;

use crate::PortResult;

/// Takes the rows of a table one after the other, each a JSON object with a member for each column, without a line break.
/// What it answers with an error ends the reading.
pub type RowSink<'a> = dyn FnMut(&[u8]) -> PortResult<()> + Send + 'a;

/// Rows as a [`RowSink`] got them.
pub type RowSource<'a> = dyn Iterator<Item = PortResult<Vec<u8>>> + Send + 'a;

/// The database as tables of rows, which look the same on every backend.
#[async_trait]
pub trait Snapshots: Send + Sync {
    /// Which database it is, in a word.
    fn backend(&self) -> &'static str;

    /// Names the shape of the rows: the last change of the schema. Rows fit into a database of the same shape only.
    fn schema(&self) -> String;

    /// Begins a transaction that sees everything as it is at its first look, and itself.
    async fn begin(&self) -> PortResult<Box<dyn Snapshot>>;
}

/// A transaction over all that is kept. Dropped without `commit`, it changed nothing.
#[async_trait]
pub trait Snapshot: Send {
    /// The tables; those that others refer to come first. What can be made anew, and what speaks of running processes
    /// only, is in none of them.
    fn tables(&self) -> Vec<&'static str>;

    /// How many rows the table has.
    async fn count(&mut self, table: &str) -> PortResult<u64>;

    /// Hands out all rows of the table in the order of their keys, which is the same on every backend: equal tables are
    /// equal byte for byte.
    async fn read(&mut self, table: &str, rows: &mut RowSink<'_>) -> PortResult<()>;

    /// Adds rows. `Conflict` when one is there already, `Invalid` when one is not of this table.
    async fn write(&mut self, table: &str, rows: &mut RowSource<'_>) -> PortResult<()>;

    /// Keys of the objects that something refers to, in the order of their bytes.
    async fn stored_objects(&mut self) -> PortResult<Vec<String>>;

    /// Returns once the changes are on disk.
    async fn commit(self: Box<Self>) -> PortResult<()>;
}

/// A file that holds named parts, while it is written. Used by commands: it may block for as long as a disk takes.
pub trait ArchiveWriter: Send {
    /// From now on it is this part that is written.
    fn begin(&mut self, name: &str) -> PortResult<()>;

    /// The next bytes of the part.
    fn write(&mut self, bytes: &[u8]) -> PortResult<()>;

    /// Returns once the whole file is on disk under its name, where there was none before, and answers how many bytes it
    /// has. Dropped without, there is no file.
    fn finish(self: Box<Self>) -> PortResult<u64>;
}

/// A file that holds named parts. Used by commands: it may block for as long as a disk takes.
pub trait ArchiveReader: Send {
    /// The parts, in any order.
    fn names(&self) -> Vec<String>;

    /// The part. Reading it fails where the file is damaged.
    fn part<'a>(&'a mut self, name: &str) -> PortResult<Option<Box<dyn BufRead + Send + 'a>>>;
}
