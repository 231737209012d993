//! Files of other programs, as they are opened, and what becomes of them.

use domain_model::candidates::exchange::{ExchangeFormat, Omission, Table};
use domain_model::candidates::field::{Doubt, Field, FieldState, Span};
use domain_model::candidates::structured_resume::{Contacts, Employer, Position, Skill, SkillGroup, StructuredResume};
use ports::ExchangeContent;
use serde_json::{Value, json};

use super::{ExchangeError, Imported, archive, export_json_resume, interpret};

fn json_resume(value: Value) -> Imported {
    interpret(ExchangeContent::Json(value)).unwrap()
}

fn wrong_type(value: Value) -> (String, &'static str, &'static str) {
    match interpret(ExchangeContent::Json(value)) {
        Err(ExchangeError::WrongType { path, expected, found }) => (path, expected, found),
        other => panic!("{other:?}"),
    }
}

fn paths(imported: &Imported, why: Omission) -> Vec<&str> {
    imported.left_out.iter().filter(|left| left.why == why).map(|left| left.path.as_str()).collect()
}

fn texts(fields: &[Field<String>]) -> Vec<&str> {
    fields.iter().map(Field::as_str).collect()
}

fn clear<T>(value: T) -> Field<T> {
    Field::clear(value, vec![])
}

fn named(name: &str) -> Field<String> {
    clear(name.to_owned())
}

#[test]
fn a_json_resume_is_imported_field_by_field() {
    let imported = json_resume(json!({
        "basics": {
            "name": "Zoë Tallow", "label": "Welder", "email": "zoe@example.org", "phone": "+353 1 234",
            "url": "https://zoe.example", "summary": "Welds.", "image": "data:image/png;base64,AAAA",
            "location": {"address": "1 Quay", "postalCode": "H91", "city": "Galway", "countryCode": "IE"},
            "profiles": [{"network": "GitHub", "username": "zoe"}],
        },
        "work": [
            {"name": "Yard", "position": "Lead", "startDate": "2021-03", "location": "Galway", "highlights": ["Ten people"]},
            {"name": "Yard", "position": "Welder", "startDate": "2019", "endDate": "2021-03-01", "location": "Galway",
             "summary": "Welded.", "highlights": ["Hulls"], "url": "https://yard.example"},
            {"company": "Dock", "position": "Hand", "startDate": "2015", "endDate": "Present"},
        ],
        "education": [{"institution": "ATU", "studyType": "BEng", "area": "Materials", "score": 3.9, "endDate": "2019"}],
        "skills": [
            {"name": "Metal", "keywords": ["Steel", "Tin"]},
            {"name": "German", "level": "Good"}, {"name": "Irish"},
            {"name": "Web", "level": "Master", "keywords": ["HTML"]},
        ],
        "languages": [{"language": "Irish", "fluency": "Native"}],
        "references": [{"name": "Ada", "reference": "Fine."}],
        "work_style": "calm",
    }));
    let resume = &imported.resume;
    assert_eq!(imported.format, ExchangeFormat::JsonResume);
    assert_eq!(resume.name, named("Zoë Tallow"));
    assert_eq!(resume.contacts.location.as_str(), "1 Quay, H91 Galway, IE");
    assert_eq!(resume.links.len(), 2);
    let yard = &resume.experience[0];
    assert_eq!((yard.name.as_str(), yard.location.as_str(), yard.positions.len()), ("Yard", "Galway", 2));
    assert_eq!(yard.positions[0].end.value.unwrap().to_string(), "present");
    assert_eq!(yard.positions[1].end.value.unwrap().to_string(), "2021-03-01");
    assert_eq!(texts(&yard.positions[1].highlights), ["Welded.", "Hulls"]);
    assert_eq!(resume.experience[1].name.as_str(), "Dock");
    assert_eq!(resume.education[0].grade.as_str(), "3.9");
    assert!(resume.education[0].start.is_missing());
    let groups: Vec<_> = resume.skills.iter().map(|group| (group.name.as_str(), group.skills.len())).collect();
    assert_eq!(groups, [("Metal", 2), ("", 3)]);
    let web = &resume.skills[1].skills[2];
    assert_eq!((web.level.as_str(), texts(&web.details)), ("Master", vec!["HTML"]));
    assert_eq!(paths(&imported, Omission::NoField), ["work[1].url", "references", "work_style"]);
    assert_eq!(paths(&imported, Omission::Private), ["basics.image"]);
}

#[test]
fn a_wrong_type_is_said_with_its_path() {
    assert_eq!(wrong_type(json!({"basics": []})), ("basics".to_owned(), "an object", "a list"));
    assert_eq!(wrong_type(json!({"work": {}})), ("work".to_owned(), "a list of objects", "an object"));
    assert_eq!(wrong_type(json!({"work": [{}, 7]})), ("work[1]".to_owned(), "an object", "a number"));
    let path = "work[0].highlights[1]".to_owned();
    assert_eq!(wrong_type(json!({"work": [{"highlights": ["a", {}]}]})), (path, "a text", "an object"));
    assert_eq!(wrong_type(json!({"basics": {"name": true}})).0, "basics.name");
}

