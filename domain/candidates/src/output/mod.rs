//! Output of a resume: laid out as a sheet, written in a format, and parsed back before it is handed out.

mod fields;
mod read_back;
mod sheet;
#[cfg(test)]
mod tests;
mod texts;
mod words;

pub(crate) use fields::fields;
pub use read_back::{ReadBack, read_back};
pub(crate) use sheet::one_line;
pub use sheet::{SheetOptions, printed_range, sheet, sheet_languages};
pub use texts::{as_markdown, as_text};
