//! Opens resume files of other programs as plain data: JSON, XML, tables, our own archive.
//!
//! The format is detected by content. Nothing is written to disk or fetched. Sizes, entries, rows, elements and depth are
//! limited. The meaning of the data is left to `domain-candidates`.

mod attachments;
mod json;
mod package;
mod response;
#[cfg(test)]
mod round_trips;
mod tables;
#[cfg(test)]
mod tests;
mod xml;

use ports::ExchangeContent;

use crate::charset;

pub(crate) use package::pack;
pub(crate) use response::{MAX_RESPONSE_BYTES, decode, encode};

/// The maximum unpacked size of a text, a table or an attached file.
const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// The maximum nesting, which both sides of the sandbox can serialise.
const MAX_DEPTH: usize = 48;
/// The maximum number of JSON values, XML elements and attributes, or cells of tables.
const MAX_VALUES: usize = 200_000;

/// Why a file cannot be opened.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum OpenError {
    Unknown,
    Encrypted,
    TooLarge,
    Unreadable(String),
}

impl OpenError {
    fn unreadable(reason: impl std::fmt::Display) -> Self {
        Self::Unreadable(reason.to_string())
    }
}

/// The content of a file in a detected format.
pub(crate) fn open(bytes: &[u8]) -> Result<ExchangeContent, OpenError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return package::open(bytes);
    }
    if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return attachments::open(bytes);
    }
    open_text(bytes)
}

/// The content of a text file.
fn open_text(bytes: &[u8]) -> Result<ExchangeContent, OpenError> {
    let begins = |head: &[u8]| bytes.trim_ascii_start().starts_with(head);
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if !(is_wide || bytes.starts_with(b"\xef\xbb\xbf") || begins(b"{") || begins(b"<")) {
        return Err(OpenError::Unknown);
    }
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(OpenError::TooLarge);
    }
    let text = charset::decode(bytes);
    match text.trim_start().chars().next() {
        Some('{') => Ok(ExchangeContent::Json(json::parse(&text)?)),
        Some('<') => Ok(ExchangeContent::Xml(xml::parse(&text)?)),
        _ => Err(OpenError::Unknown),
    }
}
