//! OCR of pages that are pictures of text, when text recognition is configured.

use bytes::Bytes;
use domain_model::candidates::document::{Document, Finding, Line, Page, Place};
use domain_model::candidates::resume::DocumentType;
use ports::{DocumentParser, PortResult, TextRecognition};

/// Pages of a document that are recognised; each takes seconds.
const MAX_PAGES: usize = 4;
/// Letters are told best when an inch has so many pixels …
const RESOLUTION: f32 = 300.0;
/// … in points.
const INCH: f32 = 72.0;
/// The widest picture that a [`DocumentParser`] paints.
const WIDEST: f32 = 2_500.0;

/// Adds the lines of pages that only a look at their pictures can read. A page in whose picture nothing is recognised stays as
/// it is.
pub(crate) async fn recognise_pages(
    document: &mut Document,
    document_type: DocumentType,
    bytes: &Bytes,
    documents: &dyn DocumentParser,
    recognition: &dyn TextRecognition,
) -> PortResult<()> {
    let unread: Vec<u16> = document.findings.iter().filter_map(Finding::unread_page).take(MAX_PAGES).collect();
    for index in unread {
        let Some(page) = document.pages.get(usize::from(index)).copied() else { continue };
        let width = pixels(page);
        let Some(picture) = documents.page_picture(document_type, bytes.clone(), index, width).await? else { continue };
        let lines = recognition.recognise(picture).await?;
        if !lines.is_empty() {
            replace_page(document, index, placed(lines, index, page.width / f32::from(width)));
        }
    }
    Ok(())
}

/// How wide the picture of a page has to be.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to the widest picture")]
fn pixels(page: Page) -> u16 {
    (page.width / INCH * RESOLUTION).clamp(1.0, WIDEST) as u16
}

/// The lines where they stand on their page, which has so many points a pixel.
fn placed(lines: Vec<Line>, page: u16, scale: f32) -> Vec<Line> {
    let place = |place: Place| Place {
        page,
        left: place.left * scale,
        top: place.top * scale,
        right: place.right * scale,
        bottom: place.bottom * scale,
    };
    lines.into_iter().map(|line| Line { place: line.place.map(place), size: line.size * scale, ..line }).collect()
}

/// Puts the lines of a page in the place of what was read of it, and says where they came from.
fn replace_page(document: &mut Document, page: u16, recognised: Vec<Line>) {
    let page_of = |line: &Line| line.place.map_or(0, |place| place.page);
    let before = document.lines.partition_point(|line| page_of(line) < page);
    let after = before + document.lines[before..].partition_point(|line| page_of(line) == page);
    let first = document.lines[..before].last().map_or(0, |last| last.block + 1);
    let recognised: Vec<Line> = recognised.into_iter().map(|line| Line { block: line.block + first, ..line }).collect();
    let next = recognised.last().map_or(first, |last| last.block + 1);
    let shift = document.lines.get(after).map_or(0, |line| next.saturating_sub(line.block));
    for line in &mut document.lines[after..] {
        line.block += shift;
    }
    document.lines.splice(before..after, recognised);
    document.findings.retain(|finding| finding.unread_page() != Some(page));
    document.findings.push(Finding::Recognised { page });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, page: u16, block: u32) -> Line {
        let place = Place { page, left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
        Line { text: text.into(), place: Some(place), block, ..Line::default() }
    }

    #[test]
    fn a_recognised_page_stands_between_its_neighbours() {
        let mut document = Document {
            lines: vec![line("first", 0, 0), line("7", 1, 1), line("last", 2, 2)],
            findings: vec![Finding::ImageOnly { page: 1 }, Finding::Garbled { page: 3 }],
            ..Document::default()
        };
        replace_page(&mut document, 1, vec![line("Welder", 1, 0), line("Porto", 1, 1)]);
        assert_eq!(document.text(), "first\nWelder\nPorto\nlast");
        assert_eq!(document.lines.iter().map(|line| line.block).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(document.findings, [Finding::Garbled { page: 3 }, Finding::Recognised { page: 1 }]);
        replace_page(&mut document, 3, vec![line("Annex", 3, 4)]);
        assert_eq!(document.lines.last().map(|line| (line.text.as_str(), line.block)), Some(("Annex", 8)));
        assert!(!document.needs_ocr());
    }

    #[test]
    fn lines_stand_in_points_where_they_stood_in_pixels() {
        let page = Page { width: 595.0, height: 842.0 };
        assert_eq!((pixels(page), pixels(Page { width: 5_000.0, ..page })), (2_479, 2_500));
        let pixels = Place { page: 0, left: 100.0, top: 200.0, right: 300.0, bottom: 250.0 };
        let recognised = Line { text: "Welder".into(), place: Some(pixels), size: 50.0, ..Line::default() };
        let lines = placed(vec![recognised], 2, 0.5);
        let place = Place { page: 2, left: 50.0, top: 100.0, right: 150.0, bottom: 125.0 };
        assert_eq!((lines[0].place, lines[0].size), (Some(place), 25.0));
    }
}
