//! The output of RTF text: body, notes, headers, footers and text boxes, each with its open table row.

use domain_model::candidates::document::{Document, Line, LineRole};

use crate::lines::Lines;
use crate::read_error::ReadError;

/// The maximum number of cells of a row.
const MAX_CELLS: usize = 1_000;

/// A part of the document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Target {
    #[default]
    Body,
    Notes,
    Header,
    Footer,
    Boxes,
}

/// The lines of a part.
#[derive(Default)]
pub(super) struct Output {
    pub(super) lines: Lines,
    /// The open row: the lines before it, and its cells so far.
    row: Option<(Vec<Line>, Vec<Vec<Line>>)>,
    /// Whether the paragraph has text.
    has_begun: bool,
}

impl Output {
    /// Prepares for text of a paragraph.
    pub(super) fn begin(&mut self, role: LineRole, in_table: bool) {
        if self.has_begun {
            return;
        }
        if in_table && self.row.is_none() {
            self.row = Some((self.lines.begin_apart(), Vec::new()));
        } else if !in_table {
            self.end_row();
        }
        self.lines.begin(role);
        self.has_begun = true;
    }

    pub(super) fn end_paragraph(&mut self) {
        self.lines.end_paragraph();
        self.has_begun = false;
    }

    pub(super) fn end_cell(&mut self) {
        self.end_paragraph();
        let (before, mut cells) = self.row.take().unwrap_or_else(|| (self.lines.begin_apart(), Vec::new()));
        let cell = self.lines.end_apart(before);
        if cells.len() < MAX_CELLS {
            cells.push(cell);
        }
        self.row = Some((self.lines.begin_apart(), cells));
    }

    pub(super) fn end_row(&mut self) {
        self.end_paragraph();
        if let Some((before, mut cells)) = self.row.take() {
            cells.push(self.lines.end_apart(before));
            self.lines.row(cells);
        }
    }

    /// Ends a cell of a nested table.
    pub(super) fn nested_cell(&mut self) {
        self.lines.tab();
    }

    pub(super) fn nested_row(&mut self) {
        self.lines.begin(LineRole::TableRow);
        self.end_paragraph();
    }
}

/// The lines of all parts.
#[derive(Default)]
pub(super) struct Outputs {
    body: Output,
    notes: Output,
    header: Output,
    footer: Output,
    boxes: Output,
}

impl Outputs {
    pub(super) fn of(&mut self, target: Target) -> &mut Output {
        match target {
            Target::Body => &mut self.body,
            Target::Notes => &mut self.notes,
            Target::Header => &mut self.header,
            Target::Footer => &mut self.footer,
            Target::Boxes => &mut self.boxes,
        }
    }

    /// Ends a part, and continues with `outer`.
    pub(super) fn end(&mut self, ended: Target, outer: Target) {
        self.of(ended).end_row();
        if ended == Target::Boxes && outer == Target::Body && self.body.lines.is_at_start() && self.body.row.is_none() {
            self.place_boxes();
        }
    }

    /// Places text boxes after their paragraph.
    pub(super) fn place_boxes(&mut self) {
        if self.body.row.is_none() {
            let boxes = std::mem::take(&mut self.boxes);
            self.body.lines.append(boxes.lines);
        }
    }

    pub(super) fn finish(mut self) -> Result<Document, ReadError> {
        let all = [Target::Body, Target::Notes, Target::Header, Target::Footer, Target::Boxes];
        for target in all {
            self.of(target).end_row();
        }
        self.place_boxes();
        let mut lines = Lines::default();
        lines.append_margin(self.header.lines);
        lines.append(self.body.lines);
        lines.append(self.notes.lines);
        lines.append_margin(self.footer.lines);
        lines.finish()
    }
}
