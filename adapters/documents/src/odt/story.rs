//! Reads a story of an ODT document: body, header, note.

use domain_model::candidates::document::LineRole;

use crate::lines::Lines;
use crate::xml::Namespace::{Draw, Office, Other, Table, Text, XLink};
use crate::xml::{Element, Node};

use super::is_text;
use super::styles::{ComputedStyle, Styles};

/// The maximum spaces of a space element.
const MAX_SPACES: usize = 100;
const MAX_NOTES: usize = 500;

/// The reader of one story.
pub(super) struct Story<'d> {
    styles: &'d Styles,
    lines: &'d mut Lines,
    computed: ComputedStyle,
    /// The role of the next paragraph, if its context determines it.
    role: LineRole,
    in_paragraph: bool,
    is_hidden: bool,
    links: Vec<&'d str>,
    /// Frames that are read after their paragraph.
    frames: Vec<&'d Element>,
    notes: Vec<&'d Element>,
}

impl<'d> Story<'d> {
    /// Reads the story into the lines, its notes at the end.
    pub(super) fn read(content: &'d Element, styles: &'d Styles, lines: &'d mut Lines) {
        let mut story = Self {
            styles,
            lines,
            computed: ComputedStyle::default(),
            role: LineRole::Text,
            in_paragraph: false,
            is_hidden: false,
            links: Vec::new(),
            frames: Vec::new(),
            notes: Vec::new(),
        };
        story.walk(content);
        story.end_paragraph();
        for note in std::mem::take(&mut story.notes) {
            story.walk(note);
            story.end_paragraph();
        }
    }

