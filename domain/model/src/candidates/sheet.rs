//! A resume as it is printed: its sections with their headings, its entries with their dates, all of it text.
//!
//! Every output (PDF, DOCX, HTML, Markdown, plain text) prints this one sheet, so that they say the same in the same order. Its
//! values are text and nothing else: no output takes them for markup.

use serde::{Deserialize, Serialize};

use crate::kernel::named::named_enum;

/// A resume, ready to be printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The language of its headings, dates and text (BCP 47).
    pub language: String,
    /// Is that language written from right to left?
    pub is_right_to_left: bool,
    /// What the document is called, for readers of its metadata.
    pub title: String,
    /// The seeker's name.
    pub name: String,
    /// The line under the name.
    pub headline: String,
    /// How to reach the seeker, and pages of the seeker.
    pub contacts: Vec<Contact>,
    /// What follows, in order. No section is empty.
    pub sections: Vec<Section>,
    /// The sentence by which the seeker agrees to the processing of the data, at the end.
    pub consent: Option<String>,
}

/// A way to reach the seeker, or a page of the seeker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// As printed.
    pub text: String,
    /// Where it leads: `mailto:`, `tel:`, `https:` or `http:`.
    pub target: Option<String>,
}

named_enum! {
    /// What a section is about.
    SectionKind {
        /// The seeker's own introduction.
        Summary = "summary",
        /// Paid work.
        Experience = "experience",
        /// Unpaid work.
        Volunteering = "volunteering",
        /// Schools and training.
        Education = "education",
        /// Skills in groups.
        Skills = "skills",
        /// Human languages.
        Languages = "languages",
        /// Projects.
        Projects = "projects",
        /// Certificates and licences.
        Certificates = "certificates",
        /// Awards and honours.
        Awards = "awards",
        /// Publications.
        Publications = "publications",
        /// Interests.
        Interests = "interests",
    }
}

/// A section under a heading. Exactly one of its lists is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// Its heading in the language of the sheet.
    pub heading: String,
    /// Running text.
    pub paragraphs: Vec<String>,
    /// What was done somewhere, for some time.
    pub entries: Vec<Entry>,
    /// Lists, each with what they have in common.
    pub groups: Vec<Group>,
}

/// Something that was done somewhere, for some time. What is not known is an empty text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The title of a position, a degree with its subject, the name of a project.
    pub title: String,
    /// The employer, the school, the issuer.
    pub organisation: String,
    /// Where.
    pub location: String,
    /// From when to when, in the language of the sheet.
    pub dates: String,
    /// Its page.
    pub url: String,
    /// The grade.
    pub grade: String,
    /// The items of its list.
    pub items: Vec<String>,
    /// Is it printed in one line: a certificate, an award, a publication with nothing but its name, issuer and date?
    pub is_line: bool,
}

/// A list of short texts that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// What they have in common; empty when nothing is said.
    pub label: String,
    /// The texts.
    pub items: Vec<String>,
}

named_enum! {
    /// The paper.
    Paper {
        /// 210 mm × 297 mm.
        A4 = "a4",
        /// 8.5 in × 11 in.
        Letter = "letter",
    }
}

named_enum! {
    /// What a resume is printed as. The name is also the file extension.
    PrintFormat {
        /// Pages, set in type by a template.
        Pdf = "pdf",
        /// A document for word processors.
        Docx = "docx",
        /// Plain text.
        Text = "txt",
        /// Markdown.
        Markdown = "md",
        /// JSON Resume.
        Json = "json",
    }
}

impl PrintFormat {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Text => "text/plain; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// How a sheet is set in type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The name of the template.
    pub template: String,
    /// The paper.
    pub paper: Paper,
    /// The resume as JSON Resume, which goes with the pages as an attached file: programs read it without any doubt.
    pub attached: Option<Vec<u8>>,
}

/// A template that a renderer knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name: that of its folder.
    pub name: String,
    /// What it is made for, in a sentence.
    pub description: String,
}

/// A sheet that was set in type.
#[derive(Debug, Clone, PartialEq)]
pub struct Typeset {
    /// A tagged PDF.
    pub pdf: Vec<u8>,
    /// How the sheet fits its pages.
    pub fit: PageFit,
}

/// How a sheet fits its pages.
#[derive(Debug, Clone, PartialEq)]
pub struct PageFit {
    /// How many pages there are.
    pub pages: u16,
    /// How much of the last page's type area is filled, from 0 to 1.
    pub last_page_filled: f32,
}
