//! Builds the lines of a document from the pieces that a parser finds: runs of text, breaks, links, cells.

use domain_model::candidates::document::{Document, Finding, Line, LineRole};

use crate::characters::{at_most, is_rule, tidy, without_mark};
use crate::read_error::ReadError;

/// The maximum size of the text. It also keeps the response within the limit of the parent.
const MAX_TEXT_BYTES: usize = 512 * 1024;
const MAX_LINES: usize = 15_000;
/// The maximum length of reported hidden text.
const MAX_HIDDEN_CHARS: usize = 500;
const MAX_LINKS: usize = 1_000;
/// Formats that are counted per line; further ones are ignored.
const MAX_FORMATS_PER_LINE: usize = 16;
/// Longer targets are dropped.
const MAX_LINK_BYTES: usize = 2_000;

/// Text smaller than this, in points, counts as hidden: it is meant for programs.
pub(crate) const MIN_VISIBLE_SIZE: f32 = 3.0;

/// The format of a run of text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct RunFormat {
    pub(crate) bold: bool,
    /// In points. 0 when the format does not say.
    pub(crate) size: f32,
}

/// The finished lines, and the current one.
#[derive(Default)]
pub(crate) struct Lines {
    ended: Vec<Line>,
    block: u32,
    /// The role of the next line of the paragraph.
    role: LineRole,
    text: String,
    /// The number of letters of the line in each format.
    formats: Vec<(RunFormat, usize)>,
    links: Vec<String>,
    hidden: String,
    /// The bytes of text in all lines.
    length: usize,
    link_count: usize,
}

impl Lines {
    /// Sets the role of the next line.
    pub(crate) fn begin(&mut self, role: LineRole) {
        self.role = role;
    }

