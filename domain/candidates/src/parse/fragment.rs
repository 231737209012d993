//! Parts of a document's lines that still know where they stand.

use domain_model::candidates::field::{Doubt, Field, Span};

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fragment<'a> {
    /// The index of the line in the document.
    pub(super) line: usize,
    /// Where it begins: a byte offset in the line.
    pub(super) start: usize,
    /// What it says.
    pub(super) text: &'a str,
}

impl Fragment<'_> {
    /// Where it stands. Documents are far smaller than the largest number of a span.
    pub(super) fn span(self) -> Span {
        let number = |value| u32::try_from(value).unwrap_or(u32::MAX);
        Span { line: number(self.line), start: number(self.start), end: number(self.start + self.text.len()) }
    }

    /// The bytes from `from` to `to` of it; both are boundaries of characters.
    pub(super) fn part(self, from: usize, to: usize) -> Self {
        Self { start: self.start + from, text: &self.text[from..to], ..self }
    }

    /// From the beginning of `first` to the end of `last`, which are parts of it.
    pub(super) fn spanning(self, first: Self, last: Self) -> Self {
        self.part(first.start - self.start, last.start + last.text.len() - self.start)
    }

    /// Without characters at both ends that `is_edge` names.
    pub(super) fn trimmed(self, is_edge: impl Fn(char) -> bool) -> Self {
        let from = self.text.len() - self.text.trim_start_matches(&is_edge).len();
        let to = from + self.text[from..].trim_end_matches(&is_edge).len();
        self.part(from, to)
    }

    /// Without white space and separators at both ends. Brackets stay when they have their counterpart.
    pub(super) fn tidy(self) -> Self {
        let is_edge = |c: char| {
            c.is_whitespace()
                || is_icon(c)
                || matches!(
                    c,
                    ',' | ';' | ':' | '|' | '-' | '/' | '*' | '_' | '=' | '：' | '；' | '،' | '，' | '、' | '؛'
                )
        };
        let mut fragment = self.trimmed(is_edge);
        // What is left behind a date that ended a sentence
        if let Some(rest) = fragment.text.strip_prefix(". ") {
            fragment = fragment.part(fragment.text.len() - rest.len(), fragment.text.len()).trimmed(is_edge);
        }
        for (open, close) in [('(', ')'), ('[', ']'), ('（', '）')] {
            if (fragment.text.starts_with(open) || fragment.text.ends_with(open)) && !fragment.text.contains(close) {
                fragment = fragment.trimmed(|c| c == open || is_edge(c));
            }
            if (fragment.text.ends_with(close) || fragment.text.starts_with(close)) && !fragment.text.contains(open) {
                fragment = fragment.trimmed(|c| c == close || is_edge(c));
            }
            let inner = fragment.text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
            if inner.is_some_and(|inner| !inner.contains([open, close])) {
                fragment = fragment.trimmed(|c| c == open || c == close || is_edge(c));
            }
        }
        fragment
    }

    /// The fragments between characters that `is_separator` names, tidy, without empty ones.
    pub(super) fn split(self, is_separator: impl Fn(char) -> bool) -> Vec<Self> {
        let mut fragments = Vec::new();
        let mut from = 0;
        for (at, c) in self.text.char_indices().filter(|&(_, c)| is_separator(c)) {
            fragments.push(self.part(from, at));
            from = at + c.len_utf8();
        }
        fragments.push(self.part(from, self.text.len()));
        fragments.into_iter().map(Self::tidy).filter(|fragment| !fragment.text.is_empty()).collect()
    }

    /// What is left and right of the bytes from `from` to `to`, tidy, without empty fragments.
    pub(super) fn around(self, from: usize, to: usize) -> Vec<Self> {
        let sides = [self.part(0, from).tidy(), self.part(to, self.text.len()).tidy()];
        sides.into_iter().filter(|fragment| !fragment.text.is_empty()).collect()
    }

    /// The number of its words.
    pub(super) fn words(self) -> usize {
        self.text.split_whitespace().count()
    }

    /// A field of which the rules are sure.
    pub(super) fn clear(self) -> Field<String> {
        Field::clear(self.text.to_owned(), vec![self.span()])
    }

    /// A field to be looked at.
    pub(super) fn check(self, why: Doubt) -> Field<String> {
        Field::check(self.text.to_owned(), vec![self.span()], why)
    }
}

/// A text of several fragments, each apart from the next by `by`.
pub(super) fn joined(fragments: &[Fragment<'_>], by: &str) -> Field<String> {
    if fragments.is_empty() {
        return Field::missing();
    }
    let text = fragments.iter().map(|fragment| fragment.text).collect::<Vec<_>>().join(by);
    Field::clear(text, fragments.iter().map(|fragment| fragment.span()).collect())
}

/// Signs that decorate: bullets, glyphs of icon fonts, pictographs, stars of ratings.
pub(super) fn is_icon(c: char) -> bool {
    matches!(c,
        '•' | '·' | '●' | '○' | '◦' | '■' | '□' | '▪' | '▫' | '‣' | '∙' | '►' | '▶' | '➤' | '✓' | '✔' | '★' | '☆' | '◆' | '◇' | '–' | '—' | '―'
        | '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}'
        | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{f0000}'..='\u{10ffff}' | '§' | '†' | '‰' | '˘' | '¨')
}

/// Characters that set items of a line apart, besides the tab and the comma.
pub(super) fn is_separator(c: char) -> bool {
    matches!(
        c,
        '\t' | '|'
            | '•'
            | '·'
            | '●'
            | '◦'
            | '∙'
            | '■'
            | '▪'
            | '⋅'
            | '｜'
            | '◆'
            | '│'
            | '♦'
            | '⬥'
            | '○'
            | '‣'
            | '★'
            | '※'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(text: &str) -> Fragment<'_> {
        Fragment { line: 3, start: 0, text }
    }

    #[test]
    fn fragments_know_where_they_stand() {
        let parts = fragment("• Ada | (London) ").split(is_separator);
        let texts: Vec<&str> = parts.iter().map(|part| part.text).collect();
        assert_eq!(texts, ["Ada", "London"]);
        assert_eq!(parts[1].span(), Span { line: 3, start: 11, end: 17 });
    }

    #[test]
    fn brackets_stay_with_their_counterpart() {
        for (text, tidy) in [
            (". Registered, 2018,", "Registered, 2018"),
            (".NET", ".NET"),
            ("Bank (IT),", "Bank (IT)"),
            ("(2019", "2019"),
            ("2020)", "2020"),
            ("(a) and (b)", "(a) and (b)"),
        ] {
            assert_eq!(fragment(text).tidy().text, tidy);
        }
    }
}
