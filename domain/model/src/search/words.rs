//! The words of a text.
//!
//! A word keeps the signs that belong to its name: `C++`, `C#`, `.NET`. A compound is its parts one after the other and, at
//! the place of the first, the whole without its signs, so that `front-end`, `front end` and `frontend` meet. Scripts
//! without spaces are cut into overlapping pairs of characters.

use super::fold::fold_into;

pub use super::fold::fold;

/// Longer runs are no words of a language but addresses and keys.
const MAX_WORD_BYTES: usize = 40;
/// A compound of more parts is not read as one word.
const MAX_PARTS: usize = 3;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded.
    pub text: String,
    /// Its place among the words. A compound as a whole has the place of its first part.
    pub position: usize,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A run of letters and digits.
struct Part {
    text: String,
    start: usize,
    end: usize,
    /// The sign before it that makes a compound of both.
    glue: Option<char>,
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut reader = Reader { words: Vec::new(), parts: Vec::new(), position: 0 };
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((start, c)) = chars.next() {
        if is_unspaced(c) {
            reader.end_compound();
            let mut run = vec![(start, c)];
            while let Some(next) = chars.next_if(|&(_, c)| is_unspaced(c)) {
                run.push(next);
            }
            reader.pairs(&run);
            before = run[run.len() - 1].1;
            continue;
        }
        let dotted = c == '.' && !is_word(before) && starts_with_net(&text[start + 1..]);
        if !(is_word(c) || dotted) {
            before = c;
            continue;
        }
        let glue = (!reader.parts.is_empty()).then_some(before);
        let mut part = Part { text: String::new(), start, end: start + c.len_utf8(), glue };
        push(&mut part.text, c);
        while let Some((at, c)) = chars.next_if(|&(_, c)| is_word(c) && !is_unspaced(c)) {
            push(&mut part.text, c);
            part.end = at + c.len_utf8();
        }
        let signs = signs_after(&text[part.end..]);
        for _ in 0..signs {
            if let Some((at, c)) = chars.next() {
                part.text.push(c);
                part.end = at + 1;
            }
        }
        before = text[..part.end].chars().next_back().unwrap_or(' ');
        let rest = &text[part.end..];
        reader.parts.push(part);
        if continues_compound(rest) {
            before = rest.chars().next().unwrap_or(' ');
            chars.next();
        } else {
            reader.end_compound();
        }
    }
    reader.end_compound();
    reader.words
}

struct Reader {
    words: Vec<Word>,
    /// The compound that is being read.
    parts: Vec<Part>,
    position: usize,
}

impl Reader {
    fn end_compound(&mut self) {
        let mut parts = std::mem::take(&mut self.parts);
        drop_apostrophes(&mut parts);
        match &parts[..] {
            [] => {}
            [only] => self.put(&only.text, only.start, only.end),
            [first, .., last] => {
                let whole: String = parts.iter().map(|part| part.text.as_str()).collect();
                let (start, end) = (first.start, last.end);
                let is_number = first.text.ends_with(|c: char| c.is_ascii_digit()) && parts[1].glue == Some('.');
                if is_number {
                    let written: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
                    return self.put(&written.join("."), start, end);
                }
                if parts.iter().all(|part| is_single(&part.text)) {
                    return self.put(&whole, start, end);
                }
                let at = self.position;
                for part in &parts {
                    // The C of C-level is no programming language.
                    if !is_single(&part.text) {
                        let dotted = part.glue == Some('.') && part.text == "net";
                        let text = if dotted { ".net" } else { &part.text };
                        self.put(text, part.start, part.end);
                    }
                }
                if parts.len() <= MAX_PARTS {
                    self.push(whole, at, start, end);
                }
                self.position = self.position.max(at + 1);
            }
        }
    }

    /// Overlapping pairs of a script without spaces.
    fn pairs(&mut self, run: &[(usize, char)]) {
        if let [(start, only)] = run {
            let mut text = String::new();
            push(&mut text, *only);
            return self.put(&text, *start, start + only.len_utf8());
        }
        for pair in run.windows(2) {
            let mut text = String::new();
            for &(_, c) in pair {
                push(&mut text, c);
            }
            self.put(&text, pair[0].0, pair[1].0 + pair[1].1.len_utf8());
        }
    }

