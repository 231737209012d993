//! Reads a story of a document (body, header, note, text box) in its final state.
//!
//! Deletions are left out, insertions are included, fields are replaced by their results, and hidden text is only reported.

use std::collections::HashMap;

use domain_model::candidates::document::Document;

use crate::characters::symbol;
use crate::instruction::target;
use crate::lines::{Lines, MIN_VISIBLE_SIZE, RunFormat};
use crate::xml::Namespace::{Compatibility, Drawing, Math, Other, Relationship, Vml, Word};
use crate::xml::{Element, UNDERSTOOD};

use super::fields::Fields;
use super::relationships::Relationships;
use super::styles::{Color, EffectiveFormat, ParagraphProperties, RunProperties, Styles, is_shaded, value};

/// The maximum number of notes.
const MAX_NOTES: usize = 500;

/// The context that all stories of a document share.
pub(super) struct Setting {
    pub(super) styles: Styles,
    /// The colour of the page.
    pub(super) page: Color,
    /// Whether there are pictures or shapes behind the text, so that white letters may be visible.
    pub(super) has_background: bool,
}

/// The relationships of a part, and the parts they refer to.
#[derive(Default)]
pub(super) struct Source {
    pub(super) relationships: Relationships,
    /// The data of diagrams, by relationship id.
    pub(super) diagrams: HashMap<String, Element>,
    /// Embedded documents of other formats, by relationship id.
    pub(super) chunks: HashMap<String, Document>,
}

/// A reference to a note, and the kind of its part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) kind: &'static str,
    pub(super) id: String,
}

/// The reader of one story.
pub(super) struct Story<'d> {
    setting: &'d Setting,
    source: &'d Source,
    lines: &'d mut Lines,
    notes: &'d mut Vec<Note>,
    fields: Fields,
    paragraph: ParagraphProperties,
    /// The format of the current run.
    run_format: EffectiveFormat,
    /// Whether the paragraph continues the previous one.
    runs_on: bool,
    table_style: Option<&'d str>,
    /// Whether the text has a background of its own.
    on_background: bool,
    /// Whether the whole story is hidden.
    is_hidden: bool,
    /// The targets of the open links.
    links: Vec<String>,
    /// Text boxes that are read after their paragraph, and whether they are hidden.
    boxes: Vec<(&'d Element, bool)>,
}

impl<'d> Story<'d> {
    /// Reads the story into the lines.
    pub(super) fn read(
        content: &'d Element,
        setting: &'d Setting,
        source: &'d Source,
        lines: &'d mut Lines,
        notes: &'d mut Vec<Note>,
    ) {
        let paragraph = ParagraphProperties::default();
        let run_format = setting.styles.effective(None, &paragraph, &RunProperties::default());
        let mut story = Self {
            setting,
            source,
            lines,
            notes,
            fields: Fields::of(content),
            paragraph,
            run_format,
            runs_on: false,
            table_style: None,
            on_background: false,
            is_hidden: false,
            links: Vec::new(),
            boxes: Vec::new(),
        };
        story.walk(content);
        story.end_paragraph();
    }

