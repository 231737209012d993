//! Tokenizes HTML as a browser does. The cost is linear in the length, whatever the nesting.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// The maximum number of attributes. The tokenizer compares each with all before it, which is quadratic.
const MAX_ATTRIBUTES: usize = 250;

/// A consumer of tokens. Elements with raw text, like `script`, always end, at the latest with the page, and only words
/// are between their tags.
pub(super) trait Reader {
    /// Where the tag that follows stands in the document.
    fn position(&mut self, _tag: std::ops::Range<usize>) {}
    /// A start tag.
    fn start(&mut self, tag: &Tag);
    /// An end tag, possibly unmatched.
    fn end(&mut self, name: &str);
    /// Some text, split anywhere.
    fn words(&mut self, words: &str);
}

/// An attribute's value.
pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// Tokenizes HTML for the reader.
pub(super) fn read<R: Reader>(html: &str, reader: R) -> R {
    let tokenizer = Tokenizer::new(Sink::new(reader), TokenizerOpts::default());
    let input = BufferQueue::default();
    let feed = |piece: &str| feed(&tokenizer, &input, piece);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        feed(&rest[..at]);
        rest = &rest[at..];
        let markup = Markup::at(rest, tokenizer.sink.raw.borrow().as_deref());
        let end = match markup {
            Markup::None => {
                feed("<");
                1
            }
            Markup::Tag => {
                let tag = TagSpan::of(rest);
                let start = html.len() - rest.len();
                tokenizer.sink.reader.borrow_mut().position(start..start + tag.end);
                feed(&rest[..tag.kept]);
                if tag.kept < tag.end && tag.is_complete {
                    feed(">");
                }
                tag.end
            }
            Markup::Declaration => {
                tokenizer.sink.declaration_ended.set(false);
                let mut end = 0;
                // A `>` may be part of it; one that never ends takes the rest along, as in a browser.
                while !tokenizer.sink.declaration_ended.get() && end < rest.len() {
                    let next = rest[end..].find('>').map_or(rest.len(), |length| end + length + 1);
                    feed(&rest[end..next]);
                    end = next;
                }
                end
            }
        };
        rest = &rest[end..];
    }
    feed(rest);
    tokenizer.end();
    tokenizer.sink.reader.into_inner()
}

/// `&lt;p&gt;` → `<p>`. Tags are words here.
pub(crate) fn decode_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // The state within `<textarea>`, with no start tag that an end tag could belong to.
    let options = TokenizerOpts { initial_state: Some(State::RawData(RawKind::Rcdata)), ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Sink::new(Words(String::with_capacity(text.len()))), options);
    feed(&tokenizer, &BufferQueue::default(), text);
    tokenizer.end();
    tokenizer.sink.reader.into_inner().0
}

/// Words alone.
struct Words(String);

impl Reader for Words {
    fn start(&mut self, _: &Tag) {}
    fn end(&mut self, _: &str) {}
    fn words(&mut self, words: &str) {
        self.0.push_str(words);
    }
}

fn feed<R: Reader>(tokenizer: &Tokenizer<Sink<R>>, input: &BufferQueue, piece: &str) {
    if !piece.is_empty() {
        input.push_back(StrTendril::from_slice(piece));
        // It stops only for sinks that ask it to, and takes all that is there.
        let _ = tokenizer.feed(input);
    }
}

/// The adapter between tokenizer and reader, which knows the elements with raw text.
struct Sink<R> {
    reader: RefCell<R>,
    /// The element whose raw text is being read.
    raw: RefCell<Option<String>>,
    declaration_ended: Cell<bool>,
}

impl<R> Sink<R> {
    fn new(reader: R) -> Self {
        Self { reader: RefCell::new(reader), raw: RefCell::new(None), declaration_ended: Cell::new(false) }
    }
}

