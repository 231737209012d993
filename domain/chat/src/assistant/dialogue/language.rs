//! The languages of the dialogue: their words and texts, read from one file each.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::pattern::Pattern;

/// A language that is understood and answered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    English,
    German,
    French,
    Spanish,
    Hindi,
}

impl Language {
    pub(super) const ALL: [Self; 5] = [Self::English, Self::German, Self::French, Self::Spanish, Self::Hindi];

    pub(super) fn book(self) -> &'static Book {
        &BOOKS[self as usize]
    }

    fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../../../data/en.txt"),
            Self::German => include_str!("../../../data/de.txt"),
            Self::French => include_str!("../../../data/fr.txt"),
            Self::Spanish => include_str!("../../../data/es.txt"),
            Self::Hindi => include_str!("../../../data/hi.txt"),
        }
    }

    /// The text of a key, with its gaps filled.
    pub(super) fn say(self, key: &str, gaps: &[(&str, &str)]) -> String {
        let text = self.book().texts.get(key);
        // That every language has every key is tested.
        let text = text.unwrap_or_else(|| panic!("there is no text `{key}`"));
        fill(text, gaps)
    }
}

/// Fills the gaps in one pass, so that a quotation with braces is not filled again.
fn fill(text: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// What a file of a language holds.
pub(super) struct Book {
    /// Small words by which the language is told.
    pub(super) telling: HashSet<String>,
    /// The patterns of each intent.
    pub(super) cues: Vec<(&'static str, Vec<Pattern>)>,
    /// The patterns by which the mood of a message is told.
    pub(super) signals: HashMap<&'static str, Vec<Pattern>>,
    /// The texts.
    pub(super) texts: HashMap<&'static str, &'static str>,
}

static BOOKS: LazyLock<Vec<Book>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| Book::read(language.source())).collect());

impl Book {
    fn read(source: &'static str) -> Self {
        let mut book =
            Self { telling: HashSet::new(), cues: Vec::new(), signals: HashMap::new(), texts: HashMap::new() };
        let mut part = "";
        for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[') {
                part = name.trim_end_matches(']');
            } else if part == "telling" {
                book.telling.extend(super::pattern::words(line));
            } else if let Some((key, value)) = line.split_once('=') {
                let (key, value) = (key.trim(), value.trim());
                match part {
                    "cues" => book.cues.push((key, Pattern::list(value))),
                    "signals" => drop(book.signals.insert(key, Pattern::list(value))),
                    _ => drop(book.texts.insert(key, value)),
                }
            }
        }
        book
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(text: &str) -> Vec<&str> {
        let mut gaps: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        gaps.sort_unstable();
        gaps
    }

    #[test]
    fn every_language_is_complete() {
        let english = Language::English.book();
        for language in Language::ALL {
            let book = language.book();
            assert!(book.telling.len() > 50, "{language:?}");
            let mut keys: Vec<_> = book.texts.keys().collect();
            let mut expected: Vec<_> = english.texts.keys().collect();
            keys.sort_unstable();
            expected.sort_unstable();
            assert_eq!(keys, expected, "{language:?}");
            for (key, text) in &book.texts {
                assert_eq!(gaps(text), gaps(english.texts[key]), "{language:?} {key}");
            }
            let intents = |book: &Book| book.cues.iter().map(|(intent, _)| *intent).collect::<Vec<_>>();
            assert_eq!(intents(book), intents(english), "{language:?}");
            let signals = |book: &Book| book.signals.keys().copied().collect::<HashSet<_>>();
            assert_eq!(signals(book), signals(english), "{language:?}");
            assert_eq!(book.texts["months"].split(' ').count(), 12, "{language:?}");
            assert_eq!(book.texts["weekdays"].split(' ').count(), 7, "{language:?}");
        }
    }

    #[test]
    fn a_gap_in_a_quotation_stays() {
        assert_eq!(fill("<{a}> {b}", &[("a", "{b}"), ("b", "c")]), "<{b}> c");
    }
}
