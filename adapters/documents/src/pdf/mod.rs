//! A PDF: its lines in reading order, and pictures of its pages.
//!
//! A PDF says where to paint which glyph, not what is a word, a line or a column. `hayro` interprets the pages and hands over
//! each glyph with its place (`glyphs`); what cannot be seen is set aside (`canvas`); values of form fields and links come
//! from the annotations (`annotations`); words, lines and their order are found by where the glyphs stand (`layout`).

mod annotations;
mod canvas;
mod fonts;
mod glyphs;
mod layout;
mod picture;
mod script;

use domain_model::candidates::document::{Document, Finding, Page as PageSize};
use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::fonts::FontBook;
use self::glyphs::{PageContent, interpret, is_somewhere};
use crate::refusal::Refusal;

const MOST_PAGES: usize = 30;
/// The unpacked content of a page, in bytes.
const LARGEST_CONTENT: usize = 4 * 1024 * 1024;
/// Bytes of text of a document: a font may say that one of its glyphs stands for a book.
const MOST_TEXT: usize = 1024 * 1024;
/// Characters of hidden text that a finding quotes.
const MOST_QUOTED: usize = 500;
/// A page with fewer letters than this has no text: a page number, the name of a scanner.
const FEW_LETTERS: usize = 20;
/// The part of a page that pictures cover if it is a scan.
const SCANNED: f64 = 0.3;
/// A page without letters has at least so many shapes if they are the outlines of letters.
const MANY_SHAPES: usize = 100;

/// What the first pages say.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let pdf = load(bytes)?;
    let (settings, cache) = (InterpreterSettings::default(), InterpreterCache::new());
    let mut fonts = FontBook::default();
    let mut document = Document::default();
    let mut text = 0;
    for (index, page) in (0..).zip(pdf.pages().iter().take(MOST_PAGES)) {
        if page.page_stream().is_some_and(|content| content.len() > LARGEST_CONTENT) {
            return Err(Refusal::because("a page has too much content"));
        }
        let (width, height) = page.render_dimensions();
        if !is_somewhere([f64::from(width), f64::from(height)]) {
            return Err(Refusal::because("a page is too large"));
        }
        fonts.learn(page.resources(), &settings)?;
        let content = interpret(page, &cache, &settings, &fonts)?;
        text += content.glyphs.iter().map(|glyph| glyph.text.len()).sum::<usize>();
        if text > MOST_TEXT {
            return Err(Refusal::because("the document has too much text"));
        }
        add_page(&mut document, index, page, content);
    }
    layout::join_hyphens(&mut document.lines);
    Ok(document)
}

/// The picture of a page as a PNG of about this width. `None` when there is no such page.
pub(crate) fn picture(bytes: &[u8], page: u16, width: u16) -> Result<Option<Vec<u8>>, Refusal> {
    let pdf = load(bytes)?;
    let Some(page) = pdf.pages().iter().take(MOST_PAGES).nth(usize::from(page)) else { return Ok(None) };
    FontBook::default().learn(page.resources(), &InterpreterSettings::default())?;
    picture::paint(page, width).map(Some)
}

fn load(bytes: &[u8]) -> Result<Pdf, Refusal> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refusal::Encrypted,
        LoadPdfError::Decryption(error) => Refusal::Unreadable(format!("{error:?}")),
        LoadPdfError::Invalid => Refusal::because("this is no PDF"),
    })?;
    if pdf.pages().is_empty() { Err(Refusal::because("the document has no pages")) } else { Ok(pdf) }
}

fn add_page(document: &mut Document, index: u16, page: &Page<'_>, mut content: PageContent) {
    let (width, height) = page.render_dimensions();
    document.pages.push(PageSize { width, height });
    let annotations = annotations::read(page);
    content.glyphs.extend(annotations.unpainted_values());
    if content.is_scan() {
        // A scan whose letters were recognised: they stand unseen over their picture.
        content.glyphs.append(&mut content.hidden);
    }
    let hidden = quotation(&content);
    if !hidden.is_empty() {
        document.findings.push(Finding::HiddenText { page: Some(index), text: hidden });
    }
    if content.is_garbled() {
        document.findings.push(Finding::Garbled { page: index });
        return;
    }
    if content.letters() < FEW_LETTERS && (content.pictured >= SCANNED || content.shapes >= MANY_SHAPES) {
        document.findings.push(Finding::ImageOnly { page: index });
    }
    let block = document.lines.last().map_or(0, |line| line.block + 1);
    document.lines.extend(layout::lines(content.glyphs, &annotations, index, block));
}

/// The beginning of what is hidden on a page.
fn quotation(content: &PageContent) -> String {
    let lines = layout::lines(content.hidden.clone(), &annotations::Annotations::default(), 0, 0);
    let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    text.chars().take(MOST_QUOTED).collect()
}
