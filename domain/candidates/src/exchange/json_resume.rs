//! JSON Resume 1.0.0, and what is usual around it: names of older versions, dates in other spellings, texts as numbers.

use domain_model::candidates::exchange::Omission;
use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{
    Award, Certificate, Contacts, Education, Employer, Language, Link, Position, Project, Publication, Skill,
    SkillGroup, StructuredResume,
};
use serde_json::{Map, Value, json};

use super::notes::Notes;
use super::{ExchangeError, ExchangeResult, dates, employers, unmapped};
use crate::to_json_resume;

/// The key of our extension.
const EXTENSION: &str = "x-jobwright";

/// The resume as JSON Resume, without spans and doubts. What the schema has no field for is in `x-jobwright`, which the import
/// reads again; it is left out when there is nothing.
pub fn export(resume: &StructuredResume) -> Value {
    let detached = resume.detached();
    let mut json = to_json_resume(&detached);
    let Some(fields) = json.as_object_mut() else { unreachable!("a JSON Resume is an object") };
    fields.remove(EXTENSION);
    let carried = import_fields(fields.clone(), &Notes::default());
    let carried = carried.expect("what we write has the types of the schema");
    let sections = unmapped::unmapped(&detached, &carried);
    if !sections.is_empty() {
        fields.insert(EXTENSION.to_owned(), json!({ "version": 1, "sections": sections }));
    }
    json
}

/// The resume in a JSON Resume.
pub(super) fn import(value: Value, notes: &Notes) -> ExchangeResult<StructuredResume> {
    let Value::Object(mut fields) = value else { return Err(ExchangeError::UnknownFormat) };
    let sections = match fields.remove(EXTENSION) {
        Some(Value::Object(mut extension)) => extension.remove("sections"),
        _ => None,
    };
    let carried = import_fields(fields, notes)?;
    Ok(match sections {
        Some(Value::Object(sections)) => unmapped::restore(carried, sections),
        _ => carried,
    })
}

fn import_fields(fields: Map<String, Value>, notes: &Notes) -> ExchangeResult<StructuredResume> {
    let mut whole = Object { path: String::new(), fields, notes };
    whole.ignore(&["$schema", "meta"]);
    let mut resume = StructuredResume::default();
    if let Some(basics) = whole.object("basics")? {
        import_basics(basics, &mut resume)?;
    }
    resume.experience = employers::merged(whole.items("work", |item| employer(item, &["name", "company"]))?);
    resume.volunteering =
        employers::merged(whole.items("volunteer", |item| employer(item, &["organization", "name"]))?);
    resume.education = whole.items("education", education)?;
    resume.skills = grouped(whole.items("skills", skill)?);
    resume.languages = whole.items("languages", language)?;
    resume.projects = whole.items("projects", project)?;
    resume.certificates = whole.items("certificates", certificate)?;
    resume.awards = whole.items("awards", award)?;
    resume.publications = whole.items("publications", publication)?;
    resume.interests = whole.items("interests", interest)?;
    Ok(resume.detached())
}

fn import_basics(mut basics: Object<'_>, resume: &mut StructuredResume) -> ExchangeResult<()> {
    resume.name = basics.text(&["name"])?;
    resume.headline = basics.text(&["label"])?;
    resume.summary = basics.text(&["summary"])?;
    let location = match basics.fields.get("location") {
        Some(Value::Object(_)) => match basics.object("location")? {
            Some(location) => place(location)?,
            None => Field::missing(),
        },
        _ => basics.text(&["location"])?,
    };
    resume.contacts =
        Contacts { emails: vec![basics.text(&["email"])?], phones: vec![basics.text(&["phone"])?], location };
    let page = Link { url: basics.text(&["url", "website"])?.value, ..Link::default() };
    resume.links = vec![clear(page)];
    resume.links.extend(basics.items("profiles", |mut profile| {
        let network = profile.text(&["network"])?.value;
        let username = profile.text(&["username"])?.value;
        let url = profile.text(&["url"])?.value;
        Ok(clear(Link { network, username, url }))
    })?);
    for photograph in ["image", "picture"] {
        basics.leave_out(photograph, Omission::Private);
    }
    Ok(())
}

