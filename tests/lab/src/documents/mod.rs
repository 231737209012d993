//! Generators of hostile documents. The code that writes a file shows what it attacks.

mod archive;
mod docx;
mod linkedin;
mod pdf;
mod polyglot;
mod scan;
mod text;

pub use docx::{docx_with_body, docx_with_styles, hostile_docx};
pub use linkedin::linkedin_with;
pub use pdf::{hostile_pdfs, odd_pdfs, pdf_painting};
pub use polyglot::polyglots;
pub use scan::scan;
pub use text::{hostile_texts, odt_with_content};

/// A hostile document.
#[derive(Debug, Clone)]
pub struct Hostile {
    /// The attack.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// The expected result.
    pub expected: ExpectedResult,
}

/// The expected result of a hostile document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedResult {
    /// It is refused, with any reason.
    Refused,
    /// The attack has no effect, and its text is read.
    Read,
}

fn refused(name: &'static str, bytes: Vec<u8>) -> Hostile {
    Hostile { name, bytes, expected: ExpectedResult::Refused }
}

fn read(name: &'static str, bytes: Vec<u8>) -> Hostile {
    Hostile { name, bytes, expected: ExpectedResult::Read }
}

/// `bytes` deflated, in zlib's wrapping, as PDF has it.
fn deflated(bytes: Vec<u8>) -> Vec<u8> {
    let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), bytes);
    stream.compress().expect("writing to memory succeeds");
    stream.content
}

/// Enough text for a resume.
const WORDS: &str = "Mira Okonjo, welder in Porto. Ten years of shipyards, steel and aluminium, MIG and TIG.";
