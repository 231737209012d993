//! Sheets set in type: every template, several scripts, and texts that want to be programs.

use std::fmt::Write as _;

use adapter_typeset::Typesetter;
use domain_model::candidates::sheet::{Contact, Entry, Group, Layout, Paper, Section, SectionKind, Sheet, Typeset};
use ports::{DocumentRenderer, Typesetting};

fn section(kind: SectionKind, heading: &str) -> Section {
    Section { kind, heading: heading.to_owned(), paragraphs: Vec::new(), entries: Vec::new(), groups: Vec::new() }
}

/// A sheet of somebody who does not exist, in which each text is the given one or has it in it.
fn sheet(language: &str, is_right_to_left: bool, text: &str) -> Sheet {
    let entry = |is_line| Entry {
        title: text.to_owned(),
        organisation: text.to_owned(),
        location: text.to_owned(),
        dates: "03/2019 – 06/2021".to_owned(),
        items: if is_line { Vec::new() } else { vec![text.to_owned(), format!("{text} {text}")] },
        is_line,
        ..Entry::default()
    };
    Sheet {
        language: language.to_owned(),
        is_right_to_left,
        title: text.to_owned(),
        name: text.to_owned(),
        headline: text.to_owned(),
        contacts: vec![
            Contact { text: "zoe@example.org".to_owned(), target: Some("mailto:zoe@example.org".to_owned()) },
            Contact { text: text.to_owned(), target: None },
        ],
        sections: vec![
            Section { paragraphs: vec![text.to_owned()], ..section(SectionKind::Summary, "Profile") },
            Section {
                entries: vec![entry(false), Entry { title: String::new(), ..entry(false) }],
                ..section(SectionKind::Experience, "Experience")
            },
            Section { entries: vec![entry(true)], ..section(SectionKind::Certificates, "Certificates") },
            Section {
                groups: vec![Group { label: text.to_owned(), items: vec![text.to_owned(), "Rust".to_owned()] }],
                ..section(SectionKind::Skills, "Skills")
            },
        ],
        consent: Some(text.to_owned()),
    }
}

fn layout(template: &str) -> Layout {
    Layout { template: template.to_owned(), paper: Paper::A4, attached: None }
}

fn typeset(typesetter: &Typesetter, sheet: &Sheet, layout: &Layout) -> Typesetting {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(typesetter.typeset(sheet, layout)).expect("it is set")
}

fn set(typesetter: &Typesetter, sheet: &Sheet, layout: &Layout) -> Typeset {
    match typeset(typesetter, sheet, layout) {
        Typesetting::Set(typeset) => typeset,
        other => panic!("{}: {other:?}", layout.template),
    }
}

fn has(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn every_template_sets_every_script_as_tagged_pdf() {
    let typesetter = Typesetter::new(None);
    let names: Vec<String> = typesetter.templates().into_iter().map(|template| template.name).collect();
    assert_eq!(names, ["business", "classic", "compact", "europass-like", "modern", "tech"]);
    for name in &names {
        for (language, is_right_to_left, text) in [
            ("en", false, "Zoë Łódź"),
            ("en", false, "Ελένη Παπαδοπούλου"),
            ("ru", false, "Иван Соколов"),
            ("ar", true, "ليلى حداد"),
            ("en", false, "שרה לוי"),
            ("hi", false, "अनिल शर्मा"),
        ] {
            let typeset = set(&typesetter, &sheet(language, is_right_to_left, text), &layout(name));
            assert_eq!(typeset.fit.pages, 1, "{name}: {text}");
            for part in ["/MarkInfo", "/StructTreeRoot", &format!("/Lang({language})"), "pdfuaid:part"] {
                assert!(has(&typeset.pdf, part), "{name}: {text}: {part}");
            }
        }
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes_on_its_paper() {
    let sheet = sheet("en", false, "Bridge");
    for (paper, size) in [(Paper::A4, "595.2756 841.8898"), (Paper::Letter, "[0 0 612 792]")] {
        let layout = Layout { paper, ..layout("classic") };
        let first = set(&Typesetter::new(None), &sheet, &layout);
        assert_eq!(first, set(&Typesetter::new(None), &sheet, &layout));
        assert!(has(&first.pdf, size), "{paper}");
    }
}

#[test]
fn what_wants_to_be_a_program_is_set_as_text() {
    let typesetter = Typesetter::new(None);
    for hostile in [
        "#read(\"/etc/passwd\")",
        "#import \"@preview/cetz:0.3.0\"",
        "#while true {}",
        "*bold* _slanted_ $x^2$ `raw` <label> @reference // nor this /* nor this */",
        "\\u{202e} \\ #[ ] { } ~ --- = heading - item + item / term: x",
        "]] #panic(1) \"quoted\" 'so' \u{201c}too\u{201d}",
        "",
    ] {
        for template in typesetter.templates() {
            let typeset = set(&typesetter, &sheet("en", false, &format!("Ada {hostile}")), &layout(&template.name));
            assert_eq!(typeset.fit.pages, 1, "{hostile}");
        }
    }
    let nobody = Sheet { title: "Resume".to_owned(), language: "en".to_owned(), ..Sheet::default() };
    set(&typesetter, &nobody, &layout("modern"));
}

#[test]
fn a_long_text_fills_pages_and_an_endless_one_is_refused() {
    let typesetter = Typesetter::new(None);
    let with_summary = |text: String| {
        let mut sheet = sheet("en", false, "Bridge");
        sheet.sections[0].paragraphs = vec![text];
        sheet
    };
    let long = set(&typesetter, &with_summary("ever longer ".repeat(8_333)), &layout("modern"));
    assert!(long.fit.pages > 10 && long.fit.last_page_filled <= 1.0, "{:?}", long.fit);
    assert_eq!(typeset(&typesetter, &with_summary("x".repeat(500_000)), &layout("modern")), Typesetting::TooLong);
}

#[test]
fn what_is_attached_is_in_the_file() {
    let attached = Some(br#"{"basics":{"name":"Ada"}}"#.to_vec());
    let typeset = set(&Typesetter::new(None), &sheet("en", false, "Ada"), &Layout { attached, ..layout("tech") });
    let mut named = String::new();
    for unit in "resume.json".encode_utf16() {
        write!(named, "{unit:04x}").expect("a text grows");
    }
    assert!(has(&typeset.pdf, "/EmbeddedFile") && (has(&typeset.pdf, "resume.json") || has(&typeset.pdf, &named)));
}

#[test]
fn characters_without_a_font_are_named_and_other_templates_are_unknown() {
    let typesetter = Typesetter::new(None);
    let missing = typeset(&typesetter, &sheet("en", false, "橋 engineer"), &layout("modern"));
    assert_eq!(missing, Typesetting::MissingFont { characters: "橋".to_owned() });
    assert_eq!(typeset(&typesetter, &Sheet::default(), &layout("../classic")), Typesetting::UnknownTemplate);
}
