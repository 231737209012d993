//! What searchers call things. `lexicon.txt` explains its format.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use domain_model::matching::skill;
use domain_model::search::language::Language;
use domain_model::search::vocabulary::Vocabulary;
use domain_model::search::words::is_unspaced;

use crate::stop_words::is_link;
use crate::units::{Unit, units};

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// What a job is.
    Trade,
    /// A rank or role in titles.
    Level,
    /// Anything else.
    Word,
}

/// A concept with all its names.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) kind: EntryKind,
    /// The words of each name.
    pub(crate) names: Vec<Vec<String>>,
}

/// The concepts, by what they are called.
#[derive(Debug)]
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    /// By the words of a name, joined by spaces.
    by_name: HashMap<String, Vec<usize>>,
    /// By the stems of a name in its language.
    by_stems: HashMap<(Language, String), Vec<usize>>,
    /// Names in scripts without spaces, by their first character, longest first.
    unspaced: HashMap<char, Vec<(String, usize)>>,
    /// Every word of a name, for spelling.
    words: Vocabulary,
    known: HashSet<String>,
}

/// The lexicon of this program, read at first use.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("lexicon.txt")));

/// Languages whose inflections are looked up by their stems.
const STEMMED: [Language; 4] = [Language::English, Language::German, Language::French, Language::Spanish];
/// The longest name that is looked up, in words.
pub(crate) const MAX_NAME_WORDS: usize = 6;

impl Lexicon {
    fn read(text: &str) -> Self {
        let mut lexicon = Self {
            entries: Vec::new(),
            by_name: HashMap::new(),
            by_stems: HashMap::new(),
            unspaced: HashMap::new(),
            words: Vocabulary::default(),
            known: HashSet::new(),
        };
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            lexicon.add(line);
        }
        for names in lexicon.unspaced.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        let words = lexicon.known.iter().map(|word| (word.clone(), 1));
        lexicon.words = Vocabulary::new(1, words.collect::<Vec<_>>());
        lexicon
    }

    fn add(&mut self, line: &str) {
        let (kind, rest) = line.split_once(' ').expect("a line begins with its kind");
        let kind = match kind {
            "trade" => EntryKind::Trade,
            "level" => EntryKind::Level,
            _ => EntryKind::Word,
        };
        let at = self.entries.len();
        let mut entry = Entry { kind, names: Vec::new() };
        for (place, part) in rest.split(" | ").enumerate() {
            let (language, names) = if place == 0 { ("en", part) } else { part.split_once(' ').unwrap_or(("", part)) };
            let language: Option<Language> = language.parse().ok();
            for name in names.split(", ") {
                self.add_name(&mut entry, at, language, name);
            }
        }
        self.entries.push(entry);
    }

    fn add_name(&mut self, entry: &mut Entry, at: usize, language: Option<Language>, name: &str) {
        if name.chars().any(is_unspaced)
            && let Some(first) = name.chars().next()
        {
            self.unspaced.entry(first).or_default().push((name.to_lowercase(), at));
        }
        let units = units(name);
        let words: Vec<String> = units.iter().flat_map(|unit| unit.parts.iter().cloned()).collect();
        self.known.extend(words.iter().filter(|word| !word.chars().any(is_unspaced)).cloned());
        self.by_name.entry(key(&words)).or_default().push(at);
        if let Some(language) = language {
            let stems: Vec<String> = linked(&words).map(|word| language.stem(word)).collect();
            self.by_stems.entry((language, stems.join(" "))).or_default().push(at);
        }
        if !words.is_empty() && !entry.names.contains(&words) {
            entry.names.push(words);
        }
    }

    /// The entries that these words name.
    pub(crate) fn find(&self, words: &[String]) -> Vec<&Entry> {
        let found = match self.by_name.get(&key(words)) {
            Some(found) => found.clone(),
            None => self.find_by_stems(words),
        };
        let mut seen = HashSet::new();
        found.into_iter().filter(|at| seen.insert(*at)).map(|at| &self.entries[at]).collect()
    }

    fn find_by_stems(&self, words: &[String]) -> Vec<usize> {
        // The stems of short words are those of too many others.
        if words.iter().all(|word| word.chars().count() < 4) {
            return Vec::new();
        }
        let found = STEMMED.iter().find_map(|language| {
            let stems: Vec<String> = linked(words).map(|word| language.stem(word)).collect();
            self.by_stems.get(&(*language, stems.join(" ")))
        });
        found.cloned().unwrap_or_default()
    }

    /// The longest name that a text in a script without spaces begins with, and its entry.
    pub(crate) fn find_unspaced(&self, text: &str) -> Option<(usize, &Entry)> {
        let names = self.unspaced.get(&text.chars().next()?)?;
        let (name, at) = names.iter().find(|(name, _)| text.starts_with(name.as_str()))?;
        Some((name.len(), &self.entries[*at]))
    }

    /// The words of names that a misspelt one may mean.
    pub(crate) fn corrections(&self, word: &str) -> Vec<(String, usize)> {
        self.words.corrections(word)
    }
}

/// The words of a name without those that only link the others: people leave them out.
fn linked(words: &[String]) -> impl Iterator<Item = &String> {
    let links_only = words.iter().all(|word| is_link(word));
    words.iter().filter(move |word| links_only || !is_link(word))
}

fn key(words: &[String]) -> String {
    let words: Vec<&str> = linked(words).map(String::as_str).collect();
    words.join(" ")
}

/// Other names of a skill.
pub(crate) fn skill_names(words: &[String], typed: &[Unit]) -> Vec<Vec<String>> {
    let written: Vec<&str> = typed.iter().map(|unit| unit.written.as_str()).collect();
    let skill = skill::lookup(&written.join(" ")).or_else(|| skill::lookup(&words.join(" ")));
    let names = skill.into_iter().flat_map(skill::names);
    let words = names.map(|name| units(name).into_iter().flat_map(|unit| unit.parts).collect::<Vec<_>>());
    words.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(text: &str) -> Option<EntryKind> {
        let words: Vec<String> = units(text).into_iter().flat_map(|unit| unit.parts).collect();
        LEXICON.find(&words).first().map(|entry| entry.kind)
    }

    #[test]
    fn names_are_found_in_several_languages_and_inflections() {
        for name in ["Registered nurses", "Krankenschwestern", "infirmières", "enfermeros", "नर्स", "K8s", "Sr."]
        {
            assert!(kind_of(name).is_some(), "{name}");
        }
        assert_eq!(kind_of("Krankenschwester"), Some(EntryKind::Trade));
        assert_eq!((kind_of("sr"), kind_of("zebra")), (Some(EntryKind::Level), None));
    }

    #[test]
    fn the_longest_name_counts_in_scripts_without_spaces() {
        let (length, entry) = LEXICON.find_unspaced("护士长").unwrap();
        assert_eq!((length, entry.kind), ("护士".len(), EntryKind::Trade));
        assert!(LEXICON.find_unspaced("龙").is_none());
    }
}
