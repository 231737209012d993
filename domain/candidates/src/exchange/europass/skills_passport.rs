//! The `SkillsPassport` of the Europass editor from 2012 to 2020 (schema 3), as a resume.

use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{
    Award, Certificate, Education, Employer, Language, Link, Position, Project, Publication, Skill, SkillGroup,
    StructuredResume,
};

use super::languages::{self, MOTHER_TONGUE};
use super::node::Node;
use crate::exchange::employers;

pub(super) fn import(mut root: Node<'_>) -> StructuredResume {
    root.ignore(&["DocumentInfo", "PrintingPreferences"]);
    let mut learner = if root.element.local_name() == "LearnerInfo" {
        root
    } else {
        match root.child("LearnerInfo") {
            Some(learner) => learner,
            None => return StructuredResume::default(),
        }
    };
    let mut resume = StructuredResume::default();
    if let Some(identification) = learner.child("Identification") {
        import_identification(identification, &mut resume);
    }
    if let Some(mut headline) = learner.child("Headline") {
        let kind = headline.text("Type/Code");
        headline.ignore(&["Type"]);
        let label = headline.field("Description/Label");
        if kind == "personal_statement" { resume.summary = label } else { resume.headline = label }
    }
    let work = learner.listed("WorkExperienceList", "WorkExperience");
    resume.experience = employers::merged(work.into_iter().map(employer).collect());
    resume.education = learner.listed("EducationList", "Education").into_iter().map(education).collect();
    if let Some(skills) = learner.child("Skills") {
        import_skills(skills, &mut resume);
    }
    for achievement in learner.listed("AchievementList", "Achievement") {
        import_achievement(achievement, &mut resume);
    }
    resume.detached()
}

fn import_identification(mut identification: Node<'_>, resume: &mut StructuredResume) {
    let names = ["FirstName", "Surname"].map(|name| identification.text(&format!("PersonName/{name}")));
    resume.name = clear(names.join(" "));
    identification.private(&["Demographics", "Photo"]);
    let Some(mut contact) = identification.child("ContactInfo") else { return };
    resume.contacts.location = place(&mut contact);
    resume.contacts.emails = vec![contact.field("Email/Contact")];
    let contacts = |nodes: Vec<Node<'_>>| {
        nodes
            .into_iter()
            .map(|mut node| {
                node.ignore(&["Use"]);
                node.text("Contact")
            })
            .collect::<Vec<_>>()
    };
    resume.contacts.phones = contacts(contact.listed("TelephoneList", "Telephone")).into_iter().map(clear).collect();
    let pages = contacts(contact.listed("WebsiteList", "Website"));
    resume.links = pages.into_iter().map(|url| clear(Link { url: Some(url), ..Link::default() })).collect();
}

fn employer(mut item: Node<'_>) -> Employer {
    let (start, end) = period(&mut item);
    let title = first(&mut item, &["Position/Label", "Position"]);
    let highlights = item.lines("Activities");
    let mut employer = Employer::default();
    if let Some(mut organisation) = item.child("Employer") {
        employer.name = organisation.field("Name");
        if let Some(mut contact) = organisation.child("ContactInfo") {
            employer.location = place(&mut contact);
        }
    }
    employer.positions = vec![Position { title, start, end, highlights, ..Position::default() }];
    employer
}

fn education(mut item: Node<'_>) -> Education {
    let (start, end) = period(&mut item);
    let degree = item.field("Title");
    let field = first(&mut item, &["Field/Label", "Field"]);
    let mut education =
        Education { degree, field, start, end, notes: item.lines("Activities"), ..Education::default() };
    if let Some(mut organisation) = item.child("Organisation") {
        education.institution = organisation.field("Name");
        if let Some(mut contact) = organisation.child("ContactInfo") {
            education.location = place(&mut contact);
        }
    }
    education
}

/// Beginning and end: `<From year="2012" month="--03" day="---15"/>`.
fn period(item: &mut Node<'_>) -> (Field<PartialDate>, Field<EndDate>) {
    let Some(mut period) = item.child("Period") else { return (Field::missing(), Field::missing()) };
    let start = period.child("From").and_then(|from| date(&from));
    let end = period.child("To").and_then(|to| date(&to)).map(EndDate::On);
    let goes_on = period.text("Current").eq_ignore_ascii_case("true");
    let end = if goes_on { Some(EndDate::Present) } else { end };
    (start.map_or_else(Field::missing, clear), end.map_or_else(Field::missing, clear))
}

