//! Between the profile of the contract and the fields of a resume.
//!
//! An entry of the profile is an entry of the resume at the same place; tailoring moves none of them. What was done there is
//! one list in the resume and several members in the profile: the span of an item says which line of the entry it is.

use domain_candidates::{date_range, export_json_resume, interpret, printed_range};
use domain_model::candidates::field::{Field, Span};
use domain_model::candidates::structured_resume::{
    Contacts, Education, Employer, Language, Link, Position, Project, Skill, SkillGroup, StructuredResume,
};
use ports::ExchangeContent;
use serde_json::{Map, Value, json};

use super::profile;
use super::profile::Profile;

/// Sections that the contract has no place for stand in the profile under their names in JSON Resume.
const MORE_SECTIONS: [&str; 5] = ["volunteer", "certificates", "awards", "publications", "interests"];
/// Networks that the contract has a member for.
const NETWORKS: [&str; 2] = ["LinkedIn", "GitHub"];

/// What a line of an entry is.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    /// Of members that tailoring leaves alone.
    Fixed,
    Description,
    Item,
    Skills,
}

/// The profile as a resume. Age, nationality and letters of reference are not part of it.
pub(super) fn resume_of(profile: &Profile) -> StructuredResume {
    let info = &profile.personal_info;
    let links = NETWORKS.into_iter().zip([&info.linkedin, &info.github]).filter_map(|(network, url)| {
        let url = url.as_deref().map(str::trim).filter(|url| !url.is_empty())?;
        Some(link(Some(network), url))
    });
    let pages = info.others.get("links").and_then(Value::as_array).into_iter().flatten();
    let pages = pages.filter_map(Value::as_str).map(|url| link(None, url));
    let said =
        |others: &Map<String, Value>, key: &str| text(others.get(key).and_then(Value::as_str).unwrap_or_default());
    let skills: Vec<Skill> = profile.skills.iter().filter_map(|skill| listed(skill)).collect();
    StructuredResume {
        name: text(&info.name),
        headline: said(&profile.others, "headline"),
        contacts: Contacts {
            emails: stated(&info.email),
            phones: stated(&info.phone),
            location: said(&info.others, "location"),
        },
        links: links.chain(pages).collect(),
        summary: text(&profile.summary),
        experience: profile.experience.iter().map(employer).collect(),
        education: profile.education.iter().map(education).collect(),
        skills: if skills.is_empty() { Vec::new() } else { vec![SkillGroup { skills, ..SkillGroup::default() }] },
        languages: info.languages.iter().flatten().flat_map(|line| languages(line)).collect(),
        projects: profile.projects.iter().map(project).collect(),
        ..more_sections(&profile.others)
    }
}

/// The profile with what tailoring changed in its resume.
pub(super) fn with_tailored(mut profile: Profile, tailored: &StructuredResume) -> Profile {
    for (entry, employer) in profile.experience.iter_mut().zip(&tailored.experience) {
        let lines = experience_lines(entry);
        let Some(position) = employer.positions.first() else { continue };
        let kept = |line| kept(&lines, &position.highlights, line);
        let description = entry.description.take();
        entry.description = description.map(|before| redescribed(before, &kept(Line::Description)));
        if entry.descrition_list.is_some() {
            entry.set_list(Some(kept(Line::Item)));
        }
        entry.skills = entry.skills.take().map(|skills| reworded(skills, &kept(Line::Skills)));
    }
    for (entry, project) in profile.projects.iter_mut().zip(&tailored.projects) {
        let lines = project_lines(entry);
        let described = kept(&lines, &project.highlights, Line::Description);
        entry.description = redescribed(std::mem::take(&mut entry.description), &described);
        let skills = kept(&lines, &project.highlights, Line::Skills);
        entry.skills = entry.skills.take().map(|before| reworded(before, &skills));
    }
    profile.skills = tailored.skills.iter().flat_map(|group| group.skills.iter().map(shown)).collect();
    profile
}

