//! A document as it was read: its pages, and its lines in reading order, each with its place on the page.

use serde::{Deserialize, Serialize};

/// What was read in a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its pages. Empty for a format without pages (DOCX, plain text, …).
    pub pages: Vec<Page>,
    /// Its lines in reading order: a column or a table is read to its end before the next one begins.
    pub lines: Vec<Line>,
    /// What its reader has to know besides the text.
    pub findings: Vec<Finding>,
}

/// A page as it is seen: its own rotation is applied.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// In points, 1/72 inch.
    pub width: f32,
    /// In points.
    pub height: f32,
}

/// One line of text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its text: NFC, ligatures as letters, no control characters but the tab, never blank.
    /// A tab separates what stands apart in the same line: the cells of a table, a date at the margin.
    pub text: String,
    /// Where it stands. `None` in a format without pages.
    pub place: Option<Place>,
    /// The size of most of its letters in points. 0 when the format does not say.
    pub size: f32,
    /// Are most of its letters bold?
    pub bold: bool,
    /// What the format or the layout says it is.
    pub role: LineRole,
    /// The number of the block (a paragraph, a cell, a group of lines set together) that it belongs to. Never falls.
    pub block: u32,
    /// The targets of the links in it, in order.
    pub links: Vec<String>,
}

/// Where something stands: a page, and a rectangle on it in points from the top left corner of the page as it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The index of the page in [`Document::pages`].
    pub page: u16,
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// What a line is by its format or its layout.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineRole {
    /// Running text, or nothing is known.
    #[default]
    Text,
    /// A heading: a style of the format says so. Whether a line merely looks like one is for its reader to judge.
    Heading,
    /// The first line of an item of a list. Its mark (`•`, `1.`) is not part of the text.
    ListItem,
    /// A row of a table, its cells separated by tabs.
    TableRow,
    /// The value of a field of a form, after its label when there is one.
    FormField,
    /// A header or footer that the format keeps apart from the text.
    PageMargin,
}

/// What the reader of a document noticed besides the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// Text that nobody sees: drawn invisibly, in the colour of the page, tiny, or outside the page. It is not in the lines.
    HiddenText {
        /// The page, if the format has pages.
        page: Option<u16>,
        /// The text, at most 500 characters of it.
        text: String,
    },
    /// The page is a picture without text.
    ImageOnly {
        /// Which.
        page: u16,
    },
    /// The page's letters cannot be told from its fonts. Its text is left out.
    Garbled {
        /// Which.
        page: u16,
    },
    /// The page's lines were recognised in its picture (OCR), so letters may be wrong.
    Recognised {
        /// Which.
        page: u16,
    },
}

impl Finding {
    /// The page whose letters only a look at its picture can tell.
    pub fn unread_page(&self) -> Option<u16> {
        match self {
            Self::ImageOnly { page } | Self::Garbled { page } => Some(*page),
            Self::HiddenText { .. } | Self::Recognised { .. } => None,
        }
    }
}

impl Document {
    /// Its text: one line of the document a line.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.lines.iter().map(|line| line.text.len() + 1).sum());
        for (index, line) in self.lines.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            text.push_str(&line.text);
        }
        text
    }

    /// Does a page hold letters that only a look at its picture can read?
    pub fn needs_ocr(&self) -> bool {
        self.findings.iter().any(|finding| finding.unread_page().is_some())
    }
}

impl From<&str> for Document {
    /// The lines of a plain text; every blank line begins a new block.
    fn from(text: &str) -> Self {
        let (mut lines, mut block) = (Vec::new(), 0);
        for line in text.lines() {
            if line.trim().is_empty() {
                block += 1;
            } else {
                lines.push(Line { text: line.trim().to_owned(), block, ..Line::default() });
            }
        }
        Self { lines, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_document_has_its_lines() {
        let document = Document::from("Ada Lovelace\n\n  Analyst\n");
        assert_eq!(document.text(), "Ada Lovelace\nAnalyst");
        assert_eq!(document.lines.iter().map(|line| line.block).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn a_page_without_letters_needs_ocr() {
        let mut document = Document::from("Ada Lovelace");
        document.findings.push(Finding::HiddenText { page: Some(0), text: "python".into() });
        assert!(!document.needs_ocr());
        document.findings.push(Finding::ImageOnly { page: 0 });
        assert!(document.needs_ocr());
    }
}