impl<R: Reader> TokenSink for Sink<R> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.reader.borrow_mut().start(&tag);
                // A browser ignores the `/`; whoever wrote it meant that nothing follows.
                if let Some(kind) = raw_text(&tag.name).filter(|_| !tag.self_closing) {
                    *self.raw.borrow_mut() = Some(tag.name.to_string());
                    return TokenSinkResult::RawData(kind);
                }
            }
            Token::TagToken(tag) => {
                *self.raw.borrow_mut() = None;
                self.reader.borrow_mut().end(&tag.name);
            }
            Token::CharacterTokens(words) => self.reader.borrow_mut().words(&words),
            Token::CommentToken(_) | Token::DoctypeToken(_) => self.declaration_ended.set(true),
            Token::NullCharacterToken | Token::ParseError(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

/// How the content of a raw text element is tokenized.
fn raw_text(element: &str) -> Option<RawKind> {
    match element {
        "script" => Some(RawKind::ScriptData),
        "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
        "textarea" | "title" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// What starts at a `<`.
enum Markup {
    /// A start or end tag.
    Tag,
    /// A comment, a doctype, or what is read as a comment.
    Declaration,
    /// It is text.
    None,
}

impl Markup {
    /// `rest` begins with the `<`; `raw` is the element whose raw text this is in.
    fn at(rest: &str, raw: Option<&str>) -> Self {
        let signs = rest.as_bytes();
        let ends = |raw: &str| {
            let name = signs.get(2..2 + raw.len());
            let after = signs.get(2 + raw.len());
            signs.get(1) == Some(&b'/')
                && name.is_some_and(|name| name.eq_ignore_ascii_case(raw.as_bytes()))
                && after.is_some_and(|&after| is_space(after) || matches!(after, b'/' | b'>'))
        };
        match (raw, signs.get(1), signs.get(2)) {
            (Some(raw), ..) if ends(raw) => Self::Tag,
            (None, Some(sign), _) if sign.is_ascii_alphabetic() => Self::Tag,
            (None, Some(b'/'), Some(sign)) if sign.is_ascii_alphabetic() => Self::Tag,
            (None, Some(b'/'), Some(b'>')) => Self::None,
            (None, Some(b'!' | b'?'), _) | (None, Some(b'/'), Some(_)) => Self::Declaration,
            _ => Self::None,
        }
    }
}

/// The length of a tag, by the rules of the tokenizer.
struct TagSpan {
    /// The position of the attribute limit, or the end of the tag.
    kept: usize,
    end: usize,
    is_complete: bool,
}

impl TagSpan {
    fn of(tag: &str) -> Self {
        enum TagState {
            TagName,
            Gap,
            Name,
            AfterName,
            BeforeValue,
            Value,
            Quoted(u8),
        }
        let mut state = TagState::TagName;
        let mut attributes = 0;
        let mut kept = None;
        // After `<`, or `</`.
        for (place, &sign) in tag.as_bytes().iter().enumerate().skip(2) {
            let begins_attribute = match state {
                TagState::Gap => !is_space(sign) && !matches!(sign, b'/' | b'>'),
                TagState::AfterName => !is_space(sign) && !matches!(sign, b'/' | b'>' | b'='),
                _ => false,
            };
            if begins_attribute {
                attributes += 1;
                if attributes > MAX_ATTRIBUTES {
                    kept.get_or_insert(place);
                }
            }
            state = match (state, sign) {
                (TagState::Quoted(quote), sign) if sign == quote => TagState::Gap,
                (TagState::Quoted(quote), _) => TagState::Quoted(quote),
                (_, b'>') => {
                    return Self { kept: kept.unwrap_or(place + 1), end: place + 1, is_complete: true };
                }
                (TagState::BeforeValue, sign) if is_space(sign) => TagState::BeforeValue,
                (TagState::BeforeValue, b'"' | b'\'') => TagState::Quoted(sign),
                (TagState::Value, sign) if is_space(sign) => TagState::Gap,
                (TagState::BeforeValue | TagState::Value, _) => TagState::Value,
                (_, b'/') => TagState::Gap,
                (TagState::Name | TagState::AfterName, b'=') => TagState::BeforeValue,
                (TagState::Name | TagState::AfterName, sign) if is_space(sign) => TagState::AfterName,
                (_, sign) if is_space(sign) => TagState::Gap,
                (TagState::TagName, _) => TagState::TagName,
                _ => TagState::Name,
            };
        }
        Self { kept: kept.unwrap_or(tag.len()), end: tag.len(), is_complete: false }
    }
}

fn is_space(sign: u8) -> bool {
    matches!(sign, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records the tokens.
    #[derive(Default)]
    struct Notes(String);

    impl Reader for Notes {
        fn start(&mut self, tag: &Tag) {
            self.0.push_str(&format!("[{}", &tag.name));
            for attribute in &tag.attrs {
                self.0.push_str(&format!(" {}={}", &attribute.name.local, &attribute.value));
            }
            self.0.push(']');
        }

        fn end(&mut self, name: &str) {
            self.0.push_str(&format!("[/{name}]"));
        }

        fn words(&mut self, words: &str) {
            self.0.push_str(words);
        }
    }

    #[test]
    fn tags_and_words_are_what_a_browser_takes_them_for() {
        for (html, notes) in [
            ("a<B c=d E='>' f>g</b >h", "a[b c=d e=> f=]g[/b]h"),
            ("1 < 2 <3 <<i>x</>y</ z>!", "1 < 2 <3 <[i]xy!"),
            ("a<!-- <b> > -->c<!d>e<?f>g<!-->h", "acegh"),
            ("<script>if (a<b && '</p>') <!-- x --></SCRIPT >c", "[script]if (a<b && '</p>') <!-- x -->[/script]c"),
            ("<title>R&amp;D <b></title><style>a</styles></style>", "[title]R&D <b>[/title][style]a</styles>[/style]"),
            ("<a b=\"&amp;\"c='<i>'/>d&nbsp;&euro;&nope;", "[a b=& c=<i>]d\u{a0}€&nope;"),
            ("<script src=x/>a<script src=y />b", "[script src=x/]a<script src=y />b"),
            ("<script src=y />b<i>", "[script src=y]b[i]"),
            ("a<b c='", "a"),
            ("a<!-- b", "a"),
            ("a<", "a<"),
            ("a</", "a</"),
        ] {
            assert_eq!(read(html, Notes::default()).0, notes, "{html}");
        }
    }

    #[test]
    fn entities_are_decoded_and_tags_stay_words() {
        assert_eq!(decode_entities("R&amp;D &lt;b&gt; <p> </textarea> &#x20AC;"), "R&D <b> <p> </textarea> €");
    }

    #[test]
    fn ss_20_a_tag_of_very_many_attributes_keeps_the_first() {
        let names: Vec<String> = (0..600_000).map(|n| format!("a{n}")).collect();
        let html = format!("<p {}>weld</p><i {}", names.join(" "), names.join("='x'"));
        let notes = read(&html, Notes::default()).0;
        assert!(notes.starts_with("[p a0= a1= ") && notes.ends_with(" a249=]weld[/p]"), "{} bytes", notes.len());
    }
}
