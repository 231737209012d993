//! A structured resume in the shape of JSON Resume 1.0, together with where each value stands in the document.
//!
//! The schema has one work item for each position and no present end: both follow from [`StructuredResume`]. What the schema has
//! no place for is in the extension `x-jobwright`: `fields` names, for each JSON pointer, the spans, the state and the reason of
//! the value there; `unread_lines` are the lines that became no field.

use std::fmt::Display;

use domain_model::candidates::field::{Doubt, Field, FieldState, Span};
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{
    Award, Certificate, Education, Employer, Language, Link, Project, Publication, SkillGroup, StructuredResume,
};
use serde_json::{Map, Value, json};

/// The schema that the result follows.
const SCHEMA: &str = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// Where a value comes from, and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Provenance {
    /// The JSON pointer of the value.
    pub(crate) pointer: String,
    pub(crate) spans: Vec<Span>,
    pub(crate) state: FieldState,
    pub(crate) why: Option<Doubt>,
    /// The value where JSON Resume has none for it.
    pub(crate) value: Option<&'static str>,
}

/// The resume as JSON Resume, with the extension `x-jobwright`. Sections without items are left out.
pub fn to_json_resume(resume: &StructuredResume) -> Value {
    let (mut json, provenance) = with_provenance(resume);
    let fields: Map<String, Value> =
        provenance.into_iter().map(|provenance| (provenance.pointer.clone(), provenance.into())).collect();
    json.insert("x-jobwright".into(), json!({ "fields": fields, "unread_lines": resume.unread_lines }));
    Value::Object(json)
}

/// The resume as JSON Resume without extension, and the provenance of its values, in its order.
pub(crate) fn with_provenance(resume: &StructuredResume) -> (Map<String, Value>, Vec<Provenance>) {
    let mut provenance = Vec::new();
    let mut whole = Map::new();
    whole.insert("$schema".into(), json!(SCHEMA));
    whole.insert("basics".into(), basics(resume, &mut provenance));
    let mut section = |name: &str, items: Vec<Item>| {
        let items: Vec<Value> = items
            .into_iter()
            .enumerate()
            .map(|(i, item)| item.place(&format!("/{name}/{i}"), &mut provenance))
            .collect();
        if !items.is_empty() {
            whole.insert(name.to_owned(), Value::Array(items));
        }
    };
    section("work", resume.experience.iter().flat_map(|employer| positions(employer, "name")).collect());
    section("volunteer", resume.volunteering.iter().flat_map(|employer| positions(employer, "organization")).collect());
    section("education", resume.education.iter().map(education).collect());
    section("skills", resume.skills.iter().flat_map(skills).collect());
    section("languages", resume.languages.iter().map(language).collect());
    section("projects", resume.projects.iter().map(project).collect());
    section("certificates", resume.certificates.iter().map(certificate).collect());
    section("awards", resume.awards.iter().map(award).collect());
    section("publications", resume.publications.iter().map(publication).collect());
    section("interests", resume.interests.iter().map(|interest| Item::new().text("name", interest)).collect());
    (whole, provenance)
}

impl From<Provenance> for Value {
    fn from(provenance: Provenance) -> Self {
        let spans: Vec<[u32; 3]> = provenance.spans.iter().map(|span| [span.line, span.start, span.end]).collect();
        let why = provenance.why.map(|why| json!({ "code": why.as_str(), "text": why.explanation() }));
        let mut json = json!({ "state": provenance.state.as_str(), "why": why, "spans": spans });
        if let Some(value) = provenance.value {
            json["value"] = json!(value);
        }
        json
    }
}

/// An object under construction, with the provenance of its values under pointers that are relative to it.
struct Item {
    object: Map<String, Value>,
    provenance: Vec<Provenance>,
}

impl Item {
    fn new() -> Self {
        Self { object: Map::new(), provenance: Vec::new() }
    }

    fn trace<T>(&mut self, pointer: &str, field: &Field<T>) {
        let Field { spans, state, why, .. } = field;
        let provenance =
            Provenance { pointer: pointer.to_owned(), spans: spans.clone(), state: *state, why: *why, value: None };
        self.provenance.push(provenance);
    }

    /// The value of a field, if there is one. That it is missing is said too.
    fn text<T: Display>(mut self, key: &str, field: &Field<T>) -> Self {
        if let Some(value) = &field.value {
            self.object.insert(key.to_owned(), json!(value.to_string()));
        }
        self.trace(&format!("/{key}"), field);
        self
    }

