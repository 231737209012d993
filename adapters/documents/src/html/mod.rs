//! The lines of an HTML page, as a browser shows them: no scripts, no styles, nothing that is not displayed.

mod attributes;
mod elements;
mod hidden;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use domain_model::candidates::document::{Document, Line, LineRole};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::charset::{decode, decode_as};
use crate::lines::{Lines, Look};
use crate::refusal::Refusal;

use elements::{Kind, ends_before, is_block, is_void, kind};
use hidden::{Looks, Sheet};

/// Elements in one another. What is deeper is read as if it stood at this depth.
const DEEPEST: usize = 1_000;
/// How far a browser looks for a declaration of the encoding.
const PRESCAN: usize = 1_024;

/// Reads the page in the encoding that it declares.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let text = declared(bytes).and_then(|label| decode_as(&label, bytes)).unwrap_or_else(|| decode(bytes));
    read_page(&text)
}

/// The encoding in `<meta charset=…>` or `<?xml encoding=…?>`, if the bytes are not UTF-8 anyway.
fn declared(bytes: &[u8]) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    let after = head.split_once("charset").or_else(|| head.split_once("encoding"))?.1;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String =
        value.chars().take_while(|&c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).collect();
    (!label.starts_with("utf-16")).then_some(label)
}

/// Reads the page.
pub(crate) fn read_page(html: &str) -> Result<Document, Refusal> {
    if attributes::are_too_many(html) {
        return Err(Refusal::because("an element has too many attributes"));
    }
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Page::default())), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // It stops only for sinks that ask it to, and takes all that is there.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                page.start(&tag);
                return raw_text(&tag.name).map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            Token::TagToken(tag) => page.end(&tag.name),
            Token::CharacterTokens(text) => page.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// How the content of an element is read that holds no tags.
fn raw_text(element: &str) -> Option<RawKind> {
    match element {
        "script" => Some(RawKind::ScriptData),
        "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
        "textarea" | "title" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// An element that has not ended yet.
struct Open {
    name: String,
    kind: Kind,
    looks: Looks,
    /// Where the link leads that it is or stands in.
    link: Option<Rc<str>>,
    is_preformatted: bool,
    /// For a cell or a row: the lines before it.
    before: Option<Vec<Line>>,
    /// For a row: its cells so far.
    cells: Vec<Vec<Line>>,
}

/// What has been read of a page.
#[derive(Default)]
struct Page {
    lines: Lines,
    open: Vec<Open>,
    /// How many elements of each name are open.
    names: HashMap<String, usize>,
    sheet: Sheet,
    /// Has an item begun whose text has not?
    awaits_item: bool,
    /// The text of a style sheet.
    css: String,
}

impl Page {
    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let outer = self.open.last().map(|open| open.looks).unwrap_or_default();
        match name {
            "br" if outer.is_seen() => self.lines.break_line(),
            "hr" => self.lines.end_paragraph(),
            _ => {}
        }
        if is_void(name) || tag.self_closing && kind(name) == Kind::Skipped {
            return;
        }
        while let Some(open) = self.open.last().map(|open| open.name.as_str())
            && ends_before(open, name)
        {
            self.close();
        }
        self.close_implied(name);
        if self.open.len() >= DEEPEST {
            return;
        }
        let outer = self.open.last().map(|open| open.looks).unwrap_or_default();
        let kind = kind(name);
        let attribute = |name: &str| {
            tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
        };
        let looks = self.sheet.looks(outer, name, kind, attribute);
        let link = attribute("href").filter(|_| name == "a").and_then(followed).map(Rc::from);
        let mut open = Open {
            name: name.to_owned(),
            kind,
            looks,
            link: link.or_else(|| self.open.last()?.link.clone()),
            is_preformatted: matches!(name, "pre" | "xmp") || self.open.last().is_some_and(|open| open.is_preformatted),
            before: None,
            cells: Vec::new(),
        };
        if is_block(name) {
            self.lines.end_paragraph();
        }
        match kind {
            Kind::Row | Kind::Cell => open.before = Some(self.lines.begin_apart()),
            Kind::Heading => self.lines.begin(LineRole::Heading),
            Kind::Item => self.awaits_item = true,
            _ => {}
        }
        *self.names.entry(open.name.clone()).or_default() += 1;
        self.open.push(open);
    }

    /// Ends what an element of this name ends without saying so: an item the item before, a row the row before.
    fn close_implied(&mut self, name: &str) {
        let Some((ended, bounds)) = elements::implied_end(name) else { return };
        let near = self.open.iter().rev().take(32);
        let Some(depth) = near.clone().position(|open| ended.contains(&open.name.as_str())) else { return };
        let is_bounded = near.take(depth).any(|open| bounds.contains(&open.name.as_str()));
        if !is_bounded {
            for _ in 0..=depth {
                self.close();
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "br" => self.lines.break_line(),
            _ if self.names.get(name).is_some_and(|&count| count > 0) => {
                // What stands in it ends with it.
                while let Some(closed) = self.close()
                    && closed != name
                {}
            }
            _ => {}
        }
    }

    fn close(&mut self) -> Option<String> {
        let open = self.open.pop()?;
        if let Some(count) = self.names.get_mut(&open.name) {
            *count -= 1;
        }
        if is_block(&open.name) {
            self.lines.end_paragraph();
        }
        if open.name == "style" {
            self.sheet.add(&std::mem::take(&mut self.css));
        }
        self.awaits_item &= open.kind != Kind::Item;
        match (open.kind, open.before) {
            (Kind::Row, Some(before)) => {
                let loose = self.lines.end_apart(before);
                let mut cells = open.cells;
                cells.insert(0, loose);
                self.lines.row(cells);
            }
            (Kind::Cell, Some(before)) => {
                let cell = self.lines.end_apart(before);
                match self.open.iter_mut().rev().take(8).find(|open| open.kind == Kind::Row) {
                    Some(row) => row.cells.push(cell),
                    None => self.lines.row(vec![cell]),
                }
            }
            _ => {}
        }
        Some(open.name)
    }

    fn text(&mut self, text: &str) {
        let Some(open) = self.open.last() else {
            self.lines.write(text, Look::default());
            return;
        };
        if open.name == "style" && self.css.len() + text.len() <= hidden::LONGEST_SHEET {
            self.css.push_str(text);
        }
        if open.looks.is_skipped() {
            return;
        }
        if !open.looks.is_seen() {
            self.lines.hide(text);
            return;
        }
        let look = open.looks.look();
        if self.awaits_item && !text.trim().is_empty() {
            self.awaits_item = false;
            if open.kind != Kind::Heading {
                self.lines.begin(LineRole::ListItem);
            }
        }
        if !text.trim().is_empty()
            && let Some(link) = &open.link
        {
            self.lines.link(link);
        }
        if !open.is_preformatted {
            self.lines.write(text, look);
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.lines.break_line();
            }
            self.lines.write(line, look);
        }
    }

    fn finish(mut self) -> Result<Document, Refusal> {
        while self.close().is_some() {}
        self.lines.finish()
    }
}

/// The address, if somebody can follow it from outside the page.
fn followed(address: &str) -> Option<&str> {
    let scheme = address.trim().split_once(':')?.0.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel").then_some(address.trim())
}
