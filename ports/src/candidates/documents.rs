//! Reading documents, and storing files.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::DocumentType;
use url::Url;

use crate::PortResult;

/// The result of reading a document. None of these is a failure of the reader.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentReading {
    /// Its lines in reading order. There may be none: the findings say why.
    Document(Document),
    /// It is encrypted and needs a password.
    Encrypted,
    /// It is not of this type, damaged, or hostile.
    Unreadable,
}

/// Reads documents. Whatever the bytes contain, the caller's process is safe and the call ends within seconds.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DocumentParser: Send + Sync {
    /// Reads a document of this type.
    async fn read(&self, document_type: DocumentType, bytes: Bytes) -> PortResult<DocumentReading>;

    /// The picture of a page as PNG, about `width` pixels wide, at most 2,500. Pages are counted from 0, as in
    /// [`Document::pages`]. `None` when the format has no pages, when there is no such page, and when it cannot be painted.
    async fn page_picture(
        &self,
        document_type: DocumentType,
        bytes: Bytes,
        page: u16,
        width: u16,
    ) -> PortResult<Option<Bytes>>;
}

/// Object storage. A key is a relative path of letters, digits, `-`, `_`, `.` and `/`, never made of user input. Every
/// operation ends within ten seconds; one that ends with `Timeout` may still have taken effect.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ObjectStorage: Send + Sync {
    /// Stores the object, replacing one of the same key. Atomic, and durable when it returns.
    async fn put(&self, key: &str, bytes: Bytes) -> PortResult<()>;

    /// Reads the object.
    async fn get(&self, key: &str) -> PortResult<Option<Bytes>>;

    /// Deletes the object. Succeeds when there is none.
    async fn delete(&self, key: &str) -> PortResult<()>;

    /// Whether there is no object at all.
    async fn is_empty(&self) -> PortResult<bool>;

    /// Succeeds while the storage is reachable.
    async fn ping(&self) -> PortResult<()>;

    /// A presigned link that downloads this object as an attachment of this name until it expires. `None` when the
    /// storage has no such links; then serve the object itself.
    async fn download_link(&self, key: &str, file_name: &str, expires_in: Duration) -> PortResult<Option<Url>>;
}