    /// A field that most resumes do not have: nothing is said when it is missing.
    fn detail<T: Display>(self, key: &str, field: &Field<T>) -> Self {
        if field.is_missing() { self } else { self.text(key, field) }
    }

    fn list(mut self, key: &str, items: &[Field<String>]) -> Self {
        let stated: Vec<&Field<String>> = items.iter().filter(|item| item.value.is_some()).collect();
        for (index, item) in stated.iter().enumerate() {
            self.trace(&format!("/{key}/{index}"), item);
        }
        if !stated.is_empty() {
            let values: Vec<&str> = stated.iter().map(|item| item.as_str()).collect();
            self.object.insert(key.to_owned(), json!(values));
        }
        self
    }

    /// The paragraphs as one text.
    fn paragraphs(mut self, key: &str, items: &[Field<String>]) -> Self {
        let text = items.iter().map(Field::as_str).collect::<Vec<_>>().join("\n");
        if !text.is_empty() {
            self.object.insert(key.to_owned(), json!(text));
            let spans = items.iter().flat_map(|item| item.spans.clone()).collect();
            self.trace(&format!("/{key}"), &Field::clear((), spans));
        }
        self
    }

    fn dates(mut self, start: &Field<PartialDate>, end: &Field<EndDate>) -> Self {
        self = self.text("startDate", start);
        if let Some(date) = end.value.and_then(EndDate::date) {
            self.object.insert("endDate".into(), json!(date.to_string()));
        }
        self.trace("/endDate", end);
        if end.value == Some(EndDate::Present)
            && let Some(provenance) = self.provenance.last_mut()
        {
            // JSON Resume says so by leaving the end out, which also means that it is unknown.
            provenance.value = Some("present");
        }
        self
    }

    fn place(self, pointer: &str, all: &mut Vec<Provenance>) -> Value {
        let relative = self.provenance.into_iter();
        all.extend(
            relative.map(|provenance| Provenance { pointer: format!("{pointer}{}", provenance.pointer), ..provenance }),
        );
        Value::Object(self.object)
    }
}

fn basics(resume: &StructuredResume, provenance: &mut Vec<Provenance>) -> Value {
    let contacts = &resume.contacts;
    let missing = Field::missing();
    let mut basics = Item::new()
        .text("name", &resume.name)
        .detail("label", &resume.headline)
        .text("email", contacts.emails.first().unwrap_or(&missing))
        .text("phone", contacts.phones.first().unwrap_or(&missing))
        .text("summary", &resume.summary);
    basics.trace("/location/address", &contacts.location);
    if let Some(location) = &contacts.location.value {
        basics.object.insert("location".into(), json!({ "address": location }));
    }
    let is_page = |link: &&Field<Link>| link.value.as_ref().is_some_and(|link| link.network.is_none());
    let page = resume.links.iter().find(is_page);
    if let Some((link, url)) = page.and_then(|link| Some((link, link.value.as_ref()?.url.as_ref()?))) {
        basics.object.insert("url".into(), json!(url));
        basics.trace("/url", link);
    }
    let others = resume.links.iter().filter(|link| page.is_none_or(|page| !std::ptr::eq(page, *link)));
    let mut profiles = Vec::new();
    for (index, link) in others.enumerate() {
        basics.trace(&format!("/profiles/{index}"), link);
        let Some(value) = &link.value else { continue };
        let parts = [("network", &value.network), ("username", &value.username), ("url", &value.url)];
        let stated = parts.into_iter().filter_map(|(key, part)| Some((key.to_owned(), json!(part.as_ref()?))));
        profiles.push(Value::Object(stated.collect()));
    }
    if !profiles.is_empty() {
        basics.object.insert("profiles".into(), Value::Array(profiles));
    }
    basics.place("/basics", provenance)
}

fn positions<'a>(employer: &'a Employer, name: &'a str) -> impl Iterator<Item = Item> + 'a {
    employer.positions.iter().map(move |position| {
        let location = if position.location.is_missing() { &employer.location } else { &position.location };
        Item::new()
            .text(name, &employer.name)
            .text("position", &position.title)
            .detail("location", location)
            .dates(&position.start, &position.end)
            .list("highlights", &position.highlights)
    })
}

fn education(education: &Education) -> Item {
    Item::new()
        .text("institution", &education.institution)
        .text("studyType", &education.degree)
        .detail("area", &education.field)
        .detail("location", &education.location)
        .dates(&education.start, &education.end)
        .detail("score", &education.grade)
        .list("courses", &education.notes)
}

