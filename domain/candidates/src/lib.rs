//! Resumes: reads uploaded documents, keeps every version, hands files out again.
//!
//! - [`ResumeService`]: versions of a resume: upload, edit, use, delete, restore.
//! - [`CvProfileService`]: profiles of the CV contract.
//! - [`ReadDocument`]: what a document says: text, fields, skills.
//! - [`ResumeStudio`]: resumes in print, their score, and tailored to a posting.
//! - [`Download`]: files by links that work for a while.

mod download;
mod error;
mod exchange;
mod import_export;
mod json_resume;
mod output;
mod parse;
mod plain_text;
mod profiles;
mod reading;
mod recognition;
mod retrace;
mod skills;
mod studio;
mod tailor;
mod traces;
mod versions;

use std::sync::Arc;

use ports::{Clock, Database, IdGenerator, ObjectStorage, TokenSigner};

pub use download::{DOWNLOAD_LINK_LIFETIME, Download};
pub use error::{ResumeError, ResumeResult};
pub use exchange::{
    ExchangeError, ExchangeResult, Exported, Imported, LARGEST_IMPORT, ResumeExchange, export_json_resume, interpret,
};
pub use import_export::ImportedVersion;
pub use json_resume::to_json_resume;
pub use output::{ReadBack, SheetOptions, as_markdown, as_text, printed_range, read_back, sheet, sheet_languages};
pub use parse::{date_range, parse_resume};
pub use plain_text::plain_text;
pub use profiles::CvProfileService;
pub use reading::{LARGEST_DOCUMENT, ReadDocument, ResumeReader};
pub use skills::recognise_skills;
pub use studio::{PrintOptions, Printed, ResumePrinter, ResumeStudio, USUAL_TEMPLATE};
pub use tailor::{
    Atom, AtsPart, AtsScore, Change, Evidence, Keyword, KeywordFound, Rejection, Relevance, TailorOptions, Tailored,
    atoms, ats_score, gate, relevances, tailor, tailor_to_keywords,
};
pub use traces::{FieldTrace, Quotation, trace};
pub use versions::Upload;

/// Resumes of seekers.
pub struct ResumeService {
    database: Arc<dyn Database>,
    reader: ResumeReader,
    storage: Arc<dyn ObjectStorage>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    tokens: Arc<dyn TokenSigner>,
    exchange: ResumeExchange,
}

impl ResumeService {
    /// The service on these ports.
    pub fn new(
        database: Arc<dyn Database>,
        reader: ResumeReader,
        storage: Arc<dyn ObjectStorage>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        tokens: Arc<dyn TokenSigner>,
        exchange: ResumeExchange,
    ) -> Self {
        Self { database, reader, storage, clock, ids, tokens, exchange }
    }
}