/// A resume as a profile. What the contract has no member for is in members of its own, so that it is there when it is sent back.
pub(super) fn profile_of(resume: &StructuredResume) -> Profile {
    let contacts = &resume.contacts;
    let first = |fields: &[Field<String>]| fields.first().map(|field| field.as_str().to_owned()).unwrap_or_default();
    let links: Vec<&Link> = resume.links.iter().filter_map(|link| link.value.as_ref()).collect();
    let is_in =
        |link: &&&Link, network: &str| link.network.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(network));
    let in_network = |network: &str| {
        let link = links.iter().find(|link| is_in(link, network))?;
        link.url.clone().or_else(|| link.username.clone())
    };
    let pages = links.iter().filter(|link| !NETWORKS.iter().any(|network| is_in(link, network)));
    let pages: Vec<&String> = pages.filter_map(|link| link.url.as_ref()).collect();
    let mut personal = Map::new();
    if !contacts.location.is_missing() {
        personal.insert("location".to_owned(), json!(contacts.location.as_str()));
    }
    if !pages.is_empty() {
        personal.insert("links".to_owned(), json!(pages));
    }
    let mut others = Map::new();
    if !resume.headline.is_missing() {
        others.insert("headline".to_owned(), json!(resume.headline.as_str()));
    }
    let mut json = export_json_resume(resume);
    others.extend(MORE_SECTIONS.into_iter().filter_map(|name| Some((name.to_owned(), json.get_mut(name)?.take()))));
    let known: Vec<String> = resume.languages.iter().map(|known| qualified(&known.language, &known.fluency)).collect();
    Profile {
        personal_info: profile::PersonalInfo {
            name: resume.name.as_str().to_owned(),
            email: first(&contacts.emails),
            phone: first(&contacts.phones),
            linkedin: in_network(NETWORKS[0]),
            github: in_network(NETWORKS[1]),
            languages: Some(known).filter(|known| !known.is_empty()),
            others: personal,
            ..profile::PersonalInfo::default()
        },
        summary: resume.summary.as_str().to_owned(),
        education: resume.education.iter().map(education_entry).collect(),
        experience: resume
            .experience
            .iter()
            .flat_map(|employer| employer.positions.iter().map(|position| experience_entry(employer, position)))
            .collect(),
        projects: resume.projects.iter().map(project_entry).collect(),
        skills: resume.skills.iter().flat_map(|group| group.skills.iter().map(shown)).collect(),
        others,
    }
}

fn text(value: &str) -> Field<String> {
    let value = value.trim();
    if value.is_empty() { Field::missing() } else { Field::clear(value.to_owned(), Vec::new()) }
}

fn stated(value: &str) -> Vec<Field<String>> {
    Some(text(value)).filter(|field| !field.is_missing()).into_iter().collect()
}

fn link(network: Option<&str>, url: &str) -> Field<Link> {
    let network = network.map(str::to_owned);
    Field::clear(Link { network, url: Some(url.to_owned()), username: None }, Vec::new())
}

fn listed(skill: &str) -> Option<Skill> {
    let name = text(skill);
    (!name.is_missing()).then(|| Skill { name, ..Skill::default() })
}

/// A skill with what is put beside it: `k8s (Kubernetes)`.
fn shown(skill: &Skill) -> String {
    let details: Vec<&str> = skill.details.iter().chain([&skill.level]).map(Field::as_str).collect();
    let details = details.into_iter().filter(|detail| !detail.is_empty()).collect::<Vec<_>>().join(", ");
    if details.is_empty() { skill.name.as_str().to_owned() } else { format!("{} ({details})", skill.name.as_str()) }
}

fn qualified(name: &Field<String>, more: &Field<String>) -> String {
    if more.is_missing() { name.as_str().to_owned() } else { format!("{} ({})", name.as_str(), more.as_str()) }
}

/// The languages of a line: `Spanish (B1), German (A1)`.
fn languages(line: &str) -> Vec<Language> {
    let mut depth = 0_usize;
    let is_between = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';')
    };
    let known = line.split(is_between).map(str::trim).filter(|part| !part.is_empty());
    let language = |part: &str| match part.strip_suffix(')').and_then(|part| part.split_once('(')) {
        Some((name, fluency)) => Language { language: text(name), fluency: text(fluency) },
        None => Language { language: text(part), fluency: Field::missing() },
    };
    known.map(language).collect()
}

/// The lines of an entry, with what they are.
type Lines = Vec<(Line, String)>;

fn experience_lines(entry: &profile::Experience) -> Lines {
    let mut lines: Lines = described(entry.description.as_deref().unwrap_or_default());
    lines.extend(entry.descrition_list.iter().flatten().map(|item| (Line::Item, item.clone())));
    lines.extend(skills_line(entry.skills.as_deref()));
    if date_range(&entry.years, true).1.is_missing() {
        lines.push((Line::Fixed, entry.years.clone()));
    }
    lines
}

fn project_lines(entry: &profile::Project) -> Lines {
    let mut lines = vec![(Line::Fixed, entry.role.clone())];
    lines.extend(described(&entry.description));
    lines.extend(skills_line(entry.skills.as_deref()));
    lines
}

fn described(text: &str) -> Lines {
    text.lines().map(|line| (Line::Description, line.to_owned())).collect()
}

fn skills_line(skills: Option<&[String]>) -> Option<(Line, String)> {
    let skills: Vec<&str> = skills?.iter().map(|skill| skill.trim()).filter(|skill| !skill.is_empty()).collect();
    (!skills.is_empty()).then(|| (Line::Skills, skills.join(", ")))
}

