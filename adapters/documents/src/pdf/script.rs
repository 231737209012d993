//! Writing systems: which way a text reads, and which signs are letters.

use unicode_normalization::UnicodeNormalization;

/// Symbols of icon fonts live in the private use areas.
pub(crate) fn is_icon(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Letters of Hebrew, Arabic and their neighbours, presentation forms included.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && c.is_alphabetic()
}

/// Does the text read from right to left?
pub(crate) fn reads_from_right(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().filter(|c| is_right_to_left(*c)).count() * 2 > letters
}

/// Pieces painted from left to right, in the order in which they are read. In a line of a right-to-left script everything
/// is turned round, except for numbers and words of other scripts. On a page of such a script that is every line with a
/// word of it.
pub(crate) fn reading_order(pieces: Vec<String>, page_reads_from_right: bool) -> String {
    let painted = pieces.concat();
    let has_a_word_of_it = page_reads_from_right && painted.chars().any(is_right_to_left);
    if !has_a_word_of_it && !reads_from_right(&painted) {
        return painted;
    }
    let runs_forward = |piece: &String| piece.chars().any(|c| c.is_alphanumeric() && !is_right_to_left(c));
    let mut read = String::new();
    let mut rest: Vec<String> = pieces;
    while let Some(piece) = rest.pop() {
        if !runs_forward(&piece) {
            read.push_str(&piece);
            continue;
        }
        // The stretch of forward pieces that ends here, signs between them included.
        let begin =
            rest.iter().rposition(|piece| piece.chars().any(is_right_to_left)).map_or(0, |position| position + 1);
        let begin = begin + rest[begin..].iter().take_while(|piece| !runs_forward(piece)).count();
        read.extend(rest.drain(begin..));
        read.push_str(&piece);
    }
    read
}

/// Text as it is to be read: composed letters (NFC), ligatures and presentation forms as plain letters, single spaces, and
/// neither signs of icon fonts nor characters that control.
pub(crate) fn presentable(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => plain.extend(std::iter::once(c).nfkc()),
            '\t' => plain.push('\t'),
            c if c.is_whitespace() => plain.push(' '),
            // Joiners mean something in Persian and the scripts of India.
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
            c if c.is_control() || is_icon(c) => {}
            c => plain.push(c),
        }
    }
    let words = plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    words.trim().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_to_left_lines_are_turned_round_but_not_their_numbers_and_foreign_words() {
        let pieces = |text: &str| text.chars().map(|c| c.to_string()).collect::<Vec<_>>();
        assert_eq!(reading_order(pieces("olleh"), false), "olleh");
        assert_eq!(reading_order(pieces("2019 ,םולש"), true), "שלום, 2019");
        assert_eq!(reading_order(pieces("Rust ,Go :םולש"), true), "שלום: Rust ,Go");
    }

    #[test]
    fn ligatures_are_letters_and_icons_are_nothing() {
        assert_eq!(presentable("o\u{fb03}ce\u{f0e0}"), "office");
        assert_eq!(presentable(" Mu\u{308}ller\u{a0}\u{2009} x\u{202f}y"), "Müller x y");
        assert_eq!(presentable("\u{fefb}"), "لا");
        assert_eq!(presentable("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }
}
