//! The language of a posting, by the small words that every sentence needs, and the stems of its words.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::words::{Word, is_unspaced};

use crate::kernel::named::named_enum;

named_enum! {
    /// A language whose words are stemmed.
    Language {
        /// English, and every text that shows no other.
        English = "en",
        /// German.
        German = "de",
        /// French.
        French = "fr",
        /// Spanish.
        Spanish = "es",
        /// Italian.
        Italian = "it",
        /// Portuguese.
        Portuguese = "pt",
        /// Dutch.
        Dutch = "nl",
        /// Swedish.
        Swedish = "sv",
        /// Danish.
        Danish = "da",
        /// Norwegian.
        Norwegian = "no",
        /// Finnish.
        Finnish = "fi",
        /// Russian.
        Russian = "ru",
    }
}

/// Words that are frequent in one language and rare in the others, folded.
const FUNCTION_WORDS: [(Language, &str); 12] = [
    (Language::English, "the and of to for with you our we are your will this that is be as on or at from have"),
    (Language::German, "und der die das mit fur sie wir von zu ist ein eine bei im den dich dein auf als oder unsere"),
    (Language::French, "le la les et des du pour vous nous une dans est avec sur au aux votre notre ou qui par"),
    (Language::Spanish, "el los las y para con una del por que en su como tu nuestro nuestra es al equipo"),
    (Language::Italian, "il gli e per con una della di nel che alla sono nostro delle dei lavoro si anche"),
    (Language::Portuguese, "os as e para com uma do da em que nao voce no dos das nossa sua ao equipe"),
    (Language::Dutch, "het een en van voor met je wij de jij onze bij op zijn aan naar ook deze wat"),
    (Language::Swedish, "och att som for med du av vi ar pa den det till har om eller oss din"),
    (Language::Danish, "og at som for med du af vi er pa den det til har om eller os din du"),
    (Language::Norwegian, "og a som for med du av vi er pa den det til har om eller oss din ikke"),
    (Language::Finnish, "ja on sinulla olet meilla tai seka etta mukaan tyo ovat kuin sinun"),
    (Language::Russian, "и в на с для не по мы вы от или что как это"),
];
/// Words that are read of a text.
const READ_WORDS: usize = 400;

/// The languages of each function word.
static LANGUAGES_OF_WORD: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages_of_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (language, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
        words.split(' ').for_each(|word| languages_of_word.entry(word).or_default().push(language));
    }
    languages_of_word
});

/// The language of a text; English when nothing tells another.
pub fn of(words: &[Word]) -> Language {
    let mut hits = [0; FUNCTION_WORDS.len()];
    for word in words.iter().take(READ_WORDS) {
        for &language in LANGUAGES_OF_WORD.get(word.text.as_str()).into_iter().flatten() {
            hits[language] += 1;
        }
    }
    // English stands first, and the first of equals wins.
    let best = (0..FUNCTION_WORDS.len()).rev().max_by_key(|&language| hits[language]);
    best.map_or(Language::English, |language| FUNCTION_WORDS[language].0)
}

impl Language {
    /// The stem of a folded word. Names with signs or digits and scripts without spaces have none: they are their own.
    pub fn stem(self, word: &str) -> String {
        if word.chars().any(|c| !c.is_alphabetic() || is_unspaced(c)) {
            return word.to_owned();
        }
        Stemmer::create(self.algorithm()).stem(word).into_owned()
    }

    fn algorithm(self) -> Algorithm {
        match self {
            Self::English => Algorithm::English,
            Self::German => Algorithm::German,
            Self::French => Algorithm::French,
            Self::Spanish => Algorithm::Spanish,
            Self::Italian => Algorithm::Italian,
            Self::Portuguese => Algorithm::Portuguese,
            Self::Dutch => Algorithm::Dutch,
            Self::Swedish => Algorithm::Swedish,
            Self::Danish => Algorithm::Danish,
            Self::Norwegian => Algorithm::Norwegian,
            Self::Finnish => Algorithm::Finnish,
            Self::Russian => Algorithm::Russian,
        }
    }
}

/// The stems of a word in every language that is asked for, each once.
pub fn stems(word: &str, languages: &[Language]) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for language in languages {
        let stem = language.stem(word);
        if !stems.contains(&stem) {
            stems.push(stem);
        }
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::words;

    #[test]
    fn the_small_words_tell_the_language() {
        for (text, language) in [
            ("You will work with the team on our platform", Language::English),
            ("Wir suchen eine Pflegekraft für unsere Station und bieten dir ein Team", Language::German),
            ("Nous recherchons une infirmière pour les urgences de notre clinique", Language::French),
            ("Buscamos una persona para el equipo de enfermería con experiencia en las urgencias", Language::Spanish),
            ("Welder", Language::English),
        ] {
            assert_eq!(of(&words(text)), language, "{text}");
        }
    }

    #[test]
    fn words_are_stemmed_and_names_are_not() {
        assert_eq!(Language::English.stem("engineers"), Language::English.stem("engineer"));
        assert_eq!(Language::German.stem("pflegekrafte"), Language::German.stem("pflegekraft"));
        assert_eq!((Language::English.stem("c++").as_str(), Language::English.stem("k8s").as_str()), ("c++", "k8s"));
    }
}
