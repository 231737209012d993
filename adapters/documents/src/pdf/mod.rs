//! A PDF: its lines in reading order, and pictures of its pages.
//!
//! A PDF positions glyphs and has no words, lines or columns. `hayro` interprets the pages and reports each glyph with its
//! position (`glyphs`). Invisible glyphs are separated (`canvas`). Form values and links come from the annotations
//! (`annotations`). Words, lines and reading order are derived from the positions (`layout`).

mod annotations;
mod bullets;
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

use self::fonts::FontTable;
use self::glyphs::{PageContent, are_plausible, interpret};
use crate::read_error::ReadError;

const MAX_PAGES: usize = 30;
/// The maximum unpacked size of the content of a page.
const MAX_CONTENT_BYTES: usize = 4 * 1024 * 1024;
/// The maximum size of the text: a font may map a single glyph to a very long string.
const MAX_TEXT_BYTES: usize = 1024 * 1024;
/// The maximum length of hidden text in a finding.
const MAX_QUOTED_CHARS: usize = 500;
/// A page with fewer letters counts as without text: it may have a page number or the name of a scanner.
const MIN_LETTERS: usize = 20;
/// The minimum share of a page that pictures cover in a scan.
const MIN_SCAN_COVERAGE: f64 = 0.3;
/// The minimum number of shapes on a page whose letters are painted as outlines.
const MIN_OUTLINE_SHAPES: usize = 100;

/// Reads the first pages.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let pdf = load(bytes)?;
    let (settings, cache) = (InterpreterSettings::default(), InterpreterCache::new());
    let mut fonts = FontTable::default();
    let mut document = Document::default();
    let mut text = 0;
    for (index, page) in (0..).zip(pdf.pages().iter().take(MAX_PAGES)) {
        if page.page_stream().is_some_and(|content| content.len() > MAX_CONTENT_BYTES) {
            return Err(ReadError::unreadable("a page has too much content"));
        }
        let (width, height) = page.render_dimensions();
        if !are_plausible([f64::from(width), f64::from(height)]) {
            return Err(ReadError::unreadable("a page is too large"));
        }
        fonts.learn(page.resources(), &settings)?;
        let content = interpret(page, &cache, &settings, &fonts)?;
        text += content.glyphs.iter().map(|glyph| glyph.text.len()).sum::<usize>();
        if text > MAX_TEXT_BYTES {
            return Err(ReadError::unreadable("the document has too much text"));
        }
        add_page(&mut document, index, page, content);
    }
    layout::join_hyphens(&mut document.lines);
    Ok(document)
}

/// The picture of a page as a PNG of about this width. `None` when there is no such page.
pub(crate) fn picture(bytes: &[u8], page: u16, width: u16) -> Result<Option<Vec<u8>>, ReadError> {
    let pdf = load(bytes)?;
    let Some(page) = pdf.pages().iter().take(MAX_PAGES).nth(usize::from(page)) else { return Ok(None) };
    FontTable::default().learn(page.resources(), &InterpreterSettings::default())?;
    picture::paint(page, width).map(Some)
}

fn load(bytes: &[u8]) -> Result<Pdf, ReadError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(error) => ReadError::Unreadable(format!("{error:?}")),
        LoadPdfError::Invalid => ReadError::unreadable("this is no PDF"),
    })?;
    if pdf.pages().is_empty() { Err(ReadError::unreadable("the document has no pages")) } else { Ok(pdf) }
}

fn add_page(document: &mut Document, index: u16, page: &Page<'_>, mut content: PageContent) {
    let (width, height) = page.render_dimensions();
    document.pages.push(PageSize { width, height });
    let annotations = annotations::read(page);
    content.glyphs.extend(annotations.unpainted_values());
    if content.is_scan() {
        // A scan with an OCR layer: the recognised text is hidden over the picture.
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
    if content.letters() < MIN_LETTERS
        && (content.pictured >= MIN_SCAN_COVERAGE || content.shapes >= MIN_OUTLINE_SHAPES)
    {
        document.findings.push(Finding::ImageOnly { page: index });
    }
    let block = document.lines.last().map_or(0, |line| line.block + 1);
    document.lines.extend(layout::lines(content.glyphs, &annotations, index, block));
}

/// The beginning of the hidden text of a page.
fn quotation(content: &PageContent) -> String {
    let lines = layout::lines(content.hidden.clone(), &annotations::Annotations::default(), 0, 0);
    let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    text.chars().take(MAX_QUOTED_CHARS).collect()
}