#[test]
fn what_is_no_date_is_left_out_and_said() {
    let imported = json_resume(json!({"work": [{"name": "Yard", "startDate": "soon", "endDate": "03/04/2021"}]}));
    assert_eq!(paths(&imported, Omission::UnclearDate), ["work[0].startDate", "work[0].endDate"]);
    assert!(imported.resume.experience[0].positions[0].end.is_missing());
}

#[test]
fn what_is_no_resume_is_refused() {
    for content in [json!({}), json!({"name": "left-pad", "version": "1.0.0"}), json!({"basics": {"name": " "}})] {
        assert!(matches!(interpret(ExchangeContent::Json(content)), Err(ExchangeError::NoResume)));
    }
}

fn resume_with_all_that_json_resume_lacks() -> StructuredResume {
    let position = |title, location| Position { title: named(title), location: named(location), ..Position::default() };
    StructuredResume {
        name: named("मीरा ओकोन्जो"),
        contacts: Contacts { emails: vec![named("a@example.org"), named("b@example.org")], ..Contacts::default() },
        experience: vec![
            Employer {
                name: named("Yard"),
                location: named("Galway"),
                positions: vec![position("Lead", "Porto"), position("Hand", "Cork")],
            },
            Employer { name: named("Yard"), positions: vec![Position::default()], ..Employer::default() },
        ],
        skills: vec![SkillGroup {
            name: named("Metal"),
            skills: vec![Skill { name: named("Steel"), level: named("Good"), ..Skill::default() }],
        }],
        ..StructuredResume::default()
    }
}

#[test]
fn what_json_resume_lacks_is_kept_in_our_extension() {
    let resume = resume_with_all_that_json_resume_lacks();
    let exported = export_json_resume(&resume);
    let kept: Vec<&String> = exported["x-jobwright"]["sections"].as_object().unwrap().keys().collect();
    assert_eq!(kept, ["contacts", "experience", "skills"]);
    assert_eq!(json_resume(exported).resume, resume);
    let plain = StructuredResume { name: named("Ada"), ..StructuredResume::default() };
    assert_eq!(export_json_resume(&plain).get("x-jobwright"), None);
}

#[test]
fn what_another_program_changes_wins_over_our_extension() {
    let mut exported = export_json_resume(&resume_with_all_that_json_resume_lacks());
    exported["work"][0]["position"] = json!("Head");
    exported["basics"]["name"] = json!("Mira");
    let resume = json_resume(exported).resume;
    assert_eq!(resume.name.as_str(), "Mira");
    assert_eq!(resume.experience[0].positions[0].title.as_str(), "Head");
    assert_eq!(resume.contacts.emails.len(), 2);
}

#[test]
fn an_extension_that_is_not_ours_does_no_harm() {
    for sections in
        [json!({"name": {"instead_of": "x", "value": 7}}), json!({"name": 7}), json!({"nothing": {}}), json!([])]
    {
        let imported = json_resume(json!({"basics": {"name": "Ada"}, "x-jobwright": {"sections": sections}}));
        assert_eq!(imported.resume.name.as_str(), "Ada");
    }
}

#[test]
fn an_export_has_no_spans_and_no_doubts() {
    let span = Span { line: 0, start: 0, end: 3 };
    let name = Field::check("Ada".to_owned(), vec![span], Doubt::ByPosition);
    let exported = export_json_resume(&StructuredResume { name, unread_lines: vec![3], ..StructuredResume::default() });
    let name = json_resume(exported).resume.name;
    assert_eq!((name.state, name.spans), (FieldState::Clear, vec![]));
}

#[test]
fn our_own_archive_keeps_everything() {
    let span = Span { line: 0, start: 0, end: 3 };
    let name = Field::check("Ada".to_owned(), vec![span], Doubt::ByPosition);
    let resume = StructuredResume { name, unread_lines: vec![3], ..resume_with_all_that_json_resume_lacks() };
    assert_eq!(archive::import(archive::export(&resume)).unwrap(), resume);
}

#[test]
fn an_archive_of_a_newer_version_is_refused() {
    let mut newer = archive::export(&StructuredResume::default());
    newer["version"] = json!(2);
    let error = archive::import(newer).unwrap_err();
    assert!(matches!(error, ExchangeError::NewerVersion { found: 2, known: 1 }));
    assert!(error.to_string().contains("version 2"));
    for (broken, expected) in [
        (json!({"format": "jobwright-resume", "version": "1"}), "version"),
        (json!({"format": "jobwright-resume", "version": 1}), "resume"),
        (json!({"format": "jobwright-resume", "version": 1, "resume": {"name": 7}}), "resume"),
        (json!({"format": "other", "version": 1}), "neither"),
        (json!([]), "neither"),
    ] {
        assert!(archive::import(broken).unwrap_err().to_string().contains(expected));
    }
}

