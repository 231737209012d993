//! What the rules read in an answer, in five languages, and what the interviewer asks in them. Read from one file.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain_model::kernel::text;

/// The most words that `..` of a phrase stands for.
const MAX_GAP: usize = 3;
/// The part of the words, in percent, that are function words of their language at least.
const MIN_FUNCTION_WORDS_PERCENT: usize = 10;

/// The language of an answer.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) language: &'static str,
    entries: HashMap<&'static str, Vec<Phrase>>,
    texts: HashMap<&'static str, &'static str>,
}

/// A phrase: parts of words in a row, between which other words may stand.
#[derive(Debug)]
struct Phrase(Vec<Vec<String>>);

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| read(include_str!("lexicon.txt")));

/// The language of these words: the one of which they have most function words, or, without any, the one in which they pass.
/// `None` when they have hardly any: a word of another language may look like one.
pub(super) fn language_of(words: &[String]) -> Option<&'static Lexicon> {
    let count = |lexicon: &Lexicon| (0..words.len()).filter(|&at| lexicon.begins("function_words", words, at)).count();
    let counted = LEXICONS.iter().map(|lexicon| (count(lexicon), lexicon));
    // Of languages with the same count the first one: English.
    let best = counted.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let is_enough = |count: usize| count > 0 && count * 100 >= words.len() * MIN_FUNCTION_WORDS_PERCENT;
    let told = best.filter(|(count, _)| is_enough(*count)).map(|(_, lexicon)| lexicon);
    told.or_else(|| LEXICONS.iter().find(|lexicon| lexicon.has("passed", words)))
}

/// The language in which the interviewer speaks to somebody whose language is not known.
pub(super) fn default_lexicon() -> &'static Lexicon {
    &LEXICONS[0]
}

/// The words of a text: lower case, without accents. Vowel signs of Indic scripts belong to their words.
pub(super) fn words(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{963}' | '\u{966}'..='\u{97f}' | '%');
    let folded = text::without_accents(&text.to_lowercase());
    folded.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Lexicon {
    /// Whether a phrase of this entry occurs in the words.
    pub(super) fn has(&self, entry: &str, words: &[String]) -> bool {
        (0..words.len()).any(|at| self.begins(entry, words, at))
    }

    /// A text of the interviewer.
    pub(super) fn text(&self, key: &str) -> &'static str {
        // That every language has every entry is tested.
        self.texts.get(key).copied().unwrap_or_default()
    }

    fn begins(&self, entry: &str, words: &[String], at: usize) -> bool {
        self.entries.get(entry).into_iter().flatten().any(|phrase| phrase.begins(&words[at..]))
    }
}

impl Phrase {
    fn read(written: &str) -> Self {
        let part = |part: &str| {
            let starred = part.split_whitespace();
            starred.map(|word| words(word).concat() + if word.ends_with('*') { "*" } else { "" }).collect()
        };
        Self(written.split("..").map(part).collect())
    }

    fn begins(&self, words: &[String]) -> bool {
        let Some((first, rest)) = self.0.split_first() else { return false };
        let mut at = first.len();
        if !matches(first, words) {
            return false;
        }
        for part in rest {
            let Some(gap) = (0..=MAX_GAP).find(|gap| words.get(at + gap..).is_some_and(|words| matches(part, words)))
            else {
                return false;
            };
            at += gap + part.len();
        }
        true
    }
}

fn matches(part: &[String], words: &[String]) -> bool {
    let is_same = |(written, word): (&String, &String)| match written.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == written,
    };
    part.len() <= words.len() && part.iter().zip(words).all(is_same)
}

fn read(source: &'static str) -> Vec<Lexicon> {
    let mut lexicons: Vec<Lexicon> = Vec::new();
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(language) = line.strip_prefix('[') {
            let language = language.trim_end_matches(']');
            lexicons.push(Lexicon { language, entries: HashMap::new(), texts: HashMap::new() });
        } else if let (Some(lexicon), Some((key, value))) = (lexicons.last_mut(), line.split_once('=')) {
            let (key, value) = (key.trim(), value.trim());
            if key.starts_with("more_") {
                lexicon.texts.insert(key, value);
            } else {
                lexicon.entries.insert(key, value.split('|').map(Phrase::read).collect());
            }
        }
    }
    lexicons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_entry() {
        let keys = |lexicon: &Lexicon| {
            let mut keys: Vec<&str> = lexicon.entries.keys().chain(lexicon.texts.keys()).copied().collect();
            keys.sort_unstable();
            keys
        };
        assert_eq!(LEXICONS.iter().map(|lexicon| lexicon.language).collect::<Vec<_>>(), ["en", "de", "fr", "es", "hi"]);
        for lexicon in LEXICONS.iter() {
            assert_eq!(keys(lexicon), keys(default_lexicon()), "{}", lexicon.language);
            assert!(lexicon.entries.values().flatten().all(|phrase| phrase.0.iter().all(|part| !part.is_empty())));
        }
    }

    #[test]
    fn the_language_is_told_by_small_words() {
        let told = |text: &str| language_of(&words(text)).map(|lexicon| lexicon.language);
        for (text, language) in [
            ("I moved the cluster to new hosts.", Some("en")),
            ("Ich habe den Dienst mit einem Kollegen umgezogen.", Some("de")),
            ("J’ai déplacé le service avec une collègue.", Some("fr")),
            ("Moví el servicio con una compañera y fue bien.", Some("es")),
            ("मैंने सर्वर को नए सिस्टम पर चलाया।", Some("hi")),
            ("Kubernetes, Terraform!", None),
            ("Przeniosłam usługę.", None),
        ] {
            assert_eq!(told(text), language, "{text}");
        }
    }

    #[test]
    fn phrases_have_gaps_and_open_ends() {
        let german = &LEXICONS[1];
        for (text, is_denied) in [
            ("Das habe ich so noch nicht gemacht.", true),
            ("Ich habe es gemacht, nicht sie.", true),
            ("Nicht ich.", false),
        ] {
            assert_eq!(german.has("denied", &words(text)), is_denied, "{text}");
        }
        assert!(
            default_lexicon().has("result", &words("It reduced the costs."))
                && !default_lexicon().has("result", &words("It ran."))
        );
    }
}
