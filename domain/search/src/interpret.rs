//! Interprets a query: its concepts with their synonyms, and the exclusions.

use domain_model::search::query::{Alternative, Concept, ConceptKind, SearchQuery};
use domain_model::search::vocabulary::Vocabulary;
use domain_model::search::words::is_unspaced;

use crate::lexicon::{Entry, EntryKind, LEXICON, MAX_NAME_WORDS, skill_names};
use crate::phrases::{QueryTerm, split};
use crate::stop_words::{is_filler, is_job_word, is_stop_word};
use crate::units::{Unit, units};

/// Another name of what was typed counts a little less.
const OTHER_NAME: f32 = 0.85;
/// Words that were typed apart or together.
const JOINED: f32 = 0.95;
/// A job that shows so much of a sentence fits it.
const ENOUGH_OF_A_SENTENCE: f32 = 0.3;
/// Words that stand side by side in the query and in the job.
const ADJACENT: f32 = 0.6;
/// A query of more words is read as a sentence.
const SHORT_QUERY: usize = 5;
/// In so many jobs, a word of a single one is seldom what a misspelt word means.
const SOME_JOBS: u32 = 200;
/// Shorter words are too near to names that nobody here uses.
const MIN_NAME_CHARS: usize = 5;
/// Longer queries are cut: nobody types more by hand.
const MAX_UNITS: usize = 40;

/// What a query means.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meaning {
    /// What is looked for.
    pub query: SearchQuery,
    /// Misspelt words, and what they were taken for.
    pub corrections: Vec<(String, String)>,
    /// The text for the embedding model: without exclusions, with spelling corrected.
    pub positive_text: String,
    /// Whether that is a sentence.
    pub is_sentence: bool,
}

/// What a text means to people who look for jobs that use these words.
pub fn interpret(text: &str, vocabulary: &Vocabulary) -> Meaning {
    let mut meaning = Meaning::default();
    let mut positive_text = Vec::new();
    for term in split(text) {
        match term {
            QueryTerm::Words(text) => {
                meaning.read_words(&text, vocabulary);
                positive_text.push(text);
            }
            QueryTerm::Phrase(text) => {
                let words: Vec<String> = units(&text).into_iter().flat_map(|unit| unit.parts).collect();
                if !words.is_empty() {
                    let alternatives = vec![Alternative { words, weight: 1.0 }];
                    meaning.query.concepts.push(Concept { alternatives, kind: ConceptKind::Required });
                }
                positive_text.push(text);
            }
            QueryTerm::Without(text) => meaning.exclude(&text),
        }
    }
    meaning.positive_text =
        meaning.corrections.iter().fold(positive_text.join(" "), |text, (typed, meant)| text.replace(typed, meant));
    meaning
}

impl Meaning {
    fn exclude(&mut self, text: &str) {
        let words: Vec<String> = units(text).into_iter().flat_map(|unit| unit.parts).collect();
        if words.is_empty() {
            return;
        }
        let entries = LEXICON.find(&words);
        // "-senior" is said of what the job is, not of whom it works with.
        let of_titles = entries.iter().any(|entry| entry.kind != EntryKind::Word);
        let excluded = if of_titles { &mut self.query.not_in_heading } else { &mut self.query.not_anywhere };
        let others =
            entries.iter().filter(|entry| entry.kind == EntryKind::Level).flat_map(|entry| entry.names.clone());
        excluded.extend(others.filter(|name| *name != words));
        excluded.push(words);
    }

