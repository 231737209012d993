//! The words of a text and their folded forms: one form for spellings that differ in case, accents, width or hidden characters.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Before and after each word in [`Words::folded`], so that a pattern matches whole words only.
pub(in crate::matching) const WORD_BEGINS: char = '\u{2}';
pub(in crate::matching) const WORD_ENDS: char = '\u{3}';
/// Where no name may reach across.
const GAP: char = '\u{1}';

/// A word of a text.
#[derive(Debug, Clone)]
pub(in crate::matching) struct Word {
    /// Its place in the text.
    pub(in crate::matching) place: Range<usize>,
    /// Where it begins in [`Words::folded`], its mark included.
    pub(in crate::matching) at: usize,
}

/// A text as words.
#[derive(Debug)]
pub(in crate::matching) struct Words<'t> {
    pub(in crate::matching) text: &'t str,
    pub(in crate::matching) list: Vec<Word>,
    /// The folded words between their marks.
    pub(in crate::matching) folded: String,
}

impl<'t> Words<'t> {
    /// Splits a text. A sign belongs to a word only when `with_signs` knows the word with it: `c++`, but not `C.`
    pub(in crate::matching) fn of(text: &'t str, with_signs: &HashSet<String>) -> Self {
        let mut words = Self { text, list: Vec::new(), folded: String::with_capacity(text.len() + text.len() / 4) };
        for run in runs(text) {
            words.add_run(run, with_signs);
        }
        words
    }

    /// All words in a row, whatever stands between them: how a name is looked for.
    pub(in crate::matching) fn pattern(&self) -> String {
        self.folded.replace(GAP, "")
    }

    /// The folded form of a word.
    pub(in crate::matching) fn folded_word(&self, index: usize) -> &str {
        let from = self.list[index].at + WORD_BEGINS.len_utf8();
        let rest = &self.folded[from..];
        &rest[..rest.find(WORD_ENDS).unwrap_or(rest.len())]
    }

    /// The folded form of the words from one to another, their marks included.
    pub(in crate::matching) fn slice(&self, first: usize, end: usize) -> &str {
        let from = self.list[first].at;
        let last = self.list[end - 1].at;
        let to = self.folded[last..].find(WORD_ENDS).map_or(self.folded.len(), |at| last + at + WORD_ENDS.len_utf8());
        &self.folded[from..to]
    }

    /// A word as written.
    pub(in crate::matching) fn written(&self, index: usize) -> &'t str {
        &self.text[self.list[index].place.clone()]
    }

    /// What stands between a word and the one before it.
    pub(in crate::matching) fn gap_before(&self, index: usize) -> &'t str {
        let from = index.checked_sub(1).map_or(0, |before| self.list[before].place.end);
        &self.text[from..self.list[index].place.start]
    }

    fn add_run(&mut self, run: Range<usize>, with_signs: &HashSet<String>) {
        let written = &self.text[run.clone()];
        let trimmed = written.trim_end_matches(['.', '．']);
        if !trimmed.contains(is_sign) || with_signs.contains(&fold(trimmed)) {
            self.add(run.start..run.start + trimmed.len());
            return;
        }
        for part in pieces(trimmed, |c| matches!(c, '.' | '．')) {
            let place = run.start + part.start..run.start + part.end;
            if with_signs.contains(&fold(&trimmed[part.clone()])) {
                self.add(place);
                continue;
            }
            for piece in pieces(&trimmed[part.clone()], is_sign) {
                self.add(place.start + piece.start..place.start + piece.end);
            }
        }
    }

    fn add(&mut self, place: Range<usize>) {
        if place.is_empty() {
            return;
        }
        let end_of_last = self.list.last().map_or(0, |last| last.place.end);
        if !self.list.is_empty() && !joins(&self.text[end_of_last..place.start]) {
            self.folded.push(GAP);
        }
        self.list.push(Word { place: place.clone(), at: self.folded.len() });
        self.folded.push(WORD_BEGINS);
        fold_into(&self.text[place], &mut self.folded);
        self.folded.push(WORD_ENDS);
    }
}

/// The words of a name without regard to the gaps between them, joined by spaces: what two spellings of a name share.
#[cfg(test)]
pub(in crate::matching) fn key(name: &str) -> String {
    let with_signs = name.split(is_separator).filter(|word| word.contains(is_sign)).map(fold).collect();
    let words = Words::of(name, &with_signs);
    (0..words.list.len()).map(|index| words.folded_word(index)).collect::<Vec<_>>().join(" ")
}

/// The folded form of a text: lower case, without accents, width and characters that cannot be seen.
pub(in crate::matching) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        folded.extend(text.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    for c in text.nfkd().filter(|&c| !is_accent(c) && !is_invisible(c)) {
        match c {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'ł' | 'Ł' => folded.push('l'),
            'ø' | 'Ø' => folded.push('o'),
            c => folded.extend(c.to_lowercase()),
        }
    }
}

/// Of Latin, Greek and Cyrillic letters. Signs of vowels in Indic scripts are no accents.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

pub(in crate::matching) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

pub(in crate::matching) fn is_sign(c: char) -> bool {
    matches!(c, '+' | '#' | '.' | '＋' | '＃' | '．')
}

pub(in crate::matching) fn is_separator(c: char) -> bool {
    !(c.is_alphanumeric() || is_sign(c) || is_invisible(c) || is_combining_mark(c))
}

/// Of scripts without spaces between words. Each such letter is a word of its own, so that names are found among others.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

/// Stretches without separators, letters of scripts without spaces each by itself.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices() {
        if is_separator(c) || is_spaceless(c) {
            runs.extend(from.take().map(|from| from..at));
            if is_spaceless(c) {
                runs.push(at..at + c.len_utf8());
            }
        } else if from.is_none() {
            from = Some(at);
        }
    }
    runs.extend(from.map(|from| from..text.len()));
    runs
}

/// The pieces of a text between separators.
fn pieces(text: &str, separates: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if separates(c) {
            pieces.push(from..at);
            from = at + c.len_utf8();
        }
    }
    pieces.push(from..text.len());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// May a name reach across this gap? Across spaces, one line break, hyphens, slashes, apostrophes and `&`.
fn joins(gap: &str) -> bool {
    gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‑' | '–' | '/' | '&' | '_' | '\'' | '’'))
        && gap.matches('\n').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (left, right) in [
            ("Résumé Writing", "resume-writing"),
            ("Ｐｙｔｈｏｎ", "python"),
            ("Pro\u{ad}ject\u{200b} Management", "project management"),
            ("Straße", "STRASSE"),
            ("C＋＋", "c++"),
            ("डेटा विश्लेषण", "डेटा  विश्लेषण"),
        ] {
            assert_eq!(key(left), key(right), "{left}");
        }
    }

    #[test]
    fn letters_of_scripts_without_spaces_are_words() {
        assert_eq!(key("熟悉Python开发"), "熟 悉 python 开 发");
    }
}
