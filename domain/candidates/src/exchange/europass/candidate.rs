//! The `Candidate` document of the portal since 2020, as a resume.

use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{
    Award, Certificate, Education, Employer, Language, Link, Position, Project, Publication, Skill, SkillGroup,
    StructuredResume,
};

use super::languages::{self, MOTHER_TONGUE};
use super::node::Node;
use crate::exchange::employers;

/// Sections of a person's own that stand for a list of a resume, by their titles in small letters.
pub(super) const PROJECTS: &str = "Projects";
pub(super) const VOLUNTEERING: &str = "Volunteering";
pub(super) const CERTIFICATES: &str = "Certificates";
pub(super) const AWARDS: &str = "Awards";
pub(super) const INTERESTS: &str = "Interests";

pub(super) fn import(mut root: Node<'_>) -> StructuredResume {
    let mut resume = StructuredResume::default();
    root.ignore(&["DocumentID", "AlternateDocumentID", "ProcessingInformation", "CandidateSupplier", "UserArea"]);
    root.ignore(&["RenderingInformation"]);
    if let Some(person) = root.child("CandidatePerson") {
        import_person(person, &mut resume);
    }
    if let Some(profile) = root.child("CandidateProfile") {
        import_profile(profile, &mut resume);
    }
    resume.detached()
}

fn import_person(mut person: Node<'_>, resume: &mut StructuredResume) {
    let names = ["GivenName", "MiddleName", "FamilyName"].map(|name| person.text(&format!("PersonName/{name}")));
    resume.name = joined(&names, " ");
    for mut communication in person.children("Communication") {
        let channel = communication.text("ChannelCode").to_lowercase();
        let kind = communication.text("UseCode");
        let uri = communication.text("URI");
        let (dialing, number) = (communication.text("CountryDialing"), communication.text("DialNumber"));
        communication.ignore(&["CountryCode"]);
        if let Some(address) = communication.child("Address") {
            resume.contacts.location = place(address);
        }
        if !number.is_empty() {
            let prefix =
                if dialing.is_empty() { String::new() } else { format!("+{}", dialing.trim_start_matches('+')) };
            resume.contacts.phones.push(joined(&[prefix, number], " "));
        } else if channel == "email" || (channel.is_empty() && uri.contains('@')) {
            resume.contacts.emails.push(clear(uri));
        } else if !uri.is_empty() {
            let network = (channel == "social media" && !kind.is_empty()).then_some(kind);
            resume.links.push(clear(Link { network, url: Some(uri), username: None }));
        }
    }
    for language in person.children("PrimaryLanguageCode") {
        let is_code = language.element.attribute("name") != Some("FREE_TEXT");
        let text = language.element.text.clone();
        let language = clear(if is_code { languages::name(&text) } else { text });
        resume.languages.push(Language { language, fluency: clear(MOTHER_TONGUE.to_owned()) });
    }
    person.private(&["NationalityCode", "BirthDate", "GenderCode"]);
}

fn import_profile(mut profile: Node<'_>, resume: &mut StructuredResume) {
    profile.ignore(&["ID", "RenderingInformation"]);
    profile.private(&["Attachment"]);
    resume.summary = paragraphs(&profile.lines("ExecutiveSummary"));
    let employment = profile.listed("EmploymentHistory", "EmployerHistory");
    resume.experience = employers::merged(employment.into_iter().map(employer).collect());
    let attendances = profile.listed("EducationHistory", "EducationOrganizationAttendance");
    resume.education = attendances.into_iter().map(education).collect();
    for mut license in profile.listed("Licenses", "License") {
        let name = format!("Driving licence {}", license.text("LicenseTypeCode"));
        resume.certificates.push(Certificate { name: clear(name), ..Certificate::default() });
    }
    for mut certification in profile.listed("Certifications", "Certification") {
        resume.certificates.push(Certificate {
            name: certification.field("CertificationName"),
            issuer: certification.field("IssuingAuthority/Name"),
            ..Certificate::default()
        });
    }
    let publications = profile.listed("PublicationHistory", "Publication");
    resume.publications = publications.into_iter().map(publication).collect();
    import_competencies(&mut profile, resume);
    for section in profile.children("Others") {
        import_section(section, resume);
    }
}

