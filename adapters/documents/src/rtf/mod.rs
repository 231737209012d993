//! The lines of an RTF document (Rich Text Format 1.9.1) as it is displayed.
//!
//! Deleted text and the internals of fields, styles and pictures are left out; hidden text is only reported.

mod codepage;
mod state;
mod tables;
mod tokens;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use domain_model::candidates::document::{Document, LineRole};

use crate::instruction;
use crate::lines::{MIN_VISIBLE_SIZE, RunFormat};
use crate::read_error::ReadError;

use codepage::Codepage;
use state::{Destination, State};
use tables::{Output, Target};
use tokens::{Token, Tokens};

/// The maximum nesting of groups.
const MAX_DEPTH: usize = 5_000;
/// The maximum size of a field instruction.
const MAX_INSTRUCTION_BYTES: usize = 4_096;
const MAX_DEFINITIONS: usize = 5_000;

/// Reads the document.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err(ReadError::unreadable("no RTF"));
    }
    let mut tokens = Tokens::of(bytes);
    let mut reader = Reader::default();
    while let Some(token) = tokens.next() {
        match token {
            Token::Word("bin", Some(length)) => tokens.pass_over(usize::try_from(length).unwrap_or_default()),
            token => reader.token(token)?,
        }
    }
    reader.finish()
}

/// An open field.
struct Field {
    /// The nesting depth of the field.
    depth: usize,
    outer: Destination,
    instruction: String,
    target: Option<String>,
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, on or off by itself")]
struct Reader {
    state: State,
    groups: Vec<State>,
    outputs: tables::Outputs,
    fields: Vec<Field>,
    /// The code page of the document.
    codepage: Option<Codepage>,
    fonts: HashMap<i32, Codepage>,
    default_font: i32,
    /// Whether each colour of the table is white.
    whites: Vec<bool>,
    color: [i32; 3],
    has_color: bool,
    /// The numbers of heading styles.
    headings: Vec<i32>,
    style_name: String,
    /// Whether `\*` was read: a group with an unknown next word is skipped.
    is_starred: bool,
    /// Bytes that are not decoded yet.
    bytes: Vec<u8>,
    /// The high surrogate of a UTF-16 pair.
    surrogate: Option<u16>,
    /// Fallback characters to skip after `\u`.
    to_skip: usize,
    /// Whether there are shapes, which may be behind the text.
    has_shapes: bool,
    /// Whether the paragraph has a list mark.
    is_item: bool,
}

impl Reader {
    fn token(&mut self, token: Token<'_>) -> Result<(), ReadError> {
        let is_character = match token {
            Token::Open | Token::Close => false,
            Token::Word(word, _) => matches!(word, "u" | "tab") || character(word).is_some(),
            Token::Symbol(_) | Token::Hex(_) | Token::Byte(_) => true,
        };
        if self.to_skip > 0 && is_character {
            self.to_skip -= 1;
            return Ok(());
        }
        match token {
            Token::Byte(byte) | Token::Hex(byte) => {
                self.surrogate = None;
                self.bytes.push(byte);
                return Ok(());
            }
            _ => self.flush(),
        }
        match token {
            Token::Open => {
                self.to_skip = 0;
                if self.groups.len() >= MAX_DEPTH {
                    return Err(ReadError::unreadable("groups are nested too deep"));
                }
                self.groups.push(self.state.clone());
            }
            Token::Close => {
                self.to_skip = 0;
                self.close();
            }
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => {
                let is_starred = std::mem::take(&mut self.is_starred);
                self.word(word, number, is_starred);
            }
            Token::Byte(_) | Token::Hex(_) => {}
        }
        Ok(())
    }