    fn read_words(&mut self, text: &str, vocabulary: &Vocabulary) {
        let mut units = units(text);
        units.truncate(MAX_UNITS);
        let is_sentence = is_sentence(&units);
        if is_sentence {
            self.is_sentence = true;
            self.query.enough = ENOUGH_OF_A_SENTENCE;
        }
        let units = meaningful(units, is_sentence);
        let named = named(&units);
        let units: Vec<Unit> = units
            .into_iter()
            .zip(named)
            .map(|(unit, is_named)| if is_named { unit } else { self.correct(unit, vocabulary) })
            .collect();
        let mut at = 0;
        let mut plain: Option<usize> = None;
        while at < units.len() {
            if units[at].written.chars().any(is_unspaced) {
                self.read_unspaced(&units[at], vocabulary);
                at += 1;
                plain = None;
                continue;
            }
            let (length, concept) = concept_at(&units[at..], vocabulary);
            let is_plain = length == 1 && matches!(concept.kind, ConceptKind::Word);
            if let Some(before) = plain.filter(|_| is_plain) {
                let words: Vec<String> =
                    units[before..=at].iter().flat_map(|unit| unit.parts.iter().cloned()).collect();
                let alternatives = vec![Alternative { words, weight: ADJACENT }];
                self.query.concepts.push(Concept { alternatives, kind: ConceptKind::Optional });
            }
            plain = is_plain.then_some(at);
            self.query.concepts.push(concept);
            at += length;
        }
    }

    /// A run in a script without spaces: the names in it, and what is left as it is.
    fn read_unspaced(&mut self, unit: &Unit, vocabulary: &Vocabulary) {
        let text = unit.written.to_lowercase();
        let (mut at, mut rest) = (0, String::new());
        while let Some(c) = text[at..].chars().next() {
            let Some((length, entry)) = LEXICON.find_unspaced(&text[at..]) else {
                rest.push(c);
                at += c.len_utf8();
                continue;
            };
            self.put_rest(&mut rest);
            let typed: Vec<String> = units(&text[at..at + length]).into_iter().flat_map(|unit| unit.parts).collect();
            self.query.concepts.push(concept_of(&typed, &[entry], Vec::new(), vocabulary));
            at += length;
        }
        self.put_rest(&mut rest);
    }

    fn put_rest(&mut self, rest: &mut String) {
        let rest = std::mem::take(rest);
        if is_filler(&rest) {
            return;
        }
        let words: Vec<String> = units(&rest).into_iter().flat_map(|unit| unit.parts).collect();
        if !words.is_empty() {
            let alternatives = vec![Alternative { words, weight: 1.0 }];
            self.query.concepts.push(Concept { alternatives, kind: ConceptKind::Word });
        }
    }

    /// The unit as it was meant, when it is misspelt.
    fn correct(&mut self, unit: Unit, vocabulary: &Vocabulary) -> Unit {
        let [word] = unit.parts.as_slice() else { return unit };
        if vocabulary.count(word) > 0 {
            return unit;
        }
        let least = if vocabulary.jobs() >= SOME_JOBS { 2 } else { 1 };
        let indexed = vocabulary.corrections(word).into_iter().find(|(word, _)| vocabulary.count(word) >= least);
        let is_long = word.chars().count() >= MIN_NAME_CHARS;
        let named = LEXICON.corrections(word).into_iter().next().filter(|_| is_long);
        let best = match (indexed, named) {
            (Some(indexed), Some(named)) if named.1 < indexed.1 => Some(named),
            (Some(indexed), _) => Some(indexed),
            (None, named) => named,
        };
        let Some((meant, _)) = best else { return unit };
        self.corrections.push((unit.written.clone(), meant.clone()));
        Unit { written: meant.clone(), parts: vec![meant], whole: None }
    }
}

/// Whether somebody wrote a sentence: much of it is about wanting a job and not about the job.
fn is_sentence(units: &[Unit]) -> bool {
    let small = units.iter().filter(|unit| is_stop_word(&unit.parts[0])).count();
    units.len() > SHORT_QUERY && small >= 2
}

/// Which units belong to a name that is known: they are not misspelt.
fn named(units: &[Unit]) -> Vec<bool> {
    let mut named = vec![false; units.len()];
    let mut at = 0;
    while at < units.len() {
        let lengths = (1..=(units.len() - at).min(MAX_NAME_WORDS)).rev();
        let length = lengths.into_iter().find(|length| {
            let typed = &units[at..at + length];
            let words: Vec<String> = typed.iter().flat_map(|unit| unit.parts.iter().cloned()).collect();
            !LEXICON.find(&words).is_empty() || !skill_names(&words, typed).is_empty()
        });
        let length = length.unwrap_or_default();
        named[at..at + length].fill(true);
        at += length.max(1);
    }
    named
}

