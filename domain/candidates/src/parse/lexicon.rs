//! Lists of words in many languages, as text files beside this module: `kind: phrase, phrase, …`; `#` begins a comment, and a phrase
//! with `?` is usual in other texts too.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::fold::{is_ideograph, phrase, words};

/// Phrases and their kinds.
pub(super) struct Lexicon {
    kinds: HashMap<String, &'static str>,
    /// The same phrases without spaces between their words.
    unspaced: HashMap<String, &'static str>,
    /// Phrases with `?` behind them in the file, which are usual in other texts too.
    doubtful: HashSet<String>,
    /// The most words of a phrase, by its first word.
    longest: HashMap<String, usize>,
    /// Phrases of scripts without spaces, which are found inside of longer words.
    inner: Vec<(String, &'static str)>,
    /// Endings of compound words: `-entwickler` in the file.
    endings: Vec<(String, &'static str)>,
}

impl Lexicon {
    fn new(file: &'static str) -> Self {
        let mut lexicon = Self {
            kinds: HashMap::new(),
            unspaced: HashMap::new(),
            doubtful: HashSet::new(),
            longest: HashMap::new(),
            inner: Vec::new(),
            endings: Vec::new(),
        };
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let Some((kind, phrases)) = line.split_once(':') else { continue };
            for text in phrases.split(',').map(str::trim).filter(|text| !text.is_empty()) {
                let key = phrase(text);
                if text.starts_with('-') {
                    lexicon.endings.push((key, kind));
                    continue;
                }
                if key.chars().any(is_ideograph) {
                    lexicon.inner.push((key.clone(), kind));
                }
                if text.ends_with('?') {
                    lexicon.doubtful.insert(key.clone());
                }
                let first = key.split(' ').next().unwrap_or_default().to_owned();
                let longest = lexicon.longest.entry(first).or_insert(1);
                *longest = (*longest).max(key.split(' ').count());
                lexicon.unspaced.entry(key.replace(' ', "")).or_insert(kind);
                lexicon.kinds.entry(key).or_insert(kind);
            }
        }
        lexicon
    }

    /// The kind of exactly this phrase.
    pub(super) fn get(&self, text: &str) -> Option<&'static str> {
        self.of_key(&phrase(text))
    }

    /// The kind of exactly this folded phrase.
    pub(super) fn of_key(&self, key: &str) -> Option<&'static str> {
        self.kinds.get(key).copied()
    }

    /// Is this folded phrase usual in other texts too?
    pub(super) fn is_doubtful(&self, key: &str) -> bool {
        self.doubtful.contains(key)
    }

    /// The kind of these folded words, wherever the spaces between them stand: `w o r k`, `workexperience`.
    pub(super) fn unspaced(&self, words: &[String]) -> Option<&'static str> {
        self.unspaced.get(&words.concat()).copied()
    }

    /// The kind of a folded word, of its ending, or of a part of it in scripts without spaces.
    pub(super) fn of_word(&self, word: &str) -> Option<&'static str> {
        let ending =
            || self.endings.iter().find(|(ending, _)| word.len() > ending.len() && word.ends_with(ending.as_str()));
        let inner = || {
            let is_inner = word.chars().any(is_ideograph);
            is_inner.then(|| self.inner.iter().find(|(part, _)| word.contains(part.as_str()))).flatten()
        };
        self.of_key(word).or_else(|| ending().or_else(inner).map(|(_, kind)| *kind))
    }

    /// The phrases of the lexicon in folded words: where each begins, how many words it has, its kind. The longest phrase at a
    /// place counts, and phrases do not overlap.
    pub(super) fn matches(&self, words: &[String]) -> Vec<(usize, usize, &'static str)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = self.longest.get(&words[at]).copied().unwrap_or(1);
            let most = longest.min(words.len() - at);
            let phrase = (2..=most).rev().find_map(|length| {
                let kind = self.of_key(&words[at..at + length].join(" "))?;
                Some((at, length, kind))
            });
            let found_here = phrase.or_else(|| self.of_word(&words[at]).map(|kind| (at, 1, kind)));
            at += found_here.map_or(1, |(_, length, _)| length);
            found.extend(found_here);
        }
        found
    }

    /// The kinds of the phrases in a text.
    pub(super) fn kinds_in(&self, text: &str) -> Vec<&'static str> {
        self.matches(&words(text)).into_iter().map(|(_, _, kind)| kind).collect()
    }

    /// Does the text have a phrase of this kind?
    pub(super) fn has(&self, text: &str, kind: &str) -> bool {
        self.kinds_in(text).contains(&kind)
    }
}

/// What headings say.
pub(super) static HEADINGS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/headings.txt")));
/// Months, seasons and the words of ranges.
pub(super) static DATES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/dates.txt")));
/// Running headers and footers.
pub(super) static PAGES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/pages.txt")));
/// Labels inside of entries.
pub(super) static LABELS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/labels.txt")));
/// Words of names, and titles of the document itself.
pub(super) static NAMES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/names.txt")));
/// Titles of jobs and names of employers.
pub(super) static JOBS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/jobs.txt")));
/// Degrees and institutions of education.
pub(super) static EDUCATION: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/education.txt")));
/// Countries, states, large cities, words of postal addresses.
pub(super) static PLACES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/places.txt")));
/// Human languages and how well they are known.
pub(super) static LANGUAGES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/languages.txt")));
/// Labels of contacts, names of networks.
pub(super) static CONTACTS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/contacts.txt")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_endings_and_parts_are_found() {
        let lexicon = Lexicon::new("# jobs\ntitle: head of, leiter, -leiter, 工程师\n");
        assert_eq!(lexicon.kinds_in("Head of Design"), ["title"]);
        assert_eq!(lexicon.of_word("projektleiter"), Some("title"));
        assert_eq!(lexicon.kinds_in("高级软件工程师"), ["title"]);
        assert_eq!(lexicon.kinds_in("Head"), [] as [&str; 0]);
    }
}
