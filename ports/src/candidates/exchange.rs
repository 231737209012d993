//! Opening the files in which other programs hand a resume on, and packing our own.

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::exchange::{OriginalFile, Table, XmlElement};
use serde_json::Value;

use crate::PortResult;

/// The result of opening a file. None of these is a failure of the reader.
#[derive(Debug, Clone, PartialEq)]
pub enum ExchangeReading {
    /// What is in it.
    Content(ExchangeContent),
    /// It is of none of the known kinds. A document that has to be read is among these: a PDF without an attached resume, …
    Unknown,
    /// It, or a part of it, is encrypted.
    Encrypted,
    /// It is larger, or holds more, than any resume does.
    TooLarge,
    /// It is damaged or hostile. Says what is wrong in plain English.
    Unreadable(String),
}

/// The content of a file. At most some megabytes, nested at most 64 levels deep.
#[derive(Debug, Clone, PartialEq)]
pub enum ExchangeContent {
    /// A JSON file.
    Json(Value),
    /// An XML file, perhaps one that was attached to a PDF.
    Xml(XmlElement),
    /// A `LinkedIn` archive.
    Tables {
        /// Its tables that say something of a resume.
        tables: Vec<Table>,
        /// The names of other files in it, at most 200.
        other_files: Vec<String>,
    },
    /// Our own archive.
    Archive {
        /// The resume in it.
        resume: Value,
        /// The document it was read from.
        original: Option<OriginalFile>,
    },
}

/// Opens and packs files. Whatever the bytes contain, the caller's process is safe and the call ends within seconds.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ExchangeFiles: Send + Sync {
    /// Opens a file. What it is, is judged by its content.
    async fn open(&self, bytes: Bytes) -> PortResult<ExchangeReading>;

    /// Our own archive with this resume, and the document it was read from. The same input gives the same bytes.
    async fn pack(&self, resume: Value, original: Option<OriginalFile>) -> PortResult<Bytes>;
}