/// The units without small words and what every search for a job says. A query of nothing else is taken as it is.
fn meaningful(units: Vec<Unit>, is_sentence: bool) -> Vec<Unit> {
    let says_nothing = |unit: &Unit| {
        let word = unit.parts[0].as_str();
        let is_name = unit.written.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) && unit.written.len() > 1;
        // IT, US, and Go at the beginning of a short query are no small words.
        let is_stop_word = is_stop_word(word) && !is_name && (is_sentence || !matches!(word, "it" | "us" | "go"));
        unit.parts.len() == 1 && (is_stop_word || is_sentence && is_filler(word) || is_job_word(word))
    };
    let kept: Vec<Unit> = units.iter().filter(|unit| !says_nothing(unit)).cloned().collect();
    if kept.is_empty() { units } else { kept }
}

/// The concept of the first units, and how many of them it takes: as many as a name has.
fn concept_at(units: &[Unit], vocabulary: &Vocabulary) -> (usize, Concept) {
    for length in (1..=units.len().min(MAX_NAME_WORDS)).rev() {
        let typed = &units[..length];
        if typed.iter().any(|unit| unit.written.chars().any(is_unspaced)) {
            continue;
        }
        let words: Vec<String> = typed.iter().flat_map(|unit| unit.parts.iter().cloned()).collect();
        let mut entries = LEXICON.find(&words);
        if entries.is_empty()
            && let [Unit { whole: Some(whole), .. }] = typed
        {
            entries = LEXICON.find(std::slice::from_ref(whole));
        }
        let skills = skill_names(&words, typed);
        if length > 1 && entries.is_empty() && skills.is_empty() {
            continue;
        }
        let mut concept = concept_of(&words, &entries, skills, vocabulary);
        if let [unit] = typed {
            joined_or_apart(&mut concept, unit, units.get(1), vocabulary);
        } else {
            let together = words.concat();
            add(&mut concept, vec![together], JOINED, vocabulary);
        }
        return (length, concept);
    }
    unreachable!("one unit is a concept")
}

fn concept_of(words: &[String], entries: &[&Entry], skills: Vec<Vec<String>>, vocabulary: &Vocabulary) -> Concept {
    let kind = match entries.first().map(|entry| entry.kind) {
        Some(EntryKind::Trade) => ConceptKind::Occupation,
        _ if words.len() == 1 && is_ambiguous_name(&words[0]) => ConceptKind::Name,
        _ => ConceptKind::Word,
    };
    let mut concept = Concept { alternatives: vec![Alternative { words: words.to_vec(), weight: 1.0 }], kind };
    for name in skills {
        add(&mut concept, name, OTHER_NAME, vocabulary);
    }
    for entry in entries {
        for name in &entry.names {
            add(&mut concept, name.clone(), OTHER_NAME, vocabulary);
        }
    }
    concept
}

/// A name of one or two letters that is a word or a letter of ordinary texts as well.
fn is_ambiguous_name(word: &str) -> bool {
    matches!(word, "c" | "r" | "go" | "d")
}

/// `front-end` is `frontend` as well, and `cyber security` is `cybersecurity`.
fn joined_or_apart(concept: &mut Concept, unit: &Unit, next: Option<&Unit>, vocabulary: &Vocabulary) {
    if let Some(whole) = &unit.whole {
        add(concept, vec![whole.clone()], JOINED, vocabulary);
    }
    let [word] = unit.parts.as_slice() else { return };
    if let Some(Unit { parts, .. }) = next
        && let [next] = parts.as_slice()
    {
        add(concept, vec![format!("{word}{next}")], JOINED, vocabulary);
    }
    if vocabulary.count(word) == 0 {
        let ends = word.char_indices().map(|(at, _)| at).filter(|at| *at >= 3 && at + 3 <= word.len());
        let parts = ends.map(|at| (&word[..at], &word[at..]));
        let common = |(a, b): &(&str, &str)| vocabulary.count(a).min(vocabulary.count(b));
        if let Some((a, b)) = parts.max_by_key(common).filter(|parts| common(parts) > 1) {
            add(concept, vec![a.to_owned(), b.to_owned()], JOINED, vocabulary);
        }
    }
}

