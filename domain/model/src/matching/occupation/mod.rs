//! Occupations: which one a title names, which ones a resume shows, how near two are, and which need a licence.
//!
//! `occupations.txt` explains its format. Titles are read strictly: "worked with a pharmacist" shows no pharmacist, and a
//! pharmacist's assistant is none.

use std::collections::HashMap;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::matching::words::Words;

/// An occupation.
#[derive(Debug, PartialEq, Eq)]
pub struct Occupation {
    /// Its usual title.
    pub name: &'static str,
    /// The field of work: `health`.
    pub field: &'static str,
    /// The group within the field: `nursing`.
    pub group: &'static str,
    /// Canonical names of the licences of which one is needed. Empty for an occupation that anybody may work in.
    pub licences: Vec<&'static str>,
}

/// How far apart two occupations are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distance {
    /// The same occupation.
    Same,
    /// Another one of the group.
    Group,
    /// Of another group in the field.
    Field,
    /// Of another field.
    Far,
}

/// An occupation named at a place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The occupation.
    pub occupation: &'static Occupation,
    /// Somebody who helps or learns there, such as an apprentice: the work of the occupation needs a licence, this does not.
    pub is_helper: bool,
    /// Where the title stands, in bytes.
    pub place: Range<usize>,
}

struct Register {
    occupations: Vec<Occupation>,
    by_title: HashMap<String, usize>,
}

static REGISTER: LazyLock<Register> = LazyLock::new(|| Register::read(include_str!("occupations.txt")));

/// More words no title has.
const MAX_TITLE_WORDS: usize = 7;

impl Register {
    fn read(text: &'static str) -> Self {
        let mut register = Self { occupations: Vec::new(), by_title: HashMap::new() };
        let (mut field, mut group) = ("", "");
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                (field, group) = section.split_once(" / ").unwrap_or((section, ""));
                continue;
            }
            let mut columns = line.split('|').map(str::trim);
            let name = columns.next().unwrap_or_default();
            let mut titles = vec![name];
            let mut licences = Vec::new();
            for column in columns {
                match column.strip_prefix('!') {
                    Some(needed) => licences = needed.split(',').map(str::trim).collect(),
                    None => titles.extend(column.split(',').map(str::trim)),
                }
            }
            for title in titles {
                register.by_title.insert(pattern(title), register.occupations.len());
            }
            register.occupations.push(Occupation { name, field, group, licences });
        }
        register
    }
}

fn pattern(title: &str) -> String {
    Words::of(title, &HashSet::new()).pattern()
}

/// How far apart two occupations are.
pub fn distance(left: &Occupation, right: &Occupation) -> Distance {
    if left == right {
        Distance::Same
    } else if (left.field, left.group) == (right.field, right.group) {
        Distance::Group
    } else if left.field == right.field {
        Distance::Field
    } else {
        Distance::Far
    }
}

/// The occupation that the title of a posting names.
pub fn of_title(title: &str) -> Option<Title> {
    let words = Words::of(title, &HashSet::new());
    // The longest one says most: "Nurse" of "Dental Nurse" is none. Of equals the first.
    titles(&words)
        .into_iter()
        .map(|(title, _)| title)
        .min_by_key(|title| (title.is_helper, std::cmp::Reverse(words_in(&words, &title.place)), title.place.start))
}

/// The occupations that a resume shows its owner to work or have worked in, in order of appearance.
pub fn held(resume: &str) -> Vec<Title> {
    let words = Words::of(resume, &HashSet::new());
    let mut held: Vec<Title> = Vec::new();
    for (title, _) in titles(&words).into_iter().filter(|(_, first)| is_own(&words, *first)) {
        // Behind a title stands the employer: "Site manager, Baker & Sons".
        let is_employer = held.last().is_some_and(|last| {
            let between = &resume[last.place.end..title.place.start];
            between.contains(',')
                && !begins_a_statement(between)
                && !between.split_whitespace().any(|word| word.starts_with(char::is_lowercase))
        });
        if !is_employer {
            held.push(title);
        }
    }
    held
}

/// Every title in a text, with the index of its first word.
fn titles(words: &Words<'_>) -> Vec<(Title, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.list.len() {
        let most = MAX_TITLE_WORDS.min(words.list.len() - at);
        let name = (1..=most).rev().find_map(|length| {
            let pattern = words.slice(at, at + length);
            REGISTER.by_title.get(pattern).map(|&index| (index, length))
        });
        let Some((index, length)) = name else {
            at += 1;
            continue;
        };
        let place = words.list[at].place.start..words.list[at + length - 1].place.end;
        let is_helper = is_helper(words, at, at + length);
        found.push((Title { occupation: &REGISTER.occupations[index], is_helper, place }, at));
        at += length;
    }
    found
}

fn words_in(words: &Words<'_>, place: &Range<usize>) -> usize {
    words.list.iter().filter(|word| place.contains(&word.place.start)).count()
}

/// Does a word beside the title make it the title of somebody else: "pharmacist assistant", "student nurse", "nurse recruiter"?
fn is_helper(words: &Words<'_>, first: usize, end: usize) -> bool {
    const BEHIND: [&str; 28] = [
        "assistant",
        "aide",
        "helper",
        "mate",
        "apprentice",
        "apprenticeship",
        "trainee",
        "recruiter",
        "recruitment",
        "secretary",
        "receptionist",
        "sales",
        "representative",
        "rep",
        "student",
        "intern",
        "internship",
        "scheduler",
        "clerk",
        "support",
        "staffing",
        "billing",
        "liaison",
        "helfer",
        "azubi",
        "auszubildender",
        "training",
        "education",
    ];
    const BEFORE: [&str; 14] = [
        "assistant",
        "trainee",
        "apprentice",
        "student",
        "aspiring",
        "future",
        "auszubildender",
        "auszubildende",
        "azubi",
        "apprenti",
        "aprendiz",
        "intern",
        "retired",
        "volunteer",
    ];
    let behind = end < words.list.len() && is_joined(words.gap_before(end)) && BEHIND.contains(&words.folded_word(end));
    let before = first > 0 && is_joined(words.gap_before(first)) && BEFORE.contains(&words.folded_word(first - 1));
    behind || before
}