/// The items of a list, each with the number of its line.
fn items(lines: &[(Line, String)]) -> Vec<Field<String>> {
    let numbered = (0..).zip(lines).filter(|(_, (_, text))| !text.trim().is_empty());
    numbered
        .map(|(line, (_, text))| {
            let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
            Field::clear(text.trim().to_owned(), vec![Span { line, start: 0, end }])
        })
        .collect()
}

/// What is left of the lines of one kind, in its order.
fn kept(lines: &[(Line, String)], items: &[Field<String>], kind: Line) -> Vec<String> {
    let line_of = |item: &&Field<String>| {
        let number = usize::try_from(item.spans.first()?.line).ok()?;
        lines.get(number).map(|(line, _)| *line)
    };
    items.iter().filter(|item| line_of(item) == Some(kind)).map(|item| item.as_str().to_owned()).collect()
}

/// A description of these lines. One in which nothing has changed keeps its white space.
fn redescribed(before: String, lines: &[String]) -> String {
    let said = before.lines().map(str::trim).filter(|line| !line.is_empty());
    if said.eq(lines.iter().map(String::as_str)) { before } else { lines.join("\n") }
}

/// The skills of an entry, in the words of their line now. All of them, if it is no longer there.
fn reworded(before: Vec<String>, line: &[String]) -> Vec<String> {
    let [line] = line else { return before };
    let named: Vec<&String> = before.iter().filter(|skill| !skill.trim().is_empty()).collect();
    let mut parts = line.split(", ");
    let after: Vec<String> = named
        .iter()
        .map(|skill| parts.by_ref().take(skill.trim().split(", ").count()).collect::<Vec<_>>().join(", "))
        .collect();
    if parts.next().is_some() || after.iter().any(String::is_empty) { before } else { after }
}

fn employer(entry: &profile::Experience) -> Employer {
    let (start, end) = date_range(&entry.years, true);
    let highlights = items(&experience_lines(entry));
    Employer {
        name: text(&entry.company),
        location: text(&entry.location),
        positions: vec![Position { title: text(&entry.title), start, end, highlights, ..Position::default() }],
    }
}

fn education(entry: &profile::Education) -> Education {
    let (start, end) = date_range(&entry.year, false);
    let description = described(entry.description.as_deref().unwrap_or_default());
    Education {
        institution: text(&entry.institution),
        degree: text(&entry.degree),
        location: text(&entry.location),
        start,
        end,
        grade: text(entry.grade.as_deref().unwrap_or_default()),
        notes: items(&description),
        ..Education::default()
    }
}

fn project(entry: &profile::Project) -> Project {
    let (start, end) = date_range(&entry.year, false);
    let url = text(entry.url.as_deref().unwrap_or_default());
    Project { name: text(&entry.name), start, end, url, highlights: items(&project_lines(entry)) }
}

/// The sections of the profile that have their names in JSON Resume. One that is written otherwise is left out.
fn more_sections(others: &Map<String, Value>) -> StructuredResume {
    let mut resume = StructuredResume::default();
    for name in MORE_SECTIONS {
        let Some(section) = others.get(name) else { continue };
        let Ok(read) = interpret(ExchangeContent::Json(json!({ "basics": {}, name: section }))) else { continue };
        let read = read.resume;
        match name {
            "volunteer" => resume.volunteering = read.volunteering,
            "certificates" => resume.certificates = read.certificates,
            "awards" => resume.awards = read.awards,
            "publications" => resume.publications = read.publications,
            _ => resume.interests = read.interests,
        }
    }
    resume
}

fn texts(fields: &[Field<String>]) -> Vec<String> {
    fields.iter().map(|field| field.as_str().to_owned()).filter(|text| !text.is_empty()).collect()
}

fn experience_entry(employer: &Employer, position: &Position) -> profile::Experience {
    let location = if position.location.is_missing() { &employer.location } else { &position.location };
    let mut entry = profile::Experience {
        title: position.title.as_str().to_owned(),
        company: employer.name.as_str().to_owned(),
        location: location.as_str().to_owned(),
        years: printed_range(&position.start, &position.end),
        ..profile::Experience::default()
    };
    entry.set_list(Some(texts(&position.highlights)).filter(|list| !list.is_empty()));
    entry
}

fn education_entry(course: &Education) -> profile::Education {
    profile::Education {
        degree: [&course.degree, &course.field]
            .map(Field::as_str)
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        institution: course.institution.as_str().to_owned(),
        location: course.location.as_str().to_owned(),
        year: printed_range(&course.start, &course.end),
        description: Some(texts(&course.notes).join("\n")).filter(|text| !text.is_empty()),
        grade: course.grade.value.clone(),
        ..profile::Education::default()
    }
}

fn project_entry(project: &Project) -> profile::Project {
    profile::Project {
        name: project.name.as_str().to_owned(),
        year: printed_range(&project.start, &project.end),
        description: texts(&project.highlights).join("\n"),
        url: project.url.value.clone(),
        ..profile::Project::default()
    }
}

#[cfg(test)]
mod tests;
