//! Word patterns and how they are matched in a question.
//!
//! A pattern is one or more words: `pay`, `closing date`, `verdien*` (a beginning), `talk .. person` (up to four words may
//! stand where the dots are). Accents and case are ignored, and long words may be misspelt.

use domain_model::search::fold::fold;

const MAX_GAP: usize = 4;
/// Shorter words must match exactly, because too many other words are similar.
const MIN_FUZZY_LENGTH: usize = 5;

/// The words of a text, folded. Signs of Devanagari belong to their word; the nukta, which many leave out, does not.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded: String = fold(text).chars().filter_map(bare).collect();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{963}');
    folded.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A letter of Devanagari without its nukta, and with one sign for all nasals.
fn bare(c: char) -> Option<char> {
    match c {
        '\u{93c}' => None,
        '\u{95b}' => Some('ज'),
        '\u{95c}' => Some('ड'),
        '\u{95d}' => Some('ढ'),
        '\u{95e}' => Some('फ'),
        '\u{958}' => Some('क'),
        '\u{959}' => Some('ख'),
        'ँ' => Some('ं'),
        c => Some(c),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(String),
    Beginning(String),
    Gap,
}

/// A pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern(Vec<Part>);

/// A match of a pattern: its weight and its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) weight: f32,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Pattern {
    pub(super) fn parse(text: &str) -> Self {
        let parts = text.split_whitespace().flat_map(|part| match part {
            ".." => vec![Part::Gap],
            part => match part.strip_suffix('*') {
                Some(beginning) => words(beginning).into_iter().map(Part::Beginning).collect(),
                None => words(part).into_iter().map(Part::Word).collect(),
            },
        });
        Self(parts.collect())
    }

    /// The patterns of a list with `|` between them.
    pub(super) fn list(text: &str) -> Vec<Self> {
        text.split('|').map(Self::parse).filter(|pattern| !pattern.0.is_empty()).collect()
    }

    /// Its whole words.
    pub(super) fn vocabulary(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| if let Part::Word(word) = part { Some(word.as_str()) } else { None })
    }

    /// The best match of the pattern. `weigh` is the weight of a word; words that `is_known` are no misspellings.
    pub(super) fn find(
        &self,
        words: &[String],
        weigh: &dyn Fn(&str) -> f32,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Option<Hit> {
        (0..words.len())
            .filter_map(|start| {
                let (weight, end) = self.at(words, start, weigh, is_known)?;
                Some(Hit { weight, start, end })
            })
            .max_by(|a, b| a.weight.total_cmp(&b.weight).then(b.start.cmp(&a.start)))
    }

    /// Whether a text's words contain the pattern as it is written.
    pub(super) fn is_in(&self, words: &[String]) -> bool {
        self.find(words, &|_| 1.0, &|_| true).is_some()
    }

    fn at(
        &self,
        words: &[String],
        start: usize,
        weigh: &dyn Fn(&str) -> f32,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Option<(f32, usize)> {
        let (mut position, mut weight, mut gap) = (start, 0.0, 0);
        for part in &self.0 {
            if *part == Part::Gap {
                gap = MAX_GAP;
                continue;
            }
            let found = (position..=position + gap).find_map(|at| {
                let word = words.get(at)?;
                Some((at, likeness(part, word, is_known)? * weigh(word)))
            });
            let (at, found) = found?;
            weight += found;
            position = at + 1;
            gap = 0;
        }
        Some((weight, position))
    }
}

fn likeness(part: &Part, word: &str, is_known: &dyn Fn(&str) -> bool) -> Option<f32> {
    const SLIP: f32 = 0.8;
    let (wanted, is_whole) = match part {
        Part::Word(wanted) => (wanted, true),
        Part::Beginning(wanted) => (wanted, false),
        Part::Gap => return None,
    };
    let fits = if is_whole { word == wanted } else { word.starts_with(wanted.as_str()) };
    if fits {
        return Some(1.0);
    }
    if wanted.len() < MIN_FUZZY_LENGTH || !wanted.starts_with(word.chars().next()?) || is_known(word) {
        return None;
    }
    let length = wanted.chars().count();
    if length < MIN_FUZZY_LENGTH {
        return None;
    }
    let word: Vec<char> = if is_whole { word.chars().collect() } else { word.chars().take(length).collect() };
    let wanted: Vec<char> = wanted.chars().collect();
    let most = if length >= 9 { 2 } else { 1 };
    (word.len().abs_diff(length) <= most && distance(&word, &wanted) <= most).then_some(SLIP)
}

/// The Damerau-Levenshtein distance (optimal string alignment).
fn distance(left: &[char], right: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=right.len()).collect()];
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let mut cost = (rows[i][j] + usize::from(a != b)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                cost = cost.min(rows[i - 1][j - 1] + 1);
            }
            row.push(cost);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(pattern: &str, text: &str) -> bool {
        Pattern::parse(pattern).find(&words(text), &|_| 1.0, &|word| word == "house").is_some()
    }

    #[test]
    fn patterns_are_found_in_spite_of_accents_gaps_and_slips() {
        for (pattern, text) in [
            ("vergutung", "Welche Vergütung?"),
            ("verdien*", "Was verdiene ich"),
            ("talk .. person", "Can I talk to a real person"),
            ("salary", "whats the slaary"),
            ("deadline", "dedline?"),
            ("हिंदी", "हिन्दी नहीं, हिँदी"),
        ] {
            assert!(finds(pattern, text), "{pattern} in {text}");
        }
        assert!(!finds("hours", "my house"), "a known word is no slip");
        assert!(!finds("pay", "say"), "short words are taken as they are");
    }
}
