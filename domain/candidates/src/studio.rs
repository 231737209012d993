//! Printing resumes, scoring and tailoring them.
//!
//! What is printed is read again by our own reader before it is handed out: see [`ReadBack`].

use std::sync::Arc;

use bytes::Bytes;
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::DocumentType;
use domain_model::candidates::sheet::{Layout, PageFit, Paper, PrintFormat, Template};
use domain_model::candidates::structured_resume::StructuredResume;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::JobId;
use ports::ExchangeContent;
use ports::{Actor, Database, DocumentReading, DocumentRenderer, PortError, PortErrorKind, Typesetting};

use crate::{
    AtsScore, Keyword, ReadBack, ResumeError, ResumeReader, ResumeResult, ResumeService, SheetOptions, TailorOptions,
    Tailored, as_markdown, as_text, ats_score, export_json_resume, interpret, plain_text, read_back, sheet, tailor,
    tailor_to_keywords,
};

/// Of a resume that is printed, scored or tailored, in bytes: some 25 pages.
const MAX_TEXT: usize = 100_000;

/// The template where none is chosen.
pub const USUAL_TEMPLATE: &str = "classic";

/// How a resume is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintOptions {
    /// As what.
    pub format: PrintFormat,
    /// By which template; only for PDF.
    pub template: String,
    /// On which paper; only for PDF.
    pub paper: Paper,
    /// The language of the headings, and the sentence of consent.
    pub sheet: SheetOptions,
}

impl PrintOptions {
    /// As this, and the rest as usual.
    pub fn usual(format: PrintFormat) -> Self {
        Self { format, template: USUAL_TEMPLATE.to_owned(), paper: Paper::A4, sheet: SheetOptions::default() }
    }
}

/// A printed resume.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The file.
    pub bytes: Bytes,
    /// How it fits its pages, if it has pages.
    pub fit: Option<PageFit>,
    /// What our own reader finds again in it.
    pub read_back: ReadBack,
}

/// Prints resumes. It needs no installation and keeps nothing.
pub struct ResumePrinter {
    reader: ResumeReader,
    renderer: Arc<dyn DocumentRenderer>,
}

/// Prints, scores and tailors the resumes of seekers. Stores nothing.
pub struct ResumeStudio {
    database: Arc<dyn Database>,
    printer: ResumePrinter,
}

impl ResumePrinter {
    /// A printer whose work this reader reads again.
    pub fn new(reader: ResumeReader, renderer: Arc<dyn DocumentRenderer>) -> Self {
        Self { reader, renderer }
    }

    /// The templates, in the order in which they are offered.
    pub fn templates(&self) -> Vec<Template> {
        self.renderer.templates()
    }

    /// The resume in print. [`ResumeError::LostField`] when our own reader does not find a field again.
    pub async fn print(&self, resume: &StructuredResume, options: &PrintOptions) -> ResumeResult<Printed> {
        let sheet = sheet(resume, &options.sheet);
        let mut fit = None;
        let bytes = match options.format {
            PrintFormat::Pdf => {
                let layout = Layout {
                    template: options.template.clone(),
                    paper: options.paper,
                    attached: Some(export_json_resume(resume).to_string().into_bytes()),
                };
                let typeset = match self.renderer.typeset(&sheet, &layout).await? {
                    Typesetting::Set(typeset) => typeset,
                    Typesetting::UnknownTemplate => return Err(ResumeError::NoSuchTemplate),
                    Typesetting::TooLong => return Err(ResumeError::TooLongToPrint),
                    Typesetting::MissingFont { characters } => return Err(ResumeError::NoFont(characters)),
                };
                fit = Some(typeset.fit);
                Bytes::from(typeset.pdf)
            }
            PrintFormat::Docx => Bytes::from(self.renderer.word(&sheet)?),
            PrintFormat::Text => Bytes::from(as_text(&sheet)),
            PrintFormat::Markdown => Bytes::from(as_markdown(&sheet)),
            PrintFormat::Json => Bytes::from(format!("{:#}\n", export_json_resume(resume))),
        };
        let read_back = self.read_again(resume, options.format, &bytes).await?;
        match read_back.failed_field() {
            Some(field) => Err(ResumeError::LostField(field.to_owned())),
            None => Ok(Printed { bytes, fit, read_back }),
        }
    }

    async fn read_again(
        &self,
        resume: &StructuredResume,
        format: PrintFormat,
        bytes: &Bytes,
    ) -> ResumeResult<ReadBack> {
        let document_type = match format {
            PrintFormat::Pdf => DocumentType::Pdf,
            PrintFormat::Docx => DocumentType::Docx,
            PrintFormat::Text => DocumentType::Text,
            PrintFormat::Markdown => DocumentType::Markdown,
            PrintFormat::Json => {
                let json = serde_json::from_slice(bytes).map_err(PortError::internal)?;
                return Ok(ReadBack::compare(resume, &interpret(ExchangeContent::Json(json))?.resume));
            }
        };
        match self.reader.documents.read(document_type, bytes.clone()).await? {
            DocumentReading::Document(document) => Ok(read_back(resume, &document)),
            DocumentReading::Encrypted | DocumentReading::Unreadable if *resume == StructuredResume::default() => {
                Ok(read_back(resume, &Document::default()))
            }
            DocumentReading::Encrypted | DocumentReading::Unreadable => {
                Err(PortError::new(PortErrorKind::Internal).into())
            }
        }
    }
}

