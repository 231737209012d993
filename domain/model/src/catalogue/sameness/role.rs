//! What makes a role: the employer, the title without its places, and the words of the text.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use crate::catalogue::job::Posting;
use crate::kernel::text;

/// What stands after a company's name and is not part of it.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "as",
    "asa",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "kk",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "se",
    "sl",
    "spa",
    "srl",
];
/// The same in scripts without spaces, before or after the name.
const UNSPACED_LEGAL_FORMS: &[&str] = &["株式会社", "有限会社", "合同会社", "有限公司", "주식회사"];
/// Words of a title that say where the work is done.
const WORKPLACES: &[&str] = &["anywhere", "hybrid", "onsite", "remote", "remotely", "telecommute", "wfh"];
/// Words of a title that say to whom it is open: everybody.
const GENDERS: &[&str] = &["all", "d", "div", "f", "gender", "genders", "gn", "h", "m", "male", "female", "w", "x"];
/// Words between the others.
const SMALL_WORDS: &[&str] = &[
    "a", "am", "an", "and", "based", "da", "de", "del", "der", "di", "do", "el", "et", "from", "im", "in", "la", "le",
    "o", "oder", "of", "on", "or", "ou", "the", "und", "upon", "y",
];
/// The words of a text that tell two openings apart must be so many letters; of shorter ones the place must be the same, too.
const TELLING_TEXT: usize = 200;

/// The words of a text in one form: letters and digits of every script, without case and width.
pub(super) fn words(of: &str) -> Vec<String> {
    let folded: String = text::normalise(of).nfkc().collect();
    let keeps = |c: char| c.is_alphanumeric() || is_mark(c) || matches!(c, '+' | '#');
    folded.split(|c: char| !keeps(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Vowel signs of Indic scripts and accents, which belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The employer's name without its legal form; `None` when there is no name.
pub(super) fn employer(company: &str) -> Option<String> {
    let mut company = company.trim();
    for form in UNSPACED_LEGAL_FORMS {
        company = company.strip_prefix(form).unwrap_or(company);
        company = company.strip_suffix(form).unwrap_or(company);
    }
    // `S.A.` and `B.V.` are one word.
    let mut name = words(&company.replace('.', ""));
    while name.len() > 1 && name.last().is_some_and(|last| LEGAL_FORMS.contains(&last.as_str())) {
        name.pop();
    }
    Some(name.join(" ")).filter(|name| !name.is_empty())
}

/// The words of the posting's own places.
fn place_words(posting: &Posting) -> HashSet<String> {
    let names = posting.locations.iter().flat_map(|place| words(place));
    // `of` is no name because of the Isle of Man.
    names.filter(|word| word.chars().count() > 1 && !SMALL_WORDS.contains(&word.as_str())).collect()
}

/// The title without its places, its workplace, its reference number, and to whom it is open. What tells levels and shifts
/// apart stays: `II`, `Senior`, `Night`.
pub(super) fn title(posting: &Posting) -> String {
    let places = place_words(posting);
    let reference = posting.requisition_id.as_deref().map(words).unwrap_or_default();
    let is_aside = |part: &[String]| {
        let significant: Vec<&str> =
            part.iter().map(String::as_str).filter(|word| !SMALL_WORDS.contains(word)).collect();
        let is_where = |word: &&str| places.contains(*word) || WORKPLACES.contains(word);
        // One letter alone may be a shift, a grade or a language.
        let is_for_all =
            significant == ["gn"] || (significant.len() > 1 && significant.iter().all(|word| GENDERS.contains(word)));
        (!significant.is_empty() && significant.iter().all(is_where))
            || is_for_all
            || (!reference.is_empty() && part == reference)
    };
    let split = parts(&posting.title);
    let kept: Vec<&Vec<String>> = split.iter().filter(|part| !is_aside(part)).collect();
    let mut title: Vec<String> = kept.into_iter().flatten().cloned().collect();
    // `Welder in Porto`: a place at the end needs no sign before it.
    if let Some(at) = title.iter().rposition(|word| word == "in")
        && at > 0
        && is_aside(&title[at..])
    {
        title.truncate(at);
    }
    if title.is_empty() { words(&posting.title).join(" ") } else { title.join(" ") }
}

/// The parts of a title between the signs that set asides off: brackets, bars, commas, and dashes between spaces.
fn parts(title: &str) -> Vec<Vec<String>> {
    let spaced = text::normalise(title).replace(" - ", " | ");
    let parts = spaced.split(['(', ')', '[', ']', '{', '}', '|', ',', ';', '•', '·', '@']);
    parts.map(words).filter(|part| !part.is_empty()).collect()
}

/// The words of the text without the names of the posting's own places, so that one text printed for several places is one.
pub(super) fn text_words(posting: &Posting) -> Vec<String> {
    let places = place_words(posting);
    let mut words = words(&posting.description);
    words.retain(|word| !places.contains(word));
    words
}

/// What two postings of one role share; `None` when too little is known of it.
pub(super) fn role(posting: &Posting, title: &str, text: &[String]) -> Option<String> {
    let employer = employer(&posting.company)?;
    if text.is_empty() {
        return None;
    }
    let mut role = format!("{employer}\n{title}\n{}", text.join(" "));
    if text.iter().map(|word| word.chars().count()).sum::<usize>() < TELLING_TEXT {
        let mut places: Vec<String> = posting.locations.iter().map(|place| words(place).join(" ")).collect();
        places.sort();
        role.push_str(&format!("\n{}", places.join(";")));
    }
    Some(role)
}

/// Whether anything in a requisition id tells it from others: `N/A`, `TBD` and `0` do not.
pub(super) fn requisition(id: &str) -> Option<String> {
    let id = words(id).join(" ");
    let is_placeholder = matches!(id.as_str(), "n a" | "na" | "none" | "null" | "tbd" | "tba" | "unknown");
    (!is_placeholder && id.chars().any(|c| c.is_alphanumeric() && c != '0')).then_some(id)
}
