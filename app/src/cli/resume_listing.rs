//! What was read in a resume, field by field, for a terminal.

use domain_candidates::ReadDocument;
use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::{Education, Employer, Language, Link, SkillGroup, StructuredResume};

/// A resume as people read it in a terminal.
pub(super) fn human(read: &ReadDocument) -> String {
    let resume = &read.content;
    let mut text = format!("{}\n", or_unknown(&resume.name));
    let mut line = |label: &str, value: String| {
        if !value.is_empty() {
            text.push_str(&format!("{label:<12}{value}\n"));
        }
    };
    line("", resume.headline.as_str().to_owned());
    line("e-mail", joined(&resume.contacts.emails));
    line("telephone", joined(&resume.contacts.phones));
    line("place", marked(&resume.contacts.location));
    line(
        "links",
        resume.links.iter().filter_map(|link| link.value.as_ref()).map(link_text).collect::<Vec<_>>().join(", "),
    );
    line("summary", resume.summary.as_str().to_owned());
    sections(resume, &mut text);
    let lines: Vec<&str> = resume
        .unread_lines
        .iter()
        .filter_map(|&line| read.document.lines.get(line as usize))
        .map(|line| line.text.as_str())
        .collect();
    if !lines.is_empty() {
        text.push_str(&format!("\nLines that became no field:\n  {}\n", lines.join("\n  ")));
    }
    text.push_str("\n(?) marks what the rules are not sure of.");
    text
}

fn sections(resume: &StructuredResume, text: &mut String) {
    let mut section = |name: &str, items: Vec<String>| {
        if !items.is_empty() {
            text.push_str(&format!("\n{name}\n"));
            for item in items {
                text.push_str(&format!("  {item}\n"));
            }
        }
    };
    section("Experience", resume.experience.iter().flat_map(positions).collect());
    section("Volunteering", resume.volunteering.iter().flat_map(positions).collect());
    let course = |entry: &Education| {
        let parts =
            [marked(&entry.degree), marked(&entry.field), marked(&entry.institution), period(&entry.start, &entry.end)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    section("Education", resume.education.iter().map(course).collect());
    let group = |group: &SkillGroup| {
        let names = group.skills.iter().map(|skill| skill.name.as_str()).collect::<Vec<_>>().join(", ");
        if group.name.is_missing() { names } else { format!("{}: {names}", group.name.as_str()) }
    };
    section("Skills", resume.skills.iter().map(group).collect());
    let language = |language: &Language| {
        let fluency = language.fluency.as_str();
        if fluency.is_empty() {
            language.language.as_str().to_owned()
        } else {
            format!("{}: {fluency}", language.language.as_str())
        }
    };
    section("Languages", resume.languages.iter().map(language).collect());
    section("Projects", resume.projects.iter().map(|project| marked(&project.name)).collect());
    section("Certificates", resume.certificates.iter().map(|certificate| marked(&certificate.name)).collect());
    section("Awards", resume.awards.iter().map(|award| marked(&award.title)).collect());
    section("Publications", resume.publications.iter().map(|publication| marked(&publication.name)).collect());
    section("Interests", resume.interests.iter().map(marked).collect());
}

fn positions(employer: &Employer) -> impl Iterator<Item = String> + '_ {
    employer.positions.iter().map(|position| {
        let place = if position.location.is_missing() { &employer.location } else { &position.location };
        let parts =
            [marked(&position.title), marked(&employer.name), marked(place), period(&position.start, &position.end)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    })
}

fn period<S: ToString, E: ToString>(start: &Field<S>, end: &Field<E>) -> String {
    match (marked(start), marked(end)) {
        (start, end) if start.is_empty() || start == end => end,
        (start, end) if end.is_empty() => start,
        (start, end) => format!("{start} – {end}"),
    }
}

fn marked<T: ToString>(field: &Field<T>) -> String {
    let Some(value) = &field.value else { return String::new() };
    let is_sure = field.why.is_none();
    if is_sure { value.to_string() } else { format!("{} (?)", value.to_string()) }
}

fn or_unknown(field: &Field<String>) -> String {
    if field.is_missing() { "No name was found.".to_owned() } else { marked(field) }
}

fn joined(fields: &[Field<String>]) -> String {
    fields.iter().map(marked).collect::<Vec<_>>().join(", ")
}

fn link_text(link: &Link) -> String {
    match (&link.network, &link.username) {
        (Some(network), Some(name)) => format!("{network}: {name}"),
        _ => link.url.clone().unwrap_or_default(),
    }
}