/// The parts of an address as one line.
fn place(mut location: Object<'_>) -> ExchangeResult<Field<String>> {
    let address = location.text(&["address"])?;
    let (code, city) = (location.text(&["postalCode"])?, location.text(&["city"])?);
    let city = [code.as_str(), city.as_str()].join(" ");
    let (region, country) = (location.text(&["region"])?, location.text(&["countryCode", "country"])?);
    let parts = [address.as_str(), city.trim(), region.as_str(), country.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    Ok(clear(parts.join(", ")))
}

fn employer(mut item: Object<'_>, names: &[&str]) -> ExchangeResult<Employer> {
    let name = item.text(names)?;
    let title = item.text(&["position", "title"])?;
    let location = item.text(&["location"])?;
    let start = item.date("startDate")?;
    // The schema says that work goes on by leaving its end out.
    let goes_on = item.fields.get("endDate").is_none_or(is_blank) && !start.is_missing();
    let end = if goes_on { clear(EndDate::Present) } else { item.end("endDate")? };
    let mut highlights = vec![item.text(&["summary"])?];
    highlights.extend(item.texts("highlights")?);
    Ok(Employer { name, positions: vec![Position { title, location, start, end, highlights }], ..Employer::default() })
}

fn education(mut item: Object<'_>) -> ExchangeResult<Education> {
    Ok(Education {
        institution: item.text(&["institution"])?,
        degree: item.text(&["studyType"])?,
        field: item.text(&["area"])?,
        location: item.text(&["location"])?,
        start: item.date("startDate")?,
        end: item.end("endDate")?,
        grade: item.text(&["score", "gpa"])?,
        notes: item.texts("courses")?,
    })
}

/// A named group of skills, or a skill that stands alone.
enum SkillItem {
    Group(SkillGroup),
    Alone(Skill),
}

fn skill(mut item: Object<'_>) -> ExchangeResult<SkillItem> {
    let (name, level) = (item.text(&["name"])?, item.text(&["level"])?);
    let (keywords, details) = (item.texts("keywords")?, item.texts("details")?);
    if level.is_missing() && details.is_empty() && !keywords.is_empty() {
        let skills = keywords.into_iter().map(|name| Skill { name, ..Skill::default() }).collect();
        return Ok(SkillItem::Group(SkillGroup { name, skills }));
    }
    Ok(SkillItem::Alone(Skill { name, level, details: [details, keywords].concat() }))
}

fn grouped(items: Vec<SkillItem>) -> Vec<SkillGroup> {
    let mut groups: Vec<SkillGroup> = Vec::new();
    let mut is_loose = false;
    for item in items {
        match item {
            SkillItem::Group(group) => {
                is_loose = false;
                groups.push(group);
            }
            SkillItem::Alone(skill) => {
                match groups.last_mut() {
                    Some(last) if is_loose => last.skills.push(skill),
                    _ => groups.push(SkillGroup { skills: vec![skill], ..SkillGroup::default() }),
                }
                is_loose = true;
            }
        }
    }
    groups
}

fn language(mut item: Object<'_>) -> ExchangeResult<Language> {
    Ok(Language { language: item.text(&["language", "name"])?, fluency: item.text(&["fluency", "level"])? })
}

fn project(mut item: Object<'_>) -> ExchangeResult<Project> {
    let mut highlights = vec![item.text(&["description", "summary"])?];
    highlights.extend(item.texts("highlights")?);
    let keywords: Vec<String> = item.texts("keywords")?.into_iter().filter_map(|keyword| keyword.value).collect();
    highlights.push(clear(keywords.join(", ")));
    Ok(Project {
        name: item.text(&["name"])?,
        start: item.date("startDate")?,
        end: item.end("endDate")?,
        url: item.text(&["url", "website"])?,
        highlights,
    })
}

fn certificate(mut item: Object<'_>) -> ExchangeResult<Certificate> {
    Ok(Certificate { name: item.text(&["name", "title"])?, issuer: item.text(&["issuer"])?, date: item.date("date")? })
}

fn award(mut item: Object<'_>) -> ExchangeResult<Award> {
    Ok(Award {
        title: item.text(&["title", "name"])?,
        awarder: item.text(&["awarder"])?,
        date: item.date("date")?,
        notes: paragraphs(&item.text(&["summary"])?),
    })
}

fn publication(mut item: Object<'_>) -> ExchangeResult<Publication> {
    let mut notes = vec![item.text(&["publisher"])?];
    notes.extend(paragraphs(&item.text(&["summary"])?));
    notes.push(item.text(&["url", "website"])?);
    Ok(Publication { name: item.text(&["name", "title"])?, date: item.date("releaseDate")?, notes })
}

fn interest(mut item: Object<'_>) -> ExchangeResult<Field<String>> {
    let name = item.text(&["name"])?;
    let keywords: Vec<String> = item.texts("keywords")?.into_iter().filter_map(|keyword| keyword.value).collect();
    Ok(match (name.as_str(), keywords.join(", ").as_str()) {
        (_, "") => name,
        ("", keywords) => clear(keywords.to_owned()),
        (name, keywords) => clear(format!("{name}: {keywords}")),
    })
}

fn paragraphs(text: &Field<String>) -> Vec<Field<String>> {
    text.as_str().lines().map(|line| clear(line.to_owned())).collect()
}

fn clear<T>(value: T) -> Field<T> {
    Field::clear(value, Vec::new())
}

/// An object of the file. What nobody took from it is left out and said when it is dropped.
struct Object<'n> {
    path: String,
    fields: Map<String, Value>,
    notes: &'n Notes,
}

