//! Courses of study: institutions, degrees, subjects, dates and grades, in whatever order a resume has them.

use domain_model::candidates::field::{Doubt, Field};
use domain_model::candidates::structured_resume::Education;

use super::dates::DateRange;
use super::education_parts::{Part, classify, classify_institution, degree_and_field, grade_of, says_grade};
use super::entries::paragraphs;
use super::fold::{digit, words};
use super::fragment::Fragment;
use super::lexicon::EDUCATION;
use super::roles::segments;
use super::rows::Row;
use super::years_in_names::{Evidence, released};

/// An entry under construction.
#[derive(Default)]
struct Draft<'a> {
    institution: Option<Fragment<'a>>,
    /// Taken over from the entry before.
    is_inherited: bool,
    degree: Option<Fragment<'a>>,
    place: Option<Fragment<'a>>,
    grade: Option<Fragment<'a>>,
    date: Option<(Fragment<'a>, DateRange)>,
    unknown: Vec<Fragment<'a>>,
    notes: Vec<Row<'a>>,
    /// The last row that said something of it.
    line: usize,
    block: u32,
}

/// The courses of a section of education.
pub(super) fn education(rows: &[Row<'_>]) -> Vec<Education> {
    let rows = released(rows, Evidence::Near);
    let all_items = rows.iter().all(|row| row.is_item);
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for row in rows.iter().filter(|row| !row.is_table_head()) {
        let labelled = row.labelled().and_then(|(label, rest)| Some((label, rest?)));
        let label = labelled.as_ref().map(|(label, _)| *label);
        let row = labelled.as_ref().map_or(row, |(_, rest)| rest);
        let parts: Vec<(Part, Fragment<'_>)> = match label {
            Some("degree") => vec![(Part::Degree, row.fragment)],
            Some("institution") => classify_institution(row.fragment),
            Some("grade") => vec![(Part::Grade, row.fragment)],
            Some("place") => vec![(Part::Place, row.fragment)],
            _ => row.undated().into_iter().flat_map(super::roles::parts).flat_map(classify).collect(),
        };
        let says = |kind| parts.iter().any(|(part, _)| *part == kind);
        let is_labelled = row.fragment.text.contains([':', '：'])
            && !says(Part::Institution)
            && !says(Part::Degree)
            && row.dates.is_empty();
        let is_dated_item = row.is_item
            && (!row.dates.is_empty() && row.cells.len() > 1
                || says(Part::Degree)
                    && row.words() <= 10
                    && !is_labelled
                    && drafts.last().is_none_or(|draft| draft.degree.is_none()));
        let is_note = row.is_item && !all_items && !is_dated_item
            || row.is_prose() && !(says(Part::Degree) && row.words() <= 20)
            || is_labelled && !drafts.is_empty();
        if is_note {
            if let Some(draft) = drafts.last_mut() {
                if draft.grade.is_none() && says_grade(row.fragment.text) {
                    draft.grade = Some(grade_of(row.fragment));
                }
                if draft.date.is_none()
                    && row.dates.iter().any(super::dates::DateRange::is_range)
                    && row.cells.len() > 1
                {
                    draft.date = row.dates.first().map(|range| (row.fragment, range.clone()));
                }
                draft.notes.push(row.clone());
            }
            continue;
        }
        take(&mut drafts, row, &parts);
    }
    finish(drafts)
}

/// Adds what a row says to the last entry, or begins a new one when that has it already.
fn take<'a>(drafts: &mut Vec<Draft<'a>>, row: &Row<'a>, parts: &[(Part, Fragment<'a>)]) {
    let is_known =
        parts.iter().any(|(part, _)| matches!(part, Part::Institution | Part::Degree)) || !row.dates.is_empty();
    let begins = drafts.last().is_none_or(|draft| {
        let other_row = draft.line != row.fragment.line;
        let has = |kind| parts.iter().any(|(part, _)| *part == kind);
        let again_institution =
            has(Part::Institution) && draft.institution.is_some() && (draft.degree.is_some() || draft.date.is_some());
        let again_degree = has(Part::Degree) && draft.degree.is_some();
        let again_date = !row.dates.is_empty() && draft.date.is_some();
        let is_complete =
            draft.date.is_some() && (draft.institution.is_some() && !draft.is_inherited || draft.degree.is_some());
        let is_apart = draft.block != row.source.block
            && is_complete
            && is_known
            && (draft.institution.is_some() && !draft.is_inherited || !has(Part::Institution))
            && draft.degree.is_some();
        other_row && (again_institution || again_degree || again_date || is_apart)
    });
    if begins {
        let has_institution = parts.iter().any(|(part, _)| *part == Part::Institution);
        let has_degree = parts.iter().any(|(part, _)| *part == Part::Degree);
        let mut draft = Draft { line: row.fragment.line, ..Draft::default() };
        // Several degrees of one institution stand under it.
        let above = drafts.last().filter(|above| {
            above.institution.is_some()
                && has_degree
                && !has_institution
                && row.fragment.line > above.institution.map_or(0, |name| name.line)
        });
        let stood_first = above.filter(|above| {
            above.degree.is_none_or(|degree| {
                above.is_inherited
                    || above.institution.is_some_and(|name| (name.line, name.start) < (degree.line, degree.start))
            })
        });
        if let Some(above) = stood_first {
            (draft.institution, draft.place, draft.is_inherited) = (above.institution, above.place, true);
        }
        drafts.push(draft);
    }
    let Some(draft) = drafts.last_mut() else { return };
    (draft.line, draft.block) = (row.fragment.line, row.source.block);
    if draft.date.is_none() {
        let range = row.dates.iter().find(|range| range.is_range()).or_else(|| row.dates.last());
        draft.date = range.map(|range| (row.fragment, range.clone()));
    }
    for &(part, fragment) in parts {
        match part {
            Part::Institution if draft.institution.is_none() || draft.is_inherited => {
                (draft.institution, draft.is_inherited) = (Some(fragment), false);
            }
            Part::Degree
                if draft.degree.is_none_or(|degree| {
                    degree.line == fragment.line && words(fragment.text).starts_with(&words(degree.text))
                }) =>
            {
                draft.degree = Some(fragment);
            }
            Part::Place if draft.place.is_none() => draft.place = Some(fragment),
            Part::Grade if draft.grade.is_none() => draft.grade = Some(fragment),
            Part::Unknown if EDUCATION.get(fragment.text) != Some("beside") => draft.unknown.push(fragment),
            _ => {}
        }
    }
}

