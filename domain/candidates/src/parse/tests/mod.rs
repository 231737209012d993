//! Whole resumes in many languages and layouts, written for these tests. Nobody in them is real.

mod english;
mod european;
mod layouts;
mod resumes;
mod rules;
mod scripts;
mod years;

use domain_model::candidates::document::Document;
use domain_model::candidates::structured_resume::{Employer, StructuredResume};

use super::parse_resume;

/// What is read in a text, one fact a line.
fn facts_in(text: &str) -> String {
    let document = Document::from(text.trim_matches('\n'));
    facts_of(&parse_resume(&document))
}

fn facts_of(resume: &StructuredResume) -> String {
    let mut lines = vec![format!("name {}", resume.name.as_str())];
    let first = |fields: &[domain_model::candidates::field::Field<String>]| {
        fields.first().map_or("-".to_owned(), |field| field.as_str().to_owned())
    };
    let contacts = &resume.contacts;
    lines.push(format!(
        "reach {} / {} / {}",
        first(&contacts.emails),
        first(&contacts.phones),
        contacts.location.as_str()
    ));
    for link in resume.links.iter().filter_map(|link| link.value.as_ref()) {
        let shown = match (&link.network, &link.username, &link.url) {
            (Some(network), Some(name), _) => format!("{network} {name}"),
            (_, _, url) => url.clone().unwrap_or_default(),
        };
        lines.push(format!("link {shown}"));
    }
    resume.experience.iter().for_each(|employer| jobs(&mut lines, "job", employer));
    resume.volunteering.iter().for_each(|employer| jobs(&mut lines, "unpaid", employer));
    for entry in &resume.education {
        let (start, end) = (date(entry.start.value.as_ref()), date(entry.end.value.as_ref()));
        lines.push(format!(
            "school {} / {} @ {} {start} {end}",
            entry.degree.as_str(),
            entry.field.as_str(),
            entry.institution.as_str()
        ));
    }
    let skills: Vec<&str> =
        resume.skills.iter().flat_map(|group| &group.skills).map(|skill| skill.name.as_str()).collect();
    if !skills.is_empty() {
        lines.push(format!("skills {}", skills.join("+")));
    }
    let languages: Vec<String> = resume
        .languages
        .iter()
        .map(|language| format!("{}={}", language.language.as_str(), language.fluency.as_str()))
        .collect();
    if !languages.is_empty() {
        lines.push(format!("languages {}", languages.join("+")));
    }
    lines.join("\n")
}

fn jobs(lines: &mut Vec<String>, label: &str, employer: &Employer) {
    for position in &employer.positions {
        let (start, end) = (date(position.start.value.as_ref()), date(position.end.value.as_ref()));
        lines.push(format!("{label} {} @ {} {start} {end}", position.title.as_str(), employer.name.as_str()));
    }
}

fn date(value: Option<&impl ToString>) -> String {
    value.map_or("?".to_owned(), ToString::to_string)
}

/// Compares line by line, so that a failure names the fact.
fn check(text: &str, expected: &str) {
    let found = facts_in(text).lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let (found, expected) = (found, expected.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n"));
    assert!(found == expected, "\n--- found\n{found}\n--- expected\n{expected}\n");
}
