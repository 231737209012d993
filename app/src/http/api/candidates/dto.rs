//! Bodies of requests and responses for resumes under `/api/v1`.

use chrono::{DateTime, Utc};
use domain_candidates::{DOWNLOAD_LINK_LIFETIME, FieldTrace, ImportedVersion, ReadDocument, ResumeService, trace};
use domain_model::candidates::document::{Document, Finding, Place};
use domain_model::candidates::field::{Doubt, FieldState};
use domain_model::candidates::resume::{BIN_RETENTION, Resume, ResumeSummary};
use domain_model::candidates::structured_resume::StructuredResume;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::http::api::names::{ExchangeFormatName, FieldStateName, OmissionName, ResumeOriginName};

/// A version of a resume as it was read.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ResumeResource {
    #[serde(flatten)]
    version: VersionResource,
    #[serde(flatten)]
    reading: Reading,
}

/// What was read in a document that is not kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ParsedDocument {
    /// `pdf`, `docx`, `odt`, `rtf`, `html`, `md` or `txt`
    document_type: String,
    #[serde(flatten)]
    reading: Reading,
}

/// What a document says, and where.
#[derive(Debug, Serialize, ToSchema)]
struct Reading {
    /// In reading order.
    text: String,
    /// Canonical names of the skills recognised in the text.
    skills: Vec<String>,
    /// The fields as JSON Resume 1.0.
    #[schema(value_type = Object)]
    content: Value,
    /// Each field with its state and the places it was read from.
    fields: Vec<FieldResource>,
    /// How many fields are in which state.
    counts: FieldCounts,
    /// The pages of the document; none for a format without pages.
    pages: Vec<PageResource>,
    /// The lines of the document in reading order.
    lines: Vec<LineResource>,
    /// Text that is invisible on the page. It is ignored.
    hidden_text: Vec<String>,
}

/// A field of a resume.
#[derive(Debug, Serialize, ToSchema)]
struct FieldResource {
    /// The JSON pointer of the value in `content`.
    #[schema(example = "/work/0/position")]
    path: String,
    value: Option<String>,
    state: FieldStateName,
    /// Why it is not `clear`, in a sentence.
    why: Option<&'static str>,
    /// The places it was read from, in reading order.
    quotes: Vec<QuoteResource>,
}

/// A part of a line.
#[derive(Debug, Serialize, ToSchema)]
struct QuoteResource {
    /// The index of the line in `lines`.
    line: u32,
    /// 1 for the first page; `null` in a format without pages.
    page: Option<u16>,
    /// Left, top, right, bottom in points from the top left corner of the page.
    #[serde(rename = "box")]
    rectangle: Option<[f32; 4]>,
    quote: String,
}

/// How many fields are in which state.
#[derive(Debug, Default, Serialize, ToSchema)]
struct FieldCounts {
    clear: usize,
    check: usize,
    missing: usize,
}

/// A page of the document.
#[derive(Debug, Serialize, ToSchema)]
struct PageResource {
    /// In points.
    width: f32,
    /// In points.
    height: f32,
    /// Were its lines recognised in its picture (OCR)? Then letters may be wrong.
    is_recognised: bool,
}

/// A line of the document.
#[derive(Debug, Serialize, ToSchema)]
struct LineResource {
    text: String,
    /// 1 for the first page; `null` in a format without pages.
    page: Option<u16>,
    /// Left, top, right, bottom in points from the top left corner of the page.
    #[serde(rename = "box")]
    rectangle: Option<[f32; 4]>,
    /// Did it become a field, or is it a heading?
    is_used: bool,
}

/// A version of a resume.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VersionResource {
    /// 1 for the first version of an account.
    version: u32,
    origin: ResumeOriginName,
    /// `null` for a resume that was imported from data instead of a document.
    file_name: Option<String>,
    /// `pdf`, `docx`, `odt`, `rtf`, `html`, `md` or `txt`
    document_type: Option<String>,
    created_at: DateTime<Utc>,
    /// Is it the version in use?
    is_current: bool,
    /// Since when it is in the bin.
    deleted_at: Option<DateTime<Utc>>,
    /// When it is deleted for good, if it is in the bin.
    purged_after: Option<DateTime<Utc>>,
}