fn finish(drafts: Vec<Draft<'_>>) -> Vec<Education> {
    let mut found: Vec<Education> = Vec::new();
    for mut draft in drafts {
        if draft.institution.is_none() && draft.degree.is_none() && draft.date.is_none() {
            if let Some(last) = found.last_mut() {
                last.notes.extend(draft.unknown.iter().map(|fragment| fragment.clear()));
                last.notes.extend(paragraphs(&draft.notes));
            }
            continue;
        }
        let is_name = |fragment: &Fragment<'_>| {
            fragment.words() <= 8
                && numbers_are_years(fragment.text)
                && fragment.text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        };
        let (unknown, others): (Vec<Fragment<'_>>, Vec<Fragment<'_>>) =
            std::mem::take(&mut draft.unknown).into_iter().partition(is_name);
        // `Hotellprogrammet, Latinskola`: two names that no list has
        let unknown = match unknown[..] {
            [single] if draft.institution.is_none() && draft.degree.is_none() => {
                let mut segments = segments(single);
                segments.reverse();
                segments
            }
            _ => unknown,
        };
        let mut unknown = unknown.into_iter();
        let (degree, mut field) = draft.degree.map_or((Field::missing(), Field::missing()), degree_and_field);
        let institution = match draft.institution {
            Some(name) => name.clear(),
            // The part that no word explains is the institution when the rest is told.
            None => match (draft.degree, unknown.len()) {
                (Some(_), 1..) => {
                    unknown.next().map_or_else(Field::missing, |fragment| fragment.check(Doubt::ByPosition))
                }
                (None, 2..) => unknown.next().map_or_else(Field::missing, |fragment| fragment.check(Doubt::ByPosition)),
                _ => Field::missing(),
            },
        };
        if field.is_missing()
            && let Some(fragment) = unknown.next()
        {
            field = if degree.is_missing() { fragment.check(Doubt::ByPosition) } else { fragment.clear() };
        }
        let (start, end) =
            draft.date.as_ref().map(|(fragment, range)| range.fields(*fragment, false)).unwrap_or_default();
        let optional = |fragment: Option<Fragment<'_>>| fragment.map_or_else(Field::missing, Fragment::clear);
        let mut notes: Vec<Field<String>> = unknown.chain(others).map(Fragment::clear).collect();
        notes.extend(paragraphs(&draft.notes));
        if institution.is_missing() && degree.is_missing() {
            continue;
        }
        found.push(Education {
            institution,
            degree,
            field,
            location: optional(draft.place),
            start,
            end,
            grade: optional(draft.grade),
            notes,
        });
    }
    found
}

