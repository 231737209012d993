//! A dry run: reads the first page of a source and stores nothing.

use domain_model::catalogue::job::Posting;
use ports::{NamedSource, UnreadablePosting};

use crate::{IngestionError, IngestionResult, IngestionService, normalise};

/// Postings that are shown.
const SHOWN: usize = 5;

/// The beginning of what a source lists.
#[derive(Debug)]
pub struct Preview {
    /// Postings on its first page.
    pub listed: usize,
    /// Those of them that cannot be read.
    pub unreadable: Vec<UnreadablePosting>,
    /// Whether there are more pages.
    pub has_more: bool,
    /// The first that can be read, as they would be kept.
    pub postings: Vec<Posting>,
}

impl IngestionService {
    /// Reads the first page of a source and keeps nothing.
    pub async fn preview(&self, named: &NamedSource) -> IngestionResult<Preview> {
        let page = named.source.page(None).await.map_err(IngestionError::source_failed)?;
        let listed = page.postings.len();
        let (mut postings, mut unreadable) = (Vec::new(), Vec::new());
        for posting in page.postings {
            match posting.and_then(normalise) {
                Ok(posting) => postings.push(posting),
                Err(reason) => unreadable.push(reason),
            }
        }
        postings.truncate(SHOWN);
        Ok(Preview { listed, unreadable, has_more: page.next.is_some(), postings })
    }
}