fn employer(mut item: Node<'_>) -> Employer {
    let name = item.field("OrganizationName");
    let location = contact_place(&mut item);
    let mut items = item.children("PositionHistory");
    let mut positions: Vec<Position> = items.drain(..).map(position).collect();
    if positions.is_empty() {
        positions.push(Position {
            start: start(&mut item, "EmploymentPeriod"),
            end: end(&mut item, "EmploymentPeriod"),
            ..Position::default()
        });
    }
    for position in &mut positions {
        if position.location == location {
            position.location = Field::missing();
        }
    }
    Employer { name, location, positions }
}

fn position(mut item: Node<'_>) -> Position {
    let place = [item.text("City"), item.text("Country").to_uppercase()];
    Position {
        title: item.field("PositionTitle"),
        location: joined(&place, ", "),
        start: start(&mut item, "EmploymentPeriod"),
        end: end(&mut item, "EmploymentPeriod"),
        highlights: item.lines("Description"),
    }
}

fn education(mut item: Node<'_>) -> Education {
    let field = item.field("EducationDegree/FieldOfStudy/MainFieldOfStudy/Label");
    item.ignore(&["EducationLevelCode"]);
    let thesis = item.field("EducationDegree/Thesis");
    let mut notes = item.lines("EducationDegree/OccupationalSkillsCovered");
    notes.push(thesis);
    Education {
        institution: item.field("OrganizationName"),
        degree: item.field("EducationDegree/DegreeName"),
        field,
        location: contact_place(&mut item),
        start: start(&mut item, "AttendancePeriod"),
        end: end(&mut item, "AttendancePeriod"),
        grade: item.field("EducationDegree/FinalGrade/ScoreText"),
        notes,
    }
}

fn publication(mut item: Node<'_>) -> Publication {
    let mut notes = ["Authors", "Journal", "Publisher", "Volume", "Reference"].map(|part| item.field(part)).to_vec();
    notes.extend(item.lines("FormattedPublicationDescription"));
    notes.extend([item.field("DOI/Link"), item.field("Link")]);
    Publication { name: item.field("Title"), date: item.date("Year"), notes }
}

/// Languages, and skills in groups or alone.
fn import_competencies(profile: &mut Node<'_>, resume: &mut StructuredResume) {
    let mut loose = Vec::new();
    for mut competency in profile.listed("PersonQualifications", "PersonCompetency") {
        if competency.text("TaxonomyID").eq_ignore_ascii_case("language") {
            resume.languages.push(language(competency));
        } else {
            loose.push(skill(competency));
        }
    }
    if let Some(mut skills) = profile.child("Skills") {
        loose.extend(skills.children("PersonCompetency").into_iter().map(skill));
        for mut group in skills.children("SkillsGroup") {
            let name = group.field("Title");
            let skills = group.children("PersonCompetency").into_iter().map(skill).collect();
            resume.skills.push(SkillGroup { name, skills });
        }
    }
    resume.skills.insert(0, SkillGroup { skills: loose, ..SkillGroup::default() });
}

fn skill(mut competency: Node<'_>) -> Skill {
    competency.ignore(&["TaxonomyID"]);
    let (name, id) = (competency.field("CompetencyName"), competency.field("CompetencyID"));
    Skill { name: if name.as_str().is_empty() { id } else { name }, ..Skill::default() }
}