    fn walk(&mut self, parent: &'d Element) {
        for node in &parent.children {
            match node {
                Node::Text(text) if self.in_paragraph => self.write(text),
                Node::Text(_) => {}
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &'d Element) {
        match (element.namespace, &*element.name) {
            (Text, _) => self.text(element),
            (Table, "table") => self.table(element),
            (Draw, "a") => self.linked(element),
            // Frames hold their paragraphs in a box, shapes without.
            (Draw, "text-box" | "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "caption") => {
                self.frame(element);
            }
            // Pictures, annotations, scripts, and alternative texts.
            (Draw, "object" | "object-ole" | "image" | "plugin")
            | (Office, "annotation" | "annotation-end" | "forms" | "scripts" | "event-listeners")
            | (Other, "title" | "desc") => {}
            _ => self.walk(element),
        }
    }

    fn text(&mut self, element: &'d Element) {
        match &*element.name {
            "p" | "h" => self.paragraph(element),
            "span" => {
                let computed = self.computed;
                self.computed = self.styles.computed(computed, "text", element.attribute(Text, "style-name"));
                self.walk(element);
                self.computed = computed;
            }
            "s" => {
                let count = element.attribute(Text, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.write(&" ".repeat(usize::min(count, MAX_SPACES)));
            }
            "tab" if self.is_seen() => self.lines.tab(),
            "line-break" if self.is_seen() => self.lines.break_line(),
            "a" => self.linked(element),
            "list-item" | "list-header" => self.item(element),
            "note" => {
                let body = element.elements().find(|element| is_text(element, "note-body"));
                self.notes.extend(body.filter(|_| self.notes.len() < MAX_NOTES));
            }
            "ruby" => {
                if let Some(base) = element.child(Text, "ruby-base") {
                    self.walk(base);
                }
            }
            "section" | "hidden-paragraph" | "hidden-text" => self.perhaps_hidden(element),
            // Deleted text is kept here; the text of forms, scripts and variables elsewhere.
            "tracked-changes" | "script" | "note-citation" | "variable-decls" | "sequence-decls"
            | "user-field-decls" => {}
            _ => self.walk(element),
        }
    }

    /// Text that is hidden by a condition.
    fn perhaps_hidden(&mut self, element: &'d Element) {
        let is_hidden = self.is_hidden;
        self.is_hidden |= match &*element.name {
            "section" => element.attribute(Text, "display") == Some("none"),
            // Reported whether or not the condition holds at the moment, because a reader may not see it.
            "hidden-text" => element.attribute(Text, "is-hidden") != Some("false"),
            _ => element.attribute(Text, "is-hidden") == Some("true"),
        };
        if is_text(element, "hidden-text")
            && let Some(hidden) = element.attribute(Text, "string-value").filter(|_| element.children.is_empty())
        {
            self.write(hidden);
        }
        self.walk(element);
        // The element hides its paragraph, and is the first in it.
        if !is_text(element, "hidden-paragraph") {
            self.is_hidden = is_hidden;
        }
    }

    fn paragraph(&mut self, element: &'d Element) {
        self.end_paragraph();
        let style = element.attribute(Text, "style-name");
        let role = std::mem::take(&mut self.role);
        let is_heading = is_text(element, "h") || self.styles.is_heading(style);
        self.lines.begin(if is_heading { LineRole::Heading } else { role });
        let before = (self.computed, self.in_paragraph, self.is_hidden);
        self.computed =
            self.styles.computed(ComputedStyle::on_background(self.computed.has_background()), "paragraph", style);
        self.in_paragraph = true;
        self.walk(element);
        (self.computed, self.in_paragraph, self.is_hidden) = before;
        self.end_paragraph();
    }

    fn end_paragraph(&mut self) {
        self.lines.end_paragraph();
        for frame in std::mem::take(&mut self.frames) {
            self.read_frame(frame);
        }
    }

    /// Reads a list item. Its first paragraph has the mark.
    fn item(&mut self, element: &'d Element) {
        if is_text(element, "list-item") {
            self.role = LineRole::ListItem;
        }
        self.walk(element);
        self.role = LineRole::Text;
    }

    fn linked(&mut self, element: &'d Element) {
        let target = element.attribute(XLink, "href").filter(|target| !target.starts_with('#'));
        self.links.extend(target);
        self.walk(element);
        if target.is_some() {
            self.links.pop();
        }
    }

    /// Reads a frame: before its paragraph if it is at the beginning, otherwise after it.
    fn frame(&mut self, content: &'d Element) {
        if self.in_paragraph && !self.lines.is_at_start() {
            self.frames.push(content);
            return;
        }
        self.read_frame(content);
    }

    fn read_frame(&mut self, content: &'d Element) {
        let before = (self.computed, self.in_paragraph, self.role);
        let (links, frames) = (std::mem::take(&mut self.links), std::mem::take(&mut self.frames));
        // A frame may have its own background.
        (self.computed, self.in_paragraph) = (ComputedStyle::on_background(true), false);
        self.walk(content);
        self.end_paragraph();
        (self.computed, self.in_paragraph, self.role) = before;
        (self.links, self.frames) = (links, frames);
    }

    fn table(&mut self, table: &'d Element) {
        self.end_paragraph();
        let before = (self.computed, self.in_paragraph, self.role);
        (self.in_paragraph, self.role) = (false, LineRole::Text);
        self.computed = self.styles.computed(self.computed, "table", table.attribute(Table, "style-name"));
        self.rows(table);
        (self.computed, self.in_paragraph, self.role) = before;
    }

    fn rows(&mut self, parent: &'d Element) {
        for element in parent.elements() {
            let is_shown = !matches!(element.attribute(Table, "visibility"), Some("collapse" | "filter"));
            match &*element.name {
                "table-row" if is_shown => self.row(element),
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(element),
                _ => {}
            }
        }
    }

    fn row(&mut self, row: &'d Element) {
        let computed = self.computed;
        let mut cells = Vec::new();
        // Covered cells belong to the cell that spans them.
        for cell in row.elements().filter(|element| element.is(Table, "table-cell")) {
            let before = self.lines.begin_apart();
            self.computed = self.styles.computed(computed, "table-cell", cell.attribute(Table, "style-name"));
            self.walk(cell);
            self.end_paragraph();
            cells.push(self.lines.end_apart(before));
        }
        self.computed = computed;
        self.lines.row(cells);
    }

    fn is_seen(&self) -> bool {
        !self.is_hidden && self.computed.is_seen()
    }

    fn write(&mut self, text: &str) {
        if !self.is_seen() {
            self.lines.hide(text);
            return;
        }
        if let Some(link) = self.links.last().filter(|_| !text.trim().is_empty()) {
            self.lines.link(link);
        }
        self.lines.write(text, self.computed.run_format());
    }
}
