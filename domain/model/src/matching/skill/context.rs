//! The context of a name: whether it is an item of a list, and whether cue words show that a skill is meant.

use std::ops::Range;

use crate::matching::words::Words;

/// Does the stretch stand like an item of a list, as in `Python, Go and R` or `written in Go`?
pub(super) fn is_list_item(words: &Words<'_>, stretch: Range<usize>) -> bool {
    const BEFORE: [&str; 15] =
        ["and", "or", "in", "with", "using", "of", "like", "und", "oder", "mit", "y", "et", "en", "con", "de"];
    const AFTER: [&str; 15] = [
        "and",
        "or",
        "programming",
        "programmer",
        "developer",
        "development",
        "engineer",
        "language",
        "und",
        "oder",
        "code",
        "is",
        "ist",
        "est",
        "es",
    ];
    let opens = stretch.start == 0
        || ends_item(words.gap_before(stretch.start))
        || BEFORE.contains(&words.folded_word(stretch.start - 1))
        || is_elided(words, stretch.start);
    let closes = if stretch.end < words.list.len() {
        let gap = words.gap_before(stretch.end);
        ends_item(gap) || (gap.trim().is_empty() && AFTER.contains(&words.folded_word(stretch.end)))
    } else {
        true
    };
    opens && closes && !is_among_letters(words, &stretch)
}

/// Does a colon follow: "databases: this and that"?
pub(super) fn heads_a_list(words: &Words<'_>, stretch: Range<usize>) -> bool {
    stretch.end < words.list.len() && words.gap_before(stretch.end).trim_start().starts_with([':', '：'])
}

/// Is the stretch one word of some length in capitals, amid words in small letters: "we use Epic and hand over"?
pub(super) fn is_proper_noun(words: &Words<'_>, stretch: Range<usize>) -> bool {
    const MIN_LENGTH: usize = 4;
    let is_small = |index: usize| words.written(index).starts_with(char::is_lowercase);
    stretch.len() == 1
        && words.written(stretch.start).len() >= MIN_LENGTH
        && stretch.start > 0
        && is_small(stretch.start - 1)
        && words.gap_before(stretch.start).trim().is_empty()
        && (stretch.end == words.list.len()
            || !words.gap_before(stretch.end).trim().is_empty()
            || is_small(stretch.end))
}

/// Does an article or preposition run into the word: "la maîtrise d'Excel"?
fn is_elided(words: &Words<'_>, at: usize) -> bool {
    matches!(words.written(at - 1), "d" | "l") && matches!(words.gap_before(at), "'" | "’")
}

fn ends_item(gap: &str) -> bool {
    // The full stop of a sentence, not the one inside "U.S.C."
    gap.contains([',', ';', '|', '/', '(', ')', '•', '·', '\n', ':', '、', '，']) || gap.contains(". ")
}

/// Is a name of one letter one of several letters: "vitamins A, B and C", "plan B or C"?
fn is_among_letters(words: &Words<'_>, stretch: &Range<usize>) -> bool {
    let is_letter = |index: usize| {
        let word = words.folded_word(index);
        word.len() == 1 && !matches!(word, "c" | "r" | "d")
    };
    if !words.list[stretch.start].place.len().eq(&1) || stretch.len() > 1 {
        return false;
    }
    let before = (stretch.start.saturating_sub(2)..stretch.start).any(is_letter);
    let after = (stretch.end..words.list.len().min(stretch.end + 2)).any(is_letter);
    before || after
}

/// How far ahead of a name a cue may stand, in words.
const REACH: usize = 8;

/// Words that say that knowledge of what follows is meant. As the words of a text are folded.
const CUES_BEFORE: [&str; 84] = [
    "degree",
    "degrees",
    "bachelor",
    "bachelors",
    "master",
    "masters",
    "bsc",
    "msc",
    "ba",
    "bs",
    "ms",
    "phd",
    "mba",
    "diploma",
    "diplomas",
    "studies",
    "study",
    "studied",
    "studying",
    "graduate",
    "graduated",
    "graduates",
    "qualification",
    "qualifications",
    "major",
    "majored",
    "background",
    "knowledge",
    "knowledgeable",
    "experience",
    "experienced",
    "expertise",
    "understanding",
    "proficiency",
    "proficient",
    "familiar",
    "familiarity",
    "skill",
    "skills",
    "skilled",
    "expert",
    "competence",
    "competency",
    "competencies",
    "training",
    "trained",
    "education",
    "apprenticeship",
    "specialising",
    "specializing",
    "specialised",
    "specialized",
    "course",
    "courses",
    "certificate",
    "certified",
    "abschluss",
    "studium",
    "studiengang",
    "ausbildung",
    "kenntnisse",
    "erfahrung",
    "fachrichtung",
    "diplome",
    "formation",
    "connaissance",
    "connaissances",
    "maitrise",
    "titulo",
    "titulacion",
    "grado",
    "licenciatura",
    "formacion",
    "conocimiento",
    "conocimientos",
    "experiencia",
    "estudios",
    "expertos",
    "field",
    "fields",
    "discipline",
    "disciplines",
    "fundamentals",
    "basics",
];
/// Words behind a name that say so.
const CUES_AFTER: [&str; 27] = [
    "skill",
    "skills",
    "knowledge",
    "experience",
    "degree",
    "degrees",
    "background",
    "expertise",
    "qualification",
    "qualifications",
    "studies",
    "graduate",
    "graduates",
    "student",
    "students",
    "diploma",
    "principles",
    "principle",
    "fundamentals",
    "concepts",
    "techniques",
    "methods",
    "theory",
    "tools",
    "technologies",
    "kenntnisse",
    "erfahrung",
];
/// Words behind a name that make it the name of something else: "the sales team".
const NAMES_AFTER: [&str; 30] = [
    "team",
    "teams",
    "department",
    "departments",
    "manager",
    "managers",
    "director",
    "staff",
    "people",
    "colleagues",
    "leader",
    "leaders",
    "office",
    "partner",
    "partners",
    "material",
    "materials",
    "meeting",
    "meetings",
    "goal",
    "goals",
    "target",
    "targets",
    "floor",
    "order",
    "orders",
    "company",
    "agency",
    "firm",
    "organization",
];

/// Do the words around the stretch say that knowledge is meant: "a degree in law", "marketing skills"?
pub(super) fn is_cued(words: &Words<'_>, stretch: Range<usize>, follows_a_skill: bool) -> bool {
    let next = stretch.end;
    if next < words.list.len() && words.gap_before(next).trim().is_empty() {
        let word = words.folded_word(next);
        if NAMES_AFTER.contains(&word) {
            return false;
        }
        if CUES_AFTER.contains(&word) {
            return true;
        }
    }
    let mut at = stretch.start;
    for _ in 0..REACH {
        if at == 0 || ends_sentence(words.gap_before(at)) {
            break;
        }
        at -= 1;
        if CUES_BEFORE.contains(&words.folded_word(at)) {
            return true;
        }
    }
    // The next item of a list whose last item is a skill.
    follows_a_skill && stretch.start > 0 && is_listed(words, stretch.start)
}

fn ends_sentence(gap: &str) -> bool {
    gap.contains(['.', ';', '!', '?', '\n', '•', '。'])
}

/// Does a comma, a slash or "and" stand before the word?
fn is_listed(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap_before(at);
    let is_joined = matches!(words.folded_word(at - 1), "and" | "or" | "und" | "oder" | "et" | "y");
    !ends_sentence(gap) && (gap.contains([',', '/', '、']) || is_joined)
}