fn language(mut competency: Node<'_>) -> Language {
    let is_text = |node: &Node<'_>| node.element.attribute("schemeName") == Some("FREE_TEXT");
    let name = competency
        .child("CompetencyID")
        .map(|id| if is_text(&id) { id.element.text.clone() } else { languages::name(&id.element.text) });
    let dimensions = competency.children("CompetencyDimension").into_iter().map(|mut dimension| {
        let part = match dimension.text("CompetencyDimensionTypeCode").as_str() {
            "CEF-Understanding-Listening" => "listening",
            "CEF-Understanding-Reading" => "reading",
            "CEF-Speaking-Interaction" => "interaction",
            "CEF-Speaking-Production" => "speaking",
            "CEF-Writing-Production" => "writing",
            _ => "level",
        };
        (part, dimension.text("Score/ScoreText"))
    });
    let fluency = languages::fluency(&dimensions.collect::<Vec<_>>());
    Language { language: clear(name.unwrap_or_default()), fluency: clear(fluency) }
}

/// A section of the person's own. One whose title we do not know is left out.
fn import_section(mut section: Node<'_>, resume: &mut StructuredResume) {
    let known = [PROJECTS, VOLUNTEERING, CERTIFICATES, AWARDS, INTERESTS];
    let title = section.text("Title");
    let Some(kind) = known.into_iter().find(|known| known.eq_ignore_ascii_case(title.trim())) else { return };
    for mut entry in section.children("Other") {
        let name = entry.field("Title");
        let (start, end) = (entry.date("Date/StartDate/FormattedDateTime"), end(&mut entry, "Date"));
        let lines = entry.lines("Description");
        match kind {
            PROJECTS => {
                let url = entry.field("Link");
                resume.projects.push(Project { name, start, end, url, highlights: lines });
            }
            VOLUNTEERING => {
                let position = Position { start, end, highlights: lines, ..Position::default() };
                resume.volunteering.push(Employer { name, positions: vec![position], ..Employer::default() });
            }
            CERTIFICATES => {
                let issuer = paragraphs(&lines);
                resume.certificates.push(Certificate { name, issuer, date: start });
            }
            AWARDS => {
                resume.awards.push(Award { title: name, date: start, notes: lines, ..Award::default() });
            }
            _ => resume.interests.push(name),
        }
    }
}

fn start(item: &mut Node<'_>, period: &str) -> Field<PartialDate> {
    item.date(&format!("{period}/StartDate/FormattedDateTime"))
}

fn end(item: &mut Node<'_>, period: &str) -> Field<EndDate> {
    let goes_on = ["CurrentIndicator", "Ongoing"].map(|name| item.text(&format!("{period}/{name}")));
    if goes_on.iter().any(|value| value.eq_ignore_ascii_case("true")) {
        return clear(EndDate::Present);
    }
    item.end(&format!("{period}/EndDate/FormattedDateTime"))
}

fn contact_place(item: &mut Node<'_>) -> Field<String> {
    let Some(mut contact) = item.child("OrganizationContact") else { return Field::missing() };
    let mut found = Field::missing();
    for mut communication in contact.children("Communication") {
        communication.ignore(&["ChannelCode", "UseCode"]);
        if let Some(address) = communication.child("Address") {
            found = place(address);
        }
    }
    found
}

fn place(mut address: Node<'_>) -> Field<String> {
    let mut parts: Vec<String> = address.children("AddressLine").iter().map(|line| line.element.text.clone()).collect();
    let city = [address.text("PostalCode"), address.text("CityName")];
    parts.push(joined(&city, " ").value.unwrap_or_default());
    parts.push(address.text("CountryCode").to_uppercase());
    joined(&parts, ", ")
}

fn joined(parts: &[String], separator: &str) -> Field<String> {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { Field::missing() } else { clear(parts.join(separator)) }
}

fn paragraphs(lines: &[Field<String>]) -> Field<String> {
    clear(lines.iter().map(Field::as_str).collect::<Vec<_>>().join("\n"))
}

fn clear<T>(value: T) -> Field<T> {
    Field::clear(value, Vec::new())
}
