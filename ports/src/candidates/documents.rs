//! Documents: what is in them, and where they are kept.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::DocumentType;
use url::Url;

use crate::PortResult;

/// What reading a document came to. None of these is a failure of the reader.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentReading {
    /// Its lines in reading order. May have none: the findings say why.
    Document(Document),
    /// It wants a password.
    Encrypted,
    /// It is no such document, or damaged, or built to do harm.
    Unreadable,
}

/// Reads documents. Whatever the bytes do, the caller's process is safe and the answer comes within seconds.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DocumentParser: Send + Sync {
    /// Reads a document of this type.
    async fn read(&self, document_type: DocumentType, bytes: Bytes) -> PortResult<DocumentReading>;
}

/// Keeps files by key. A key is a relative path of letters, digits, `-`, `_`, `.` and `/`, never made of user input.
/// An operation ends within ten seconds; what was given up is `Timeout` and may have happened.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ObjectStorage: Send + Sync {
    /// Stores the object; one of the same key is replaced. Whole or not at all, and on disk when it returns.
    async fn put(&self, key: &str, bytes: Bytes) -> PortResult<()>;

    /// The object.
    async fn get(&self, key: &str) -> PortResult<Option<Bytes>>;

    /// Deletes the object. Succeeds when there is none.
    async fn delete(&self, key: &str) -> PortResult<()>;

    /// Is there no object at all?
    async fn is_empty(&self) -> PortResult<bool>;

    /// Answers while the storage does.
    async fn ping(&self) -> PortResult<()>;

    /// A link under which whoever has it downloads this one object as an attachment of this name, as long as it lasts.
    /// `None` when the storage has no such links: then hand out the object itself.
    async fn download_link(&self, key: &str, file_name: &str, lasting: Duration) -> PortResult<Option<Url>>;
}
