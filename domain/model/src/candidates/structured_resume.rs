//! What a resume says, field by field. Each value keeps the text it was read from (see [`Field`]).

use serde::{Deserialize, Serialize};

use super::field::Field;
use super::partial_date::{EndDate, PartialDate};

/// A resume, field by field. Lists are in the order of the document.
///
/// Every value is a quotation or a normalisation of its spans. Nothing is added that the document does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StructuredResume {
    /// The seeker's name, in mixed case.
    pub name: Field<String>,
    /// The line under the name that says what the seeker is.
    pub headline: Field<String>,
    /// How to reach the seeker.
    pub contacts: Contacts,
    /// Web pages and profiles of the seeker.
    pub links: Vec<Field<Link>>,
    /// The paragraph in which the seeker introduces himself or herself.
    pub summary: Field<String>,
    /// Paid work and internships, by employer.
    pub experience: Vec<Employer>,
    /// Unpaid work, by organisation.
    pub volunteering: Vec<Employer>,
    /// Schools, universities, vocational training.
    pub education: Vec<Education>,
    /// Skills, in the groups of the document.
    pub skills: Vec<SkillGroup>,
    /// Human languages.
    pub languages: Vec<Language>,
    /// Projects.
    pub projects: Vec<Project>,
    /// Certificates and licences.
    pub certificates: Vec<Certificate>,
    /// Awards, honours and scholarships.
    pub awards: Vec<Award>,
    /// Publications, patents and talks.
    pub publications: Vec<Publication>,
    /// What the seeker likes to do.
    pub interests: Vec<Field<String>>,
    /// Lines of the document that became no field, by their index. Headings are not among them.
    pub unread_lines: Vec<u32>,
}

/// How to reach a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contacts {
    /// Addresses of electronic mail. The first one is the one to use.
    pub emails: Vec<Field<String>>,
    /// Telephone numbers as printed. The first one is the one to use.
    pub phones: Vec<Field<String>>,
    /// The place of residence or the postal address, as printed.
    pub location: Field<String>,
}

/// A web page, or a profile in a network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// The network in its own spelling: `LinkedIn`, `GitHub`. `None` for a page of the seeker's own.
    pub network: Option<String>,
    /// The name in that network, without `@`.
    pub username: Option<String>,
    /// The address as printed, or the target of the link in the document. `None` when only network and name are printed.
    pub url: Option<String>,
}

/// An employer or another organisation, with what a person did there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Employer {
    /// Its name.
    pub name: Field<String>,
    /// Where it is. A position may say otherwise.
    pub location: Field<String>,
    /// At least one, latest first in most resumes.
    pub positions: Vec<Position>,
}

/// A position at an employer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Position {
    /// The title.
    pub title: Field<String>,
    /// Where the work was done.
    pub location: Field<String>,
    /// Its beginning.
    pub start: Field<PartialDate>,
    /// Its end.
    pub end: Field<EndDate>,
    /// Tasks and achievements: each item of the list, or each paragraph.
    pub highlights: Vec<Field<String>>,
}

/// A course of studies or training.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Education {
    /// The school or university.
    pub institution: Field<String>,
    /// The degree: `Bachelor of Science`, `PhD`, `Abitur`.
    pub degree: Field<String>,
    /// The subject: `Computer Science`.
    pub field: Field<String>,
    /// Where the institution is.
    pub location: Field<String>,
    /// The beginning.
    pub start: Field<PartialDate>,
    /// The end, or the expected end.
    pub end: Field<EndDate>,
    /// The grade as printed: `GPA: 3.97/4.00`.
    pub grade: Field<String>,
    /// Theses, courses, honours.
    pub notes: Vec<Field<String>>,
}

/// Skills that the document lists together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SkillGroup {
    /// What they have in common, as printed: `Databases`.
    pub name: Field<String>,
    /// The skills.
    pub skills: Vec<Skill>,
}

/// A skill as the seeker names it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Skill {
    /// The skill.
    pub name: Field<String>,
    /// How well, in words. Bars and stars are not read.
    pub level: Field<String>,
    /// What the seeker adds to it.
    pub details: Vec<Field<String>>,
}

/// A human language that the seeker knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Language {
    /// The language as printed.
    pub language: Field<String>,
    /// How well, as printed: `native`, `C1`.
    pub fluency: Field<String>,
}

/// A project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// Its name.
    pub name: Field<String>,
    /// Its beginning.
    pub start: Field<PartialDate>,
    /// Its end.
    pub end: Field<EndDate>,
    /// Its page.
    pub url: Field<String>,
    /// What it is and what the seeker did.
    pub highlights: Vec<Field<String>>,
}

/// A certificate or a licence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Certificate {
    /// Its name.
    pub name: Field<String>,
    /// Who certifies.
    pub issuer: Field<String>,
    /// When it was obtained.
    pub date: Field<PartialDate>,
}

/// An award, an honour or a scholarship.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Award {
    /// Its name.
    pub title: Field<String>,
    /// Who gave it.
    pub awarder: Field<String>,
    /// When.
    pub date: Field<PartialDate>,
    /// What else is said of it.
    pub notes: Vec<Field<String>>,
}

/// Something that the seeker published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Publication {
    /// Its reference as printed, or its title alone when that stands alone.
    pub name: Field<String>,
    /// When.
    pub date: Field<PartialDate>,
    /// Authors, places, summaries.
    pub notes: Vec<Field<String>>,
}
