//! What was read in a resume, for a terminal.

use domain_candidates::{FieldTrace, ReadDocument, plain_text, trace};
use domain_model::candidates::field::FieldState;

/// The resume, what its owner should check, and the lines that became no field.
pub(super) fn human(read: &ReadDocument) -> String {
    let (_, fields) = trace(&read.document, &read.content);
    let doubtful = fields.iter().filter(|field| field.state == FieldState::Check).map(doubt);
    let missing = fields.iter().filter(|field| field.state == FieldState::Missing).map(|field| field.path.clone());
    let lines = read.content.unread_lines.iter().filter_map(|&line| read.document.lines.get(line as usize));
    let lines = lines.map(|line| line.text.clone());
    [
        plain_text(&read.content).trim_end().to_owned(),
        section("To check", doubtful),
        section("Not found", missing),
        section("Lines that became no field", lines),
    ]
    .concat()
}

/// `/work/0/position: Analyst (only its position says what it is)`.
fn doubt(field: &FieldTrace) -> String {
    let value = field.value.as_deref().unwrap_or("not clear");
    let why = field.why.map(|why| format!(" ({})", why.explanation())).unwrap_or_default();
    format!("{}: {value}{why}", field.path)
}

fn section(heading: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { String::new() } else { format!("\n\n{heading}:\n  {}", lines.join("\n  ")) }
}
