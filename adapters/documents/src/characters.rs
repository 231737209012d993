//! Normalises characters: one form per letter, no invisible characters.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The minimum number of spaces that count as a tab, because people align columns with spaces.
const SPACES_APART: usize = 4;

/// The soft hyphen, which is visible only at a line break.
const SOFT_HYPHEN: char = '\u{ad}';

/// Normalises the text of a line: NFC, ligatures and full-width letters as letters, white space as single spaces or tabs; without
/// control and invisible characters.
pub(crate) fn tidy(text: &str) -> String {
    tidy_line(text, false)
}

/// The same for a hard-wrapped line. Keeps soft hyphens, which mark words that continue on the next line.
pub(crate) fn tidy_broken(text: &str) -> String {
    tidy_line(text, true)
}

fn tidy_line(text: &str, keeps_soft_hyphens: bool) -> String {
    let mut tidied = String::with_capacity(text.len());
    let (mut spaces, mut is_apart) = (0, false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c.is_whitespace() {
            spaces += 1;
            is_apart |= c == '\t';
            continue;
        }
        // The dot of `．ＮＥＴ`. Elsewhere it ends sentences, and is as wide as they are.
        let is_within_word = c == '．' && characters.peek().is_some_and(|&next| is_wide_letter(next));
        let written = match c {
            SOFT_HYPHEN if keeps_soft_hyphens => Some(Written::AsItIs(c)),
            _ if is_within_word => Some(Written::AsItIs('.')),
            _ => written(c),
        };
        let Some(written) = written else { continue };
        if spaces > 0 && !tidied.is_empty() {
            tidied.push(if is_apart || spaces >= SPACES_APART { '\t' } else { ' ' });
        }
        (spaces, is_apart) = (0, false);
        match written {
            Written::AsItIs(c) => tidied.push(c),
            Written::Decomposed(c) => tidied.extend(std::iter::once(c).nfkc()),
        }
    }
    if is_nfc(&tidied) { tidied } else { tidied.nfc().collect() }
}

/// The normal form of a character. `None` for an invisible one.
fn written(c: char) -> Option<Written> {
    match c {
        ' '..='~' => Some(Written::AsItIs(c)),
        // Latin and Armenian ligatures, Arabic letters by position, full-width digits and letters and what names are
        // written with besides, half-width kana, letters for mathematics.
        '\u{fb00}'..='\u{fb17}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '＃'
        | '％'
        | '＆'
        | '＋'
        | '＠'
        | '＿'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{1d400}'..='\u{1d7ff}' => Some(Written::Decomposed(c)),
        c if is_wide_letter(c) => Some(Written::Decomposed(c)),
        // Non-breaking, and otherwise a hyphen.
        '\u{2010}' | '\u{2011}' => Some(Written::AsItIs('-')),
        '\u{f000}'..='\u{f0ff}' => symbol(c).map(Written::AsItIs),
        c if c.is_control() || is_unseen(c) => None,
        c => Some(Written::AsItIs(c)),
    }
}

