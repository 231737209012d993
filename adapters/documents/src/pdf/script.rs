//! Writing direction of scripts.

/// Letters of Hebrew, Arabic and their neighbours, presentation forms included.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && c.is_alphabetic()
}

/// Whether the text reads from right to left.
pub(crate) fn reads_from_right(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().filter(|c| is_right_to_left(*c)).count() * 2 > letters
}

/// Reorders pieces from visual to logical order. In a line of a right-to-left script, everything is reversed except numbers and
/// words of other scripts. On a page of such a script, every line with a word of it is such a line.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_to_left_lines_are_reversed_except_their_numbers_and_latin_words() {
        let pieces = |text: &str| text.chars().map(|c| c.to_string()).collect::<Vec<_>>();
        assert_eq!(reading_order(pieces("olleh"), false), "olleh");
        assert_eq!(reading_order(pieces("2019 ,םולש"), true), "שלום, 2019");
        assert_eq!(reading_order(pieces("Rust ,Go :םולש"), true), "שלום: Rust ,Go");
    }
}
