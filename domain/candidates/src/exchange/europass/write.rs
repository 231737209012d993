//! A resume as a `Candidate` document, as far as the portal has elements for it.

use domain_model::candidates::exchange::XmlElement;
use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{Education, Employer, Position, SkillGroup, StructuredResume};
use serde_json::{Map, Value};

use super::candidate::{AWARDS, CERTIFICATES, INTERESTS, PROJECTS, VOLUNTEERING};
use super::html;
use super::languages::{MOTHER_TONGUE, is_level};
use super::node::Node;

const NAMESPACES: [(&str, &str); 6] = [
    ("xmlns", "http://www.europass.eu/1.0"),
    ("xmlns:oa", "http://www.openapplications.org/oagis/9"),
    ("xmlns:eures", "http://www.europass_eures.eu/1.0"),
    ("xmlns:hr", "http://www.hr-xml.org/3"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("xsi:schemaLocation", "http://www.europass.eu/1.0 Candidate.xsd"),
];
/// The namespace of our extension.
const EXTENSION: &str = "urn:jobwright:resume:1";
/// Where HR-XML keeps what others add.
const EXTENSIONS: &str = "UserArea";
/// Calling codes of two digits; those of one are 1 and 7, all others have three (ITU-T E.164).
const TWO_DIGITS: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 \
                          81 82 84 86 90 91 92 93 94 95 98";

/// The document, without our extension.
pub(super) fn candidate(resume: &StructuredResume) -> XmlElement {
    let mut root = parent(
        "Candidate",
        vec![
            attributed(
                "hr:DocumentID",
                "",
                &[
                    ("schemeID", "Jobwright-1"),
                    ("schemeName", "DocumentIdentifier"),
                    ("schemeAgencyName", "EUROPASS"),
                    ("schemeVersionID", "4.0"),
                ],
            ),
            supplier(resume),
            person(resume),
            profile(resume),
            rendering(),
        ],
    );
    root.attributes = NAMESPACES.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    root
}

/// Adds what the document does not carry.
pub(super) fn keep_unmapped(root: &mut XmlElement, unmapped: Map<String, Value>) {
    if !unmapped.is_empty() {
        let kept = attributed("jw:Resume", &Value::Object(unmapped).to_string(), &[("xmlns:jw", EXTENSION)]);
        root.children.push(parent(&format!("hr:{EXTENSIONS}"), vec![kept]));
    }
}

/// What an export of ours added.
pub(super) fn take_unmapped(root: &mut Node<'_>) -> Map<String, Value> {
    let kept = root.child(EXTENSIONS).map(|mut extensions| {
        let ours = extensions.children("Resume").into_iter().next();
        let text = ours.map(|mut ours| std::mem::take(&mut ours.element.text)).unwrap_or_default();
        extensions.finish();
        text
    });
    match serde_json::from_str(&kept.unwrap_or_default()) {
        Ok(Value::Object(unmapped)) => unmapped,
        _ => Map::new(),
    }
}

/// The text of the file.
pub(super) fn document(root: &XmlElement) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned();
    push(&mut text, root, 0);
    text
}

