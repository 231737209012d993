//! The words that postings use, and the word that a misspelt one means.

use std::collections::HashMap;

use super::words::is_unspaced;

/// Shorter words are names and codes, which differ by one letter from many others.
const MIN_CORRECTED_LETTERS: usize = 4;
/// From this length on a word may have two mistakes.
const LONG: usize = 8;

/// The words that postings use, and in how many.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    counts: HashMap<String, u32>,
    /// Words of letters, by their length in characters.
    by_length: Vec<Vec<Entry>>,
    jobs: u32,
}

#[derive(Debug, Clone)]
struct Entry {
    letters: Vec<char>,
    /// Which letters it has, one bit each.
    mask: u64,
    jobs: u32,
}

impl Vocabulary {
    /// The vocabulary of so many jobs, from each word with the number of jobs that use it.
    pub fn new(jobs: u32, words: impl IntoIterator<Item = (String, u32)>) -> Self {
        let mut vocabulary = Self { jobs, ..Self::default() };
        for (word, jobs) in words {
            let letters: Vec<char> = word.chars().collect();
            if letters.len() >= MIN_CORRECTED_LETTERS && letters.iter().all(|&c| c.is_alphabetic() && !is_unspaced(c)) {
                let length = letters.len();
                if vocabulary.by_length.len() <= length {
                    vocabulary.by_length.resize_with(length + 1, Vec::new);
                }
                let mask = mask(&letters);
                vocabulary.by_length[length].push(Entry { letters, mask, jobs });
            }
            vocabulary.counts.insert(word, jobs);
        }
        vocabulary
    }

    /// The number of jobs.
    pub fn jobs(&self) -> u32 {
        self.jobs
    }

    /// How many jobs use the word.
    pub fn count(&self, word: &str) -> u32 {
        self.counts.get(word).copied().unwrap_or_default()
    }

    /// The words that a misspelt one may mean, the likeliest first, with their number of mistakes.
    ///
    /// One mistake is a letter too much, too few, another, or two in the wrong order. Words with digits or signs, and short
    /// ones, are never taken for misspelt.
    pub fn corrections(&self, word: &str) -> Vec<(String, usize)> {
        let letters: Vec<char> = word.chars().collect();
        let is_word = letters.iter().all(|&c| c.is_alphabetic() && !is_unspaced(c));
        if letters.len() < MIN_CORRECTED_LETTERS || !is_word {
            return Vec::new();
        }
        let most = if letters.len() >= LONG { 2 } else { 1 };
        let mask = mask(&letters);
        let mut found: Vec<(usize, bool, u32, String)> = Vec::new();
        let lengths = letters.len().saturating_sub(most)..=letters.len() + most;
        for entry in lengths.filter_map(|length| self.by_length.get(length)).flatten() {
            // Each mistake changes two letters at most.
            if (entry.mask ^ mask).count_ones() as usize > 2 * most {
                continue;
            }
            let Some(mistakes) = distance(&letters, &entry.letters, most) else { continue };
            let other_start = entry.letters[0] != letters[0];
            // A short word that also begins differently is another word.
            if mistakes > 0 && !(other_start && letters.len() == MIN_CORRECTED_LETTERS) {
                found.push((mistakes, other_start, entry.jobs, entry.letters.iter().collect()));
            }
        }
        found.sort_by(|a, b| (a.0, a.1, b.2, &a.3).cmp(&(b.0, b.1, a.2, &b.3)));
        found.into_iter().map(|(mistakes, .., word)| (word, mistakes)).collect()
    }
}

fn mask(letters: &[char]) -> u64 {
    letters.iter().fold(0, |mask, &letter| mask | 1 << (u32::from(letter) % 64))
}

/// The number of mistakes between two words, if there are not more than `most`.
pub(super) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let differs = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j - 1] + differs).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|&mistakes| mistakes > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    Some(last[b.len()]).filter(|&mistakes| mistakes <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let words =
            [("engineer", 90), ("engine", 4), ("nurse", 30), ("java", 9), ("kubernetes", 7), ("c++", 3), ("trust", 5)];
        Vocabulary::new(100, words.map(|(word, jobs)| (word.to_owned(), jobs)))
    }

    fn first(word: &str) -> Option<String> {
        vocabulary().corrections(word).into_iter().next().map(|(word, _)| word)
    }

    #[test]
    fn a_misspelt_word_means_the_nearest() {
        for (typed, meant) in [
            ("enginer", Some("engineer")),
            ("nusre", Some("nurse")),
            ("kubernets", Some("kubernetes")),
            ("kuberentse", Some("kubernetes")),
            ("jvaa", Some("java")),
            ("gardener", None),
        ] {
            assert_eq!(first(typed).as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn short_words_and_codes_are_never_misspelt() {
        for typed in ["c", "c+", "go", "r", "jav", "c++a", "k8s", "lava", "护士"] {
            assert_eq!(first(typed), None, "{typed}");
        }
    }
}
