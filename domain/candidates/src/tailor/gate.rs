//! The fact gate: every claim of a draft must follow from the resume it was made of, or it is rejected with the reason.
//!
//! It checks the output of rules and models alike. Names, dates, employers, degrees and contacts are those of the resume, and
//! belong to the same entry there. A sentence follows from one statement of the same entry: all its numbers and distinctive words
//! are there, and every skill it names is one that the statement names, under any of its names. A listed skill is one that the
//! resume names somewhere without denying it.

use std::collections::HashSet;

use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::{Employer, StructuredResume};
use domain_model::candidates::tailoring::RejectionReason;
use domain_model::kernel::text::normalise;
use domain_model::matching::negation::affirmed;
use domain_model::matching::skill::{self, mentions};

use super::atoms::atoms;
use crate::output::fields;

/// A claim that does not follow from the resume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Where the draft claims it, as in [`ReadBack`](crate::ReadBack).
    pub path: String,
    /// What it claims.
    pub claim: String,
    /// Why it is rejected.
    pub reason: RejectionReason,
    /// What of it has no source.
    pub unproved: String,
}

/// The claims of the draft that do not follow from the resume it was made of. None: it says nothing new.
pub fn gate(draft: &StructuredResume, source: &StructuredResume) -> Vec<Rejection> {
    let facts: HashSet<(String, String)> =
        fields(source).into_iter().map(|(path, value)| (class(&path), normalise(&value))).collect();
    let entries: HashSet<String> = entries(source).into_iter().map(|(_, entry)| entry).collect();
    let skills = Skills::of(source);
    let mut rejections = Vec::new();
    let mut reject = |path: String, claim: String, (reason, unproved): (RejectionReason, String)| {
        rejections.push(Rejection { path, claim, reason, unproved });
    };
    for (path, entry) in self::entries(draft) {
        if !entries.contains(&entry) {
            reject(path, entry.clone(), (RejectionReason::NoSource, entry));
        }
    }
    for (path, value) in fields(draft) {
        let class = class(&path);
        // What was done somewhere is proved by its own entry alone, even word for word.
        if !class.ends_with(".highlights[]") && facts.contains(&(class.clone(), normalise(&value))) {
            continue;
        }
        let why = match class.as_str() {
            "skills[].name" | "skills[].details[]" => skills.refuse(&value),
            _ => match prose(source, draft, &path) {
                Some(statements) => unproved(&value, &statements),
                None => Some((RejectionReason::NoSource, value.clone())),
            },
        };
        if let Some(why) = why {
            reject(path, value, why);
        }
    }
    rejections
}

/// A path without its numbers: values of one class are of one kind.
fn class(path: &str) -> String {
    path.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// What must stay together, with its path: employer, title, place and dates; school, degree, subject and dates; a language and
/// its level …
fn entries(resume: &StructuredResume) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    for (section, employers) in [("experience", &resume.experience), ("volunteering", &resume.volunteering)] {
        for (index, (_, entry, _)) in positions(employers).into_iter().enumerate() {
            entries.push((format!("{section}[{index}]"), entry));
        }
    }
    for (index, course) in resume.education.iter().enumerate() {
        let parts = [&course.institution, &course.degree, &course.field, &course.location, &course.grade];
        let entry = format!("{} {} {}", joined(&parts), shown(&course.start), shown(&course.end));
        entries.push((format!("education[{index}]"), entry));
    }
    for (index, certificate) in resume.certificates.iter().enumerate() {
        let entry = format!("{} {}", joined(&[&certificate.name, &certificate.issuer]), shown(&certificate.date));
        entries.push((format!("certificates[{index}]"), entry));
    }
    for (index, known) in resume.languages.iter().enumerate() {
        entries.push((format!("languages[{index}]"), joined(&[&known.language, &known.fluency])));
    }
    let skills = resume.skills.iter().flat_map(|group| &group.skills).filter(|skill| !skill.level.is_missing());
    for (index, skill) in skills.enumerate() {
        entries.push((format!("skills[{index}].level"), joined(&[&skill.name, &skill.level])));
    }
    for (index, project) in resume.projects.iter().enumerate() {
        let parts = [&project.name, &project.url];
        let entry = format!("{} {} {}", joined(&parts), shown(&project.start), shown(&project.end));
        entries.push((format!("projects[{index}]"), entry));
    }
    for (index, publication) in resume.publications.iter().enumerate() {
        let entry = format!("{} {}", joined(&[&publication.name]), shown(&publication.date));
        entries.push((format!("publications[{index}]"), entry));
    }
    for (index, award) in resume.awards.iter().enumerate() {
        let entry = format!("{} {}", joined(&[&award.title, &award.awarder]), shown(&award.date));
        entries.push((format!("awards[{index}]"), entry));
    }
    entries
}

/// The positions of a section: their employers, what must stay together, and what was done.
fn positions(employers: &[Employer]) -> Vec<(&Employer, String, &[Field<String>])> {
    let mut found = Vec::new();
    for employer in employers {
        for position in &employer.positions {
            let parts = [&employer.name, &position.title, &employer.location, &position.location];
            let entry = format!("{} {} {}", joined(&parts), shown(&position.start), shown(&position.end));
            found.push((employer, entry, position.highlights.as_slice()));
        }
    }
    found
}