fn is_joined(gap: &str) -> bool {
    gap.chars().all(|c| c.is_whitespace() && c != '\n' || matches!(c, '-' | '/' | '\'' | '’'))
}

/// Does the owner of the resume bear the title? It stands at the beginning of a line or sentence, with few words before it, or
/// behind "as a"; not behind words that make it somebody else's: "supported a pharmacist".
fn is_own(words: &Words<'_>, first: usize) -> bool {
    const FARTHEST: usize = 5;
    const OWN: [&str; 14] = [
        "as",
        "am",
        "was",
        "als",
        "bin",
        "comme",
        "como",
        "soy",
        "suis",
        "qualified",
        "registered",
        "licensed",
        "position",
        "role",
    ];
    const OTHERS: [&str; 44] = [
        "with",
        "to",
        "for",
        "under",
        "by",
        "of",
        "from",
        "between",
        "the",
        "our",
        "their",
        "his",
        "her",
        "my",
        "no",
        "not",
        "never",
        "without",
        "alongside",
        "become",
        "becoming",
        "assisted",
        "assisting",
        "supported",
        "supporting",
        "helped",
        "helping",
        "taught",
        "hired",
        "served",
        "mit",
        "für",
        "unter",
        "bei",
        "von",
        "der",
        "die",
        "avec",
        "pour",
        "du",
        "con",
        "para",
        "del",
        "against",
    ];
    let mut at = first;
    for _ in 0..FARTHEST {
        if at == 0 || begins_a_statement(words.gap_before(at)) {
            return true;
        }
        at -= 1;
        let word = words.folded_word(at);
        if OWN.contains(&word) {
            return true;
        }
        if OTHERS.contains(&word) {
            return false;
        }
    }
    false
}

fn begins_a_statement(gap: &str) -> bool {
    gap.contains(['\n', '\t', '.', '!', '?', ';', ':', '|', '•', '–', '—', '(', '·'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::skill;
    use crate::matching::words::WORD_BEGINS;

    fn shown(resume: &str) -> Vec<&'static str> {
        held(resume).iter().filter(|title| !title.is_helper).map(|title| title.occupation.name).collect()
    }

    #[test]
    fn every_licence_is_in_the_taxonomy_and_every_title_has_few_words() {
        for occupation in &REGISTER.occupations {
            for licence in &occupation.licences {
                assert_eq!(skill::canonical(licence), *licence, "{}", occupation.name);
                assert!(skill::lookup(licence).is_some(), "{licence}");
            }
        }
        assert!(REGISTER.occupations.len() >= 180);
        for title in REGISTER.by_title.keys() {
            assert!(title.matches(WORD_BEGINS).count() <= MAX_TITLE_WORDS, "{title}");
        }
    }

    #[test]
    fn a_title_names_an_occupation() {
        for (title, occupation, is_helper) in [
            ("Senior Registered Nurse (m/f/d) – Dialysis", "Registered Nurse", false),
            ("Clinical Pharmacist", "Pharmacist", false),
            ("Dental Nurse", "Dental Nurse", false),
            ("Apprentice Electrician", "Electrician", true),
            ("Pharmacist Intern", "Pharmacist", true),
            ("Physician Recruiter", "Human Resources Manager", false),
            ("Backend Engineer, Payments", "Software Engineer", false),
            ("Sozialarbeiter*in im Krankenhaus", "Social Worker", false),
            ("Teaching Assistant", "Teaching Assistant", false),
            ("护士", "Registered Nurse", false),
        ] {
            let found = of_title(title).unwrap_or_else(|| panic!("{title}"));
            assert_eq!((found.occupation.name, found.is_helper), (occupation, is_helper), "{title}");
        }
        assert_eq!(of_title("Chief Happiness Wizard"), None);
    }

    #[test]
    fn a_resume_shows_the_occupations_of_its_owner_only() {
        for (resume, occupations) in [
            (
                "Registered nurse on a surgical ward. Worked closely with the clinical pharmacist.",
                vec!["Registered Nurse"],
            ),
            (
                "I am a qualified electrician.\n2015–2020 Site manager, Baker & Sons",
                vec!["Electrician", "Site Manager"],
            ),
            ("Reported to the physician and supported a midwife.", vec![]),
            ("Worked as a bus driver, then as a train driver.", vec!["Bus Driver", "Train Driver"]),
            ("Student nurse since 2024", vec![]),
            ("Pharmacy assistant who helps a pharmacist", vec!["Pharmacy Technician"]),
        ] {
            assert_eq!(shown(resume), occupations, "{resume}");
        }
    }

    #[test]
    fn neighbours_are_nearer_than_strangers() {
        let of = |title: &str| of_title(title).unwrap().occupation;
        assert_eq!(distance(of("Nurse"), of("Staff nurse")), Distance::Same);
        assert_eq!(distance(of("Nurse"), of("Midwife")), Distance::Group);
        assert_eq!(distance(of("Nurse"), of("Pharmacist")), Distance::Field);
        assert_eq!(distance(of("Electrician"), of("Car mechanic")), Distance::Far);
    }
}
