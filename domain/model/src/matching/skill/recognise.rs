//! Finds the names of the lexicon in prose: whole words, longest name first, each stretch of text used once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::lexicon::{LEXICON, Name, Skill, Strictness};

/// A skill named at a place in a text.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) skill: &'static Skill,
}

/// A word of a text.
struct Word<'t> {
    /// As written.
    text: &'t str,
    /// In lower case.
    folded: String,
    /// What stands between the previous word and this one.
    gap: &'t str,
}

/// The names, by their words in lower case joined by spaces.
struct Index {
    by_words: HashMap<String, Vec<&'static Name>>,
    /// For each first word, the length in words of the longest name that begins with it.
    longest_from: HashMap<String, usize>,
    /// Words with signs that belong to them: `c++`, `.net`, `node.js`.
    words_with_signs: HashSet<String>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

impl Index {
    fn build() -> Self {
        let mut index =
            Self { by_words: HashMap::new(), longest_from: HashMap::new(), words_with_signs: HashSet::new() };
        for name in &LEXICON.names {
            for word in name.written.to_lowercase().split(is_separator) {
                if word.contains(is_sign) {
                    index.words_with_signs.insert(word.to_owned());
                }
            }
        }
        for name in &LEXICON.names {
            let words = words(name.written, &index.words_with_signs);
            let Some(first) = words.first() else { continue };
            let longest = index.longest_from.entry(first.folded.clone()).or_default();
            *longest = words.len().max(*longest);
            index.by_words.entry(joined(&words)).or_default().push(name);
        }
        index
    }
}

/// The skill of this name or alias, in any case.
pub(super) fn lookup(name: &str) -> Option<&'static Skill> {
    let key = joined(&words(name, &INDEX.words_with_signs));
    let name = with_singular(&key).find_map(|key| INDEX.by_words.get(key))?.first()?;
    Some(&LEXICON.skills[name.skill])
}

/// Every mention of a skill, in order.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let words = words(text, &INDEX.words_with_signs);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest_name_at(&words, at) {
            Some((name, length)) => {
                found.push(Mention { skill: &LEXICON.skills[name.skill] });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn longest_name_at(words: &[Word<'_>], at: usize) -> Option<(&'static Name, usize)> {
    let first = &words[at].folded;
    // A plural can only be folded in the last word, so a one-word name may hide behind its plural.
    let longest = INDEX.longest_from.get(first).copied().unwrap_or(1);
    let reach = (1..longest).take_while(|ahead| words.get(at + ahead).is_some_and(|word| joins(word.gap))).count() + 1;
    (1..=reach).rev().find_map(|length| {
        let stretch = &words[at..at + length];
        let key = joined(stretch);
        with_singular(&key)
            .filter_map(|key| INDEX.by_words.get(key))
            .flatten()
            .find(|name| name.in_prose && fits(name, words, at, length))
            .map(|&name| (name, length))
    })
}

/// The key, and the key without a plural's "s".
fn with_singular(key: &str) -> impl Iterator<Item = &str> {
    std::iter::once(key).chain(key.strip_suffix('s').filter(|stem| stem.len() > 2))
}

/// Is the stretch written as strictly as the name asks?
fn fits(name: &Name, words: &[Word<'_>], at: usize, length: usize) -> bool {
    match name.strictness {
        Strictness::AnyCase => true,
        Strictness::ExactCase => is_written_like(name, &words[at..at + length]),
        Strictness::ListItem => is_written_like(name, &words[at..at + length]) && is_list_item(words, at, length),
    }
}

fn is_written_like(name: &Name, stretch: &[Word<'_>]) -> bool {
    let mut written = words(name.written, &INDEX.words_with_signs).into_iter().map(|word| word.text);
    let (last, head) = stretch.split_last().expect("a stretch has at least one word");
    head.iter().all(|word| written.next() == Some(word.text))
        && written.next().is_some_and(|text| last.text == text || last.text.strip_suffix('s') == Some(text))
}

/// Does the stretch stand like an item of a list, as in `Python, Go and R` or `written in Go`?
fn is_list_item(words: &[Word<'_>], at: usize, length: usize) -> bool {
    const BEFORE: [&str; 9] = ["and", "or", "in", "with", "using", "of", "like", "und", "y"];
    const AFTER: [&str; 9] =
        ["and", "or", "programming", "programmer", "developer", "development", "engineer", "language", "und"];
    let ends_item = |gap: &str| {
        // The full stop of a sentence, not the one inside "U.S.C."
        gap.contains([',', ';', '|', '/', '(', ')', '•', '·', '\n', ':']) || gap.contains(". ")
    };
    let opens = at == 0 || ends_item(words[at].gap) || BEFORE.contains(&words[at - 1].folded.as_str());
    let closes = match words.get(at + length) {
        None => true,
        Some(next) => ends_item(next.gap) || (next.gap.trim().is_empty() && AFTER.contains(&next.folded.as_str())),
    };
    opens && closes
}

/// May a name reach across this gap? Across spaces, one line break, hyphens, slashes, apostrophes and `&`.
fn joins(gap: &str) -> bool {
    gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‑' | '–' | '/' | '&' | '_' | '\'' | '’'))
        && gap.matches('\n').count() <= 1
}

fn joined(words: &[Word<'_>]) -> String {
    let mut key = String::new();
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word.folded);
    }
    key
}

fn is_sign(c: char) -> bool {
    matches!(c, '+' | '#' | '.')
}

fn is_separator(c: char) -> bool {
    !(c.is_alphanumeric() || is_sign(c))
}

/// Splits into words. A sign belongs to a word only when the lexicon knows the word with it: `c++`, but not `C.`
fn words<'t>(text: &'t str, words_with_signs: &HashSet<String>) -> Vec<Word<'t>> {
    let mut words = Vec::new();
    let mut end_of_last = 0;
    let mut push = |start: usize, end: usize| {
        words.push(Word {
            text: &text[start..end],
            folded: text[start..end].to_lowercase(),
            gap: &text[end_of_last..start],
        });
        end_of_last = end;
    };
    for run in text.split(is_separator).filter(|run| !run.is_empty()) {
        let start = offset(run, text);
        for (from, to) in split_signs(run, words_with_signs) {
            push(start + from, start + to);
        }
    }
    words
}

/// The words of a run without white space: the run itself, without its last full stop, or cut at its signs.
fn split_signs(run: &str, words_with_signs: &HashSet<String>) -> Vec<(usize, usize)> {
    let trimmed = run.trim_end_matches('.');
    if !trimmed.contains(is_sign) || words_with_signs.contains(&trimmed.to_lowercase()) {
        return if trimmed.is_empty() { Vec::new() } else { vec![(0, trimmed.len())] };
    }
    let mut parts = Vec::new();
    for part in trimmed.split('.').filter(|part| !part.is_empty()) {
        let start = offset(part, run);
        if words_with_signs.contains(&part.to_lowercase()) {
            parts.push((start, start + part.len()));
            continue;
        }
        for piece in part.split(is_sign).filter(|piece| !piece.is_empty()) {
            let start = offset(piece, run);
            parts.push((start, start + piece.len()));
        }
    }
    parts
}

/// Where a part begins in the text it was split from.
fn offset(part: &str, text: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}