    fn put(&mut self, text: &str, start: usize, end: usize) {
        self.push(text.to_owned(), self.position, start, end);
        self.position += 1;
    }

    fn push(&mut self, text: String, position: usize, start: usize, end: usize) {
        if !text.is_empty() && text.len() <= MAX_WORD_BYTES {
            self.words.push(Word { text, position, start, end });
        }
    }
}

/// `engineer's` is `engineer`, `l'ingénieur` is `ingénieur`, `don't` is `don`.
fn drop_apostrophes(parts: &mut Vec<Part>) {
    let is_apostrophe = |part: &Part| matches!(part.glue, Some('\'' | '’'));
    let mut at = 1;
    while at < parts.len() {
        if is_apostrophe(&parts[at]) {
            if parts[at].text.chars().count() <= 2 {
                parts.remove(at);
                continue;
            }
            if parts[at - 1].text.chars().count() <= 2 {
                parts.remove(at - 1);
                parts[at - 1].glue = None;
                continue;
            }
        }
        at += 1;
    }
}

fn is_single(text: &str) -> bool {
    text.chars().count() == 1
}

fn push(text: &mut String, c: char) {
    fold_into(text, c);
}

/// How many of the signs that follow belong to the word: those of `C++`, `C#`, `F#`.
fn signs_after(rest: &str) -> usize {
    let signs = rest.chars().take_while(|&c| c == '+' || c == '#').count();
    let next = rest[signs..].chars().next();
    if signs > 2 || next.is_some_and(is_word) { 0 } else { signs }
}

fn starts_with_net(rest: &str) -> bool {
    rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("net")) && !rest[3..].chars().next().is_some_and(is_word)
}

/// Whether the text goes on with a sign and a letter that belong to the same compound.
fn continues_compound(rest: &str) -> bool {
    let mut chars = rest.chars();
    let sign = chars.next();
    let next = chars.next().is_some_and(|c| is_word(c) && !is_unspaced(c));
    next && matches!(sign, Some('-' | '‐' | '‑' | '.' | '&' | '\'' | '’' | '_'))
}

/// Does the character belong to a word? Marks of Indic scripts do.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

/// Is it of a script that is written without spaces?
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let words = words(text);
        let all: Vec<String> = words.iter().map(|word| format!("{}:{}", word.position, word.text)).collect();
        all.join(" ")
    }

    #[test]
    fn names_keep_their_signs() {
        assert_eq!(read("C, C++, C# and .NET in Go/R."), "0:c 1:c++ 2:c# 3:and 4:.net 5:in 6:go 7:r");
        assert_eq!(read("C/C++ F# J++, a+b"), "0:c 1:c++ 2:f# 3:j++ 4:a 5:b");
        assert_eq!(read("ASP.NET"), "0:asp 1:.net 0:aspnet");
    }

    #[test]
    fn a_compound_is_its_parts_and_the_whole() {
        assert_eq!(read("Front-end dev"), "0:front 1:end 0:frontend 2:dev");
        assert_eq!(read("Node.js"), "0:node 1:js 0:nodejs");
        assert_eq!(read("R&D, U.S. C-level T-SQL"), "0:rd 1:us 2:level 2:clevel 3:sql 3:tsql");
        assert_eq!(read("TLS 1.3"), "0:tls 1:1.3");
    }

    #[test]
    fn apostrophes_and_accents_do_not_count() {
        assert_eq!(read("L'Ingénieur's Müller—Straße don't"), "0:ingenieur 1:muller 2:strasse 3:don");
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_pairs() {
        assert_eq!(read("高级 护士长 A"), "0:高级 1:护士 2:士长 3:a");
        assert_eq!(read("सॉफ्टवेयर इंजीनियर"), "0:सॉफ्टवेयर 1:इंजीनियर");
    }

    #[test]
    fn a_word_knows_its_place_in_the_text() {
        let text = "Prüfe C++!";
        let spans: Vec<&str> = words(text).iter().map(|word| &text[word.start..word.end]).collect();
        assert_eq!(spans, ["Prüfe", "C++"]);
    }
}
