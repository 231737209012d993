//! Where a result shows what was looked for.

use std::collections::HashSet;

use domain_model::search::language::{self, Language};
use domain_model::search::query::SearchQuery;
use domain_model::search::words::{Word, words};

/// Characters around the words that are shown of a long text.
const EXCERPT: usize = 180;

/// A part of a text with what was looked for in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// The text.
    pub text: String,
    /// Where in it, from and to, in characters.
    pub ranges: Vec<(usize, usize)>,
}

/// What a query looks for, to be found again in texts.
pub(crate) struct Highlighter {
    rows: Vec<Vec<String>>,
    words: HashSet<String>,
}

impl Highlighter {
    pub(crate) fn new(query: &SearchQuery) -> Self {
        let alternatives = query.concepts.iter().flat_map(|concept| &concept.alternatives);
        let rows: Vec<Vec<String>> = alternatives.map(|alternative| alternative.words.clone()).collect();
        let words = rows.iter().flatten().cloned().collect();
        Self { rows, words }
    }

    /// The whole text, or `None` when nothing of the query is in it.
    pub(crate) fn whole(&self, text: &str) -> Option<Highlight> {
        let found = self.find(text);
        (!found.is_empty()).then(|| Highlight { text: text.to_owned(), ranges: in_characters(text, &found) })
    }

    /// The part of a long text in which most is found.
    pub(crate) fn excerpt(&self, text: &str) -> Option<Highlight> {
        let found = self.find(text);
        let best = (0..found.len()).max_by_key(|&at| {
            let end = found[at].0 + EXCERPT;
            let within: HashSet<&str> =
                found[at..].iter().take_while(|range| range.1 <= end).map(|range| &text[range.0..range.1]).collect();
            // Of equals the first one.
            (within.len(), std::cmp::Reverse(at))
        })?;
        let start = line_start(text, found[best].0);
        let end = cut(text, start + EXCERPT.max(found[best].1 - start));
        let shown = text[start..end].trim_end();
        let within = found.iter().filter(|range| range.0 >= start && range.1 <= start + shown.len());
        let within: Vec<(usize, usize)> = within.map(|range| (range.0 - start, range.1 - start)).collect();
        Some(Highlight { text: shown.to_owned(), ranges: in_characters(shown, &within) })
    }

    /// Where words of the query stand, in bytes. Words of a row count only in a row, except in the title of a trade.
    fn find(&self, text: &str) -> Vec<(usize, usize)> {
        let read = words(text);
        let language = language::of(&read);
        let stems: HashSet<String> = self.words.iter().map(|word| language.stem(word)).collect();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for at in 0..read.len() {
            let is_candidate = self.words.contains(&read[at].text) || stems.contains(&language.stem(&read[at].text));
            if !is_candidate {
                continue;
            }
            let longest = self.rows.iter().filter_map(|row| row_at(&read, at, row, language)).max();
            if let Some(end) = longest {
                let start = read[at].start;
                match found.last_mut() {
                    Some(last) if start < last.1 => last.1 = last.1.max(end),
                    _ => found.push((start, end)),
                }
            }
        }
        found
    }
}

/// Where the row of words that begins here ends.
fn row_at(read: &[Word], at: usize, row: &[String], language: Language) -> Option<usize> {
    let mut end = 0;
    for (place, wanted) in row.iter().enumerate() {
        let position = read[at].position + place;
        let rest = read[at..].iter().take_while(|word| word.position <= position + 1);
        let mut same = rest.filter(|word| word.position == position);
        let found = same.find(|word| word.text == *wanted || language.stem(&word.text) == language.stem(wanted))?;
        end = found.end;
    }
    Some(end)
}

/// The beginning of the line or sentence, if it is near.
fn line_start(text: &str, at: usize) -> usize {
    let near = text[..at].char_indices().rev().take(60);
    let mut start = at;
    for (place, c) in near {
        if c == '\n' {
            return place + 1;
        }
        if c == ' ' {
            start = place + 1;
        }
    }
    start
}

fn cut(text: &str, end: usize) -> usize {
    if end >= text.len() {
        return text.len();
    }
    let end = (0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    text[..end].rfind(char::is_whitespace).unwrap_or(end)
}

fn in_characters(text: &str, ranges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let count = |end: usize| text[..end].chars().count();
    ranges.iter().map(|&(from, to)| (count(from), count(to))).collect()
}

#[cfg(test)]
mod tests {
    use domain_model::search::vocabulary::Vocabulary;

    use super::*;
    use crate::interpret::interpret;

    fn highlighter(query: &str) -> Highlighter {
        Highlighter::new(&interpret(query, &Vocabulary::default()).query)
    }

    fn marked(highlight: &Highlight) -> Vec<String> {
        let letters: Vec<char> = highlight.text.chars().collect();
        highlight.ranges.iter().map(|&(from, to)| letters[from..to].iter().collect()).collect()
    }

    #[test]
    fn inflected_words_are_found() {
        let found = highlighter("nurse café").whole("Nurses for our Cafés").unwrap();
        assert_eq!(marked(&found), ["Nurses", "Cafés"]);
        assert_eq!(highlighter("welder").whole("Nurse"), None);
    }

    #[test]
    fn the_words_of_a_phrase_are_marked_only_together() {
        let found = highlighter("\"night shift\"").whole("The night of the night shift").unwrap();
        assert_eq!(marked(&found), ["night shift"]);
    }

    #[test]
    fn an_excerpt_is_where_most_is_found() {
        let text =
            format!("Rust is fine.\n{}\n- Rust and Kubernetes every day\n{}", "word ".repeat(90), "end ".repeat(90));
        let found = highlighter("rust kubernetes").excerpt(&text).unwrap();
        assert!(found.text.starts_with("- Rust and Kubernetes"), "{}", found.text);
        assert!(found.text.chars().count() <= EXCERPT);
        assert_eq!(marked(&found), ["Rust", "Kubernetes"]);
    }
}
