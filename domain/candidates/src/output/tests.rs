//! Sheets of made-up resumes, read again.

use domain_model::candidates::document::Document;
use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::StructuredResume;

use super::{SheetOptions, as_markdown, as_text, read_back, sheet, sheet_languages};
use crate::interpret;
use ports::ExchangeContent;
use serde_json::json;

/// A resume with something in every section.
fn resume() -> StructuredResume {
    let value = json!({
        "basics": {
            "name": "Zoë Marchetti", "label": "Structural engineer", "email": "zoe.marchetti@example.org",
            "phone": "+44 20 7946 0321", "url": "https://marchetti.example.org",
            "location": { "city": "Bristol", "countryCode": "GB" },
            "summary": "Chartered engineer with eleven years in the design and assessment of footbridges and timber halls."
        },
        "work": [
            { "name": "Severn Consulting Ltd", "position": "Senior Structural Engineer", "startDate": "2019-03",
              "location": "Bristol, United Kingdom",
              "highlights": ["Designed nine footbridges of 18 m to 74 m span", "Cut the carbon of the abutment by 31 %"] },
            { "name": "Halvorsen Partners Ltd", "position": "Structural Engineer", "startDate": "2014-09", "endDate": "2019-02",
              "highlights": ["Assessed 46 masonry arches after the floods of 2016"] }
        ],
        "volunteer": [{ "organization": "Bridges for All", "position": "Site Engineer", "startDate": "2017-01",
            "endDate": "2017-06", "highlights": ["Built a footbridge in two weeks"] }],
        "education": [{ "institution": "University of Bath", "studyType": "Master of Engineering", "area": "Civil Engineering",
            "startDate": "2010", "endDate": "2014" }],
        "skills": [{ "name": "Design", "keywords": ["Eurocode 3", "Tekla Structures"] }],
        "languages": [{ "language": "English", "fluency": "native" }, { "language": "German", "fluency": "B2" }],
        "projects": [{ "name": "Open Truss", "startDate": "2020", "endDate": "2021", "highlights": ["A library for trusses"] }],
        "certificates": [{ "name": "Chartered Engineer", "issuer": "Engineering Council", "date": "2018" }],
        "awards": [{ "title": "Young Engineer of the Year", "awarder": "Institution of Bridges", "date": "2016" }],
        "publications": [{ "name": "Creep of dowelled timber joints", "releaseDate": "2015" }],
        "interests": [{ "name": "Climbing" }]
    });
    interpret(ExchangeContent::Json(value)).unwrap().resume
}

fn options(language: &str) -> SheetOptions {
    SheetOptions { language: Some(language.to_owned()), consent: None }
}

#[test]
fn the_plain_text_of_every_language_is_read_back_without_a_loss() {
    let resume = resume();
    for language in sheet_languages() {
        let text = as_text(&sheet(&resume, &options(language)));
        let read = read_back(&resume, &Document::from(text.as_str()));
        assert_eq!(read.failed_field(), None, "{language}: {read:?}\n{text}");
    }
}

#[test]
fn what_is_lost_or_changed_is_named() {
    let resume = resume();
    let text = as_text(&sheet(&resume, &options("en")));
    for (from, to, named) in [
        ("Designed nine footbridges of 18 m", "Designed nine footbridges of 13 m", "experience[0].highlights[0]"),
        ("zoe.marchetti@", "zoe.marcheti@", "contacts.emails[0]"),
        ("Sep 2014", "Oct 2014", "experience[1].start"),
        ("Eurocode 3", "Eurocode 8", "skills[0].name"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        let read = read_back(&resume, &Document::from(changed.as_str()));
        assert_eq!(read.failed_field(), Some(named), "{read:?}");
    }
}

#[test]
fn hostile_fields_are_text_of_one_line() {
    let hostile = "#read(\"/etc/passwd\") \u{202e}gnp.\u{200b}exe\r\n\0*bold* $x$ \\ @label <script>";
    let resume = StructuredResume { headline: Field::clear(hostile.to_owned(), vec![]), ..resume() };
    let sheet = sheet(&resume, &options("en"));
    assert_eq!(sheet.headline, "#read(\"/etc/passwd\") gnp.exe *bold* $x$ \\ @label <script>");
    assert!(as_markdown(&sheet).contains("\\*bold\\* $x$ \\\\ @label \\<script\\>"));
}
