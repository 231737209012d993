//! The files in which other programs hand a resume on, opened to plain data: JSON, XML, tables, our own archive.
//!
//! What a file is, is judged by its content. Nothing is ever written or fetched; everything has a limit: sizes packed and
//! unpacked, entries, rows, elements, depth. What the data mean is not known here.

mod answer;
mod attachments;
mod json;
mod package;
#[cfg(test)]
mod round_trips;
mod tables;
#[cfg(test)]
mod tests;
mod xml;

use ports::ExchangeContent;

use crate::charset;

pub(crate) use answer::{LARGEST_ANSWER, answer, reading};
pub(crate) use package::pack;

/// Of a text, a table or an attached file, unpacked.
const LARGEST_TEXT: usize = 4 * 1024 * 1024;
/// No resume is nested deeper, and both sides of the sandbox can say it.
const DEEPEST: usize = 48;
/// Values of a JSON file, elements and attributes of an XML file, cells of tables.
const MOST_VALUES: usize = 200_000;

/// Why a file is not opened.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Unknown,
    Encrypted,
    TooLarge,
    Unreadable(String),
}

impl Refused {
    fn because(reason: impl std::fmt::Display) -> Self {
        Self::Unreadable(reason.to_string())
    }
}

/// The content of a file, by what it is.
pub(crate) fn open(bytes: &[u8]) -> Result<ExchangeContent, Refused> {
    if bytes.starts_with(b"PK\x03\x04") {
        return package::open(bytes);
    }
    if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return attachments::open(bytes);
    }
    open_text(bytes)
}

/// The content of a file that is a text.
fn open_text(bytes: &[u8]) -> Result<ExchangeContent, Refused> {
    let begins = |head: &[u8]| bytes.trim_ascii_start().starts_with(head);
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if !(is_wide || bytes.starts_with(b"\xef\xbb\xbf") || begins(b"{") || begins(b"<")) {
        return Err(Refused::Unknown);
    }
    if bytes.len() > LARGEST_TEXT {
        return Err(Refused::TooLarge);
    }
    let text = charset::decode(bytes);
    match text.trim_start().chars().next() {
        Some('{') => Ok(ExchangeContent::Json(json::parse(&text)?)),
        Some('<') => Ok(ExchangeContent::Xml(xml::parse(&text)?)),
        _ => Err(Refused::Unknown),
    }
}