    /// Whether the current line is empty.
    pub(crate) fn is_at_start(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Appends to the line. Line breaks in the text count as white space.
    pub(crate) fn write(&mut self, text: &str, run_format: RunFormat) {
        if self.is_full() {
            return;
        }
        self.length += text.len();
        self.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        match self.formats.iter().position(|(other, _)| *other == run_format) {
            Some(index) => self.formats[index].1 += letters,
            None if self.formats.len() < MAX_FORMATS_PER_LINE => self.formats.push((run_format, letters)),
            None => {}
        }
    }

    /// Appends a tab.
    pub(crate) fn tab(&mut self) {
        if !self.is_full() {
            self.length += 1;
            self.text.push('\t');
        }
    }

    /// Adds the target of a link to the line.
    pub(crate) fn link(&mut self, target: &str) {
        let target = target.trim();
        let is_new = self.links.last().is_none_or(|last| last != target);
        if is_new && !target.is_empty() && target.len() <= MAX_LINK_BYTES && self.link_count < MAX_LINKS {
            self.link_count += 1;
            self.links.push(target.to_owned());
        }
    }

    /// Records hidden text.
    pub(crate) fn hide(&mut self, text: &str) {
        if self.hidden.len() < 4 * MAX_HIDDEN_CHARS {
            self.hidden.push_str(&at_most(text, MAX_HIDDEN_CHARS));
            self.hidden.push(' ');
        }
    }

    /// Ends the line within the paragraph.
    pub(crate) fn break_line(&mut self) {
        let formats = std::mem::take(&mut self.formats);
        let text = tidy(&std::mem::take(&mut self.text));
        if text.is_empty() || is_rule(&text) || self.ended.len() >= MAX_LINES {
            return;
        }
        let mut role = std::mem::take(&mut self.role);
        let unmarked = if matches!(role, LineRole::Text | LineRole::ListItem) { without_mark(&text) } else { None };
        if unmarked.is_some() {
            role = LineRole::ListItem;
        }
        let text = unmarked.map(str::to_owned).unwrap_or(text);
        let letters: usize = formats.iter().map(|(_, letters)| letters).sum();
        let bold: usize = formats.iter().filter(|(run_format, _)| run_format.bold).map(|(_, letters)| letters).sum();
        let size = formats.iter().max_by_key(|(_, letters)| letters).map_or(0.0, |(run_format, _)| run_format.size);
        // A format may contain any number, but JSON cannot represent infinity.
        let size = if size.is_finite() { size } else { 0.0 };
        let links = std::mem::take(&mut self.links);
        self.ended.push(Line { text, place: None, size, bold: 2 * bold > letters, role, block: self.block, links });
    }

    /// Ends the paragraph and begins a new block.
    pub(crate) fn end_paragraph(&mut self) {
        self.break_line();
        self.role = LineRole::Text;
        if self.ended.last().is_some_and(|last| last.block == self.block) {
            self.block += 1;
        }
        // The links of a picture that stands alone belong to the line above it.
        if let Some(last) = self.ended.last_mut() {
            last.links.append(&mut self.links);
        }
    }

    /// Redirects output to a separate list of lines, until [`Lines::end_apart`] is called with the returned lines.
    pub(crate) fn begin_apart(&mut self) -> Vec<Line> {
        self.end_paragraph();
        std::mem::take(&mut self.ended)
    }

    /// Ends the redirection and returns the separate lines.
    pub(crate) fn end_apart(&mut self, before: Vec<Line>) -> Vec<Line> {
        self.end_paragraph();
        std::mem::replace(&mut self.ended, before)
    }

    /// Writes a row of a table. A row of short cells becomes one line. Otherwise the cells are written one after the other,
    /// because tables are also used for column layouts.
    pub(crate) fn row(&mut self, cells: Vec<Vec<Line>>) {
        let filled: Vec<Vec<Line>> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
        if filled.len() > 1 && filled.iter().all(|cell| cell.len() == 1) {
            let mut cells = filled.into_iter().flatten();
            let Some(mut row) = cells.next() else { return };
            let (mut letters, mut bold) = (row.text.len(), if row.bold { row.text.len() } else { 0 });
            for cell in cells {
                row.text.push('\t');
                row.text.push_str(&cell.text);
                row.links.extend(cell.links);
                letters += cell.text.len();
                bold += if cell.bold { cell.text.len() } else { 0 };
            }
            row.bold = 2 * bold > letters;
            row.role = LineRole::TableRow;
            self.ended.push(row);
            return;
        }
        for mut cell in filled {
            // Paragraphs of prose in a cell belong together.
            let block = cell[0].block;
            if cell.iter().all(|line| line.role == LineRole::Text) && cell.len() <= 4 {
                for line in &mut cell {
                    line.block = block;
                }
            }
            self.ended.append(&mut cell);
        }
    }

    /// Adds the lines of a header or footer that have not been added yet.
    pub(crate) fn margin(&mut self, margin: Vec<Line>) {
        for mut line in margin {
            line.role = LineRole::PageMargin;
            if !self.ended.iter().any(|other| other.role == LineRole::PageMargin && other.text == line.text) {
                self.ended.push(line);
            }
        }
    }

    /// Appends other lines.
    pub(crate) fn append(&mut self, other: Self) {
        let lines = self.take_over(other);
        self.ended.extend(lines);
    }

    /// Appends the lines of another document.
    pub(crate) fn append_document(&mut self, document: Document) {
        let length = document.lines.iter().map(|line| line.text.len()).sum();
        let block = document.lines.last().map_or(0, |last| last.block + 1);
        let hidden = document.findings.into_iter().filter_map(|finding| match finding {
            Finding::HiddenText { text, .. } => Some(text),
            _ => None,
        });
        let hidden = hidden.collect();
        self.append(Self { ended: document.lines, block, length, hidden, ..Self::default() });
    }

    /// Adds other lines as a header or footer.
    pub(crate) fn append_margin(&mut self, other: Self) {
        let lines = self.take_over(other);
        self.margin(lines);
    }

    fn take_over(&mut self, mut other: Self) -> Vec<Line> {
        self.end_paragraph();
        other.end_paragraph();
        self.length += other.length;
        self.hidden.push_str(&other.hidden);
        let first = self.block;
        self.block += other.block;
        let renumbered = other.ended.into_iter().map(|line| Line { block: line.block + first, ..line });
        renumbered.collect()
    }

    fn is_full(&self) -> bool {
        self.length > MAX_TEXT_BYTES
    }

    /// The document.
    pub(crate) fn finish(mut self) -> Result<Document, ReadError> {
        self.end_paragraph();
        if self.is_full() || self.ended.len() >= MAX_LINES {
            return Err(ReadError::unreadable("too much text"));
        }
        let hidden = tidy(&self.hidden);
        let hidden = (!hidden.is_empty())
            .then(|| Finding::HiddenText { page: None, text: at_most(&hidden, MAX_HIDDEN_CHARS).into_owned() });
        Ok(Document { pages: Vec::new(), lines: self.ended, findings: hidden.into_iter().collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Vec<Line> {
        vec![Line { text: text.into(), ..Line::default() }]
    }

    #[test]
    fn a_line_has_the_format_of_most_of_its_letters() {
        let mut lines = Lines::default();
        lines.begin(LineRole::Heading);
        lines.write("Work ", RunFormat { bold: true, size: 14.0 });
        lines.write("so far, to 2026", RunFormat { bold: false, size: 11.0 });
        lines.break_line();
        lines.write("more", RunFormat::default());
        lines.end_paragraph();
        lines.write("•  Rust", RunFormat::default());
        let document = lines.finish().unwrap();
        let [heading, more, item] = document.lines.as_slice() else { panic!("{document:?}") };
        assert_eq!((heading.role, heading.bold, heading.size, heading.block), (LineRole::Heading, false, 11.0, 0));
        assert_eq!((more.role, more.block), (LineRole::Text, 0));
        assert_eq!((item.text.as_str(), item.role, item.block), ("Rust", LineRole::ListItem, 1));
    }

    #[test]
    fn rows_of_short_cells_are_lines_and_long_cells_are_read_one_by_one() {
        let mut lines = Lines::default();
        lines.row(vec![line("2019"), Vec::new(), line("Analyst")]);
        lines.row(vec![line("Skills"), [line("Rust"), line("SQL")].concat()]);
        lines.row(vec![Vec::new(), line("alone")]);
        let document = lines.finish().unwrap();
        assert_eq!(document.text(), "2019\tAnalyst\nSkills\nRust\nSQL\nalone");
        assert_eq!(document.lines[0].role, LineRole::TableRow);
        assert!(document.lines[1..].iter().all(|line| line.role == LineRole::Text));
    }

    #[test]
    fn an_infinite_size_is_unknown() {
        for size in [f32::INFINITY, f32::NAN] {
            let mut lines = Lines::default();
            lines.write("Welder", RunFormat { bold: false, size });
            let document = lines.finish().unwrap();
            assert_eq!((document.text().as_str(), document.lines[0].size), ("Welder", 0.0));
        }
    }

    #[test]
    fn too_much_text_is_refused() {
        let mut lines = Lines::default();
        for _ in 0..100 {
            lines.write(&"welder ".repeat(1_000), RunFormat::default());
        }
        assert!(matches!(lines.finish(), Err(ReadError::Unreadable(_))));
    }
}
