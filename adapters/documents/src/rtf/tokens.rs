//! RTF as tokens: groups, control words, bytes.

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word `\word`, with its number.
    Word(&'b str, Option<i32>),
    /// A control symbol such as `\~`.
    Symbol(u8),
    /// `\'e9`: a byte in some encoding.
    Hex(u8),
    /// A byte of text.
    Byte(u8),
}

/// The tokens of a file.
pub(super) struct Tokens<'b> {
    rest: &'b [u8],
}

impl<'b> Tokens<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let (&first, after) = self.rest.split_first()?;
        if first == b'\'' {
            let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
            self.rest = after.get(2..).unwrap_or_default();
            return Some(Token::Hex(digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(b'?')));
        }
        if !first.is_ascii_alphabetic() {
            self.rest = after;
            return Some(Token::Symbol(first));
        }
        let length = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, after) = self.rest.split_at(length);
        let sign = usize::from(after.first() == Some(&b'-'));
        let digits = after[sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = if digits == 0 { &after[..0] } else { &after[..sign + digits] };
        let after = &after[number.len()..];
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        let text = |bytes: &'b [u8]| std::str::from_utf8(bytes).unwrap_or_default();
        Some(Token::Word(text(word), text(number).parse().ok()))
    }

    /// Skips binary data.
    pub(super) fn pass_over(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let (&first, after) = self.rest.split_first()?;
            self.rest = after;
            return match first {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                // Line breaks of the file have no meaning.
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_end_where_the_format_says() {
        let tokens: Vec<_> = Tokens::of(b"{\\b\\fs24 a\\u-3913?\\'e9\\~\\*\n}\\par").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", None),
                Token::Word("fs", Some(24)),
                Token::Byte(b'a'),
                Token::Word("u", Some(-3913)),
                Token::Byte(b'?'),
                Token::Hex(0xe9),
                Token::Symbol(b'~'),
                Token::Symbol(b'*'),
                Token::Close,
                Token::Word("par", None),
            ]
        );
        for cut in [b"\\".as_slice(), b"\\'", b"\\'e", b"\\-", b"\\u-", b"\\b99999999999999999999"] {
            assert!(Tokens::of(cut).count() <= 2);
        }
    }
}
