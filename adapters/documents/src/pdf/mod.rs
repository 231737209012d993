//! The text of a PDF in reading order.
//!
//! A PDF says where to paint which glyph, not what is a word, a line or a column. So the pages are interpreted as far as
//! text is concerned (`page`, `font`), and words, lines and columns are found by where the glyphs stand (`layout`).

mod cmap;
mod font;
mod layout;
mod page;
mod script;

use domain_model::candidates::document::{Document as ReadDocument, Finding};
use lopdf::{Document, LoadOptions};

use crate::refusal::Refusal;

const MOST_PAGES: usize = 30;
/// Of one stream, unpacked: page contents, fonts, objects.
const LARGEST_STREAM: usize = 4 * 1024 * 1024;

/// What the first pages say.
pub(crate) fn read(bytes: &[u8]) -> Result<ReadDocument, Refusal> {
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    let document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) => document,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Err(Refusal::Encrypted),
        Err(error) => return Err(Refusal::because(error)),
    };
    if document.is_encrypted() && document.get_pages().is_empty() {
        return Err(Refusal::Encrypted);
    }
    let pages: Vec<_> = document.page_iter().take(MOST_PAGES).collect();
    if pages.is_empty() {
        return Err(Refusal::because("the document has no pages"));
    }
    let (mut text, mut findings) = (String::new(), Vec::new());
    for (index, page) in (0..).zip(pages) {
        let glyphs = page::glyphs(&document, page)?;
        let page_text = layout::text(glyphs);
        if page_text.trim().is_empty() && document.get_page_images(page).is_ok_and(|images| !images.is_empty()) {
            findings.push(Finding::ImageOnly { page: index });
        }
        if !text.is_empty() && !page_text.is_empty() {
            text.push('\n');
        }
        text.push_str(&page_text);
    }
    Ok(ReadDocument { findings, ..ReadDocument::from(text.as_str()) })
}