fn date(node: &Node<'_>) -> Option<PartialDate> {
    let part = |name| node.element.attribute(name).map(|value| value.trim_start_matches('-').to_owned());
    let year = part("year")?.parse().ok()?;
    let month = part("month").and_then(|month| month.parse().ok());
    let day = part("day").and_then(|day| day.parse().ok());
    match (month, day) {
        (Some(month), Some(day)) => PartialDate::day_of(year, month, day),
        (Some(month), None) => PartialDate::month_of(year, month),
        (None, _) => PartialDate::year_only(year),
    }
}

fn import_skills(mut skills: Node<'_>, resume: &mut StructuredResume) {
    if let Some(mut linguistic) = skills.child("Linguistic") {
        for mut tongue in linguistic.listed("MotherTongueList", "MotherTongue") {
            let language = language_name(&mut tongue);
            resume.languages.push(Language { language, fluency: clear(MOTHER_TONGUE.to_owned()) });
        }
        for mut foreign in linguistic.listed("ForeignLanguageList", "ForeignLanguage") {
            let language = language_name(&mut foreign);
            let parts = [
                ("listening", "Listening"),
                ("reading", "Reading"),
                ("interaction", "SpokenInteraction"),
                ("speaking", "SpokenProduction"),
                ("writing", "Writing"),
            ];
            let levels = parts.map(|(part, name)| (part, foreign.text(&format!("ProficiencyLevel/{name}"))));
            let fluency = clear(languages::fluency(&levels));
            resume.languages.push(Language { language, fluency });
        }
    }
    for (element, name) in [
        ("Communication", "Communication"),
        ("Organisational", "Organisation"),
        ("JobRelated", "Job-related"),
        ("Computer", "Computer"),
        ("Other", "Other"),
    ] {
        let lines = skills.lines(&format!("{element}/Description"));
        let listed: Vec<Skill> = lines.into_iter().map(|name| Skill { name, ..Skill::default() }).collect();
        if !listed.is_empty() {
            resume.skills.push(SkillGroup { name: clear(name.to_owned()), skills: listed });
        }
    }
    if let Some(mut driving) = skills.child("Driving")
        && let Some(mut description) = driving.child("Description")
    {
        for licence in description.children("Licence") {
            let name = clear(format!("Driving licence {}", licence.element.text));
            resume.certificates.push(Certificate { name, ..Certificate::default() });
        }
    }
}

fn language_name(node: &mut Node<'_>) -> Field<String> {
    let (label, code) = (node.text("Description/Label"), node.text("Description/Code"));
    clear(if label.is_empty() { languages::name(&code) } else { label })
}

/// A list in a text, under a title whose code says what it lists.
fn import_achievement(mut achievement: Node<'_>, resume: &mut StructuredResume) {
    let kind = achievement.text("Title/Code");
    if !["publications", "presentations", "projects", "honors_awards", "certifications", "courses"]
        .contains(&kind.as_str())
    {
        return;
    }
    achievement.ignore(&["Title"]);
    let mut lines = achievement.lines("Description");
    match kind.as_str() {
        "projects" if !lines.is_empty() => {
            let name = lines.remove(0);
            resume.projects.push(Project { name, highlights: lines, ..Project::default() });
        }
        "honors_awards" => {
            resume.awards.extend(lines.into_iter().map(|title| Award { title, ..Award::default() }));
        }
        "publications" | "presentations" => {
            resume.publications.extend(lines.into_iter().map(|name| Publication { name, ..Publication::default() }));
        }
        _ => {
            resume.certificates.extend(lines.into_iter().map(|name| Certificate { name, ..Certificate::default() }));
        }
    }
}

fn place(contact: &mut Node<'_>) -> Field<String> {
    let Some(mut address) = contact.child("Address").and_then(|mut address| address.child("Contact")) else {
        return Field::missing();
    };
    let city = [address.text("PostalCode"), address.text("Municipality")].join(" ");
    let country = first(&mut address, &["Country/Label", "Country/Code"]);
    let parts = [address.text("AddressLine"), address.text("AddressLine2"), city, country.as_str().to_owned()];
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    clear(parts.join(", "))
}

/// The first of these that says something; the others are taken too.
fn first(item: &mut Node<'_>, paths: &[&str]) -> Field<String> {
    let texts: Vec<String> = paths.iter().map(|path| item.text(path)).collect();
    clear(texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default())
}

fn clear<T>(value: T) -> Field<T> {
    Field::clear(value, Vec::new())
}
