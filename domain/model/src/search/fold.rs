//! One form for letters that people type alike: case, accents and width do not count.

use crate::kernel::letters::plain_letters;

/// Appends the folded form of a letter.
pub(super) fn fold_into(folded: &mut String, c: char) {
    match c {
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
        '\u{ff01}'..='\u{ff5e}' => {
            folded.extend(char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase()));
        }
        c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
        c => c.to_lowercase().for_each(|c| match plain_letters(c) {
            Some(plain) => folded.push_str(plain),
            None if matches!(c, '\u{300}'..='\u{36f}') => {}
            None => folded.push(c),
        }),
    }
}

/// The folded form of a text. Not for display.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_into(&mut folded, c));
    folded
}