    fn close(&mut self) {
        let Some(outer) = self.groups.pop() else { return };
        let ended = std::mem::replace(&mut self.state, outer);
        self.is_starred = false;
        if ended.destination == Destination::Styles && self.state.destination == Destination::Styles {
            self.end_style(&ended);
        }
        if ended.target != self.state.target {
            self.outputs.end(ended.target, self.state.target);
        }
        while self.fields.last().is_some_and(|field| field.depth > self.groups.len()) {
            self.fields.pop();
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.is_starred = true,
            b'~' => self.write("\u{a0}"),
            b'_' => self.write("-"),
            b'\\' | b'{' | b'}' => self.write(char::from(symbol).encode_utf8(&mut [0; 4])),
            b'\r' | b'\n' => self.end_paragraph(),
            b'\t' => self.tab(),
            // An optional hyphen, and marks of indexes and formulas.
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, is_starred: bool) {
        if self.state.enter(word, is_starred) {
            self.entered(word);
            return;
        }
        match self.state.destination {
            Destination::Skipped | Destination::Alternatives => {}
            Destination::Fonts => self.font(word, number),
            Destination::Colors => self.define_color(word, number),
            Destination::Body | Destination::Styles | Destination::Instruction => {
                if !self.character(word, number) && !self.structure(word) {
                    self.state.format(word, number, self.default_font);
                }
                self.document(word, number);
            }
        }
    }

    /// Begins a destination.
    fn entered(&mut self, word: &str) {
        match word {
            "listtext" | "pntext" => self.is_item = true,
            "shp" | "shpinst" => self.has_shapes = true,
            "field" => {
                let (depth, outer) = (self.groups.len(), self.state.destination);
                if self.fields.len() < MAX_DEPTH {
                    self.fields.push(Field { depth, outer, instruction: String::new(), target: None });
                }
            }
            "fldrslt" => {
                if let Some(field) = self.fields.last_mut() {
                    field.target = instruction::target(&field.instruction);
                    self.state.destination = field.outer;
                }
            }
            _ => {}
        }
    }

    /// Handles control words for characters.
    fn character(&mut self, word: &str, number: Option<i32>) -> bool {
        match (word, character(word)) {
            ("u", _) => self.unicode(number.unwrap_or_default()),
            ("tab", _) => self.tab(),
            (_, Some(character)) => self.write(character),
            (_, None) => return false,
        }
        true
    }

    /// Handles control words that end lines, paragraphs, cells or rows.
    fn structure(&mut self, word: &str) -> bool {
        if self.state.destination != Destination::Body {
            return matches!(
                word,
                "line" | "par" | "sect" | "page" | "cell" | "row" | "nestcell" | "nestrow" | "column"
            );
        }
        match word {
            "line" | "lbr" => self.output().lines.break_line(),
            "par" | "sect" | "page" | "column" => self.end_paragraph(),
            "cell" => {
                self.is_item = false;
                self.output().end_cell();
            }
            "row" => self.output().end_row(),
            "nestcell" => self.output().nested_cell(),
            "nestrow" => self.output().nested_row(),
            _ => return false,
        }
        true
    }

    /// Handles control words of the document.
    fn document(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("ansicpg", Some(number)) => self.codepage = Codepage::of_number(number).or(self.codepage),
            ("mac", _) => self.codepage = Some(Codepage::MAC),
            ("pc", _) => self.codepage = Codepage::of_number(437),
            ("pca", _) => self.codepage = Codepage::of_number(850),
            ("deff", Some(font)) => self.default_font = font,
            _ => {}
        }
    }

    fn font(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("f", Some(font)) => self.state.font = font,
            ("fcharset", Some(charset)) if self.fonts.len() < MAX_DEFINITIONS => {
                if let Some(codepage) = Codepage::of_charset(charset) {
                    self.fonts.insert(self.state.font, codepage);
                }
            }
            ("cpg", Some(number)) if self.fonts.len() < MAX_DEFINITIONS => {
                if let Some(codepage) = Codepage::of_number(number) {
                    self.fonts.insert(self.state.font, codepage);
                }
            }
            _ => {}
        }
    }

    fn define_color(&mut self, word: &str, number: Option<i32>) {
        let part = match word {
            "red" => 0,
            "green" => 1,
            "blue" => 2,
            _ => return,
        };
        self.color[part] = number.unwrap_or_default();
        self.has_color = true;
    }

    fn end_style(&mut self, style: &State) {
        let name = std::mem::take(&mut self.style_name).to_lowercase();
        let name = name.trim().trim_end_matches(';');
        let is_heading =
            name == "title" || name.starts_with("heading ") || style.outline.is_some_and(|level| level < 9);
        if is_heading && self.headings.len() < MAX_DEFINITIONS {
            self.headings.push(style.style);
        }
    }

