//! Limits on character maps (`CMap`), checked before the library reads them: it walks through every code of every range, and a
//! range of four-byte codes has four thousand million.

/// Hexadecimal digits of a two-byte code. Longer ones are never shown: text is read two bytes at a time.
const LONGEST_CODE: usize = 4;

/// Are the ranges of this map, decoded, no longer than there are two-byte codes?
pub(crate) fn is_modest(map: &[u8]) -> bool {
    let mut is_range = false;
    // First code, last code, meaning; and again.
    let mut place = 0;
    let mut rest = map;
    while let Some((token, after)) = next_token(rest) {
        rest = after;
        match token {
            Token::Word(word) => {
                is_range = word == b"beginbfrange";
                place = 0;
            }
            Token::Code(digits) if is_range && place < 2 && digits > LONGEST_CODE => return false,
            Token::Code(_) | Token::List => place = (place + 1) % 3,
        }
    }
    true
}

enum Token<'m> {
    Word(&'m [u8]),
    /// `<00ff>`, by the number of its digits.
    Code(usize),
    /// `[…]`
    List,
}

fn next_token(map: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let begin = map.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let map = &map[begin..];
    let until = |end: u8| map.iter().position(|&byte| byte == end).map_or(map.len(), |at| at + 1);
    let (token, length) = match map[0] {
        b'<' => {
            let length = until(b'>');
            (Token::Code(map[..length].iter().filter(|byte| byte.is_ascii_hexdigit()).count()), length)
        }
        b'[' => (Token::List, until(b']')),
        _ => {
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'[');
            let length = map.iter().position(is_end).unwrap_or(map.len());
            (Token::Word(&map[..length]), length)
        }
    };
    Some((token, &map[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_01_ranges_of_long_codes_are_found() {
        for map in [
            "1 beginbfrange <00000000> <ffffffff> <0041> endbfrange",
            "1 beginbfrange\n<00 00 00> <ff ff ff> <0041>\nendbfrange",
            "2 beginbfrange <0000><0001>[<0041> <0042>]<0002><00ffffff><0041> endbfrange",
        ] {
            assert!(!is_modest(map.as_bytes()), "{map}");
        }
    }

    #[test]
    fn long_meanings_are_none_of_its_business() {
        for map in [
            "2 beginbfrange <0000> <0001> <d83dde00d83dde01> <0002> <0003> <0041> endbfrange",
            "1 beginbfrange <0000> <0001> [<00410042> <00430044>] endbfrange",
            "1 beginbfchar <0000> <0041004200430044> endbfchar",
            "1 begincodespacerange <00000000> <ffffffff> endcodespacerange",
            "",
            "<",
            "[",
        ] {
            assert!(is_modest(map.as_bytes()), "{map}");
        }
    }
}