/// A resume that was imported.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ImportedResume {
    format: ExchangeFormatName,
    /// What is in the file and not in the resume.
    left_out: Vec<LeftOutResource>,
    resume: ResumeResource,
}

/// Something in an imported file that is not in the resume.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LeftOutResource {
    /// Its path in the file.
    #[schema(example = "Profile.csv: Birth Date")]
    path: String,
    why: OmissionName,
}

/// Where a file can be downloaded without signing in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DownloadLink {
    url: String,
    /// Seconds.
    #[schema(example = 900)]
    expires_in: u64,
}

impl DownloadLink {
    /// A new link.
    pub(super) fn to(url: String) -> Self {
        Self { url, expires_in: DOWNLOAD_LINK_LIFETIME.as_secs() }
    }
}

impl Reading {
    fn of(text: String, skills: Vec<String>, document: &Document, content: &StructuredResume) -> Self {
        let (json_resume, traces) = trace(document, content);
        let fields: Vec<FieldResource> = traces.into_iter().map(FieldResource::from).collect();
        let count = |state: FieldState| fields.iter().filter(|field| field.state == state.into()).count();
        let counts = FieldCounts {
            clear: count(FieldState::Clear),
            check: count(FieldState::Check),
            missing: count(FieldState::Missing),
        };
        let hidden = document.findings.iter().filter_map(|finding| match finding {
            Finding::HiddenText { text, .. } => Some(text.clone()),
            Finding::ImageOnly { .. } | Finding::Garbled { .. } | Finding::Recognised { .. } => None,
        });
        let pages = (0..).zip(&document.pages).map(|(index, page)| PageResource {
            width: page.width,
            height: page.height,
            is_recognised: document.findings.contains(&Finding::Recognised { page: index }),
        });
        let lines = (0..).zip(&document.lines).map(|(index, line)| LineResource {
            text: line.text.clone(),
            page: line.place.map(page_number),
            rectangle: line.place.map(rectangle),
            is_used: !content.unread_lines.contains(&index),
        });
        Self {
            text,
            skills,
            content: json_resume,
            counts,
            pages: pages.collect(),
            lines: lines.collect(),
            hidden_text: hidden.collect(),
            fields,
        }
    }
}

impl From<FieldTrace> for FieldResource {
    fn from(field: FieldTrace) -> Self {
        let quotes = field.quotations.into_iter().map(|quotation| QuoteResource {
            line: quotation.line,
            page: quotation.place.map(page_number),
            rectangle: quotation.place.map(rectangle),
            quote: quotation.text,
        });
        Self {
            path: field.path,
            value: field.value,
            state: field.state.into(),
            why: field.why.map(Doubt::explanation),
            quotes: quotes.collect(),
        }
    }
}

fn page_number(place: Place) -> u16 {
    place.page + 1
}

fn rectangle(place: Place) -> [f32; 4] {
    [place.left, place.top, place.right, place.bottom]
}

impl From<Resume> for ResumeResource {
    fn from(resume: Resume) -> Self {
        let content = ResumeService::content(&resume);
        let version = resume.summary().into();
        Self { version, reading: Reading::of(resume.text, resume.skills, &resume.document, &content) }
    }
}

impl From<ImportedVersion> for ImportedResume {
    fn from(imported: ImportedVersion) -> Self {
        let left_out = imported.left_out.into_iter();
        Self {
            format: imported.format.into(),
            left_out: left_out.map(|left| LeftOutResource { path: left.path, why: left.why.into() }).collect(),
            resume: imported.resume.into(),
        }
    }
}

impl From<ReadDocument> for ParsedDocument {
    fn from(read: ReadDocument) -> Self {
        Self {
            document_type: read.document_type.to_string(),
            reading: Reading::of(read.text, read.skills, &read.document, &read.content),
        }
    }
}

impl From<ResumeSummary> for VersionResource {
    fn from(summary: ResumeSummary) -> Self {
        Self {
            version: summary.version,
            origin: summary.origin.into(),
            file_name: summary.file_name,
            document_type: summary.document_type.map(|document_type| document_type.to_string()),
            created_at: summary.created_at,
            is_current: summary.is_current,
            deleted_at: summary.deleted_at,
            purged_after: summary.deleted_at.map(|since| since + BIN_RETENTION),
        }
    }
}
