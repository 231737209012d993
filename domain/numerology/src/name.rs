//! The numbers of a name: expression by all letters, soul urge by vowels, personality by consonants. Pythagorean values.

use domain_model::kernel::text::without_accents;

use crate::{Methods, Reading, reduce};

/// A method to combine the words of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NameMethod {
    /// Each word is reduced, master numbers are kept; their sum is reduced (Decoz).
    #[default]
    WordByWord,
    /// All letters are added, and the sum is reduced.
    AllLetters,
}

impl NameMethod {
    /// Every method.
    pub const ALL: [Self; 2] = [Self::WordByWord, Self::AllLetters];

    /// Its name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WordByWord => "word_by_word",
            Self::AllLetters => "all_letters",
        }
    }
}

/// Whether Y counts as a vowel. Sources disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum YRule {
    /// A vowel when it carries the syllable: no other vowel stands beside it (Lynn, Kyle, but not Yell).
    #[default]
    BySyllable,
    /// Always.
    Vowel,
    /// Never.
    Consonant,
}

impl YRule {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::BySyllable, Self::Vowel, Self::Consonant];

    /// Its name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BySyllable => "by_syllable",
            Self::Vowel => "vowel",
            Self::Consonant => "consonant",
        }
    }
}

/// The numbers of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameNumbers {
    /// The Latin letters, by word.
    pub letters: Vec<String>,
    /// From all letters.
    pub expression: Reading,
    /// From the vowels; `None` for a name without any.
    pub soul_urge: Option<Reading>,
    /// From the consonants; `None` for a name without any.
    pub personality: Option<Reading>,
}

/// A name without any Latin letter. It has no number, not the number zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name has no Latin letter; write it as your passport does")]
pub struct UnreadableName;

/// The numbers of a full birth name.
pub fn name_numbers(full_name: &str, methods: &Methods) -> Result<NameNumbers, UnreadableName> {
    let words: Vec<Word> = full_name
        .split(|c: char| c.is_whitespace() || c == '-')
        .map(|word| Word::read(word, methods))
        .filter(|word| !word.letters.is_empty())
        .collect();
    if words.is_empty() {
        return Err(UnreadableName);
    }
    let number = |title: &str, counts: &dyn Fn(bool) -> bool| reading(&words, methods.name, title, counts);
    Ok(NameNumbers {
        letters: words.iter().map(|word| word.letters.iter().map(|(letter, _)| *letter).collect()).collect(),
        expression: number("expression", &|_| true).ok_or(UnreadableName)?,
        soul_urge: number("soul urge", &|is_vowel| is_vowel),
        personality: number("personality", &|is_vowel| !is_vowel),
    })
}

/// A word in Latin capitals; each letter with whether it is a vowel.
struct Word {
    letters: Vec<(char, bool)>,
}

impl Word {
    fn read(word: &str, methods: &Methods) -> Self {
        let letters: Vec<char> = latin_letters(word);
        let own = methods.y_in.iter().find(|(of, _)| latin_letters(of) == letters);
        let rule = own.map_or(methods.y, |(_, rule)| *rule);
        let is_plain_vowel = |at: Option<&char>| at.is_some_and(|letter| matches!(letter, 'A' | 'E' | 'I' | 'O' | 'U'));
        let is_vowel = |at: usize| match (letters[at], rule) {
            ('Y', YRule::Vowel) => true,
            ('Y', YRule::Consonant) => false,
            ('Y', YRule::BySyllable) => {
                let before = at.checked_sub(1).and_then(|before| letters.get(before));
                !is_plain_vowel(before) && !is_plain_vowel(letters.get(at + 1))
            }
            (letter, _) => is_plain_vowel(Some(&letter)),
        };
        let letters = letters.iter().enumerate().map(|(at, letter)| (*letter, is_vowel(at))).collect();
        Self { letters }
    }
}

/// `None` when no letter counts.
fn reading(words: &[Word], method: NameMethod, title: &str, counts: &dyn Fn(bool) -> bool) -> Option<Reading> {
    let mut trace = Vec::new();
    let mut terms = Vec::new();
    for word in words {
        let counted: Vec<char> =
            word.letters.iter().filter(|(_, is_vowel)| counts(*is_vowel)).map(|(letter, _)| *letter).collect();
        if counted.is_empty() {
            continue;
        }
        let name: String = counted.iter().collect();
        let sum: u32 = counted.iter().map(|letter| value(*letter)).sum();
        let written = counted.iter().map(|letter| value(*letter).to_string()).collect::<Vec<_>>().join(" + ");
        trace.push(format!("{name}: {written} = {sum}"));
        terms.push(match method {
            NameMethod::WordByWord => reduce(sum, true, &name, &mut trace),
            NameMethod::AllLetters => sum,
        });
    }
    if terms.is_empty() {
        return None;
    }
    let sum: u32 = terms.iter().sum();
    let written = terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    trace.push(format!("sum: {written} = {sum}"));
    let number = reduce(sum, true, title, &mut trace);
    Some(Reading { number, trace })
}

