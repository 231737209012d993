//! Puts the lines of a document together as its reader comes upon their pieces: runs of text, breaks, links, cells.

use domain_model::candidates::document::{Document, Finding, Line, LineRole};

use crate::characters::{at_most, is_rule, tidy, without_mark};
use crate::refusal::Refusal;

/// More text than this, in bytes, is no resume by far. It also keeps the answer within what the parent takes.
const MOST_TEXT: usize = 512 * 1024;
const MOST_LINES: usize = 15_000;
/// Of hidden text, in characters.
const MOST_HIDDEN: usize = 500;
const MOST_LINKS: usize = 1_000;
/// In one line. Nobody uses more; what comes then does not count.
const MOST_LOOKS: usize = 16;
/// A longer address is none that anybody follows.
const LONGEST_LINK: usize = 2_000;

/// How a run of text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Look {
    pub(crate) bold: bool,
    /// In points. 0 when the format does not say.
    pub(crate) size: f32,
}

/// The lines so far, and the one that is being written.
#[derive(Default)]
pub(crate) struct Lines {
    ended: Vec<Line>,
    block: u32,
    /// Of the next line that ends in this paragraph.
    role: LineRole,
    text: String,
    /// How many letters of the line look how.
    looks: Vec<(Look, usize)>,
    links: Vec<String>,
    hidden: String,
    /// Bytes of text, of all lines.
    length: usize,
    link_count: usize,
}

impl Lines {
    /// What the next line is.
    pub(crate) fn begin(&mut self, role: LineRole) {
        self.role = role;
    }

    /// Has nothing been written in this line yet?
    pub(crate) fn is_at_start(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Writes into the line. Line breaks in the text are white space.
    pub(crate) fn write(&mut self, text: &str, look: Look) {
        if self.is_full() {
            return;
        }
        self.length += text.len();
        self.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        match self.looks.iter().position(|(other, _)| *other == look) {
            Some(index) => self.looks[index].1 += letters,
            None if self.looks.len() < MOST_LOOKS => self.looks.push((look, letters)),
            None => {}
        }
    }

    /// What follows stands apart.
    pub(crate) fn tab(&mut self) {
        if !self.is_full() {
            self.length += 1;
            self.text.push('\t');
        }
    }

    /// The target of a link that the line holds.
    pub(crate) fn link(&mut self, target: &str) {
        let target = target.trim();
        let is_new = self.links.last().is_none_or(|last| last != target);
        if is_new && !target.is_empty() && target.len() <= LONGEST_LINK && self.link_count < MOST_LINKS {
            self.link_count += 1;
            self.links.push(target.to_owned());
        }
    }

    /// Text that nobody sees.
    pub(crate) fn hide(&mut self, text: &str) {
        if self.hidden.len() < 4 * MOST_HIDDEN {
            self.hidden.push_str(&at_most(text, MOST_HIDDEN));
            self.hidden.push(' ');
        }
    }

    /// Ends the line; the paragraph goes on.
    pub(crate) fn break_line(&mut self) {
        let looks = std::mem::take(&mut self.looks);
        let text = tidy(&std::mem::take(&mut self.text));
        if text.is_empty() || is_rule(&text) || self.ended.len() >= MOST_LINES {
            return;
        }
        let mut role = std::mem::take(&mut self.role);
        let unmarked = if matches!(role, LineRole::Text | LineRole::ListItem) { without_mark(&text) } else { None };
        if unmarked.is_some() {
            role = LineRole::ListItem;
        }
        let text = unmarked.map(str::to_owned).unwrap_or(text);
        let letters: usize = looks.iter().map(|(_, letters)| letters).sum();
        let bold: usize = looks.iter().filter(|(look, _)| look.bold).map(|(_, letters)| letters).sum();
        let size = looks.iter().max_by_key(|(_, letters)| letters).map_or(0.0, |(look, _)| look.size);
        // A format may say any number; JSON, in which the parent is told, has none that is infinite.
        let size = if size.is_finite() { size } else { 0.0 };
        let links = std::mem::take(&mut self.links);
        self.ended.push(Line { text, place: None, size, bold: 2 * bold > letters, role, block: self.block, links });
    }

    /// Ends the paragraph; what follows is another block.
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

    /// What is written from here on is kept apart, until [`Lines::end_apart`] is given the lines before.
    pub(crate) fn begin_apart(&mut self) -> Vec<Line> {
        self.end_paragraph();
        std::mem::take(&mut self.ended)
    }

    /// The lines that were kept apart.
    pub(crate) fn end_apart(&mut self, before: Vec<Line>) -> Vec<Line> {
        self.end_paragraph();
        std::mem::replace(&mut self.ended, before)
    }

    /// Writes the cells of a row of a table. A row of short cells is one line; otherwise one cell after the other is
    /// read to its end, as tables are also used to set columns.
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
            // Paragraphs of running text in a cell belong together.
            let block = cell[0].block;
            if cell.iter().all(|line| line.role == LineRole::Text) && cell.len() <= 4 {
                for line in &mut cell {
                    line.block = block;
                }
            }
            self.ended.append(&mut cell);
        }
    }

    /// Adds lines of a header or footer, those that are not there yet.
    pub(crate) fn margin(&mut self, margin: Vec<Line>) {
        for mut line in margin {
            line.role = LineRole::PageMargin;
            if !self.ended.iter().any(|other| other.role == LineRole::PageMargin && other.text == line.text) {
                self.ended.push(line);
            }
        }
    }

    /// Adds other lines behind these.
    pub(crate) fn append(&mut self, other: Self) {
        let lines = self.take_over(other);
        self.ended.extend(lines);
    }

    /// Adds the lines of another document.
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

    /// Adds other lines, as those of a header or footer.
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
        self.length > MOST_TEXT
    }

    /// The document.
    pub(crate) fn finish(mut self) -> Result<Document, Refusal> {
        self.end_paragraph();
        if self.is_full() || self.ended.len() >= MOST_LINES {
            return Err(Refusal::because("far too much text"));
        }
        let hidden = tidy(&self.hidden);
        let hidden = (!hidden.is_empty())
            .then(|| Finding::HiddenText { page: None, text: at_most(&hidden, MOST_HIDDEN).into_owned() });
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
    fn a_line_is_as_most_of_its_letters_are() {
        let mut lines = Lines::default();
        lines.begin(LineRole::Heading);
        lines.write("Work ", Look { bold: true, size: 14.0 });
        lines.write("so far, to 2026", Look { bold: false, size: 11.0 });
        lines.break_line();
        lines.write("more", Look::default());
        lines.end_paragraph();
        lines.write("•  Rust", Look::default());
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
    fn a_size_beyond_all_numbers_is_unknown() {
        for size in [f32::INFINITY, f32::NAN] {
            let mut lines = Lines::default();
            lines.write("Welder", Look { bold: false, size });
            let document = lines.finish().unwrap();
            assert_eq!((document.text().as_str(), document.lines[0].size), ("Welder", 0.0));
        }
    }

    #[test]
    fn far_too_much_text_is_refused() {
        let mut lines = Lines::default();
        for _ in 0..100 {
            lines.write(&"welder ".repeat(1_000), Look::default());
        }
        assert!(matches!(lines.finish(), Err(Refusal::Unreadable(_))));
    }
}
