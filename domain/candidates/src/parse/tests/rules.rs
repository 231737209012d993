//! What holds for every resume.

use domain_model::candidates::document::{Document, Line};
use domain_model::candidates::field::{Doubt, FieldState};

use super::{facts_of, parse_resume};
use crate::to_json_resume;

/// A resume with a little of everything.
const SAMPLE: &str = "Ada King\nLondon, UK | ada@example.org | +44 20 7946 0000 | github.com/ada\n\nSUMMARY\nMathematician who writes programs for machines that are not there yet, and explains them.\n\n\
    EXPERIENCE\nAnalyst\t2019 – present\nEngines Ltd\n• Wrote the first program\n  that anybody ran\n\nEDUCATION\nUniversity of London\nBSc Mathematics\t2015 – 2018\nGPA: 3.9/4.0\n\n\
    SKILLS\nMaths: Algebra, Calculus\n\nLANGUAGES\nEnglish (native)\n\nCERTIFICATES\nLoom Operator, Guild of Weavers, 2018\n\nPROJECTS\nNotes on the Engine | 2020\n• Translated a paper\n\nFOOTNOTES\nNothing here.";

#[test]
fn every_value_stands_in_its_spans() {
    let document = Document::from(SAMPLE);
    let json = to_json_resume(&parse_resume(&document));
    let fields = json["x-jobwright"]["fields"].as_object().unwrap();
    let mut quoted = 0;
    for (pointer, field) in fields {
        let spans = field["spans"].as_array().unwrap();
        let text: Vec<&str> = spans
            .iter()
            .map(|span| {
                let number = |at: usize| usize::try_from(span[at].as_u64().unwrap()).unwrap();
                &document.lines[number(0)].text[number(1)..number(2)]
            })
            .collect();
        let Some(value) = json.pointer(pointer).and_then(|value| value.as_str()) else { continue };
        let is_date = pointer.ends_with("Date") || pointer.ends_with("/date");
        let is_quoted =
            is_date && text.concat().contains(&value[..4]) || text.join(" ") == value || text.join(", ") == value;
        assert!(is_quoted, "{pointer}: {value} is not {text:?}");
        quoted += 1;
    }
    assert!(quoted >= 18, "{quoted} values");
}

#[test]
fn what_is_not_there_is_missing_and_nothing_is_invented() {
    let resume = parse_resume(&Document::from("Ada King\n\nEXPERIENCE\nAnalyst\t2019 – 2020\nEngines Ltd"));
    assert!(resume.contacts.emails.is_empty() && resume.contacts.phones.is_empty() && resume.links.is_empty());
    assert_eq!(resume.summary.state, FieldState::Missing);
    assert_eq!(resume.contacts.location.why, Some(Doubt::NotFound));
    assert!(resume.education.is_empty() && resume.skills.is_empty() && resume.languages.is_empty());
}

#[test]
fn an_empty_document_has_nothing() {
    let resume = parse_resume(&Document::default());
    assert!(resume.name.is_missing() && resume.experience.is_empty() && resume.unread_lines.is_empty());
}

#[test]
fn lines_that_became_no_field_are_reported() {
    let document = Document::from(SAMPLE);
    let resume = parse_resume(&document);
    let unread: Vec<&str> =
        resume.unread_lines.iter().map(|&line| document.lines[line as usize].text.as_str()).collect();
    assert_eq!(unread, ["Nothing here."]);
}

#[test]
fn the_same_document_is_read_the_same_twice() {
    let document = Document::from(SAMPLE);
    assert_eq!(parse_resume(&document), parse_resume(&document));
}

#[test]
fn work_is_bounded_and_no_text_makes_it_fail() {
    let shapes = [
        "(",
        "2019 - ",
        "\t",
        "@",
        "a@b.c ",
        "، ",
        "Engineer at ",
        "•",
        "é\u{301}",
        "经理",
        "+1 ",
        "https://",
        "'19 ",
        "مهر ۱۴۰۰ – ",
        "\u{200d}",
        "X, ",
    ];
    for shape in shapes {
        for count in [1, 7, 300, 3_000] {
            let text = shape.repeat(count);
            let lines = [
                text.as_str(),
                "EXPERIENCE",
                text.as_str(),
                "EDUCATION",
                text.as_str(),
                "SKILLS",
                text.as_str(),
                "LANGUAGES",
                text.as_str(),
            ];
            let line = |text: &&str| Line { text: (*text).to_owned(), ..Line::default() };
            let document = Document { lines: lines.iter().map(line).collect(), ..Document::default() };
            facts_of(&parse_resume(&document));
        }
    }
    let many = "Engineer\t2019 – 2020\nBank\n".repeat(20_000);
    let resume = parse_resume(&Document::from(many.as_str()));
    assert!(resume.unread_lines.len() > 30_000, "lines beyond the bound stay unread");
}
