//! The languages of the dialogue: cue words and texts, read from one file for each language.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::pattern::Pattern;

/// A language of questions and answers.
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

    pub(super) fn pack(self) -> &'static LanguagePack {
        &PACKS[self as usize]
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

    /// The text of a key with its placeholders filled in.
    pub(super) fn text(self, key: &str, placeholders: &[(&str, &str)]) -> String {
        let text = self.pack().texts.get(key);
        // That every language has every key is tested.
        let text = text.unwrap_or_else(|| panic!("there is no text `{key}`"));
        fill(text, placeholders)
    }
}

/// Replaces placeholders in one pass, so that braces in an inserted quotation stay as they are.
fn fill(text: &str, placeholders: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(placeholders.iter().find(|(gap, _)| *gap == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The content of a language's file.
pub(super) struct LanguagePack {
    /// Function words, by which the language is recognised.
    pub(super) function_words: HashSet<String>,
    /// The patterns of each intent.
    pub(super) cues: Vec<(&'static str, Vec<Pattern>)>,
    /// Patterns for requests for a person and for dissatisfaction.
    pub(super) signals: HashMap<&'static str, Vec<Pattern>>,
    /// The texts.
    pub(super) texts: HashMap<&'static str, &'static str>,
}

static PACKS: LazyLock<Vec<LanguagePack>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| LanguagePack::read(language.source())).collect());

impl LanguagePack {
    fn read(source: &'static str) -> Self {
        let mut pack =
            Self { function_words: HashSet::new(), cues: Vec::new(), signals: HashMap::new(), texts: HashMap::new() };
        let mut part = "";
        for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[') {
                part = name.trim_end_matches(']');
            } else if part == "function_words" {
                pack.function_words.extend(super::pattern::words(line));
            } else if let Some((key, value)) = line.split_once('=') {
                let (key, value) = (key.trim(), value.trim());
                match part {
                    "cues" => pack.cues.push((key, Pattern::list(value))),
                    "signals" => drop(pack.signals.insert(key, Pattern::list(value))),
                    _ => drop(pack.texts.insert(key, value)),
                }
            }
        }
        pack
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders(text: &str) -> Vec<&str> {
        let mut placeholders: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        placeholders.sort_unstable();
        placeholders
    }

    #[test]
    fn every_language_is_complete() {
        let english = Language::English.pack();
        for language in Language::ALL {
            let pack = language.pack();
            assert!(pack.function_words.len() > 50, "{language:?}");
            let mut keys: Vec<_> = pack.texts.keys().collect();
            let mut expected: Vec<_> = english.texts.keys().collect();
            keys.sort_unstable();
            expected.sort_unstable();
            assert_eq!(keys, expected, "{language:?}");
            for (key, text) in &pack.texts {
                assert_eq!(placeholders(text), placeholders(english.texts[key]), "{language:?} {key}");
            }
            let intents = |pack: &LanguagePack| pack.cues.iter().map(|(intent, _)| *intent).collect::<Vec<_>>();
            assert_eq!(intents(pack), intents(english), "{language:?}");
            let signals = |pack: &LanguagePack| pack.signals.keys().copied().collect::<HashSet<_>>();
            assert_eq!(signals(pack), signals(english), "{language:?}");
            assert_eq!(pack.texts["months"].split(' ').count(), 12, "{language:?}");
            assert_eq!(pack.texts["weekdays"].split(' ').count(), 7, "{language:?}");
        }
    }

    #[test]
    fn a_gap_in_a_quotation_stays() {
        assert_eq!(fill("<{a}> {b}", &[("a", "{b}"), ("b", "c")]), "<{b}> c");
    }
}
