//! Names of institutions and firms that contain the name of a skill: the "Nursing and Midwifery Council" shows no midwifery.

use std::ops::Range;

use crate::matching::words::Words;

/// Words that end the name of an institution or a firm. As the words of a text are folded.
const LAST: [&str; 28] = [
    "academy",
    "akademie",
    "alliance",
    "association",
    "authority",
    "chamber",
    "college",
    "commission",
    "company",
    "corp",
    "corporation",
    "council",
    "federation",
    "gesellschaft",
    "gmbh",
    "guild",
    "hochschule",
    "inc",
    "institut",
    "institute",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ministry",
    "plc",
    "school",
    "society",
];
/// Words that begin one when a word of [`OF`] follows.
const FIRST: [&str; 40] = [
    "academie",
    "academy",
    "akademie",
    "asociacion",
    "association",
    "board",
    "bureau",
    "center",
    "centre",
    "chamber",
    "colegio",
    "college",
    "commission",
    "council",
    "department",
    "escuela",
    "ecole",
    "facultad",
    "faculte",
    "faculty",
    "fakultat",
    "federation",
    "guild",
    "hochschule",
    "institut",
    "institute",
    "instituto",
    "kammer",
    "ministere",
    "ministerio",
    "ministerium",
    "ministry",
    "office",
    "ordre",
    "school",
    "society",
    "universidad",
    "universitat",
    "universite",
    "university",
];
/// Words between the kind of an institution and what it is about.
const OF: [&str; 10] = ["of", "for", "fur", "de", "des", "du", "del", "der", "la", "d"];
/// Small words inside names.
const JOINING: [&str; 7] = ["and", "und", "et", "y", "e", "the", "in"];
/// Names of institutions have fewer words than this on one side of a skill.
const REACH: usize = 5;

/// Does the stretch stand inside the name of an institution or a firm, without its kind?
pub(super) fn is_part_of_name(words: &Words<'_>, stretch: &Range<usize>) -> bool {
    is_capital(words, stretch.start) && (ends_in_kind(words, stretch) || begins_with_kind(words, stretch))
}

/// "Nursing and Midwifery Council", "Welding Ltd".
fn ends_in_kind(words: &Words<'_>, stretch: &Range<usize>) -> bool {
    let end = words.list.len().min(stretch.end + REACH);
    for index in stretch.end..end {
        if !is_joined(words.gap_before(index)) {
            return false;
        }
        let is_joining = JOINING.contains(&words.folded_word(index));
        if !is_capital(words, index) && !is_joining {
            return false;
        }
        if !is_joining && LAST.contains(&words.folded_word(index)) {
            return true;
        }
    }
    false
}

/// "Royal College of Nursing", "Institut für Maschinenbau und Schweißtechnik".
fn begins_with_kind(words: &Words<'_>, stretch: &Range<usize>) -> bool {
    let mut has_of = false;
    for index in (stretch.start.saturating_sub(REACH)..stretch.start).rev() {
        if !is_joined(words.gap_before(index + 1)) {
            return false;
        }
        let word = words.folded_word(index);
        if OF.contains(&word) {
            has_of = true;
        } else if has_of && FIRST.contains(&word) && is_capital(words, index) {
            return true;
        } else if !is_capital(words, index) && !JOINING.contains(&word) {
            return false;
        }
    }
    false
}

fn is_capital(words: &Words<'_>, index: usize) -> bool {
    words.written(index).starts_with(char::is_uppercase)
}

/// Nothing but a space, a hyphen or an ampersand: a name does not go on behind a comma or in the next line.
fn is_joined(gap: &str) -> bool {
    gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '&' | '-' | '\'' | '’'))
}

#[cfg(test)]
mod tests {
    use super::super::recognise;

    fn names(text: &str) -> Vec<&'static str> {
        recognise(text).into_iter().map(|skill| skill.name.as_str()).collect()
    }

    #[test]
    fn a_skill_in_the_name_of_an_institution_is_none() {
        for text in [
            "Member of the Nursing and Midwifery Council",
            "Royal College of Midwifery, 2016",
            "Ministry of Public Health and Epidemiology",
            "American Welding Society",
            "2014–2019 Hartwell Plumbing & Carpentry Ltd, Leeds",
            "Institut für Maschinelles Lernen",
            "École de Comptabilité, Lyon",
            "Department of Machine Learning",
            "Project Management Institute",
            "Bookkeeping Services GmbH",
        ] {
            assert_eq!(names(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn a_skill_beside_an_institution_stays_one() {
        for (text, skill) in [
            ("Midwifery, Nursing Council", "Midwifery"),
            ("Welding at the American Society of Engineers", "Welding"),
            ("Carpentry\nHartwell Ltd", "Carpentry"),
            ("taught wound care at the City College", "Wound Care"),
            ("Project Management for a housing association", "Project Management"),
            ("University of Leeds: Machine Learning", "Machine Learning"),
            ("Machine Learning And Python", "Machine Learning"),
            ("Registered Nurse, Texas Board of Nursing", "Registered Nurse Licence"),
        ] {
            assert!(names(text).contains(&skill), "{text}: {:?}", names(text));
        }
    }
}
