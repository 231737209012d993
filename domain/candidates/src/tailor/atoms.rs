//! Splits a resume into atoms: single statements with their text, their path, and the skills they are evidence of.

use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{Employer, StructuredResume};
use domain_model::candidates::tailoring::AtomKind;
use domain_model::matching::negation::affirmed;
use domain_model::matching::skill::{self, Skill};

/// A statement of a resume.
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    /// What it states.
    pub kind: AtomKind,
    /// Where it stands: `experience[0].positions[1].highlights[2]`.
    pub path: String,
    /// Its words.
    pub text: String,
    /// The skills that it names, under whatever name. What it says not to know is not among them.
    pub skills: Vec<&'static Skill>,
    /// The year in which it ended. `None` when it goes on, or when nothing is said.
    pub ended: Option<u16>,
}

/// Words of a resume that prove something, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// As in [`Atom::path`].
    pub path: String,
    /// The words.
    pub text: String,
}

impl Atom {
    fn new(kind: AtomKind, path: String, text: String, ended: Option<u16>) -> Self {
        let skills = skill::recognise(&affirmed(&text));
        Self { kind, path, text, skills, ended }
    }

    /// The atom as evidence.
    pub(super) fn evidence(&self) -> Evidence {
        Evidence { path: self.path.clone(), text: self.text.clone() }
    }
}

/// Every statement of the resume, in its order.
pub fn atoms(resume: &StructuredResume) -> Vec<Atom> {
    let mut found = Found(Vec::new());
    found.add(AtomKind::Summary, "headline", &resume.headline, None);
    found.add(AtomKind::Summary, "summary", &resume.summary, None);
    employments(&mut found, "experience", &resume.experience);
    employments(&mut found, "volunteering", &resume.volunteering);
    for (index, course) in resume.education.iter().enumerate() {
        let (path, ended) = (format!("education[{index}]"), year(&course.end));
        let text = words([&course.degree, &course.field, &course.institution]);
        found.0.push(Atom::new(AtomKind::Course, path.clone(), text, ended));
        found.list(AtomKind::Bullet, &format!("{path}.notes"), &course.notes, ended);
    }
    for (index, group) in resume.skills.iter().enumerate() {
        for (at, listed) in group.skills.iter().enumerate() {
            let details: Vec<String> = listed.details.iter().map(field_text).collect();
            let text = if details.is_empty() {
                field_text(&listed.name)
            } else {
                format!("{} ({})", field_text(&listed.name), details.join(", "))
            };
            let mut atom = Atom::new(AtomKind::Skill, format!("skills[{index}].skills[{at}]"), text, None);
            // A listed word is a skill even where prose would need more to tell.
            if atom.skills.is_empty() {
                atom.skills.extend(skill::lookup(listed.name.as_str()));
            }
            found.0.push(atom);
        }
    }
    for (index, known) in resume.languages.iter().enumerate() {
        found.add(AtomKind::Language, &format!("languages[{index}]"), &known.language, None);
    }
    for (index, project) in resume.projects.iter().enumerate() {
        let (path, ended) = (format!("projects[{index}]"), year(&project.end));
        found.add(AtomKind::Project, &path, &project.name, ended);
        found.list(AtomKind::Bullet, &format!("{path}.highlights"), &project.highlights, ended);
    }
    for (index, certificate) in resume.certificates.iter().enumerate() {
        let text = words([&certificate.name, &certificate.issuer]);
        found.0.push(Atom::new(AtomKind::Certificate, format!("certificates[{index}]"), text, None));
    }
    found.0.retain(|atom| !atom.text.is_empty());
    found.0
}

struct Found(Vec<Atom>);

impl Found {
    fn add(&mut self, kind: AtomKind, path: &str, field: &Field<String>, ended: Option<u16>) {
        self.0.push(Atom::new(kind, path.to_owned(), field_text(field), ended));
    }

    fn list(&mut self, kind: AtomKind, path: &str, fields: &[Field<String>], ended: Option<u16>) {
        for (index, field) in fields.iter().enumerate() {
            self.add(kind, &format!("{path}[{index}]"), field, ended);
        }
    }
}

fn employments(found: &mut Found, section: &str, employers: &[Employer]) {
    for (index, employer) in employers.iter().enumerate() {
        for (at, position) in employer.positions.iter().enumerate() {
            let path = format!("{section}[{index}].positions[{at}]");
            let ended = year(&position.end);
            found.0.push(Atom::new(AtomKind::Role, path.clone(), words([&position.title, &employer.name]), ended));
            found.list(AtomKind::Bullet, &format!("{path}.highlights"), &position.highlights, ended);
        }
    }
}

fn year(end: &Field<EndDate>) -> Option<u16> {
    end.value.and_then(EndDate::date).map(PartialDate::year)
}

fn field_text(field: &Field<String>) -> String {
    field.as_str().trim().to_owned()
}

fn words<const N: usize>(fields: [&Field<String>; N]) -> String {
    let parts: Vec<String> = fields.into_iter().map(field_text).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
