//! Splits a query into words, "phrases" and -exclusions.

/// A term of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum QueryTerm {
    /// Words in any order.
    Words(String),
    /// Words in this order.
    Phrase(String),
    /// A word or phrase that must not occur.
    Without(String),
}

const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '＂'];

/// The terms of a query, in order.
pub(crate) fn split(text: &str) -> Vec<QueryTerm> {
    let mut parts = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after_space = words.is_empty() || words.ends_with(char::is_whitespace);
        let (is_without, body) = match rest.strip_prefix(['-', '−', '–']) {
            Some(body) if after_space && body.starts_with(|c: char| !c.is_whitespace() && c != '-') => (true, body),
            _ => (false, rest),
        };
        if let Some((phrase, after)) = quoted(body) {
            end_words(&mut words, &mut parts);
            parts.push(if is_without {
                QueryTerm::Without(phrase.to_owned())
            } else {
                QueryTerm::Phrase(phrase.to_owned())
            });
            rest = after;
        } else if is_without {
            end_words(&mut words, &mut parts);
            let end = body.find(char::is_whitespace).unwrap_or(body.len());
            parts.push(QueryTerm::Without(body[..end].to_owned()));
            rest = &body[end..];
        } else {
            words.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    end_words(&mut words, &mut parts);
    parts
}

/// What stands between quotation marks at the beginning of the text, and what follows. A single mark is none.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_prefix(QUOTES)?;
    let end = body.find(QUOTES)?;
    let mark = body[end..].chars().next()?;
    Some((&body[..end], &body[end + mark.len_utf8()..]))
}

fn end_words(words: &mut String, parts: &mut Vec<QueryTerm>) {
    let words = std::mem::take(words);
    if !words.trim().is_empty() {
        parts.push(QueryTerm::Words(words.trim().to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> QueryTerm {
        QueryTerm::Words(text.to_owned())
    }

    #[test]
    fn a_query_has_words_phrases_and_exclusions() {
        let phrase = |text: &str| QueryTerm::Phrase(text.to_owned());
        let without = |text: &str| QueryTerm::Without(text.to_owned());
        for (text, parts) in [
            ("nurse berlin", vec![words("nurse berlin")]),
            ("\"night shift\" nurse", vec![phrase("night shift"), words("nurse")]),
            ("„wound care“ rn", vec![phrase("wound care"), words("rn")]),
            ("engineer -manager", vec![words("engineer"), without("manager")]),
            ("-\"team lead\" java -senior", vec![without("team lead"), words("java"), without("senior")]),
            ("front-end dev", vec![words("front-end dev")]),
            ("a - b -- c", vec![words("a - b -- c")]),
            ("5\" pipe", vec![words("5\" pipe")]),
            ("", vec![]),
        ] {
            assert_eq!(split(text), parts, "{text}");
        }
    }
}
