//! The words, numbers and signs of a line in which dates are looked for.

use super::fold::{digit, fold, is_ideograph, is_word};

/// A word, a number or a sign of a text.
#[derive(Debug)]
pub(super) struct Token {
    /// Where it begins, in bytes.
    pub(super) from: usize,
    /// Where it ends.
    pub(super) to: usize,
    /// What it is.
    pub(super) what: TokenKind,
    /// Is it the first of a cell?
    pub(super) begins_cell: bool,
}

/// What a token is.
#[derive(Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A folded word; an ideograph is a word of its own.
    Word(String),
    /// A number of at most four digits, and how many.
    Number(u16, usize),
    /// Anything else, and longer numbers as `#`.
    Sign(char),
}

/// The tokens of a text, without white space.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        // `aujourd'hui` is one phrase of two words.
        let is_inner = matches!(c, '\'' | '’')
            && tokens.last().is_some_and(|token| token.to == from && matches!(token.what, TokenKind::Word(_)));
        if c.is_whitespace() || is_inner && chars.peek().is_some_and(|&(_, next)| next.is_alphabetic()) {
            continue;
        }
        let mut to = from + c.len_utf8();
        let mut take_while = |is_part: &dyn Fn(char) -> bool| {
            while let Some(&(at, next)) = chars.peek() {
                if !is_part(next) {
                    break;
                }
                to = at + next.len_utf8();
                chars.next();
            }
            to
        };
        let what = if digit(c).is_some() {
            to = take_while(&|c| digit(c).is_some());
            let digits: Vec<u16> = text[from..to].chars().filter_map(digit).map(u16::from).collect();
            if digits.len() > 4 {
                TokenKind::Sign('#')
            } else {
                TokenKind::Number(digits.iter().fold(0, |number, digit| number * 10 + digit), digits.len())
            }
        } else if is_ideograph(c) {
            TokenKind::Word(c.to_string())
        } else if is_word(c) {
            to = take_while(&|c| is_word(c) && digit(c).is_none() && !is_ideograph(c));
            TokenKind::Word(fold(&text[from..to]))
        } else {
            TokenKind::Sign(c)
        };
        let begins_cell = tokens.last().is_none_or(|last| text[last.to..from].contains('\t'));
        tokens.push(Token { from, to, what, begins_cell });
    }
    tokens
}