/// A digit or a letter as wide as an ideograph.
fn is_wide_letter(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

enum Written {
    AsItIs(char),
    /// By its compatibility decomposition.
    Decomposed(char),
}

/// Whether the character is in the private use area, as the signs of icon fonts.
pub(crate) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Soft hyphens, zero-width spaces, bidirectional controls, byte order marks, placeholders of objects, private characters.
///
/// The zero-width joiner and non-joiner stay: Persian and Indic scripts need them.
fn is_unseen(c: char) -> bool {
    is_private(c)
        || matches!(c,
        SOFT_HYPHEN | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// The Unicode character for a code of the fonts Symbol and Wingdings in the private use area: list marks, ticks, arrows, and
/// icons of contact details.
pub(crate) fn symbol(c: char) -> Option<char> {
    Some(match c {
        '\u{f0b7}' | '\u{f06c}' | '\u{f09f}' => '•',
        '\u{f0a7}' | '\u{f06e}' => '▪',
        '\u{f0a8}' | '\u{f06f}' | '\u{f071}' | '\u{f072}' => '▫',
        '\u{f0d8}' => '➢',
        '\u{f0d4}' | '\u{f0e0}' | '\u{f0e8}' => '→',
        '\u{f0fc}' | '\u{f0fe}' => '✓',
        '\u{f076}' | '\u{f0b2}' => '❖',
        '\u{f028}' => '☎',
        '\u{f02a}' => '✉',
        '\u{f02d}' => '-',
        _ => return None,
    })
}

/// The length of the list mark at the beginning of a line, in bytes, if it is a list item or the mark alone.
pub(crate) fn mark_length(line: &str) -> Option<usize> {
    let mark = line.chars().next()?;
    let rest = &line[mark.len_utf8()..];
    let is_mark = match mark {
        '•' | '●' | '▪' | '◦' | '‣' | '∙' | '○' | '■' | '□' | '▸' | '►' | '➢' | '➤' | '⁃' | '◆' | '◇' | '❖' | '✓'
        | '✔' => true,
        // These may be part of a word, and stand apart from what they mark.
        '·' | '◉' | '▫' | '➔' | '▶' | '▹' | '✦' | '★' | '→' | '⇒' | '»' | '>' | '-' | '–' | '—' | '*' => {
            rest.is_empty() || rest.starts_with([' ', '\t'])
        }
        // Word's second bullet, copied into plain text; with a single space after it, it may be a word.
        'o' => rest.starts_with('\t'),
        _ => false,
    };
    is_mark.then_some(mark.len_utf8())
}

/// The line without its list mark. `None` without a mark.
pub(crate) fn without_mark(line: &str) -> Option<&str> {
    let rest = line[mark_length(line)?..].trim_start();
    (!rest.is_empty()).then_some(rest)
}

/// Whether the text only draws a horizontal rule.
pub(crate) fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    signs.clone().count() >= 3
        && signs.all(|c| matches!(c, '-' | '=' | '_' | '*' | '~' | '–' | '—' | '─' | '━' | '═' | '·' | '.'))
}

/// Truncates a text to a number of characters.
pub(crate) fn at_most(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(text[..end].to_owned()),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compatibility_forms_become_the_letter() {
        for (written, read) in [
            ("Ｐｙｔｈｏｎ ３", "Python 3"),
            ("Ｃ＋＋, Ｃ＃, ．ＮＥＴ, Ｎｏｄｅ．ｊｓ。東京．", "C++, C#, .NET, Node.js。東京．"),
            ("𝗣𝘆𝘁𝗵𝗼𝗻 𝟑, ｶﾞ", "Python 3, ガ"),
            ("Fu\u{308}hrerschein", "Führerschein"),
            ("oﬃce ﬁle", "office file"),
            ("Ter\u{200b}ra\u{200b}form, Java\u{2060}Script, Kuber\u{ad}netes", "Terraform, JavaScript, Kubernetes"),
            ("CI\u{2011}CD", "CI-CD"),
            ("a\u{a0}b\u{2009}c\u{3000}d", "a b c d"),
            ("ﻣﺮﺣﺒﺎ", "مرحبا"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("中文，简历：工程师", "中文，简历：工程师"),
            ("\u{f0b7}\tSQL \u{e123}", "•\tSQL"),
            ("a\0b\u{7f}", "ab"),
        ] {
            assert_eq!(tidy(written), read);
        }
    }

    #[test]
    fn soft_hyphens_are_kept_in_hard_wrapped_lines() {
        assert_eq!(tidy("a Kuber\u{ad}"), "a Kuber");
        assert_eq!(tidy_broken("a  Kuber\u{ad}\u{200b}"), "a Kuber\u{ad}");
        assert_eq!(tidy_broken("\u{e123}Ｃ＋＋ o\u{fb03}ce"), "C++ office");
    }

    #[test]
    fn wide_gaps_become_tabs() {
        assert_eq!(tidy("  Acme   Ltd \t\t 2019      2021\t"), "Acme Ltd\t2019\t2021");
    }

    #[test]
    fn list_marks_are_distinguished_from_words() {
        for (line, rest) in [
            ("• Rust", Some("Rust")),
            ("•Rust", Some("Rust")),
            ("- Rust", Some("Rust")),
            ("–\tRust", Some("Rust")),
            ("o\tRust", Some("Rust")),
            ("o Rust", None),
            ("►Rust", Some("Rust")),
            ("> Rust", Some("Rust")),
            ("-5 °C", None),
            ("*", None),
            ("Rust", None),
        ] {
            assert_eq!(without_mark(line), rest, "{line}");
        }
    }

    #[test]
    fn a_horizontal_rule_is_not_text() {
        assert!(is_rule("-----") && is_rule("= = = =") && is_rule("____________"));
        assert!(!is_rule("--") && !is_rule("- a -"));
    }
}
