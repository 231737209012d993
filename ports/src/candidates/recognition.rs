//! Reading the letters of a picture (OCR).

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::document::Line;

use crate::PortResult;

/// Recognises text in pictures. Whatever the picture contains, the caller's process is safe and the call ends within a minute.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait TextRecognition: Send + Sync {
    /// The lines of text in the picture of a page (PNG), in reading order, as they would stand on a page 0 that has a point for
    /// each pixel. None when there is no text in it, and when the picture cannot be read or takes too much time or memory.
    /// `Unavailable` when too many pictures wait.
    async fn recognise(&self, picture: Bytes) -> PortResult<Vec<Line>>;
}
