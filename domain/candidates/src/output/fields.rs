//! A resume as a list of fields, each with its path: `experience[0].title`, where positions are counted through all employers.

use std::collections::HashSet;
use std::fmt::Display;

use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::{Education, Employer, StructuredResume};
use domain_model::kernel::text::{clean, normalise};

/// One form for texts that differ in white space, case and typographic signs: lines are broken where a page is full.
pub(crate) fn squeezed(text: &str) -> String {
    normalise(&clean(text)).split(' ').collect()
}

/// The fields that have a value, by their paths.
pub(crate) fn fields(resume: &StructuredResume) -> Vec<(String, String)> {
    let mut found = Flat::default();
    found.add("name", &resume.name);
    found.add("headline", &resume.headline);
    found.list("contacts.emails", &resume.contacts.emails);
    found.list("contacts.phones", &resume.contacts.phones);
    found.add("contacts.location", &resume.contacts.location);
    for (index, link) in resume.links.iter().filter_map(|link| link.value.as_ref()?.url.as_ref()).enumerate() {
        let address = link.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        found.push(format!("links[{index}].url"), address.to_owned());
    }
    found.add("summary", &resume.summary);
    employments(&mut found, "experience", &resume.experience);
    employments(&mut found, "volunteering", &resume.volunteering);
    for (index, course) in resume.education.iter().enumerate() {
        education(&mut found, &format!("education[{index}]"), course);
    }
    // A skill that is listed twice is one.
    let mut seen = HashSet::new();
    let skills = resume.skills.iter().flat_map(|group| &group.skills);
    for (index, skill) in skills.filter(|skill| seen.insert(squeezed(skill.name.as_str()))).enumerate() {
        found.add(&format!("skills[{index}].name"), &skill.name);
        found.add(&format!("skills[{index}].level"), &skill.level);
        found.list(&format!("skills[{index}].details"), &skill.details);
    }
    for (index, known) in resume.languages.iter().enumerate() {
        found.add(&format!("languages[{index}].language"), &known.language);
        found.add(&format!("languages[{index}].fluency"), &known.fluency);
    }
    for (index, project) in resume.projects.iter().enumerate() {
        let path = format!("projects[{index}]");
        found.add(&format!("{path}.name"), &project.name);
        found.add(&format!("{path}.start"), &project.start);
        found.add(&format!("{path}.end"), &project.end);
        found.add(&format!("{path}.url"), &project.url);
        found.list(&format!("{path}.highlights"), &project.highlights);
    }
    for (index, certificate) in resume.certificates.iter().enumerate() {
        found.add(&format!("certificates[{index}].name"), &certificate.name);
        found.add(&format!("certificates[{index}].issuer"), &certificate.issuer);
        found.add(&format!("certificates[{index}].date"), &certificate.date);
    }
    for (index, award) in resume.awards.iter().enumerate() {
        found.add(&format!("awards[{index}].title"), &award.title);
        found.add(&format!("awards[{index}].awarder"), &award.awarder);
        found.add(&format!("awards[{index}].date"), &award.date);
        found.list(&format!("awards[{index}].notes"), &award.notes);
    }
    for (index, publication) in resume.publications.iter().enumerate() {
        found.add(&format!("publications[{index}].name"), &publication.name);
        found.add(&format!("publications[{index}].date"), &publication.date);
        found.list(&format!("publications[{index}].notes"), &publication.notes);
    }
    found.list("interests", &resume.interests);
    found.0
}

fn employments(fields: &mut Flat, section: &str, employers: &[Employer]) {
    let positions =
        employers.iter().flat_map(|employer| employer.positions.iter().map(move |position| (employer, position)));
    for (index, (employer, position)) in positions.enumerate() {
        let path = format!("{section}[{index}]");
        let location = if position.location.is_missing() { &employer.location } else { &position.location };
        fields.add(&format!("{path}.employer"), &employer.name);
        fields.add(&format!("{path}.title"), &position.title);
        fields.add(&format!("{path}.location"), location);
        fields.add(&format!("{path}.start"), &position.start);
        fields.add(&format!("{path}.end"), &position.end);
        fields.list(&format!("{path}.highlights"), &position.highlights);
    }
}

fn education(fields: &mut Flat, path: &str, course: &Education) {
    fields.add(&format!("{path}.institution"), &course.institution);
    fields.add(&format!("{path}.degree"), &course.degree);
    fields.add(&format!("{path}.field"), &course.field);
    fields.add(&format!("{path}.location"), &course.location);
    fields.add(&format!("{path}.start"), &course.start);
    fields.add(&format!("{path}.end"), &course.end);
    fields.add(&format!("{path}.grade"), &course.grade);
    fields.list(&format!("{path}.notes"), &course.notes);
}

#[derive(Default)]
struct Flat(Vec<(String, String)>);

impl Flat {
    fn add<T: Display>(&mut self, path: &str, field: &Field<T>) {
        if let Some(value) = &field.value {
            self.push(path.to_owned(), value.to_string());
        }
    }

    fn list(&mut self, path: &str, fields: &[Field<String>]) {
        for (index, value) in fields.iter().filter_map(|field| field.value.clone()).enumerate() {
            self.push(format!("{path}[{index}]"), value);
        }
    }

    fn push(&mut self, path: String, value: String) {
        if !squeezed(&value).is_empty() {
            self.0.push((path, value));
        }
    }
}
