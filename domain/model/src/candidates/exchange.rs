//! Exchange files of resumes, of other programs and of this one: their formats and their parsed content.
//!
//! A file is untrusted bytes. The sandbox parses it to plain data of bounded size, which `domain-candidates` maps to a resume.

use serde::{Deserialize, Serialize};

use crate::kernel::named::named_enum;

named_enum! {
    /// A format of such files.
    ExchangeFormat {
        /// JSON Resume 1.0.0, <https://jsonresume.org/schema>.
        JsonResume = "json-resume",
        /// The archive of their own data that members of `LinkedIn` download: a ZIP of tables. Read only.
        LinkedIn = "linkedin",
        /// Europass XML, of the portal since 2020 (`Candidate`), and of the editor before (`SkillsPassport`, read only).
        Europass = "europass",
        /// Our own archive: a ZIP with everything that is known of the resume.
        Archive = "archive",
    }
}

/// The name of the resume in our own archive.
pub const ARCHIVED_RESUME: &str = "jobwright-resume.json";
/// Our own archive keeps the document that the resume was read from under this folder.
pub const ARCHIVED_ORIGINAL: &str = "original/";
/// The tables of a `LinkedIn` archive that say something of a resume, without `.csv`.
pub const LINKEDIN_TABLES: [&str; 12] = [
    "Profile",
    "Positions",
    "Education",
    "Skills",
    "Languages",
    "Certifications",
    "Projects",
    "Email Addresses",
    "PhoneNumbers",
    "Publications",
    "Honors",
    "Volunteering",
];

/// A table of an archive, such as the content of a CSV file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name: that of the file, without folder and extension.
    pub name: String,
    /// Its rows with their cells, the row of column names among them.
    pub rows: Vec<Vec<String>>,
}

/// An element of an XML file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct XmlElement {
    /// Its name as written: `hr:OrganizationName`.
    pub name: String,
    /// Its attributes in order, with their names as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<(String, String)>,
    /// The text directly in it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The elements in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<XmlElement>,
}

impl XmlElement {
    /// Its name without prefix.
    pub fn local_name(&self) -> &str {
        self.name.rsplit_once(':').map_or(&self.name, |(_, local)| local)
    }

    /// The value of an attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let is_of = |written: &str| written.rsplit_once(':').map_or(written, |(_, local)| local) == name;
        self.attributes.iter().find(|(written, _)| is_of(written)).map(|(_, value)| value.as_str())
    }
}

/// The document that a resume was read from, as an archive keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalFile {
    /// The name under which it was uploaded. For display only.
    pub name: String,
    /// Its bytes, as untrusted as ever.
    pub bytes: Vec<u8>,
}

/// Something in an imported file that is not in the resume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OmittedField {
    /// Where it stands in the file: `work[2].url`, `Profile.csv: Birth Date`, `Candidate/CandidatePerson/GenderCode`.
    pub path: String,
    /// Why.
    pub why: Omission,
}

named_enum! {
    /// Why something in an imported file is not in the resume.
    Omission {
        /// A resume has no field for it.
        NoField = "no_field",
        /// It is no date that can be told.
        UnclearDate = "unclear_date",
        /// It is private, and employers should not see it: date of birth, address, sex, photograph.
        Private = "private",
        /// It says the same as something before it.
        Repeated = "repeated",
    }
}
