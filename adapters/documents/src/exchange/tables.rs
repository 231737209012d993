//! Tables in files of comma-separated values (RFC 4180): quoted cells may hold commas, quotes and line breaks.

use domain_model::candidates::exchange::Table;

use super::{MAX_VALUES, OpenError};
use crate::charset;

const MAX_ROWS: usize = 5_000;
const MAX_COLUMNS: usize = 64;

/// The rows of a file. Blank rows are left out.
pub(super) fn parse(name: &str, bytes: &[u8]) -> Result<Table, OpenError> {
    let text = charset::decode(bytes);
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut cells = 0;
    let mut letters = text.chars().peekable();
    loop {
        let letter = letters.next();
        match letter {
            Some('"') if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            Some('"') if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            Some(letter) if is_quoted || !matches!(letter, ',' | '\n' | '\r') => cell.push(letter),
            Some('\r') if letters.peek() == Some(&'\n') => {}
            _ => {
                cells += 1;
                row.push(std::mem::take(&mut cell));
                if row.len() > MAX_COLUMNS || cells > MAX_VALUES {
                    return Err(OpenError::TooLarge);
                }
                if letter == Some(',') {
                    continue;
                }
                let row = std::mem::take(&mut row);
                if row.iter().any(|cell| !cell.trim().is_empty()) {
                    rows.push(row);
                }
                if rows.len() > MAX_ROWS {
                    return Err(OpenError::TooLarge);
                }
                if letter.is_none() {
                    return Ok(Table { name: name.to_owned(), rows });
                }
            }
        }
    }
}
