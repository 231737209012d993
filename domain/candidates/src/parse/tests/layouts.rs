//! Resumes of which the layout says more than the words: places, sizes and bold letters.

use domain_model::candidates::document::{Document, Line, LineRole, Place};

use super::{facts_of, parse_resume};

/// Left edge, upper edge, size (bold when negative), block, text.
type Printed = (f32, f32, f32, u32, &'static str);

fn document(lines: &[Printed]) -> Document {
    let line = |&(left, top, size, block, text): &Printed| {
        #[expect(clippy::cast_precision_loss, reason = "no line has so many letters")]
        let right = left + text.chars().count() as f32 * size.abs() * 0.5;
        Line {
            text: text.replace('⇥', "\t"),
            place: Some(Place { page: 0, left, top, right, bottom: top + size.abs() }),
            size: size.abs(),
            bold: size < 0.0,
            block,
            role: LineRole::Text,
            ..Line::default()
        }
    };
    Document { lines: lines.iter().map(line).collect(), ..Document::default() }
}

fn facts(lines: &[Printed], kind: &str) -> Vec<String> {
    let facts = facts_of(&parse_resume(&document(lines)));
    facts.lines().filter(|line| line.starts_with(kind)).map(str::to_owned).collect()
}

#[test]
fn items_without_bullets_are_known_by_their_indentation() {
    let lines = [
        (40.0, 40.0, -20.0, 0, "Petronella Voss"),
        (40.0, 80.0, -13.0, 1, "Experience"),
        (40.0, 100.0, -10.0, 1, "Art director, Lindwurm, Graz (2019 – 2022)"),
        (54.0, 115.0, 10.0, 1, "Posters for museums"),
        (54.0, 130.0, 10.0, 1, "Work with printers"),
        (40.0, 150.0, -10.0, 2, "Designer, Feldweg, Linz (2015 – 2019)"),
        (54.0, 165.0, 10.0, 2, "Layout of magazines"),
        (40.0, 190.0, -13.0, 3, "Education"),
        (40.0, 210.0, 10.0, 3, "Diploma in Design, Kunstuniversität Linz, 2015"),
    ];
    let expected = ["job Art director @ Lindwurm 2019 2022", "job Designer @ Feldweg 2015 2019"];
    assert_eq!(facts(&lines, "job"), expected);
}

#[test]
fn employers_set_in_between_titles_and_bullets_are_no_items() {
    let mut document = document(&[
        (40.0, 40.0, -20.0, 0, "Radovan Petek"),
        (40.0, 80.0, -13.0, 1, "Experience"),
        (40.0, 100.0, -10.0, 1, "Millwright⇥2019 – 2022"),
        (46.0, 114.0, 10.0, 1, "Lindwurm Sawmills, Graz"),
        (58.0, 128.0, 10.0, 1, "Aligned band saws"),
        (40.0, 150.0, -10.0, 2, "Fitter⇥2015 – 2019"),
        (46.0, 164.0, 10.0, 2, "Feldweg Gears, Linz"),
        (58.0, 178.0, 10.0, 2, "Assembled gearboxes"),
    ]);
    for item in [4, 7] {
        document.lines[item].role = LineRole::ListItem;
    }
    let facts = facts_of(&parse_resume(&document));
    let jobs: Vec<&str> = facts.lines().filter(|line| line.starts_with("job")).collect();
    assert_eq!(jobs, ["job Millwright @ Lindwurm Sawmills 2019 2022", "job Fitter @ Feldweg Gears 2015 2019"]);
}

#[test]
fn a_margin_of_headings_may_begin_under_the_contacts() {
    let lines = [
        (40.0, 40.0, -20.0, 0, "Ulrike Brandstetter"),
        (40.0, 70.0, 10.0, 0, "ulrike@brand.example"),
        (40.0, 120.0, -12.0, 1, "Profil"),
        (40.0, 170.0, -12.0, 2, "Berufserfahrung"),
        (40.0, 230.0, -12.0, 3, "Sprachen"),
        (190.0, 119.0, 10.0, 4, "Tischlerin mit zwölf Jahren Erfahrung im Möbelbau und in der Restaurierung."),
        (190.0, 169.0, -10.0, 5, "Tischlerin"),
        (190.0, 182.0, 10.0, 5, "Holzwerkstatt Grünau, Linz"),
        (190.0, 195.0, 10.0, 5, "seit 03.2014"),
        (190.0, 229.0, 10.0, 6, "Deutsch – Muttersprache"),
    ];
    assert_eq!(facts(&lines, "job"), ["job Tischlerin @ Holzwerkstatt Grünau 2014-03 present"]);
    assert_eq!(facts(&lines, "languages"), ["languages Deutsch=Muttersprache"]);
}

#[test]
fn a_heading_that_is_set_lower_than_its_content_stands_before_it() {
    let lines = [
        (40.0, 40.0, -24.0, 0, "Efua Lindgren"),
        (170.0, 100.0, 10.0, 1, "Nurse⇥2016 – present"),
        (40.0, 102.0, -14.0, 1, "WORK"),
        (170.0, 113.0, 10.0, 1, "Birchwood Clinic"),
        (170.0, 150.0, 10.0, 2, "BSc Nursing⇥2012 – 2016"),
        (40.0, 152.0, -14.0, 2, "EDUCATION"),
        (170.0, 163.0, 10.0, 2, "Uppsala University"),
        (170.0, 200.0, 10.0, 3, "Triage, Wound care"),
        (40.0, 202.0, -14.0, 3, "SKILLS"),
    ];
    assert_eq!(facts(&lines, "job"), ["job Nurse @ Birchwood Clinic 2016 present"]);
    assert_eq!(facts(&lines, "school"), ["school BSc / Nursing @ Uppsala University 2012 2016"]);
    assert_eq!(facts(&lines, "skills"), ["skills Triage+Wound care"]);
}

#[test]
fn headings_are_known_when_letters_are_set_apart_glued_or_over_two_lines() {
    for heading in [&["WORKEXPERIENCE"][..], &["W O R K   E X P E R I E N C E"], &["PROFESSIONAL", "EXPERIENCE"]] {
        let mut lines = vec![(40.0, 40.0, -24.0, 0, "Efua Lindgren")];
        let mut top = 90.0;
        for text in heading {
            lines.push((40.0, top, -12.0, 1, text));
            top += 14.0;
        }
        lines.push((40.0, top, 10.0, 1, "Nurse, Birchwood Clinic, 2016 – present"));
        assert_eq!(facts(&lines, "job"), ["job Nurse @ Birchwood Clinic 2016 present"], "{heading:?}");
    }
}

#[test]
fn headings_of_a_sidebar_may_be_smaller_than_those_beside_it() {
    let sidebar = |size: f32| {
        [
            (14.0, 40.0, size, 0, "Contact"),
            (14.0, 60.0, 9.0, 1, "efua.lindgren@mail.example"),
            (14.0, 90.0, size, 2, "Top Skills"),
            (14.0, 110.0, 9.0, 3, "Wound care"),
            (14.0, 122.0, 9.0, 3, "Triage"),
            (14.0, 150.0, size, 4, "Languages"),
            (14.0, 170.0, 9.0, 5, "Swedish (Native or Bilingual)"),
            (205.0, 35.0, 20.0, 6, "Efua Lindgren"),
            (205.0, 60.0, 10.0, 6, "Nurse at Birchwood Clinic"),
            (205.0, 72.0, 10.0, 6, "Uppsala, Sweden"),
            (205.0, 100.0, 14.0, 7, "Summary"),
            (205.0, 120.0, 10.0, 8, "Nurse with nine years on surgical wards."),
            (205.0, 150.0, 14.0, 9, "Experience"),
            (205.0, 172.0, 11.0, 10, "Birchwood Clinic"),
            (205.0, 186.0, 10.0, 10, "Nurse"),
            (205.0, 199.0, 10.0, 10, "March 2016 - Present (10 years 8 months)"),
            (205.0, 230.0, 14.0, 11, "Education"),
            (205.0, 252.0, 11.0, 12, "Uppsala University"),
            (205.0, 266.0, 10.0, 12, "BSc, Nursing · (2012 - 2016)"),
        ]
    };
    for size in [11.0, -9.0] {
        let lines = sidebar(size);
        assert_eq!(facts(&lines, "name"), ["name Efua Lindgren"]);
        assert_eq!(facts(&lines, "reach"), ["reach efua.lindgren@mail.example / - / Uppsala, Sweden"]);
        assert_eq!(facts(&lines, "skills"), ["skills Wound care+Triage"]);
        assert_eq!(facts(&lines, "languages"), ["languages Swedish=Native or Bilingual"]);
        assert_eq!(facts(&lines, "job"), ["job Nurse @ Birchwood Clinic 2016-03 present"]);
    }
}
