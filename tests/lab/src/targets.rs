//! The fuzz targets: each function takes arbitrary bytes and must return soon, without a panic.

use std::str::from_utf8;
use std::sync::Arc;

use adapter_scraper::Sources;
use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::resume::DocumentType;
use domain_model::catalogue::outline::Outline;
use domain_model::ingestion::Validators;
use domain_model::kernel::text as words;
use domain_model::matching::skill;
use futures_util::FutureExt;
use ports::{
    AcceptedMedia, ExchangeContent, FetchedPage, JobSources, PageFetcher, PortError, PortErrorKind, PortResult,
};
use serde_json::json;
use url::Url;

use crate::documents;

/// The bytes as a file, and as the content stream of a page: read, and painted.
pub fn pdf(bytes: &[u8]) {
    let painting = documents::pdf_painting(bytes);
    for file in [bytes, &painting] {
        adapter_documents::read_unsandboxed(DocumentType::Pdf, file);
        adapter_documents::picture_unsandboxed(file);
    }
}

/// The bytes as a file, and as the body of a document. In a file, most mutations break a checksum.
pub fn docx(bytes: &[u8]) {
    adapter_documents::read_unsandboxed(DocumentType::Docx, bytes);
    adapter_documents::read_unsandboxed(DocumentType::Docx, &documents::docx_with_body(bytes));
    adapter_documents::read_unsandboxed(DocumentType::Docx, &documents::docx_with_styles(bytes));
}

/// The bytes as a file, and as the content of a document.
pub fn odt(bytes: &[u8]) {
    adapter_documents::read_unsandboxed(DocumentType::Odt, bytes);
    adapter_documents::read_unsandboxed(DocumentType::Odt, &documents::odt_with_content(bytes));
}

/// The bytes as a file, and as the content of one.
pub fn rtf(bytes: &[u8]) {
    adapter_documents::read_unsandboxed(DocumentType::Rtf, bytes);
    adapter_documents::read_unsandboxed(DocumentType::Rtf, &[b"{\\rtf1 ", bytes, b"}"].concat());
}

/// The bytes as an HTML resume.
pub fn html(bytes: &[u8]) {
    adapter_documents::read_unsandboxed(DocumentType::Html, bytes);
}

/// The bytes as Markdown.
pub fn markdown(bytes: &[u8]) {
    adapter_documents::read_unsandboxed(DocumentType::Markdown, bytes);
}

/// The bytes as a file of any type, and as plain text.
pub fn any(bytes: &[u8]) {
    if let Some(document_type) = DocumentType::sniff(bytes) {
        adapter_documents::read_unsandboxed(document_type, bytes);
    }
    adapter_documents::read_unsandboxed(DocumentType::Text, bytes);
}

/// The bytes as a file, and as the resume in an archive of ours.
pub fn json_resume(bytes: &[u8]) {
    if let Some(content) = adapter_documents::open_unsandboxed(bytes) {
        imported(content);
    }
    if let Ok(resume) = serde_json::from_slice::<serde_json::Value>(bytes) {
        let archive = json!({ "format": "jobwright-resume", "version": 1, "resume": resume });
        imported(ExchangeContent::Archive { resume: archive, original: None });
    }
}

/// The bytes as a file, and as tables of an archive. In a file, most mutations break a checksum.
pub fn linkedin(bytes: &[u8]) {
    for file in [bytes, &documents::linkedin_with(bytes)] {
        if let Some(content) = adapter_documents::open_unsandboxed(file) {
            imported(content);
        }
    }
}

/// The bytes as a file, and as the content of both Europass formats.
pub fn europass(bytes: &[u8]) {
    let candidate = [b"<Candidate><CandidateProfile>", bytes, b"</CandidateProfile></Candidate>"].concat();
    let passport = [b"<SkillsPassport><LearnerInfo>", bytes, b"</LearnerInfo></SkillsPassport>"].concat();
    for file in [bytes, &candidate, &passport] {
        if let Some(content) = adapter_documents::open_unsandboxed(file) {
            imported(content);
        }
    }
}

/// An import survives export and import.
fn imported(content: ExchangeContent) {
    let Ok(imported) = domain_candidates::interpret(content) else { return };
    let resume = imported.resume.detached();
    let exported = domain_candidates::export_json_resume(&resume);
    if let Ok(again) = domain_candidates::interpret(ExchangeContent::Json(exported)) {
        assert_eq!(again.resume, resume, "an exported resume is imported unchanged");
    }
}

/// The bytes as a page, and as the linked data on one.
pub fn page(bytes: &[u8]) {
    saved(&[b"<!doctype html>", bytes].concat());
    saved(&[b"<script type=\"application/ld+json\">", bytes, b"</script>"].concat());
}

/// The bytes as a saved list of a board.
pub fn board(bytes: &[u8]) {
    saved(bytes);
}

/// The bytes as a text: normalisation is idempotent.
pub fn text(bytes: &[u8]) {
    let Ok(text) = from_utf8(bytes) else { return };
    let cleaned = words::clean(text);
    assert_eq!(words::clean(&cleaned), cleaned, "cleaning is idempotent");
    let normal = words::normalise(text);
    assert_eq!(words::normalise(&normal), normal, "normalising is idempotent");
    assert!(words::shorten(text, 100).chars().count() <= 101, "short is short");
    let _ = skill::recognise(&cleaned);
    let _ = Outline::of(&cleaned).about_the_work();
}

fn saved(document: &[u8]) {
    let sources = Sources::new(Arc::new(NoNetwork), &[]).expect("an empty configuration is valid");
    let Ok(found) = sources.in_document("saved", &Bytes::copy_from_slice(document)) else { return };
    for named in found {
        let listing = named.source.page(None).now_or_never().expect("a saved list needs no request");
        assert!(listing.is_ok(), "a saved list can be listed");
    }
}

/// A fetcher without network.
struct NoNetwork;

#[async_trait]
impl PageFetcher for NoNetwork {
    async fn get(&self, _url: &Url, _accept: AcceptedMedia) -> PortResult<FetchedPage> {
        Err(PortError::new(PortErrorKind::Unavailable))
    }

    async fn get_if_changed(
        &self,
        _url: &Url,
        _accept: AcceptedMedia,
        _known: &Validators,
    ) -> PortResult<Option<FetchedPage>> {
        Err(PortError::new(PortErrorKind::Unavailable))
    }

    async fn query(&self, _url: &Url, _json: &str) -> PortResult<FetchedPage> {
        Err(PortError::new(PortErrorKind::Unavailable))
    }
}
