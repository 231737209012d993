//! One form for words that are spelt alike: case, accents, width, digits and presentation forms of a letter do not count.

use domain_model::kernel::letters::plain_letters;

/// The folded form, for comparison with a lexicon that is folded the same way. Not for display.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // marks that Latin, Arabic and Persian words are spelt with or without, and invisible characters
            '\u{300}'..='\u{36f}'
            | '\u{64b}'..='\u{652}'
            | '\u{640}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {}
            '’' | '‘' | '´' | '`' | 'ʼ' => folded.push('\''),
            'İ' => folded.push('i'),
            'ي' | 'ى' => folded.push('ی'),
            'ك' => folded.push('ک'),
            'أ' | 'إ' | 'آ' => folded.push('ا'),
            'ۀ' | 'ة' => folded.push('ه'),
            '\u{ff01}'..='\u{ff5e}' => {
                folded.extend(char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase()));
            }
            '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200a}' => folded.push(' '),
            c => match digit(c) {
                Some(value) => folded.push(char::from(b'0' + value)),
                None => c
                    .to_lowercase()
                    .for_each(|c| folded.push_str(plain_letters(c).unwrap_or(c.encode_utf8(&mut [0; 4])))),
            },
        }
    }
    folded
}

/// The value of a decimal digit of the scripts in which resumes are written.
pub(super) fn digit(c: char) -> Option<u8> {
    const ZEROS: [char; 10] = ['0', '٠', '۰', '०', '０', '০', '੦', '૦', '௦', '๐'];
    let code = u32::from(c);
    let zero = ZEROS.into_iter().map(u32::from).find(|&zero| (zero..zero + 10).contains(&code))?;
    u8::try_from(code - zero).ok()
}

/// Does the character belong to a word? Marks of Indic scripts do.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

/// Is it a character of a script that sets no spaces between words?
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々')
}

/// The folded words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text).split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The folded words, joined by single spaces: the form in which phrases are looked up.
pub(super) fn phrase(text: &str) -> String {
    words(text).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_fold_to_one() {
        for (text, folded) in [
            ("Größe", "grosse"),
            ("CURRÍCULUM", "curriculum"),
            ("Ｓｋｉｌｌｓ", "skills"),
            ("pro\u{ad}ject", "project"),
            ("مهارت\u{200c}ها", "مهارتها"),
            ("مهارتي", "مهارتی"),
            ("Żółć", "zolc"),
            ("e\u{301}cole", "ecole"),
            ("۱۴۰۰ ٢٠٢١ २०१९", "1400 2021 2019"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn words_of_indic_scripts_keep_their_signs() {
        assert_eq!(words("कार्य अनुभव: २०१९"), ["कार्य", "अनुभव", "2019"]);
        assert_eq!(phrase(" — Work / Experience: "), "work experience");
    }
}
