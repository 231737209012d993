//! What people may mean while they still type: titles, skills, places and employers of open jobs.

use std::collections::{HashMap, HashSet};

use super::vocabulary::distance;
use super::words::words;
use crate::kernel::named::named_enum;

named_enum! {
    /// What a suggestion names.
    SuggestionKind {
        /// A title.
        Title = "title",
        /// A skill.
        Skill = "skill",
        /// A place.
        Place = "place",
        /// An employer.
        Company = "company",
    }
}

/// What people may mean while they still type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// As printed.
    pub text: String,
    /// What it names.
    pub kind: SuggestionKind,
    /// How many jobs have it.
    pub jobs: u32,
}

/// All that can be suggested.
#[derive(Debug, Clone, Default)]
pub struct Suggestions {
    all: Vec<Suggestion>,
    /// What each suggestion reads from each of its words on, sorted: the text, and which suggestion.
    from_words: Vec<(String, u32)>,
    /// Every first word of these, sorted.
    first_words: Vec<String>,
}

/// A suggestion is found by its first words.
const FOUND_BY: usize = 6;
/// Shorter beginnings are not taken for misspelt.
const MIN_CORRECTED_LETTERS: usize = 4;

impl Suggestions {
    /// From what open jobs name, each value once with the number of jobs that have it.
    pub fn new(named: impl IntoIterator<Item = Suggestion>) -> Self {
        let all: Vec<Suggestion> = named.into_iter().collect();
        let mut from_words = Vec::with_capacity(all.len() * 2);
        let mut first_words = HashSet::new();
        for (at, suggestion) in (0_u32..).zip(&all) {
            let read = simple_words(&suggestion.text);
            for start in 0..read.len().min(FOUND_BY) {
                first_words.insert(read[start].clone());
                from_words.push((read[start..].join(" "), at));
            }
        }
        from_words.sort_unstable();
        let mut first_words: Vec<String> = first_words.into_iter().collect();
        first_words.sort_unstable();
        Self { all, from_words, first_words }
    }

    /// The suggestions that go on as the text begins, those of most jobs first, at most so many of each kind.
    pub fn complete(&self, text: &str, most_of_each: usize) -> Vec<Suggestion> {
        let typed = simple_words(text);
        if typed.is_empty() {
            return Vec::new();
        }
        // After a space the last word is complete.
        let is_complete = text.ends_with(char::is_whitespace);
        let mut found = self.begin_with(&typed.join(" "), is_complete);
        if found.is_empty() {
            for corrected in self.corrected(&typed) {
                found.extend(self.begin_with(&corrected, false));
            }
        }
        self.best(found, most_of_each)
    }

    /// The suggestions of which a word begins so, and whether it is the first.
    fn begin_with(&self, prefix: &str, is_complete: bool) -> HashMap<u32, bool> {
        let begin = self.from_words.partition_point(|(text, _)| text.as_str() < prefix);
        let mut found = HashMap::new();
        for (text, at) in self.from_words[begin..].iter().take_while(|(text, _)| text.starts_with(prefix)) {
            if is_complete && text.len() > prefix.len() && !text[prefix.len()..].starts_with(' ') {
                continue;
            }
            let whole = simple_length(&self.all[*at as usize].text);
            *found.entry(*at).or_insert(false) |= text.len() == whole;
        }
        found
    }

    /// The beginnings that are one mistake away, in the last word or in one before it.
    fn corrected(&self, typed: &[String]) -> Vec<String> {
        let mut all = Vec::new();
        for (at, word) in typed.iter().enumerate() {
            let letters: Vec<char> = word.chars().collect();
            if letters.len() < MIN_CORRECTED_LETTERS || !letters.iter().all(|c| c.is_alphabetic()) {
                continue;
            }
            let is_last = at + 1 == typed.len();
            let mut meant: HashSet<String> = HashSet::new();
            for known in &self.first_words {
                let known: Vec<char> = known.chars().collect();
                if is_last {
                    let ends = letters.len() - 1..=(letters.len() + 1).min(known.len());
                    let near = ends.filter(|&end| end <= known.len());
                    let near = near.filter(|&end| distance(&letters, &known[..end], 1).is_some());
                    meant.extend(near.map(|end| known[..end].iter().collect()));
                } else if distance(&letters, &known, 1).is_some() {
                    meant.insert(known.iter().collect());
                }
            }
            for word in meant {
                let mut words = typed.to_vec();
                words[at] = word;
                all.push(words.join(" "));
            }
        }
        all
    }

    fn best(&self, found: HashMap<u32, bool>, most_of_each: usize) -> Vec<Suggestion> {
        let mut found: Vec<(bool, &Suggestion)> =
            found.into_iter().map(|(at, from_start)| (from_start, &self.all[at as usize])).collect();
        found.sort_by(|(a_start, a), (b_start, b)| {
            (b.jobs, b_start, a.text.len(), &a.text).cmp(&(a.jobs, a_start, b.text.len(), &b.text))
        });
        let mut of_kind: HashMap<SuggestionKind, usize> = HashMap::new();
        found
            .into_iter()
            .filter(|(_, suggestion)| {
                let count = of_kind.entry(suggestion.kind).or_default();
                *count += 1;
                *count <= most_of_each
            })
            .map(|(_, suggestion)| suggestion.clone())
            .collect()
    }
}

/// The words without the compounds that repeat them.
fn simple_words(text: &str) -> Vec<String> {
    let mut simple = Vec::new();
    let mut next = 0;
    for word in words(text) {
        if word.position >= next {
            next = word.position + 1;
            simple.push(word.text);
        }
    }
    simple
}

fn simple_length(text: &str) -> usize {
    let words = simple_words(text);
    words.iter().map(String::len).sum::<usize>() + words.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggestions() -> Suggestions {
        let named = [
            ("Registered Nurse", SuggestionKind::Title, 9),
            ("Nurse Educator", SuggestionKind::Title, 2),
            ("Nuremberg, Germany", SuggestionKind::Place, 3),
            ("C++", SuggestionKind::Skill, 4),
            ("C#", SuggestionKind::Skill, 5),
            ("Nursery Group", SuggestionKind::Company, 1),
        ];
        Suggestions::new(named.map(|(text, kind, jobs)| Suggestion { text: text.to_owned(), kind, jobs }))
    }

    fn complete(text: &str) -> Vec<String> {
        suggestions().complete(text, 5).into_iter().map(|suggestion| suggestion.text).collect()
    }

    #[test]
    fn any_word_may_begin_so() {
        assert_eq!(complete("nur"), ["Registered Nurse", "Nuremberg, Germany", "Nurse Educator", "Nursery Group"]);
        assert_eq!(complete("Nurse e"), ["Nurse Educator"]);
        assert_eq!(complete("nurse "), ["Registered Nurse", "Nurse Educator"]);
        assert_eq!(complete("c"), ["C#", "C++"]);
        assert_eq!(complete("c+"), ["C++"]);
        assert!(complete("").is_empty() && complete("zzz").is_empty());
    }

    #[test]
    fn a_mistake_is_forgiven_when_nothing_begins_so() {
        assert_eq!(complete("nursse"), ["Registered Nurse", "Nurse Educator", "Nursery Group"]);
        assert_eq!(complete("regstered nu"), ["Registered Nurse"]);
    }

    #[test]
    fn there_are_at_most_so_many_of_each_kind() {
        assert_eq!(suggestions().complete("nur", 1).len(), 3);
    }
}
