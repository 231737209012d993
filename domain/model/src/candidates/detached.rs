//! A resume detached from the document it was read from, for export.

use super::field::Field;
use super::structured_resume::{
    Award, Certificate, Contacts, Education, Employer, Language, Link, Position, Project, Publication, Skill,
    SkillGroup, StructuredResume,
};
use crate::kernel::text;

impl StructuredResume {
    /// The same values without spans, doubts and unread lines. A field without a value is missing; what is wholly empty goes.
    /// Texts are clean and trimmed. Doing it twice changes nothing.
    #[must_use]
    pub fn detached(&self) -> Self {
        Self {
            name: words(&self.name),
            headline: words(&self.headline),
            contacts: Contacts {
                emails: list(&self.contacts.emails),
                phones: list(&self.contacts.phones),
                location: words(&self.contacts.location),
            },
            links: self.links.iter().filter_map(link).collect(),
            summary: words(&self.summary),
            experience: all(&self.experience, employer),
            volunteering: all(&self.volunteering, employer),
            education: all(&self.education, education),
            skills: all(&self.skills, skill_group),
            languages: all(&self.languages, language),
            projects: all(&self.projects, project),
            certificates: all(&self.certificates, certificate),
            awards: all(&self.awards, award),
            publications: all(&self.publications, publication),
            interests: list(&self.interests),
            unread_lines: Vec::new(),
        }
    }
}

/// Whatever of it is not empty.
fn all<T: Default + PartialEq>(items: &[T], detached: impl Fn(&T) -> T) -> Vec<T> {
    items.iter().map(detached).filter(|item| *item != T::default()).collect()
}

fn value<T: Clone>(field: &Field<T>) -> Field<T> {
    field.value.clone().map_or_else(Field::missing, |value| Field::clear(value, Vec::new()))
}

fn words(field: &Field<String>) -> Field<String> {
    clean(field.as_str()).map_or_else(Field::missing, |text| Field::clear(text, Vec::new()))
}

/// `None` when nothing is left.
fn clean(text: &str) -> Option<String> {
    // XML cannot say these two.
    let clean: String = text::clean(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    let clean = clean.trim();
    (!clean.is_empty()).then(|| clean.to_owned())
}

fn list(fields: &[Field<String>]) -> Vec<Field<String>> {
    fields.iter().map(words).filter(|field| !field.is_missing()).collect()
}

fn link(field: &Field<Link>) -> Option<Field<Link>> {
    let link = field.value.as_ref()?;
    let part = |part: &Option<String>| part.as_deref().and_then(clean);
    let link = Link { network: part(&link.network), username: part(&link.username), url: part(&link.url) };
    (link != Link::default()).then(|| Field::clear(link, Vec::new()))
}

fn employer(employer: &Employer) -> Employer {
    let positions = all(&employer.positions, |position| Position {
        title: words(&position.title),
        location: words(&position.location),
        start: value(&position.start),
        end: value(&position.end),
        highlights: list(&position.highlights),
    });
    let (name, location) = (words(&employer.name), words(&employer.location));
    let is_named = !(name.is_missing() && location.is_missing());
    // An employer has at least one position, of which nothing may be known.
    let positions = if positions.is_empty() && is_named { vec![Position::default()] } else { positions };
    Employer { name, location, positions }
}

fn education(education: &Education) -> Education {
    Education {
        institution: words(&education.institution),
        degree: words(&education.degree),
        field: words(&education.field),
        location: words(&education.location),
        start: value(&education.start),
        end: value(&education.end),
        grade: words(&education.grade),
        notes: list(&education.notes),
    }
}

fn skill_group(group: &SkillGroup) -> SkillGroup {
    let skills = all(&group.skills, |skill| Skill {
        name: words(&skill.name),
        level: words(&skill.level),
        details: list(&skill.details),
    });
    SkillGroup { name: words(&group.name), skills }
}

fn language(language: &Language) -> Language {
    Language { language: words(&language.language), fluency: words(&language.fluency) }
}

fn project(project: &Project) -> Project {
    Project {
        name: words(&project.name),
        start: value(&project.start),
        end: value(&project.end),
        url: words(&project.url),
        highlights: list(&project.highlights),
    }
}

fn certificate(certificate: &Certificate) -> Certificate {
    Certificate { name: words(&certificate.name), issuer: words(&certificate.issuer), date: value(&certificate.date) }
}

fn award(award: &Award) -> Award {
    Award {
        title: words(&award.title),
        awarder: words(&award.awarder),
        date: value(&award.date),
        notes: list(&award.notes),
    }
}

fn publication(publication: &Publication) -> Publication {
    Publication { name: words(&publication.name), date: value(&publication.date), notes: list(&publication.notes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::field::{Doubt, FieldState, Span};

    #[test]
    fn what_is_handed_on_has_values_alone() {
        let span = Span { line: 1, start: 0, end: 3 };
        let resume = StructuredResume {
            name: Field::check(" Ada\u{200b}\u{0} ".to_owned(), vec![span], Doubt::ByPosition),
            headline: Field::untold(vec![span], Doubt::OtherCalendar),
            education: vec![Education::default()],
            experience: vec![
                Employer { name: Field::clear("Engines".to_owned(), vec![span]), ..Employer::default() },
                Employer { positions: vec![Position::default()], ..Employer::default() },
            ],
            unread_lines: vec![7],
            ..StructuredResume::default()
        };
        let detached = resume.detached();
        assert_eq!(
            detached.name,
            Field { value: Some("Ada".to_owned()), spans: vec![], state: FieldState::Clear, why: None }
        );
        assert!(detached.headline.is_missing() && detached.education.is_empty() && detached.unread_lines.is_empty());
        assert_eq!(detached.experience.len(), 1);
        assert_eq!(detached.experience[0].positions, [Position::default()]);
        assert_eq!(detached.detached(), detached);
    }
}
