//! How texts become terms: the words of the domain, as they are and as stems.

use std::cell::RefCell;
use std::collections::HashMap;

use domain_model::search::language::Language;
use domain_model::search::words::words;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name of the tokenizer of words as they are.
pub(crate) const WORDS: &str = "words";
/// The name of the tokenizer of stems. Its texts begin with the name of their language, see [`in_language`].
pub(crate) const STEMS: &str = "stems";

/// Ends the name of the language before a text.
const END: char = '\u{1}';
/// Stems that are remembered while a thread indexes.
const REMEMBERED: usize = 100_000;

/// A text for the tokenizer of stems.
pub(crate) fn in_language(language: Language, text: &str) -> String {
    format!("{}{END}{text}", language.as_str())
}

/// Words as they are.
#[derive(Clone)]
pub(crate) struct Words;

/// Stems of words.
#[derive(Clone)]
pub(crate) struct Stems;

impl Tokenizer for Words {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        Tokens::new(text, str::to_owned)
    }
}

impl Tokenizer for Stems {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let named = text.split_once(END).and_then(|(name, text)| Some((name.parse::<Language>().ok()?, text)));
        let (language, text) = named.unwrap_or((Language::English, text));
        Tokens::new(text, |word| remembered_stem(language, word))
    }
}

thread_local! {
    static STEMMED: RefCell<HashMap<(Language, String), String>> = RefCell::default();
}

/// Postings use the same words again and again, and looking one up is faster than stemming it.
fn remembered_stem(language: Language, word: &str) -> String {
    STEMMED.with_borrow_mut(|stemmed| {
        let key = (language, word.to_owned());
        if let Some(stem) = stemmed.get(&key) {
            return stem.clone();
        }
        let stem = language.stem(word);
        if stemmed.len() < REMEMBERED {
            stemmed.insert(key, stem.clone());
        }
        stem
    })
}

/// The terms of a text.
pub(crate) struct Tokens {
    rest: std::vec::IntoIter<Token>,
    token: Token,
}

impl Tokens {
    fn new(text: &str, term: impl Fn(&str) -> String) -> Self {
        let token = |word: domain_model::search::words::Word| Token {
            offset_from: word.start,
            offset_to: word.end,
            position: word.position,
            text: term(&word.text),
            position_length: 1,
        };
        let tokens: Vec<Token> = words(text).into_iter().map(token).collect();
        Self { rest: tokens.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        let Some(token) = self.rest.next() else { return false };
        self.token = token;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
