//! A structured resume as plain text, in the order in which people write one.

use std::fmt::Display;

use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{Employer, StructuredResume};

/// The resume as plain text: a blank line between sections, list items after `- `. Missing values are left out.
pub fn plain_text(resume: &StructuredResume) -> String {
    let mut page = Page::default();
    page.line([text(&resume.name)]);
    page.line([text(&resume.headline)]);
    let contacts = &resume.contacts;
    page.line(contacts.emails.iter().chain(&contacts.phones).map(text).chain([text(&contacts.location)]));
    page.line(resume.links.iter().filter_map(|link| link.value.as_ref()?.url.clone()));
    page.section("Summary");
    page.line([text(&resume.summary)]);
    page.section("Experience");
    resume.experience.iter().for_each(|employer| employment(&mut page, employer));
    page.section("Volunteering");
    resume.volunteering.iter().for_each(|employer| employment(&mut page, employer));
    page.section("Education");
    for education in &resume.education {
        page.line([text(&education.degree), text(&education.field), text(&education.institution)]);
        page.line([text(&education.location), dates(&education.start, &education.end), text(&education.grade)]);
        page.items(&education.notes);
    }
    page.section("Skills");
    for group in &resume.skills {
        let skills = group.skills.iter().map(|skill| {
            let details =
                skill.details.iter().map(text).chain([text(&skill.level)]).filter(|detail| !detail.is_empty());
            let details = details.collect::<Vec<_>>().join(", ");
            if details.is_empty() { text(&skill.name) } else { format!("{} ({details})", text(&skill.name)) }
        });
        let skills = skills.filter(|skill| !skill.is_empty()).collect::<Vec<_>>().join(", ");
        let name = text(&group.name);
        page.line([if name.is_empty() { skills } else { format!("{name}: {skills}") }]);
    }
    page.section("Languages");
    for language in &resume.languages {
        page.line([text(&language.language), text(&language.fluency)]);
    }
    page.section("Projects");
    for project in &resume.projects {
        page.line([text(&project.name), dates(&project.start, &project.end), text(&project.url)]);
        page.items(&project.highlights);
    }
    page.section("Certificates");
    for certificate in &resume.certificates {
        page.line([text(&certificate.name), text(&certificate.issuer), text(&certificate.date)]);
    }
    page.section("Awards");
    for award in &resume.awards {
        page.line([text(&award.title), text(&award.awarder), text(&award.date)]);
        page.items(&award.notes);
    }
    page.section("Publications");
    for publication in &resume.publications {
        page.line([text(&publication.name), text(&publication.date)]);
        page.items(&publication.notes);
    }
    page.section("Interests");
    page.line(resume.interests.iter().map(text));
    page.text
}

fn employment(page: &mut Page, employer: &Employer) {
    for position in &employer.positions {
        let location = if position.location.is_missing() { &employer.location } else { &position.location };
        page.line([text(&position.title), text(&employer.name)]);
        page.line([text(location), dates(&position.start, &position.end)]);
        page.items(&position.highlights);
    }
}

fn text<T: Display>(field: &Field<T>) -> String {
    field.value.as_ref().map(T::to_string).unwrap_or_default()
}

fn dates(start: &Field<PartialDate>, end: &Field<EndDate>) -> String {
    match (text(start), text(end)) {
        (start, end) if start.is_empty() || end.is_empty() => start + &end,
        (start, end) => format!("{start} – {end}"),
    }
}

/// The text so far, and the heading that its next line needs.
#[derive(Default)]
struct Page {
    text: String,
    heading: Option<&'static str>,
}

impl Page {
    /// What follows belongs under this heading.
    fn section(&mut self, heading: &'static str) {
        self.heading = Some(heading);
    }

    /// A line of these parts, if one of them is not empty.
    fn line(&mut self, parts: impl IntoIterator<Item = String>) {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            return;
        }
        if let Some(heading) = self.heading.take() {
            self.text.push_str(&format!("\n{heading}\n"));
        }
        self.text.push_str(&parts.join(" · "));
        self.text.push('\n');
    }

    fn items(&mut self, items: &[Field<String>]) {
        for item in items.iter().filter_map(|item| item.value.as_ref()) {
            self.line([format!("- {item}")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::structured_resume::{Position, Skill, SkillGroup};

    use super::*;

    fn clear_field(text: &str) -> Field<String> {
        Field::clear(text.to_owned(), Vec::new())
    }

    #[test]
    fn a_resume_is_written_section_by_section() {
        let position = Position {
            title: clear_field("Welder"),
            start: Field::clear("2019-03".parse().unwrap(), Vec::new()),
            end: Field::clear(EndDate::Present, Vec::new()),
            highlights: vec![clear_field("Welded pipes"), Field::missing()],
            ..Position::default()
        };
        let resume = StructuredResume {
            name: clear_field("Žofie Nováková"),
            experience: vec![Employer {
                name: clear_field("Pipes Ltd"),
                positions: vec![position],
                ..Employer::default()
            }],
            skills: vec![SkillGroup {
                name: clear_field("Metal"),
                skills: vec![
                    Skill { name: clear_field("TIG"), level: clear_field("expert"), ..Skill::default() },
                    Skill { name: clear_field("MIG"), ..Skill::default() },
                ],
            }],
            ..StructuredResume::default()
        };
        assert_eq!(
            plain_text(&resume),
            "Žofie Nováková\n\nExperience\nWelder · Pipes Ltd\n2019-03 – present\n- Welded pipes\n\nSkills\nMetal: TIG (expert), \
             MIG\n"
        );
    }

    #[test]
    fn an_empty_resume_is_no_text() {
        assert_eq!(plain_text(&StructuredResume::default()), "");
    }
}