impl<'n> Object<'n> {
    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The text under the first of these keys that has one.
    fn text(&mut self, keys: &[&str]) -> ExchangeResult<Field<String>> {
        let Some(&key) = keys.iter().find(|key| self.fields.get(**key).is_some_and(|value| !value.is_null())) else {
            return Ok(Field::missing());
        };
        text(self.fields.remove(key).unwrap_or_default(), &self.path_of(key))
    }

    /// A list of texts, or a single one.
    fn texts(&mut self, key: &str) -> ExchangeResult<Vec<Field<String>>> {
        let path = self.path_of(key);
        match self.fields.remove(key) {
            Some(Value::Array(items)) => {
                items.into_iter().enumerate().map(|(index, item)| text(item, &format!("{path}[{index}]"))).collect()
            }
            Some(value @ Value::Object(_)) => Err(wrong(path, "a list of texts", &value)),
            Some(value) => Ok(vec![text(value, &path)?]),
            None => Ok(Vec::new()),
        }
    }

    fn date(&mut self, key: &str) -> ExchangeResult<Field<PartialDate>> {
        let text = self.text(&[key])?;
        Ok(dates::date(text.as_str(), &self.path_of(key), self.notes))
    }

    fn end(&mut self, key: &str) -> ExchangeResult<Field<EndDate>> {
        let text = self.text(&[key])?;
        Ok(dates::end(text.as_str(), &self.path_of(key), self.notes))
    }

    fn object(&mut self, key: &str) -> ExchangeResult<Option<Object<'n>>> {
        let path = self.path_of(key);
        match self.fields.remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(fields)) => Ok(Some(Object { path, fields, notes: self.notes })),
            Some(other) => Err(wrong(path, "an object", &other)),
        }
    }

    /// A list of objects, each mapped. A bare text stands for its name.
    fn items<T>(&mut self, key: &str, map: impl Fn(Object<'n>) -> ExchangeResult<T>) -> ExchangeResult<Vec<T>> {
        let path = self.path_of(key);
        let items = match self.fields.remove(key) {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(other) => return Err(wrong(path, "a list of objects", &other)),
        };
        let mapped = items.into_iter().enumerate().filter(|(_, item)| !item.is_null()).map(|(index, item)| {
            let path = format!("{path}[{index}]");
            match item {
                Value::Object(fields) => map(Object { path, fields, notes: self.notes }),
                name @ Value::String(_) => {
                    let key = if key == "languages" { "language" } else { "name" };
                    map(Object { path, fields: Map::from_iter([(key.to_owned(), name)]), notes: self.notes })
                }
                other => Err(wrong(path, "an object", &other)),
            }
        });
        mapped.collect()
    }

    fn ignore(&mut self, keys: &[&str]) {
        self.fields.retain(|key, _| !keys.contains(&key.as_str()));
    }

    fn leave_out(&mut self, key: &str, why: Omission) {
        if self.fields.remove(key).is_some_and(|value| !is_blank(&value)) {
            self.notes.leave_out(&self.path_of(key), why);
        }
    }
}

impl Drop for Object<'_> {
    fn drop(&mut self) {
        for (key, value) in &self.fields {
            if !is_blank(value) {
                self.notes.leave_out(&self.path_of(key), Omission::NoField);
            }
        }
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(fields) => fields.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn text(value: Value, path: &str) -> ExchangeResult<Field<String>> {
    match value {
        Value::Null => Ok(Field::missing()),
        Value::String(text) => Ok(clear(text)),
        Value::Number(number) => Ok(clear(number.to_string())),
        other => Err(wrong(path.to_owned(), "a text", &other)),
    }
}

fn wrong(path: String, expected: &'static str, found: &Value) -> ExchangeError {
    let found = match found {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    ExchangeError::WrongType { path, expected, found }
}
