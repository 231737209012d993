//! The lines of an HTML page as a browser displays them, without scripts, styles and hidden elements.

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
use crate::lines::{Lines, RunFormat};
use crate::read_error::ReadError;

use elements::{Kind, ends_before, is_block, is_void, kind};
use hidden::{ComputedStyle, Sheet};

/// The maximum nesting of elements. Deeper ones are read as if they were at this depth.
const MAX_DEPTH: usize = 1_000;
/// The bytes that browsers search for a declaration of the encoding.
const PRESCAN: usize = 1_024;

/// Reads the page in the encoding that it declares.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
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
pub(crate) fn read_page(html: &str) -> Result<Document, ReadError> {
    if attributes::are_too_many(html) {
        return Err(ReadError::unreadable("an element has too many attributes"));
    }
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Page::default())), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The tokenizer stops only when the sink requests it, and consumes all input.
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

/// The tokenizer state for an element whose content has no tags.
fn raw_text(element: &str) -> Option<RawKind> {
    match element {
        "script" => Some(RawKind::ScriptData),
        "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
        "textarea" | "title" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// An open element.
struct Open {
    name: String,
    kind: Kind,
    computed: ComputedStyle,
    /// The target of the link that it is or is in.
    link: Option<Rc<str>>,
    is_preformatted: bool,
    /// The lines before a cell or a row.
    before: Option<Vec<Line>>,
    /// The cells of a row so far.
    cells: Vec<Vec<Line>>,
}

/// The state of reading a page.
#[derive(Default)]
struct Page {
    lines: Lines,
    open: Vec<Open>,
    /// The number of open elements of each name.
    names: HashMap<String, usize>,
    sheet: Sheet,
    /// Whether a list item has begun but not its text.
    awaits_item: bool,
    /// The text of a style sheet.
    css: String,
}

impl Page {
    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let outer = self.open.last().map(|open| open.computed).unwrap_or_default();
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
        if self.open.len() >= MAX_DEPTH {
            return;
        }
        let outer = self.open.last().map(|open| open.computed).unwrap_or_default();
        let kind = kind(name);
        let attribute = |name: &str| {
            tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
        };
        let computed = self.sheet.computed(outer, name, kind, attribute);
        let link = attribute("href").filter(|_| name == "a").and_then(followed).map(Rc::from);
        let mut open = Open {
            name: name.to_owned(),
            kind,
            computed,
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

    /// Closes elements that one of this name closes implicitly: an item the previous item, a row the previous row.
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
                // Elements inside it are closed with it.
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
            self.lines.write(text, RunFormat::default());
            return;
        };
        if open.name == "style" && self.css.len() + text.len() <= hidden::MAX_SHEET_BYTES {
            self.css.push_str(text);
        }
        if open.computed.is_skipped() {
            return;
        }
        if !open.computed.is_seen() {
            self.lines.hide(text);
            return;
        }
        let run_format = open.computed.run_format();
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
            self.lines.write(text, run_format);
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.lines.break_line();
            }
            self.lines.write(line, run_format);
        }
    }

    fn finish(mut self) -> Result<Document, ReadError> {
        while self.close().is_some() {}
        self.lines.finish()
    }
}

/// The address, if it leads outside the page.
fn followed(address: &str) -> Option<&str> {
    let scheme = address.trim().split_once(':')?.0.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel").then_some(address.trim())
}