/// The Pythagorean value: A to I are 1 to 9, J to R 1 to 9, S to Z 1 to 8.
fn value(letter: char) -> u32 {
    (u32::from(letter) - u32::from('A')) % 9 + 1
}

/// The letters in capitals, without accents. Letters without a decomposition are transliterated by a table.
fn latin_letters(word: &str) -> Vec<char> {
    let mut letters = Vec::new();
    for c in without_accents(word).chars() {
        match c {
            'a'..='z' | 'A'..='Z' => letters.push(c.to_ascii_uppercase()),
            'ß' | 'ẞ' => letters.extend(['S', 'S']),
            'Æ' | 'æ' => letters.extend(['A', 'E']),
            'Œ' | 'œ' => letters.extend(['O', 'E']),
            'Þ' | 'þ' => letters.extend(['T', 'H']),
            'Ł' | 'ł' => letters.push('L'),
            'Ø' | 'ø' => letters.push('O'),
            'Đ' | 'đ' | 'Ð' | 'ð' => letters.push('D'),
            'Ħ' | 'ħ' => letters.push('H'),
            'ı' => letters.push('I'),
            _ => {}
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: NameMethod, y: YRule) -> Methods {
        Methods { name, y, ..Methods::default() }
    }

    fn numbers(name: &str, methods: &Methods) -> (u32, Option<u32>, Option<u32>) {
        let found = name_numbers(name, methods).unwrap();
        let number = |reading: Option<Reading>| reading.map(|reading| reading.number);
        (found.expression.number, number(found.soul_urge), number(found.personality))
    }

    #[test]
    fn methods_and_rules_lead_to_known_numbers() {
        use NameMethod::{AllLetters, WordByWord};
        use YRule::{Consonant, Vowel};
        for (method, y, expected) in [
            (AllLetters, Consonant, (4, Some(2), Some(11))),
            (WordByWord, Consonant, (22, Some(2), Some(11))),
            (AllLetters, Vowel, (4, Some(7), Some(6))),
            (WordByWord, Vowel, (22, Some(7), Some(6))),
        ] {
            assert_eq!(numbers("Mary Ann Lynch", &with(method, y)), expected, "{method:?} {y:?}");
        }
    }

    #[test]
    fn y_is_a_vowel_where_it_carries_the_syllable_unless_the_name_says_otherwise() {
        let vowels = |name: &str, methods: &Methods| {
            let word = Word::read(name, methods);
            word.letters.iter().filter(|(_, is_vowel)| *is_vowel).map(|(letter, _)| *letter).collect::<String>()
        };
        let usual = Methods::default();
        for (name, expected) in [("Lynn", "Y"), ("Kyle", "YE"), ("Yell", "E"), ("Maya", "AA"), ("Yvonne", "YOE")] {
            assert_eq!(vowels(name, &usual), expected, "{name}");
        }
        let own = Methods { y_in: vec![("maya".to_owned(), YRule::Vowel)], ..Methods::default() };
        assert_eq!((vowels("Maya", &own), vowels("Yell", &own)), ("AYA".to_owned(), "E".to_owned()));
    }

    #[test]
    fn letters_with_and_without_accents_are_the_same() {
        let usual = Methods::default();
        for (left, right) in [
            ("Łukasz Øst", "Lukasz Ost"),
            ("Strauß", "STRAUSS"),
            ("Ægir Đorđe", "Aegir Dorde"),
            ("José Nuñez", "Jose Nunez"),
        ] {
            assert_eq!(numbers(left, &usual), numbers(right, &usual), "{left}");
        }
    }

    #[test]
    fn a_name_without_latin_letters_has_no_number() {
        assert_eq!(name_numbers("मीरा", &Methods::default()), Err(UnreadableName));
        assert_eq!(name_numbers(" - 7", &Methods::default()), Err(UnreadableName));
    }

    #[test]
    fn every_step_is_shown() {
        let found = name_numbers("Ann", &Methods::default()).unwrap();
        assert_eq!(found.expression.trace, ["ANN: 1 + 5 + 5 = 11", "sum: 11 = 11"]);
        assert_eq!(found.soul_urge.unwrap().trace, ["A: 1 = 1", "sum: 1 = 1"]);
    }
}