impl ResumeStudio {
    /// The service on these ports.
    pub fn new(database: Arc<dyn Database>, printer: ResumePrinter) -> Self {
        Self { database, printer }
    }

    /// The templates, in the order in which they are offered.
    pub fn templates(&self) -> Vec<Template> {
        self.printer.templates()
    }

    /// A resume in print that belongs to no account. [`ResumeError::TooLongToPrint`] when it is too long; data (JSON) never is.
    pub async fn print(&self, resume: &StructuredResume, options: &PrintOptions) -> ResumeResult<Printed> {
        if options.format != PrintFormat::Json {
            check_length(resume)?;
        }
        self.printer.print(resume, options).await
    }

    /// A version of the principal's resume, or the one in use, in print.
    pub async fn print_version(
        &self,
        principal: &Principal,
        version: Option<u32>,
        options: &PrintOptions,
    ) -> ResumeResult<Printed> {
        let resume = self.version(principal, version).await?;
        self.print(&resume, options).await
    }

    /// The picture of a page of the principal's resume in print, as PNG. Pages are counted from 1.
    pub async fn picture(
        &self,
        principal: &Principal,
        options: &PrintOptions,
        page: u16,
        width: u16,
    ) -> ResumeResult<Bytes> {
        let printed = self.print_version(principal, None, options).await?;
        let page = page.checked_sub(1).ok_or(ResumeError::NoSuchPage)?;
        let picture = self.printer.reader.documents.page_picture(DocumentType::Pdf, printed.bytes, page, width).await?;
        picture.ok_or(ResumeError::NoSuchPage)
    }

    /// The score of the principal's resume in use, by these words.
    pub async fn score(&self, principal: &Principal, keywords: &[String]) -> ResumeResult<AtsScore> {
        self.score_of(&self.version(principal, None).await?, keywords)
    }

    /// The score of a resume that belongs to no account, by these words.
    pub fn score_of(&self, resume: &StructuredResume, keywords: &[String]) -> ResumeResult<AtsScore> {
        check_length(resume)?;
        Ok(ats_score(resume, &Keyword::named(keywords)))
    }

    /// The principal's resume in use, tailored to a job. Nothing of it is stored: the seeker decides.
    pub async fn tailor_to_job(
        &self,
        principal: &Principal,
        job: JobId,
        options: &TailorOptions,
    ) -> ResumeResult<Tailored> {
        let job = self.database.read(Actor::Public).jobs().get(job).await?.ok_or(ResumeError::NoSuchJob)?;
        self.tailor_to_text(principal, &job.posting.title, &job.posting.description, options).await
    }

    /// The principal's resume in use, tailored to the text of a posting.
    pub async fn tailor_to_text(
        &self,
        principal: &Principal,
        title: &str,
        description: &str,
        options: &TailorOptions,
    ) -> ResumeResult<Tailored> {
        self.tailor(&self.version(principal, None).await?, title, description, options)
    }

    /// A resume that belongs to no account, tailored to the text of a posting.
    pub fn tailor(
        &self,
        resume: &StructuredResume,
        title: &str,
        description: &str,
        options: &TailorOptions,
    ) -> ResumeResult<Tailored> {
        check_length(resume)?;
        Ok(tailor(resume, title, description, options))
    }

    /// The same, tailored to words that are looked for.
    pub fn tailor_to_words(
        &self,
        resume: &StructuredResume,
        words: &[String],
        options: &TailorOptions,
    ) -> ResumeResult<Tailored> {
        check_length(resume)?;
        Ok(tailor_to_keywords(resume, &Keyword::named(words), &words.join("\n"), options))
    }

    /// The content of a version, or of the one in use.
    async fn version(&self, principal: &Principal, version: Option<u32>) -> ResumeResult<StructuredResume> {
        let mut read = self.database.read(principal.into());
        let mut resumes = read.resumes();
        let resume = match version {
            Some(version) => {
                let found = resumes.get(principal, principal.account_id, version).await?;
                found.ok_or(ResumeError::NoSuchVersion)?
            }
            None => resumes.current(principal, principal.account_id).await?.ok_or(ResumeError::NoResume)?,
        };
        Ok(ResumeService::content(&resume))
    }
}

fn check_length(resume: &StructuredResume) -> ResumeResult<()> {
    if plain_text(resume).len() > MAX_TEXT { Err(ResumeError::TooLongToPrint) } else { Ok(()) }
}