/// A named group is one item with keywords. Skills that stand alone, or have a level, are items of their own: the details of
/// such a skill explain it and are not claims of further skills.
fn skills(group: &SkillGroup) -> Vec<Item> {
    let has_levels = group.skills.iter().any(|skill| !skill.level.is_missing());
    if !group.name.is_missing() && !has_levels {
        let names: Vec<Field<String>> = group.skills.iter().map(|skill| skill.name.clone()).collect();
        return vec![Item::new().text("name", &group.name).list("keywords", &names)];
    }
    let alone = group.skills.iter().map(|skill| {
        Item::new().text("name", &skill.name).detail("level", &skill.level).list("details", &skill.details)
    });
    alone.collect()
}

fn language(language: &Language) -> Item {
    Item::new().text("language", &language.language).detail("fluency", &language.fluency)
}

fn project(project: &Project) -> Item {
    let item = Item::new().text("name", &project.name).detail("url", &project.url);
    let item = if project.start.is_missing() && project.end.is_missing() {
        item
    } else {
        item.dates(&project.start, &project.end)
    };
    item.list("highlights", &project.highlights)
}

fn certificate(certificate: &Certificate) -> Item {
    Item::new().text("name", &certificate.name).detail("issuer", &certificate.issuer).detail("date", &certificate.date)
}

fn award(award: &Award) -> Item {
    Item::new()
        .text("title", &award.title)
        .detail("awarder", &award.awarder)
        .detail("date", &award.date)
        .paragraphs("summary", &award.notes)
}

fn publication(publication: &Publication) -> Item {
    Item::new()
        .text("name", &publication.name)
        .detail("releaseDate", &publication.date)
        .paragraphs("summary", &publication.notes)
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::structured_resume::{Position, Skill};

    use super::*;

    fn text(value: &str, line: u32) -> Field<String> {
        let end = u32::try_from(value.len()).unwrap();
        Field::clear(value.to_owned(), vec![Span { line, start: 0, end }])
    }

    fn sample() -> StructuredResume {
        let position = |title, end: &str| Position {
            title: text(title, 3),
            start: Field::clear("2019-05".parse().unwrap(), vec![]),
            end: Field::clear(end.parse().unwrap(), vec![]),
            ..Position::default()
        };
        StructuredResume {
            name: text("Ada Lovelace", 0),
            experience: vec![Employer {
                name: text("Analytical Engines", 2).doubted(Doubt::ByPosition),
                positions: vec![position("Head analyst", "present"), position("Analyst", "2020-01")],
                ..Employer::default()
            }],
            skills: vec![
                SkillGroup {
                    name: text("Databases", 5),
                    skills: vec![Skill { name: text("Redis", 5), ..Skill::default() }],
                },
                SkillGroup {
                    skills: vec![Skill { name: text("Looms", 6), level: text("Expert", 7), ..Skill::default() }],
                    ..SkillGroup::default()
                },
            ],
            unread_lines: vec![9],
            ..StructuredResume::default()
        }
    }

    #[test]
    fn each_position_is_a_work_item_and_a_present_end_is_left_out() {
        let json = to_json_resume(&sample());
        assert_eq!(json["work"][0]["name"], json["work"][1]["name"]);
        assert_eq!(json["work"][1]["endDate"], "2020-01");
        assert_eq!(json["work"][0].get("endDate"), None);
        assert_eq!(json["x-jobwright"]["fields"]["/work/0/endDate"]["value"], "present");
    }

    #[test]
    fn every_value_says_where_it_stands_and_what_is_missing_is_said() {
        let json = to_json_resume(&sample());
        let fields = &json["x-jobwright"]["fields"];
        assert_eq!(fields["/basics/name"]["spans"], json!([[0, 0, 12]]));
        assert_eq!(fields["/work/0/name"]["why"]["code"], "by_position");
        assert_eq!(fields["/basics/email"]["state"], "missing");
        assert_eq!(json["x-jobwright"]["unread_lines"], json!([9]));
    }

    #[test]
    fn groups_of_skills_have_keywords_and_skills_with_a_level_stand_alone() {
        let json = to_json_resume(&sample());
        assert_eq!(
            json["skills"],
            json!([{"name": "Databases", "keywords": ["Redis"]}, {"name": "Looms", "level": "Expert"}])
        );
    }
}