fn joined(fields: &[&Field<String>]) -> String {
    fields.iter().map(|field| normalise(field.as_str())).collect::<Vec<_>>().join(" / ")
}

fn shown<T: ToString>(field: &Field<T>) -> String {
    field.value.as_ref().map(T::to_string).unwrap_or_default()
}

/// The statements from which a sentence at this place may follow. `None` where no sentence stands.
fn prose<'r>(source: &'r StructuredResume, draft: &StructuredResume, path: &str) -> Option<Vec<&'r str>> {
    if matches!(path, "headline" | "summary") {
        let own = [source.headline.as_str(), source.summary.as_str()];
        return Some(own.into_iter().filter(|text| !text.is_empty()).collect());
    }
    let (section, index) = path.split_once(".highlights[")?.0.strip_suffix(']')?.split_once('[')?;
    let index: usize = index.parse().ok()?;
    let of_section = |resume: &'r StructuredResume| match section {
        "experience" => Some(&resume.experience),
        "volunteering" => Some(&resume.volunteering),
        _ => None,
    };
    let items = |fields: &'r [Field<String>]| fields.iter().map(Field::as_str).collect::<Vec<_>>();
    if section == "projects" {
        let name = normalise(draft.projects.get(index)?.name.as_str());
        let project = source.projects.iter().find(|project| normalise(project.name.as_str()) == name)?;
        return Some(items(&project.highlights));
    }
    let drafted = if section == "experience" { &draft.experience } else { &draft.volunteering };
    let entry = positions(drafted).into_iter().nth(index)?.1;
    let (.., highlights) = positions(of_section(source)?).into_iter().find(|(_, found, _)| *found == entry)?;
    Some(items(highlights))
}

/// Why the claim follows from none of the statements; from the one that is nearest to it.
fn unproved(claim: &str, statements: &[&str]) -> Option<(RejectionReason, String)> {
    let mut nearest: Option<(usize, (RejectionReason, String))> = None;
    if statements.iter().any(|statement| normalise(statement) == normalise(claim)) {
        return None;
    }
    for statement in statements {
        let lacks = lacking(claim, statement);
        let first = lacks.first().cloned()?;
        if nearest.as_ref().is_none_or(|(count, _)| lacks.len() < *count) {
            nearest = Some((lacks.len(), first));
        }
    }
    Some(nearest.map_or_else(|| (RejectionReason::NoSource, claim.to_owned()), |(_, why)| why))
}

/// What of the claim is not in the statement.
fn lacking(claim: &str, statement: &str) -> Vec<(RejectionReason, String)> {
    let affirmed = affirmed(statement);
    let shown: HashSet<&str> = skill::recognise(&affirmed).into_iter().map(|skill| skill.name.as_str()).collect();
    let affirmed: HashSet<String> = tokens(&affirmed).collect();
    // A statement that says what was not done may be repeated whole; parts of it would say the opposite.
    let claimed: HashSet<String> = tokens(claim).collect();
    let is_whole = tokens(statement).all(|token| claimed.contains(&token));
    let had: HashSet<String> = if is_whole { tokens(statement).collect() } else { affirmed.clone() };
    let mut lacks = Vec::new();
    let mut rest = String::new();
    let mut from = 0;
    for mention in mentions(claim) {
        rest.push_str(&claim[from..mention.place.start]);
        rest.push(' ');
        from = mention.place.end;
        let written = &claim[mention.place];
        if !shown.contains(mention.skill.name.as_str()) && !tokens(written).all(|token| affirmed.contains(&token)) {
            lacks.push((RejectionReason::Skill, written.to_owned()));
        }
    }
    rest.push_str(&claim[from..]);
    for token in tokens(&rest).filter(|token| !had.contains(token)) {
        let is_number = token.chars().any(char::is_numeric);
        lacks.push((if is_number { RejectionReason::Number } else { RejectionReason::Word }, token));
    }
    lacks
}

/// The words and numbers of a text. A number keeps its separators: `3.5` is not `3` and `5`.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    let normal = normalise(text);
    let tokens: Vec<String> = normal
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '/' | '"' | ';' | '-'))
        .map(|token| {
            token.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | '%' | '€' | '$' | '£'))
        })
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
        .collect();
    tokens.into_iter()
}

/// What a resume shows of skills.
struct Skills {
    canonical: HashSet<&'static str>,
}

impl Skills {
    fn of(source: &StructuredResume) -> Self {
        Self {
            canonical: atoms(source)
                .into_iter()
                .flat_map(|atom| atom.skills)
                .map(|skill| skill.name.as_str())
                .collect(),
        }
    }

    /// Why a listed skill is not shown: every skill that it names must be, and nothing else may stand there.
    fn refuse(&self, listed: &str) -> Option<(RejectionReason, String)> {
        let whole = skill::lookup(listed).map(|skill| skill.name.as_str());
        if whole.is_some_and(|name| self.canonical.contains(name)) {
            return None;
        }
        let mentions = mentions(listed);
        let are_shown =
            !mentions.is_empty() && mentions.iter().all(|mention| self.canonical.contains(mention.skill.name.as_str()));
        let mut rest = listed.to_owned();
        for mention in mentions.iter().rev() {
            rest.replace_range(mention.place.clone(), " ");
        }
        (!are_shown || tokens(&rest).next().is_some()).then(|| (RejectionReason::Skill, listed.to_owned()))
    }
}