/// Adds a way to express the concept, if some job uses all its words.
fn add(concept: &mut Concept, words: Vec<String>, weight: f32, vocabulary: &Vocabulary) {
    let is_used = words.iter().all(|word| vocabulary.count(word) > 0);
    let is_known = concept.alternatives.iter().any(|alternative| alternative.words == words);
    if is_used && !is_known && !words.is_empty() {
        concept.alternatives.push(Alternative { words, weight });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let words = "registered nurse nurses frontend front end developer security engineer engine incident response night \
                     shift kubernetes go golang senior";
        Vocabulary::new(300, words.split_whitespace().map(|word| (word.to_owned(), 9)))
    }

    /// Each concept as its kind and ways to express it.
    fn read(text: &str) -> Vec<String> {
        let show = |concept: &Concept| {
            let ways: Vec<String> = concept.alternatives.iter().map(|way| way.words.join(" ")).collect();
            format!("{:?}: {}", concept.kind, ways.join(", "))
        };
        interpret(text, &vocabulary()).query.concepts.iter().map(show).collect()
    }

    #[test]
    fn names_bring_what_else_they_are_called_where_jobs_say_so() {
        for text in ["RN", "registered nurse", "Krankenschwester", "infirmières"] {
            let read = read(text);
            assert_eq!(read.len(), 1, "{read:?}");
            assert!(read[0].starts_with("Occupation") && read[0].contains("registered nurse"), "{text}: {read:?}");
            assert!(!read[0].contains("enfermera"), "no job says so: {read:?}");
        }
        assert!(read("招聘护士")[0].contains("registered nurse"));
        assert!(read("k8s")[0].contains("kubernetes"));
    }

    #[test]
    fn compounds_are_joined_and_taken_apart() {
        assert!(read("front-end")[0].contains("frontend"));
        assert!(read("front end")[0].contains("frontend"));
        assert!(read("securityengineer")[0].contains("security engineer"));
    }

    #[test]
    fn misspelt_words_are_corrected_and_names_are_not() {
        for (typed, meant) in [
            ("kuberentes", Some("kubernetes")),
            ("incident reponse", Some("response")),
            ("go", None),
            ("c", None),
            ("k8s", None),
            ("réponse", Some("response")),
            ("welder", None),
        ] {
            let corrections = interpret(typed, &vocabulary()).corrections;
            assert_eq!(corrections.first().map(|(_, meant)| meant.as_str()), meant, "{typed}");
        }
    }

    #[test]
    fn a_common_word_that_is_a_name_is_looked_for_as_a_name() {
        assert!(read("Go")[0].starts_with("Name: go, golang"));
        assert!(read("I want to go to the night shift").iter().all(|concept| !concept.contains("go")));
    }

    #[test]
    fn what_is_excluded_of_titles_and_of_texts_is_told_apart() {
        let query = interpret("engineer -senior -kubernetes \"night shift\"", &vocabulary()).query;
        assert!(
            query.not_in_heading.contains(&vec!["senior".to_owned()])
                && query.not_in_heading.contains(&vec!["sr".to_owned()])
        );
        assert_eq!(query.not_anywhere, [["kubernetes"]]);
        assert_eq!(query.concepts.last().map(|concept| concept.kind), Some(ConceptKind::Required));
    }

    #[test]
    fn small_words_say_nothing_unless_they_are_all_there_is() {
        assert_eq!(read("jobs for a nurse in the night").len(), 2);
        assert_eq!(read("the"), ["Word: the"]);
        assert!(interpret("", &vocabulary()).query.concepts.is_empty());
    }

    #[test]
    fn a_model_of_meanings_is_asked_for_what_was_meant_and_not_for_what_is_excluded() {
        let positive_text = |text: &str| interpret(text, &vocabulary()).positive_text;
        assert_eq!(positive_text("nurse -senior \"night shift\""), "nurse night shift");
        assert_eq!(positive_text("-senior"), "");
    }
}
