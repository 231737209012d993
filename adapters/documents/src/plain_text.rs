//! The lines of a plain text.

use domain_model::candidates::document::Document;

use crate::charset::decode;
use crate::lines::{Lines, RunFormat};
use crate::read_error::ReadError;

/// Reads the text: blank lines and page breaks separate blocks.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut lines = Lines::default();
    for page in decode(bytes).split('\u{c}') {
        // `\r\n`, `\n`, and the `\r` of old.
        for line in page.replace("\r\n", "\n").split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
            if line.trim().is_empty() {
                lines.end_paragraph();
            } else {
                lines.write(line, RunFormat::default());
                lines.break_line();
            }
        }
        lines.end_paragraph();
    }
    lines.finish()
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::LineRole;

    use super::*;

    #[test]
    fn blank_lines_separate_blocks_and_marks_begin_items() {
        let text = "Maren Tallow\r\nGalway\r\n\r\nWORK\n====\n* Lamps\n- Boats\n\u{c}2019        Keeper\rsince then";
        let document = read(text.as_bytes()).unwrap();
        let lines: Vec<_> = document.lines.iter().map(|line| (line.block, line.role, line.text.as_str())).collect();
        assert_eq!(
            lines,
            [
                (0, LineRole::Text, "Maren Tallow"),
                (0, LineRole::Text, "Galway"),
                (1, LineRole::Text, "WORK"),
                (1, LineRole::ListItem, "Lamps"),
                (1, LineRole::ListItem, "Boats"),
                (2, LineRole::Text, "2019\tKeeper"),
                (2, LineRole::Text, "since then"),
            ]
        );
    }
}