/// Has the text no number but years? Those that are left in it are part of a name.
fn numbers_are_years(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut numbers = words.filter(|word| word.contains(|c| digit(c).is_some()));
    numbers.all(|number| number.len() == 4 && number.parse().is_ok_and(|year: u16| (1940..=2069).contains(&year)))
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    fn shown(text: &str) -> Vec<String> {
        let document = Document::from(text);
        let show = |entry: Education| {
            let date = |value: Option<String>| value.unwrap_or_else(|| "?".to_owned());
            let (start, end) = (
                date(entry.start.value.map(|date| date.to_string())),
                date(entry.end.value.map(|date| date.to_string())),
            );
            format!(
                "{} / {} @ {} {start} {end}",
                entry.degree.as_str(),
                entry.field.as_str(),
                entry.institution.as_str()
            )
        };
        education(&rows(&document)).into_iter().map(show).collect()
    }

    #[test]
    fn degrees_and_institutions_are_read_in_any_order() {
        for text in [
            "Princeton University\tSept 2018 – May 2023\nPhD in Computer Science",
            "PhD in Computer Science\tSept 2018 – May 2023\nPrinceton University\tUSA",
            "PhD in Computer Science, Princeton University, Princeton, NJ (Sept 2018 – May 2023)",
            "PhD\tPrinceton University, Computer Science\tPrinceton, NJ\n• Thesis: X\tSept 2018 – May 2023",
            "Sept 2018 – May 2023\tPhD, Computer Science\nPrinceton University",
            "Princeton University | PhD, Computer Science | Sept 2018 – May 2023",
        ] {
            assert_eq!(shown(text), ["PhD / Computer Science @ Princeton University 2018-09 2023-05"], "{text}");
        }
    }

    #[test]
    fn several_degrees_of_one_institution_are_entries() {
        let text = "First American University, Springfield, Massachusetts, USA\n■ Ph.D. in Geophysics\tDec 2009 – Jul 2014\n● Adviser: Prof. Public\n■ M.B.A.\tNov 2008 – Jun 2009\n\nScience College, Springfield, Pennsylvania, USA\n■ B.S. in Geography\tMay 2002 – May 2005";
        let expected = [
            "Ph.D. / Geophysics @ First American University 2009-12 2014-07",
            "M.B.A. /  @ First American University 2008-11 2009-06",
            "B.S. / Geography @ Science College 2002-05 2005-05",
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn a_place_can_be_part_of_a_name() {
        let text = "Master of Data Science\t2018 - 2020\nUniversity of California, Los Angeles\tUSA";
        assert_eq!(shown(text), ["Master of Data Science /  @ University of California, Los Angeles 2018 2020"]);
    }

    #[test]
    fn a_single_date_is_the_end() {
        assert_eq!(
            shown("UC Berkeley | 2019\nBachelor of Science, Computer Science"),
            ["Bachelor of Science / Computer Science @ UC Berkeley ? 2019"]
        );
        assert_eq!(
            shown("Cloverfield College\nBachelor of Business Administration in accounting"),
            ["Bachelor of Business Administration / accounting @ Cloverfield College ? ?"]
        );
    }

    #[test]
    fn other_languages_are_read_too() {
        for (text, expected) in [
            (
                "10/2014 – 03/2017\tM.Sc. Informatik, Technische Universität München",
                "M.Sc. / Informatik @ Technische Universität München 2014-10 2017-03",
            ),
            (
                "Master en Informatique\nUniversité de Lyon, 2015 – 2017",
                "Master / Informatique @ Université de Lyon 2015 2017",
            ),
            (
                "Grado en Ingeniería Informática\nUniversidad Politécnica de Madrid\t2012 - 2016",
                "Grado / Ingeniería Informática @ Universidad Politécnica de Madrid 2012 2016",
            ),
            (
                "Politechnika Warszawska\nmgr inż. informatyki\n2010 – 2015",
                "mgr inż. informatyki /  @ Politechnika Warszawska 2010 2015",
            ),
            ("北京大学\t计算机科学\t硕士\t2012年9月 - 2015年6月", "硕士 / 计算机科学 @ 北京大学 2012-09 2015-06"),
            (
                "दिल्ली विश्वविद्यालय\nबी.टेक, कंप्यूटर विज्ञान\n2010 - 2014",
                "बी.टेक / कंप्यूटर विज्ञान @ दिल्ली विश्वविद्यालय 2010 2014",
            ),
            (
                "دانشگاه صنعتی شریف، مهندسی کامپیوتر\tکارشناسی\nمهر ۱۳۹۴ – شهریور ۱۳۹۸",
                "کارشناسی / مهندسی کامپیوتر @ دانشگاه صنعتی شریف ? ?",
            ),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
    }
}