fn table(name: &str, rows: &[&[&str]]) -> Table {
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    Table { name: name.to_owned(), rows }
}

#[test]
fn a_linkedin_archive_is_imported_without_invention() {
    let tables = vec![
        table(
            "Profile",
            &[
                &[
                    "First Name",
                    "Last Name",
                    "Birth Date",
                    "Headline",
                    "Summary",
                    "Geo Location",
                    "Websites",
                    "Twitter Handles",
                ],
                &[
                    "Søren",
                    "Ødegård",
                    "Jan 1",
                    "Skipper",
                    "Sails.",
                    "Bergen",
                    "[PORTFOLIO:https://a.example,OTHER:b.example]",
                    "[soren]",
                ],
            ],
        ),
        table(
            "Positions",
            &[
                &["Company Name", "Title", "Description", "Location", "Started On", "Finished On"],
                &["Fjord", "Skipper", "• Sailed\n- Led -- ten\n\nplain", "Bergen", "Jan 2020", ""],
                &["Fjord", "Mate", "", "Bergen", "2015", "Dec 2019"],
                &["Fjord", "Mate", "", "Bergen", "2015", "Dec 2019"],
            ],
        ),
        table(
            "Email Addresses",
            &[
                &["Email Address", "Confirmed", "Primary", "Updated On"],
                &["old@example.org", "Yes", "No", "1/1/20"],
                &["new@example.org", "Yes", "Yes", "1/1/21"],
            ],
        ),
        table("Skills", &[&["Notes: exported"], &["Name"], &["Sailing"], &["Knots"]]),
        table(
            "Education",
            &[
                &["School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities"],
                &["NTNU", "2010", "2014", "", "BSc", "Rowing"],
            ],
        ),
        table("Languages", &[&["Name", "Proficiency"], &["Norsk", ""], &["English", "Full professional proficiency"]]),
        table(
            "Certifications",
            &[
                &["Name", "Url", "Authority", "Started On", "Finished On", "License Number"],
                &["Master", "https://c.example", "NMA", "Jun 2016", "", "7"],
            ],
        ),
        table("Honors", &[&["Title", "Description", "Issued On"], &["Cup", "Won", "May 2012"]]),
        table(
            "Volunteering",
            &[
                &["Company Name", "Role", "Cause", "Started On", "Finished On", "Description"],
                &["RS", "Crew", "rescue", "Mar 2018", "Apr 2019", ""],
            ],
        ),
    ];
    let content = ExchangeContent::Tables { tables, other_files: vec!["messages.csv".to_owned()] };
    let imported = interpret(content).unwrap();
    let resume = &imported.resume;
    assert_eq!(resume.name.as_str(), "Søren Ødegård");
    assert_eq!(texts(&resume.contacts.emails), ["new@example.org", "old@example.org"]);
    let links: Vec<_> = resume.links.iter().map(|link| link.value.clone().unwrap()).collect();
    assert_eq!(links[0].url.as_deref(), Some("https://a.example"));
    assert_eq!(links[1].url.as_deref(), Some("b.example"));
    assert_eq!(links[2].username.as_deref(), Some("soren"));
    let [fjord] = resume.experience.as_slice() else { panic!("{:?}", resume.experience) };
    assert_eq!((fjord.location.as_str(), fjord.positions.len()), ("Bergen", 2));
    assert_eq!(texts(&fjord.positions[0].highlights), ["Sailed", "Led -- ten", "plain"]);
    assert_eq!(fjord.positions[0].end.value.unwrap().to_string(), "present");
    assert_eq!(fjord.positions[1].end.value.unwrap().to_string(), "2019-12");
    assert_eq!(resume.skills.len(), 1);
    assert!(resume.skills[0].skills.iter().all(|skill| skill.level.is_missing()));
    assert!(resume.languages[0].fluency.is_missing());
    assert_eq!(resume.certificates[0].date.value.unwrap().to_string(), "2016-06");
    assert_eq!(texts(&resume.education[0].notes), ["Rowing"]);
    assert_eq!(resume.volunteering[0].positions[0].title.as_str(), "Crew");
    assert_eq!(paths(&imported, Omission::Private), ["Profile.csv: Birth Date"]);
    assert_eq!(paths(&imported, Omission::Repeated), ["Positions.csv: row 4"]);
    let left = paths(&imported, Omission::NoField);
    for expected in ["Certifications.csv: License Number", "Volunteering.csv: Cause", "messages.csv"] {
        assert!(left.contains(&expected), "{left:?}");
    }
}
