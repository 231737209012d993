//! Parses hOCR as Tesseract writes it: XHTML whose elements carry their kind in `class` and their properties in `title`, for
//! example `bbox 24 316 208 357; x_size 38.4; x_wconf 96`.

use domain_model::candidates::document::{Line, LineRole, Place};
use quick_xml::events::BytesStart;

use crate::characters::{is_rule, tidy, without_mark};
use crate::xml::{Piece, pieces};

/// The minimum confidence of a word, in percent; below are stains and icons.
const MIN_CONFIDENCE: f32 = 30.0;
/// A gap this wide, in font heights, becomes a tab.
const MIN_TAB_GAP: f32 = 1.5;
/// Words with a gap of at most this are joined: Tesseract reports the signs of an e-mail address separately.
const MAX_JOIN_GAP: f32 = 0.08;
/// The ratio of font size to line height, where hOCR has no `x_size`.
const DEFAULT_SIZE_RATIO: f32 = 0.9;

/// The lines of a picture in reading order. `None` when the text is not hOCR.
pub(super) fn lines(hocr: &str) -> Option<Vec<Line>> {
    let mut page = Page::default();
    for piece in pieces(hocr) {
        match piece.ok()? {
            Piece::Open(start) => page.start(&start),
            Piece::Close => page.end(),
            Piece::Text(text) => page.text(&text),
            Piece::UnknownEntity | Piece::DocumentType => {}
        }
    }
    Some(page.lines)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Paragraph,
    Line,
    Word,
    Other,
}

#[derive(Debug, Default)]
struct Page {
    lines: Vec<Line>,
    open: Vec<Kind>,
    /// The number of paragraphs so far.
    block: u32,
    line: Line,
    word: Word,
}

#[derive(Debug, Default)]
struct Word {
    text: String,
    left: f32,
    right: f32,
    is_sure: bool,
    /// The right edge of the previous word of the line.
    before: Option<f32>,
}

impl Page {
    fn start(&mut self, start: &BytesStart<'_>) {
        let (class, title) = (attribute(start, "class"), attribute(start, "title"));
        let kind = match class.as_str() {
            "ocr_par" => Kind::Paragraph,
            "ocr_line" | "ocr_header" | "ocr_caption" | "ocr_textfloat" => Kind::Line,
            "ocrx_word" => Kind::Word,
            _ => Kind::Other,
        };
        let [left, top, right, bottom] = numbers(&title, "bbox");
        match kind {
            Kind::Line => {
                let [size] = numbers(&title, "x_size");
                let size = if size > 0.0 { size } else { DEFAULT_SIZE_RATIO * (bottom - top) };
                let place = Some(Place { page: 0, left, top, right, bottom });
                self.line = Line { place, size, block: self.block, ..Line::default() };
                self.word = Word::default();
            }
            Kind::Word => {
                let [sure] = numbers(&title, "x_wconf");
                self.word = Word {
                    left,
                    right,
                    is_sure: sure >= MIN_CONFIDENCE,
                    before: self.word.before,
                    text: String::new(),
                };
            }
            Kind::Paragraph | Kind::Other => {}
        }
        self.open.push(kind);
    }

    fn text(&mut self, text: &str) {
        if self.open.contains(&Kind::Word) {
            self.word.text.push_str(text);
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Kind::Word) => self.end_word(),
            Some(Kind::Line) => self.end_line(),
            Some(Kind::Paragraph) if self.lines.last().is_some_and(|last| last.block == self.block) => self.block += 1,
            Some(_) | None => {}
        }
    }

    fn end_word(&mut self) {
        let word = &mut self.word;
        if !word.is_sure || word.text.trim().is_empty() {
            return;
        }
        if let Some(before) = word.before {
            match (word.left - before) / self.line.size {
                gap if gap > MIN_TAB_GAP => self.line.text.push('\t'),
                gap if gap > MAX_JOIN_GAP => self.line.text.push(' '),
                _ => {}
            }
        }
        self.line.text.push_str(word.text.trim());
        word.before = Some(word.before.map_or(word.right, |before| before.max(word.right)));
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.text = tidy(&line.text);
        if line.text.is_empty() || is_rule(&line.text) {
            return;
        }
        if let Some(rest) = without_mark(&line.text) {
            (line.text, line.role) = (rest.to_owned(), LineRole::ListItem);
        }
        self.lines.push(line);
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let found = start.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name);
    found.map(|attribute| attribute.value.into_owned()).unwrap_or_default()
}