    /// `\uN`: a unit of UTF-16, signed.
    fn unicode(&mut self, unit: i32) {
        self.to_skip = self.state.replaced;
        // Some writers write the whole code point.
        let code = if unit < 0 { unit + 0x1_0000 } else { unit };
        let Ok(code) = u32::try_from(code) else { return };
        let unit = u16::try_from(code).unwrap_or_default();
        match (self.surrogate.take(), code) {
            (_, 0xd800..=0xdbff) => self.surrogate = Some(unit),
            (Some(first), 0xdc00..=0xdfff) => {
                let text = String::from_utf16_lossy(&[first, unit]);
                self.write(&text);
            }
            _ => self.write(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut [0; 4])),
        }
    }

    /// Decodes the pending bytes.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        match self.state.destination {
            Destination::Skipped | Destination::Alternatives | Destination::Fonts => {}
            Destination::Colors => self.end_colors(&bytes),
            _ => {
                let of_font = self.fonts.get(&self.state.font).copied();
                let text = of_font.or(self.codepage).unwrap_or(Codepage::WESTERN).decode(&bytes);
                self.write(&text);
            }
        }
    }

    fn end_colors(&mut self, bytes: &[u8]) {
        for _ in bytes.iter().filter(|&&byte| byte == b';') {
            let is_white = self.has_color && self.color.iter().all(|&part| part >= 0xf8);
            if self.whites.len() < MAX_DEFINITIONS {
                self.whites.push(is_white);
            }
            (self.color, self.has_color) = ([0; 3], false);
        }
    }

    fn output(&mut self) -> &mut Output {
        self.outputs.of(self.state.target)
    }

    fn tab(&mut self) {
        if self.state.destination == Destination::Body && self.is_seen() {
            self.output().lines.tab();
        }
    }

    fn end_paragraph(&mut self) {
        if self.state.destination == Destination::Body {
            self.is_item = false;
            self.output().end_paragraph();
            if self.state.target == Target::Body {
                self.outputs.place_boxes();
            }
        }
    }

    fn is_seen(&self) -> bool {
        let State { is_hidden, is_deleted, color, has_background, in_table, .. } = self.state;
        let is_white = usize::try_from(color).ok().and_then(|color| self.whites.get(color)).is_some_and(|&white| white);
        let has_background = has_background || in_table || self.has_shapes || self.state.has_paragraph_background;
        !(is_hidden || is_deleted || (is_white && !has_background) || self.state.size() < MIN_VISIBLE_SIZE)
    }

    fn write(&mut self, text: &str) {
        match self.state.destination {
            Destination::Body => {}
            Destination::Instruction => {
                if let Some(field) = self.fields.last_mut()
                    && field.instruction.len() + text.len() <= MAX_INSTRUCTION_BYTES
                {
                    field.instruction.push_str(text);
                }
                return;
            }
            Destination::Styles => {
                if self.style_name.len() + text.len() <= 200 {
                    self.style_name.push_str(text);
                }
                return;
            }
            _ => return,
        }
        if self.state.is_deleted {
            return;
        }
        if !self.is_seen() {
            self.output().lines.hide(text);
            return;
        }
        let role = self.role();
        let run_format = RunFormat { bold: self.state.is_bold, size: self.state.size() };
        let in_table = self.state.in_table;
        let link = self.fields.iter().rev().take(8).find_map(|field| field.target.clone());
        let output = self.output();
        output.begin(role, in_table);
        if let Some(link) = link {
            output.lines.link(&link);
        }
        output.lines.write(text, run_format);
    }

    fn role(&self) -> LineRole {
        let is_heading =
            self.state.outline.map_or_else(|| self.headings.contains(&self.state.style), |level| level < 9);
        match (is_heading, self.is_item || self.state.is_item) {
            (true, _) => LineRole::Heading,
            (false, true) => LineRole::ListItem,
            (false, false) => LineRole::Text,
        }
    }

    fn finish(mut self) -> Result<Document, ReadError> {
        self.flush();
        self.outputs.finish()
    }
}

/// The character of a control word.
fn character(word: &str) -> Option<&'static str> {
    match word {
        "emdash" => Some("—"),
        "endash" => Some("–"),
        "bullet" => Some("•"),
        "lquote" => Some("‘"),
        "rquote" => Some("’"),
        "ldblquote" => Some("“"),
        "rdblquote" => Some("”"),
        "emspace" | "enspace" | "qmspace" => Some(" "),
        "zwj" => Some("\u{200d}"),
        "zwnj" => Some("\u{200c}"),
        _ => None,
    }
}
