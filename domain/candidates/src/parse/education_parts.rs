//! What the parts of a row of education say: institutions, degrees with their subjects, places, grades.

use domain_model::candidates::field::Field;

use super::contacts::is_place;
use super::fold::words;
use super::fragment::Fragment;
use super::lexicon::{EDUCATION, PLACES};
use super::roles::segments;

/// What a part of a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Institution,
    Degree,
    Place,
    Grade,
    Unknown,
}

/// A labelled institution, without a place behind it.
pub(super) fn classify_institution(fragment: Fragment<'_>) -> Vec<(Part, Fragment<'_>)> {
    let (rest, place) = super::roles::without_place(fragment);
    let name = rest.first().copied().unwrap_or(fragment);
    std::iter::once((Part::Institution, name)).chain(place.map(|place| (Part::Place, place))).collect()
}

/// A town that no list has, behind an institution: `Hogeschool West, Kortrijk`.
fn is_town(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() <= 2
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && text
            .chars()
            .all(|c| super::fold::is_word(c) && super::fold::digit(c).is_none() || matches!(c, ' ' | '-' | '.'))
        && !EDUCATION.has(text, "subject")
        && text.chars().any(char::is_lowercase)
}

/// The parts of a fragment between commas, with what each says. Neighbours that say the same stay together.
pub(super) fn classify<'a>(fragment: Fragment<'a>) -> Vec<(Part, Fragment<'a>)> {
    if is_place(fragment.text) && kind_of(fragment.text) == Part::Unknown {
        return vec![(Part::Place, fragment)];
    }
    let mut found: Vec<(Part, Fragment<'a>)> = Vec::new();
    let segments = segments(fragment);
    for (index, &segment) in segments.iter().enumerate() {
        let mut part = kind_of(segment.text);
        let after_name = found.iter().any(|(part, _)| *part == Part::Institution);
        if (part == Part::Unknown || part == Part::Institution && after_name)
            && index > 0
            && (is_place(segment.text) || is_code(segment.text))
        {
            part = Part::Place;
        }
        if part == Part::Unknown && after_name && index + 1 == segments.len() && is_town(segment.text) {
            part = Part::Place;
        }
        match found.last_mut() {
            Some((last, whole)) if *last == part => {
                *whole =
                    fragment.part(whole.start - fragment.start, segment.start + segment.text.len() - fragment.start);
            }
            _ => found.push((part, segment)),
        }
    }
    // `University of California, Los Angeles`: the place is part of the name.
    if let [(Part::Institution, name), (Part::Place | Part::Unknown, place)] = found[..]
        && segments.len() == 2
        && names_a_region(name.text)
    {
        return vec![(
            Part::Institution,
            fragment.part(name.start - fragment.start, place.start + place.text.len() - fragment.start),
        )];
    }
    found
}

fn is_code(text: &str) -> bool {
    text.len() <= 3 && text.chars().all(|c| c.is_ascii_uppercase()) && PLACES.get(text).is_some()
}

/// `University of California`
fn names_a_region(text: &str) -> bool {
    let words = words(text);
    words.len() >= 3
        && matches!(words[words.len() - 2].as_str(), "of" | "de" | "di" | "do")
        && PLACES.of_key(&words[words.len() - 1]).is_some()
}

fn kind_of(text: &str) -> Part {
    let words = words(text);
    if words.is_empty() || words.len() > 16 {
        return Part::Unknown;
    }
    let found = EDUCATION.matches(&words);
    let first = |kind| found.iter().find(|(_, _, name)| *name == kind).map(|&(at, _, _)| at);
    if first("grade").is_some() && text.contains(|c| super::fold::digit(c).is_some()) && first("degree").is_none() {
        return Part::Grade;
    }
    // A short word such as "ma" or "be" is a degree only in capitals.
    let is_degree = found.iter().any(|&(at, length, kind)| {
        kind == "degree" && !(length == 1 && EDUCATION.is_doubtful(&words[at]) && !has_capitals(text, &words[at]))
    });
    match (is_degree, first("institution")) {
        // "Bachelor, University of X" was split before; "Master University" is a name, "Master at X" both.
        (true, None) => Part::Degree,
        (true, Some(institution)) => {
            let degree = first("degree").unwrap_or(0);
            if degree < institution && words.len() >= 5
                || degree == 0 && institution + 1 < words.len() && words.len() > 2
            {
                Part::Degree
            } else {
                Part::Institution
            }
        }
        (false, Some(_)) => Part::Institution,
        (false, None) => Part::Unknown,
    }
}

/// Does the word stand in the text with a capital, or with dots between its letters?
fn has_capitals(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|part| {
        part.eq_ignore_ascii_case(word) && part.chars().filter(|c| c.is_uppercase()).count() * 2 >= part.len()
    })
}

pub(super) fn says_grade(text: &str) -> bool {
    EDUCATION.has(text, "grade") && text.contains(|c| super::fold::digit(c).is_some())
}

/// `GPA: 3.97/4.00` without what follows it.
pub(super) fn grade_of(fragment: Fragment<'_>) -> Fragment<'_> {
    let parts =
        super::languages::top_level(fragment, |c| matches!(c, ',' | ';' | '|' | '•') && !fragment.text.contains(",0"));
    parts.into_iter().find(|part| says_grade(part.text)).unwrap_or(fragment)
}

/// `PhD in Computer Science` → degree and subject.
pub(super) fn degree_and_field(fragment: Fragment<'_>) -> (Field<String>, Field<String>) {
    let segments = segments(fragment);
    if segments.len() >= 2 && kind_of(segments[1].text) != Part::Degree {
        let rest = segments[1].start - fragment.start;
        return (segments[0].clear(), fragment.part(rest, fragment.text.len()).tidy().clear());
    }
    // `B.Sc. Informatik`, `MSc Physics`, `Master (Informatik)`
    let words = fragment.split(char::is_whitespace);
    if let [first, second, ..] = words[..] {
        let is_short = first.text.contains('.') || first.text.chars().filter(|c| c.is_uppercase()).count() >= 2;
        let is_field = second.text.chars().next().is_some_and(|c| c.is_uppercase() || c == '(')
            && kind_of(second.text) != Part::Degree;
        if is_short && is_field && kind_of(first.text) == Part::Degree {
            let rest = fragment.part(second.start - fragment.start, fragment.text.len()).tidy();
            return (first.clear(), rest.clear());
        }
    }
    for joiner in [
        " in ",
        " en ",
        " em ",
        " der ",
        " des ",
        " w ",
        " inom ",
        " i ",
        " im Fach ",
        " im Bereich ",
        ": ",
        " – ",
        "، ",
    ] {
        if let Some(at) = fragment.text.find(joiner) {
            let sides = fragment.around(at, at + joiner.len());
            if let [degree, field] = sides[..]
                && kind_of(degree.text) == Part::Degree
            {
                return (degree.clear(), field.clear());
            }
        }
    }
    (fragment.clear(), Field::missing())
}
