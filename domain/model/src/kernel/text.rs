//! Text normalisation: cleaned at the boundary, normalised before it is hashed.

/// Removes what no text should contain: NUL and other control characters, byte order marks and zero-width characters
/// that hide words (SS-17, LM-10). Line breaks and tabs stay; `\r\n` becomes `\n`.
pub fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter(|&c| c == '\n' || c == '\t' || !(c.is_control() || is_invisible(c)))
        .collect()
}

/// Soft hyphens, zero-width spaces and joiners between Latin letters, bidirectional controls, byte order marks.
///
/// The zero-width joiner and non-joiner stay: Persian and Indic scripts need them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// One form for texts that differ only in case, white space and typographic signs.
pub fn normalise(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        for c in word.chars().filter(|&c| !is_invisible(c)) {
            match c {
                '‘' | '’' | '‚' | '′' => normal.push('\''),
                '“' | '”' | '„' | '″' => normal.push('"'),
                '‐' | '‑' | '‒' | '–' | '—' | '−' => normal.push('-'),
                '…' => normal.push_str("..."),
                c => normal.extend(c.to_lowercase()),
            }
        }
    }
    normal
}

/// The text without accents on its letters. Letters that are no other letter with an accent stay: ł, ø, ß.
pub fn without_accents(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect()
}

/// Cuts at the last white space before `limit` characters and marks the cut.
pub fn shorten(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = &text[..end];
    let ends_a_word = text[end..].starts_with(char::is_whitespace);
    let cut = if ends_a_word { end } else { head.rfind(char::is_whitespace).unwrap_or(end) };
    format!("{}…", head[..cut].trim_end_matches([' ', ',', ';', ':', '-']))
}

/// Whether generated text has links or markup, which no text of ours needs (LM-02).
pub fn has_links_or_markup(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["http:", "https:", "www.", "](", "<", "javascript:"].iter().any(|mark| lower.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ss_17_nul_and_hidden_characters_are_removed() {
        assert_eq!(clean("a\0b\u{200b}c\u{ad}d\r\ne\tf\u{202e}"), "abcd\ne\tf");
    }

    #[test]
    fn joiners_of_persian_stay() {
        assert_eq!(clean("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn typographic_variants_normalise_to_one_form() {
        assert_eq!(normalise("  We’re  “Hiring”\n\tNow… –"), normalise("we're \"hiring\" now... -"));
    }

    #[test]
    fn accents_go_and_letters_stay() {
        assert_eq!(without_accents("Núñez, Łukasz, Å, e\u{301}"), "Nunez, Łukasz, A, e");
    }

    #[test]
    fn shortening_keeps_whole_words() {
        assert_eq!(shorten("lead the crew, daily", 14), "lead the crew…");
        assert_eq!(shorten("short", 14), "short");
        assert_eq!(shorten("ÄÖÜäöü", 3), "ÄÖÜ…");
    }
}
