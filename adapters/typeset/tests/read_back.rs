//! What is set is read again by our own reader: every template, several scripts, and texts that want to be programs.

mod support;

use adapter_documents::open_unsandboxed;
use adapter_typeset::Typesetter;
use domain_candidates::{SheetOptions, export_json_resume, interpret, read_back, sheet};
use domain_model::candidates::field::Field;
use domain_model::candidates::resume::DocumentType;
use domain_model::candidates::sheet::{Layout, Paper, Sheet, Typeset};
use domain_model::candidates::structured_resume::StructuredResume;
use ports::{DocumentRenderer, Typesetting};
use support::{people, read};

fn layout(template: &str) -> Layout {
    Layout { template: template.to_owned(), paper: Paper::A4, attached: None }
}

async fn set(typesetter: &Typesetter, sheet: &Sheet, layout: &Layout) -> Typeset {
    match typesetter.typeset(sheet, layout).await.expect("the typesetter answers") {
        Typesetting::Set(typeset) => typeset,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_template_is_read_back_in_every_script() {
    let typesetter = Typesetter::new(None);
    let (mut fields, mut read_as_themselves) = (0, 0);
    for template in typesetter.templates() {
        for (resume, sheet) in people() {
            let typeset = set(&typesetter, &sheet, &layout(&template.name)).await;
            let read = read_back(&resume, &read(&typeset.pdf, DocumentType::Pdf));
            assert_eq!(read.failed_field(), None, "{}: {}: {read:?}", template.name, sheet.name);
            fields += read.fields;
            read_as_themselves += read.fields - read.misread.len();
        }
    }
    assert!(read_as_themselves * 100 >= fields * 97, "{read_as_themselves} of {fields} fields");
}

#[tokio::test]
async fn a_year_in_a_name_is_read_back_in_every_template() {
    let typesetter = Typesetter::new(None);
    let (person, _) = people().next().unwrap();
    for (employer, title) in [
        ("Harbour Expo 2020", "Peer Mentor"),
        ("Class of 1998 Foundation", "Vision 2030 Programme Manager"),
        ("Studio 1984", "Film Editor"),
        ("1968 Press", "Clerk"),
        ("Recovery Plan 2021-2027", "Analyst"),
    ] {
        let mut resume = person.clone();
        resume.experience[1].name = Field::clear(employer.to_owned(), vec![]);
        resume.experience[1].positions[0].title = Field::clear(title.to_owned(), vec![]);
        let sheet = sheet(&resume, &SheetOptions::default());
        for template in typesetter.templates() {
            let typeset = set(&typesetter, &sheet, &layout(&template.name)).await;
            let read = read_back(&resume, &read(&typeset.pdf, DocumentType::Pdf));
            assert_eq!(read.failed_field(), None, "{employer} in {}: {read:?}", template.name);
        }
    }
}

#[tokio::test]
async fn the_same_sheet_gives_the_same_bytes_and_says_how_it_fits() {
    let typesetter = Typesetter::new(None);
    let (_, sheet) = people().next().unwrap();
    for paper in [Paper::A4, Paper::Letter] {
        let layout = Layout { paper, ..layout("classic") };
        let first = set(&typesetter, &sheet, &layout).await;
        assert_eq!(first, set(&Typesetter::new(None), &sheet, &layout).await);
        assert_eq!(first.fit.pages, 1);
        assert!(first.fit.last_page_filled > 0.2 && first.fit.last_page_filled < 1.0, "{:?}", first.fit);
    }
    let a4 = read(&set(&typesetter, &sheet, &layout("classic")).await.pdf, DocumentType::Pdf).pages[0];
    assert_eq!((a4.width.round(), a4.height.round()), (595.0, 842.0));
}

#[tokio::test]
async fn an_attached_resume_is_imported_without_a_doubt() {
    let typesetter = Typesetter::new(None);
    let (resume, sheet) = people().next().unwrap();
    let attached = serde_json::to_vec(&export_json_resume(&resume)).unwrap();
    let layout = Layout { attached: Some(attached), ..layout("modern") };
    let typeset = set(&typesetter, &sheet, &layout).await;
    let imported = interpret(open_unsandboxed(&typeset.pdf).expect("something is attached")).unwrap();
    assert_eq!(imported.resume, resume);
}

#[tokio::test]
async fn what_wants_to_be_a_program_is_text() {
    const HOSTILE: [&str; 7] = [
        "#read(\"/etc/passwd\")",
        "#import \"@preview/cetz:0.3.0\"",
        "#while true {}",
        "*bold* _slanted_ $x^2$ `raw` <label> @reference // no comment /* nor this */",
        "\\u{202e} \\ #[ ] { } ~ --- = heading - item + item / term: x",
        "<script>alert(1)</script> ${jndi:ldap://x} %s%n",
        "]] #panic(1) \"quoted\" 'so' \u{201c}too\u{201d}",
    ];
    let typesetter = Typesetter::new(None);
    let (resume, _) = people().next().unwrap();
    for hostile in HOSTILE {
        let mut resume = resume.clone();
        resume.experience[0].positions[0].highlights[0] = Field::clear(format!("Knew {hostile} well"), vec![]);
        let sheet = sheet(&resume, &SheetOptions::default());
        for template in typesetter.templates() {
            let typeset = set(&typesetter, &sheet, &layout(&template.name)).await;
            let read = read_back(&resume, &read(&typeset.pdf, DocumentType::Pdf));
            assert_eq!(read.lost, [] as [String; 0], "{hostile} in {}", template.name);
        }
    }
}

#[tokio::test]
async fn controls_and_hidden_characters_change_no_line() {
    let typesetter = Typesetter::new(None);
    let (mut resume, _) = people().next().unwrap();
    resume.headline = Field::clear("Bridge\u{202e} and\u{200b} timber\u{0} engineer\u{2066}".to_owned(), vec![]);
    let sheet = sheet(&resume, &SheetOptions::default());
    let typeset = set(&typesetter, &sheet, &layout("classic")).await;
    let text = read(&typeset.pdf, DocumentType::Pdf).text();
    assert!(text.contains("Bridge and timber engineer"), "{text}");
}

#[tokio::test]
async fn a_field_of_a_hundred_thousand_characters_is_set_or_refused() {
    let typesetter = Typesetter::new(None);
    let (resume, _) = people().next().unwrap();
    let with_summary = |summary: String| StructuredResume { summary: Field::clear(summary, vec![]), ..resume.clone() };
    let long = sheet(&with_summary("ever longer ".repeat(8_333)), &SheetOptions::default());
    let typeset = set(&typesetter, &long, &layout("modern")).await;
    assert!(typeset.fit.pages > 10, "{:?}", typeset.fit);
    let endless = sheet(&with_summary("x".repeat(500_000)), &SheetOptions::default());
    let refused = typesetter.typeset(&endless, &layout("modern")).await.unwrap();
    assert_eq!(refused, Typesetting::TooLong);
}

#[tokio::test]
async fn characters_without_a_font_are_named() {
    let typesetter = Typesetter::new(None);
    let (mut resume, _) = people().next().unwrap();
    resume.headline = Field::clear("橋 engineer".to_owned(), vec![]);
    let refused = typesetter.typeset(&sheet(&resume, &SheetOptions::default()), &layout("modern")).await.unwrap();
    assert_eq!(refused, Typesetting::MissingFont { characters: "橋".to_owned() });
    let nowhere = typesetter.typeset(&Sheet::default(), &layout("../classic")).await.unwrap();
    assert_eq!(nowhere, Typesetting::UnknownTemplate);
}