fn push(text: &mut String, element: &XmlElement, depth: usize) {
    let indent = "  ".repeat(depth);
    text.push_str(&format!("{indent}<{}", element.name));
    for (name, value) in &element.attributes {
        text.push_str(&format!(" {name}=\"{}\"", escaped(value)));
    }
    if element.text.is_empty() && element.children.is_empty() {
        text.push_str("/>\n");
        return;
    }
    text.push('>');
    text.push_str(&escaped(&element.text));
    if !element.children.is_empty() {
        text.push('\n');
        for child in &element.children {
            push(text, child, depth + 1);
        }
        text.push_str(&indent);
    }
    text.push_str(&format!("</{}>\n", element.name));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The portal wants to know who hands the document in: the person.
fn supplier(resume: &StructuredResume) -> XmlElement {
    let id = [
        ("schemeID", "Jobwright-1"),
        ("schemeName", "PartyID"),
        ("schemeAgencyName", "EUROPASS"),
        ("schemeVersionID", "1.0"),
    ];
    let mut contact = vec![person_name(resume)];
    contact.extend(resume.contacts.emails.first().map(|email| channel("Email", email.as_str())));
    parent(
        "CandidateSupplier",
        vec![
            attributed("hr:PartyID", "", &id),
            leaf("hr:PartyName", "Owner"),
            parent("PersonContact", contact),
            leaf("hr:PrecedenceCode", "1"),
        ],
    )
}

fn person_name(resume: &StructuredResume) -> XmlElement {
    let name = resume.name.as_str();
    let (given, family) = name.rsplit_once(' ').unwrap_or((name, ""));
    parent("PersonName", vec![leaf("oa:GivenName", given), leaf("hr:FamilyName", family)])
}

fn person(resume: &StructuredResume) -> XmlElement {
    let mut parts = vec![person_name(resume)];
    let contacts = &resume.contacts;
    parts.extend(contacts.emails.iter().map(|email| channel("Email", email.as_str())));
    parts.extend(contacts.phones.iter().filter_map(|phone| telephone(phone.as_str())));
    // The portal takes pages with a whole address only.
    let pages = resume.links.iter().filter_map(|link| link.value.as_ref()?.url.as_deref());
    parts.extend(pages.filter(|url| url.starts_with("http")).map(|url| channel("Web", url)));
    if let Some(place) = &contacts.location.value {
        let mut address = parent("Address", vec![leaf("oa:AddressLine", place)]);
        address.attributes = vec![("type".to_owned(), "home".to_owned())];
        parts.push(parent("Communication", vec![leaf("UseCode", "home"), address]));
    }
    for language in resume.languages.iter().filter(|language| is_mother_tongue(&language.fluency)) {
        parts.push(attributed("PrimaryLanguageCode", language.language.as_str(), &[("name", "FREE_TEXT")]));
    }
    parent("CandidatePerson", parts)
}

fn is_mother_tongue(fluency: &Field<String>) -> bool {
    [MOTHER_TONGUE, "native"].contains(&fluency.as_str().to_lowercase().as_str())
}

fn channel(code: &str, uri: &str) -> XmlElement {
    parent("Communication", vec![leaf("ChannelCode", code), leaf("oa:URI", uri)])
}

/// The portal refuses a number without its country.
fn telephone(printed: &str) -> Option<XmlElement> {
    let number = printed.strip_prefix('+')?;
    let length = match number.get(..2)? {
        start if start.starts_with(['1', '7']) => 1,
        start if TWO_DIGITS.split(' ').any(|code| code == start) => 2,
        _ => 3,
    };
    let dialing = number.get(..length).filter(|dialing| dialing.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(parent(
        "Communication",
        vec![
            leaf("ChannelCode", "Telephone"),
            leaf("UseCode", "mobile"),
            leaf("CountryDialing", dialing),
            leaf("oa:DialNumber", number[length..].trim()),
        ],
    ))
}

fn profile(resume: &StructuredResume) -> XmlElement {
    let mut parts = vec![leaf("hr:ExecutiveSummary", &html::paragraphs(resume.summary.as_str()))];
    parts.push(parent("EmploymentHistory", resume.experience.iter().flat_map(employment).collect()));
    parts.push(parent("EducationHistory", resume.education.iter().map(education).collect()));
    let publications = resume.publications.iter().map(|publication| {
        parent(
            "Publication",
            vec![
                leaf("hr:FormattedPublicationDescription", &list(&publication.notes)),
                leaf("Title", publication.name.as_str()),
                leaf("Year", &publication.date.value.map(|date| date.year().to_string()).unwrap_or_default()),
            ],
        )
    });
    parts.push(parent("PublicationHistory", publications.collect()));
    let foreign = resume.languages.iter().filter(|language| !is_mother_tongue(&language.fluency));
    let foreign = foreign.map(|language| competency(language.language.as_str(), language.fluency.as_str()));
    parts.push(parent("PersonQualifications", foreign.collect()));
    parts.push(skills(&resume.skills));
    parts.extend(sections(resume));
    parts.retain(|part| !part.children.is_empty() || !part.text.is_empty());
    let mut profile = parent("CandidateProfile", parts);
    profile.attributes = vec![("languageCode".to_owned(), "en".to_owned())];
    profile
}

/// The editor has one employer for each position.
fn employment(employer: &Employer) -> impl Iterator<Item = XmlElement> {
    employer.positions.iter().map(|position| {
        let mut parts = vec![leaf("hr:OrganizationName", employer.name.as_str())];
        parts.extend(contact(&employer.location));
        parts.push(parent("PositionHistory", position_parts(position)));
        parent("EmployerHistory", parts)
    })
}

fn position_parts(position: &Position) -> Vec<XmlElement> {
    let mut period = dates("eures:StartDate", position.start.value, "eures:EndDate", position.end.value);
    if let Some(end) = position.end.value {
        period.push(leaf("hr:CurrentIndicator", &(end == EndDate::Present).to_string()));
    }
    vec![
        attributed("PositionTitle", position.title.as_str(), &[("typeCode", "FREETEXT")]),
        parent("eures:EmploymentPeriod", period),
        leaf("oa:Description", &list(&position.highlights)),
        leaf("City", position.location.as_str()),
    ]
}

fn education(education: &Education) -> XmlElement {
    let mut period = dates("StartDate", education.start.value, "EndDate", education.end.value);
    if let Some(end) = education.end.value {
        period.push(leaf("Ongoing", &(end == EndDate::Present).to_string()));
    }
    // The portal knows subjects by code only.
    let degree = parent(
        "EducationDegree",
        vec![
            leaf("hr:DegreeName", education.degree.as_str()),
            leaf("OccupationalSkillsCovered", &list(&education.notes)),
            parent("FinalGrade", vec![leaf("hr:ScoreText", education.grade.as_str())]),
        ],
    );
    let mut parts = vec![leaf("hr:OrganizationName", education.institution.as_str())];
    parts.extend(contact(&education.location));
    parts.extend([parent("AttendancePeriod", period), degree]);
    parent("EducationOrganizationAttendance", parts)
}

fn contact(location: &Field<String>) -> Option<XmlElement> {
    let city = leaf("oa:CityName", location.value.as_deref()?);
    let address = parent("Communication", vec![parent("Address", vec![city])]);
    Some(parent("OrganizationContact", vec![address]))
}

fn dates(start: &str, from: Option<PartialDate>, end: &str, to: Option<EndDate>) -> Vec<XmlElement> {
    let dated = |name, date: Option<PartialDate>| {
        date.map(|date| parent(name, vec![leaf("hr:FormattedDateTime", &date.to_string())]))
    };
    [dated(start, from), dated(end, to.and_then(EndDate::date))].into_iter().flatten().collect()
}

/// A level of the European framework holds for each part of the language that the portal asks for.
fn competency(language: &str, fluency: &str) -> XmlElement {
    const DIMENSIONS: [&str; 5] = [
        "CEF-Understanding-Listening",
        "CEF-Understanding-Reading",
        "CEF-Speaking-Interaction",
        "CEF-Speaking-Production",
        "CEF-Writing-Production",
    ];
    let mut parts =
        vec![attributed("CompetencyID", language, &[("schemeName", "FREE_TEXT")]), leaf("hr:TaxonomyID", "language")];
    if is_level(fluency) {
        parts.extend(DIMENSIONS.map(|dimension| {
            let score = parent("eures:Score", vec![leaf("hr:ScoreText", fluency)]);
            parent("eures:CompetencyDimension", vec![leaf("hr:CompetencyDimensionTypeCode", dimension), score])
        }));
    }
    parent("PersonCompetency", parts)
}

fn skills(groups: &[SkillGroup]) -> XmlElement {
    let digital = |group: &SkillGroup| {
        let named = group.skills.iter().map(|skill| {
            let name = leaf("hr:CompetencyName", skill.name.as_str());
            parent("PersonCompetency", vec![leaf("hr:TaxonomyID", "Digital_Skill"), name])
        });
        named.collect::<Vec<_>>()
    };
    let (named, loose): (Vec<&SkillGroup>, Vec<&SkillGroup>) =
        groups.iter().partition(|group| !group.name.is_missing());
    let mut parts: Vec<XmlElement> = loose.into_iter().flat_map(digital).collect();
    parts.extend(named.into_iter().map(|group| {
        let mut skills = digital(group);
        skills.insert(0, leaf("Title", group.name.as_str()));
        parent("SkillsGroup", skills)
    }));
    parent("Skills", parts)
}

/// What the portal has no section for goes into sections of the person's own. The portal keeps one entry of each element.
fn sections(resume: &StructuredResume) -> Vec<XmlElement> {
    let mut sections = Vec::new();
    let mut add = |title: &str, name: &str, period: Vec<XmlElement>, description: String, link: &str| {
        let entry =
            vec![leaf("Title", name), parent("Date", period), leaf("Description", &description), leaf("Link", link)];
        let entry = entry.into_iter().filter(|part| !part.children.is_empty() || !part.text.is_empty()).collect();
        sections.push(parent("Others", vec![leaf("Title", title), parent("Other", entry)]));
    };
    let on = |date: Option<PartialDate>| dates("StartDate", date, "EndDate", None);
    for employer in &resume.volunteering {
        for position in &employer.positions {
            let (title, name) = (position.title.as_str(), employer.name.as_str());
            let name = [title, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            let period = dates("StartDate", position.start.value, "EndDate", position.end.value);
            add(VOLUNTEERING, &name, period, list(&position.highlights), "");
        }
    }
    for project in &resume.projects {
        let period = dates("StartDate", project.start.value, "EndDate", project.end.value);
        add(PROJECTS, project.name.as_str(), period, list(&project.highlights), project.url.as_str());
    }
    for certificate in &resume.certificates {
        let issuer = html::paragraphs(certificate.issuer.as_str());
        add(CERTIFICATES, certificate.name.as_str(), on(certificate.date.value), issuer, "");
    }
    for award in &resume.awards {
        add(AWARDS, award.title.as_str(), on(award.date.value), list(&award.notes), "");
    }
    for interest in &resume.interests {
        add(INTERESTS, interest.as_str(), Vec::new(), String::new(), "");
    }
    sections
}

/// The sections that the portal shows, in this order.
fn rendering() -> XmlElement {
    let sections = ["work-experience", "education-training", "language"];
    let order = sections.map(|section| parent("Section", vec![leaf("Title", section)])).to_vec();
    let design = vec![
        leaf("Template", "Template1"),
        leaf("Color", "Default"),
        leaf("FontSize", "Medium"),
        leaf("Logo", "FirstPage"),
        leaf("PageNumbers", "false"),
        parent("SectionsOrder", order),
    ];
    parent("RenderingInformation", vec![parent("Design", design)])
}

fn list(items: &[Field<String>]) -> String {
    html::list(items.iter().map(Field::as_str))
}

fn leaf(name: &str, text: &str) -> XmlElement {
    XmlElement { name: name.to_owned(), text: text.to_owned(), ..XmlElement::default() }
}

fn attributed(name: &str, text: &str, attributes: &[(&str, &str)]) -> XmlElement {
    let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    XmlElement { attributes, ..leaf(name, text) }
}

fn parent(name: &str, children: Vec<XmlElement>) -> XmlElement {
    XmlElement { name: name.to_owned(), children, ..XmlElement::default() }
}