    fn walk(&mut self, parent: &'d Element) {
        for element in parent.elements() {
            match element.namespace {
                Word => self.word(element),
                Compatibility if &*element.name == "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.walk(branch);
                    }
                }
                Drawing if &*element.name == "p" => {
                    self.end_paragraph();
                    self.walk(element);
                    self.end_paragraph();
                }
                Drawing if &*element.name == "br" => self.lines.break_line(),
                Drawing | Math if &*element.name == "t" => self.write(&element.text()),
                Drawing if &*element.name == "hlinkClick" => {
                    if let Some(address) = self.address(element) {
                        self.lines.link(address);
                    }
                }
                // Where the text of a diagram is.
                Other if &*element.name == "relIds" => {
                    let data = element.attribute(Relationship, "dm").and_then(|id| self.source.diagrams.get(id));
                    if let Some(data) = data {
                        self.text_box(data);
                    }
                }
                // The text of WordArt.
                Vml if &*element.name == "textpath" => {
                    self.write(element.plain_attribute("string").unwrap_or_default());
                }
                _ => self.walk(element),
            }
        }
    }

    fn word(&mut self, element: &'d Element) {
        match &*element.name {
            "p" => self.paragraph(element),
            "tbl" => self.table(element),
            "r" => self.run(element),
            "t" => self.write(&element.text()),
            "tab" | "ptab" if self.is_seen() => self.lines.tab(),
            "br" | "cr" if self.is_seen() => self.lines.break_line(),
            "noBreakHyphen" => self.write("-"),
            "sym" => self.symbol(element),
            "fldChar" => {
                if let Some(chosen) = self.fields.mark(element) {
                    self.write_unlinked(&chosen);
                }
            }
            "instrText" => self.fields.instruct(&element.text()),
            "fldSimple" => {
                let link = element.attribute(Word, "instr").and_then(target);
                self.linked(element, link);
            }
            "hyperlink" => {
                let address = self.address(element).map(str::to_owned);
                self.linked(element, address);
            }
            "altChunk" => {
                self.end_paragraph();
                let chunk = element.attribute(Relationship, "id").and_then(|id| self.source.chunks.get(id));
                if let Some(chunk) = chunk {
                    self.lines.append_document(chunk.clone());
                }
            }
            "txbxContent" => self.text_box(element),
            "footnoteReference" => self.note("footnotes", element),
            "endnoteReference" => self.note("endnotes", element),
            "ruby" => {
                if let Some(base) = element.child(Word, "rubyBase") {
                    self.walk(base);
                }
            }
            // Not part of the final state, or invisible.
            "del" | "moveFrom" | "delText" | "delInstrText" | "fldData" | "tblGrid" | "background" => {}
            name if name.ends_with("Pr") => {}
            // Content controls, insertions, tags, directions, …
            _ => self.walk(element),
        }
    }

    /// The external target of an element.
    fn address(&self, element: &Element) -> Option<&'d str> {
        self.source.relationships.address(element.attribute(Relationship, "id")?)
    }

    fn paragraph(&mut self, element: &'d Element) {
        let properties = ParagraphProperties::read(element.child(Word, "pPr"));
        if !self.runs_on {
            self.end_paragraph();
        }
        if self.lines.is_at_start() {
            self.lines.begin(self.setting.styles.role(&properties));
        }
        self.runs_on = false;
        let (runs_on, hides_mark) = (properties.runs_on, properties.hides_mark);
        let before = std::mem::replace(&mut self.paragraph, properties);
        let run_format = self.run_format;
        self.run_format = self.effective(&RunProperties::default());
        self.walk(element);
        self.runs_on = runs_on;
        if !runs_on {
            self.end_paragraph();
        } else if hides_mark {
            self.lines.write(" ", RunFormat::default());
        }
        self.paragraph = before;
        self.run_format = run_format;
    }

    /// Ends the paragraph, and reads its text boxes.
    fn end_paragraph(&mut self) {
        self.lines.end_paragraph();
        for (content, is_hidden) in std::mem::take(&mut self.boxes) {
            self.read_box(content, is_hidden);
        }
    }

    fn run(&mut self, element: &'d Element) {
        let properties = RunProperties::read(element.child(Word, "rPr"));
        let run_format = self.run_format;
        self.run_format = self.effective(&properties);
        self.walk(element);
        self.run_format = run_format;
    }

    fn effective(&self, run: &RunProperties) -> EffectiveFormat {
        self.setting.styles.effective(self.table_style, &self.paragraph, run)
    }

    fn linked(&mut self, element: &'d Element, target: Option<String>) {
        let is_link = target.is_some();
        self.links.extend(target);
        self.walk(element);
        if is_link {
            self.links.pop();
        }
    }

    fn table(&mut self, table: &'d Element) {
        self.end_paragraph();
        self.runs_on = false;
        let properties = table.child(Word, "tblPr");
        let style = properties.and_then(|properties| value(properties.child(Word, "tblStyle")?));
        let is_shaded_table = properties.and_then(|properties| properties.child(Word, "shd")).is_some_and(is_shaded);
        let (table_style, on_background) = (self.table_style, self.on_background);
        self.table_style = style;
        // Conditional shading of a table style depends on the cell; the whole table counts as shaded.
        self.on_background |=
            is_shaded_table || style.is_some_and(|style| !matches!(style, "TableNormal" | "TableGrid"));
        let mut rows = Vec::new();
        collect(table, "tr", &mut rows);
        for row in rows {
            let is_deleted = row.child(Word, "trPr").is_some_and(|properties| properties.child(Word, "del").is_some());
            if !is_deleted {
                self.row(row);
            }
        }
        (self.table_style, self.on_background) = (table_style, on_background);
    }

    fn row(&mut self, row: &'d Element) {
        let mut elements = Vec::new();
        collect(row, "tc", &mut elements);
        let mut cells = Vec::new();
        for cell in elements {
            let property = |name| cell.child(Word, "tcPr").and_then(|properties| properties.child(Word, name));
            // Covered by the cell above, or deleted.
            let is_covered = property("vMerge").is_some_and(|merge| value(merge) != Some("restart"));
            if is_covered || property("cellDel").is_some() {
                continue;
            }
            let on_background = self.on_background;
            self.on_background |= property("shd").is_some_and(is_shaded);
            let before = self.lines.begin_apart();
            self.walk(cell);
            self.runs_on = false;
            self.end_paragraph();
            cells.push(self.lines.end_apart(before));
            self.on_background = on_background;
        }
        self.lines.row(cells);
    }

    /// Reads a text box: before its paragraph if it is at the beginning, otherwise after it.
    fn text_box(&mut self, content: &'d Element) {
        if !self.fields.are_visible() {
            return;
        }
        let is_hidden = self.is_hidden || self.run_format.hidden;
        if !self.lines.is_at_start() {
            self.boxes.push((content, is_hidden));
            return;
        }
        let others = std::mem::take(&mut self.boxes);
        self.read_box(content, is_hidden);
        self.boxes = others;
        self.lines.begin(self.setting.styles.role(&self.paragraph));
    }

    fn read_box(&mut self, content: &'d Element, is_hidden: bool) {
        let fields = std::mem::replace(&mut self.fields, Fields::of(content));
        let paragraph = std::mem::take(&mut self.paragraph);
        let links = std::mem::take(&mut self.links);
        let before = (self.runs_on, self.table_style, self.on_background, self.is_hidden, self.run_format);
        (self.runs_on, self.table_style, self.on_background, self.is_hidden) = (false, None, true, is_hidden);
        self.run_format = self.effective(&RunProperties::default());
        self.walk(content);
        self.end_paragraph();
        (self.runs_on, self.table_style, self.on_background, self.is_hidden, self.run_format) = before;
        (self.fields, self.paragraph, self.links) = (fields, paragraph, links);
    }

    fn note(&mut self, kind: &'static str, reference: &Element) {
        let Some(id) = reference.attribute(Word, "id") else { return };
        let note = Note { kind, id: id.to_owned() };
        if self.is_seen() && self.notes.len() < MAX_NOTES && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn symbol(&mut self, element: &Element) {
        let code = element.attribute(Word, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let Some(code) = code else { return };
        // Codes of symbol fonts may be written without the offset of the private use area.
        let font = element.attribute(Word, "font").unwrap_or_default();
        let is_symbol = font == "Symbol" || font.starts_with("Wingdings");
        let private = if is_symbol && code < 0x100 { code + 0xf000 } else { code };
        let c =
            char::from_u32(private).and_then(|c| if (0xf000..0xf100).contains(&private) { symbol(c) } else { Some(c) });
        // An unknown symbol still separates words.
        self.write(c.unwrap_or(' ').encode_utf8(&mut [0; 4]));
    }

    fn write(&mut self, text: &str) {
        if self.is_seen() {
            if let Some(link) = self.fields.link().or(self.links.last().map(String::as_str)) {
                self.lines.link(link);
            }
            self.write_unlinked(text);
        } else if self.fields.are_visible() {
            self.lines.hide(text);
        }
    }

    fn write_unlinked(&mut self, text: &str) {
        self.lines.write(text, RunFormat { bold: self.run_format.bold, size: self.run_format.size });
    }

    fn is_seen(&self) -> bool {
        let EffectiveFormat { hidden, size, color, shaded, .. } = self.run_format;
        let is_tiny = size > 0.0 && size < MIN_VISIBLE_SIZE;
        let is_on_page = !(shaded || self.on_background || self.setting.has_background);
        let is_like_page = is_on_page && color.is_like(self.setting.page);
        self.fields.are_visible() && !(hidden || self.is_hidden || is_tiny || is_like_page)
    }
}

/// The first supported alternative with text, or else the first supported one.
fn branch(alternatives: &Element) -> Option<&Element> {
    let readable = || {
        alternatives.elements().filter(|branch| {
            let requires = branch.plain_attribute("Requires");
            branch.is(Compatibility, "Fallback") || requires.is_none_or(|requires| requires == UNDERSTOOD)
        })
    };
    readable().find(|branch| holds_text(branch)).or_else(|| readable().next())
}

fn holds_text(element: &Element) -> bool {
    let is_text = &*element.name == "t" || element.is(Vml, "textpath");
    (is_text && !element.text().trim().is_empty()) || element.elements().any(holds_text)
}

/// The rows of a table, or the cells of a row, including those in content controls and insertions.
fn collect<'d>(parent: &'d Element, name: &str, found: &mut Vec<&'d Element>) {
    for element in parent.elements() {
        if element.is(Word, name) {
            found.push(element);
        } else if ["sdt", "sdtContent", "customXml", "ins", "moveTo"].iter().any(|&wrapper| element.is(Word, wrapper)) {
            collect(element, name, found);
        } else if element.is(Compatibility, "AlternateContent")
            && let Some(branch) = branch(element)
        {
            collect(branch, name, found);
        }
    }
}
