//! Reads the posting at an address that a caller names. Nothing is stored.

use std::sync::Arc;

use domain_model::candidates::resume::DocumentType;
use domain_model::catalogue::job::Posting;
use domain_model::kernel::text::clean;
use ports::{
    AcceptedMedia, DocumentParser, DocumentReading, FetchedPage, JobSources, PageFetcher, PortError, PortErrorKind,
};
use url::Url;

use crate::{IngestionError, IngestionResult, normalise};

/// The longest text that is returned, in characters.
const MAX_TEXT: usize = 50_000;

/// A page that was read as a posting.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPosting {
    /// The posting, where the page has it as structured data.
    pub posting: Option<Posting>,
    /// The text: of the posting, or else of the page.
    pub text: String,
}

/// Reads postings at addresses. Pages are fetched by the guarded, polite fetcher, and read in the sandbox of documents.
pub struct PostingReader {
    pages: Arc<dyn PageFetcher>,
    documents: Arc<dyn DocumentParser>,
    sources: Arc<dyn JobSources>,
}

impl PostingReader {
    /// The reader on these ports.
    pub fn new(pages: Arc<dyn PageFetcher>, documents: Arc<dyn DocumentParser>, sources: Arc<dyn JobSources>) -> Self {
        Self { pages, documents, sources }
    }

    /// The posting at this address. [`IngestionError::UnusableAddress`] when it may not be fetched or has no text.
    pub async fn read(&self, address: &str) -> IngestionResult<ReadPosting> {
        let url = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or_else(|| unusable(PortError::invalid("it is not a web address")))?;
        let page = self.pages.get(&url, AcceptedMedia::Html).await.map_err(unusable_or_failed)?;
        if let Some(posting) = self.posting_in(&url, &page).await {
            return Ok(ReadPosting { text: posting.description.clone(), posting: Some(posting) });
        }
        let text = match self.documents.read(DocumentType::Html, page.body).await? {
            DocumentReading::Document(document) => clean(&document.text()),
            DocumentReading::Encrypted | DocumentReading::Unreadable => String::new(),
        };
        if text.trim().is_empty() {
            return Err(unusable(PortError::invalid("the page has no text of a posting")));
        }
        Ok(ReadPosting { posting: None, text: text.chars().take(MAX_TEXT).collect() })
    }

    /// The posting in the page's structured data: the one of this address, or the only one. Data that cannot be read counts as none.
    async fn posting_in(&self, url: &Url, page: &FetchedPage) -> Option<Posting> {
        let sources = self.sources.in_document(url.as_str(), &page.body).ok()?;
        let mut postings = Vec::new();
        for named in sources {
            let Ok(listed) = named.source.page(None).await else { continue };
            postings.extend(listed.postings.into_iter().filter_map(|posting| posting.and_then(normalise).ok()));
        }
        let here = postings.iter().position(|posting| posting.url.as_ref() == Some(url));
        match here {
            Some(index) => Some(postings.swap_remove(index)),
            None if postings.len() == 1 => postings.pop(),
            None => None,
        }
    }
}

fn unusable(error: PortError) -> IngestionError {
    IngestionError::UnusableAddress(error)
}

/// `Invalid` is the fault of the address; anything else that of the server there.
fn unusable_or_failed(error: PortError) -> IngestionError {
    if matches!(error.kind, PortErrorKind::Invalid(_)) { unusable(error) } else { IngestionError::source_failed(error) }
}