/// The numbers of a property in a title; 0 for missing ones.
fn numbers<const N: usize>(title: &str, property: &str) -> [f32; N] {
    let mut numbers = [0.0; N];
    let values = title.split(';').find_map(|part| part.trim().strip_prefix(property)?.strip_prefix(' '));
    for (number, value) in numbers.iter_mut().zip(values.unwrap_or_default().split(' ')) {
        *number = value.parse().ok().filter(|number: &f32| number.is_finite()).unwrap_or(0.0);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(left: u16, right: u16, sure: u8, text: &str) -> String {
        format!("<span class='ocrx_word' title='bbox {left} 100 {right} 130; x_wconf {sure}'>{text}</span>\n")
    }

    fn line(class: &str, words: &[String]) -> String {
        let title = "bbox 10 100 400 130; baseline 0 -6; x_size 30.5; x_descenders 6; x_ascenders 8";
        format!("<span class='{class}' title=\"{title}\">{}</span>", words.concat())
    }

    fn page(paragraphs: &[String]) -> String {
        let paragraph = |lines: &String| format!("<p class='ocr_par' title=\"bbox 0 0 9 9\">{lines}</p>");
        let paragraphs = paragraphs.iter().map(paragraph).collect::<Vec<_>>().concat();
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x.dtd\">\n<html><head>\
             <title></title></head><body><div class='ocr_page' title='bbox 0 0 1000 1400'>{paragraphs}</div></body></html>"
        )
    }

    #[test]
    fn lines_have_bounding_boxes_and_paragraphs() {
        let one = line("ocr_line", &[word(10, 90, 96, "Maren"), word(100, 200, 91, "Tallow &amp; Co")]);
        let two = line("ocr_caption", &[word(10, 90, 96, "Keeper"), word(300, 400, 96, "2019")]);
        let three = line("ocr_textfloat", &[word(10, 20, 96, "•"), word(40, 90, 96, "oﬃce")]);
        let read = lines(&page(&[one + &two, three])).unwrap();
        let texts: Vec<&str> = read.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Maren Tallow & Co", "Keeper\t2019", "office"]);
        assert_eq!(read.iter().map(|line| line.block).collect::<Vec<_>>(), [0, 0, 1]);
        assert_eq!((read[2].role, read[0].size), (LineRole::ListItem, 30.5));
        assert_eq!(read[0].place, Some(Place { page: 0, left: 10.0, top: 100.0, right: 400.0, bottom: 130.0 }));
    }

    #[test]
    fn signs_that_touch_a_word_are_joined() {
        let address = line(
            "ocr_line",
            &[word(10, 400, 75, "maren.tallow"), word(200, 220, 75, "@"), word(221, 400, 88, "a.example")],
        );
        let touching = line("ocr_line", &[word(10, 50, 90, "+353"), word(51, 90, 90, "91"), word(100, 150, 90, "555")]);
        let read = lines(&page(&[address, touching])).unwrap();
        assert_eq!(
            read.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
            ["maren.tallow@a.example", "+35391 555"]
        );
    }

    #[test]
    fn words_of_low_confidence_and_rules_are_dropped() {
        let stains = line("ocr_line", &[word(10, 20, 12, "§%"), word(30, 90, 95, "Welder"), word(95, 99, 3, "|")]);
        let rule = line("ocr_line", &[word(10, 400, 90, "_____")]);
        let blank = line("ocr_line", &[word(10, 400, 95, " ")]);
        let read = lines(&page(&[stains, rule, blank])).unwrap();
        assert_eq!(read.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["Welder"]);
    }

    #[test]
    fn invalid_hocr_has_no_lines() {
        assert_eq!(lines("Tesseract could not read this"), Some(Vec::new()));
        assert_eq!(lines("<p></q>"), None);
        let unnumbered = "<span class='ocr_line' title='bbox a b; x_size NaN'><span class='ocrx_word'>x</span></span>";
        assert_eq!(lines(unnumbered), Some(Vec::new()));
    }
}
